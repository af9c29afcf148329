"""Format `text`: grouped by file, for people, with each line cut around its underlined span."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from lint.model import Finding, Report, Severity
from lint.report import Style
from lint.report.escape import one_line

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_BOLD, _DIM = "1", "2"
_EDGE = re.compile(r"\s")


class Counted(NamedTuple):
    """How many of a thing, and its name."""

    number: int
    noun: str

    def __str__(self) -> str:
        return f"{self.number:,} {self.noun}" + ("s" if self.number != 1 else "")


def render(report: Report, style: Style) -> Iterator[str]:
    """A block for each file with findings to show, then the summary."""
    shown = [f for f in report.findings if f.severity >= style.show and f.silenced is None]
    headlines = {f.path: f.headline for f in report.files}
    for path, group in groupby(shown, key=lambda f: f.path):
        yield "".join(line + "\n" for line in [*_block(path, headlines.get(path, ""), list(group), style), ""])
    yield summary(report, style) + "\n"


def summary(report: Report, style: Style) -> str:
    """The line that says how much was judged and what was found, and a line for what was passed over."""
    judged = sum(f.judged for f in report.files)
    skipped = [f for f in report.files if f.skipped]
    unread = sum(not f.judged and not f.skipped for f in report.files)
    parts = [
        str(Counted(judged, "file")),
        _paint(str(Counted(report.count(Severity.ERROR), "error")), _COLOURS[Severity.ERROR] if report.count(Severity.ERROR) else "", style),
        _paint(str(Counted(report.count(Severity.WARNING), "warning")), _COLOURS[Severity.WARNING] if report.count(Severity.WARNING) else "", style),
        str(Counted(report.count(Severity.INFO), "note")),
        f"{unread:,} not read",
    ]
    if silenced := sum(f.silenced is not None for f in report.findings):
        parts.append(f"{silenced:,} silenced")
    if skipped:
        parts.append(f"{len(skipped):,} skipped")
    lines = [", ".join(parts)]
    for f in skipped[: style.limit]:
        lines.append(f"skipped: {one_line(f.path)}: {one_line(f.skipped or '')}")
    return "\n".join(lines)


def _block(path: str, headline: str, findings: Sequence[Finding], style: Style) -> Iterator[str]:
    yield _paint(one_line(path), _BOLD, style)
    if headline:
        yield "  " + one_line(headline)
    listed = findings[: style.limit]
    place = max(len(f"{f.start.line}:{f.start.column}") for f in listed)
    level = max(len(f.severity.label) for f in listed)
    rule = max(len(f"{f.code} {f.name}") for f in listed)
    for f in listed:
        where = f"{f.start.line}:{f.start.column}".rjust(place)
        yield f"  {where}  {_paint(f.severity.label.ljust(level), _COLOURS[f.severity], style)}  {f'{f.code} {f.name}'.ljust(rule)}  {one_line(f.message)}"
    if len(findings) > len(listed):
        yield f"  ... and {len(findings) - len(listed):,} more"


def _paint(text: str, code: str, style: Style) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if style.colour and code else text
