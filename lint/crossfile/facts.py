"""What one document contributes to the judgement of its folder: small, serialisable, found once."""

import re
from array import array
from collections import Counter

import msgspec

from lint.checks import Library, boilerplate
from lint.crossfile import figures, shingles
from lint.model import Span
from lint.text import attributions, dates, names, quotes, segment
from lint.text import credits as outlets
from lint.text.document import Document, Metadata
from lint.text.offsets import OffsetMap

SHORTEST_QUOTATION = 25
SHORTEST_STATEMENT = 6

_STOP = frozenset(
    """a an the and or but nor so yet of to in on at by for from with as into over after before during about between against under than then that this
    these those which who whom whose what when where while it its he she they them his her their our we you i is are was were be been being has have had
    do does did will would can could may might shall should must not no also more most very just only such other some any all each both said says told
    according earlier later recently""".split()
)
_JOINED = re.compile(r" (?:of|for|at|and) ")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Statement(msgspec.Struct, frozen=True, array_like=True):
    """A sentence, or a quoted one: where it stands, its content words in order, its speaker and whether a source carries it."""

    start: int
    end: int
    words: tuple[str, ...]
    quoted: bool
    attributed: bool
    speaker: str | None = None


class Credit(msgspec.Struct, frozen=True, array_like=True):
    """An explicit credit to another outlet or agency, under its folded name."""

    start: int
    end: int
    outlet: str


class NameUse(msgspec.Struct, frozen=True, array_like=True):
    """A name with how often it stands in the document and where it stands first."""

    text: str
    count: int
    start: int
    end: int


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """The facts of one document, with its text and offset map so that findings can be placed later.

    `ids` and `places` are the words outside boilerplate (32-bit numbers; pairs of offsets), as raw bytes; `prints` the winnowed shingle hashes.
    """

    path: str
    text: str
    source: str | None
    pieces: tuple[tuple[int, int, int], ...] | None
    date: str | None
    publisher: str | None
    wire: str | None
    ids: bytes
    places: bytes
    prints: tuple[int, ...]
    names: tuple[NameUse, ...]
    statements: tuple[Statement, ...]
    quoted: tuple[tuple[int, int], ...]
    figures: tuple[figures.Figure, ...]
    credits: tuple[Credit, ...]

    def document(self) -> Document:
        """The document again, for places and excerpts."""
        offsets = None if self.pieces is None else OffsetMap(self.pieces)
        return Document(path=self.path, text=self.text, source=self.text if self.source is None else self.source, offsets=offsets, metadata=Metadata())

    def words(self) -> "tuple[array[int], array[int]]":
        """The word numbers, and the start and end offset of each word in turn."""
        ids, places = array("I"), array("I")
        ids.frombytes(self.ids)
        places.frombytes(self.places)
        return ids, places


def gather(document: Document, library: Library) -> Facts:
    """The facts of a document; boilerplate is left out first, so that shared leftovers make no copies."""
    leftovers = boilerplate.leftovers(document, library)
    spans = _outside(document.view(segment.words), leftovers)
    ids = shingles.word_ids([document.plain[s.start : s.end].lower() for s in spans])
    published = document.view(dates.published)
    statements = _statements(document, leftovers)
    return Facts(
        path=document.path,
        text=document.text,
        source=None if document.offsets is None else document.source,
        pieces=None if document.offsets is None else document.offsets.pieces(),
        date=published.value.isoformat() if published else None,
        publisher=document.view(outlets.publisher),
        wire=document.view(outlets.wire),
        ids=ids.tobytes(),
        places=array("I", [o for s in spans for o in s]).tobytes(),
        prints=tuple(sorted(shingles.fingerprints(shingles.shingles(ids)))),
        names=_names(document),
        statements=statements,
        quoted=tuple((q.span.start, q.span.end) for q in document.view(quotes.outer)),
        figures=tuple(figures.found(document, [(s.start, s.end) for s in statements])),
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
    return tuple(_stem(w) for w in _WORD.findall(text.lower()) if w not in _STOP)


def _stem(word: str) -> str:
    word = word.replace("’", "'").removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _outside(spans: tuple[Span, ...], leftovers: tuple[Span, ...]) -> list[Span]:
    kept, rest = [], list(leftovers)
    for span in spans:
        while rest and rest[0].end <= span.start:
            rest.pop(0)
        if not (rest and rest[0].start < span.end):
            kept.append(span)
    return kept


def _names(document: Document) -> tuple[NameUse, ...]:
    counts: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for name in document.view(names.names):
        text = _JOINED.split(name.text, maxsplit=1)[0]
        counts[text] += 1
        first.setdefault(text, Span(name.span.start, name.span.start + len(text)))
    return tuple(NameUse(text, n, *first[text]) for text, n in sorted(counts.items()))


def _statements(document: Document, leftovers: tuple[Span, ...]) -> tuple[Statement, ...]:
    """The sentences outside boilerplate, those inside quotation marks with the full name of their speaker."""
    standing = document.view(attributions.standing)
    spoken = {q.span: a for q, a in document.view(attributions.speakers).items()}
    full = {n.key.lower(): n.text for n in document.view(names.names) if n.kind == "person" and " " in n.text}
    sentences = document.view(segment.sentences)
    kept = {s.start for s in _outside(tuple(s.span for s in sentences), leftovers)}
    found = []
    for state, sentence in zip(standing, sentences, strict=True):
        if sentence.span.start not in kept:
            continue
        around = quotes.around(document, (sentence.span.start + sentence.span.end) // 2)
        inner = around is not None and around.span.meets(sentence.span)
        span = Span(max(sentence.span.start, around.content.start), min(sentence.span.end, around.content.end)) if around and inner else sentence.span
        words = content_words(document[span])
        if words:
            attribution = spoken.get(around.span) if around else None
            speaker = document[attribution.source] if attribution and attribution.source else None
            found.append(Statement(span.start, span.end, words, inner, state != "none", full.get((speaker or "").lower(), speaker)))
    return tuple(found)


def _credits(document: Document) -> tuple[Credit, ...]:
    return tuple(Credit(c.span.start, c.span.end, folded(c.name)) for c in (*document.view(outlets.wires), *document.view(outlets.borrowed)))


def folded(outlet: str) -> str:
    """The name of an outlet for comparison: lower case, without an article."""
    return outlet.casefold().removeprefix("the ")
