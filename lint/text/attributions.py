"""Who says what: cues of saying and thinking with their source and content, and whose words each sentence and quotation gives."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from lint import rulefolder
from lint.model import Span
from lint.text import cues, names, quotes, segment
from lint.text.document import Document
from lint.text.quotes import Quotation
from lint.text.segment import Tokens

SourceType = Literal["named_person", "named_other", "organisation", "document", "pronoun", "vague", "anonymous", "none"]
Standing = Literal["attributed", "carried", "quoted", "none"]

LONGEST_SOURCE = 16
_PRONOUNS = frozenset("he she they i we it you him her them his their its our my us me himself herself themselves who which that this these those".split())
_WRITER = frozenset("i we you i'm i've we're we've you're".split())
_PERSONAL = frozenset("he she they i we it".split())
_AUXILIARIES = frozenset(
    """has have had is was are were be been being do does did would will could can may might must should shall also later then now never not first once
    often still just even only already recently again earlier soon since long further always sometimes hasn't haven't hadn't isn't wasn't aren't
    weren't don't doesn't didn't wouldn't won't couldn't can't to 's 've 'd 'll yesterday today tonight once twice simply both all each ever quickly""".split()
)
_WHEN = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday yesterday today tonight january february march april june july august september october
    november december""".split()
)
_BOUNDARIES = frozenset(
    """that which because but while when where if as although though after before since until than whether so yet or unless whereas said says say told
    asked wrote added is are was were has have had will would could can may might must should""".split()
)
_PREPOSITIONS = frozenset(
    "in on at by for from with during after before under over about into through amid despite against without within since until across among between".split()
)
_DETERMINERS = frozenset(
    "the a an this that these those some many several most other another few all both one two three four five no any each his her its their our my".split()
)
_CLOSERS = frozenset("”\"'’")
_OPENERS = frozenset("“\"'‘")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue with the source it names and the content it hands over; each may be missing.

    `verb` is the cue's base form; `sentence` the number of the sentence that holds the cue. `type` `pronoun` also holds definite phrases that point back to a
    source named before ("the minister").
    """

    source: Span | None
    cue: Span | None
    content: Span | None
    type: SourceType
    verb: str
    sentence: int

    @property
    def anchor(self) -> Span:
        """The span that tells where the attribution stands: its cue, else its source, else its content."""
        return self.cue or self.source or self.content or Span(0, 0)


class _Range(NamedTuple):
    """Token numbers `[start, end)`."""

    start: int
    end: int


def attributions(document: Document) -> tuple[Attribution, ...]:
    """The attributions in order of their cues."""
    tokens = document.view(segment.tokens)
    found = []
    for cue in document.view(cues.cues):
        low, high = tokens.first[cue.sentence], tokens.first[cue.sentence + 1]
        source = _source(tokens, cue, low, high)
        content = _content(document, tokens, cue, source, low, high)
        span = Span(tokens.starts[source.start], tokens.ends[source.end - 1]) if source else None
        kind = _typed(document, tokens, source) if source else "none"
        found.append(Attribution(span, Span(tokens.starts[cue.start], tokens.ends[cue.end - 1]), content, kind, cue.verb, cue.sentence))
    return tuple(found)


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


def _source(tokens: Tokens, cue: cues.Cue, low: int, high: int) -> _Range | None:
    if cue.form == "after":
        return _after(tokens, cue.end, high)
    if cue.form == "noun":
        return _possessor(tokens, cue, low, high)
    if cue.passive:
        by = next((i for i in range(cue.end, min(cue.end + 3, high)) if tokens.lowered[i] == "by"), None)
        return _after(tokens, by + 1, high) if by else None
    if _inverted(tokens, cue, low, high):
        return _after(tokens, cue.end, high)
    return _before(tokens, cue.start, low)


def _inverted(tokens: Tokens, cue: cues.Cue, low: int, high: int) -> bool:
    """Whether the source follows the verb: "..., said the minister"."""
    if cue.end >= high or (cue.start > low and tokens.words[cue.start - 1] not in {",", *_CLOSERS, "?", "!", "—", "-", "–", ";"}):
        return False
    word, low_word = tokens.words[cue.end], tokens.lowered[cue.end]
    return (
        (word[0].isupper() and cue.start > low)
        or low_word in {"the", "a", "an", "one", "another", "his", "her"}
        or low_word in names.plural_roles()
        or low_word in names.roles()
    )


def _after(tokens: Tokens, start: int, high: int) -> _Range | None:
    """The noun phrase that begins at `start`."""
    end = start
    while end < high and end - start < LONGEST_SOURCE:
        word, lowered = tokens.words[end], tokens.lowered[end]
        if not word[0].isalnum():
            if not (word == "." and end + 1 < high and len(tokens.words[end - 1]) <= 4 and tokens.words[end - 1][0].isupper()) and word not in "&-":
                break
        elif end > start and (lowered in _BOUNDARIES or lowered in {"in", "on", "during", "at", "by", "who", "to"} or lowered in _WHEN):
            break
        end += 1
    return _Range(start, end) if end > start else None


def _before(tokens: Tokens, start: int, low: int) -> _Range | None:
    """The noun phrase that ends before the verb at `start`, its helpers and adverbs."""
    end = start
    while end > low and _helper(tokens, end - 1):
        end -= 1
    if end > low and tokens.words[end - 1] in (",", ")", "—", "–"):
        end = _past_insertion(tokens, end - 1, low)
    if end > low and tokens.lowered[end - 1] in ("who", "which", "that"):
        end -= 1
        if end > low and tokens.words[end - 1] == ",":
            end -= 1
    return _phrase_to(tokens, end, low)


def _helper(tokens: Tokens, i: int) -> bool:
    word = tokens.lowered[i]
    return word in _AUXILIARIES or word in _WHEN or (word.endswith("ly") and len(word) > 4) or (word == "on" and tokens.lowered[i + 1] in _WHEN)


def _past_insertion(tokens: Tokens, i: int, low: int) -> int:
    """The end of the phrase before an insertion between commas or brackets that closes at token `i`."""
    mate = "(" if tokens.words[i] == ")" else tokens.words[i]
    for j in range(i - 1, max(low, i - 25), -1):
        if tokens.words[j] == mate:
            return j
    return i


def _phrase_to(tokens: Tokens, end: int, low: int) -> _Range | None:
    start = end
    while start > low and end - start < LONGEST_SOURCE:
        word, lowered = tokens.words[start - 1], tokens.lowered[start - 1]
        if not word[0].isalnum():
            if word != "." or start == end or not (tokens.words[start - 2][0].isupper() and len(tokens.words[start - 2]) <= 4) or start < low + 2:
                break
        elif (lowered in _BOUNDARIES and start < end) or (lowered == "and" and not _joins_names(tokens, start - 1, low)):
            break
        start -= 1
    start = _without_lead(tokens, start, end)
    return _Range(start, end) if start < end else None


def _joins_names(tokens: Tokens, i: int, low: int) -> bool:
    return low < i < len(tokens.words) - 1 and tokens.words[i - 1][0].isupper() and tokens.words[i + 1][0].isupper()


def _without_lead(tokens: Tokens, start: int, end: int) -> int:
    """Past an opening "On Monday" or "In a statement" that belongs to the sentence, not to the source."""
    if start >= end or tokens.lowered[start] not in _PREPOSITIONS:
        return start
    for i in range(end - 1, start, -1):
        lowered = tokens.lowered[i]
        if lowered in _PRONOUNS or (i > start + 1 and lowered in _DETERMINERS):
            return i
    capital = end
    while capital > start + 1 and tokens.words[capital - 1][0].isupper() and tokens.lowered[capital - 1] not in _WHEN:
        capital -= 1
    return capital if capital < end else start + 1


def _possessor(tokens: Tokens, cue: cues.Cue, low: int, high: int) -> _Range | None:
    """The owner of a noun cue: "X's claim", "the claim by X"."""
    for i in range(cue.start - 1, max(low - 1, cue.start - 4), -1):
        if tokens.words[i].endswith("'s") or tokens.lowered[i] in ("his", "her", "their", "its", "my", "our"):
            return _phrase_to(tokens, i + 1, low)
        if not tokens.words[i][0].isalnum():
            break
    if cue.end < high and tokens.lowered[cue.end] in ("by", "from"):
        return _after(tokens, cue.end + 1, high)
    return None


def _typed(document: Document, tokens: Tokens, source: _Range) -> SourceType:
    """The type of a source by its words."""
    lowered = tokens.lowered[source.start : source.end]
    if all(w in _PRONOUNS for w in lowered):
        return "pronoun"
    if any(w in ("anonymity", "anonymous", "anonymously", "unnamed") for w in lowered) or (
        any(w in ("source", "sources", "insider", "insiders") for w in lowered) or "familiar" in lowered
    ):
        return "anonymous"
    head = _head(tokens, source)
    name = _name_in(document, tokens, source)
    if (
        name is not None
        and names.possessive(head) not in names.plural_roles()
        and not (name.kind != "person" and head in names.roles() and lowered[0] in ("a", "an", "one"))
    ):
        if head in _documents():
            return "document"
        return {"person": "named_person", "organisation": "organisation", "place": "named_other", "unknown": "named_other"}[name.kind]  # type: ignore[return-value]
    if head in _documents():
        return "document"
    if head in names.plural_roles() or lowered[0] in ("some", "many", "several", "most", "others", "few", "critics"):
        return "vague"
    if lowered[0] in ("a", "an", "one", "another"):
        return "vague"
    return "pronoun" if lowered[0] in ("the", "this", "his", "her", "their", "its") else "vague"


def _head(tokens: Tokens, source: _Range) -> str:
    """The head noun: the last word before the first preposition or relative word."""
    head = tokens.lowered[source.start]
    for i in range(source.start, source.end):
        lowered = tokens.lowered[i]
        if i > source.start and (lowered in _PREPOSITIONS or lowered in ("of", "who", "familiar", "close")):
            break
        if lowered[0].isalnum():
            head = lowered
    return names.possessive(head)


def _name_in(document: Document, tokens: Tokens, source: _Range) -> names.Name | None:
    """The name that makes the source a named one: a person's before any other."""
    listed = document.view(names.names)
    low, high = tokens.starts[source.start], tokens.ends[source.end - 1]
    i = bisect_left(listed, low, key=lambda n: n.span.start)
    inside = []
    while i < len(listed) and listed[i].span.start < high:
        inside.append(listed[i])
        i += 1
    return next((n for n in inside if n.kind == "person"), inside[0] if inside else None)


@cache
def _documents() -> frozenset[str]:
    singular = rulefolder.lexicon("document-words")
    return frozenset([*singular, *(names.plural(w) for w in singular), "analyses", "surveys", "media"])


def _content(document: Document, tokens: Tokens, cue: cues.Cue, source: _Range | None, low: int, high: int) -> Span | None:
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
    if first > low and tokens.words[first - 1] in {",", *_CLOSERS}:
        end = tokens.starts[first - 1] if tokens.words[first - 1] == "," else tokens.ends[first - 1]
        q = quotes.around(document, max(0, tokens.ends[first - 1] - 1))
        return q.span if q is not None else Span(tokens.starts[low], end)
    stop = high
    while stop > last and not tokens.words[stop - 1][0].isalnum():
        stop -= 1
    return Span(tokens.starts[last], tokens.ends[stop - 1]) if stop > last else None
