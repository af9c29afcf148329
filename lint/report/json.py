"""Formats `json` and `jsonl`: everything a report holds, for machines, never cut."""

import json
from collections.abc import Iterator
from typing import Any

from lint import __version__
from lint.model import Event, Failure, FileResult, Finding, Place, Position, Report, Severity
from lint.report import escape

SCHEMA = 1


def render(report: Report) -> Iterator[str]:
    """The report as one JSON document."""
    yield dumped(as_data(report), indent=1) + "\n"


def dumped(data: Any, indent: int | None = None) -> str:
    """JSON in which nothing that hides or moves the cursor stands raw."""
    return escape.json(json.dumps(data, ensure_ascii=False, indent=indent))


def as_data(report: Report) -> dict[str, Any]:
    """The report as the contract's JSON object."""
    return {
        **tool(),
        "summary": summary(report),
        "files": [file(f) for f in report.files],
        "findings": [finding(f) for f in report.findings],
        "failures": [failure(f) for f in report.failures],
        **folder(report),
    }


def folder(report: Report) -> dict[str, Any]:
    """What the files tell of together: how many events and independent origins, and each event that several tell of; nothing where they were not compared."""
    if not report.events and not report.alone:
        return {}
    counts = {
        "files": sum(len(e.files) for e in report.events) + report.alone,
        "events": len(report.events) + report.alone,
        "origins": sum(len(e.origins) for e in report.events) + report.alone,
    }
    return {"folder": counts, "events": [_event(e) for e in report.events]}


def tool() -> dict[str, Any]:
    """Who made the report, in which form."""
    return {"schema": SCHEMA, "tool": {"name": "newslint", "version": __version__}}


def summary(report: Report) -> dict[str, int]:
    """How many files were judged, how many findings stand at each severity, how many are silenced, what failed."""
    return {
        "files": sum(f.judged for f in report.files),
        **{s.label: report.counts.get(s, 0) for s in sorted(Severity, reverse=True)},
        "silenced": report.counts.get(None, 0),
        "failures": len(report.failures),
    }


def file(f: FileResult) -> dict[str, Any]:
    """One file asked for as the contract's JSON object."""
    return {"path": f.path, "judged": f.judged, **({"skipped": f.skipped} if f.skipped else {})}


def failure(f: Failure) -> dict[str, Any]:
    """One failure as the contract's JSON object."""
    return {"path": f.path, "rule": f.rule, "reason": f.reason}


def finding(f: Finding) -> dict[str, Any]:
    """One finding as the contract's JSON object."""
    data: dict[str, Any] = {
        "path": f.path, "scope": f.scope, "code": f.code, "name": f.name, "family": f.family, "severity": f.severity.label, "confidence": f.confidence,
        "message": f.message, "why": f.why, "do": f.do, "start": _position(f.start), "end": _position(f.end), "text": f.text, "fingerprint": f.fingerprint,
    }  # fmt: skip
    if f.fix:
        data["fix"] = [{"start": e.start, "end": e.end, "text": e.text} for e in f.fix]
    if f.related:
        data["related"] = [_place(p) for p in f.related]
    if f.silenced is not None:
        data["silenced"] = {"by": f.silenced.by, "reason": f.silenced.reason}
    return data


def _event(e: Event) -> dict[str, Any]:
    return {"files": list(e.files), "origins": [list(paths) for paths in e.origins], "links": [str(link) for link in e.links]}


def _position(p: Position) -> dict[str, int]:
    return {"line": p.line, "column": p.column, "offset": p.offset}


def _place(p: Place) -> dict[str, Any]:
    return {"path": p.path, "start": _position(p.start), "end": _position(p.end), "message": p.message}
