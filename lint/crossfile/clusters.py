"""Event clusters: which documents tell of the same event, by shared rare names, near dates, shared runs or quotations."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from lint.crossfile.facts import Facts

DAYS = 3
DATED = 1.5
UNDATED = 2.5
MOST_FILES = 40
"""A word of a name that stands in more files than this tells no event apart in a large folder."""


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


def events(facts: Sequence[Facts], linked: Iterable[tuple[int, int]], rarity: Callable[[str], float]) -> list[list[int]]:
    """Groups of documents about one event. `linked`: pairs that share a run of words; `rarity`: 0 for a common word, 1 for one no word list knows."""
    groups = Groups(len(facts))
    for a, b in linked:
        groups.join(a, b)
    holders: dict[str, list[int]] = defaultdict(list)
    days: list[str | None] = []
    for number, fact in enumerate(facts):
        days.append(fact.date)
        shared: Counter[int] = Counter()
        weight: dict[int, float] = defaultdict(float)
        for word in sorted({w for n in fact.names for w in n.text.lower().split()}):
            earlier = holders[word]
            if len(earlier) <= MOST_FILES and (value := rarity(word)) > 0:
                for other in earlier:
                    shared[other] += 1
                    weight[other] += value
            if len(earlier) <= MOST_FILES:
                earlier.append(number)
        for other, count in shared.items():
            if count >= 2 and weight[other] >= _needed(fact.date, days[other]):
                groups.join(other, number)
    return groups.groups()


def _needed(first: str | None, second: str | None) -> float:
    """How much shared rarity makes two documents one event, by their dates; infinite for dates too far apart."""
    if first is None or second is None:
        return UNDATED
    return DATED if abs((date.fromisoformat(first) - date.fromisoformat(second)).days) <= DAYS else float("inf")
