"""What a text states about itself: date, byline, publisher, sources, quotations, scores. No verdict."""

from typing import Any

from lint.checks import Library
from lint.model import Span
from lint.text import attributions, dates, language, quotes, segment, zones
from lint.text.document import Document


def profile(document: Document, library: Library) -> dict[str, Any]:
    """The contract's profile object of one document."""
    return {
        "path": document.path,
        "words": len(document.view(segment.words)),
        "sentences": len(document.view(segment.sentences)),
        "language": document.view(language.language),
        "title": _stretch(document, document.view(zones.zones).title),
        "date": _date(document),
        "byline": _shown(document, document.view(zones.byline)),
        "publisher": document.view(zones.publisher),
        "wire": document.view(zones.wire),
        "quotes": _quotes(document),
        "attributions": _attributions(document),
        "garble_score": None,
    }


def _stretch(document: Document, span: Span | None) -> dict[str, int] | None:
    """A span of the text as offsets into the source."""
    if span is None:
        return None
    original = document.original(span)
    return {"start": original.start, "end": original.end}


def _shown(document: Document, span: Span | None) -> str | None:
    return document[span] if span else None


def _date(document: Document) -> dict[str, Any] | None:
    published = document.view(dates.published)
    if published is None:
        return None
    place: dict[str, Any] = _stretch(document, published.span) or {"start": None, "end": None}
    return {"value": published.value.isoformat(), **place, "kind": published.kind}


def _quotes(document: Document) -> list[dict[str, Any]]:
    """Each outermost quotation of speech with the words that name its speaker."""
    speakers = document.view(attributions.speakers)
    found = []
    for quotation in document.view(quotes.outer):
        attribution = speakers[quotation]
        speaker = document[attribution.source] if attribution and attribution.source else None
        found.append({**(_stretch(document, quotation.span) or {}), "speaker": speaker})
    return found


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


def headline(document: Document, library: Library) -> str:
    """One line that sums up what the text says about itself; only what is known."""
    return ""
