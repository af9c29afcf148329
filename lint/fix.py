"""Fixes: the edits that findings carry, put into a file so that nothing else of it changes."""

import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from lint import atomic, files
from lint.edits import edited
from lint.files import Target
from lint.model import Finding, Span
from lint.text import dates, decode, zones
from lint.text.document import Document

ROUNDS = 100
"""How often a text is judged again after its fixes, for one fix may bring out another."""

Judge = Callable[[Document], Iterable[Finding]]


class UnfixableError(Exception):
    """Why a file is not fixed, in a few words."""


class Fixed(msgspec.Struct, frozen=True):
    """A file before and after its fixes, how many findings they saw to, and how many were spared for what their text tells."""

    path: str
    before: str
    after: str
    count: int
    spared: int = 0


def fixable(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that stand and carry a fix."""
    return [f for f in findings if f.fix and f.silenced is None]


def fixed(document: Document, findings: Iterable[Finding], judge: Judge | None = None) -> Fixed:
    """The document with the fixes of these findings, and of those that `judge` finds in the result, until there are no more.

    Of two fixes that overlap only the first is made in one round.
    """
    now, count, todo = document, 0, fixable(findings)
    for _ in range(ROUNDS):
        chosen = _apart(harmless(now, todo))
        after = edited(now.source, [edit for f in chosen for edit in f.fix])
        if after == now.source:
            break
        now, count = decode.document(after, document.path), count + len(chosen)
        todo = fixable(judge(now)) if judge else []
    return Fixed(document.path, document.source, now.source, count, len(todo) - len(harmless(now, todo)))


def harmless(document: Document, findings: Iterable[Finding]) -> list[Finding]:
    """Without those whose fix would delete the day of publication or the author that the text states: a caption may hold its only date."""
    day = document.view(dates.published)
    stated = [document.original(s) for s in (day.span if day else None, document.view(zones.byline)) if s]
    return [f for f in findings if not any(not e.text and Span(e.start, e.end).meets(span) for e in f.fix for span in stated)]


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """The findings whose edits do not overlap, the earlier one of two that do; all edits of a finding or none."""
    taken: list[Span] = []
    chosen = []
    for f in sorted(findings, key=lambda f: (f.fix[0].start, f.fix[0].end, f.code)):
        spans = sorted(Span(e.start, e.end) for e in f.fix)
        if not any(_collides(span, taken) for span in spans):
            taken = [*taken, *spans] if not taken or taken[-1] < spans[0] else sorted([*taken, *spans])
            chosen.append(f)
    return chosen


def _collides(span: Span, taken: Sequence[Span]) -> bool:
    """Whether the span shares a character with one of these ordered spans, or begins where one of them does."""
    i = bisect_right(taken, span)
    return any(span.meets(other) or span.start == other.start for other in taken[max(0, i - 1) : i + 1])


def write(target: Target, change: Fixed, max_size: int) -> None:
    """Write the fixed text over its file, in its encoding and with its byte-order mark, whole or not at all.

    Raises UnfixableError where the file is not one that can be fixed, OSError where it cannot be written.
    """
    path = Path(target.path)
    if target.raw is not None:
        raise UnfixableError("standard input cannot be fixed in place; --diff shows the fixes")
    if path.is_symlink():
        raise UnfixableError("it is a symbolic link; name the file itself")
    if not os.access(path, os.W_OK):
        raise UnfixableError("it may not be written to")
    raw = files.read(target, max_size)
    document = decode.decode(raw, target.path)
    if document.source != change.before:
        raise UnfixableError("it was changed meanwhile by something else")
    if document.undecodable:
        raise UnfixableError(f"it holds bytes that are not {document.encoding}, and they could not be kept")
    codec = document.encoding.split()[0]
    mark = next((m for m in decode.BYTE_ORDER_MARKS if raw.startswith(m)), b"")
    if mark + document.source.encode(codec, "surrogatepass") != raw:
        raise UnfixableError("its bytes could not be kept as they are")
    atomic.write(path, mark + change.after.encode(codec, "surrogatepass"), like=path)


def diff(change: Fixed) -> Iterator[str]:
    """The change as a unified diff, line by line without line ends."""
    before, after = (_lines(text) for text in (change.before, change.after))
    import difflib

    for line in difflib.unified_diff(before, after, change.path, change.path, lineterm=""):
        yield from line.split("\n")


def _lines(text: str) -> list[str]:
    """The lines without their ends; a last line without one is told as in git."""
    listed = [line.removesuffix("\r") for line in text.split("\n")]
    if listed[-1]:
        return [*listed[:-1], f"{listed[-1]}\n\\ No newline at end of file"]
    return listed[:-1]
