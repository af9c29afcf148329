"""Which texts share runs of words: copies, adapted texts and shared quotations."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from lint.crossfile import shingles
from lint.crossfile.facts import Facts
from lint.model import Span

COPY = 0.8
ADAPTED = 0.2
COMMON = 8
"""A hash that stands in more files than this is chained (each file with the one before) instead of pairing every two."""

_BUCKETS = 64

Class = Literal["copy", "adapted", "shared quotation", "shared passage"]


@dataclass(frozen=True, slots=True)
class Shared:
    """What two documents share: their numbers, the class, the share of the smaller text that lies in shared runs, and the runs.

    The runs are spans of both texts, longest first, each cut at the end of its first paragraph.
    """

    first: int
    second: int
    kind: Class
    containment: float
    runs: tuple[tuple[Span, Span], ...]


def candidates(prints: Iterable[Iterable[int]]) -> Iterator[tuple[int, int]]:
    """Pairs of document numbers that share at least one shingle hash, each once, ordered.

    Near-linear: the hashes are sorted bucket by bucket (12 bytes a hash are held), and a hash in very many documents chains them.
    """
    buckets = [(array("Q"), array("I")) for _ in range(_BUCKETS)]
    for number, hashes in enumerate(prints):
        for value in hashes:
            values, numbers = buckets[value % _BUCKETS]
            values.append(value)
            numbers.append(number)
    pairs: set[tuple[int, int]] = set()
    for values, numbers in buckets:
        pairs.update(_paired(sorted(zip(values, numbers, strict=True))))
    yield from sorted(pairs)


def _paired(entries: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start = 0
    for end in range(1, len(entries) + 1):
        if end < len(entries) and entries[end][0] == entries[start][0]:
            continue
        group = [number for _, number in entries[start:end]]
        if 1 < len(group) <= COMMON:
            yield from ((a, b) for i, a in enumerate(group) for b in group[i + 1 :])
        elif len(group) > COMMON:
            yield from pairwise(group)
            yield from ((group[0], b) for b in group[2:])
        start = end


def compare(a: int, first: Facts, b: int, second: Facts) -> Shared | None:
    """What two documents share, or None where no run of 15 words stands in both."""
    ids_a, places_a = first.words()
    ids_b, places_b = second.words()
    runs = shingles.shared_runs(ids_a, ids_b)
    if not runs:
        return None
    own = [r for r in runs if not (_inside(first.quoted, places_a, r.first, r.length) and _inside(second.quoted, places_b, r.second, r.length))]
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


def _inside(quoted: Sequence[tuple[int, int]], places: "array[int]", word: int, length: int) -> bool:
    """Whether at least nine tenths of a run lie inside quotation marks."""
    span = _span(places, word, length)
    starts = [q[0] for q in quoted]
    low, high = max(0, bisect_left(starts, span.start) - 1), bisect_right(starts, span.end)
    return sum(max(0, min(end, span.end) - max(start, span.start)) for start, end in quoted[low:high]) >= 0.9 * (span.end - span.start)
