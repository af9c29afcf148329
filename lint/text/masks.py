"""The grammar of a text with its topic taken out: frequent words as they are, all others as their ending and how rare they are."""

from lint.text import tokens, wordkinds
from lint.text.document import Document
from lint.text.remembered import Remembered

_MARKS = {**dict.fromkeys('"“”„«»', '"'), **dict.fromkeys("'‘’", "'"), **dict.fromkeys("-–—", "-"), **{mark: mark for mark in ".,():;?!"}}


def masked(document: Document) -> tuple[str, ...]:
    """Each word's mask and each mark between words. Breaks between lines leave no trace."""
    own = document.view(wordkinds.kinds).masks
    found: list[str] = []
    start = 0
    for i, mark in document.view(_marks):
        found += own[start:i]
        found.append(mark)
        start = i
    return (*found, *own[start:])


def numbers(document: Document) -> tuple[int, ...]:
    """For each of the `masked` the number of the word that it stands at or before."""
    found: list[int] = []
    start = 0
    for i, _ in document.view(_marks):
        found += [*range(start, i), i]
        start = i
    return (*found, *range(start, len(document.view(tokens.written))))


def _marks(document: Document) -> tuple[tuple[int, str], ...]:
    """The marks between words, each with the number of the word after it."""
    gaps = document.view(tokens.gaps)
    return tuple([(i, _mark[gaps[i]]) for i in document.view(tokens.apart) if 0 < i < len(gaps) - 1 and _mark[gaps[i]]])


def _mark_of(gap: str) -> str:
    stripped = gap.strip()
    return _MARKS.get(stripped[0], "*") if stripped else "" if "\n" in gap else "_"


_mark = Remembered(_mark_of)
