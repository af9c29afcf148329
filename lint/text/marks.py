"""Marks: comments in a text that ask newslint to leave something alone, `<!-- newslint: ignore CODE -- reason -->`."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

import msgspec

from lint import patterns
from lint.model import Span
from lint.text import markup, segment
from lint.text.document import Document

VERBS = ("ignore", "ignore-file")
MOST = 1_000
"""How many marks of one file are read."""
LINE = 2_000

_OPEN = patterns.compiled(r"<!--\s*newslint:")
_SPACE = patterns.compiled(r"(?:\s++|<!--(?:(?!-->).)*+-->){0,20}+", re.DOTALL)
_TOP = patterns.compiled(r"(?:\s++|<!--(?:(?!-->).)*+-->|<(?:!doctype|html|head|body|meta)\b[^<>]*+>)*+", re.DOTALL | re.IGNORECASE)
_BEFORE = patterns.compiled(r"[ \t>]*+(?:<!--(?:(?!-->).)*+-->[ \t]*+)*+")
_BLANK_LINE = patterns.compiled(r"(?:\r\n|\n|\r)[ \t]*+(?=[\r\n])")
_BLOCKS = (
    "p|div|h[1-6]|li|ul|ol|dl|dt|dd|blockquote|figure|figcaption|table|thead|tbody|tr|td|th|"
    "section|article|header|footer|aside|nav|main|pre|form|details|summary|address"
)
_ELEMENT = patterns.compiled(rf"<(?P<close>/?)(?P<tag>{_BLOCKS})\b[^<>]*+>", re.IGNORECASE)


class Mark(msgspec.Struct, frozen=True):
    """One mark. Spans are in the document's source; `block` is what it covers, None the whole file. `fault` says why it cannot be obeyed."""

    span: Span
    rules: tuple[str, ...] = ()
    reason: str = ""
    block: Span | None = None
    fault: str | None = None

    def covers(self, span: Span | None) -> bool:
        """Whether a finding at `span` of the source is meant, None for the whole document: none inside the mark, none that reaches beyond its block."""
        if span is None or self.block is None:
            return self.block is None and not (span is not None and self.span.covers(span))
        return Span(self.span.start, self.block.end).covers(span) and not self.span.covers(span)


def marks(document: Document) -> tuple[Mark, ...]:
    """Every mark of the source in order, faulty ones too; none inside code."""
    if "newslint:" not in document.source:
        return ()
    code = document.view(_code)
    found: list[Mark] = []
    last = 0
    for m in _OPEN.finditer(document.source):
        i = bisect_right(code, m.start(), key=lambda c: c.start) - 1
        if m.start() < last or (i >= 0 and m.start() < code[i].end) or not _alone(document, m.start()):
            continue
        if len(found) == MOST:
            found.append(Mark(Span(m.start(), m.end()), fault=f"it is one of more than {MOST} marks, and only so many are read"))
            break
        close = document.source.find("-->", m.end())
        if close < 0:
            end = document.source.find("\n", m.end())
            found.append(Mark(Span(m.start(), end if end >= 0 else len(document.source)), fault="it is never closed by -->"))
            break
        last = close + 3
        found.append(_mark(document, Span(m.start(), last), document.source[m.end() : close]))
    return tuple(found)


def _mark(document: Document, span: Span, body: str) -> Mark:
    head, _, reason = body.partition("--")
    words = head.replace(",", " ").split()
    verb, rules = (words[0], tuple(words[1:])) if words else ("", ())
    reason = " ".join(reason.split())
    if verb not in VERBS:
        import difflib

        near = difflib.get_close_matches(verb, VERBS, n=1)
        hint = f"; did you mean '{near[0]}'?" if near else f"; known are {' and '.join(VERBS)}"
        return Mark(span, fault=f"'{verb[:40]}' is no order{hint}" if verb else f"it gives no order{hint}")
    if not rules:
        return Mark(span, fault="it names no rule")
    if not reason:
        return Mark(span, rules, fault="it gives no reason after --")
    if verb == "ignore":
        after = _SPACE.match(document.source, span.end)
        return Mark(span, rules, reason, _BLOCK[document.form](document, after.end() if after else span.end))
    top = document.source.find("\n---", 3) + 4 if document.source.startswith("---") else 0
    begin = _TOP.match(document.source, top)
    if begin is None or begin.end() < span.end:
        return Mark(span, rules, reason, fault="ignore-file must stand at the top, before any text")
    return Mark(span, rules, reason)


def _alone(document: Document, start: int) -> bool:
    """In Markdown a mark begins its line: one inside a sentence is talk about marks."""
    if document.form == "html":
        return True
    floor = max(0, start - LINE)
    line = max(document.source.rfind("\n", floor, start), document.source.rfind("\r", floor, start)) + 1
    return _BEFORE.fullmatch(document.source, line or floor, start) is not None


def _code(document: Document) -> tuple[Span, ...]:
    """Where comments are not comments."""
    return markup.code(document.source, document.form)


def _markdown_block(document: Document, begin: int) -> Span:
    """Up to the next blank line; a fenced code block whole."""
    code = document.view(_code)
    i = bisect_right(code, begin, key=lambda c: c.start) - 1
    if i >= 0 and begin < code[i].end:
        return code[i]
    blank = document.view(_blank_lines)
    following = bisect_left(blank, begin)
    return Span(begin, blank[following] if following < len(blank) else len(document.source))


def _blank_lines(document: Document) -> tuple[int, ...]:
    """Where the line before each blank line ends."""
    return tuple(m.start() for m in _BLANK_LINE.finditer(document.source))


def _text_block(document: Document, begin: int) -> Span:
    """The next paragraph."""
    spans = document.view(_paragraphs)
    i = bisect_right(spans, begin, key=lambda s: s.end)
    return Span(max(spans[i].start, begin), spans[i].end) if i < len(spans) else Span(begin, begin)


def _paragraphs(document: Document) -> tuple[Span, ...]:
    """The paragraphs as stretches of the source."""
    return tuple(document.original(p) for p in document.view(segment.paragraphs))


def _html_block(document: Document, begin: int) -> Span:
    """The next element that forms a block, or the text before it."""
    elements = document.view(_elements)
    i = bisect_right(elements, begin - 1, key=lambda e: e.start)
    if i == len(elements):
        return Span(begin, len(document.source))
    if elements[i].start > begin and document.source[begin] != "<":
        return Span(begin, elements[i].start)
    return Span(begin, elements[i].end)


def _elements(document: Document) -> tuple[Span, ...]:
    """The elements that form blocks, in order; one that is never closed, or a closing tag alone, ends at once."""
    found: list[Span] = []
    opened: dict[str, list[int]] = {}
    for m in _ELEMENT.finditer(document.source):
        stack = opened.setdefault(m.group("tag").lower(), [])
        if not m.group("close"):
            stack.append(len(found))
        elif stack:
            number = stack.pop()
            found[number] = Span(found[number].start, m.end())
            continue
        found.append(Span(m.start(), m.end()))
    return tuple(found)


_BLOCK: dict[str, Callable[[Document, int], Span]] = {"markdown": _markdown_block, "html": _html_block, "text": _text_block}
