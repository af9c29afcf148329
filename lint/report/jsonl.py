"""Format `jsonl`: one finding, file or failure a line, each with its `type`."""

from collections.abc import Iterator

from lint.model import Report
from lint.report import json


def render(report: Report) -> Iterator[str]:
    """The report as JSON lines: files, then findings, then failures, then the summary."""
    data = json.as_data(report)
    for kind, key in (("file", "files"), ("finding", "findings"), ("failure", "failures")):
        for row in data[key]:
            yield json.dumped({"type": kind, **row}) + "\n"
    yield json.dumped({"type": "summary", "schema": data["schema"], "tool": data["tool"], **data["summary"]}) + "\n"
