"""Where texts about one event disagree: quotations in two wordings, figures, dates and names that differ, attribution lost on the way."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date
from itertools import combinations, islice, product
from typing import NamedTuple

import msgspec

from lint.crossfile import figures
from lint.crossfile.facts import SHORTEST_QUOTATION, SHORTEST_STATEMENT, Facts, Statement, content_words
from lint.crossfile.figures import Figure
from lint.model import Span
from lint.text import cues

SAME = 75.0
"""rapidfuzz token_set_ratio from which two quoted sentences are one statement (measured: same statement 80 to 100, best false pair 65)."""

LIKE = 55.0
"""The same with all words counted, so that a long statement that only holds the words of a short one is not taken for it."""

CONTEXT = 0.5
AROUND = 0.3
SHORT = 6
SAME_DEED = 0.6
ONE_DAY = 0.4
"""The same where each text names one day only, which is that of its event."""

MOST_DAYS = 10
"""Days that lie farther apart than this are no two readings of one day."""

RESTATED = 0.7
WHOLE = 0.4
SPELLING = 80.0
MOST_HOLDERS = 60
MOST_DOCUMENTS = 40
MOST_STATEMENTS = 150
"""So many statements of one text that count one thing, or name a day, are compared; 800 real texts held at most 46."""

Pairs = Set[tuple[int, int]]
"""Pairs of documents, the smaller number first, that tell of one event for certain: only these are compared."""

_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())
_ROLE = re.compile(r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Oo]ne)\s")
_SAID = re.compile(r"\b(?:said|says?|saying|told|tells?|added|according|stated|noted|claimed|insisted|argued|wrote|announced|reported)\b", re.IGNORECASE)
_SOURCED = re.compile(
    r"(?<!not to )\b(?:said|says?|told|tells?|stated|insisted|argued|noted|(?:reported|announced|added|wrote|claimed) that)\b|\b(?:reported|added)\.?$"
    r"|\b[Aa]ccording to (?:(?:the|an?|his|her|its|local|state|some) )*"
    r"(?:[A-Z]|police|officials?|authorities|(?:eye)?witness|sources?|reports?|media|monitor|minist|spokes|government|residents?|activists?|statement|prosecutors?|doctors?|lawyers?|unions?|courts?|compan|councils?|army|military|experts?|analysts?|researchers?|scientists?)"
)
"""What says beyond doubt that a sentence is somebody's: a verb of saying that governs it, or a source that can speak."""

_NAMED = re.compile(
    r"\b[Aa]ccording to ((?:[\w'’-]+ ?){1,4})|(?<![\w'’-])((?:[\w'’-]+ ){1,2})(?:said|says?|told|stated|noted|insisted|argued)\b"
    r"|\b(?:said|says?) ((?:the |a |an )?(?:[\w'’-]+ ?){1,2})"
)
_LIGHT = frozenset("he she they it who that there report".split())
_CREDIT = re.compile(r"\b(?:[Nn]ews|[Aa]gency|[Cc]orrespondents?|[Rr]eporters?)\b")
_HEARSAY = re.compile(
    r"\b(?:statements?|sources?|states? that|stress(?:es|ed)|explain(?:s|ed)|believ(?:es|ed)|reportedly|allegedly|thought to|expects?|hopes?)\b", re.IGNORECASE
)
_SPEAKING = re.compile(
    r"[\"“”«»]|\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Hh]e|[Ss]he|[Tt]hey|[Ll]earn(?:ed|t)|[Mm]entioned|[Rr]eporters?|[Cc]orrespondents?|[Nn]ews [Aa]gency)\b"
)
_WORDS = re.compile(r"[\w'%$]+")
_ASIDE = re.compile(r"\([^()]{1,60}\)|\[[^\[\]]{1,60}\]")
_SHORT_FORMS = tuple(
    (re.compile(rf"{short}\b"), full)
    for short, full in zip(
        (r"\bcan't", r"\bcannot", r"\bwon't", "n't", "'re", "'ve", "'ll", "'m"),
        ("can not", "can not", "will not", " not", " are", " have", " will", " am"),
        strict=True,
    )
)


class Conflict(msgspec.Struct, frozen=True):
    """Two places that disagree, by document number and span; `case` and `fields` go into the finding."""

    first: int
    first_span: Span
    second: int
    second_span: Span
    case: str = ""
    fields: dict[str, str] = msgspec.field(default_factory=dict)


class Entry(NamedTuple):
    """One statement of one document, by the numbers of both."""

    document: int
    number: int
    statement: Statement

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.statement.start, self.statement.end)


def quotations(facts: Sequence[Facts], event: Sequence[int], near: Pairs) -> Iterator[Conflict]:
    """One statement quoted in two wordings, by one speaker or with a speaker unknown; a shorter quotation of the same words is none."""
    from rapidfuzz import fuzz

    quoted = [Entry(n, i, s) for n in event for i, s in enumerate(facts[n].statements) if s.quoted and s.end - s.start >= SHORTEST_QUOTATION]
    texts = {entry: _text(facts[entry.document], entry.statement) for entry in quoted}
    whole = {n: f" {_letters(facts[n].text)} " for n in {entry.document for entry in quoted}}
    scores: dict[tuple[Entry, int], tuple[float, Entry]] = {}
    for first, second in _sharing(facts, quoted, near, 2):
        if _one_speaker(first.statement.speaker, second.statement.speaker):
            score = fuzz.token_set_ratio(texts[first], texts[second])
            score = score if fuzz.token_sort_ratio(texts[first], texts[second]) >= LIKE else 0.0
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
            named = [n for n in (first.statement.speaker, second.statement.speaker) if n and n[0].isupper() and n.lower() not in _PRONOUNS]
            yield Conflict(first.document, first.span, b, second.span, "", {"speaker": named[0] if named else "The speaker"})


def conflicting_figures(facts: Sequence[Facts], event: Sequence[int], near: Pairs) -> Iterator[Conflict]:
    """Two figures for one thing: same noun, unit and period in sentences about the same matter, and values that cannot both hold.

    A value that the other text also gives is no conflict, nor is one of several in a sentence whose counterpart holds another number of them.
    """
    held: dict[tuple[str, str, str], dict[int, dict[int, list[Figure]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for n in event:
        for figure in facts[n].figures:
            held[figure.unit, figure.noun, figure.period][n][figure.statement].append(figure)
    for entries in held.values():
        for a, b in combinations(sorted(entries)[:MOST_DOCUMENTS], 2):
            if (a, b) in near:
                yield from _between(facts, a, entries[a], b, entries[b])


def conflicting_days(facts: Sequence[Facts], event: Sequence[int], near: Pairs) -> Iterator[Conflict]:
    """One happening on two days: sentences about the same matter, each with one day, counted from each text's own date."""
    held = {n: {d.statement: d for d in facts[n].days} for n in event if facts[n].date and facts[n].days}
    for a, b in combinations(sorted(held)[:MOST_DOCUMENTS], 2):
        if (a, b) not in near:
            continue
        single = all(len({d.value for d in facts[n].days if not d.ahead}) == 1 for n in (a, b))
        for i, j in _mates(facts, a, held[a], b, held[b], ONE_DAY if single else SAME_DEED):
            one, other = held[a][i], held[b][j]
            apart = one.ahead == other.ahead and 0 < abs(one.value - other.value) <= MOST_DAYS and not _counts_apart(facts[a], i, facts[b], j)
            if apart and facts[a].text[one.start : one.end] != facts[b].text[other.start : other.end]:
                fields = {k: date.fromordinal(d.value).isoformat() for k, d in (("day", one), ("otherday", other))}
                fields["other"] = facts[b].text[other.start : other.end]
                yield Conflict(a, Span(one.start, one.end), b, Span(other.start, other.end), "ahead" if one.ahead else "", fields)


def _counts_apart(first: Facts, i: int, second: Facts, j: int) -> bool:
    """Whether two statements count one thing differently: with another day as well, they tell of another happening."""
    return any(
        (f.unit, f.noun, f.period) == (g.unit, g.noun, g.period) and figures.disagreement(f, g) == "disjoint"
        for f in first.figures
        if f.statement == i
        for g in second.figures
        if g.statement == j
    )


def _mates(facts: Sequence[Facts], a: int, first: Iterable[int], b: int, second: Iterable[int], least: float) -> Iterator[tuple[int, int]]:
    """Pairs of statements of two documents that are each other's nearest and speak of one matter: no names or days that differ throughout."""
    first, second = list(islice(first, MOST_STATEMENTS)), list(islice(second, MOST_STATEMENTS))
    nearest_b = {i: max(second, key=lambda j: _overlap(facts[a], i, facts[b], j)) for i in first}
    nearest_a = {j: max(first, key=lambda i: _overlap(facts[a], i, facts[b], j)) for j in set(nearest_b.values())}
    for i, j in nearest_b.items():
        if nearest_a[j] == i and _overlap(facts[a], i, facts[b], j) >= least and _one_matter(facts[a], i, facts[b], j):
            yield i, j


def _one_matter(first: Facts, i: int, second: Facts, j: int) -> bool:
    """Whether two statements can speak of one thing: no names, or ordinals such as that of a quarter, that tell them apart."""
    one, other = first.named[i], second.named[j]
    ordinals = [_ORDINALS & f.sets[k] for f, k in ((first, i), (second, j))]
    if (one and other and not one & other) or (all(ordinals) and not ordinals[0] & ordinals[1]):
        return False
    own, theirs = one - other, other - one
    return not (own and theirs and (own - second.vocabulary or theirs - first.vocabulary))


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
    """The conflicts between two documents' figures of one kind, each by statement; what both texts give is set aside before."""
    days_a, days_b = ({d.value for d in facts[n].days} for n in (a, b))
    if days_a and days_b and not days_a & days_b:
        return
    first, second = _own(first, second), _own(second, first)
    if not first or not second:
        return
    for i, j in _lone(facts, a, first, b, second) or _mates(facts, a, first, b, second, CONTEXT):
        if len(first[i]) != len(second[j]) or _days_apart(facts[a], i, facts[b], j):
            continue
        for one, other in zip(first[i], second[j], strict=True):
            if (case := figures.disagreement(one, other)) and figures.comparable(one, other):
                fields = {"other": _shown(facts[b], other), "noun": one.noun}
                yield Conflict(a, Span(one.start, one.end), b, Span(other.start, other.end), case, fields)


def _own(held: dict[int, list[Figure]], others: dict[int, list[Figure]]) -> dict[int, list[Figure]]:
    """The figures by statement whose value the other document does not give."""
    given = {(f.low, f.high) for listed in others.values() for f in listed}
    left = {i: [f for f in listed if (f.low, f.high) not in given] for i, listed in held.items()}
    return {i: listed for i, listed in left.items() if listed}


def _lone(facts: Sequence[Facts], a: int, first: dict[int, list[Figure]], b: int, second: dict[int, list[Figure]]) -> list[tuple[int, int]]:
    """The nearest statements where each document has one figure of its own for a thing: what stands around them may agree less."""
    best, pair = 1, None
    for i, j in product(_only(first), _only(second)):
        one, other = _around(facts[a], i), _around(facts[b], j)
        shared = len(one & other) - 1
        if shared > best and shared >= AROUND * min(len(one), len(other)) and _one_matter(facts[a], i, facts[b], j):
            best, pair = shared, (i, j)
    return [pair] if pair else []


def _only(held: dict[int, list[Figure]]) -> list[int]:
    """The statements that give the one value which a document has for a thing; none where it has several, or counts an interval."""
    listed = [f for given in held.values() for f in given]
    alone = len({(f.low, f.high) for f in listed}) == 1 and len(listed) == len(held) and listed[0].noun and listed[0].noun not in figures.INTERVALS
    return sorted(held)[:MOST_STATEMENTS] if alone else []


def _around(fact: Facts, i: int) -> frozenset[str]:
    """The words of a statement and, where it is short, of the one before it in the paragraph."""
    words, start = fact.sets[i], fact.statements[i].start
    if i and len(words) < SHORT and "\n" not in fact.text[fact.statements[i - 1].end : start]:
        return words | fact.sets[i - 1]
    return words


def _days_apart(first: Facts, i: int, second: Facts, j: int) -> bool:
    """Whether two statements name different days: then they count different things."""
    one, other = ({d.value for d in f.days if d.statement == k} for f, k in ((first, i), (second, j)))
    return bool(one and other and not one & other)


def lost_attributions(facts: Sequence[Facts], event: Sequence[int], near: Pairs) -> Iterator[Conflict]:
    """A statement that one text gives as fact, or lets another source carry, where another text names its source."""
    entries = [Entry(n, i, s) for n in event for i, s in enumerate(facts[n].statements) if len(facts[n].matter[i]) >= SHORTEST_STATEMENT]
    for one, another in _sharing(facts, entries, near, 3):
        for bare, other in ((one, another), (another, one)):
            if _may_lose(bare.statement, other.statement) and _restated(facts, bare, other) and (case := _lost(facts, bare, other)) is not None:
                yield Conflict(bare.document, bare.span, other.document, other.span, case, {})


def _may_lose(bare: Statement, other: Statement) -> bool:
    """Whether the one may be the writer's own where the other has a source; of two copies neither is."""
    return not bare.quoted and (bool(other.speaker) if other.quoted else other.standing == "attributed" and bare.standing == "none")


def _restated(facts: Sequence[Facts], bare: Entry, other: Entry) -> bool:
    words, theirs = (set(facts[e.document].matter[e.number]) for e in (bare, other))
    shared = len(words & theirs)
    return shared >= max(SHORTEST_STATEMENT, RESTATED * len(words), WHOLE * len(theirs))


def _lost(facts: Sequence[Facts], bare: Entry, other: Entry) -> str | None:
    """Empty where the statement has no source here and one there, `carried` where only another's source may carry it; None for neither."""
    fact, statement = facts[bare.document], bare.statement
    if not _spoken(facts[other.document].text, other.statement) or not _plain_sentence(fact.text, statement):
        return None
    if _reporting(fact.matter[bare.number]) - _reporting(facts[other.document].matter[other.number]):
        return None
    if statement.standing == "none":
        return None if _source(facts[other.document].text, other.statement) & set(fact.matter[bare.number]) else ""
    paragraph = fact.text[fact.text.rfind("\n", 0, statement.start) + 1 : statement.start].lower().split()
    voices = {w for s in facts[other.document].statements if s.speaker for w in s.speaker.lower().split()} - _PRONOUNS
    return "carried" if voices and voices.isdisjoint(paragraph) else None


def _spoken(text: str, statement: Statement) -> bool:
    """Whether a statement is somebody's words beyond doubt: quoted from a speaker, or a sentence with a word of saying that is no news credit."""
    words = text[statement.start : statement.end]
    if statement.quoted:
        return bool(statement.speaker)
    return statement.standing == "attributed" and words.rstrip().endswith((".", "!", "?")) and bool(_SOURCED.search(words)) and not _CREDIT.search(words)


def _source(text: str, statement: Statement) -> set[str]:
    """The words that name who says a statement: those behind "according to", and those next to a verb of saying."""
    found = _NAMED.findall(text[statement.start : statement.end])
    return {w for parts in found for part in parts for w in content_words(part)} - _LIGHT


def _reporting(words: Iterable[str]) -> frozenset[str]:
    """The verbs among these words that may give a source: what they govern is not the writer's own."""
    return frozenset(w for w in words if w in cues.verb_forms())


def _plain_sentence(text: str, statement: Statement) -> bool:
    """Whether a statement is a whole sentence in the writer's voice: no headline, no words of saying, no first person, no quotation mark around it."""
    words = text[statement.start : statement.end]
    start, end = text.rfind("\n", 0, statement.start) + 1, text.find("\n", statement.end)
    paragraph = text[start : end if end >= 0 else len(text)]
    if paragraph.count('"') % 2 or paragraph.count("“") != paragraph.count("”") or not words[:1].isupper():
        return False
    return words.rstrip().endswith((".", "!", "?")) and not any(p.search(words) for p in (_SAID, _SPEAKING, _HEARSAY))


def _sharing(facts: Sequence[Facts], entries: Sequence[Entry], near: Pairs, least: int) -> Iterator[tuple[Entry, Entry]]:
    """Pairs from two documents on one event that share at least so many content words, each once."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i, entry in enumerate(entries):
        shared: dict[int, int] = defaultdict(int)
        for word in set(facts[entry.document].matter[entry.number]):
            for j in holders[word][-MOST_HOLDERS:]:
                shared[j] += 1
            holders[word].append(i)
        for j in sorted(j for j, count in shared.items() if count >= least and (entries[j].document, entry.document) in near):
            yield entries[j], entry


def _one_speaker(first: str | None, second: str | None) -> bool:
    """Whether two statements may have one speaker: one named so in both, or unknown in one, for a role or a pronoun names nobody."""
    if not first or not second or _ROLE.match(first) or _ROLE.match(second):
        return True
    one, other = set(first.lower().split()), set(second.lower().split())
    return bool(one & other) or one <= _PRONOUNS or other <= _PRONOUNS


_PRONOUNS = frozenset(("i", "we", "he", "she", "they", "the", "spokesman", "spokesperson", "spokeswoman", "official", "minister", "it"))


def _text(fact: Facts, statement: Statement) -> str:
    """The words of a statement in lower case, for comparison."""
    return _letters(fact.text[statement.start : statement.end])


def _letters(text: str) -> str:
    """The words in lower case, without what brackets put in; short forms such as "they're" are written out."""
    text = _ASIDE.sub(" ", text.lower().replace("’", "'"))
    for pattern, full in _SHORT_FORMS:
        text = pattern.sub(full, text)
    return " ".join(w for word in _WORDS.findall(text) if (w := word.strip("'")))


def _overlap(first: Facts, i: int, second: Facts, j: int) -> float:
    """The share of the shorter statement's content words that stand in the other too; 0 where fewer than four do, or three of four."""
    one, other = first.sets[i], second.sets[j]
    shared, least = len(one & other), min(len(one), len(other))
    return shared / least if shared >= 4 or (shared == 3 and least == 4) else 0.0


def _shown(fact: Facts, figure: Figure) -> str:
    return fact.text[figure.start : figure.end]
