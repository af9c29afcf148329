"""Where texts about one event disagree: quotations in two wordings, figures, dates and names that differ, attribution lost on the way."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lint.crossfile.facts import SHORTEST_QUOTATION, SHORTEST_STATEMENT, Facts, Statement
from lint.crossfile.figures import Figure
from lint.model import Span

SAME = 75.0
"""rapidfuzz token_set_ratio from which two quoted sentences are one statement (measured: same statement 80 to 100, best false pair 65)."""

CONTEXT = 0.5
RESTATED = 0.7
SPELLING = 75.0
MOST_HOLDERS = 60

_WORDS = re.compile(r"[\w'%$]+")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two places that disagree, by document number and span; `case` and `fields` go into the finding."""

    first: int
    first_span: Span
    second: int
    second_span: Span
    case: str = ""
    fields: dict[str, str] = field(default_factory=dict)


class Entry(NamedTuple):
    """One statement of one document, by the numbers of both."""

    document: int
    number: int
    statement: Statement

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.statement.start, self.statement.end)


def quotations(facts: Sequence[Facts], event: Sequence[int]) -> Iterator[Conflict]:
    """One statement quoted in two wordings, by one speaker or with a speaker unknown; a shorter quotation of the same words is none."""
    from rapidfuzz import fuzz

    quoted = [Entry(n, i, s) for n in event for i, s in enumerate(facts[n].statements) if s.quoted and s.end - s.start >= SHORTEST_QUOTATION]
    texts = {entry: _text(facts[entry.document], entry.statement) for entry in quoted}
    whole = {n: f" {_letters(facts[n].text)} " for n in {entry.document for entry in quoted}}
    scores: dict[tuple[Entry, int], tuple[float, Entry]] = {}
    for first, second in _sharing(facts, quoted):
        if _one_speaker(first.statement.speaker, second.statement.speaker):
            score = fuzz.token_set_ratio(texts[first], texts[second])
            for one, other in ((first, second), (second, first)):
                key = (one, other.document)
                scores[key] = max(scores.get(key, (0.0, other)), (score, other), key=lambda s: s[0])
    for (first, b), (score, second) in scores.items():
        mutual = scores.get((second, first.document), (0.0, second))[1] == first
        if (
            first.document < b
            and mutual
            and score >= SAME
            and not _held(texts[first], whole[b])
            and not _held(texts[second], whole[first.document])
            and _reworded(texts[first], texts[second])
        ):
            named = [n for n in (first.statement.speaker, second.statement.speaker) if n and n[0].isupper()]
            yield Conflict(first.document, first.span, b, second.span, "", {"speaker": named[0] if named else "The speaker"})


def conflicting_figures(facts: Sequence[Facts], event: Sequence[int]) -> Iterator[Conflict]:
    """Two figures for one thing: same noun, unit and period in sentences about the same matter, and values that cannot both hold.

    A value that the other text also gives is no conflict, nor is one of several in a sentence whose counterpart holds another number of them.
    """
    held: dict[tuple[str, str, str], dict[int, dict[int, list[Figure]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for n in event:
        for figure in facts[n].figures:
            held[figure.unit, figure.noun, figure.period][n][figure.statement].append(figure)
    for entries in held.values():
        documents = sorted(entries)[:MOST_HOLDERS]
        for a, b in ((a, b) for i, a in enumerate(documents) for b in documents[i + 1 :]):
            yield from _between(facts, a, entries[a], b, entries[b])


def _held(words: str, text: str) -> bool:
    return f" {words} " in text


def _reworded(first: str, second: str) -> bool:
    """Whether more than the spelling of a word or the form of a figure sets two wordings apart."""
    from rapidfuzz import fuzz

    one, other = ([w for w in text.split() if w not in rest.split()] for text, rest in ((first, second), (second, first)))
    return any(all(fuzz.ratio(w, v) < SPELLING for v in other) for w in one if not w[0].isdigit()) or any(
        all(fuzz.ratio(w, v) < SPELLING for v in one) for w in other if not w[0].isdigit()
    )


def _between(facts: Sequence[Facts], a: int, first: dict[int, list[Figure]], b: int, second: dict[int, list[Figure]]) -> Iterator[Conflict]:
    """The conflicts between two documents' figures of one kind, each by statement."""
    given_a, given_b = ({(f.low, f.high) for listed in held.values() for f in listed} for held in (first, second))
    for i, left in first.items():
        j = max(second, key=lambda j: _overlap(facts[a], i, facts[b], j))
        right = second[j]
        if len(left) != len(right) or _overlap(facts[a], i, facts[b], j) < CONTEXT:
            continue
        for one, other in zip(left, right, strict=True):
            case = _disagreement(one, other)
            if case and (one.low, one.high) not in given_b and (other.low, other.high) not in given_a:
                fields = {"other": _shown(facts[b], other), "noun": one.noun}
                yield Conflict(a, Span(one.start, one.end), b, Span(other.start, other.end), case, fields)


def lost_attributions(facts: Sequence[Facts], event: Sequence[int]) -> Iterator[Conflict]:
    """A statement that one text gives as fact where another names its source."""
    entries = [Entry(n, i, s) for n in event for i, s in enumerate(facts[n].statements) if len(facts[n].matter[i]) >= SHORTEST_STATEMENT]
    for first, second in _sharing(facts, entries):
        if first.statement.attributed == second.statement.attributed:
            continue
        bare, other = (second, first) if first.statement.attributed else (first, second)
        words = set(facts[bare.document].matter[bare.number])
        if len(words & set(facts[other.document].matter[other.number])) >= max(SHORTEST_STATEMENT, RESTATED * len(words)):
            yield Conflict(bare.document, bare.span, other.document, other.span, "", {})


def _sharing(facts: Sequence[Facts], entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs from two documents that share at least three content words, each once."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i, entry in enumerate(entries):
        shared: dict[int, int] = defaultdict(int)
        for word in set(facts[entry.document].matter[entry.number]):
            for j in holders[word][-MOST_HOLDERS:]:
                shared[j] += 1
            holders[word].append(i)
        for j in sorted(j for j, count in shared.items() if count >= 3 and entries[j].document != entry.document):
            yield entries[j], entry


def _one_speaker(first: str | None, second: str | None) -> bool:
    if not first or not second:
        return True
    one, other = set(first.lower().split()), set(second.lower().split())
    return bool(one & other) or one <= _PRONOUNS or other <= _PRONOUNS


_PRONOUNS = frozenset(("he", "she", "they", "the", "spokesman", "spokesperson", "spokeswoman", "official", "minister", "it"))


def _text(fact: Facts, statement: Statement) -> str:
    """The words of a statement in lower case, for comparison."""
    return _letters(fact.text[statement.start : statement.end])


def _letters(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower().replace("’", "'")))


def _disagreement(first: Figure, second: Figure) -> str:
    """`disjoint` where no value fits both or two bounds of one kind differ, `bound` where a range meets a bound or another range, else empty."""
    low_a, high_a, low_b, high_b = _ends(first), _ends(first, high=True), _ends(second), _ends(second, high=True)
    if (low_a, high_a) == (low_b, high_b) or _rounded(first, second):
        return ""
    alike = (first.low is None, first.high is None) == (second.low is None, second.high is None) != (False, False)
    return "disjoint" if high_a < low_b or high_b < low_a or alike else "bound"


def _ends(figure: Figure, *, high: bool = False) -> float:
    value = figure.high if high else figure.low
    return value if value is not None else float("inf") if high else float("-inf")


def _rounded(first: Figure, second: Figure) -> bool:
    """Whether one value is the other rounded to fewer places."""
    if first.low is None or second.low is None or first.low != first.high or second.low != second.high:
        return False
    a, b = sorted((abs(first.low), abs(second.low)))
    return b > 0 and (b - a) / b <= 0.02


def _overlap(first: Facts, i: int, second: Facts, j: int) -> float:
    """The share of the shorter statement's content words that stand in the other too; 0 where fewer than four do."""
    one, other = first.sets[i], second.sets[j]
    shared = len(one & other)
    return shared / min(len(one), len(other)) if shared >= 4 else 0.0


def _shown(fact: Facts, figure: Figure) -> str:
    return fact.text[figure.start : figure.end]
