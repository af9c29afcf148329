"""How many independent origins stand behind a folder: files joined by copies and by explicit credits to one outlet or agency."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from lint.crossfile.clusters import Groups
from lint.crossfile.copies import Shared
from lint.crossfile.facts import Credit, Facts, folded
from lint.model import Event


def trace(facts: Sequence[Facts], paths: Sequence[str], groups: Sequence[Sequence[int]], shared: Sequence[Shared]) -> tuple[Event, ...]:
    """Each group as an event with at most how many independent origins each has: absence of a credit is no proof of independence."""
    joined = Groups(len(facts))
    links: dict[int, list[str]] = defaultdict(list)
    for s in shared:
        if s.kind in ("copy", "adapted"):
            joined.join(s.first, s.second)
            links[s.first].append(f"{paths[s.first]} = {paths[s.second]} ({s.kind}, {s.containment:.0%} of the shorter)")
    for group in groups:
        if len(group) == 1:
            continue
        for outlet, holders in _credited(facts, group).items():
            for n in holders[1:]:
                if joined.find(holders[0]) != joined.find(n):
                    joined.join(holders[0], n)
                    links[holders[0]].append(f"{paths[holders[0]]} = {paths[n]} (both credit {outlet})")
    events = []
    for group in groups:
        roots: dict[int, list[int]] = defaultdict(list)
        for n in group:
            roots[joined.find(n)].append(n)
        told = tuple(text for n in group for text in links[n])
        origins = tuple(tuple(paths[n] for n in numbers) for numbers in roots.values())
        events.append(Event(tuple(paths[n] for n in group), origins, told))
    return tuple(events)


def circles(facts: Sequence[Facts], group: Sequence[int]) -> Iterator[tuple[int, Credit, int, Credit]]:
    """Pairs of documents that credit each other's outlets, with both credits."""
    by_publisher = {folded(publisher): n for n in group if (publisher := facts[n].publisher)}
    cites = {(n, by_publisher[c.outlet]): c for n in group for c in facts[n].credits if by_publisher.get(c.outlet, n) != n}
    for (a, b), credit in sorted(cites.items(), key=lambda item: item[0]):
        if a < b and (b, a) in cites:
            yield a, credit, b, cites[b, a]


def _credited(facts: Sequence[Facts], group: Sequence[int]) -> dict[str, list[int]]:
    """The agencies that documents of a group name as their wire, with those documents."""
    found: dict[str, list[int]] = defaultdict(list)
    for n in group:
        for outlet in sorted({folded(w) for w in (facts[n].wire,) if w}):
            found[outlet].append(n)
    return found
