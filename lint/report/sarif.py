"""Format `sarif`: SARIF 2.1.0, for code scanning and review tools."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lint import __version__
from lint.model import Failure, Finding, Place, Position, Report, Rule
from lint.report.advice import advice
from lint.report.escape import one_line, visible
from lint.report.paths import relative, uri

MAX_RESULTS = 25_000
"""GitHub refuses a run that holds more."""
MAX_RELATED = 100

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_KINDS = {"mark": "inSource", "baseline": "external"}
_SURROGATE = re.compile("[\ud800-\udfff]")


def render(report: Report) -> Iterator[str]:
    """One log with one run. ASCII only, so that nothing hidden in a text reaches a terminal or an editor raw."""
    kept = _kept(report.findings)
    rules = _rules(report)
    index = {rule["id"]: i for i, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "newslint", "semanticVersion": __version__, "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder that newslint was run in."}}},
        "invocations": [_invocation(report, len(kept), index)],
        "artifacts": [{"location": _location(f.path, report), "roles": ["analysisTarget"]} for f in report.files if f.judged],
        "results": [_result(f, report, index) for f in kept],
    }
    yield json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _kept(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that fit, in their order: where there are too many, errors come before warnings before notes."""
    if len(findings) <= MAX_RESULTS:
        return list(findings)
    ranked = sorted(range(len(findings)), key=lambda i: (findings[i].silenced is not None, -findings[i].severity))
    return [findings[i] for i in sorted(ranked[:MAX_RESULTS])]


def _rules(report: Report) -> list[dict[str, Any]]:
    """A descriptor for each rule asked for; a bare one for a code that findings or failures name beside those."""
    described = {rule.code: _descriptor(rule) for rule in report.rules}
    for f in report.findings:
        if f.code not in described:
            described[f.code] = {"id": f.code, "name": f.name, "fullDescription": {"text": f.why}, "help": {"text": f.do, "markdown": f.do}}
    return [described[code] for code in sorted(described)]


def _descriptor(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.name.replace("-", " ").capitalize()},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.why}\n\n{rule.do}", "markdown": _markdown(rule)},
        "defaultConfiguration": {"enabled": rule.default, "level": _LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.family, "news"],
            "precision": rule.confidence,
            "problem.severity": {"info": "recommendation"}.get(rule.severity, rule.severity),
        },
    }


def _markdown(rule: Rule) -> str:
    parts = [f"**Why.** {rule.why}", f"**What to do.** {rule.do}"]
    for title, examples in (("Found (between the marks)", rule.examples.bad), ("Left alone", rule.examples.good)):
        if examples:
            parts.append(f"{title}:\n\n" + "\n\n".join(_fenced(e) for e in examples[:3]))
    if rule.references:
        parts.append("References:\n\n" + "\n".join(f"- {r}" for r in rule.references))
    return "\n\n".join(parts)


def _fenced(example: str) -> str:
    ticks = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", example)), default=0))
    return f"{ticks}text\n{visible(example)}\n{ticks}"


def _invocation(report: Report, kept: int, index: dict[str, int]) -> dict[str, Any]:
    told = [_failure(f, report, index) for f in report.failures]
    told += [_note(f"Passed over on purpose: {f.skipped}", "note", _location(f.path, report)) for f in report.files if f.skipped]
    told += [_note(n, "note") for n in report.notes]
    if left_out := len(report.findings) - kept:
        text = f"{left_out} of {len(report.findings)} results were left out, the mildest first: a SARIF run holds at most {MAX_RESULTS}. Format json holds all."
        told.append(_note(text, "warning"))
    return {"executionSuccessful": not report.failures, **({"toolExecutionNotifications": told} if told else {})}


def _failure(failure: Failure, report: Report, index: dict[str, int]) -> dict[str, Any]:
    note = _note(f"Not judged: {failure.reason}", "error", _location(failure.path, report) if failure.path else None)
    if failure.rule:
        at = {"index": index[failure.rule]} if failure.rule in index else {}
        note["associatedRule"] = {"id": failure.rule, **at}
    return note


def _note(text: str, level: str, location: dict[str, Any] | None = None) -> dict[str, Any]:
    note: dict[str, Any] = {"level": level, "message": {"text": _message(text)}}
    if location:
        note["locations"] = [{"physicalLocation": {"artifactLocation": location}}]
    return note


def _result(f: Finding, report: Report, index: dict[str, int]) -> dict[str, Any]:
    location = _location(f.path, report)
    region: dict[str, Any] = {"startLine": 1} if f.scope == "document" else {**_region(f.start, f.end), "snippet": {"text": _sound(f.text)}}
    result: dict[str, Any] = {
        "ruleId": f.code,
        "ruleIndex": index[f.code],
        "level": _LEVELS[f.severity.label],
        "message": {"text": _message(advice(f))},
        "locations": [{"physicalLocation": {"artifactLocation": location, "region": region}}],
        "partialFingerprints": {"newslint/v1": f.fingerprint},
    }
    if f.related:
        result["relatedLocations"] = [_related(i, place, report) for i, place in enumerate(f.related[:MAX_RELATED], 1)]
    if fixes := _fixes(f, location):
        result["fixes"] = fixes
    if f.silenced is not None:
        reason = f.silenced.reason
        result["suppressions"] = [{"kind": _KINDS[f.silenced.by], "status": "accepted", **({"justification": one_line(reason)} if reason else {})}]
    return result


def _related(number: int, place: Place, report: Report) -> dict[str, Any]:
    related: dict[str, Any] = {
        "id": number,
        "physicalLocation": {"artifactLocation": _location(place.path, report), "region": _region(place.start, place.end)},
    }
    if place.message:
        related["message"] = {"text": _message(place.message)}
    return related


def _fixes(f: Finding, location: dict[str, Any]) -> list[dict[str, Any]]:
    """The fix where it covers just what the finding covers: only then are its lines and columns known here."""
    if len(f.fix) != 1 or (f.fix[0].start, f.fix[0].end) != (f.start.offset, f.end.offset):
        return []
    replacement = {"deletedRegion": _region(f.start, f.end), "insertedContent": {"text": _sound(f.fix[0].text)}}
    return [{"description": {"text": _message(f.do)}, "artifactChanges": [{"artifactLocation": location, "replacements": [replacement]}]}]


def _region(start: Position, end: Position) -> dict[str, Any]:
    return {
        "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
        "charOffset": start.offset, "charLength": end.offset - start.offset,
    }  # fmt: skip


def _location(path: str, report: Report) -> dict[str, Any]:
    if relative(path, report.root).startswith("/"):
        return {"uri": uri(path, report.root)}
    return {"uri": uri(path, report.root), "uriBaseId": "%SRCROOT%"}


def _message(text: str) -> str:
    """One visible line in which no text of an article can become a link."""
    return one_line(text).replace("](", "] (")


def _sound(text: str) -> str:
    """The text itself, with U+FFFD for what no UTF-8 reader accepts."""
    return _SURROGATE.sub("\ufffd", text)
