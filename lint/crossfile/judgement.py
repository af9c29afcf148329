"""The folder judged: facts of all documents in, findings with places in two files and a summary of events and origins out."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from lint import engine, rulefolder
from lint.checks import Library
from lint.crossfile import clusters, copies, drift, events, naming, origins
from lint.crossfile import index as indexes
from lint.crossfile.drift import Conflict, Pairs
from lint.crossfile.facts import Facts, rarity
from lint.fingerprint import numbered
from lint.model import Event, Finding, Hit, Rule, Span


class Judgement(msgspec.Struct, frozen=True):
    """Findings between files, and the events with their origins."""

    findings: tuple[Finding, ...]
    events: tuple[Event, ...]


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


def judge(facts: Sequence[Facts], library: Library, rules: Sequence[Rule]) -> Judgement:
    """Judge the documents together by the crossfile rules among `rules`; nothing is compared between different events."""
    index = indexes.made(facts, rarity)
    shared = {(a, b): s for a, b in copies.candidates(index.prints) if (s := copies.compare(a, facts[a], b, facts[b])) is not None}
    looks = [(rule, _LOOKS[library.options(rule).look]) for rule in rules if rule.match.get("kind") == "crossfile"]
    findings: list[Finding] = []
    told: list[_Event] = []
    for event in _events(facts, sorted({*shared, *clusters.related(index)}), shared):
        told.append(event)
        for rule, look in looks if len(event.numbers) > 1 else ():
            findings += [_finding(facts, rule, together) for together in _by_place(look(event))]
    told.sort(key=lambda event: event.numbers[0])
    traced = origins.trace(facts, index.paths, [e.numbers for e in told], [s for e in told for s in e.shared])
    return Judgement(tuple(numbered(sorted(findings, key=lambda f: f.order))), traced)


def _events(facts: Sequence[Facts], pairs: Sequence[tuple[int, int]], shared: Mapping[tuple[int, int], copies.Shared]) -> Iterator[_Event]:
    """All events, also of one document. What pairs bring together is read group by group, and split where a pair does not tell of one event."""
    together = clusters.groups(len(facts), pairs)
    home = {n: i for i, group in enumerate(together) if len(group) > 1 for n in group}
    paired: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in pairs:
        paired[home[pair[0]]].append(pair)
    for i, group in enumerate(together):
        at = {n: position for position, n in enumerate(group)}
        sure = [(a, b) for a, b in paired[i] if events.one_event(facts[a], facts[b], shared.get((a, b)))]
        for positions in clusters.groups(len(group), [(at[a], at[b]) for a, b in sure]):
            numbers = [group[p] for p in positions]
            own = {n for n in numbers if len(numbers) > 1}
            copied = [shared[a, b] for a, b in paired[i] if (a, b) in shared and a in own and b in own]
            held = [(a, b) for a, b in sure if a in own and facts[a].text != facts[b].text]  # in the same text nothing can differ
            near = frozenset((a, b) for a, b in held if events.comparable(facts[a], facts[b], shared.get((a, b))))
            yield _Event(facts, numbers, copied, near)


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
