"""Lines, paragraphs and sentences of a document, and its words and marks by sentence."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Set
from functools import lru_cache
from itertools import compress
from operator import add

import msgspec

from lint import patterns
from lint.model import Span
from lint.text import tokens as tokenised
from lint.text.document import Document
from lint.text.remembered import Remembered

ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof rev hon pres gov sen rep gen col maj capt cmdr lt sgt cpl pvt adm brig supt insp det cllr st ste mt ft sr jr messrs mme mlle
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri
    inc corp co ltd plc llc bros dept univ assn est ave blvd rd vs v no nos vol pp ed eds approx e.g i.e eg ie cf al fig
    u.s u.k u.n e.u d.c p.m a.m u.s.a ph.d m.d b.a m.a ok calif fla tex mass conn ill mich minn wis penn pa va ga ala ariz ark colo del ind kan ky la md miss mo
    mont neb nev okla ore tenn vt wash wyo ont que""".split()
)
"""Words before a full stop that do not end a sentence by themselves (lower case, without the last stop)."""

_MAY_END = frozenset(
    "jr sr inc corp co ltd plc u.s u.k u.n e.u d.c p.m a.m u.s.a ph.d m.d etc calif fla tex mass conn ill mich minn wis va ga md est al".split()
)
_STARTERS = frozenset(
    """the a an he she it they we you i this that these those there here but and or so yet if when while after before as at by for from in on to with
    his her its their our my what who why how where
    not no one some many most all both each every another other however meanwhile according also although because since until
    mr mrs ms dr president""".split()
)
LONGEST = 5_000
"""Characters of the longest stretch that is taken for one sentence."""

_BREAK = patterns.compiled(r"""(?P<mark>[.!?…](?<![.!?…].)[.!?…]*)(?P<close>["”’'»)\]]*)(?P<gap>\s+)(?=(?P<next>["“‘'«(\[¿¡*•–—-]*[A-Z0-9À-ÖØ-ÞĀ-Ž“‘"'(\[]))""")
_MARK_BEFORE = patterns.compiled(r"[\"“”‘’'(\[]")
_WORD_AFTER = patterns.compiled(r"[\"“‘'«(\[*•–—-]*([^\W\d_]+)")
_BY_STROKES = patterns.compiled(r"[^/]+|/")
_PART = patterns.compiled(r"[^\W_]+")
_LINE = patterns.compiled(r"[^\r\n]+")
_ENDED = patterns.compiled(r"[.!?…:;]['\"”’)\]]*$")


class Sentence(msgspec.Struct, frozen=True):
    """A sentence with the number of the paragraph that holds it."""

    span: Span
    paragraph: int


class Tokens(msgspec.Struct, frozen=True):
    """Words and single marks in order, side by side: as written (in plain characters), in lower case, and where each starts and ends.

    A possessive "'s" is a part of its word; `first` holds the index of the first token of each sentence, and one more for the end.
    """

    words: list[str]
    lowered: list[str]
    starts: list[int]
    ends: list[int]
    first: list[int]


def lines(document: Document) -> tuple[Span, ...]:
    """The lines that hold more than blanks, each without the blanks at its ends."""
    return tuple(_trimmed(document.text, m.start(), m.end()) for m in _LINE.finditer(document.text) if not m.group().isspace())


def paragraphs(document: Document) -> tuple[Span, ...]:
    """The paragraphs in order: a line each, except in texts whose lines were wrapped at a fixed width."""
    found: list[Span] = []
    block: list[Span] = []
    for line in document.view(lines):
        if block and _blank_between(document.text, block[-1].end, line.start):
            found += _block(document.text, block)
            block = []
        block.append(line)
    return tuple(found + _block(document.text, block))


def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences in order. Abbreviations, initials and "U.S." do not end one; a closing quotation mark belongs to the sentence before it."""
    found = []
    for number, paragraph in enumerate(document.view(paragraphs)):
        start = paragraph.start
        for end, following in _breaks(document.text, paragraph):
            found += [Sentence(span, number) for span in _bounded(document.text, start, end)]
            start = following
        found += [Sentence(span, number) for span in _bounded(document.text, start, paragraph.end)]
    return tuple(found)


def lowered(document: Document) -> tuple[str, ...]:
    """Each sentence in plain characters and lower case, for cheap tests whether a literal occurs; offsets in it are not those of the text."""
    plain = document.plain
    return tuple([plain[s.span.start : s.span.end].lower() for s in document.view(sentences)])


def tokens(document: Document) -> Tokens:
    """The words and marks of the plain text; a stroke is a mark, too."""
    written, gaps = document.view(tokenised.written), document.view(tokenised.gaps)
    added = {i: marks for i in document.view(tokenised.apart) if (marks := _marks[gaps[i]])}
    stroked = frozenset([i for i in document.view(tokenised.joined) if "/" in written[i]])
    added |= {i: (*added.get(i, ()), *[(m.start(), m.group()) for m in _BY_STROKES.finditer(written[i])]) for i in stroked}
    words, lowered, starts = tokenised.recut(document, added, stroked)
    first = [bisect_left(starts, s.span.start) for s in document.view(sentences)]
    return Tokens(words, lowered, starts, list(map(add, starts, map(len, words))), [*first, len(words)])


def _marks_in(gap: str) -> tuple[tuple[int, str], ...]:
    return tuple((i - len(gap), mark) for i, mark in enumerate(gap) if not mark.isspace())


_marks = Remembered(_marks_in)
"""The marks between two words, each with its distance from where the second starts."""


def starts(document: Document, words: Set[str]) -> list[int]:
    """Where one of these lower-case words stands, in a compound too, in order: the places at which a pattern that begins with one of them can match."""
    found = document.view(tokens)
    alone = compress(found.starts, map(words.__contains__, found.lowered))
    return sorted([*alone, *[start for word, start in document.view(_parts) if word in words]])


def matches(document: Document, pattern: re.Pattern[str], words: Set[str]) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begins with one of these lower-case words, tried only where one stands; leftmost first, none inside another."""
    end = 0
    for start in starts(document, words):
        if start >= end and (m := pattern.match(document.plain, start)):
            end = m.end()
            yield m


def _parts(document: Document) -> tuple[tuple[str, int], ...]:
    """The parts of each compound such as "then-yesterday" in lower case, with their places."""
    written = document.view(tokenised.written)
    places = ((written[i], tokenised.span(document, i).start) for i in document.view(tokenised.joined))
    return tuple([(m.group().lower(), start + m.start()) for word, start in places for m in _PART.finditer(word)])


def at(spans: tuple[Span, ...], offset: int) -> int | None:
    """The index of the one of these ordered spans that holds `offset`, or None."""
    i = bisect_right(spans, (offset, float("inf"))) - 1
    return i if i >= 0 and spans[i].start <= offset < max(spans[i].end, spans[i].start + 1) else None


def sentence_at(document: Document, offset: int) -> Sentence | None:
    """The sentence that holds `offset`, or None between two sentences."""
    i = at(document.view(_sentence_spans), offset)
    return None if i is None else document.view(sentences)[i]


def paragraph_at(document: Document, offset: int) -> Span | None:
    """The paragraph that holds `offset`, or None between two paragraphs."""
    spans = document.view(paragraphs)
    i = at(spans, offset)
    return None if i is None else spans[i]


def line_at(document: Document, offset: int) -> Span | None:
    """The line that holds `offset`, or None on a blank one."""
    spans = document.view(lines)
    i = at(spans, offset)
    return None if i is None else spans[i]


def _sentence_spans(document: Document) -> tuple[Span, ...]:
    return tuple(s.span for s in document.view(sentences))


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _blank_between(text: str, end: int, start: int) -> bool:
    return len(text[end:start].replace("\r\n", "\n").splitlines()) > 1


def _block(text: str, block: list[Span]) -> list[Span]:
    """The paragraphs of a run of lines without a blank one between: one when the lines were wrapped, else a line each."""
    wrapped = (
        len(block) > 1
        and all(line.length <= 100 for line in block)
        and all(line.length >= 45 for line in block[:-1])
        and 2 * sum(bool(_ENDED.search(text[line.start : line.end])) for line in block[:-1]) < len(block) - 1
    )
    return [Span(block[0].start, block[-1].end)] if wrapped else block


def _breaks(text: str, paragraph: Span) -> list[tuple[int, int]]:
    """(end of a sentence, start of the next) within the paragraph."""
    found = []
    for m in _BREAK.finditer(text, paragraph.start, paragraph.end):
        if m.group("mark") != "." or _ends(text, paragraph.start, m):
            found.append((m.end("close"), m.end()))
    return found


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentence, cut at blanks where it is longer than any sentence: what is done for each pair of its words must not cost minutes."""
    while end - start > LONGEST:
        blank = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = blank if blank > 0 else start + LONGEST
        yield Span(start, cut)
        start = cut + (blank > 0)
    yield Span(start, end)


def _ends(text: str, floor: int, match: re.Match[str]) -> bool:
    """Whether a single full stop ends a sentence."""
    if match.group("close"):
        return True
    written = _written_before(text[max(floor, match.start("mark") - 40) : match.start("mark")])
    word = written.lower()
    after = _WORD_AFTER.match(text, match.end())
    following = after.group(1) if after else ""
    if word == "no":
        return not text[match.end()].isdigit()
    if len(word) == 1 and word.isalpha():
        return word != "i" and written.islower()
    if word in _MAY_END or (_initialism(word) and word not in ABBREVIATIONS):
        return following.lower() in _STARTERS or text[match.end()] in '“"'
    return word not in ABBREVIATIONS


def _written_before(text: str) -> str:
    """The word that the text ends with, without marks in front; empty where it ends with a blank or a mark."""
    text = text.removesuffix("\n")
    last = "" if text[-1:].isspace() else text.rsplit(maxsplit=1)[-1] if text else ""
    return _MARK_BEFORE.split(last)[-1] if _MARK_BEFORE.search(last) else last


@lru_cache(maxsize=20_000)
def _initialism(word: str) -> bool:
    return bool(patterns.compiled(r"(?:\w\.)+\w").fullmatch(word))
