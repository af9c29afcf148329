"""Paragraphs that stand twice: whole, inside a longer one, or with a few words changed at the end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lint.model import Span
from lint.text import segment
from lint.text.document import Document

OPENING = 8
"""How many words two paragraphs must share, in order, to be compared at all."""

_SHARE = 0.75
_SHORTEST = 10
_KEPT = 4


@dataclass(frozen=True, slots=True)
class Repeat:
    """A paragraph that repeats another: `kind` is "repeated" (all of it), "inside" (within a longer one) or "begun" (the same beginning)."""

    span: Span
    other: Span
    kind: str


@dataclass(frozen=True, slots=True)
class _Paragraph:
    span: Span
    words: tuple[str, ...]


def repeats(document: Document) -> tuple[Repeat, ...]:
    """The repeated paragraphs in order: the later one where both are the same, else the shorter."""
    listed = [_Paragraph(span, words) for span in document.view(segment.paragraphs) if len(words := _words(document.plain[span.start : span.end])) >= _SHORTEST]
    if len(listed) < 2:
        return ()
    return tuple(sorted(_found(listed), key=lambda r: r.span))


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def _words(text: str) -> tuple[str, ...]:
    return tuple(_word().findall(text.lower()))


def _found(listed: list[_Paragraph]) -> Iterator[Repeat]:
    wanted: dict[tuple[str, ...], list[int]] = {}
    for i, paragraph in enumerate(listed):
        wanted.setdefault(paragraph.words[:OPENING], []).append(i)
    done: set[int] = set()
    for j, host in enumerate(listed):
        for at in range(len(host.words) - OPENING + 1):
            for i in wanted.get(host.words[at : at + OPENING], ())[:_KEPT]:
                if i not in done and i != j and (kind := _kind(listed[i], host, at, i > j)):
                    done.add(i)
                    yield Repeat(listed[i].span, host.span, kind)


def _kind(paragraph: _Paragraph, host: _Paragraph, at: int, later: bool) -> str | None:
    """How `paragraph` repeats the words of `host` from number `at` on; None where it does not, or where `host` is the one to report."""
    size = len(paragraph.words)
    if host.words[at : at + size] == paragraph.words:
        whole = len(host.words) == size
        return ("repeated" if later else None) if whole else "inside"
    if at or size >= len(host.words):
        return None
    same = next((k for k, (ours, theirs) in enumerate(zip(paragraph.words, host.words)) if ours != theirs), size)
    return "begun" if same >= max(OPENING + 2, _SHARE * size) else None
