"""What the garble score asks of words: told once for each word and kept, so that a text is looked up in one go."""

import sys
from itertools import compress, count
from typing import NamedTuple

import msgspec

from lint.model import Span
from lint.text import tokens, wordforms
from lint.text.document import Document
from lint.text.remembered import Remembered
from lint.text.vocabulary import band

FREQUENT = 12
"""From this band of `vocabulary.band` on a word is kept as its mask: the 150 or so words that make English grammar."""

_ENDINGS = frozenset("ing ed ly tion tions s es er ers or ity al ous ive ment ness able est ize ise ic ism ist ance ence ate ful less ship th y".split())
_SIZES = sorted({len(ending) for ending in _ENDINGS}, reverse=True)
_LONGEST = 30
_NOT_BEFORE, _NOT_AFTER = frozenset(".@/#&'-_\"“‘(["), frozenset("@/'-_\"”’)]")


_NEVER_CAPITAL = frozenset(
    """Looks Seems Appears Says Said Makes Made Takes Took Gives Gave Goes Went Comes Came Gets Got Has Had Was Were Are Does Did Became Becomes
    Believes Believed Thinks Thought Knows Knew Wants Wanted Told Asked Added Explained Started Began Begins Decided
    Her Their Its Our Because Although Which Whose While These Those They Them Also Even Very Only Such Than With Into""".split()
)
_ARTICLES = frozenset(("a", "an", "A", "An"))


class Kind(NamedTuple):
    """Of a word its mask, its band where it stands in small letters, whether it carries content, what is odd about it, and what it may be a sign of.

    Oddity and sign may be empty. The signs are `article`, `capital` (a verb or function word with one) and `plural` (one in "ys" that no list knows).
    """

    mask: str
    band: int | None
    content: bool
    oddity: str
    sign: str


class Kinds(NamedTuple):
    """The kinds of the words of a document, side by side."""

    masks: tuple[str, ...] = ()
    bands: tuple[int | None, ...] = ()
    contents: tuple[bool, ...] = ()
    oddities: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()


class Odd(msgspec.Struct, frozen=True):
    """A word with its place and what is odd about it: `foreign` (no list knows it), `rare` (hardly ever used) or `form` (a wrong ending)."""

    span: Span
    word: str
    oddity: str


def kinds(document: Document) -> Kinds:
    """The kinds of all words, in order."""
    return Kinds(*zip(*map(_kind.__getitem__, document.view(tokens.written))))


def odd_words(document: Document) -> tuple[Odd, ...]:
    """The odd words in small letters, in order; names, foreign words told as such, misspellings of common words and parts of addresses are left out."""
    written, gaps, oddities = document.view(tokens.written), document.view(tokens.gaps), document.view(kinds).oddities
    found = []
    for i in compress(count(), oddities):
        if gaps[i][-1:] not in _NOT_BEFORE and gaps[i + 1][:1] not in _NOT_AFTER and (oddities[i] != "foreign" or not _told(written, gaps, i)):
            found.append(Odd(tokens.span(document, i), written[i], oddities[i]))
    return tuple(found)


def signs(document: Document) -> dict[str, list[int]]:
    """The numbers of the words that may be a sign, by sign."""
    listed = document.view(kinds).signs
    found: dict[str, list[int]] = {}
    for i in compress(count(), listed):
        found.setdefault(listed[i], []).append(i)
    return found


def _told(written: tuple[str, ...], gaps: tuple[str, ...], i: int) -> bool:
    """Whether a foreign word is meant as one: explained in brackets right after it, or beside a foreign name ("the Stavovské divadlo")."""
    if gaps[i + 1] == " (":
        return True
    near = (written[i - 1] if i and gaps[i] == " " else "", written[i + 1] if i + 1 < len(written) and gaps[i + 1] == " " else "")
    return any(not word.isascii() and word[0].isupper() for word in near)


def _kind_of(word: str) -> Kind:
    lowered = word.lower()
    rank = band(lowered)
    small = word.islower() and word.isalpha()
    looked_at = small and 4 <= len(word) <= _LONGEST and (word.isascii() or max(word) <= "\u024f")
    mask = sys.intern(_mask(word, lowered, rank))
    return Kind(mask, rank if small else None, len(lowered) > 3 and rank < FREQUENT, wordforms.odd(word) if looked_at else "", _sign(word, rank, small))


_kind = Remembered(_kind_of)


def _sign(word: str, rank: int, small: bool) -> str:
    if word in _ARTICLES:
        return "article"
    if word in _NEVER_CAPITAL:
        return "capital"
    plural = small and word[-2:] == "ys" and len(word) > 4 and word[-3] not in "aeiou" and not rank and band(word[:-1]) >= 5
    return "plural" if plural else ""


def _mask(word: str, lowered: str, rank: int) -> str:
    """What is kept of a word: itself when frequent, `0` for a number, `X` for a name, else rarity and ending: `?` unknown, `.` rare, `,` uncommon, then `~`."""
    if word[0].isdigit():
        return "0"
    if rank >= FREQUENT:
        return lowered
    if word[0].isupper():
        return "X"
    if not lowered.isalpha():
        return "~h"
    rarity = "?" if rank == 0 else "." if rank < 5 else "," if rank < 7 else ""
    return rarity + "~" + _ending(lowered)


def _ending(word: str) -> str:
    """The longest of the endings that leaves at least three letters, or nothing."""
    for size in _SIZES:
        if len(word) > size + 2 and word[-size:] in _ENDINGS:
            return word[-size:]
    return ""
