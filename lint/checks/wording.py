"""Kind `wording`: loaded, puffing and opinionated words in the writer's own voice, from lists that know their innocent uses."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Literal, NamedTuple

import msgspec

from lint import patterns, rulefolder
from lint.checks import Library, boilerplate, limits, literals, terms
from lint.model import Check, Hit, Related, Rule, Span
from lint.text import attributions, quotes, segment, vocabulary, zones
from lint.text.document import Document

PLAIN = 6
"""From this band of `vocabulary.band` on marks cast doubt on a word; around a rarer one they say that it is a term."""
_NEAR = 60
_UNSURE = 600
_FIRST_PERSON = ("i ", "i'", "we ", "our ", "let")
_MOST_RELATED = 5


Compiled = re.Pattern[str] | limits.Pattern
Fitting = Callable[[str], list[Compiled]]
"""Those of a rule's patterns that can match a text at all; the others are not even compiled."""


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`any`, `lexicon`: words or phrases, found as whole words; a lexicon with named groups gives the group's name as the case.
    `patterns`: regular expressions over each sentence, or over the headline, without regard to case there; a group named `span` narrows the finding.

    `hint`: literals (lower case) of which one stands in every sentence that one of the patterns can match; they are not tried on others.
    `where`: in the body, in the headline, or anywhere. `apart`: groups whose words count only at the start of a sentence or between commas or dashes.
    `innocent`: patterns without regard to case; a word that one of them overlaps is passed over. `names`: also words with a capital in mid-sentence.
    `quoted-words`: find quotations of at most so many words that nobody says; `doubted`: nouns that up to three quoted words cast doubt on even
    beside a source. `unattributed`: `sentence` only in sentences that name no source, `content` also in others but not in what the source says.
    `labelled-opinion: skip`: not in a text that says it is opinion, a column or an interview, nor in the first person near quotation marks that do not pair.
    `once`: one finding per term and document, with the other places as related ones. `most`: the most findings in one document.
    """

    any: list[str] = []
    lexicon: str | None = None
    patterns: list[str] = []
    hint: list[str] = []
    where: Literal["body", "headline", "anywhere"] = "body"
    apart: list[str] = []
    innocent: list[str] = []
    names: bool = False
    quoted_words: int | None = None
    doubted: list[str] = []
    unattributed: Literal["any", "content", "sentence"] = "any"
    labelled_opinion: Literal["any", "skip"] = "any"
    once: bool = True
    most: int | None = None


class Found(NamedTuple):
    """A word or phrase in the text: the term it stands for, the term's group, the place."""

    term: str
    group: str
    span: Span


def build(rule: Rule, options: Options, library: Library) -> Check:
    """A check that yields each word of the list that stands in the writer's own voice."""
    if options.quoted_words:
        return _scare_quotes(rule, options, library)
    innocent = _compiled(library, rule, options.innocent)
    patterns = _compiled(library, rule, options.patterns, 0 if options.where == "body" else re.IGNORECASE)

    def check(document: Document) -> Iterator[Hit]:
        if options.labelled_opinion == "skip" and document.view(labelled_opinion):
            return
        listed = [*document.view(library.shared(_finder)).get(rule.code, ()), *_matched(document, patterns, options)]
        found = [
            f
            for f in listed
            if _in_place(document, options, f)
            and not (f"{f.term} ".startswith(_FIRST_PERSON) and _beside_open_quotes(document, f.span))
            and not quotes.quoted(document, f.span)
            and not _excused(document, f.span, innocent)
            and not (options.unattributed != "any" and _attributed(document, f.span, options.unattributed == "content"))
        ]
        left = boilerplate.leftovers(document, library) if found and options.where != "headline" else ()
        found = [f for f in found if not boilerplate.touched(left, f.span)]
        hits = _first_of_each(document, found) if options.once else (_hit(document, f) for f in found)
        for count, hit in enumerate(hits):
            if options.most is not None and count >= options.most:
                return
            yield hit

    return check


def _scare_quotes(rule: Rule, options: Options, library: Library) -> Check:
    """A check that yields short quotations that no speaker owns and that are no title, name, term or saying."""
    innocent, doubted = _compiled(library, rule, options.innocent), frozenset(options.doubted)

    def check(document: Document) -> Iterator[Hit]:
        for quotation in document.view(quotes.outer):
            content = document[quotation.content].strip(" ,.;:!?")
            words = content.split()
            if not (quotation.closed and words and len(words) <= 3) or _in_headline(document, quotation.span):
                continue
            doubt = words[-1].lower() in doubted
            if (doubt and _cited(document, quotation.span)) or (
                len(words) <= (options.quoted_words or 0)
                and content.isalpha()
                and content.islower()
                and not _a_term(document, quotation, content)
                and not _owned(document, quotation.span)
                and not _excused(document, quotation.span, innocent)
            ):
                yield Hit(quotation.span, {"match": document[quotation.span], "words": content})

    return check


_BESIDE = patterns.compiled(r"""[(=>\[{:]\s?$|["”'’],?(?:\s(?:and|or))?\s$""")
_BEHIND = patterns.compiled(r"""\s?[)=\]}:]|[-/]\w|,?\s(?:and|or)\s["“'‘]|\s?,\s?["“'‘]""")


def _a_term(document: Document, quotation: quotes.Quotation, content: str) -> bool:
    """Whether marks stand around a term: a rare word, one used again in the text, beside another in marks, in brackets, or in a line of code."""
    if vocabulary.band(content) < PLAIN or _stands_twice(document.lowered, content):
        return True
    before = document.plain[max(0, quotation.span.start - 12) : quotation.span.start]
    return _BESIDE.search(before) is not None or _BEHIND.match(document.plain, quotation.span.end) is not None


def _of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _stands_twice(text: str, words: str) -> bool:
    """Whether the words stand at two places of the text, at the beginning of a word or mark each time."""
    at, met = text.find(words), False
    while at >= 0:
        begins = _of_word(text[at - 1 : at]) != _of_word(words[0])
        if begins and met:
            return True
        met = met or begins
        at = text.find(words, at + (len(words) if begins else 1))
    return False


_CITES = patterns.compiled(
    r"\b(?:refer(?:s|ring|red|encing|enced|ences)?(?: to)?|cit(?:es|ed|ing)|quot(?:es|ed|ing)|by|from|of|such|some|its|their|his|her"
    r"|these|those|called)\s+$",
    re.IGNORECASE,
)


def _cited(document: Document, span: Span) -> bool:
    """Whether the words before the quotation make what is quoted a source or a thing pointed at, not a speaker's words."""
    return _CITES.search(document.plain, max(0, span.start - 30), span.start) is not None


def _owned(document: Document, span: Span) -> bool:
    """Whether somebody speaks in the sentence of the quotation or in the one before it in the paragraph."""
    i = segment.at(document.view(_sentence_spans), span.start)
    if i is None:
        return True
    listed, standing = document.view(segment.sentences), document.view(attributions.standing)
    return standing[i] != "none" or (i > 0 and listed[i - 1].paragraph == listed[i].paragraph and standing[i - 1] != "none")


def _in_headline(document: Document, span: Span) -> bool:
    headline = document.view(zones.headline)
    return headline is not None and headline.covers(span)


def _compiled(library: Library, rule: Rule, patterns: list[str], flags: int = re.IGNORECASE) -> Fitting:
    @cache
    def compiled(pattern: str) -> Compiled:
        return library.compiled(rule, pattern, flags)

    @cache
    def needing() -> list[tuple[literals.Needs, str]]:
        return [(literals.required(pattern), pattern) for pattern in patterns]

    def fitting(text: str) -> list[Compiled]:
        return [compiled(pattern) for pattern in literals.fitting(needing(), literals.folded(text))] if patterns else []

    return fitting


def _finder(library: Library) -> Callable[[Document], dict[str, list[Found]]]:
    """A view that finds the words of all rules of this kind in one pass over the text."""
    index: dict[str, list[tuple[tuple[str, ...], str, str, str]]] = {}
    for rule in library.of_kind("wording"):
        for term, group in _terms(library.options(rule)):
            words = tuple(terms.TOKEN.findall(term.lower()))
            index.setdefault(words[0], []).append((words, term, group, rule.code))
    for listed in index.values():
        listed.sort(key=lambda entry: -len(entry[0]))

    def find(document: Document) -> dict[str, list[Found]]:
        tokens = document.view(terms.tokens_lowered)
        found: dict[str, list[Found]] = {}
        for i in [i for i, word in enumerate(tokens) if word in index]:
            for words, term, group, code in index[tokens[i]]:
                if tokens[i : i + len(words)] != words:
                    continue
                whole = terms.stretch(document, i, i + len(words) - 1)
                listed = found.setdefault(code, [])
                if "\n" not in document[whole] and not (listed and listed[-1].span.meets(whole)):
                    listed.append(Found(term, group, whole))
        return found

    return find


def _terms(options: Options) -> Iterator[tuple[str, str]]:
    yield from ((term, "") for term in options.any)
    listed: Any = rulefolder.lexicon(options.lexicon) if options.lexicon else []
    if isinstance(listed, dict):
        yield from ((term, group) for group, words in listed.items() for term in words)
    else:
        yield from ((term, "") for term in listed)


def _stretches(document: Document, options: Options) -> list[Span]:
    """The headline, or the sentences that the patterns can match."""
    if not options.patterns:
        return []
    if options.where == "headline":
        headline = document.view(zones.headline)
        return [headline] if headline else []
    hints = [h for h in options.hint if h in document.lowered]
    if options.hint and not hints:
        return []
    lowered = document.view(segment.lowered)
    return [s.span for s, small in zip(document.view(segment.sentences), lowered) if not hints or literals.possible(hints, small)]


def _matched(document: Document, patterns: Fitting, options: Options) -> Iterator[Found]:
    for stretch in _stretches(document, options):
        text, last = document.plain[stretch.start : stretch.end], -1
        matches = [m for p in patterns(text) for m in p.finditer(text)]
        for span in sorted(Span(*m.span("span" if "span" in m.re.groupindex else 0)) for m in matches):
            if span.start >= last:
                last = span.end
                yield Found(text[span.start : span.end].lower(), "", Span(stretch.start + span.start, stretch.start + span.end))


def _in_place(document: Document, options: Options, found: Found) -> bool:
    inside = _in_headline(document, found.span)
    if options.where != "anywhere" and inside != (options.where == "headline"):
        return False
    start = _starts_sentence(document, found.span)
    if found.group in options.apart:
        return start or _between_marks(document.plain, found.span)
    return bool(options.names or options.patterns or start or inside or not document.text[found.span.start].isupper())


_LABEL = patterns.compiled(
    r"""^(?:(?-i:(?:Q|A)[:.][ ]|[ ]?@\w+\.?$|[A-Z]{3,}:[ ])
    |[^\w\n]*(?:
        (?:opinion|op-?ed|editorial|column(?:ist)?|commentary|comment|analysis|perspectives?|viewpoint|review|letters?(?:[ ]to[ ]the[ ]editor)?|blog
        |interview|essay|first[ ]person|q&a|q[ ]&[ ]a|guest[ ](?:post|column|essay))\b[^.\n]{0,40}$
        |(?:opinion|op-?ed|editorial|commentary|analysis|column|review|letter|interview|essay)\s*[:|/]))""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_OWNED_UP = patterns.compiled(
    r"""\b(?:is|was)[ ]an?[ ](?:\w+[ ]){0,4}(?:columnist|opinion[ ](?:writer|editor))\b|\b(?:views|opinions?)[ ]expressed\b
    |\b(?:opinions|views)[ ]are[ ](?:his|her|their|my)[ ]own\b|\bthis[ ](?:interview|conversation)[ ]has[ ]been[ ](?:edited|condensed)
    |\b(?:writes|wrote)[ ](?:a|this)[ ](?:\w+[ ])?column\b|\bis[ ]the[ ]author[ ](?:most[ ]recently[ ])?of\b|\bfollow[ ]me[ ]on\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OWNED_UP_HINTS = (
    *("columnist", "opinion writer", "opinion editor", "views expressed", "opinions expressed", "opinion expressed"),
    *("are his own", "are her own", "are their own", "are my own", "interview has been", "conversation has been"),
    *("writes a ", "writes this ", "wrote a ", "wrote this ", "the author ", "follow me on"),
)
"""One of these stands in every text that `_OWNED_UP` matches."""


def labelled_opinion(document: Document) -> bool:
    """Whether the text says of itself that it is opinion, a column, a letter, a review or an interview."""
    if _LABEL.search(document.plain):
        return True
    return any(hint in document.lowered for hint in _OWNED_UP_HINTS) and _OWNED_UP.search(document.plain) is not None


def _beside_open_quotes(document: Document, span: Span) -> bool:
    """Whether a quotation mark nearby is never closed or never opened, so that nobody can tell whose words stand here."""
    return any(s.fault in ("unclosed", "unopened") and abs(s.span.start - span.start) < _UNSURE for s in document.view(quotes.strays))


def _starts_sentence(document: Document, span: Span) -> bool:
    sentence = segment.sentence_at(document, span.start)
    return sentence is not None and not any(c.isalnum() for c in document.text[sentence.span.start : span.start])


def _between_marks(text: str, span: Span) -> bool:
    before, after = text[max(0, span.start - 3) : span.start].rstrip()[-1:], text[span.end : span.end + 3].lstrip()[:1]
    return bool(before and after) and before in ",—–-(" and after in ",—–-)"


def _excused(document: Document, span: Span, innocent: Fitting) -> bool:
    text, low, high = document.plain, max(0, span.start - _NEAR), span.end + _NEAR
    return any(m.start() < span.end and span.start < m.end() for p in innocent(text[low:high]) for m in p.finditer(text, low, high))


def _attributed(document: Document, span: Span, content: bool) -> bool:
    """Whether the words are somebody's: the sentence has a source, or with `content` the words lie in what the source says."""
    standing = _standing(document, span.start)
    if standing != "attributed" or not content:
        return standing != "none"
    return any(a.content is not None and a.content.covers(span) for a in document.view(attributions.attributions))


def _standing(document: Document, offset: int) -> str:
    """Whose words the sentence at `offset` gives."""
    i = segment.at(document.view(_sentence_spans), offset)
    return "none" if i is None else document.view(attributions.standing)[i]


def _sentence_spans(document: Document) -> tuple[Span, ...]:
    return tuple(s.span for s in document.view(segment.sentences))


def _first_of_each(document: Document, found: list[Found]) -> Iterator[Hit]:
    by_term: dict[str, list[Found]] = {}
    for entry in found:
        by_term.setdefault(entry.term, []).append(entry)
    for entries in by_term.values():
        yield _hit(document, entries[0], entries[1 : 1 + _MOST_RELATED])


def _hit(document: Document, found: Found, others: list[Found] | None = None) -> Hit:
    related = tuple(Related(other.span, "also here") for other in others or ())
    return Hit(found.span, {"match": document[found.span], "term": found.term}, case=found.group, related=related)
