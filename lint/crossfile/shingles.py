"""Word shingles of a text and the runs of words that two texts share.

Shingles are hashes of 8 consecutive words. `prints` keeps the smallest of every 8 neighbours (winnowing: Schleimer, Wilkerson and Aiken,
SIGMOD 2003), which keeps at least one from every run of 15 words, so no shared run of that length can be missed. With each goes a byte for every word
around it, so that two texts are looked at only where 15 words agree.
"""

import zlib
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

WORDS = 8
WINDOW = 8
RUN = WORDS + WINDOW - 1
AROUND = RUN - WORDS
MOST_PLACES = 40
"""So many places of one run of 8 words in a text are looked at; 800 real texts held none more often than 13 times."""
PRINT = 4 + 2 * AROUND
"""Bytes of one print: the hash of its words, then a byte for each word around them."""


class Run(msgspec.Struct, frozen=True):
    """A maximal run of `length` words that stands in both texts, from word `first` of the one and word `second` of the other."""

    first: int
    second: int
    length: int


def word_ids(words: Sequence[str]) -> "array[int]":
    """One 32-bit number for each word, equal for equal words."""
    numbers = {w: zlib.crc32(w.encode("utf-8", "surrogatepass")) for w in set(words)}
    return array("I", map(numbers.__getitem__, words))


def prints(ids: "array[int]") -> bytes:
    """The winnowed shingles, `PRINT` bytes each: a 32-bit hash of 8 words, then a byte for each of the 7 words before and the 7 behind, 0 beyond the text."""
    raw, width, hashed = ids.tobytes(), ids.itemsize, zlib.crc32
    size = width * WORDS
    smallest = [hashed(raw[at : at + size]) << 32 | at for at in range(0, len(raw) - size + 1, width)]
    for step in (1, 2, 4):  # the smallest of 2, then of 4, then of 8 neighbours
        if len(smallest) > step:
            smallest = list(map(min, smallest, smallest[step:]))
    beyond = bytes(AROUND)
    words = beyond + raw[::width].replace(b"\0", b"\1") + beyond
    found = []
    for value in sorted(set(smallest)):
        at = (value & 0xFFFFFFFF) // width
        found.append((value >> 32).to_bytes(4, "big") + words[at : at + AROUND] + words[at + RUN : at + RUN + AROUND])
    return b"".join(found)


def each(raw: bytes) -> Iterator[bytes]:
    """The single prints in what `prints` gave."""
    return (raw[at : at + PRINT] for at in range(0, len(raw), PRINT))


def stretches(around: bytes) -> list[bytes]:
    """What the words around a shingle look like in each run of 15 words that holds it; two texts that share one share a stretch."""
    found = [around[at : at + AROUND] for at in range(AROUND + 1)]
    return [stretch for stretch in found if 0 not in stretch]


def shared_runs(first: "array[int]", second: "array[int]") -> list[Run]:
    """The maximal runs of at least RUN words that both texts hold, in order of the second; no word of the second is in two runs."""
    held = _places(first.tobytes(), first.itemsize)
    raw, width = second.tobytes(), second.itemsize
    runs = []
    j = 0
    while j <= len(second) - WORDS:
        starts = held.get(raw[width * j : width * (j + WORDS)], ())
        best = max((_extended(first, second, i, j) for i in starts), key=lambda r: r.length, default=None)
        if best is not None and best.length >= RUN:
            runs.append(best)
            j += best.length
        else:
            j += 1
    return runs


@lru_cache(maxsize=1)  # a text is compared with one after the other
def _places(raw: bytes, width: int) -> dict[bytes, list[int]]:
    """Where each run of 8 words begins, the first MOST_PLACES of it."""
    size = width * WORDS
    found: dict[bytes, list[int]] = {}
    for at in range(0, len(raw) - size + 1, width):
        listed = found.setdefault(raw[at : at + size], [])
        if len(listed) < MOST_PLACES:
            listed.append(at // width)
    return found


def _extended(first: "array[int]", second: "array[int]", i: int, j: int) -> Run:
    length = WORDS
    while i + length < len(first) and j + length < len(second) and first[i + length] == second[j + length]:
        length += 1
    return Run(i, j, length)
