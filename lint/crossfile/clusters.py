"""Which documents may tell of the same event: those that share rare names and have near dates, in disjoint groups."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, groupby
from operator import itemgetter

from lint.crossfile.index import NUMBER, UNKNOWN, Index
from lint.crossfile.postings import KEY, Postings

DAYS = 3
DATED = 1.5
UNDATED = 2.5
TOO_MUCH = float("inf")
MOST_FILES = 40
"""A word of a name that stands in more files than this tells no event apart in a large folder."""

FEW_FILES = 8
"""From this number of files on, a word counts the less the more files hold it."""


class Groups:
    """Disjoint groups of document numbers (union-find with path halving)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

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
        """All groups, each sorted, in order of their first number."""
        found: dict[int, list[int]] = defaultdict(list)
        for a in range(len(self._parent)):
            found[self.find(a)].append(a)
        return list(found.values())


def related(index: Index) -> list[tuple[int, int]]:
    """Pairs of documents that may tell of one event by their names and dates. A name counts the less, the more documents of the folder hold it."""
    pairs = Postings(2 * NUMBER + 1)
    for group in index.names.groups():
        if len(group) <= MOST_FILES:
            rarity = group[0][KEY]
            weight = round(rarity * min(1.0, FEW_FILES / len(group))).to_bytes(1, "big")
            for one, other in combinations(group, 2):
                if _needed(index.days, one, other) < TOO_MUCH:
                    pairs.add(one[-NUMBER:] + other[-NUMBER:] + weight)
    found = []
    for records in pairs.groups():
        for pair, alike in groupby(records, key=itemgetter(slice(2 * NUMBER))):
            weights = [record[-1] / 255 for record in alike]
            if len(weights) >= 2 and sum(weights) >= _needed(index.days, pair[:NUMBER], pair[NUMBER:]):
                found.append((int.from_bytes(pair[:NUMBER], "big"), int.from_bytes(pair[NUMBER:], "big")))
    return found


def groups(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The groups of so many documents that these pairs make."""
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
