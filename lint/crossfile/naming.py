"""Names that differ between texts about one event: a variant spelling, or a given name used where another text uses the surname."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from lint.crossfile.drift import Conflict, Pairs
from lint.crossfile.facts import Facts, NameUse
from lint.model import Span

SHORTEST = 5
MOST_ALIKE = 100
"""So many words of a text's names that begin alike and are of one length are compared; 800 real texts held at most 16."""
TWO_EDITS = 8
COMPANY = 2

_SPELLINGS = tuple(pair.split("=") for pair in "sch=sh ph=f kh=h ks=x ou=u oo=u ck=k dj=j c=k y=i w=v q=k".split())
_ENDINGS = ("", "s", "es", "n", "an", "ian", "i", "ish", "ese", "er", "ers", "'s")


def variants(facts: Sequence[Facts], event: Sequence[int], near: Pairs, known: Callable[[str], bool]) -> Iterator[Conflict]:
    """Two spellings of one name in two texts: one edit apart (two from 8 letters), the rarer form unknown to word lists and not used beside the other.

    Both must stand in like company: a further name that agrees, or words of the sentence.
    """
    uses: dict[str, dict[int, NameUse]] = defaultdict(dict)
    for n in event:
        for word, use in _words(facts[n]):
            uses[word].setdefault(n, use)
    for first, second in _close(sorted(uses)):
        common, rare = sorted((first, second), key=lambda w: (known(w.lower()), len(uses[w]), sum(u.count for u in uses[w].values())), reverse=True)
        if known(rare.lower()) or set(uses[common]) & set(uses[rare]) or not _same_bearer(uses[common], uses[rare], common, rare):
            continue
        for n, use in sorted(uses[rare].items()):
            home = next((m for m in sorted(uses[common]) if (min(m, n), max(m, n)) in near and _in_like_company(facts[n], rare, facts[m], common)), None)
            if home is not None:
                span, other = _word_span(facts[n], use, rare), _word_span(facts[home], uses[common][home], common)
                yield Conflict(n, span, home, other, "spelling", {"name": rare, "other": common})


def _words(fact: Facts) -> Iterator[tuple[str, NameUse]]:
    """The words of a document's names that a spelling can be told by, each with the first name that holds it."""
    alike: dict[tuple[str, int], set[str]] = defaultdict(set)
    for use in fact.names:
        for word in use.text.split():
            if len(word) >= SHORTEST and word.isalpha() and word.istitle():
                block = alike[word[0], len(word)]
                if word not in block and len(block) < MOST_ALIKE:
                    block.add(word)
                    yield word, use


def _in_like_company(first: Facts, rare: str, second: Facts, common: str) -> bool:
    """Whether two words stand beside one further name, or in sentences that share at least two words of matter."""
    if _beside(first, rare) & _beside(second, common):
        return True
    return len(_company(first, rare) & _company(second, common)) >= COMPANY


def _beside(fact: Facts, word: str) -> set[str]:
    """The other words of the names that a word is a part of."""
    return {w for use in fact.names for w in use.text.split() if word in use.text.split() and w != word}


def _company(fact: Facts, word: str) -> set[str]:
    """The content words of all sentences that hold a word."""
    found: set[str] = set()
    for i, statement in enumerate(fact.statements):
        if word in fact.text[statement.start : statement.end]:
            found |= fact.sets[i]
    return found


def orders(facts: Sequence[Facts], event: Sequence[int], surnames: frozenset[str]) -> Iterator[Conflict]:
    """A person with the surname first, called by the given name alone in one text and by the surname alone in another."""
    full: dict[str, tuple[str, str]] = {}
    alone: dict[str, dict[int, NameUse]] = defaultdict(dict)
    holding: dict[str, list[int]] = defaultdict(list)
    for n in event:
        for use in facts[n].names:
            holding[use.text].append(n)
            parts = use.text.split()
            if len(parts) == 2 and use.text.istitle() and parts[0].lower() in surnames and parts[1].lower() not in surnames:
                full[use.text] = (parts[0], parts[1])
            elif len(parts) == 1:
                alone[use.text][n] = use
    for name, (surname, given) in sorted(full.items()):
        holders = holding[name]
        by_surname = [n for n in holders if n in alone[surname] or n in alone[f"Mr {surname}"]]
        if not by_surname:
            continue
        for n in holders:
            if n in alone[given]:
                use, other = alone[given][n], alone[surname][by_surname[0]]
                yield Conflict(
                    n, Span(use.start, use.end), by_surname[0], Span(other.start, other.end), "order", {"name": given, "other": surname, "full": name}
                )


def _close(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of words a spelling slip or a way of writing a foreign sound apart that are no inflection of each other, each once."""
    from rapidfuzz.distance import DamerauLevenshtein

    blocks: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word in words:
        for length in range(len(word) - 2, len(word) + 3):
            for other in blocks[word[0], length]:
                limit = 2 if min(len(word), len(other)) >= TWO_EDITS else 1
                slip = DamerauLevenshtein.distance(word.lower(), other.lower(), score_cutoff=limit) <= limit or _sounds(word) == _sounds(other)
                if word != other and slip and not _inflected(word, other) and not _bared(word, other):
                    yield other, word
        blocks[word[0], len(word)].append(word)


def _bared(first: str, second: str) -> bool:
    """Whether one of two words is the other without any of its accents: a house style, no slip."""
    plain = {"".join(c for c in unicodedata.normalize("NFD", w) if not unicodedata.combining(c)) for w in (first, second)}
    return len(plain) == 1 and (first in plain or second in plain)


@lru_cache(maxsize=4096)
def _sounds(word: str) -> str:
    """A name with the sounds that languages write differently made one, and doubled letters single."""
    word = word.lower()
    for one, other in _SPELLINGS:
        word = word.replace(one, other)
    return re.sub(r"(.)\1+", r"\1", word)


def _inflected(first: str, second: str) -> bool:
    short, long = sorted((first.lower(), second.lower()), key=len)
    stem = min((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), default=len(short))
    return first.lower() == second.lower() or (stem >= len(short) - 2 and long[stem:] in _ENDINGS and short[stem:] in _ENDINGS)


def _same_bearer(common: dict[int, NameUse], rare: dict[int, NameUse], one: str, other: str) -> bool:
    """Whether no two people are told apart: where both stand with further names, these must agree."""
    left = {w.lower() for u in common.values() for w in u.text.split() if w != one}
    right = {w.lower() for u in rare.values() for w in u.text.split() if w != other}
    return not left or not right or bool(left & right)


def _word_span(fact: Facts, use: NameUse, word: str) -> Span:
    at = fact.text.find(word, use.start, use.end)
    return Span(at, at + len(word)) if at >= 0 else Span(use.start, use.end)
