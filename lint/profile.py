"""What a text states about itself: date, byline, publisher, sources, quotations, scores. No verdict."""

from collections.abc import Iterator
from typing import Any

from lint.checks import Library, boilerplate, claim, garble
from lint.model import Span
from lint.text import attributions, dates, language, quotes, readability, segment, tokens, voices, zones
from lint.text.document import Document


def profile(document: Document, library: Library) -> dict[str, Any]:
    """The contract's profile object of one document. Offsets are code points of the decoded source."""
    return {
        **outline(document, library),
        "readability": _readability(document),
        "sources": _sources(document, library),
        "quotes": _quotes(document),
        "attributions": _attributions(document),
        "claims": _claims(document, library),
    }


def outline(document: Document, library: Library) -> dict[str, Any]:
    """The part of the profile that costs little and is one value each: what tables of many documents hold."""
    return {
        "path": document.path,
        "words": len(document.view(tokens.written)),
        "sentences": len(document.view(segment.sentences)),
        "language": document.view(language.language),
        "title": _title(document),
        "date": _date(document),
        "byline": document.view(zones.author),
        "publisher": document.view(zones.publisher),
        "wire": document.view(zones.wire),
        "garble_score": _garble_score(document, library),
        "boilerplate_share": _boilerplate_share(document, library),
    }


def headline(document: Document, library: Library) -> str:
    """One line that sums up what the text says about itself; only what is known."""
    published = document.view(dates.published)
    named, vague = _sources(document, library), _vague(document, library)
    score = _garble_score(document, library)
    facts = (
        f"{published.value.isoformat()} ({published.kind})" if published else "no date",
        document.view(zones.author),
        document.view(zones.publisher),
        document.view(zones.wire),
        f"{len(named)} source{'s' * (len(named) != 1)} named" if named else None,
        f"{vague} vague" if vague else None,
        f"garble {score:.2f}" if score is not None else None,
    )
    return " · ".join(fact for fact in facts if fact)


def _title(document: Document) -> dict[str, Any] | None:
    title = document.view(zones.zones).title
    return {**(_stretch(document, title) or {}), "text": document[title]} if title else None


def _sources(document: Document, library: Library) -> list[dict[str, Any]]:
    """Each source that has a name, in order of appearance: its fullest name, the person's role where told, its type and how often it speaks."""
    found: dict[str, dict[str, Any]] = {}
    for number, a in _in_the_body(document, library):
        if a.family == "want" or voices.acts(document, a):
            continue
        for voice in document.view(voices.voices)[number]:
            entry = found.setdefault(voice.name.lower().removeprefix("the "), {"name": voice.name, "role": voice.role, "type": voice.type, "count": 0})
            entry["count"] += 1
            entry["role"] = entry["role"] or voice.role
    return list(found.values())


def _vague(document: Document, library: Library) -> int:
    """How often a vague or anonymous source speaks."""
    return sum(a.type in ("vague", "anonymous") for _, a in _in_the_body(document, library))


def _in_the_body(document: Document, library: Library) -> Iterator[tuple[int, attributions.Attribution]]:
    """The attributions outside the headline and the leftovers of a page, with their numbers."""
    for number, a in enumerate(document.view(attributions.attributions)):
        if not _apart(document, library, a.anchor):
            yield number, a


def _apart(document: Document, library: Library, span: Span) -> bool:
    """Whether a span is no part of the story: in the headline or in a leftover of the page."""
    title = document.view(zones.headline)
    return (title is not None and title.covers(span)) or boilerplate.touched(boilerplate.leftovers(document, library), span)


def _garble_score(document: Document, library: Library) -> float | None:
    """How much the text reads as garbled, 0 to 1; None under 50 words outside boilerplate."""
    return garble.score(document, library)


def _boilerplate_share(document: Document, library: Library) -> float | None:
    """The share of the text's characters, blanks left out, that are leftovers of a page; None for a text without any."""
    solid = _solid(document.text)
    left = sum(_solid(document[span]) for span in boilerplate.leftovers(document, library))
    return round(left / solid, 3) if solid else None


def _solid(text: str) -> int:
    """How many characters of the text are no blanks."""
    return sum(map(len, text.split()))


def _readability(document: Document) -> dict[str, float] | None:
    """School grades by letters, words and sentences, without a dictionary; None for a text without words."""
    if not document.view(tokens.written):
        return None
    return {
        "automated_readability_index": round(readability.measured("automated_readability_index", document.text), 2),
        "coleman_liau": round(readability.measured("coleman_liau_index", document.text), 2),
    }


def _claims(document: Document, library: Library) -> dict[str, int]:
    """How many sentences there are, how many have a source, how many claim something without one, and how many sources are vague."""
    sentences = document.view(segment.sentences)
    body = [told for s, told in zip(sentences, document.view(voices.answered)) if not _apart(document, library, s.span)]
    return {
        "sentences": len(body),
        "attributed": sum(body),
        "unattributed": len(claim.unattributed(document, library)),
        "vague": _vague(document, library),
    }


def _stretch(document: Document, span: Span | None) -> dict[str, int] | None:
    """A span of the text as offsets into the source."""
    if span is None:
        return None
    original = document.original(span)
    return {"start": original.start, "end": original.end}


def _date(document: Document) -> dict[str, Any] | None:
    published = document.view(dates.published)
    if published is None:
        return None
    place: dict[str, Any] = _stretch(document, published.span) or {"start": None, "end": None}
    return {"value": published.value.isoformat(), **place, "kind": published.kind}


def _quotes(document: Document) -> list[dict[str, Any]]:
    """Each outermost quotation of speech with the words that name its speaker."""
    speakers = document.view(voices.speakers)
    return [{**(_stretch(document, q.span) or {}), "speaker": speakers.get(q)} for q in document.view(quotes.outer)]


def _attributions(document: Document) -> list[dict[str, Any]]:
    return [
        {
            "source": _stretch(document, a.source),
            "cue": _stretch(document, a.cue),
            "content": _stretch(document, a.content),
            "type": a.type,
        }
        for a in document.view(attributions.attributions)
    ]
