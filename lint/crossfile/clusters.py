"""Which documents may tell of the same event: those that share rare names and have near dates, in disjoint groups."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby
from operator import itemgetter
from typing import TypeAlias

from lint.crossfile.index import NUMBER, UNKNOWN, Index
from lint.crossfile.postings import KEY, Postings

Pair: TypeAlias = tuple[int, int]

DAYS = 3
DATED = 1.5
UNDATED = 2.5
TOO_MUCH = float("inf")
MOST_FILES = 40
"""A word of a name that stands in more files than this tells no event apart in a large folder."""

FEW_FILES = 8
"""From this number of files on, a word counts the less the more files hold it."""


class Groups:
    """Disjoint groups of numbers below `size` (union-find with path halving)."""

    def __init__(self, size: int) -> None:
        self._parent = array("I", range(size))

    def find(self, a: int) -> int:
        """The number that stands for the group of `a`."""
        while self._parent[a] != a:
            self._parent[a] = a = self._parent[self._parent[a]]
        return a

    def join(self, a: int, b: int) -> None:
        """Make one group of two; the smallest number stands for it."""
        a, b = self.find(a), self.find(b)
        self._parent[max(a, b)] = min(a, b)

    def groups(self) -> list[list[int]]:
        """The groups of two and more, each sorted, in order of their first number."""
        found: dict[int, list[int]] = {}
        for a, parent in enumerate(self._parent):
            if parent != a:
                first = self.find(a)
                found.setdefault(first, [first]).append(a)
        return [found[first] for first in sorted(found)]


def related(index: Index) -> Iterator[tuple[int, int]]:
    """Pairs of documents that may tell of one event by their names and dates. A name counts the less, the more documents of the folder hold it."""
    pairs = Postings(2 * NUMBER + 1)
    for group in index.names.groups():
        if len(group) <= MOST_FILES:
            rarity = group[0][KEY]
            weight = round(rarity * min(1.0, FEW_FILES / len(group))).to_bytes(1, "big")
            for one, other in combinations(group, 2):
                if _needed(index.days, one, other) < TOO_MUCH:
                    pairs.add(one[-NUMBER:] + other[-NUMBER:] + weight)
    for records in pairs.groups():
        for pair, alike in groupby(records, key=itemgetter(slice(2 * NUMBER))):
            weights = [record[-1] / 255 for record in alike]
            if len(weights) >= 2 and sum(weights) >= _needed(index.days, pair[:NUMBER], pair[NUMBER:]):
                yield int.from_bytes(pair[:NUMBER], "big"), int.from_bytes(pair[NUMBER:], "big")


def together(count: int, alike: Iterable[Pair], named: Iterable[Pair]) -> Iterator[tuple[list[Pair], list[Pair]]]:
    """Of `count` documents those that pairs bring together, group by group: the ordered pairs that are `alike` in words and those that share names."""
    joined = Groups(count)
    pairs = array("Q")
    for kind, listed in enumerate((alike, named)):
        for a, b in listed:
            joined.join(a, b)
            pairs.append((a << 32 | b) << 1 | kind)
    grouped = Postings(NUMBER + pairs.itemsize)
    for pair in pairs:
        grouped.add(joined.find(pair >> 33).to_bytes(NUMBER, "big") + pair.to_bytes(pairs.itemsize, "big"))
    for records in grouped.groups(least=1):
        found: tuple[list[Pair], list[Pair]] = ([], [])
        for record in records:
            pair = int.from_bytes(record[NUMBER:], "big")
            found[pair & 1].append((pair >> 33, pair >> 1 & 0xFFFFFFFF))
        yield found


def groups(count: int, pairs: Iterable[Pair]) -> list[list[int]]:
    """The groups of two and more of so many documents that these pairs make."""
    joined = Groups(count)
    for a, b in pairs:
        joined.join(a, b)
    return joined.groups()


def _needed(days: Sequence[int], one: bytes, other: bytes) -> float:
    """How much shared rarity makes two documents one event, by their dates; too much for dates too far apart. Each ends with its document's number."""
    first, second = days[int.from_bytes(one[-NUMBER:], "big")], days[int.from_bytes(other[-NUMBER:], "big")]
    if UNKNOWN in (first, second):
        return UNDATED
    return DATED if abs(first - second) <= DAYS else TOO_MUCH
