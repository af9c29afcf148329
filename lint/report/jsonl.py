"""Format `jsonl`: one finding, file, failure or event a line, each with its `type`."""

from collections.abc import Iterator
from typing import Any

from lint.model import Report
from lint.report import json


def render(report: Report) -> Iterator[str]:
    """The report as JSON lines: files, then findings, failures and events, then the summary."""
    for f in report.files:
        yield _line("file", json.file(f))
    for finding in report.findings:
        yield _line("finding", json.finding(finding))
    for failure in report.failures:
        yield _line("failure", json.failure(failure))
    together = json.folder(report)
    for event in together.pop("events", ()):
        yield _line("event", event)
    yield _line("summary", {**json.tool(), **json.summary(report), **together})


def _line(kind: str, data: dict[str, Any]) -> str:
    return json.dumped({"type": kind, **data}) + "\n"
