"""Text with marked stretches that may overlap, as well-nested HTML: a stretch that crosses another's end is closed there and opened again."""

import re
from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from lint.model import Span
from lint.report.escape import html

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class Stretch(NamedTuple):
    """A stretch of the text between two pieces of HTML: `tag` opens each part of it, `note` goes before the end of the last part.

    `again` opens every part after the first, where that differs.
    """

    span: Span
    tag: str
    name: str
    note: str = ""
    again: str = ""


def lines(text: str) -> list[Span]:
    """The lines of a text with their ends: each begins where the one before ends."""
    found = [Span(*m.span()) for m in _LINE.finditer(text)]
    return found[:-1] if len(found) > 1 and not found[-1].length else found


def by_line(places: Sequence[Span], stretches: Sequence[Stretch]) -> list[list[Stretch]]:
    """For each line the stretches that share a character with it."""
    waiting = sorted((s for s in stretches if s.span.length), key=lambda s: s.span.start, reverse=True)
    active: list[Stretch] = []
    found = []
    for line in places:
        while waiting and waiting[-1].span.start < line.end:
            active.append(waiting.pop())
        active = [s for s in active if s.span.end > line.start]
        found.append(list(active))
    return found


def nested(text: str, line: Span, stretches: Sequence[Stretch]) -> Iterator[str]:
    """One line as HTML with the stretches marked, whatever way they overlap."""
    waiting = [(max(s.span.start, line.start), -min(s.span.end, line.end), i) for i, s in enumerate(stretches)]
    heapify(waiting)
    opened: list[tuple[int, Stretch]] = []
    at = line.start
    while waiting or opened:
        if opened and (not waiting or opened[-1][0] <= waiting[0][0]):
            end, stretch = opened.pop()
            yield f"{html(text[at:end])}{stretch.note if end == stretch.span.end else ''}</{stretch.name}>"
            at = end
            continue
        start, end, i = heappop(waiting)
        limit = opened[-1][0] if opened else line.end
        if -end > limit:
            heappush(waiting, (limit, end, i))
        yield html(text[at:start]) + (stretches[i].again if start > stretches[i].span.start and stretches[i].again else stretches[i].tag)
        opened.append((min(-end, limit), stretches[i]))
        at = start
    yield html(text[at : line.end])
