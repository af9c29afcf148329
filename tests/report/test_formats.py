"""Each format against its ecosystem's own schema or parser, and against text that wants to break out of it."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xmlschema
from msgspec.structs import replace

from lint.model import FileResult, Report, Severity
from lint.report import checkstyle, github, gitlab, junit, sarif
from tests.report import samples

SCHEMAS = Path(__file__).parent.parent / "schemas"
RENDERERS: dict[str, Callable[[Report], Iterator[str]]] = {
    "sarif": sarif.render, "github": github.render, "gitlab": gitlab.render, "junit": junit.render, "checkstyle": checkstyle.render,
}  # fmt: skip
REPORTS = {"hostile": samples.hostile(), "empty": samples.empty(), "seventy": samples.many(70)}


def rendered(name: str, report: Report) -> str:
    return "".join(RENDERERS[name](report))


def sarif_run(report: Report) -> dict[str, Any]:
    data = json.loads(rendered("sarif", report))
    assert len(data["runs"]) == 1
    return data["runs"][0]  # type: ignore[no-any-return]


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_sarif_is_valid(report: Report) -> None:
    schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text())
    jsonschema.Draft7Validator(schema).validate(json.loads(rendered("sarif", report)))


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_junit_is_valid(report: Report) -> None:
    xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(ET.fromstring(rendered("junit", report)))


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_gitlab_has_what_gitlab_asks_for(report: Report) -> None:
    entries = json.loads(rendered("gitlab", report))
    for entry in entries:
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= set(entry)
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert not entry["location"]["path"].startswith(("/", "./"))
        assert entry["location"]["lines"]["begin"] >= 1
    assert len({e["fingerprint"] for e in entries}) == len(entries)


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_checkstyle_names_every_file(report: Report) -> None:
    root = ET.fromstring(rendered("checkstyle", report))
    assert root.tag == "checkstyle"
    listed = [file.get("name") for file in root]
    assert len(listed) == len(set(listed))
    assert len(listed) >= sum(f.judged for f in report.files)
    for error in root.iter("error"):
        assert error.get("severity") in {"error", "warning", "info"}


@pytest.mark.parametrize("name", RENDERERS)
def test_nothing_hidden_or_commanding_gets_through(name: str) -> None:
    text = rendered(name, samples.hostile())
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", text) is None
    text.encode("utf-8")
    if name != "github":
        assert not any(line.lstrip().startswith("::") for line in text.splitlines())


def test_github_lines_are_the_commands_and_nothing_else() -> None:
    report = samples.hostile()
    lines = rendered("github", report).splitlines()
    assert len(lines) == 2 * len(samples.NAMES) + len(report.failures)
    command = re.compile(r"::(error|warning|notice) ((?:[A-Za-z]+=(?:[^%:,\r\n]|%25|%0A|%0D|%3A|%2C)*,?)+)::((?:[^%\r\n]|%25|%0A|%0D)*)")
    for line in lines:
        assert command.fullmatch(line), line


def test_github_properties_say_what_was_found() -> None:
    (line,) = rendered("github", Report((), (samples.finding("a,b:c%.txt", "100%"),), ())).splitlines()
    assert line.startswith(
        "::error file=a%2Cb%3Ac%25.txt,line=2,endLine=2,col=3,endColumn=7,title=BP001 shortcode::CMS shortcode left in the text: 100%25. Delete"
    )


def test_github_columns_only_on_one_line() -> None:
    report = Report((), (replace(samples.finding(), end=samples.Position(3, 2, 30)),), ())
    assert ",line=2,endLine=3,title=" in rendered("github", report)


def test_sarif_says_where_and_why() -> None:
    run = sarif_run(Report((FileResult("plain.txt", True),), (samples.finding(),), (), rules=samples.RULES))
    assert run["columnKind"] == "unicodeCodePoints"
    (result,) = run["results"]
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "plain.txt", "uriBaseId": "%SRCROOT%"},
        "region": {
            "startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 15, "charOffset": 10, "charLength": 12, "snippet": {"text": "[mc4wp_form]"},
        },
    }  # fmt: skip
    assert result["partialFingerprints"] == {"newslint/v1": "0123456789abcdef"}
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"] == "BP001"
    assert "**Why.**" in rule["help"]["markdown"]
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_sarif_failures_are_notifications() -> None:
    invocation = sarif_run(samples.hostile())["invocations"][0]
    assert invocation["executionSuccessful"] is False
    errors = [n for n in invocation["toolExecutionNotifications"] if n["level"] == "error"]
    assert len(errors) == 3
    assert errors[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "lost.txt"
    assert errors[1]["associatedRule"]["id"] == "BP001"


def test_sarif_keeps_what_was_silenced() -> None:
    results = sarif_run(samples.hostile())["results"]
    silenced = [r for r in results if "suppressions" in r]
    assert len(silenced) == len(samples.NAMES)
    assert silenced[0]["suppressions"][0]["kind"] == "external"
    assert silenced[0]["suppressions"][0]["status"] == "accepted"
    assert silenced[0]["suppressions"][0]["justification"].startswith("\\x1b[31mred")


def test_sarif_paths_are_encoded_byte_for_byte() -> None:
    uris = [a["location"]["uri"] for a in sarif_run(samples.hostile())["artifacts"]]
    assert uris == [
        "plain.txt", "%250A%3A%3Aerror%20title%3DPWNED%3A%3A.txt", "real%0Anewline.txt", "-n.txt", "raw%FF.txt", "rtl%E2%80%AE.txt", "a%2Cb%3Ac.txt",
        "esc%1B%5B2J.txt", "dir/sp%C3%A4ce%20name.txt", "clean.txt",
    ]  # fmt: skip


def test_sarif_text_cannot_become_a_link() -> None:
    for result in sarif_run(samples.hostile())["results"]:
        assert "](" not in result["message"]["text"]


def test_sarif_is_cut_at_the_limit_and_says_so() -> None:
    report = samples.many(sarif.MAX_RESULTS)
    run = sarif_run(report)
    assert len(run["results"]) == 25_000
    assert [r["level"] for r in run["results"][-2:]] == ["warning", "error"]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("2 of 25002 results were left out")
    assert run["invocations"][0]["executionSuccessful"] is True


def test_paths_are_relative_to_the_root() -> None:
    report = Report((FileResult("/site/desk/a.txt", True),), (samples.finding("/site/desk/a.txt"), samples.finding("../b.txt")), (), root="/site/desk")
    uris = [r["locations"][0]["physicalLocation"]["artifactLocation"] for r in sarif_run(report)["results"]]
    assert uris == [{"uri": "a.txt", "uriBaseId": "%SRCROOT%"}, {"uri": "file:///site/b.txt"}]
    assert "file=a.txt," in rendered("github", report)


def test_junit_fails_what_fails_the_run() -> None:
    findings = (samples.finding("bad.txt"), samples.finding("mild.txt", severity=Severity.INFO))
    files = tuple(FileResult(n, True) for n in ("bad.txt", "clean.txt", "mild.txt"))
    suite = ET.fromstring(rendered("junit", Report(files, findings, ())))[0]
    assert suite.attrib == {"name": "newslint", "tests": "3", "failures": "1", "errors": "0", "skipped": "0"}
    assert [(case.get("name"), [child.tag for child in case]) for case in suite] == [("bad.txt", ["failure"]), ("clean.txt", []), ("mild.txt", ["system-out"])]
    never = ET.fromstring(rendered("junit", Report(files, findings, (), fail_on=None)))[0]
    assert never.get("failures") == "0"


def test_junit_errors_for_what_was_not_judged() -> None:
    suite = ET.fromstring(rendered("junit", samples.hostile()))[0]
    assert suite.get("errors") == "3"
    assert suite.get("skipped") == "1"
    lost = next(case for case in suite if case.get("name") == "lost.txt")
    assert [child.tag for child in lost] == ["error"]


def test_gitlab_fingerprints_stay_apart_for_a_file_named_twice() -> None:
    report = Report((), (samples.finding(), samples.finding()), ())
    first, second = json.loads(rendered("gitlab", report))
    assert first["fingerprint"] == "0123456789abcdef"
    assert second["fingerprint"] != first["fingerprint"]


def test_silenced_findings_are_left_out_where_a_format_cannot_say_so() -> None:
    quiet = Report((FileResult("plain.txt", True),), (samples.finding(silenced=samples.Silence("mark", "agreed")),), ())
    assert rendered("github", quiet) == ""
    assert json.loads(rendered("gitlab", quiet)) == []
    assert "<failure" not in rendered("junit", quiet)
    assert "<error" not in rendered("checkstyle", quiet)
