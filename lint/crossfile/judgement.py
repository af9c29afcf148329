"""The folder judged: facts of all documents in, findings with places in two files and a summary of events and origins out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from typing import NamedTuple, TypeAlias

import msgspec
from msgspec.structs import replace

from lint import engine, rulefolder, spool
from lint.checks import Library
from lint.crossfile import clusters, copies, drift, events, naming, origins
from lint.crossfile import index as indexes
from lint.crossfile.drift import Conflict, Pairs
from lint.crossfile.facts import Facts, rarity
from lint.model import Event, Finding, Hit, Rule, Span


class Judgement(NamedTuple):
    """Findings between files in the order of every report, the events that several tell of with their origins, and how many files tell of one alone."""

    findings: Sequence[Finding]
    events: tuple[Event, ...]
    alone: int

    @property
    def told(self) -> int:
        """How many events the files tell of."""
        return len(self.events) + self.alone


class _Event(msgspec.Struct, frozen=True):
    """What the rules look at: the documents on one event, what these share, and which of them tell of it for certain, pair by pair."""

    facts: Sequence[Facts]
    numbers: Sequence[int]
    shared: Sequence[copies.Shared]
    near: Pairs

    @property
    def close(self) -> list[int]:
        """The documents that are compared with another one, statement by statement."""
        return sorted({n for pair in self.near for n in pair})


class _Judged(NamedTuple):
    """The events in a group, each with the number of its first document, and the findings between its documents."""

    events: list[tuple[int, Event]]
    findings: list[Finding]


_Group: TypeAlias = tuple[list[clusters.Pair], list[clusters.Pair]]
Apart: TypeAlias = Callable[[Callable[[_Group], _Judged], Iterator[_Group]], Iterable[_Judged]]
"""What does a task for each group, in any order."""


def judge(facts: Sequence[Facts], library: Library, rules: Sequence[Rule], apart: Apart = map) -> Judgement:
    """Judge the documents together by the crossfile rules among `rules`; nothing is compared between different events.

    The documents that pairs bring together are judged group by group, by `apart`, so that no more than one group is held.
    """
    index = indexes.made(facts, rarity)
    looks = [(rule, _LOOKS[library.options(rule).look]) for rule in rules if rule.match.get("kind") == "crossfile"]
    findings = spool.Gathered()
    told: list[tuple[int, Event]] = []
    groups = clusters.together(len(facts), copies.candidates(index.prints), clusters.related(index))
    for judged in apart(partial(_judged, facts, looks), groups):
        told += judged.events
        findings.take(judged.findings)
    traced = tuple(event for _, event in sorted(told, key=itemgetter(0)))
    return Judgement(findings.kept(), traced, len(facts) - sum(len(event.files) for event in traced))


def _judged(facts: Sequence[Facts], looks: list[tuple[Rule, Callable[[_Event], Iterator[Conflict]]]], group: _Group) -> _Judged:
    judged = _Judged([], [])
    for event in _events(facts, *group):
        judged.events.append((event.numbers[0], origins.trace(facts, event.numbers, event.shared)))
        for rule, look in looks:
            judged.findings.extend(_finding(facts, rule, together) for together in _by_place(look(event)))
    return judged


def _events(facts: Sequence[Facts], alike: Iterable[clusters.Pair], named: Iterable[clusters.Pair]) -> Iterator[_Event]:
    """The events of several documents in a group that pairs bring together, which is split where a pair does not tell of one event."""
    shared = {(a, b): s for a, b in alike if (s := copies.compare(a, facts[a], b, facts[b])) is not None}
    pairs = sorted({*shared, *named})
    sure = [(a, b) for a, b in pairs if events.one_event(facts[a], facts[b], shared.get((a, b)))]
    members = sorted({n for pair in sure for n in pair})
    at = {n: position for position, n in enumerate(members)}
    groups = clusters.groups(len(members), [(at[a], at[b]) for a, b in sure])
    home = {members[p]: number for number, positions in enumerate(groups) for p in positions}
    copied: list[list[copies.Shared]] = [[] for _ in groups]
    near: list[set[clusters.Pair]] = [set() for _ in groups]
    for a, b in pairs:
        if (a, b) in shared and a in home and home[a] == home.get(b):
            copied[home[a]].append(shared[a, b])
    for a, b in sure:
        if facts[a].text != facts[b].text and events.comparable(facts[a], facts[b], shared.get((a, b))):  # in the same text nothing can differ
            near[home[a]].add((a, b))
    for number, positions in enumerate(groups):
        yield _Event(facts, [members[p] for p in positions], copied[number], frozenset(near[number]))


def _quotations(event: _Event) -> Iterator[Conflict]:
    return drift.quotations(event.facts, event.close, event.near)


def _figures(event: _Event) -> Iterator[Conflict]:
    return drift.conflicting_figures(event.facts, event.close, event.near)


def _days(event: _Event) -> Iterator[Conflict]:
    return drift.conflicting_days(event.facts, event.close, event.near)


def _attributions(event: _Event) -> Iterator[Conflict]:
    return drift.lost_attributions(event.facts, event.close, event.near)


def _names(event: _Event) -> Iterator[Conflict]:
    yield from naming.variants(event.facts, event.close, event.near, lambda word: rarity(word) < 1)
    yield from naming.orders(event.facts, event.close, frozenset(s.lower() for s in rulefolder.lexicon("surnames-first")))


def _copies(event: _Event) -> Iterator[Conflict]:
    for s in event.shared:
        if s.kind in ("copy", "adapted"):
            yield _conflict(s)


def _wires(event: _Event) -> Iterator[Conflict]:
    """Copies whose texts come from different agencies, or of which only one names the agency in any way."""
    for s in event.shared:
        if s.kind not in ("copy", "adapted"):
            continue
        first, second = event.facts[s.first], event.facts[s.second]
        fields = {"wire": first.wire or second.wire or "", "otherwire": second.wire or "", "share": f"{s.containment:.0%}"}
        if first.wire and second.wire:
            if first.wire.casefold() != second.wire.casefold():
                yield replace(_conflict(s), case="two", fields=fields)
        elif fields["wire"] and not any(c.outlet == fields["wire"] for c in (second if first.wire else first).credits):
            yield replace(_conflict(s), fields=fields)


def _circles(event: _Event) -> Iterator[Conflict]:
    """Each ring of credits at its first document, with the credits of all others as further places."""
    for (a, one), *others in origins.circles(event.facts, event.numbers):
        fields = {"outlet": one.outlet, "other": others[0][1].outlet, "number": str(len(others))}
        for b, other in others:
            yield Conflict(a, Span(one.start, one.end), b, Span(other.start, other.end), "ring" if len(others) > 1 else "", fields)


_LOOKS: dict[str, Callable[[_Event], Iterator[Conflict]]] = {
    "figure": _figures,
    "day": _days,
    "quotation": _quotations,
    "wire": _wires,
    "attribution": _attributions,
    "name": _names,
    "copy": _copies,
    "circle": _circles,
}


def _conflict(s: copies.Shared) -> Conflict:
    longest, passages = s.runs[0], f"{len(s.runs)} shared passage{'s' * (len(s.runs) > 1)}"
    return Conflict(s.first, longest[0], s.second, longest[1], "", {"class": s.kind, "share": f"{s.containment:.0%}", "runs": passages})


def _by_place(conflicts: Iterator[Conflict]) -> list[list[Conflict]]:
    """The conflicts of one rule, those at one place together: a reader wants one finding there."""
    places: dict[tuple[int, Span, str], list[Conflict]] = {}
    for conflict in conflicts:
        places.setdefault((conflict.first, conflict.first_span, conflict.case), []).append(conflict)
    return list(places.values())


def _finding(facts: Sequence[Facts], rule: Rule, conflicts: list[Conflict]) -> Finding:
    """The finding at the place that these conflicts share, with every other place as a related one."""
    conflict = conflicts[0]
    document, others = facts[conflict.first].document, [(facts[c.second].document, c.second_span) for c in conflicts]
    other, span = others[0]
    hit = Hit(conflict.first_span, {"match": document[conflict.first_span], "file": other.path, "other": other[span], **conflict.fields}, conflict.case)
    return replace(engine.finding(document, rule, hit), related=tuple(d.place(s, d[s][:160]) for d, s in others))
