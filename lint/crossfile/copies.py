"""Which texts share runs of words: copies, adapted texts and shared quotations."""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import combinations, pairwise
from typing import Literal

import msgspec

from lint.crossfile import shingles
from lint.crossfile.facts import Facts
from lint.crossfile.index import NUMBER
from lint.crossfile.postings import KEY, Postings
from lint.model import Span

COPY = 0.8
ADAPTED = 0.2
COMMON = 8
"""A run that stands in more files than this chains them (each file with the one before and with the first) instead of pairing every two."""

MET = 50_000
"""So many pairs wait in memory before they are written, and so many sets of documents are known to be chained."""

NEAR = (shingles.AROUND + 1) // 2

Class = Literal["copy", "adapted", "shared quotation", "shared passage"]


class Shared(msgspec.Struct, frozen=True):
    """What two documents share: their numbers, the class, the share of the smaller text that lies in shared runs, and the runs.

    The runs are spans of both texts, longest first, each cut at the end of its first paragraph.
    """

    first: int
    second: int
    kind: Class
    containment: float
    runs: tuple[tuple[Span, Span], ...]


def candidates(prints: Postings) -> Iterator[tuple[int, int]]:
    """Pairs of document numbers that share a run of 15 words, each once; `prints` holds a print and a document number a record.

    Near-linear: only documents with a shingle and the words around it in common are paired, and what stands in very many documents chains them.
    """
    pairs = Postings(2 * NUMBER)
    met: set[bytes] = set()
    chained: set[bytes] = set()
    for group in prints.groups():
        for likely in _agreeing(group):
            if _all_met(likely, met):
                continue
            for numbers in _sharing(likely):
                if len(numbers) > COMMON:
                    name = blake2b(b"".join(numbers), digest_size=16).digest()
                    if name in chained:
                        continue
                    chained.add(name)
                met.update(map(b"".join, _paired(numbers)))
        if max(len(met), len(chained)) >= MET:
            _put(pairs, met)
            chained.clear()
    _put(pairs, met)
    for records in pairs.groups(least=1):
        for record in dict.fromkeys(records):
            yield int.from_bytes(record[:NUMBER], "big"), int.from_bytes(record[NUMBER:], "big")


def _sharing(likely: list[bytes]) -> Iterator[list[bytes]]:
    """The documents, two and more, that have a stretch around one shingle in common, by number; no set of them twice."""
    around: dict[bytes, set[bytes]] = defaultdict(set)
    for record in likely:
        around[record[KEY : shingles.PRINT]].add(record[shingles.PRINT :])
    holders: dict[bytes, set[bytes]] = defaultdict(set)
    for words, numbers in around.items():
        for stretch in shingles.stretches(words):
            holders[stretch] |= numbers
    yield from (sorted(numbers) for numbers in set(map(frozenset, holders.values())) if len(numbers) > 1)


def _all_met(likely: list[bytes], met: set[bytes]) -> bool:
    """Whether every pair that these records could give is there already, as with copies, which share all their shingles."""
    numbers = sorted({record[shingles.PRINT :] for record in likely})
    return len(numbers) <= COMMON and met.issuperset(map(b"".join, combinations(numbers, 2)))


def _put(pairs: Postings, met: set[bytes]) -> None:
    for pair in met:
        pairs.add(pair)
    met.clear()


def _agreeing(group: list[bytes]) -> Iterator[list[bytes]]:
    """The records of one shingle that agree in the 4 words before it or behind it: one side of a run of 15 words holds at least so many."""
    for side in (slice(KEY + shingles.AROUND - NEAR, KEY + shingles.AROUND), slice(KEY + shingles.AROUND, KEY + shingles.AROUND + NEAR)):
        by_words: dict[bytes, list[bytes]] = defaultdict(list)
        for record in group:
            by_words[record[side]].append(record)
        yield from (records for records in by_words.values() if len(records) > 1)


def _paired(numbers: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
    if len(numbers) <= COMMON:
        yield from combinations(numbers, 2)
    else:
        yield from pairwise(numbers)
        yield from ((numbers[0], b) for b in numbers[2:])


def compare(a: int, first: Facts, b: int, second: Facts) -> Shared | None:
    """What two documents share, or None where no run of 15 words stands in both."""
    ids_a, places_a = first.words
    ids_b, places_b = second.words
    runs = shingles.shared_runs(ids_a, ids_b)
    if not runs:
        return None
    starts_a, starts_b = ([q[0] for q in quoted] for quoted in (first.quoted, second.quoted))
    own = [
        r
        for r in runs
        if not (_inside(first.quoted, starts_a, _span(places_a, r.first, r.length)) and _inside(second.quoted, starts_b, _span(places_b, r.second, r.length)))
    ]
    smaller = min(len(ids_a), len(ids_b))
    containment = sum(r.length for r in runs) / smaller
    if own and containment >= ADAPTED:
        kind: Class = "copy" if containment >= COPY else "adapted"
    else:
        kind = "shared passage" if own else "shared quotation"
    spans = tuple(
        (_first_paragraph(first.text, _span(places_a, r.first, r.length)), _first_paragraph(second.text, _span(places_b, r.second, r.length)))
        for r in sorted(runs, key=lambda r: -r.length)
    )
    return Shared(a, b, kind, min(1.0, containment), spans)


def _span(places: "array[int]", word: int, length: int) -> Span:
    return Span(places[2 * word], places[2 * (word + length - 1) + 1])


def _first_paragraph(text: str, span: Span) -> Span:
    """The part of a run that lies in its first paragraph: no finding is longer than that."""
    end = text.find("\n", span.start, span.end)
    return span if end < 0 else Span(span.start, len(text[:end].rstrip()))


def _inside(quoted: Sequence[tuple[int, int]], starts: Sequence[int], span: Span) -> bool:
    """Whether at least nine tenths of a run lie inside quotation marks, which begin at `starts`."""
    low, high = max(0, bisect_left(starts, span.start) - 1), bisect_right(starts, span.end)
    return sum(max(0, min(end, span.end) - max(start, span.start)) for start, end in quoted[low:high]) >= 0.9 * (span.end - span.start)
