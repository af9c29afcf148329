"""The day on which a text says that something happened, counted from its own day of publication."""

import datetime
import re
from bisect import bisect_left

import msgspec

from lint.text import dates, relatives
from lint.text.document import Document

_AHEAD = re.compile(r"\b(?:will|would|due (?:on|in|out)|(?:is|are|was|were) to|plans?|planned|expected|scheduled|set to)\b", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:last|next|until|till|since|by|before|after|from|between|through|every|earlier|later|coming|the)\s+(?:the\s+)?$", re.IGNORECASE)
_WEEK = 7


class Day(msgspec.Struct, frozen=True, array_like=True):
    """A day as a statement names it: where, which day of the calendar (an ordinal), whether it lies ahead, and in which statement."""

    start: int
    end: int
    value: int
    ahead: bool
    statement: int


def found(document: Document, published: datetime.date | None, stretches: "list[tuple[int, int]]") -> tuple[Day, ...]:
    """The days in statements that name one day only, not as a limit or from another day.

    A weekday is the last one up to the day of publication; where the statement speaks of what lies ahead, the next one from it.
    """
    mentions = [m for m in document.view(dates.mentions) if m.kind in ("prose", "partial", "weekday")]
    starts = [m.span.start for m in mentions]
    days = []
    for number, (start, end) in enumerate(stretches):
        here = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        if len(here) != 1 or _COUNTED.search(document.plain[max(start, here[0].span.start - 20) : here[0].span.start]):
            continue
        ahead = _AHEAD.search(document.plain, start, end) is not None
        value = _value(document, here[0], published, ahead)
        if value is not None:
            days.append(Day(here[0].span.start, here[0].span.end, value.toordinal(), ahead, number))
    return tuple(days)


def _value(document: Document, mention: dates.DateMention, published: datetime.date | None, ahead: bool) -> datetime.date | None:
    if mention.kind == "weekday" and published is not None:
        later = (relatives.DAYS.index(document[mention.span]) - published.weekday()) % _WEEK
        return published + datetime.timedelta(later if ahead or not later else later - _WEEK)
    written = mention.written
    if mention.value is not None or written is None or published is None or written.year is not None or written.range:
        return mention.value
    if written.day is None or written.month is None:
        return None
    try:
        return datetime.date(published.year, written.month, written.day)
    except ValueError:
        return None
