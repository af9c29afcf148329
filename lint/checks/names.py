"""Kind `names`: one name in two spellings, a given name used as a surname, a title and a name run together."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal

import msgspec

from lint import patterns, rulefolder
from lint.checks import Library
from lint.model import Check, Hit, Related, Rule, Span
from lint.text import tokens
from lint.text.document import Document
from lint.text.names import roles
from lint.text.vocabulary import band


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`sign`: what to look for: two spellings of one name, a surname-first name shortened to its given name, or a title run into a name."""

    sign: Literal["variant", "given-name", "title-jam"]


def build(rule: Rule, options: Options, library: Library) -> Check:
    """The check for one sign."""
    return _SIGNS[options.sign]


class Spelling(msgspec.Struct, frozen=True):
    """One capitalised word as written, with every place (its number among `tokens.written`), and the capitalised words that stand right before it."""

    word: str
    places: tuple[int, ...]
    given: frozenset[str]

    @property
    def lowered(self) -> str:
        """The word in small letters."""
        return self.word.lower()

    @property
    def rank(self) -> int:
        """How common the word is, as `vocabulary.band` has it."""
        return band(self.lowered)


FEW = 64
"""How many spellings with one initial are all compared with each other; a text of news has fewer."""

ALIKE = 8
"""Where there are more, how many of those that begin or end alike are compared with one."""

SHORTEST = 6
"""Letters a name must have: shorter names are near each other by chance."""


def spellings(document: Document) -> tuple[Spelling, ...]:
    """The capitalised words of at least SHORTEST letters; words all in capitals and other scripts, where names are declined, are left out."""
    written, gaps = document.view(tokens.written), document.view(tokens.gaps)
    places: dict[str, list[int]] = defaultdict(list)
    given: dict[str, set[str]] = defaultdict(set)
    for i in [i for i, word in enumerate(written) if len(word) >= SHORTEST and word[0].isupper()]:
        bare = written[i].removesuffix("'s")
        if len(bare) >= SHORTEST and bare[0].isupper() and bare.isalpha() and not bare.isupper() and (bare.isascii() or max(bare) <= "\u024f"):
            places[bare].append(i)
            if i and gaps[i] == " " and written[i - 1][0].isupper() and written[i - 1].isalpha():
                given[bare].add(written[i - 1])
    return tuple(Spelling(word, tuple(found), frozenset(given[word])) for word, found in places.items())


def _variant(document: Document) -> Iterator[Hit]:
    """The rarer of two spellings of one name, at each place; case `capitals` where only inner capitals differ, `slip` for a slip of the finger
    or another ending."""
    found = document.view(spellings)
    by_initial: dict[str, list[Spelling]] = defaultdict(list)
    for s in found:
        by_initial[s.word[0]].append(s)
    likely = {initial: _likely(group) for initial, group in by_initial.items()}
    for rare in found:
        if not rare.rank:
            other = next((o for o in likely[rare.word[0]](rare) if _established(rare, o) and _near(rare, o) and _one_name(rare, o)), None)
            if other is not None:
                sure = 0 < other.rank < 10 and not _slip(rare.lowered, other.lowered) and _close(rare, other)
                yield from _hits(document, rare, other, "" if sure else "slip")
    for group in _capitals(found):
        common = max(group, key=lambda s: (len(s.places), not s.word[1:].islower()))
        for s in group:
            if s is not common:
                yield from _hits(document, s, common, "capitals")


def _likely(group: list[Spelling]) -> Callable[[Spelling], Sequence[Spelling]]:
    """Which of these spellings are compared with one: all where they are few, else the first that begin or end as it does, for each pair takes its time."""
    if len(group) <= FEW:
        return lambda rare: group
    alike: dict[str, list[Spelling]] = defaultdict(list)
    for s in group:
        for end in (s.lowered[:3], s.lowered[-3:] + "$"):
            if len(alike[end]) < ALIKE:
                alike[end].append(s)
    return lambda rare: [*alike[rare.lowered[:3]], *alike[rare.lowered[-3:] + "$"]]


def _established(rare: Spelling, other: Spelling) -> bool:
    """Whether `other` is the better known spelling: in the word list, else used more often, else used first."""
    if other is rare or other.lowered == rare.lowered:
        return False
    return other.rank > 0 or (len(other.places), -other.places[0]) > (len(rare.places), -rare.places[0])


def _near(rare: Spelling, other: Spelling) -> bool:
    """Whether two spellings differ in at most two letters and three tenths of the longer one."""
    ours, theirs = rare.lowered, other.lowered
    most = min(2, int(0.3 * max(len(rare.word), len(other.word))))
    if abs(len(rare.word) - len(other.word)) > most or len(set(ours) ^ set(theirs)) > 2 * most or _strangers(ours, theirs) > most:
        return False
    from rapidfuzz.distance import DamerauLevenshtein

    return DamerauLevenshtein.distance(ours, theirs, score_cutoff=most) <= most


def _strangers(ours: str, theirs: str) -> int:
    """How many letters of the one word the other lacks, no more than there are letters in which the two differ."""
    more = fewer = 0
    for letter in set(ours + theirs):
        surplus = ours.count(letter) - theirs.count(letter)
        if surplus > 0:
            more += surplus
        else:
            fewer -= surplus
    return max(more, fewer)


def _capitals(found: tuple[Spelling, ...]) -> list[list[Spelling]]:
    groups: dict[str, list[Spelling]] = defaultdict(list)
    for s in found:
        groups[s.lowered].append(s)
    return [g for g in groups.values() if len(g) > 1 and sum(s.word[1:].islower() for s in g) == 1]


def _hits(document: Document, rare: Spelling, other: Spelling, case: str) -> Iterator[Hit]:
    related = (Related(_start(tokens.span(document, other.places[0]), other.word), f"spelled {other.word} here"),)
    for place in rare.places:
        yield Hit(_start(tokens.span(document, place), rare.word), {"match": rare.word, "other": other.word}, case, related)


def _start(span: Span, word: str) -> Span:
    return Span(span.start, span.start + len(word))


def _close(rare: Spelling, other: Spelling) -> bool:
    """Whether two forms are one letter apart, or one has letters put into the other: "Ticketok" of "Tiktok", but not "Parader" of "Parker"."""
    from rapidfuzz.distance import DamerauLevenshtein

    a, b = rare.lowered, other.lowered
    longer = iter(a if len(a) > len(b) else b)
    return all(letter in longer for letter in min(a, b, key=len)) or DamerauLevenshtein.distance(a, b, score_cutoff=1) <= 1


def _slip(ours: str, theirs: str) -> bool:
    """Whether one slip of the finger makes the one of the other: a letter left out, doubled, or two swapped."""
    if len(ours) == len(theirs):
        at = [i for i, (x, y) in enumerate(zip(ours, theirs)) if x != y]
        return len(at) == 2 and at[1] == at[0] + 1 and ours[at[0]] == theirs[at[1]] and ours[at[1]] == theirs[at[0]]
    if len(ours) == len(theirs) - 1:
        return any(theirs[:i] + theirs[i + 1 :] == ours for i in range(len(theirs)))
    return len(ours) == len(theirs) + 1 and _undoubled(ours) == _undoubled(theirs)


_TITLES = frozenset("Mr Mrs Ms Miss Dr President Minister Secretary Senator Judge Justice Professor Sir Lady Lord Captain General".split())


def _one_name(rare: Spelling, other: Spelling) -> bool:
    """Whether two near spellings are likely one name: no inflection, no other way to write a foreign sound, no two people."""
    a, b = rare.lowered, other.lowered
    shared = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    endings = _spelling_data()["endings"]
    if not a[shared:] or not b[shared:] or (a[shared:] in endings and b[shared:] in endings) or (_pinyin(a) and _pinyin(b)):
        return False
    if _sounded(a) == _sounded(b) and not (_undoubled(a) == _undoubled(b) and other.rank >= 6):
        return False
    mine, theirs = rare.given - _TITLES, other.given - _TITLES
    return not (mine and theirs and not mine & theirs)


@cache
def _spelling_data() -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in rulefolder.lexicon("name-spellings").items()}


@lru_cache(maxsize=20_000)
def _sounded(word: str) -> str:
    """A rough key under which the usual transliterations of one foreign name agree."""
    for pair in rulefolder.lexicon("name-spellings")["transliterations"]:
        theirs, ours = pair.split()
        word = word.replace(theirs, ours)
    return _undoubled(word).replace("h", "")


def _undoubled(word: str) -> str:
    return "".join(c for i, c in enumerate(word) if not i or c != word[i - 1])


@cache
def surnames_first() -> frozenset[str]:
    """Frequent surnames of people whose names are written surname first."""
    return frozenset(rulefolder.lexicon("surnames-first"))


_SPEECH = frozenset(
    """said says added told stated noted cited asked urged warned stressed explained argued called replied wrote claimed announced continued insisted also
    further declined denied admitted confirmed recalled suggested promised pledged refused""".split()
)


def _given_name(document: Document) -> Iterator[Hit]:
    """A later mention by the given name alone, as a speaker, of the only person of a surname whose full name stood surname first."""
    written, gaps = document.view(tokens.written), document.view(tokens.gaps)
    full: dict[str, int] = {}
    bearers: dict[str, set[str]] = defaultdict(set)
    if surnames_first().isdisjoint(written):
        return
    for i, word in enumerate(written[:-1]):
        if gaps[i + 1] != " ":
            continue
        if word in full and written[i + 1] in _SPEECH and full[word] + 1 < i and not (gaps[i] == " " and written[i - 1] in surnames_first()):
            first = full[word]
            if len(bearers[written[first]]) > 1:
                continue
            related = (Related(tokens.span(document, first, first + 1), f"{written[first]} is the surname here"),)
            yield Hit(_start(tokens.span(document, i), word), {"match": word, "surname": written[first], "given": word}, "", related)
        elif word in surnames_first() and _is_given(written, gaps, i):
            full.setdefault(written[i + 1], i)
            bearers[word].add(written[i + 1])


_PINYIN = r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:[iu]?a(?:ng|n|i|o)?|[iu]?e(?:ng|n|i)?|i(?:ng|n|u|e|ong)?|o(?:ng|u)?|u(?:i|n|o)?)"


@lru_cache(maxsize=20_000)
def _pinyin(word: str) -> bool:
    """Whether a word in small letters can be a Chinese name of two syllables in pinyin."""
    return patterns.compiled(f"{_PINYIN}'?{_PINYIN}").fullmatch(word) is not None


def _is_given(written: tuple[str, ...], gaps: tuple[str, ...], i: int) -> bool:
    """Whether the word after the surname at `i` is a given name that ends the name there."""
    given = written[i + 1]
    pinyin = given.istitle() and len(given) >= 4 and given.isalpha() and band(given.lower()) < 8 and _pinyin(given.lower())
    if not pinyin and not patterns.compiled("[A-Z][a-z]{1,6}-[a-z]{2,6}").fullmatch(given):
        return False
    return not (i + 2 < len(written) and gaps[i + 2] == " " and written[i + 2][0].isupper())


_BODIES = frozenset(
    """council ministry ministers minister president secretary government committee congress party bureau commission department office agency parliament
    assembly""".split()
)


def _title_jam(document: Document) -> Iterator[Hit]:
    """ "State Council of China Wang Wang Yi said": a body, its country, and a surname-first name without a title or a comma between."""
    written, gaps = document.view(tokens.written), document.view(tokens.gaps)
    for i in range(1, len(written) - 3):
        if written[i] != "of" or written[i - 1].lower() not in _BODIES or not written[i - 1][0].isupper():
            continue
        stop = _run(written, gaps, i + 1)
        if stop < i + 4 or stop >= len(written) or gaps[stop] != " " or written[stop] not in _SPEECH:
            continue
        inside = written[i + 2 : stop - 1]
        if any(w in surnames_first() for w in inside) and not any(w.lower() in roles() for w in inside):
            start = i - 1
            while start > 0 and gaps[start] == " " and written[start - 1][0].isupper() and not _says_when(written[start - 1]):
                start -= 1
            span = tokens.span(document, start, stop - 1)
            yield Hit(span, {"match": document[span]})


def _says_when(word: str) -> bool:
    """Whether a word before the body's name belongs to the sentence and not to the name."""
    return word.endswith("day") or word in {"Later", "Earlier", "Then", "Meanwhile", "Afterwards", "But", "And"}


def _run(written: tuple[str, ...], gaps: tuple[str, ...], start: int) -> int:
    """Where the run of capitalised words that begins at `start` ends."""
    stop = start
    while stop < len(written) and gaps[stop] == " " and written[stop][0].isupper() and written[stop].replace("-", "").isalpha():
        stop += 1
    return stop


_SIGNS: Mapping[str, Callable[[Document], Iterator[Hit]]] = {"variant": _variant, "given-name": _given_name, "title-jam": _title_jam}
