"""Kind `quotation`: quotations that no speaker answers for, speakers named late or run together, and marks that do not pair."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Literal

import msgspec

from lint import patterns
from lint.checks import Library
from lint.checks.attribution import speech_verbs
from lint.model import Check, Hit, Rule, Span
from lint.text import attributions, quotes, segment, sources
from lint.text.document import Document
from lint.text.quotes import Quotation

Find = Literal["speakerless", "late-speaker", "run-together", "unbalanced"]

_WORD = patterns.compiled(r"[^\W\d_]{2,}")
_SIGNED = patterns.compiled(r"\s*(?:[-–—―~(]|by\b|said\b|says\b|asked\b|[a-z])")
_JOINING = frozenset(("and", "but", "so", "or", "because", "which"))
_TAG = 120
_FAR = 50
_PHRASE = 4
_ENDED = (".", "!", "?", "…", "—", "–", ",")


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`find`: which fault of quotations the rule looks for.

    `speakerless` a quotation of at least `words` words that stands alone and whose speaker nothing around it names, `late-speaker` a speaker named only
    after `sentences` quoted ones, `run-together` quotations of two speakers in a paragraph, the second not named before he speaks, `unbalanced` marks that
    do not pair, one finding a paragraph.
    """

    find: Find
    words: int = 6
    sentences: int = 3


def build(rule: Rule, options: Options, library: Library) -> Check:
    """A check that yields the quotation, one per paragraph, or the mark."""
    searches: dict[Find, Callable[[Document, Options], Iterator[Hit]]] = {
        "speakerless": _speakerless,
        "late-speaker": _late,
        "run-together": _run_together,
        "unbalanced": _unbalanced,
    }
    search = searches[options.find]
    return lambda document: search(document, options)


def _speakerless(document: Document, options: Options) -> Iterator[Hit]:
    paragraphs = document.view(segment.paragraphs)
    for number, held in _by_paragraph(document).items():
        paragraph = paragraphs[number]
        for q in held:
            if quotes.words(document, q) >= options.words and not quotes.titled(document, q) and _speech(document, q):
                break
        else:
            continue
        if _alone(document, paragraph):
            missing = not _answered_around(document, number, q)
        else:
            missing = len(held) == 1 and _closes(document, paragraph, q) and not _introduced(document, paragraph, q)
        if missing and (q.closed or q.continued):
            yield Hit(Span(q.span.start, held[-1].span.end), {"match": document[q.span]})


def _by_paragraph(document: Document) -> dict[int, list[Quotation]]:
    """The outermost quotations of each paragraph that has any, by its number."""
    paragraphs = document.view(segment.paragraphs)
    found: dict[int, list[Quotation]] = {}
    for q in document.view(quotes.outer):
        number = bisect_left(paragraphs, q.span.start, key=lambda p: p.end)
        if number < len(paragraphs):
            found.setdefault(number, []).append(q)
    return found


def _closes(document: Document, paragraph: Span, q: Quotation) -> bool:
    """Whether a paragraph ends with this quotation and the words before it end a sentence."""
    before = document.text[paragraph.start : q.span.start].rstrip()
    return before.endswith((".", "?", "!")) and not _WORD.search(document.text, q.span.end, paragraph.end)


def _introduced(document: Document, paragraph: Span, q: Quotation) -> bool:
    """Whether the sentence before a quotation lets one person speak, so that the quotation goes on from it."""
    before = document.text[paragraph.start : q.span.start].rstrip()
    i = segment.at(document.view(_sentence_starts), paragraph.start + max(0, len(before) - 1))
    speaks = document.view(_speaking)
    return i is not None and i in speaks


def _sentence_starts(document: Document) -> tuple[Span, ...]:
    return tuple(s.span for s in document.view(segment.sentences))


def _speaking(document: Document) -> frozenset[int]:
    """The sentences in which one person speaks: by a verb of saying, and neither a document nor a group."""
    tokens = document.view(segment.tokens)
    return frozenset(
        a.sentence
        for a in document.view(attributions.attributions)
        if a.verb in speech_verbs() and not (a.phrase and sources.plural_unnamed(tokens, a.phrase)) and a.type not in ("document", "none")
    )


def _speech(document: Document, q: Quotation) -> bool:
    """Whether a quotation is a whole utterance, not a phrase taken into the writer's sentence."""
    content = document[q.content].strip()
    return bool(content) and not content[0].islower() and (content.endswith(_ENDED) or not q.closed or document.text[q.span.end : q.span.end + 1] in _ENDED)


def _alone(document: Document, paragraph: Span) -> bool:
    """Whether a paragraph holds no word outside quotation marks."""
    at = paragraph.start
    for q in _inside(document, paragraph):
        if _WORD.search(document.text, at, q.span.start):
            return False
        at = max(at, q.span.end)
    return not _WORD.search(document.text, at, paragraph.end)


def _inside(document: Document, paragraph: Span) -> list[Quotation]:
    listed = document.view(quotes.outer)
    i = bisect_left(listed, paragraph.start, key=lambda q: q.span.start)
    found = []
    while i < len(listed) and listed[i].span.start < paragraph.end:
        found.append(listed[i])
        i += 1
    return found


def _answered_around(document: Document, number: int, q: Quotation) -> bool:
    """Whether the paragraph before hands over to the quotation, or the one after it signs it."""
    paragraphs = document.view(segment.paragraphs)
    if number > 0:
        before = document[paragraphs[number - 1]].rstrip()
        held = _inside(document, paragraphs[number - 1])
        if before.endswith((":", "—", ",")) or (held and held[-1].continued):
            return True
        if _goes_on(document, q) and not _alone(document, paragraphs[number - 1]) and _ends_in_speech(document, paragraphs[number - 1], held):
            return True
    if number + 1 < len(paragraphs):
        after = paragraphs[number + 1]
        if q.continued:
            return _answered_later(document, number + 1)
        return after.length < 90 and _SIGNED.match(document.text, after.start) is not None and document.text[after.start] not in '“"'
    return False


def _answered_later(document: Document, number: int) -> bool:
    """Whether a quotation left open over paragraphs comes to words outside its marks; one that is longer than `_FAR` paragraphs counts as answered."""
    paragraphs = document.view(segment.paragraphs)
    for paragraph in paragraphs[number : number + _FAR]:
        if not _alone(document, paragraph):
            return True
        held = _inside(document, paragraph)
        if not held or not held[-1].continued:
            return False
    return True


def _goes_on(document: Document, q: Quotation) -> bool:
    """Whether a quotation reads as the rest of one: several sentences, or a joining word first."""
    spans = document.view(_sentence_starts)
    sentences = bisect_left(spans, q.content.end, key=lambda s: s.start) - bisect_left(spans, q.content.start, key=lambda s: s.end)
    return sentences > 1 or document[q.content].split(maxsplit=1)[0].lower().strip(",") in _JOINING


def _ends_in_speech(document: Document, paragraph: Span, held: list[Quotation]) -> bool:
    """Whether a paragraph ends with a quotation of a known speaker, with the words that name him, or with a sentence in which a person speaks or thinks."""
    if held and paragraph.end - held[-1].span.end < _TAG and document.view(attributions.speakers).get(held[-1]) is not None:
        return True
    last = segment.at(document.view(_sentence_starts), paragraph.end - 1)
    return last is not None and last in document.view(_persons_speak)


def _persons_speak(document: Document) -> frozenset[int]:
    """The sentences in which a named person or a pronoun is the source of anything."""
    return frozenset(a.sentence for a in document.view(attributions.attributions) if a.type in ("named_person", "pronoun"))


def _late(document: Document, options: Options) -> Iterator[Hit]:
    paragraphs = {p.start: p for p in document.view(segment.paragraphs)}
    speakers = document.view(attributions.speakers)
    spans = document.view(_sentence_starts)
    for q in document.view(quotes.outer):
        speaker = speakers.get(q)
        if q.span.start not in paragraphs or speaker is None or speaker.family == "mark" or speaker.anchor.start < q.span.end or not q.closed:
            continue
        quoted = bisect_left(spans, q.content.end, key=lambda s: s.start) - bisect_left(spans, q.content.start, key=lambda s: s.end)
        if quoted >= options.sentences and paragraphs[q.span.start].covers(speaker.anchor):
            yield Hit(speaker.source or speaker.anchor, {"match": document[speaker.source or speaker.anchor], "sentences": str(quoted)})


def _run_together(document: Document, options: Options) -> Iterator[Hit]:
    speakers = document.view(attributions.speakers)
    listed = document.view(quotes.outer)
    for first, second in pairwise(listed):
        before, after = speakers.get(first), speakers.get(second)
        if before is None or after is None or before is after or before.source is None or after.source is None:
            continue
        if not (_utterance(document, first) and _speech(document, second) and before.type == after.type == "named_person"):
            continue
        apart = segment.paragraph_at(document, first.span.start) != segment.paragraph_at(document, second.span.start)
        late = before.anchor.end <= second.span.start < after.anchor.start and _next_sentence(document, before.anchor.end, second.span.start)
        if late and not apart and _other(document[before.source], document[after.source]):
            yield Hit(second.span, {"match": document[after.source], "other": document[before.source]})


def _utterance(document: Document, q: Quotation) -> bool:
    """Whether a closed quotation gives more of a person's words than a phrase, and no title."""
    return q.closed and quotes.words(document, q) >= _PHRASE and not quotes.titled(document, q)


def _next_sentence(document: Document, end: int, start: int) -> bool:
    """Whether a quotation opens the sentence after the one in which the first speaker is named."""
    spans = document.view(_sentence_starts)
    one, two = segment.at(spans, end - 1), segment.at(spans, start)
    return one is not None and two is not None and two - one <= 1


def _other(a: str, b: str) -> bool:
    """Whether two sources share no word with a capital."""
    return {w for w in patterns.compiled(r"\w+").findall(a) if w[0].isupper()}.isdisjoint(w for w in patterns.compiled(r"\w+").findall(b) if w[0].isupper())


def _unbalanced(document: Document, options: Options) -> Iterator[Hit]:
    paragraphs = document.view(segment.paragraphs)
    done = -1
    for stray in document.view(quotes.strays):
        number = bisect_left(paragraphs, stray.span.start, key=lambda p: p.end)
        if number > done:
            done = number
            yield Hit(stray.span, {"match": document[stray.span]}, case=stray.fault)
    mixed = _mixed(document)
    if mixed is not None and not any(stray.fault == "kinds" for stray in document.view(quotes.strays)):
        yield Hit(mixed, {"match": document[mixed]}, case="mixed")


def _mixed(document: Document) -> Span | None:
    """The first mark of the rarer kind in a text that has both curly and straight double marks."""
    marks = [(q.span.start, document.text[q.span.start]) for q in document.view(quotes.outer) if document.text[q.span.start] in '“"']
    kinds = Counter(mark for _, mark in marks)
    if len(kinds) < 2:
        return None
    rarer = min(kinds, key=lambda mark: (kinds[mark], mark))
    i = next(i for i, mark in marks if mark == rarer)
    return Span(i, i + 1)
