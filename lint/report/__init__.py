"""`FORMATS`: each format is one pure function `render(report)` from a report to pieces of text, in the module it names."""

import importlib
from collections.abc import Iterator
from typing import Any

import msgspec

from lint.model import Report, Severity

FORMATS = {
    "text": "lint.report.text",
    "concise": "lint.report.concise",
    "json": "lint.report.json",
    "jsonl": "lint.report.jsonl",
    "sarif": "lint.report.sarif",
    "github": "lint.report.github",
    "gitlab": "lint.report.gitlab",
    "junit": "lint.report.junit",
    "checkstyle": "lint.report.checkstyle",
    "html": "lint.report.html",
}
"""Every format and the module that renders it; imported only when asked for."""

FOR_PEOPLE = frozenset({"text", "concise"})
"""The formats whose `render` takes a Style as well."""

NEED_RULES = frozenset({"html", "sarif"})
"""The formats that tell of every rule that was asked for, whether it found something or not."""

WITH_TEXTS = frozenset({"html"})
"""The formats that show whole texts and what they state about themselves."""


class Style(msgspec.Struct, frozen=True):
    """How a report for people is shown: `show` is the least severe level listed, `width` in columns, at most `limit` findings a file."""

    colour: bool = False
    width: int = 80
    show: Severity = Severity.WARNING
    limit: int = 100


def rendered(name: str, report: Report, style: Style) -> Iterator[str]:
    """The report in pieces of text in the format of this name; raises KeyError for an unknown one."""
    module: Any = importlib.import_module(FORMATS[name])
    pieces: Iterator[str] = module.render(report, style) if name in FOR_PEOPLE else module.render(report)
    return pieces
