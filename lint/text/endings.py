"""Texts that break off: a last paragraph that stops in mid-sentence, an ellipsis where the rest should be."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from lint import patterns
from lint.model import Span
from lint.text import segment
from lint.text.document import Document

_OPEN = frozenset(
    """the a an of and with that but from or as is was were has have had be been are at on into than their his her its our my your these
    which whose when while because if including between against during""".split()
)
_SHORTEST = 12


class Break(msgspec.Struct, frozen=True):
    """Where a text breaks off: `kind` is "mid-sentence", "ellipsis" (the text's end) or "credit" (an ellipsis glued to who reports it)."""

    span: Span
    kind: str


def breaks(document: Document) -> tuple[Break, ...]:
    """The places where the text breaks off, in order."""
    paragraphs = document.view(segment.paragraphs)
    prose = [p for p in paragraphs if len(document[p].split()) >= _SHORTEST]
    found = [Break(span, "credit") for p in prose for span in _credits(document.plain, p)]
    if prose and all(len(document[p].split()) < 4 for p in paragraphs if p > prose[-1]):
        found += _last(document, prose[-1])
    return tuple(found)


@cache
def _glued_credit() -> re.Pattern[str]:
    return patterns.compiled(r"(?<=\w)(?:…|\.{3,4}) ?(?:reports?|writes|reported by|by) (?:[A-Z][\w.&'-]*)(?: (?:[A-Z][\w.&'-]*|of|and|the))*\W?$")


@cache
def _ellipsis() -> re.Pattern[str]:
    return patterns.compiled(r"(?<=\w) ?(?P<dots>…|\.{3,4}|\[(?:…|\.{3})\]|\((?:…|\.{3})\))$")


def _credits(text: str, paragraph: Span) -> Iterator[Span]:
    if "…" in (stretch := text[paragraph.start : paragraph.end]) or "..." in stretch:
        for m in _glued_credit().finditer(stretch):
            yield Span(paragraph.start + m.start(), paragraph.start + m.end())


def _last(document: Document, paragraph: Span) -> Iterator[Break]:
    text = document.plain[paragraph.start : paragraph.end]
    if m := _ellipsis().search(text):
        yield Break(Span(paragraph.start + m.start("dots"), paragraph.end), "ellipsis")
        return
    word = patterns.compiled(r"(?<![\w'’-])([a-z]+)(,?)$").search(text)
    if word and (word[1] in _OPEN or word[2]) and _runs(text):
        yield Break(Span(paragraph.start + word.start(), paragraph.end), "mid-sentence")


def _runs(text: str) -> bool:
    """Whether the paragraph is prose: it begins like a sentence and its words are mostly in lower case."""
    words = [w for w in text.split() if w[0].isalpha()]
    return bool(patterns.compiled(r"[\"“‘']?[A-Z]").match(text)) and 2 * sum(w[0].islower() for w in words) > len(words)
