"""Word shingles of a text and the runs of words that two texts share.

Shingles are hashes of 8 consecutive words. `fingerprints` keeps the smallest of every 8 neighbours (winnowing: Schleimer, Wilkerson and Aiken,
SIGMOD 2003), which keeps at least one from every run of 15 words, so no shared run of that length can be missed.
"""

import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

WORDS = 8
WINDOW = 8
RUN = WORDS + WINDOW - 1


@dataclass(frozen=True, slots=True)
class Run:
    """A maximal run of `length` words that stands in both texts, from word `first` of the one and word `second` of the other."""

    first: int
    second: int
    length: int


def word_ids(words: Sequence[str]) -> "array[int]":
    """One 32-bit number for each word, equal for equal words."""
    return array("I", [zlib.crc32(w.encode("utf-8", "surrogatepass")) for w in words])


def shingles(ids: "array[int]") -> list[int]:
    """The 64-bit hash of each 8 consecutive words, in order; empty for a shorter text."""
    raw = memoryview(ids).cast("B")
    width = ids.itemsize
    return [int.from_bytes(blake2b(raw[width * i : width * (i + WORDS)], digest_size=8).digest(), "little") for i in range(len(ids) - WORDS + 1)]


def fingerprints(hashes: Sequence[int]) -> set[int]:
    """The winnowed hashes: the smallest of every 8 neighbours."""
    if len(hashes) <= WINDOW:
        return {min(hashes)} if hashes else set()
    return {min(hashes[i : i + WINDOW]) for i in range(len(hashes) - WINDOW + 1)}


def shared_runs(first: "array[int]", second: "array[int]", shortest: int = RUN) -> list[Run]:
    """The maximal runs of at least `shortest` words that both texts hold, in order of the second; no word of the second is in two runs."""
    places: dict[bytes, list[int]] = {}
    raw_first, raw_second = bytes(first), bytes(second)
    width = first.itemsize
    for i in range(len(first) - WORDS + 1):
        places.setdefault(raw_first[width * i : width * (i + WORDS)], []).append(i)
    runs = []
    j = 0
    while j <= len(second) - WORDS:
        starts = places.get(raw_second[width * j : width * (j + WORDS)], ())
        best = max((_extended(first, second, i, j) for i in starts), key=lambda r: r.length, default=None)
        if best is not None and best.length >= shortest:
            runs.append(best)
            j += best.length
        else:
            j += 1
    return runs


def _extended(first: "array[int]", second: "array[int]", i: int, j: int) -> Run:
    length = WORDS
    while i + length < len(first) and j + length < len(second) and first[i + length] == second[j + length]:
        length += 1
    return Run(i, j, length)
