"""Paragraphs that stand twice: whole, inside a longer one, or with a few words changed at the end."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain

import msgspec

from lint import patterns
from lint.model import Span
from lint.text import segment, tokens
from lint.text.document import Document

OPENING = 8
"""How many words two paragraphs must share, in order, to be compared at all."""

_SHARE = 0.75
_SHORTEST = 10
_BEGINNING = 12
_KEPT = 4


class Repeat(msgspec.Struct, frozen=True):
    """A paragraph that repeats another: `kind` is "repeated" (all of it), "inside" (within a longer one) or "begun" (the same beginning)."""

    span: Span
    other: Span
    kind: str


class _Paragraph(msgspec.Struct, frozen=True):
    span: Span
    words: tuple[str, ...]
    headline: bool
    sentence: bool


def repeats(document: Document) -> tuple[Repeat, ...]:
    """The repeated paragraphs in order: the later one where both are the same, else the shorter."""
    _, lowered, starts = document.view(tokens.parts)
    listed = []
    for i, span in enumerate(document.view(segment.paragraphs)):
        text = document.plain[span.start : span.end]
        words = tuple(lowered[bisect_left(starts, span.start) : bisect_left(starts, span.end)])
        if len(words) >= _SHORTEST and not _row(text, len(words)):
            listed.append(_Paragraph(span, words, headline=i == 0 and not _ended().search(text), sentence=len(words) >= 16 or bool(_ended().search(text))))
    return tuple(sorted(_found(listed), key=lambda r: r.span))


def _row(text: str, size: int) -> bool:
    """Whether the paragraph is a row of a table or a short item of a list."""
    return "\t" in text or text.count("|") > 1 or (text[:1] in "-*•" and size < 15)


@cache
def _ended() -> re.Pattern[str]:
    return patterns.compiled(r"[.!?…][\"'”’)\]]*$")


def _found(listed: list[_Paragraph]) -> Iterator[Repeat]:
    wanted: dict[tuple[str, ...], list[int]] = {}
    times = Counter(chain.from_iterable([paragraph.words for paragraph in listed]))
    for i, paragraph in enumerate(listed):
        opening = paragraph.words[:OPENING]
        if min(map(times.__getitem__, opening)) > 1:  # else it stands nowhere else
            wanted.setdefault(opening, []).append(i)
    done: set[int] = set()
    first = {words[0] for words in wanted}
    for j, host in enumerate(listed) if wanted else ():
        for at in [at for at, word in enumerate(host.words) if word in first]:
            for i in wanted.get(host.words[at : at + OPENING], ())[:_KEPT]:
                if i not in done and i != j and (kind := _kind(listed[i], host, at, i > j)):
                    done.add(i)
                    yield Repeat(listed[i].span, host.span, kind)


def _kind(paragraph: _Paragraph, host: _Paragraph, at: int, later: bool) -> str | None:
    """How `paragraph` repeats the words of `host` from number `at` on; None where it does not, or where `host` is the one to report."""
    size = len(paragraph.words)
    if host.words[at : at + size] == paragraph.words:
        whole = len(host.words) == size
        return ("repeated" if later else None) if whole else "inside" if paragraph.sentence and not paragraph.headline else None
    if at or paragraph.headline or size >= len(host.words):
        return None
    same = next((k for k, (ours, theirs) in enumerate(zip(paragraph.words, host.words)) if ours != theirs), size)
    return "begun" if same >= max(_BEGINNING, _SHARE * size) else None
