"""Whatever stands in a text, a name or a message: each format is read back by its own reader, and nothing in it hides, runs or commands."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import jsonschema
import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lint.model import Edit, Event, Excerpt, Failure, FileResult, Finding, Link, Place, Position, Report, Severity, Silence
from lint.report import FORMATS, Style, rendered
from tests.report import samples
from tests.report.test_html import Page

SCHEMAS = Path(__file__).parent.parent / "schemas"
SARIF = jsonschema.Draft7Validator(json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text()))
JUNIT = xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]")
COMMAND = re.compile(r"::(?:error|warning|notice) (?:[A-Za-z]+=(?:[^%:,\r\n]|%25|%0A|%0D|%3A|%2C)*,?)+::(?:[^%\r\n]|%25|%0A|%0D)*")
OBEYED = re.compile(r"(?m)^[ \t]*(?:::|##\[)")

PIECES = (
    "\x1b[31m", "\x1b]0;x\x07", "\r", "\n", "\r\n", "\t", "\x00", "\x85", "\x9b2J", "\u2028", "\u202e", "\u200b", "\ufeff", "\U000e0041",
    "\ud800", "\udcff", "\uffff", "\ufdd0", "::error title=x::y", "::", "##[error]", "%0A", "%", ":", ",", ";",
    "<script>alert(1)</script>", "</style>", "<!--", "-->", "]]>", "<", ">", "&", "&lt;", "\"", "'", " onclick=x", "javascript:x",
    "[a](b)", "|", "`", "\\", "=1+1", "@me", "{match}", "{", "}", "é", "北", "\U0001f600", "word", " ", "",
)  # fmt: skip
ANY = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=20)
NAME = ANY.filter(bool) | st.sampled_from(samples.NAMES) | st.sampled_from(["-", "..", "/", "/etc/x", "../up.txt", "a//b", "./a", "~", "C:\\x", " "])


@st.composite
def findings(draw: st.DrawFn, names: tuple[str, ...]) -> Finding:
    line, column, offset = (draw(st.integers(1, 50)) for _ in range(3))
    whole = draw(st.booleans())
    start = Position(1, 1, 0) if whole else Position(line, column, offset)
    end = start if whole else Position(line + draw(st.integers(0, 2)), column + draw(st.integers(0, 9)), offset + draw(st.integers(0, 200)))
    text = "" if whole else draw(ANY)
    return samples.finding(
        draw(st.sampled_from(names)),
        text,
        code=draw(st.sampled_from(["BP001", "ZZ123", "MT010"])),
        name=draw(st.sampled_from(["shortcode", "own-rule"])),
        severity=draw(st.sampled_from(Severity)),
        message=draw(ANY),
        why=draw(ANY),
        do=draw(ANY),
        scope="document" if whole else "span",
        start=start,
        end=end,
        excerpt=None if whole else Excerpt(draw(ANY), text, draw(ANY)),
        fix=(Edit(start.offset, end.offset, draw(ANY)),) if draw(st.booleans()) else (),
        related=(Place(draw(st.sampled_from(names)), start, end, draw(ANY)),) if draw(st.booleans()) else (),
        silenced=draw(st.none() | st.builds(Silence, st.sampled_from(["mark", "baseline"]), ANY)),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    names = tuple(draw(st.lists(NAME, min_size=1, max_size=4, unique=True)))
    found = sorted(draw(st.lists(findings(names), max_size=4)), key=lambda f: f.order)
    numbered = [samples.replace(f, fingerprint=f"{i:016x}") for i, f in enumerate(found)]
    files = (
        FileResult(names[0], True, headline=draw(ANY), text=draw(ANY)),
        *(FileResult(n, False, skipped=draw(st.none() | ANY.filter(bool))) for n in names[1:]),
    )
    failures = draw(st.lists(st.builds(Failure, st.none() | st.sampled_from(names), ANY, st.none() | st.just("BP001")), max_size=3))
    events = (Event((names[0], names[-1]), ((names[0],), (names[-1],)), (Link(names[0], names[-1], draw(ANY)),)),)
    return Report(
        files,
        tuple(numbered),
        tuple(failures),
        (draw(ANY),),
        samples.RULES[:2],
        draw(st.none() | st.sampled_from(Severity)),
        draw(st.sampled_from(["", "/site"])),
        events,
    )


def _written(form: str, report: Report) -> str:
    written = "".join(rendered(form, report, Style(show=Severity.INFO)))
    written.encode("utf-8")
    assert not RAW.search(written), form
    if form != "github":
        assert not OBEYED.search(written), form
    return written


def _clean(text: str) -> str:
    """What JSON makes of a text: bytes of file names are written out, lone surrogates are replaced."""
    bytes_shown = re.sub("[\udc80-\udcff]", lambda m: f"\\x{ord(m.group()) - 0xDC00:02x}", text)
    return re.sub("[\ud800-\udfff]", "\ufffd", bytes_shown)


ANY_REPORT = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@ANY_REPORT
@given(reports())
def test_json_says_what_the_report_says(report: Report) -> None:
    data = json.loads(_written("json", report))
    assert [f["path"] for f in data["files"]] == [_clean(f.path) for f in report.files]
    assert [(f["text"], f["message"]) for f in data["findings"]] == [(_clean(f.text), _clean(f.message)) for f in report.findings]
    assert [f["reason"] for f in data["failures"]] == [_clean(f.reason) for f in report.failures]


@ANY_REPORT
@given(reports())
def test_json_lines_are_one_thing_each(report: Report) -> None:
    lines = [json.loads(line) for line in _written("jsonl", report).split("\n")[:-1]]
    count = len(report.files) + len(report.findings) + len(report.failures)
    assert [line["type"] for line in lines[count:]] == ["event", "summary"]
    assert [line["message"] for line in lines if line["type"] == "finding"] == [_clean(f.message) for f in report.findings]


@settings(ANY_REPORT, max_examples=10)
@given(reports())
def test_sarif_is_valid(report: Report) -> None:
    data = json.loads(_written("sarif", report))
    SARIF.validate(data)
    assert len(data["runs"][0]["results"]) == len(report.findings)


@ANY_REPORT
@given(reports())
def test_gitlab_lists_what_stands(report: Report) -> None:
    entries = json.loads(_written("gitlab", report))
    assert len(entries) >= sum(f.silenced is None for f in report.findings)
    assert all(isinstance(e["location"]["path"], str) and e["description"] for e in entries)


@ANY_REPORT
@given(reports())
def test_junit_is_valid(report: Report) -> None:
    root = ET.fromstring(_written("junit", report))
    JUNIT.validate(root)
    assert len(list(root.iter("error"))) == len(report.failures)


@ANY_REPORT
@given(reports())
def test_checkstyle_is_well_formed(report: Report) -> None:
    errors = list(ET.fromstring(_written("checkstyle", report)).iter("error"))
    assert len(errors) == sum(f.silenced is None for f in report.findings) + len(report.failures)


@ANY_REPORT
@given(reports())
def test_github_gets_one_command_a_line_and_no_other(report: Report) -> None:
    lines = _written("github", report).split("\n")[:-1]
    assert len(lines) == sum(f.silenced is None for f in report.findings) + len(report.failures)
    assert all(COMMAND.fullmatch(line) for line in lines)


@ANY_REPORT
@given(reports())
def test_concise_is_one_line_a_finding(report: Report) -> None:
    lines = _written("concise", report).split("\n")[:-1]
    assert len(lines) == sum(f.silenced is None for f in report.findings)


@ANY_REPORT
@given(reports())
def test_text_has_no_raw_character(report: Report) -> None:
    assert re.search(r"\d+ not read", _written("text", report))


@ANY_REPORT
@given(reports())
def test_html_has_one_script_and_it_is_ours(report: Report) -> None:
    made = Page(_written("html", report))
    assert (made.crossed, made.open) == ([], [])
    assert len(made.of("script")) == 1
    assert not {tag for tag, _ in made.tags} & {"img", "iframe", "object", "embed", "base", "form", "link"}
    assert not [a for _, attrs in made.tags for a in attrs if a.startswith("on") or a in ("src", "srcdoc", "action")]
    assert {a["href"][:1] for a in made.of("a") if a.get("href")} <= {"#"}  # type: ignore[index]


def test_every_format_is_tried() -> None:
    assert set(FORMATS) == {"text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "html"}


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_with_nothing_in_it_can_be_written(form: str) -> None:
    _written(form, Report((), (), ()))
