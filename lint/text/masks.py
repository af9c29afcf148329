"""The grammar of a text with its topic taken out: frequent words as they are, all others as their ending and how rare they are."""

from lint.text import tokens
from lint.text.document import Document
from lint.text.remembered import Remembered
from lint.text.vocabulary import band

FREQUENT = 12
"""From this band of `vocabulary.band` on a word is kept: the 150 or so words that make English grammar."""

_ENDINGS = frozenset("ing ed ly tion tions s es er ers or ity al ous ive ment ness able est ize ise ic ism ist ance ence ate ful less ship th y".split())
_SIZES = sorted({len(ending) for ending in _ENDINGS}, reverse=True)
_MARKS = {**dict.fromkeys('"“”„«»', '"'), **dict.fromkeys("'‘’", "'"), **dict.fromkeys("-–—", "-"), **{mark: mark for mark in ".,():;?!"}}


def masked(document: Document) -> tuple[str, ...]:
    """Each word's mask and each mark between words. Breaks between lines leave no trace."""
    own = list(map(mask.__getitem__, document.view(tokens.written)))
    found: list[str] = []
    start = 0
    for i, mark in document.view(_marks):
        found += own[start:i]
        found.append(mark)
        start = i
    return tuple(found + own[start:])


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


def _mask(word: str) -> str:
    """What is kept of a word: itself when frequent, `0` for a number, `X` for a name, else rarity and ending: `?` unknown, `.` rare, `,` uncommon, then `~`."""
    if word[0].isdigit():
        return "0"
    lowered = word.lower()
    rank = band(lowered)
    if rank >= FREQUENT:
        return lowered
    if word[0].isupper():
        return "X"
    if not lowered.isalpha():
        return "~h"
    rarity = "?" if rank == 0 else "." if rank < 5 else "," if rank < 7 else ""
    return rarity + "~" + _ending(lowered)


mask = Remembered(_mask)


def _ending(word: str) -> str:
    """The longest of the endings that leaves at least three letters, or nothing."""
    for size in _SIZES:
        if len(word) > size + 2 and word[-size:] in _ENDINGS:
            return word[-size:]
    return ""
