"""Format `gitlab`: GitLab's code quality report."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from lint.model import Failure, Finding, Report, Severity
from lint.report.escape import one_line
from lint.report.paths import shown

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> Iterator[str]:
    """A JSON list: each finding that stands, and each failure as a blocker."""
    entries = [_finding(f, report) for f in report.findings if f.silenced is None]
    entries += [_failure(f, report) for f in report.failures]
    seen: set[str] = set()
    for entry in entries:
        while entry["fingerprint"] in seen:  # one file named twice on the command line
            entry["fingerprint"] = hashlib.sha256(entry["fingerprint"].encode()).hexdigest()[:16]
        seen.add(entry["fingerprint"])
    yield json.dumps(entries, indent=1) + "\n"


def _finding(f: Finding, report: Report) -> dict[str, Any]:
    return {
        "description": f"{f.code} {f.name}: {one_line(f.message)}",
        "content": {"body": f"{one_line(f.why)} {one_line(f.do)}"},
        "check_name": f.code,
        "fingerprint": f.fingerprint,
        "severity": _SEVERITIES[f.severity],
        "location": {"path": shown(f.path, report), "lines": {"begin": f.start.line, "end": f.end.line}},
    }


def _failure(failure: Failure, report: Report) -> dict[str, Any]:
    key = "\0".join(("failure", failure.path or "", failure.rule or "", failure.reason))
    rule = f" by {failure.rule}" if failure.rule else ""
    return {
        "description": f"not judged{rule}: {one_line(failure.reason)}",
        "check_name": failure.rule or "not-judged",
        "fingerprint": hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        "severity": "blocker",
        "location": {"path": shown(failure.path, report), "lines": {"begin": 1, "end": 1}},
    }
