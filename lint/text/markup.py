"""What is mark-up in Markdown and HTML: comments, which no reader sees, and code, in which nothing is a comment."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from lint import patterns
from lint.model import Span
from lint.text.document import Form

_FENCE = patterns.compiled(r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\r\n]*$", re.MULTILINE)
_INLINE = patterns.compiled(r"(?<!`)(?P<ticks>`{1,3})(?!`)[^`\r\n]{1,500}(?P=ticks)(?!`)")
_UNREAD = patterns.compiled(r"<(?P<tag>script|style|pre|textarea|code)\b", re.IGNORECASE)


def form(path: str) -> Form:
    """`markdown`, `html` or `text`, by the file's name."""
    name = path.lower()
    if name.endswith((".html", ".htm", ".xhtml")):
        return "html"
    return "markdown" if name.endswith((".md", ".markdown")) else "text"


def comments(source: str, form: str) -> tuple[Span, ...]:
    """The comments of a Markdown or HTML source, in order; none of plain text. One that is never closed is none."""
    if form == "text" or "<!--" not in source:
        return ()
    quoted = code(source, form)
    found: list[Span] = []
    at = 0
    while (start := source.find("<!--", at)) >= 0:
        i = bisect_right(quoted, start, key=lambda c: c.start) - 1
        if i >= 0 and start < quoted[i].end:
            at = quoted[i].end
            continue
        close = source.find("-->", start + 4)
        if close < 0:
            break
        at = close + 3
        found.append(Span(start, at))
    return tuple(found)


def code(source: str, form: str) -> tuple[Span, ...]:
    """The stretches of code: fenced and inline in Markdown, scripts, styles and quoted code in HTML."""
    if form == "html":
        return tuple(_elements(source))
    fences = list(_fences(source))
    inline = [Span(*m.span()) for m in _INLINE.finditer(source)] if "`" in source else []
    return tuple(sorted([*fences, *(s for s in inline if not within(s, fences))]))


def within(span: Span, others: Sequence[Span]) -> bool:
    """Whether the span begins inside one of these ordered, separate spans."""
    i = bisect_right(others, span.start, key=lambda o: o.start) - 1
    return i >= 0 and span.start < others[i].end


def _elements(source: str) -> Iterator[Span]:
    at, lowered = 0, source.lower()
    while m := _UNREAD.search(source, at):
        close = lowered.find(f"</{m.group('tag').lower()}", m.end())
        at = close if close >= 0 else len(source)
        yield Span(m.start(), at)


def _fences(source: str) -> Iterator[Span]:
    opened = None
    for m in _FENCE.finditer(source):
        if opened is None:
            opened = m
        elif m.group("fence").startswith(opened.group("fence")):
            yield Span(opened.start(), m.end())
            opened = None
    if opened:
        yield Span(opened.start(), len(source))
