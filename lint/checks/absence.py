"""Kind `absence`: something that a text ought to state about itself and does not: its date, author, publisher, place."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

import msgspec

from lint import patterns
from lint.checks import Library
from lint.model import Check, Hit, Rule, Span
from lint.text import attributions, credits, dates, segment, zones
from lint.text.document import Document


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`of`: what is missed in the whole document.

    Its `date` of publication, `byline` (an author, or an agency above the story), `dateline`, or `publisher` (an outlet, agency or author).
    """

    of: Literal["date", "byline", "publisher", "dateline"]


_FACTS: dict[str, Callable[[Document], Any]] = {
    "date": dates.published,
    "byline": lambda document: document.view(zones.author) or next((c for c in document.view(credits.wires) if c.form in ("dateline", "line")), None),
    "publisher": lambda document: document.view(credits.publisher) or document.view(credits.wire) or document.view(zones.author),
    "dateline": zones.dateline,
}


def build(rule: Rule, options: Options, library: Library) -> Check:
    """A check that yields one hit on the whole document where the fact is not stated."""
    fact = _FACTS[options.of]

    def check(document: Document) -> Iterator[Hit]:
        if document.view(fact) is None and (options.of != "dateline" or document.view(_reports_an_event)):
            yield Hit(None)

    return check


_OPENING = 8
_WRITER = patterns.compiled(r"(?<![“\"\w])(?:I|I'm|I've)\b(?![^“”\"\n]*[”\"])")
_TODAY = frozenset("today yesterday tonight overnight".split())


def _reports_an_event(document: Document) -> bool:
    """Whether the first sentences name a day of the week, or today, and somebody who says something, and the writer is not in them."""
    opening = document.view(segment.sentences)[:_OPENING]
    if not opening:
        return False
    stretch = Span(opening[0].span.start, opening[-1].span.end)
    days = any(stretch.covers(m.span) and (m.kind == "weekday" or document[m.span].lower() in _TODAY) for m in document.view(dates.mentions))
    said = any(a.sentence < _OPENING and a.family == "say" and a.source is not None for a in document.view(attributions.attributions))
    return days and said and _WRITER.search(document.plain, stretch.start, stretch.end) is None
