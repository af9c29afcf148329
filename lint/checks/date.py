"""Kind `date`: faults in the dates that a text gives: scraps, relative days without an anchor, wrong weekdays, days that do not exist."""

import re
from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from lint import patterns
from lint.checks import Library
from lint.model import Check, Hit, Rule, Span
from lint.text import dateforms, dates, quotes, relatives, segment
from lint.text.dateforms import Written
from lint.text.document import Document

_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_RUN_TOGETHER = patterns.compiled(
    r"(?:Source|Author|By|Category|Section|Location|Place|Publisher|Editor|Tags?|Topic|Reporter|Writer)\s?:\s?[^|•·:\n]{1,60}?\s"
    r"(?:Published|Updated|Posted|Date|Publish(?:ed)? (?:date|on|time)|Release(?:d| date)|Time)\s?:?\s$",
    re.IGNORECASE,
)
_BARE_LABEL = patterns.compiled(
    r"\W{0,3}(?:(?:first )?published|last updated|updated|posted|date|publication date|date published|publish(?:ed)? date)(?: on| at| by)?\s?:\W{0,3}$",
    re.IGNORECASE,
)
_DAY_BEFORE = patterns.compiled(r"\b(?:on|by|until|till|from|since|before|after|dated|due|of|for|through|between)\s(?:the\s)?$", re.IGNORECASE)
_NUMBERED = patterns.compiled(r"\b(?:nos?|number|act|section|article|rule)\b\.?\s$", re.IGNORECASE)
_DAY_AFTER = patterns.compiled(r"\s*(?:[.,;:)\]!?]|$|\n)")


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`find`: the fault that is looked for."""

    find: Literal["only-in-body", "scrap", "relative", "weekday", "impossible", "ambiguous"]


def build(rule: Rule, options: Options, library: Library) -> Check:
    """A check that yields each such fault."""
    return _FAULTS[options.find]


def only_in_body(document: Document) -> Iterator[Hit]:
    """The stated date where it stands in a caption or sentence only."""
    published = document.view(dates.published)
    if published is not None and published.span is not None and published.kind in ("caption", "prose"):
        yield Hit(published.span, {"match": document[published.span], "kind": published.kind})


def scrap(document: Document) -> Iterator[Hit]:
    """Labels and dates that run into the text or into each other, and labels whose date is gone."""
    lines = document.view(segment.lines)
    for candidate in document.view(dates.candidates):
        span = _scrap(document, candidate)
        if span is not None:
            yield Hit(span, {"match": document[span]})
    for i, line in enumerate(lines[:15]):
        if line.length <= 30 and _BARE_LABEL.match(document.plain[line.start : line.end]) and not _dated(document, lines[i : i + 3]):
            yield Hit(line, {"match": document[line]}, case="label")


def _scrap(document: Document, candidate: dates.Candidate) -> Span | None:
    written = candidate.mention
    line = segment.line_at(document, written.span.start)
    if line is None:
        return None
    before = document.plain[max(line.start, written.span.start - 100) : written.span.start]
    if candidate.kind == "glued":
        return Span(line.start, written.span.end)
    m = _RUN_TOGETHER.search(before)
    if m:
        return Span(written.span.start - len(before) + m.start(), written.span.end)
    return None


def _dated(document: Document, lines: tuple[Span, ...]) -> bool:
    stretch = Span(lines[0].start, lines[-1].end)
    return any(stretch.meets(w.span) for w in document.view(dateforms.written)) or bool(patterns.compiled(r"\d{4}|\d:\d\d|ago\b").search(document[stretch]))


def relative(document: Document) -> Iterator[Hit]:
    """Relative days in a text without a date to count from: the first of each paragraph, outside quotations."""
    if document.view(dates.published) is not None:
        return
    full = [w.span for w in document.view(dateforms.written) if w.full or w.form == "month"]
    seen = None
    for span in document.view(relatives.relatives):
        paragraph = segment.paragraph_at(document, span.start)
        if paragraph is None or paragraph == seen or quotes.quoted(document, span):
            continue
        sentence = segment.sentence_at(document, span.start)
        if sentence is not None and any(sentence.span.covers(f) for f in full):
            continue
        seen = paragraph
        yield Hit(span, {"match": document[span]})


def weekday(document: Document) -> Iterator[Hit]:
    """Dates whose weekday is not that of the calendar."""
    for w in document.view(dateforms.written):
        if w.weekday is not None and w.value is not None and not w.range and w.value.year >= 1800 and w.value.weekday() != w.weekday:
            yield Hit(w.span, {"match": document[w.span], "weekday": relatives.DAYS[w.value.weekday()]})


def impossible(document: Document) -> Iterator[Hit]:
    """Dates that no calendar has."""
    for w in document.view(dateforms.written):
        if _NUMBERED.search(document.plain[max(0, w.span.start - 12) : w.span.start]):
            continue
        if (w.impossible and (w.form != "iso" or "-" in document[w.span])) or (not w.full and _too_late(document, w)):
            yield Hit(w.span, {"match": document[w.span]})


def _too_late(document: Document, w: Written) -> bool:
    """Whether a day without a year is beyond its month; "in June 31 people died" is no date."""
    if w.form != "words" or w.day is None or w.month is None or w.day <= _LONGEST[w.month - 1]:
        return False
    ordinal = document.plain[w.span.start : w.span.end].rstrip().lower().endswith(("st", "nd", "rd", "th"))
    before = document.plain[max(0, w.span.start - 12) : w.span.start]
    return bool(_DAY_BEFORE.search(before)) and (ordinal or bool(_DAY_AFTER.match(document.plain, w.span.end)))


def ambiguous(document: Document) -> Iterator[Hit]:
    """Numeric dates that can be read as two days."""
    for w in document.view(dateforms.written):
        if len(w.readings) == 2 and dates.evident(document, w) is None:
            month_first, day_first = (f"{d.day} {dateforms.MONTHS[d.month - 1]} {d.year}" for d in w.readings)
            yield Hit(w.span, {"match": document[w.span], "one": month_first, "other": day_first})


_FAULTS: dict[str, Callable[[Document], Iterator[Hit]]] = {
    "only-in-body": only_in_body,
    "scrap": scrap,
    "relative": relative,
    "weekday": weekday,
    "impossible": impossible,
    "ambiguous": ambiguous,
}
