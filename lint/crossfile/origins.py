"""How many independent origins stand behind a folder: files joined by copies and by explicit credits to one outlet or agency."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lint.crossfile.clusters import Groups
from lint.crossfile.copies import Shared
from lint.crossfile.facts import Credit, Facts, folded
from lint.model import Event, Link


def trace(facts: Sequence[Facts], numbers: Sequence[int], shared: Iterable[Shared]) -> Event:
    """The event that these documents tell of, with at most how many independent origins it has: absence of a credit is no proof of independence."""
    paths = {n: facts[n].path for n in numbers}
    at = {n: position for position, n in enumerate(numbers)}
    joined = Groups(len(numbers))
    links: dict[int, list[Link]] = defaultdict(list)

    def join(a: int, b: int, reason: str) -> None:
        joined.join(at[a], at[b])
        links[a].append(Link(paths[a], paths[b], reason))

    for s in shared:
        if s.kind in ("copy", "adapted"):
            join(s.first, s.second, f"{s.kind}, {s.containment:.0%} of the shorter")
    for a, b, reason in _credited(facts, numbers):
        if joined.find(at[a]) != joined.find(at[b]):
            join(a, b, reason)
    roots: dict[int, list[str]] = defaultdict(list)
    for n in numbers:
        roots[joined.find(at[n])].append(paths[n])
    return Event(tuple(paths.values()), tuple(map(tuple, roots.values())), tuple(link for n in numbers for link in links[n]))


def circles(facts: Sequence[Facts], group: Sequence[int]) -> Iterator[list[tuple[int, Credit]]]:
    """Rings of documents each of which credits the outlet of the next, and the last that of the first; each document with its credit, each ring once."""
    outlets: dict[str, list[int]] = defaultdict(list)
    for n in group:
        if publisher := facts[n].publisher:
            outlets[folded(publisher)].append(n)
    cites: dict[int, dict[int, Credit]] = {n: {} for n in group}
    for n in group:
        own = folded(facts[n].publisher or "")
        for credit in facts[n].credits:
            for m in outlets.get(folded(credit.outlet), ()):
                if folded(credit.outlet) != own:
                    cites[n].setdefault(m, credit)
    seen: set[frozenset[int]] = set()
    for n in group:
        ring = _ring(cites, n)
        if ring and frozenset(ring) not in seen:
            seen.add(frozenset(ring))
            yield [(m, cites[m][ring[(i + 1) % len(ring)]]) for i, m in enumerate(ring)]


def _ring(cites: Mapping[int, Mapping[int, Credit]], start: int) -> list[int]:
    """The shortest way along the credits from a document back to it; empty where there is none."""
    before: dict[int, int] = {}
    waiting = deque([start])
    while waiting:
        n = waiting.popleft()
        for m in cites[n]:
            if m == start:
                way = [n]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return way[::-1]
            if m not in before:
                before[m] = n
                waiting.append(m)
    return []


def _credited(facts: Sequence[Facts], group: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Pairs of documents that credit one agency, come from one outlet, or of which one credits the other's outlet, each with what joins them."""
    agencies: dict[str, list[int]] = defaultdict(list)
    outlets: dict[str, list[int]] = defaultdict(list)
    for n in group:
        for outlet in sorted({c.outlet for c in facts[n].credits if c.agency}):
            agencies[outlet].append(n)
        if publisher := facts[n].publisher:
            outlets[folded(publisher)].append(n)
    for outlet, holders in agencies.items():
        yield from ((holders[0], n, f"both credit {outlet}") for n in holders[1:])
    for outlet, holders in outlets.items():
        yield from ((holders[0], n, f"both from {outlet}") for n in holders[1:])
    for n in group:
        for outlet in sorted({folded(c.outlet) for c in facts[n].credits}):
            holder = next((h for h in outlets.get(outlet, ()) if h != n), None)
            if holder is not None:
                yield min(n, holder), max(n, holder), f"{'the second' if n > holder else 'the first'} credits {outlet}"
