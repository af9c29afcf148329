"""The day on which a text says that something happened, counted from its own day of publication."""

import datetime
import re

import msgspec

from lint.text import dates, relatives
from lint.text.document import Document

_FUTURE = re.compile(r"\b(?:will|would|due|plans?|planned|expected|scheduled)\b", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:last|next|until|till|since|by|before|after|from|between|through|every|earlier|later|coming|the)\s+(?:the\s+)?$", re.IGNORECASE)
_WEEK = 7


class Day(msgspec.Struct, frozen=True, array_like=True):
    """A day as a statement names it: where, which day of the calendar (an ordinal), and in which statement."""

    start: int
    end: int
    value: int
    statement: int


def found(document: Document, published: datetime.date | None, stretches: "list[tuple[int, int]]") -> tuple[Day, ...]:
    """The days in statements that name one day only and nothing that may count it otherwise; a weekday is the last one up to the day of publication."""
    mentions = [m for m in document.view(dates.mentions) if m.kind in ("prose", "partial", "weekday")]
    days = []
    for number, (start, end) in enumerate(stretches):
        here = [m for m in mentions if start <= m.span.start < end]
        before = document.plain[max(start, here[0].span.start - 20) : here[0].span.start] if here else ""
        if len(here) != 1 or _COUNTED.search(before) or _FUTURE.search(document.plain, start, end):
            continue
        value = _value(document, here[0], published)
        if value is not None:
            days.append(Day(here[0].span.start, here[0].span.end, value.toordinal(), number))
    return tuple(days)


def _value(document: Document, mention: dates.DateMention, published: datetime.date | None) -> datetime.date | None:
    if mention.kind == "weekday" and published is not None:
        return published - datetime.timedelta((published.weekday() - relatives.DAYS.index(document[mention.span])) % _WEEK)
    written = mention.written
    if mention.value is not None or written is None or published is None or written.year is not None or written.range:
        return mention.value
    if written.day is None or written.month is None:
        return None
    try:
        return datetime.date(published.year, written.month, written.day)
    except ValueError:
        return None
