"""What one document contributes to the judgement of its folder: small, serialisable, found once."""

import datetime
import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from sys import intern

import msgspec

from lint.checks import Library, boilerplate
from lint.crossfile import days, figures, shingles
from lint.model import Span
from lint.text import attributions, dates, names, quotes, segment, vocabulary
from lint.text import credits as outlets
from lint.text.document import Document, Metadata
from lint.text.offsets import OffsetMap

SHORTEST_QUOTATION = 25
SHORTEST_STATEMENT = 6
HEAD = 200
"""So many characters from the start a date may be that of the text."""

OPEN = 32
"""So many documents that were opened again keep the views of their text."""

COMMON = 11
"""The frequency band (see `vocabulary.band`) from which a word tells no event apart."""

_STOP = frozenset(
    """a an the and or but nor so yet of to in on at by for from with as into over after before during about between against under than then that this
    these those which who whom whose what when where while it its he she they them his her their our we you i is are was were be been being has have had
    do does did will would can could may might shall should must not no also more most very just only such other some any all each both said says told
    according earlier later recently""".split()
)
_CALENDAR = frozenset(
    """january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday""".split()
)
_NAME = r"[A-Z][\w’'-]{0,40}(?: [A-Z][\w’'-]{0,40}){0,5}"  # bounded, or a run of capitals costs its square
_SAYING = "said|says|told|added|stated|announced|noted|explained|remarked|according to"
_VOICE = re.compile(rf"(?<![\w’'-])(?:({_NAME}) (?:{_SAYING})|(?:{_SAYING}) (?:[a-z]+ ){{0,3}}({_NAME}))\b")
_JOINED = re.compile(r" (?:of|for|at|and) ")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Statement(msgspec.Struct, frozen=True, array_like=True):
    """A sentence, or a quoted one: where it stands, how its source is given (see `attributions.standing`), and its speaker."""

    start: int
    end: int
    quoted: bool
    standing: str
    speaker: str | None = None


class Credit(msgspec.Struct, frozen=True, array_like=True):
    """An explicit credit to another outlet or agency, under its name; an agency's is its short one."""

    start: int
    end: int
    outlet: str
    agency: bool


class NameUse(msgspec.Struct, frozen=True, array_like=True):
    """A name with how often it stands in the document and where it stands first."""

    text: str
    count: int
    start: int
    end: int


class Facts(msgspec.Struct, frozen=True, array_like=True, dict=True):
    """The facts of one document, with its text and offset map so that findings can be placed later.

    `prints` are the winnowed shingles of the words outside boilerplate. What only documents on a common event need is found when it is asked for.
    """

    path: str
    text: str
    source: str | None
    pieces: tuple[tuple[int, int, int], ...] | None
    leftovers: tuple[tuple[int, int], ...]
    date: str | None
    publisher: str | None
    wire: str | None
    prints: bytes
    names: tuple[NameUse, ...]
    statements: tuple[Statement, ...]
    quoted: tuple[tuple[int, int], ...]
    credits: tuple[Credit, ...]

    @cached_property
    def document(self) -> Document:
        """The document again, for places, excerpts and views of its text; only the OPEN last are kept, for its views are larger than all that is told of it."""
        if len(_open) >= OPEN:
            vars(_open.popleft()).pop("document", None)
        _open.append(self)
        offsets = None if self.pieces is None else OffsetMap(self.pieces)
        return Document(path=self.path, text=self.text, source=self.text if self.source is None else self.source, offsets=offsets, metadata=Metadata())

    @cached_property
    def words(self) -> "tuple[array[int], array[int]]":
        """The numbers of the words outside boilerplate, and the start and end offset of each word in turn."""
        tokens = self.document.view(segment.tokens)
        kept = _kept(tokens, [Span(*s) for s in self.leftovers])
        places = array("I", [at for i in kept for at in (tokens.starts[i], tokens.ends[i])])
        return shingles.word_ids([tokens.lowered[i] for i in kept]), places

    @cached_property
    def matter(self) -> tuple[tuple[str, ...], ...]:
        """The content words of each statement, in order."""
        return tuple(content_words(self.text[s.start : s.end]) for s in self.statements)

    @cached_property
    def sets(self) -> tuple[frozenset[str], ...]:
        """The roots of the content words of each statement that are no figures and no dates."""
        return tuple(frozenset(_root(w) for w in words if not w[0].isdigit() and w not in _CALENDAR) for words in self.matter)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The roots of the content words of all statements."""
        return frozenset().union(*self.sets)

    @cached_property
    def rare_names(self) -> dict[str, float]:
        """The words of names that tell an event apart, each with its rarity."""
        return {w: value for n in self.names for w in n.text.lower().split() if (value := rarity(w)) > 0}

    @cached_property
    def rare_words(self) -> dict[str, float]:
        """The content words of all statements with their rarity."""
        return {w: rarity(w) for words in self.matter for w in words if not w[0].isdigit()}

    @cached_property
    def day(self) -> str | None:
        """The day of publication, or else the first full date near the head; no weekday is counted from the latter."""
        if self.date is not None:
            return self.date
        return next((m.value.isoformat() for m in self.document.view(dates.mentions) if m.value and m.span.start < HEAD), None)

    @cached_property
    def counted(self) -> dict[tuple[str, str, str], list[figures.Figure]]:
        """The figures by unit, noun and period, each value once."""
        found: dict[tuple[str, str, str], dict[tuple[float | None, float | None], figures.Figure]] = defaultdict(dict)
        for figure in self.figures:
            found[figure.unit, figure.noun, figure.period].setdefault((figure.low, figure.high), figure)
        return {thing: list(values.values()) for thing, values in found.items()}

    @cached_property
    def named(self) -> tuple[frozenset[str], ...]:
        """The rare words of names among the content words of each statement, but for those of the speaker it is credited to."""
        words = {_root(_stem(w)) for w in self.rare_names}
        return tuple((held & words) - _voices(self.text[s.start : s.end]) for held, s in zip(self.sets, self.statements, strict=True))

    @cached_property
    def days(self) -> tuple[days.Day, ...]:
        """The days on which statements say that something happened."""
        published = datetime.date.fromisoformat(self.date) if self.date else None
        return days.found(self.document, published, [(s.start, s.end) for s in self.statements])

    @cached_property
    def figures(self) -> tuple[figures.Figure, ...]:
        """The figures in the statements, in order."""
        return tuple(figures.found(self.document, [(s.start, s.end) for s in self.statements]))


_open: deque[Facts] = deque()


def gather(document: Document, library: Library) -> Facts:
    """The facts of a document; boilerplate is left out first, so that shared leftovers make no copies."""
    leftovers = boilerplate.leftovers(document, library)
    tokens = document.view(segment.tokens)
    words = list(map(tokens.lowered.__getitem__, _kept(tokens, leftovers)))
    published = document.view(dates.published)
    return Facts(
        path=document.path,
        text=document.text,
        source=None if document.offsets is None else document.source,
        pieces=None if document.offsets is None else document.offsets.pieces(),
        leftovers=tuple((s.start, s.end) for s in leftovers),
        date=published.value.isoformat() if published else None,
        publisher=document.view(outlets.publisher),
        wire=document.view(outlets.wire),
        prints=shingles.prints(shingles.word_ids(words)),
        names=_names(document),
        statements=_statements(document, leftovers),
        quoted=tuple((q.span.start, q.span.end) for q in document.view(quotes.outer)),
        credits=_credits(document),
    )


def encoded(facts: Facts) -> bytes:
    """The facts as bytes (MessagePack); the path byte for byte, for a file name need not be UTF-8."""
    return msgspec.msgpack.encode(msgspec.structs.replace(facts, path=facts.path.encode("utf-8", "surrogateescape").decode("latin-1")))


def decoded(raw: bytes) -> Facts:
    """The facts in these bytes."""
    facts = msgspec.msgpack.decode(raw, type=Facts)
    return msgspec.structs.replace(facts, path=facts.path.encode("latin-1").decode("utf-8", "surrogateescape"))


def content_words(text: str) -> tuple[str, ...]:
    """The words of a sentence that carry its matter, lower case, possessives and plural endings taken off."""
    return tuple(intern(_stem(w)) for w in _WORD.findall(text.lower()) if w not in _STOP)


@lru_cache(maxsize=20_000)
def rarity(word: str) -> float:
    """0 for a common English word, 1 for one that no word list knows."""
    return max(0.0, 1 - vocabulary.band(word) / COMMON)


def _stem(word: str) -> str:
    word = word.replace("’", "'").removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@lru_cache(maxsize=20_000)
def _root(word: str) -> str:
    """A word without the ending of its tense, roughly."""
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            word = word.removesuffix(ending)
            word = word[:-1] if word[-1] == word[-2] and word[-1] not in "lsz" else word
            break
    return word.removesuffix("e") if len(word) > 4 else word


def _voices(sentence: str) -> set[str]:
    """The words of the names right before or behind a verb of saying."""
    return {_root(_stem(w)) for m in _VOICE.finditer(sentence) for w in _WORD.findall((m[1] or m[2]).lower())}


def _kept(tokens: segment.Tokens, leftovers: Sequence[Span]) -> list[int]:
    """The numbers of the words outside boilerplate."""
    kept: list[int] = []
    at = 0
    for span in leftovers:
        kept += range(at, bisect_left(tokens.ends, span.start + 1))
        at = max(at, bisect_left(tokens.starts, span.end))
    kept += range(at, len(tokens.words))
    words = tokens.words
    return [i for i in kept if words[i][0].isalnum()]


def _outside(spans: Iterable[Span], leftovers: Sequence[Span]) -> list[bool]:
    """Whether each of these ordered spans lies outside all leftovers."""
    ends = [s.end for s in leftovers]
    found = []
    for span in spans:
        i = bisect_right(ends, span.start)
        found.append(i == len(leftovers) or leftovers[i].start >= span.end)
    return found


def _names(document: Document) -> tuple[NameUse, ...]:
    counts: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for name in document.view(names.names):
        text = _JOINED.split(name.text, maxsplit=1)[0]
        counts[text] += 1
        first.setdefault(text, Span(name.span.start, name.span.start + len(text)))
    return tuple(NameUse(text, n, *first[text]) for text, n in sorted(counts.items()))


def _statements(document: Document, leftovers: Sequence[Span]) -> tuple[Statement, ...]:
    """The sentences outside boilerplate, those inside quotation marks with the full name of their speaker."""
    standing = document.view(attributions.standing)
    spoken = {q.span: a for q, a in document.view(attributions.speakers).items()}
    full = {n.key.lower(): n.text for n in document.view(names.names) if n.kind == "person" and " " in n.text}
    sentences = document.view(segment.sentences)
    kept = _outside((s.span for s in sentences), leftovers)
    found = []
    for state, sentence, outside in zip(standing, sentences, kept, strict=True):
        if not outside:
            continue
        around = quotes.around(document, (sentence.span.start + sentence.span.end) // 2)
        inner = around is not None and around.span.meets(sentence.span)
        span = Span(max(sentence.span.start, around.content.start), min(sentence.span.end, around.content.end)) if around and inner else sentence.span
        if span.end <= span.start:
            continue
        attribution = spoken.get(around.span) if around else None
        speaker = document[attribution.source] if attribution and attribution.source else None
        found.append(Statement(span.start, span.end, inner, state, full.get((speaker or "").lower(), speaker)))
    return tuple(found)


def _credits(document: Document) -> tuple[Credit, ...]:
    found = (*document.view(outlets.wires), *document.view(outlets.borrowed))
    return tuple(Credit(c.span.start, c.span.end, outlets.agency(c.name) or c.name, outlets.agency(c.name) is not None) for c in found)


def folded(outlet: str) -> str:
    """The name of an outlet for comparison: lower case, without an article."""
    return outlet.casefold().removeprefix("the ")
