"""Format `text`: grouped by file, for people, with each line cut around its underlined span."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from lint.model import Event, FileResult, Finding, Link, Report, Severity
from lint.report import Style
from lint.report.escape import one_line
from lint.report.excerpt import columns, underlined, wrapped

COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
BOLD, DIM = "1", "2"
_INDENT = 8
_LEAST = 16
"""Columns that must be left beside a rule's name for its message to begin there."""


def render(report: Report, style: Style) -> Iterator[str]:
    """A block for each file with findings to show, then the summary."""
    shown = (f for f in report.findings if f.severity >= style.show and f.silenced is None)
    files, file = iter(report.files), None
    for path, group in groupby(shown, key=lambda f: f.path):
        while file is None or file.path < path:  # both are in order of path
            file = next(files, FileResult(path, judged=True))
        headline = file.headline if file.path == path else ""
        listed = list(islice(group, style.limit))
        yield "".join(line + "\n" for line in [*_block(path, headline, listed, sum(1 for _ in group), style), ""])
    yield "".join(line + "\n" for line in summary(report, style))


def summary(report: Report, style: Style) -> Iterator[str]:
    """A line for each file that was passed over, then the line that says how much was judged and what was found."""
    yield from _passed_over(report, style)
    yield from _told_together(report, style)
    parts = [_counted(sum(f.judged for f in report.files), "file")]
    for severity, noun in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note")):
        number = report.counts.get(severity, 0)
        parts.append(paint(_counted(number, noun), COLOURS[severity] if number and severity > Severity.INFO else "", style))
    parts.append(_not_read(report, style))
    silenced = report.counts.get(None, 0)
    stopped = sum(f.rule is not None for f in report.failures)
    skipped = sum(f.skipped is not None for f in report.files)
    parts += [f"{n:,} {word}" for n, word in ((silenced, "silenced"), (skipped, "skipped"), (stopped, "stopped")) if n]
    yield ", ".join(parts)


def summary_of_files(report: Report, style: Style) -> Iterator[str]:
    """The same for a run that looks for no findings."""
    yield from _passed_over(report, style)
    yield from _told_together(report, style)
    yield f"{_counted(sum(f.judged for f in report.files), 'file')}, {_not_read(report, style)}"


def _passed_over(report: Report, style: Style) -> Iterator[str]:
    skipped = [f for f in report.files if f.skipped]
    for f in skipped[: style.limit]:
        yield f"skipped {one_line(f.path)}: {one_line(f.skipped or '')}"
    if len(skipped) > style.limit:
        yield f"... and {len(skipped) - style.limit:,} more skipped"


def _told_together(report: Report, style: Style) -> Iterator[str]:
    """How many events the files tell of, and from at most how many independent origins: each origin with its files and what joins them."""
    told = report.events
    if not told:
        return
    counted = f"{_counted(sum(len(e.files) for e in told) + report.alone, 'file')}, {_counted(len(told) + report.alone, 'event')}"
    if len(told) == 1:
        yield from _event(told[0], f"{counted}, {_origins(told[0])} for the one that {len(told[0].files):,} tell:", style)
        return
    yield f"{counted}, {len(told):,} of them told by several files:"
    for event in told[: style.limit]:
        yield from _event(event, f"{_counted(len(event.files), 'file')} on one event, {_origins(event)}:", style)
    if len(told) > style.limit:
        yield f"... and {len(told) - style.limit:,} more events told by several files"


def _origins(event: Event) -> str:
    return f"at most {_counted(len(event.origins), 'independent origin')}"


def _event(event: Event, head: str, style: Style) -> Iterator[str]:
    """An event with its origins by number; a path stands on a line of its own, for it cannot be folded."""
    yield from wrapped(head, style.width, style.width)
    room = len(str(len(event.origins)))
    joined: dict[str, list[Link]] = defaultdict(list)
    for link in event.links:
        joined[link.second].append(link)
    listed = 0
    for number, origin in enumerate(event.origins, 1):
        for i, path in enumerate(origin):
            lead = f"  {number if i == 0 else '':>{room}}  "
            yield lead + one_line(path)
            for link in joined[path]:
                said = f"= {link.first} ({link.reason})"
                yield from (paint(" " * len(lead) + line, DIM, style) for line in wrapped(one_line(said), style.width - len(lead), style.width - len(lead)))
            listed += 1
            if listed == style.limit < len(event.files):
                yield f"{' ' * len(lead)}... and {len(event.files) - listed:,} more files"
                return


def _not_read(report: Report, style: Style) -> str:
    unread = sum(not f.judged and not f.skipped for f in report.files)
    return paint(f"{unread:,} not read", COLOURS[Severity.ERROR] if unread else "", style)


def paint(text: str, code: str, style: Style) -> str:
    """The text in a colour, where there are colours."""
    return f"\x1b[{code}m{text}\x1b[0m" if style.colour and code and text else text


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("s" if number != 1 else "")


def _block(path: str, headline: str, listed: Sequence[Finding], more: int, style: Style) -> Iterator[str]:
    """One file: its path, what it says about itself, and its first findings; there are so many more."""
    yield paint(one_line(path), BOLD, style)
    if headline:
        yield from (paint("  " + line, DIM, style) for line in wrapped(one_line(headline), style.width - 2, style.width - 2))
    place = max(len(f"{f.start.line}:{f.start.column}") for f in listed)
    for f in listed:
        yield from _finding(f, place, style)
    if more:
        yield f"  ... and {more:,} more"


def _finding(f: Finding, place: int, style: Style) -> Iterator[str]:
    """`line:column  level  CODE name  message`, then the line with the span underlined."""
    where, rule = f"{f.start.line}:{f.start.column}".rjust(place), f"{f.code} {f.name}"
    level = f.severity.label.ljust(len(Severity.WARNING.label))
    lead = f"  {where}  {level}  {rule}  "
    room = style.width - columns(lead)
    lines = wrapped(one_line(f.message), style.width - _INDENT, room if room >= _LEAST else 0)
    yield f"  {paint(where, DIM, style)}  {paint(level, COLOURS[f.severity], style)}  {paint(rule, BOLD, style)}  {lines[0]}".rstrip()
    yield from (" " * _INDENT + line for line in lines[1:])
    if f.excerpt is not None:
        line = underlined(f.excerpt, style.width - _INDENT)
        yield f"{' ' * _INDENT}{paint(line.before, DIM, style)}{line.inside}{paint(line.after, DIM, style)}"
        yield " " * (_INDENT + line.indent) + paint("^" * line.length, COLOURS[f.severity], style)
