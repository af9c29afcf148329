"""The folder judged: facts of all documents in, findings with places in two files and a summary of events and origins out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lint import engine, rulefolder
from lint.checks import Library
from lint.crossfile import clusters, copies, drift, naming, origins
from lint.crossfile.drift import Conflict
from lint.crossfile.facts import Facts
from lint.fingerprint import numbered
from lint.model import Event, Finding, Hit, Rule, Span
from lint.text import vocabulary

COMMON = 11
"""The frequency band (see `vocabulary.band`) from which a word tells no event apart."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Findings between files, and the events with their origins."""

    findings: tuple[Finding, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True)
class _Folder:
    """What the rules look at: `events` are those that more than one document tells of."""

    facts: Sequence[Facts]
    shared: tuple[copies.Shared, ...]
    events: Sequence[Sequence[int]]
    rarity: Callable[[str], float] = field(repr=False)


def judge(facts: Sequence[Facts], library: Library, rules: Sequence[Rule]) -> Judgement:
    """Judge the documents together by the crossfile rules among `rules`; nothing is compared between different events."""
    pairs = copies.candidates(f.prints for f in facts)
    shared = tuple(s for a, b in pairs if (s := copies.compare(a, facts[a], b, facts[b])) is not None)
    groups = clusters.events(facts, [(s.first, s.second) for s in shared], rarity)
    folder = _Folder(facts, shared, [group for group in groups if len(group) > 1], rarity)
    findings = []
    for rule in rules:
        if rule.match.get("kind") == "crossfile":
            findings += [_finding(facts, rule, together) for together in _by_place(_LOOKS[library.options(rule).look](folder))]
    return Judgement(tuple(numbered(sorted(findings, key=lambda f: f.order))), origins.trace(facts, groups, shared))


def _quotations(folder: _Folder) -> Iterator[Conflict]:
    for event in folder.events:
        yield from drift.quotations(folder.facts, event)


def _figures(folder: _Folder) -> Iterator[Conflict]:
    for event in folder.events:
        yield from drift.conflicting_figures(folder.facts, event)


def _attributions(folder: _Folder) -> Iterator[Conflict]:
    for event in folder.events:
        yield from drift.lost_attributions(folder.facts, event)


def _names(folder: _Folder) -> Iterator[Conflict]:
    for event in folder.events:
        yield from naming.variants(folder.facts, event, lambda word: folder.rarity(word) < 1)
        yield from naming.orders(folder.facts, event, frozenset(s.lower() for s in rulefolder.lexicon("surnames-first")))


def _copies(folder: _Folder) -> Iterator[Conflict]:
    for s in folder.shared:
        if s.kind in ("copy", "adapted"):
            yield _conflict(s)


def _wires(folder: _Folder) -> Iterator[Conflict]:
    """Copies whose texts name different outlets, or of which only one names the agency."""
    for s in folder.shared:
        first, second = folder.facts[s.first], folder.facts[s.second]
        if s.kind in ("copy", "adapted") and (first.wire or second.wire) and (first.wire or "").casefold() != (second.wire or "").casefold():
            yield replace(_conflict(s), fields={"wire": first.wire or second.wire or "", "share": f"{s.containment:.0%}"})


def _circles(folder: _Folder) -> Iterator[Conflict]:
    for event in folder.events:
        for a, one, b, other in origins.circles(folder.facts, event):
            yield Conflict(a, Span(one.start, one.end), b, Span(other.start, other.end), "", {"outlet": one.outlet, "other": other.outlet})


_LOOKS: dict[str, Callable[[_Folder], Iterator[Conflict]]] = {
    "figure": _figures,
    "quotation": _quotations,
    "wire": _wires,
    "attribution": _attributions,
    "name": _names,
    "copy": _copies,
    "circle": _circles,
}


def _conflict(s: copies.Shared) -> Conflict:
    longest = s.runs[0]
    return Conflict(s.first, longest[0], s.second, longest[1], "", {"class": s.kind, "share": f"{s.containment:.0%}", "runs": str(len(s.runs))})


def _by_place(conflicts: Iterator[Conflict]) -> list[list[Conflict]]:
    """The conflicts of one rule, those at one place together: a reader wants one finding there."""
    places: dict[tuple[int, Span, str], list[Conflict]] = {}
    for conflict in conflicts:
        places.setdefault((conflict.first, conflict.first_span, conflict.case), []).append(conflict)
    return list(places.values())


def _finding(facts: Sequence[Facts], rule: Rule, conflicts: list[Conflict]) -> Finding:
    """The finding at the place that these conflicts share, with every other place as a related one."""
    conflict = conflicts[0]
    document, others = facts[conflict.first].document(), [(facts[c.second].document(), c.second_span) for c in conflicts]
    other, span = others[0]
    hit = Hit(conflict.first_span, {"match": document[conflict.first_span], "file": other.path, "other": other[span], **conflict.fields}, conflict.case)
    return replace(engine.finding(document, rule, hit), related=tuple(d.place(s, d[s][:160]) for d, s in others))


@lru_cache(maxsize=20_000)
def rarity(word: str) -> float:
    """0 for a common English word, 1 for one that no word list knows."""
    return max(0.0, 1 - vocabulary.band(word) / COMMON)
