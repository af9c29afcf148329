"""Quotations: curly and straight, double and single, guillemets, nested, unclosed, and continued over paragraphs."""

import re
from bisect import bisect_right
from typing import Literal, NamedTuple

import msgspec

from lint import patterns
from lint.model import Span
from lint.text import segment
from lint.text.document import Document

# Each begins with one of a few characters and looks back only then: the engine skips from one of them to the next.
_MARK = patterns.compiled(
    r"""["“”„‟«»'‘’`](?:(?<=["“”„‟«»])|(?<=')'|(?<=`)`|(?<=(?<![^\W_])['‘])(?=[\w“"])|(?<=(?<=[^\s(\[])['’])(?![^\W_])|(?<=(?<=\s)['’])(?=[”"]))"""
)
_ELISIONS = frozenset("tis twas twere til till em cause n bout round neath cuz s t d ll re ve".split())
_OPENERS = "([{-–—/"
_AFTER_CLOSE = ".,;:!?)]}-–—/…'’"
_DOUBLE = frozenset('"“”„‟«»')
_MATES = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "‘": "’", "'": "'", "''": "''", "``": "''"}
_BLANK = " \t\n\r\xa0\u2009\u202f"
_BLANK_OR_END = frozenset(("", *_BLANK))

_FEET = patterns.compiled(r"\d['’′]\s?\d{1,2}(?:\.\d)?$")
_REOPENERS = frozenset('“"«„')
_ENDERS = frozenset('.,!?;:)”"\n')
DEEPEST = 3
"""How many quotations may lie in one another; a further opening mark is no quotation."""

Fault = Literal["unclosed", "unopened", "kinds", "nested"]


class Quotation(msgspec.Struct, frozen=True):
    """One pair of quotation marks and what stands between them.

    `span` includes the marks, `content` does not. An unclosed quotation runs to the end of its paragraph or to the next opening mark.
    `continued`: the next paragraph opens with a mark again and this one was left open for it, as the custom is. `depth` is 0 outside all others.
    """

    span: Span
    content: Span
    closed: bool = True
    continued: bool = False
    depth: int = 0


class Stray(msgspec.Struct, frozen=True):
    """A quotation mark that does not pair as it should: never closed, never opened, closed by another kind, or nested in its own kind."""

    span: Span
    fault: Fault


class _Mark(NamedTuple):
    start: int
    end: int
    text: str
    opens: bool
    closes: bool


class _Scan(NamedTuple):
    quotations: tuple[Quotation, ...]
    strays: tuple[Stray, ...]


def quotations(document: Document) -> tuple[Quotation, ...]:
    """Every quotation in order of its opening mark, nested ones included."""
    return document.view(_scan).quotations


def strays(document: Document) -> tuple[Stray, ...]:
    """The quotation marks that do not pair as they should, in order; a mark left open for the next paragraph is none."""
    return document.view(_scan).strays


def outer(document: Document) -> tuple[Quotation, ...]:
    """The quotations that lie in no other, in order; they do not overlap."""
    return tuple(q for q in document.view(quotations) if q.depth == 0)


def quoted(document: Document, span: Span) -> bool:
    """Whether `span` lies inside quotation marks."""
    starts = document.view(_starts)
    i = bisect_right(starts, span.start) - 1
    return i >= 0 and document.view(outer)[i].span.covers(span)


def around(document: Document, offset: int) -> Quotation | None:
    """The outermost quotation that holds `offset`, or None."""
    i = bisect_right(document.view(_starts), offset) - 1
    if i < 0:
        return None
    found = document.view(outer)[i]
    return found if offset < found.span.end else None


def words(document: Document, quotation: Quotation) -> int:
    """How many words stand inside the marks."""
    return len(document[quotation.content].split())


def titled(document: Document, quotation: Quotation) -> bool:
    """Whether the words inside are written like the title of a work: capitals on all but the small words."""
    content = document[quotation.content].strip(" .,;:!?…")
    big = [w for w in patterns.compiled(r"[^\W\d_][\w'’-]*").findall(content) if len(w) > 3 or w[0].isupper()]
    capitals = sum(w[0].isupper() for w in big)
    return bool(big) and content[:1] == content[:1].upper() and capitals >= 2 and capitals >= 0.75 * len(big)


def _starts(document: Document) -> tuple[int, ...]:
    return tuple(q.span.start for q in document.view(outer))


def _scan(document: Document) -> _Scan:
    found: list[Quotation] = []
    faults: list[Stray] = []
    paragraphs = document.view(segment.paragraphs)
    text = document.text
    for number, paragraph in enumerate(paragraphs):
        following = text[paragraphs[number + 1].start] if number + 1 < len(paragraphs) else ""
        listed, wrong = _paragraph(text, paragraph, following)
        found += listed
        faults += wrong
    found.sort(key=lambda q: (q.span.start, -q.span.end))
    faults.sort(key=lambda s: s.span.start)
    return _Scan(tuple(found), tuple(faults))


def _paragraph(text: str, paragraph: Span, following: str) -> tuple[list[Quotation], list[Stray]]:
    """The quotations and stray marks of one paragraph; `following` is the first character of the next one."""
    doubles, singles = _marks(text, paragraph)
    if not doubles and not singles:
        return [], []
    found, faults = _paired(text, paragraph, doubles, following)
    inside, wrong = _single(text, paragraph, singles)
    outside = sorted(found, key=lambda q: q.span)
    found += [q for q in inside if not _crossed(q, outside)]
    return _nested(found), faults + wrong


def _crossed(quotation: Quotation, others: list[Quotation]) -> bool:
    """Whether a quotation begins inside one of the others, near its start, and ends outside it, or the other way round."""
    i = bisect_right(others, quotation.span, key=lambda q: q.span)
    near = others[max(0, i - 3) : i + 3]
    return any(o.span.meets(quotation.span) and not o.span.covers(quotation.span) and not quotation.span.covers(o.span) for o in near)


def _nested(found: list[Quotation]) -> list[Quotation]:
    """The same in order, with depths."""
    done: list[Quotation] = []
    ends: list[int] = []
    for q in sorted(found, key=lambda q: (q.span.start, -q.span.end)):
        while ends and ends[-1] <= q.span.start:
            ends.pop()
        done.append(Quotation(q.span, q.content, q.closed, q.continued, len(ends)))
        ends.append(q.span.end)
    return done


def _marks(text: str, paragraph: Span) -> tuple[list[_Mark], list[_Mark]]:
    """The double and the single marks of a paragraph, each with whether it may open and whether it may close."""
    doubles: list[_Mark] = []
    singles: list[_Mark] = []
    in_attribute = False
    for m in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark = m.group()
        before = text[m.start() - 1] if m.start() > paragraph.start else " "
        if before == "\\" and m.start() - 1 > paragraph.start:  # an escape that some publishing system left
            before = text[m.start() - 2]
        after = text[m.end()] if m.end() < paragraph.end else " "
        if mark == '"' and (in_attribute or before == "="):
            in_attribute = not in_attribute
        elif mark in _DOUBLE or len(mark) == 2:
            doubles.append(_double(m, mark, before, after))
        elif mark == "‘" or (mark == "'" and not before.isalnum() and after not in _BLANK and before not in _AFTER_CLOSE.replace("-", "")):
            word = patterns.compiled(r"\w*").match(text[m.end() : m.end() + 12])
            if not (word and (word.group().lower() in _ELISIONS or word.group()[:1].isdigit())) or text[m.end() : m.end() + 1] in '"“':
                singles.append(_Mark(m.start(), m.end(), mark, True, False))
        else:
            singles.append(_Mark(m.start(), m.end(), mark, False, True))
    return doubles, singles


def _double(m: re.Match[str], mark: str, before: str, after: str) -> _Mark:
    """A double mark with what its shape and its neighbours allow it to be."""
    loose_before = before in _BLANK or before in _OPENERS or before in "‘'“"
    loose_after = after in _BLANK or after in _AFTER_CLOSE or after in "”"
    if mark in "„«":
        return _Mark(m.start(), m.end(), mark, True, False)
    if mark == "»":
        return _Mark(m.start(), m.end(), mark, False, True)
    if mark in ("“", "``"):
        return _Mark(m.start(), m.end(), mark, True, not loose_before and loose_after)
    if mark == "”":
        return _Mark(m.start(), m.end(), mark, loose_before and not loose_after, True)
    opens = loose_before and after not in _BLANK
    closes = before not in _BLANK and (loose_after or not loose_before)
    if not opens and not closes:
        opens = closes = True
    return _Mark(m.start(), m.end(), mark, opens, closes)


def _paired(text: str, paragraph: Span, marks: list[_Mark], following: str) -> tuple[list[Quotation], list[Stray]]:
    """Double marks paired through a stack of the marks still open."""
    found: list[Quotation] = []
    faults: list[Stray] = []
    stack: list[_Mark] = []
    for mark in marks:
        if _measures(text, mark, bool(stack)):
            continue
        if stack and mark.closes and not (mark.opens and _nests(text, mark)):
            opened = stack.pop()
            found.append(Quotation(Span(opened.start, mark.end), Span(opened.end, mark.start)))
            if mark.text not in _MATES.get(opened.text, "") and len(mark.text) == 1:
                faults.append(Stray(Span(opened.start, mark.end), "kinds"))
        elif mark.opens and len(stack) < DEEPEST:
            if stack and stack[-1].text == mark.text:
                faults.append(Stray(Span(mark.start, mark.end), "nested"))
            stack.append(mark)
        elif not mark.opens:
            faults.append(Stray(Span(mark.start, mark.end), "unopened"))
    if stack:
        _left_open(paragraph, stack, found, faults, following)
    return found, faults


def _nests(text: str, mark: _Mark) -> bool:
    """Whether a mark that could close a quotation stands as one that opens another inside it."""
    return mark.text != "”" and text[mark.start - 1] in _BLANK and text[mark.end : mark.end + 1] not in _BLANK_OR_END


def _measures(text: str, mark: _Mark, is_open: bool) -> bool:
    """Whether the mark stands for inches or seconds after a figure."""
    if mark.text not in ('"', "”", "''") or mark.start == 0 or not text[mark.start - 1].isdigit():
        return False
    return (not is_open and mark.text == '"') or bool(_FEET.search(text[max(0, mark.start - 8) : mark.start]))


def _left_open(paragraph: Span, stack: list[_Mark], found: list[Quotation], faults: list[Stray], following: str) -> None:
    """What is still open at the end of a paragraph: a quotation that the next one goes on with, or a fault."""
    if len(stack) > 1:
        # The earlier mark was never closed: what stands after it was no nested quotation but the next one.
        faults[:] = [f for f in faults if f.fault != "nested" or f.span.start < stack[0].start]
    starts = sorted([q.span.start for q in found] + [m.start for m in stack])
    for opened in stack:
        last = opened is stack[-1]
        i = bisect_right(starts, opened.start)
        end = paragraph.end if last or i == len(starts) else starts[i]
        continued = last and following in _REOPENERS
        found.append(Quotation(Span(opened.start, end), Span(opened.end, end), False, continued))
        if not continued:
            faults.append(Stray(Span(opened.start, opened.end), "unclosed"))


def _single(text: str, paragraph: Span, marks: list[_Mark]) -> tuple[list[Quotation], list[Stray]]:
    """Single marks paired where an opening one has a closing one that is no plural possessive."""
    found: list[Quotation] = []
    faults: list[Stray] = []
    closers: list[_Mark] = []
    limit = paragraph.end
    for mark in reversed(marks):
        if mark.closes:
            closers.append(mark)
            continue
        chosen = _closer(text, closers, limit, mark)
        if chosen is not None:
            found.append(Quotation(Span(mark.start, chosen.end), Span(mark.end, chosen.start)))
        elif mark.text == "‘":
            faults.append(Stray(Span(mark.start, mark.end), "unclosed"))
        limit, closers = mark.start, []
    return found, faults


def _closer(text: str, closers: list[_Mark], limit: int, mark: _Mark) -> _Mark | None:
    """The mark that closes an opening single one before `limit`: one beside punctuation or at the end, else the first that is no possessive.

    `closers` stand in reverse order.
    """
    weak = None
    for close in reversed(closers):
        before, after = text[close.start - 1], text[close.end : close.end + 1]
        if (mark.text == "'" and close.text == "’") or close.start <= mark.end:
            continue
        if before in ".,!?;:…" or after in _ENDERS or close.end >= limit:
            return close
        if before not in "sS":
            return weak or close
        weak = weak or close
    return weak
