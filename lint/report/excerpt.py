"""A line cut around its underlined span, for terminals: whole words, a bounded width, nothing hidden shown raw."""

import unicodedata
from typing import NamedTuple

from lint.model import Excerpt
from lint.report.escape import visible


class Underlined(NamedTuple):
    """A line in three parts, each safe to print, and the columns that stand before the second and under it."""

    before: str
    inside: str
    after: str
    indent: int
    length: int


def underlined(excerpt: Excerpt, width: int) -> Underlined:
    """The excerpt cut on word boundaries to `width` columns; what is inside comes first, then what leads up to it."""
    before, inside, after = (visible(part.replace("\t", " ").replace("\n", " ").replace("\r", " ")) for part in excerpt)
    before = before.lstrip() if not before.startswith("…") else before
    whole = inside
    inside = _cut_end(inside, max(8, width - 1))
    left = width - columns(inside)
    before = _cut_start(before, max(0, min(left, width // 3, max(left // 2, left - columns(after)))))
    after = _cut_end(after, left - columns(before)) if inside == whole and left > columns(before) else ""
    return Underlined(before, inside, after.rstrip(), columns(before), max(1, columns(inside.removesuffix("…"))))


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, width: int, first: int) -> list[str]:
    """The words of the text in lines of at most `width` columns, `first` in the first line."""
    lines, room = [""], first
    for word in text.split():
        if (lines[-1] or not room) and columns(lines[-1]) + 1 + columns(word) > room:
            lines.append("")
            room = width
        lines[-1] += (" " if lines[-1] else "") + word
    return lines


def _cut_end(text: str, width: int) -> str:
    """The start of the text in `width` columns."""
    if columns(text) <= width:
        return text
    kept = _taken(text, width - 1)
    space = kept.rfind(" ")
    return (kept[:space] if space > len(kept) // 2 else kept).rstrip("… ") + "…" if width > 1 else ""


def _cut_start(text: str, width: int) -> str:
    """The end of the text in `width` columns."""
    if columns(text) <= width:
        return text
    kept = _taken(text[::-1], width - 1)[::-1]
    space = kept.find(" ", 0, max(1, len(kept) // 2))
    return "…" + (kept[space + 1 :] if space >= 0 else kept).lstrip("…") if width > 1 else ""


def _taken(text: str, width: int) -> str:
    """As many characters from the start as fit in `width` columns."""
    if text.isascii():
        return text[: max(0, width)]
    taken = 0
    for i, c in enumerate(text):
        taken += columns(c)
        if taken > width:
            return text[:i]
    return text
