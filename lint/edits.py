"""Edits put into a text: what was deleted leaves no empty line, no doubled blank and no other trace."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from lint import patterns
from lint.model import Edit, Span

_LINE = patterns.compiled(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_BLANKS = " \t\u00a0"
_TIGHT = ".,;:!?)]”’»"


class _Line(msgspec.Struct, frozen=True):
    """A line: `[start, stop)` without its line break, which ends at `end`."""

    start: int
    stop: int
    end: int


def edited(source: str, edits: Iterable[Edit]) -> str:
    """The source with these edits, which must not overlap.

    A line of which deletions leave only blanks goes with its line break, and the blank lines around it do not add up.
    Inside a line, the blanks around a deletion do not add up either. Deleting what cannot be seen changes nothing else.
    """
    listed = sorted(edits, key=lambda e: (e.start, e.end))
    cuts = [Span(e.start, e.end) for e in listed if not e.text and _seen(source[e.start : e.end])]
    others = [e for e in listed if e.text or not _seen(source[e.start : e.end])]
    lines = [_Line(m.start(), m.end(1), m.end()) for m in _LINE.finditer(source) if m.group()]
    whole = _whole(source, lines, cuts, others)
    gone = list(_with_blank_lines(source, lines, whole))
    inside = [cut for cut in cuts if not any(g.covers(cut) for g in gone)] if gone else cuts
    tidy = _tidied(source, lines, inside, [*gone, *(Span(e.start, e.end) for e in others)])
    parts, last = [], 0
    for e in sorted([*others, *(Edit(s.start, s.end, "") for s in (*gone, *tidy))], key=lambda e: (e.start, e.end)):
        parts += [source[last : max(last, e.start)], e.text]
        last = max(last, e.end)
    return "".join([*parts, source[last:]])


def _seen(text: str) -> bool:
    return any(c.isprintable() and not c.isspace() for c in text)


def _number(lines: Sequence[_Line], offset: int) -> int:
    return max(0, bisect_right(lines, offset, key=lambda line: line.start) - 1)


def _whole(source: str, lines: Sequence[_Line], cuts: Sequence[Span], others: Sequence[Edit]) -> list[int]:
    """The numbers of the lines of which the cuts leave only blanks; not of a cut that also takes a part of another line."""
    touched: dict[int, list[Span]] = {}
    for cut in cuts:
        for number in _numbers(lines, cut):
            touched.setdefault(number, []).append(cut)
    kept = {number for e in others if e.text.strip() for number in _numbers(lines, Span(e.start, e.end))}
    whole = {n for n, spans in touched.items() if n not in kept and not _left(source, lines[n], spans).strip()}
    for cut in sorted(cuts, key=lambda c: c.length, reverse=True):
        if not whole.issuperset(_numbers(lines, cut)):
            whole.difference_update(_numbers(lines, cut))
    return sorted(whole)


def _numbers(lines: Sequence[_Line], span: Span) -> range:
    """The numbers of the lines that a span touches."""
    return range(_number(lines, span.start), _number(lines, max(span.start, span.end - 1)) + 1)


def _left(source: str, line: _Line, cuts: Sequence[Span]) -> str:
    parts, last = [], line.start
    for cut in cuts:
        parts.append(source[last : max(last, cut.start)])
        last = max(last, min(cut.end, line.stop))
    return "".join([*parts, source[last : line.stop]])


def _with_blank_lines(source: str, lines: Sequence[_Line], whole: Sequence[int]) -> Iterator[Span]:
    """The lines that go, with so many blank lines around them that the longer run of the two sides is what stays."""

    def blank(number: int) -> bool:
        return not source[lines[number].start : lines[number].stop].strip()

    groups: list[list[int]] = []
    for number in whole:
        if groups and all(blank(n) for n in range(groups[-1][1] + 1, number)):
            groups[-1][1] = number
        else:
            groups.append([number, number])
    for first, last in groups:
        before, after = first, last + 1
        while before > 0 and blank(before - 1):
            before -= 1
        while after < len(lines) and blank(after):
            after += 1
        if after == len(lines) and before > 0:
            unfinished = lines[-1].stop == lines[-1].end
            yield Span(lines[before - 1].stop if unfinished else lines[before].start, lines[-1].end)
        elif before == 0 or after - last - 1 <= first - before:
            yield Span(lines[first].start, lines[after - 1].end)
        else:
            yield Span(lines[before].start, lines[last].end)


def _tidied(source: str, lines: Sequence[_Line], cuts: Sequence[Span], taken: Sequence[Span]) -> Iterator[Span]:
    """The cuts inside lines, widened over the blanks that would be too many; neighbours with only blanks between are one."""
    merged: list[Span] = []
    for cut in cuts:
        if merged and not source[merged[-1].end : cut.start].strip(_BLANKS) and not any(merged[-1].end <= s.start < cut.start for s in taken):
            merged[-1] = Span(merged[-1].start, cut.end)
        else:
            merged.append(cut)
    starts = sorted([*(s.start for s in taken), *(s.start for s in merged), len(source)])
    ends = sorted([0, *(s.end for s in taken), *(s.end for s in merged)])
    for start, end in merged:
        floor = max(lines[_number(lines, start)].start, ends[bisect_right(ends, start) - 1])
        roof = min(lines[_number(lines, end - 1)].stop, starts[bisect_left(starts, end)])
        left, right = _blanks_before(source, start, floor), _blanks_after(source, end, roof)
        at_start = start == lines[_number(lines, start)].start
        if right > end and (at_start or left < start):
            yield Span(start, right)
        elif left < start and (end == lines[_number(lines, end - 1)].stop or source[end : end + 1] in _TIGHT):
            yield Span(left, end)
        else:
            yield Span(start, end)


def _blanks_before(source: str, offset: int, floor: int) -> int:
    while offset > floor and source[offset - 1] in _BLANKS:
        offset -= 1
    return offset


def _blanks_after(source: str, offset: int, roof: int) -> int:
    while offset < roof and source[offset] in _BLANKS:
        offset += 1
    return offset
