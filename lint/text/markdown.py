"""Markdown as a reader sees it: which signs of the source are no text, and what the others stand for."""

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lint import patterns
from lint.model import Span
from lint.text import markup
from lint.text.document import Document
from lint.text.page import Piece

_LABEL = r"(?:[^\[\]\\\n]|\\.|\n(?!\s*\n))"
_TARGET = r"""\(\s{0,9}(?:<[^<>\n]{0,2000}>|[^\s()<>]{0,2000}(?:\([^\s()]{0,500}\)[^\s()]{0,500}){0,5})(?:\s{1,9}(?:"[^"]{0,500}"|'[^']{0,500}'))?\s{0,9}\)"""
_IMAGE = patterns.compiled(rf"(?<!\\)!\[{_LABEL}{{0,500}}+\](?:{_TARGET}|\[[^\[\]\n]{{0,200}}\])")
_LINK = patterns.compiled(rf"(?<![\\!])\[(?P<text>(?:{_LABEL}|\[{_LABEL}{{0,300}}+\]){{1,1000}}+)\](?P<target>{_TARGET}|\[(?P<label>[^\[\]\n]{{0,200}})\])")
_DEFINITION = patterns.compiled(r"^ {0,3}\[(?P<label>[^\[\]\n^][^\[\]\n]{0,200})\]:[ \t]*\S[^\n]*$", re.MULTILINE)
_STRONG = patterns.compiled(
    r"(?<![\\*\w])(?P<mark>\*\*)(?=[^\s*])[^\n]{1,1500}?(?<=[^\s\\])\*\*(?![*\w])|(?<![\\_\w])(?P<under>__)(?=[^\s_])[^\n]{1,1500}?(?<=[^\s\\])__(?![_\w])"
)
_EMPHASIS = patterns.compiled(
    r"(?<![\\*\w])(?P<mark>\*)(?=[^\s*])[^*\n]{1,1500}(?<=[^\s\\])\*(?![*\w])|(?<![\\_\w])(?P<under>_)(?=[^\s_])[^_\n]{1,1500}(?<=[^\s\\])_(?![_\w])"
)
_TICKS = patterns.compiled(r"`+")
_HEADING = patterns.compiled(r"^ {0,3}#{1,6}(?:[ \t]+|$)|(?<=\S)[ \t]+#+[ \t]*$", re.MULTILINE)
_HEADED = patterns.compiled(r" {0,3}#{1,6}(?:[ \t]|$)")
_QUOTED = patterns.compiled(r"^ {0,3}(?:>[ \t]?){1,9}", re.MULTILINE)
_RULE = patterns.compiled(r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+|--?)[ \t]*$", re.MULTILINE)
_DASHES = patterns.compiled(
    r"^[ \t]*+\|?+[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)++\|?+[ \t]*+$|^[ \t]*+\|[ \t]*+:?-++:?[ \t]*+\|[ \t]*+$", re.MULTILINE
)
_ADDRESS = patterns.compiled(r"<(?P<address>(?:https?|mailto|ftp):[^\s<>]{1,2000}|[\w.+-]{1,64}@[\w.-]{1,200})>")
_TAG = patterns.compiled(
    r"</?(?P<name>a|abbr|b|blockquote|br|center|cite|code|dd|del|details|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|small|span|"
    r"strike|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul|video|source|iframe)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_ENTITY = patterns.compiled(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPE = patterns.compiled(r"\\(?=[!-/:-@\[-`{-~])")


class Sign(NamedTuple):
    """A stretch of the source and what a reader sees in its place."""

    start: int
    end: int
    text: str = ""


class Construct(NamedTuple):
    """Something that is written around a text, as a link is: all of it, and the text inside."""

    outer: Span
    inner: Span


def pieces(source: str, begin: int, left_out: Iterable[Span]) -> list[Piece]:
    """What a reader sees of the source from `begin` on, piece by piece; `left_out` is left out too."""
    signs = sorted([*_signs(source), *(Sign(s.start, s.end) for s in left_out)], key=lambda s: (s.start, -s.end))
    found: list[Piece] = []
    at = begin
    for sign in signs:
        if sign.end <= at and sign.end > sign.start:
            continue
        if sign.start > at:
            found.append(Piece(source[at : sign.start], at, sign.start))
        if sign.text and sign.start >= at:
            found.append(Piece(sign.text, sign.start, sign.end))
        at = max(at, sign.end)
    if at < len(source):
        found.append(Piece(source[at:], at, len(source)))
    return found


def whole(document: Document, stretch: Span, *, replaced: bool = False) -> Span | None:
    """A stretch of a Markdown source that is to go, with the signs of links, emphasis and headings whose text it holds all of.

    None where one would be torn apart, or, where the stretch is to be replaced, lost.
    """
    for outer, inner in document.view(constructs):
        if replaced and inner.covers(stretch):
            continue
        if replaced and stretch.start < outer.end and outer.start < stretch.end:
            return None
        if stretch.start <= inner.start and inner.end <= stretch.end:
            stretch = Span(min(stretch.start, outer.start), max(stretch.end, outer.end))
        elif stretch.start < outer.end and outer.start < stretch.end and not inner.covers(stretch):
            return None
    return stretch


def constructs(document: Document) -> tuple[Construct, ...]:
    """What is written around texts, the inner before the outer."""
    source, code = document.source, _Code(document.source)
    found = list(_constructs(source, code))
    for m in _HEADING.finditer(source):
        if m.group().lstrip(" ").startswith("#") and not code.holds(m.start()):
            end = source.find("\n", m.end())
            line = Span(m.start(), len(source) if end < 0 else end)
            found.append(Construct(line, Span(m.end(), line.end)))
    return tuple(sorted(found, key=lambda c: c.inner.end - c.inner.start))


class _Code:
    """Where the code of a source is: nothing in it is a sign."""

    def __init__(self, source: str) -> None:
        self.spans = markup.code(source, "markdown")
        self._starts = [s.start for s in self.spans]

    def holds(self, offset: int) -> bool:
        """Whether this offset lies in code."""
        i = bisect_right(self._starts, offset) - 1
        return i >= 0 and offset < self.spans[i].end


def _signs(source: str) -> Iterator[Sign]:
    code = _Code(source)
    for span in code.spans:
        if source[span.end - 1] in "`~":  # a fence that is never closed would hide the rest of the text
            yield from _code_signs(source, span)
    for pattern in (_IMAGE, _HEADING, _QUOTED, _RULE, _DEFINITION, _ESCAPE):
        for m in pattern.finditer(source):
            if not code.holds(m.start()) and (pattern is not _HEADING or _headed(source, m)) and (pattern is not _RULE or _is_rule(source, m)):
                yield Sign(*m.span())
    for outer, inner in _constructs(source, code):
        yield Sign(outer.start, inner.start)
        yield Sign(inner.end, outer.end)
    for sign in (*_tables(source), *_inline(source)):
        if not code.holds(sign.start):
            yield sign


def _code_signs(source: str, span: Span) -> Iterator[Sign]:
    """Fenced code is no text; of code in a line only the ticks are none."""
    ticks = _TICKS.match(source, span.start)
    if ticks is None or "\n" in source[span.start : span.end] or ticks.end() - span.start > 3 or span.end - span.start <= 2 * (ticks.end() - span.start):
        yield Sign(*span)
        return
    yield Sign(span.start, ticks.end())
    yield Sign(span.end - (ticks.end() - span.start), span.end)


def _headed(source: str, m: re.Match[str]) -> bool:
    """Whether signs at the end of a line belong to a heading; those at its start do."""
    start = source.rfind("\n", max(0, m.start() - 2_000), m.start()) + 1
    return m.start() == start or _HEADED.match(source, start) is not None


def _is_rule(source: str, m: re.Match[str]) -> bool:
    """Whether a line of signs rules or underlines: a few signs do only below a line of text."""
    if len(m.group().replace(" ", "").replace("\t", "")) >= 3 and "=" not in m.group():
        return True
    return bool(source[max(0, m.start() - 2) : m.start()].strip(" \t\r")) and not source[max(0, m.start() - 2) : m.start()].startswith("\n")


def _constructs(source: str, code: _Code) -> Iterator[Construct]:
    labels = {_named(m["label"]) for m in _DEFINITION.finditer(source)}
    for m in _LINK.finditer(source):
        if m["label"] is not None and _named(m["label"] or m["text"]) not in labels:
            continue
        if not code.holds(m.start()):
            yield Construct(Span(*m.span()), Span(*m.span("text")))
    masked = source
    for pattern in (_STRONG, _EMPHASIS):
        found = [m for m in pattern.finditer(masked) if not code.holds(m.start())]
        for m in found:
            size = len(m["mark"] or m["under"])
            yield Construct(Span(*m.span()), Span(m.start() + size, m.end() - size))
        if pattern is _STRONG and found:
            masked = _masked(source, found)


def _masked(source: str, found: Iterable[re.Match[str]]) -> str:
    """The source with the signs of strong text made into letters, so that those of emphasis inside are found."""
    parts, at = [], 0
    for m in found:
        parts += [source[at : m.start()], "\0\0", source[m.start() + 2 : m.end() - 2], "\0\0"]
        at = m.end()
    return "".join([*parts, source[at:]])


def _named(label: str) -> str:
    return " ".join(label.split()).casefold()


def _tables(source: str) -> Iterator[Sign]:
    """The signs of tables: the line of dashes, and the bars between cells, which a reader sees as gaps."""
    done = 0
    for m in _DASHES.finditer(source):
        if m.start() < done:
            continue  # a row of the table above
        yield Sign(*m.span())
        above = source.rfind("\n", 0, max(0, m.start() - 1)) + 1
        yield from _row(source, above, max(above, m.start() - 1))
        start = done = m.end() + 1
        while start < len(source):
            end = source.find("\n", start)
            end = len(source) if end < 0 else end
            if "|" not in source[start:end]:
                break
            yield from _row(source, start, end)
            start = done = end + 1


def _row(source: str, start: int, end: int) -> Iterator[Sign]:
    bars = [i for i in range(start, end) if source[i] == "|" and source[i - 1 : i] != "\\"]
    for i in bars:
        outside = not source[start:i].strip() or not source[i + 1 : end].strip()
        yield Sign(i, i + 1, "" if outside else "\t")


def _inline(source: str) -> Iterator[Sign]:
    """HTML and addresses in Markdown."""
    if "<" in source:
        for m in _ADDRESS.finditer(source):
            yield Sign(m.start(), m.start() + 1)
            yield Sign(m.end() - 1, m.end())
        for m in _TAG.finditer(source):
            yield Sign(*m.span(), "\n" if m["name"].lower() == "br" else "")
    if "&" in source:
        for m in _ENTITY.finditer(source):
            shown = html.unescape(m.group())
            if shown != m.group():
                yield Sign(*m.span(), shown)
