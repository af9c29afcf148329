"""Kind `claim`: sentences in the writer's own voice that claim what a source should say, and stories or headlines that hide whose claim they tell."""

import re
from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from lint import patterns, rulefolder
from lint.checks import Library, boilerplate
from lint.model import Check, Hit, Rule, Span
from lint.text import attributions, claims, names, segment, tokens, voices, zones
from lint.text.document import Document


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`find`: claims with one of the `reasons`, an unnamed study, a story with one source, or a headline whose claim is somebody's.

    `fewest`: how many attributions a story with one source must have; `words`: how long it must be.
    `shared`: the share of a headline's words that an attributed sentence of the body must repeat.
    """

    find: Literal["claims", "unnamed-study", "one-source", "headline"] = "claims"
    reasons: list[claims.Reason] = []
    fewest: int = 6
    words: int = 300
    shared: float = 0.6


def build(rule: Rule, options: Options, library: Library) -> Check:
    """The check that `find` names."""
    if options.find == "claims":
        return _claims(options, library)
    makers: dict[str, Callable[[Options], Check]] = {"unnamed-study": _studies, "one-source": _one_source, "headline": _headline}
    return makers[options.find](options)


def unattributed(document: Document, library: Library) -> tuple[claims.Claim, ...]:
    """The sentences outside boilerplate that claim something with no source, in order."""
    leftovers = boilerplate.leftovers(document, library)
    return tuple(
        c for c in document.view(claims.claims) if not boilerplate.touched(leftovers, c.span) and not (c.reason == "figure" and _known_figure(document, c))
    )


_COUNTED = patterns.compiled(r"\b(?:polls?|polling|pollsters?|surveys?|surveyed|respondents?|caucus(?:es)?|primar(?:y|ies)|delegates|votes)\b", re.IGNORECASE)
_UNIT = patterns.compiled(r"%|(?:\bper|percent|percentage|million|billion|trillion)\b|\d(?:bn|m|tn)\b")
_TOLD = patterns.compiled(r"\b(?:must|will|would|shares|stocks?|index|crude|trading|quarter|yen)\b")


def _known_figure(document: Document, claim: claims.Claim) -> bool:
    """Whether a figure wants no source: a price or a plain number, a plan, what a market shows, a poll told of close by, or what a body has just said."""
    if not _UNIT.search(claim.evidence) or _TOLD.search(document.plain, claim.span.start, claim.span.end):
        return True
    listed = document.view(segment.sentences)
    first = max(0, claim.sentence - 2)
    if _COUNTED.search(document.plain, listed[first].span.start, claim.span.end):
        return True
    before = [a for a in document.view(attributions.attributions) if a.sentence == claim.sentence - 1]
    same = listed[claim.sentence].paragraph == listed[claim.sentence - 1].paragraph if claim.sentence else False
    return same and any(a.type in ("document", "organisation") for a in before)


def _claims(options: Options, library: Library) -> Check:
    """A check that yields each sentence that claims something for one of the reasons with no source."""
    wanted = frozenset(options.reasons)

    def check(document: Document) -> Iterator[Hit]:
        for claim in unattributed(document, library):
            if claim.reason in wanted:
                yield Hit(claim.span, {"evidence": claim.evidence, "reason": claim.reason, "match": document[claim.span]}, case=claim.reason)

    return check


_STUDY = patterns.compiled(
    r"(?P<span>\b(?:(?:a|an|one|another|some|several|many|recent|new|latest|various|numerous|multiple|the latest)\s+)(?:[\w-]+\s+){0,2}?"
    r"(?:study|studies|survey|surveys|poll|polls|research|report|reports|analysis|analyses|paper|papers|review)\b"
    r"|\b(?:studies|surveys|polls|research|statistics|figures|data)\b)\s+(?:(?:have|has|also|now|recently|consistently|repeatedly)\s+)*"
    r"(?:found|finds?|shows?|showed|shown|suggests?|suggested|indicates?|indicated|reveals?|revealed|concludes?|concluded|says?|said|claims?|claimed|warns?|warned)\b",
    re.IGNORECASE,
)
_STUDY_STEMS = ("stud", "survey", "poll", "research", "report", "analys", "paper", "review", "statistics", "figures", "data")
"""One of these stands in every sentence that `_STUDY` matches."""

_HEADLINE_STUDY = patterns.compiled(r"(?P<span>:\s*(?:study|survey|poll|report|research)\s*$)", re.IGNORECASE)


def _studies(options: Options) -> Check:
    """A check that yields studies, surveys and reports whose author or publisher is named neither in the sentence nor in the next one."""

    def check(document: Document) -> Iterator[Hit]:
        listed = document.view(segment.sentences)
        for number, lowered in enumerate(document.view(segment.lowered)):
            if not any(stem in lowered for stem in _STUDY_STEMS):
                continue
            sentence = listed[number]
            m = _STUDY.search(document.plain, sentence.span.start, sentence.span.end)
            if m is None:
                continue
            end = listed[number + 1].span.end if number + 1 < len(listed) else sentence.span.end
            if not _names_somebody(document, Span(listed[max(0, number - 1)].span.start, end)):
                yield Hit(Span(*m.span("span")), {"match": m["span"]})
        title = document.view(zones.headline)
        m = _HEADLINE_STUDY.search(document.plain, title.start, title.end) if title else None
        if m is not None:
            start = m.start("span") + len(m["span"]) - len(m["span"].lstrip(": "))
            yield Hit(Span(start, m.end("span")), {"match": document.text[start : m.end("span")]}, case="headline")

    return check


def _names_somebody(document: Document, stretch: Span) -> bool:
    """Whether a person or a body that could have made the study is named in the stretch."""
    return any(stretch.covers(n.span) and n.kind in ("person", "organisation", "unknown") for n in document.view(names.names))


def _one_source(options: Options) -> Check:
    """A check that yields the whole document when every attribution of a long text goes to one source."""

    def check(document: Document) -> Iterator[Hit]:
        if len(document.view(tokens.written)) < options.words:
            return
        told = [(a, v) for a, v in zip(document.view(attributions.attributions), document.view(voices.voices)) if _speaks(document, a)]
        speaking = {voice.name for _, v in told for voice in v}
        if len(told) >= options.fewest and len(speaking) == 1 and all(v or a.type == "pronoun" for a, v in told):
            yield Hit(None, {"source": next(iter(speaking)), "count": str(len(told))})

    return check


_NOBODY = frozenset("who which that it you i we".split())


def _speaks(document: Document, a: attributions.Attribution) -> bool:
    """Whether an attribution has a source that says or shows something; wishes and thoughts need no second side."""
    if a.source is None or a.family in ("want", "think", "noun"):
        return False
    return document.plain[a.source.start : a.source.end].lower() not in _NOBODY


_PREFIX = patterns.compiled(r"^(?P<who>[\w .'-]{2,40}):\s+(?=\w)")
_SAYS = patterns.compiled(
    r"\b(?:says?|said|accus\w+|claims?|alleg\w+|warns?|calls?|slams?|blames?|urges?|denies|denounc\w+|condemns?|insists?|argues?|according|tells?|told|vows?|asks?|"
    r"reports?|study|poll|survey|fears?|believes?|thinks|may|might|could|quotes?|over|on)\b|[\"“”‘’?]|\B'|'\B",
    re.IGNORECASE,
)
_WORD = patterns.compiled(r"[A-Za-z][\w'-]+")
_SMALL = frozenset("the a an of to in on for and or at by with from as is are was were be it its his her their that this has have had not will".split())


def _headline(options: Options) -> Check:
    """A check that yields a headline that states as fact what the body gives as somebody's words."""

    def check(document: Document) -> Iterator[Hit]:
        title = document.view(zones.headline)
        if title is None:
            return
        text = document.plain[title.start : title.end]
        prefix = _PREFIX.match(text)
        if prefix and prefix["who"] not in rulefolder.lexicon("countries"):
            return
        stated = text[prefix.end() :] if prefix else text
        wanted = _content_words(stated)
        if _SAYS.search(stated) or len(wanted) < 4 or not claims.contested(document, title):
            return
        for a, told in zip(document.view(attributions.attributions), document.view(voices.voices)):
            if a.content is None or a.source is None or a.content.start < title.end or a.family not in ("say", "claim") or _named(text, told):
                continue
            shared = wanted & _content_words(document.plain[a.content.start : a.content.end])
            if len(shared) >= options.shared * len(wanted):
                yield Hit(title, {"match": document[title]})
                return

    return check


def _named(headline: str, told: tuple[voices.Voice, ...]) -> bool:
    """Whether the headline names the source, so that a reader knows whose claim it is."""
    return any(word in headline for voice in told for word in voice.name.split() if word[0].isupper())


def _content_words(text: str) -> set[str]:
    return {w for w in (m.group().lower() for m in _WORD.finditer(text)) if w not in _SMALL}
