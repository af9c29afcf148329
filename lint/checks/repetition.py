"""Kind `repetition`: a word or a name that stands twice in a row."""

import itertools
from collections.abc import Iterator
from functools import cache
from operator import eq

import msgspec

from lint import rulefolder
from lint.checks import Library
from lint.model import Check, Hit, Rule
from lint.text import tokens
from lint.text.document import Document
from lint.text.vocabulary import band


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`allowed`: the lexicon of words and names that are rightly written twice."""

    allowed: str = "doubles"


EVERYDAY = 9
"""From this band of `vocabulary.band` on a word is an everyday word, whose doubling with capitals may be a title ("Soldier Soldier")."""


def build(rule: Rule, options: Options, library: Library) -> Check:
    """A check that yields each doubled word once, all copies in the span; a name doubled before its other part has the case `name`."""

    def hits(document: Document) -> Iterator[Hit]:
        written = document.view(tokens.written)
        for start, stop in _doubled(document):
            named = _name(document, start, stop)
            if named or not _right(written[start:stop], _allowed(options.allowed)):
                span = tokens.span(document, start, stop - 1)
                yield Hit(span, {"match": document[span], "word": written[start]}, "name" if named else "")

    def find(document: Document) -> tuple[Hit, ...]:
        return tuple(hits(document))

    return lambda document: iter(document.view(find))


def _doubled(document: Document) -> Iterator[tuple[int, int]]:
    """Every run `[start, stop)` of one word with single blanks between; capitals do not count."""
    lowered, gaps = document.view(tokens.lowered), document.view(tokens.gaps)
    start = stop = 0
    for i in itertools.compress(itertools.count(), map(eq, lowered, itertools.islice(lowered, 1, None))):
        if gaps[i + 1] != " ":
            continue
        if i >= stop:  # a new run: the one before ended earlier
            if stop:
                yield start, stop
            start = i
        stop = i + 2
    if stop:
        yield start, stop


@cache
def _allowed(lexicon: str) -> frozenset[str]:
    return frozenset(entry.lower() for entry in rulefolder.lexicon(lexicon))


def _right(copies: tuple[str, ...], allowed: frozenset[str]) -> bool:
    """Whether a doubling is rightly one, or no word: a name and a word ("Will will"), an allowed double, a short name ("Ni Ni"), initials."""
    first, last = copies[0], copies[-1]
    if first.lower() in allowed or not first.isalpha() or (len(first) == 1 and first != "a") or first.isupper() or last.isupper():
        return first != "a"
    return not last.islower() and (not first.istitle() or len(first) < 6)


def _name(document: Document, start: int, stop: int) -> bool:
    """Whether the doubled word is part of a name that goes on after it: a long one, a family name, or one that stands undoubled too."""
    written, gaps = document.view(tokens.written), document.view(tokens.gaps)
    word = written[stop - 1]
    if not word.istitle() or band(word.lower()) >= EVERYDAY or word.lower() in _allowed("doubles"):
        return False
    if stop == len(written) or gaps[stop] != " " or not written[stop][:1].isupper():
        return False
    whole = (word, written[stop])
    if len(word) > 4 or word in rulefolder.lexicon("surnames-first"):
        return True
    return whole in itertools.pairwise(written[:start]) or whole in itertools.pairwise(written[stop + 1 :])
