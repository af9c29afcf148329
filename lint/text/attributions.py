"""Who says what: cues of saying and thinking with their source and content, and whose words each sentence and quotation gives."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import msgspec

from lint.model import Span
from lint.text import cues, quotes, segment, sources
from lint.text.document import Document
from lint.text.quotes import Quotation
from lint.text.segment import Tokens
from lint.text.sources import Phrase, SourceType

Standing = Literal["attributed", "carried", "quoted", "none"]

_WRITER = frozenset("i we you i'm i've we're we've you're".split())
_PERSONAL = frozenset("he she they i we it".split())
_CLOSERS = frozenset("”\"'’")
_BEFORE_CONTENT = _CLOSERS | {","}
_OPENERS = frozenset("“\"'‘")


class Attribution(msgspec.Struct, frozen=True):
    """One cue with the source it names and the content it hands over; each may be missing.

    `verb` is the cue's base form and `family` what it does; `sentence` is the number of the sentence that holds the cue, `phrase` the source in tokens.
    The type `pronoun` also holds definite phrases that point back to a source named before ("the minister").
    """

    source: Span | None
    cue: Span | None
    content: Span | None
    type: SourceType
    verb: str
    family: str
    sentence: int
    phrase: Phrase | None = None

    @property
    def anchor(self) -> Span:
        """The span that tells where the attribution stands: its cue, else its source, else its content."""
        return self.cue or self.source or self.content or Span(0, 0)


def attributions(document: Document) -> tuple[Attribution, ...]:
    """The attributions in order of their cues."""
    tokens = document.view(segment.tokens)
    found: list[Attribution] = []
    earlier: tuple[int, Phrase | None] = (-1, None)
    for cue in document.view(cues.cues):
        low, high = tokens.first[cue.sentence], tokens.first[cue.sentence + 1]
        source = sources.source_of(tokens, cue, low, high, earlier[1] if earlier[0] == cue.sentence else None)
        content = _content(document, tokens, cue, source, low, high)
        span = Span(tokens.starts[source.start], _end(tokens, source)) if source else None
        kind = sources.type_of(document, tokens, source) if source else "none"
        found.append(Attribution(span, Span(tokens.starts[cue.start], tokens.ends[cue.end - 1]), content, kind, cue.verb, cue.family, cue.sentence, source))
        if source is not None:
            earlier = (cue.sentence, source)
    return tuple(found)


def _end(tokens: Tokens, source: Phrase) -> int:
    """The end of a source without the "'s" of an owner."""
    last = tokens.words[source.end - 1]
    return tokens.ends[source.end - 1] - (2 if last.endswith("'s") and last.lower() not in ("he's", "she's", "it's", "who's") else 0)


def standing(document: Document) -> tuple[Standing, ...]:
    """For each sentence whether it holds an attribution, carries one on from a neighbour, is somebody's quotation, or stands in the writer's own voice.

    What the writer or the reader says or thinks ("I think") is no attribution here.
    """
    attributed = {a.sentence for a in document.view(attributions) if not (a.source and document.plain[a.source.start : a.source.end].lower() in _WRITER)}
    found: list[Standing] = []
    previous_paragraph = -1
    source_holds = False
    for number, sentence in enumerate(document.view(segment.sentences)):
        if sentence.paragraph != previous_paragraph:
            source_holds, previous_paragraph = False, sentence.paragraph
        if number in attributed:
            source_holds = True
            found.append("attributed")
        elif _mostly_quoted(document, sentence.span):
            found.append("quoted")
        elif source_holds and _goes_on(document, sentence.span):
            found.append("carried")
        else:
            found.append("none")
    return tuple(found)


def speakers(document: Document) -> Mapping[Quotation, Attribution | None]:
    """The attribution that gives each outermost quotation its speaker, or None."""
    held = document.view(attributions)
    by_sentence: dict[int, list[Attribution]] = {}
    for a in held:
        by_sentence.setdefault(a.sentence, []).append(a)
    starts = [s.span.start for s in document.view(segment.sentences)]
    found: dict[Quotation, Attribution | None] = {}
    last: Attribution | None = None
    previous: Quotation | None = None
    for q in document.view(quotes.outer):
        first, final = bisect_right(starts, q.span.start) - 1, bisect_right(starts, max(q.span.start, q.span.end - 1)) - 1
        near = [a for n in range(max(first, 0), final + 1) for a in by_sentence.get(n, ())]
        outside = [a for a in near if not q.span.covers(a.anchor)]
        chosen = min(outside, key=lambda a: _distance(a.anchor, q.span), default=None)
        if chosen is None and previous is not None and _follows(document, previous, q):
            chosen = last
        found[q] = chosen
        last, previous = chosen, q
    return MappingProxyType(found)


def _distance(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def _follows(document: Document, previous: Quotation, q: Quotation) -> bool:
    """Whether a quotation goes on from the one before it: left open for it, or nothing but blanks and the end of a speaker's clause between."""
    if previous.continued:
        return True
    paragraph = segment.paragraph_at(document, q.span.start)
    return paragraph is not None and paragraph.covers(previous.span)


def _mostly_quoted(document: Document, span: Span) -> bool:
    """Whether more than half of a sentence lies inside quotation marks."""
    listed = document.view(quotes.outer)
    i = max(0, bisect_left(listed, span.start, key=lambda q: q.span.end))
    inside = 0
    while i < len(listed) and listed[i].span.start < span.end:
        inside += min(listed[i].span.end, span.end) - max(listed[i].span.start, span.start)
        i += 1
    return 2 * inside > span.length


def _goes_on(document: Document, span: Span) -> bool:
    """Whether a sentence begins with a pronoun that may stand for the paragraph's source."""
    opening = document.plain[span.start : span.start + 16].split()
    return bool(opening) and opening[0].strip("\"“‘'").lower() in _PERSONAL


def _content(document: Document, tokens: Tokens, cue: cues.Cue, source: Phrase | None, low: int, high: int) -> Span | None:
    """What the cue hands over: the quotation beside it, else the clause after it, else the clause before it."""
    last = max(cue.end, source.end if source else 0)
    first = min(cue.start, source.start if source and source.start >= low else cue.start)
    after = tokens.starts[last] if last < high else None
    if after is not None:
        for i in range(last, min(last + 4, high)):
            if tokens.words[i] in _OPENERS:
                q = quotes.around(document, tokens.starts[i])
                if q is not None and q.span.start == tokens.starts[i]:
                    return q.span
    if first > low and tokens.words[first - 1] in _BEFORE_CONTENT:
        end = tokens.starts[first - 1] if tokens.words[first - 1] == "," else tokens.ends[first - 1]
        q = quotes.around(document, max(0, tokens.ends[first - 1] - 1))
        return q.span if q is not None else Span(tokens.starts[low], end)
    stop = high
    while stop > last and not tokens.words[stop - 1][0].isalnum():
        stop -= 1
    return Span(tokens.starts[last], tokens.ends[stop - 1]) if stop > last else None
