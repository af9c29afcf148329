"""The written forms of dates: what stands in the text and which calendar day it names, before anybody asks what the day is for."""

import datetime
import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from lint import patterns, rulefolder
from lint.model import Span
from lint.text.document import Document

Form = Literal["words", "iso", "numeric", "cjk", "month"]

MONTHS = "January February March April May June July August September October November December".split()
_SHORT = {"Sept": 9} | {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")

_MONTH = "|".join(sorted({w for n in MONTHS for w in (n, n.upper(), n[:3], n[:3].upper())} | {"Sept", "SEPT"}, key=lambda w: (-len(w), w)))
_WEEKDAY = patterns.compiled(
    r"(?:(?<![^\W\d_])|(?-i:(?<=[a-z])(?=[A-Z])))(?P<name>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"[.,]{0,2}[^\S\r\n]{1,2}(?:the )?$",
    re.IGNORECASE,
)
_B = r"[^\S\r\n]"
_NUMBER = patterns.compiled(r"\d+")
_CLOCK = r"\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\b\.?)?"
_YEAR = r"(?:1[6-9]|20)\d\d"
# A year may run into what follows ("20205 min read", "2020Updated") but is never the head of a longer number.
_YEAR_END = r"(?!\d)|(?=\d{1,2}\s?-?min\b)|(?=\d\d?:\d\d)"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
    "nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth "
    "thirtieth thirty-first"
).split()


class Written(msgspec.Struct, frozen=True):
    """A date as written. `value` is None where a part is missing or no such day exists (`impossible`).

    `readings` holds both days where the order of day and month is open. `weekday` counts from Monday as 0. `range` marks "July 5-7, 2021".
    """

    span: Span
    form: Form
    day: int | None
    month: int | None
    year: int | None
    value: datetime.date | None = None
    readings: tuple[datetime.date, ...] = ()
    weekday: int | None = None
    range: bool = False

    @property
    def full(self) -> bool:
        """Whether day, month and year are all given."""
        return self.day is not None and self.month is not None and self.year is not None

    @property
    def impossible(self) -> bool:
        """Whether the parts given name no day of the calendar."""
        return self.full and self.value is None and not self.readings


@cache
def _pattern() -> re.Pattern[str]:
    clock = rf"(?:,?{_B}(?:at{_B})?{_CLOCK}(?:{_B}[A-Z]{{2,4}})?)?"
    ordinal = r"(?:st|nd|rd|th|ST|ND|RD|TH)?"
    until = rf"(?P<until{{n}}>{_B}?(?:[-–—]|to){_B}?\d{{{{1,2}}}}(?:st|nd|rd|th)?(?![\d:]))?"
    return patterns.compiled(
        rf"""
        (?<![A-Z])(?P<month1>{_MONTH})\.?(?:,|{_B}){{0,3}}(?P<day1>\d{{1,2}})(?!\d){ordinal}{until.format(n=1)}
            (?:{clock}(?:[,.]|{_B},)?{_B}*(?:of{_B})?(?<=[\s,.thsnrdTHSNRD\d])(?P<year1>{_YEAR})(?:{_YEAR_END}))?(?![\d]*\.\d)
        |(?P<year7>{_YEAR}){_B}?[,-]?{_B}?(?P<month7>{_MONTH})\.?(?:-|{_B})+(?P<day7>\d{{1,2}})(?!\d){ordinal}
        |(?<![A-Z])(?P<month8>{_MONTH})\.?,?{_B}(?:of{_B})?(?P<year8>{_YEAR})(?!\d|[-–]\d)
        |(?<![\d.,/:$€£¥-])(?P<day2>\d{{1,2}})(?:st|nd|rd|th|ST|ND|RD|TH|er|[.º°])?{until.format(n=2)}(?:{_B}day)?(?:{_B}(?:of|de))?(?:-|{_B}){{0,2}}
            (?P<month2>[^\W\d_]{{3,10}})\.?(?:(?:,|-|{_B}){{1,2}}|{_B}(?:of|de|del){_B})(?P<year2>{_YEAR}|(?<=-)\d\d)(?:{_YEAR_END})
        |(?<![\d.,/:$€£¥-])(?P<day3>\d{{1,2}}){ordinal}(?:{_B}day)?(?:{_B}of)?(?:-|{_B}){{1,2}}(?P<month3>{_MONTH})\b
        |(?<![\d/.-])(?P<year4>{_YEAR})(?P<mark4>[-/.•·])(?P<month4>\d{{1,2}})(?P=mark4)(?P<day4>\d{{1,2}})(?![\d]|-\d|/\d)(?:T\d\d:\d\d\S*)?
        |(?<![\d/.,$€£¥-])(?P<one5>\d{{1,2}})(?P<mark5>[-/.])(?P<two5>\d{{1,2}})(?P=mark5)(?P<year5>{_YEAR}|\d\d)(?:{_YEAR_END})(?![/-]\d|\.\d)
        |(?P<year6>{_YEAR})\s?[年년]\s?(?P<month6>\d{{1,2}})\s?[月월]\s?(?P<day6>\d{{1,2}})\s?[日일号]
        """,
        re.VERBOSE,
    )


@cache
def _month_before() -> re.Pattern[str]:
    return patterns.compiled(rf"(?<![A-Z])(?:{_MONTH})\.?(?:,|{_B}){{0,3}}(?:of{_B})?$")


@cache
def _of_month() -> re.Pattern[str]:
    return patterns.compiled(rf" of (?P<month>{'|'.join(MONTHS)})(?:,?\s(?P<year>{_YEAR}))?\b")


@cache
def _ordinal_before() -> re.Pattern[str]:
    return patterns.compiled(rf"(?<![\w-])(?P<day>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})(?:\sday)?$", re.IGNORECASE)


def written(document: Document) -> tuple[Written, ...]:
    """Every written date in order: full ones, day and month without a year, month and year without a day."""
    text = document.plain
    found = [date for date in map(_read, _matches(text)) if date is not None]
    worded = [date for date in (_from_words(text, m) for m in _of_month().finditer(text)) if date is not None]
    if worded:
        found = sorted([d for d in found if not any(d.span.meets(w.span) for w in worded)] + worded, key=lambda d: d.span)
    return tuple(_with_weekday(text, date) for date in found)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Every match of a form, tried only around numbers: a month before one, or the number itself."""
    end = 0
    for number in _NUMBER.finditer(text):
        start = number.start()
        if start < end:
            continue
        month = _month_before().search(text[max(end, start - 13) : start])
        m = _pattern().match(text, max(end, start - 13) + month.start()) if month else None
        m = m or _pattern().match(text, start)
        if m:
            end = m.end()
            yield m


def _with_weekday(text: str, date: Written) -> Written:
    """The date with the weekday that stands before it, if one does."""
    m = _WEEKDAY.search(text[max(0, date.span.start - 16) : date.span.start])
    if m is None:
        return date
    start = max(0, date.span.start - 16) + m.start("name")
    return msgspec.structs.replace(date, span=Span(start, date.span.end), weekday=_WEEKDAYS.index(m.group("name")[:2].casefold()))


def month_number(word: str) -> int | None:
    """The month that an English or foreign name or abbreviation stands for; None for any other word."""
    number = _SHORT.get(word[:4].title() if word[:4].lower() == "sept" else word[:3].title())
    if number is not None and (len(word) == 3 or word.lower() in ("sept", MONTHS[number - 1].lower())):
        return number
    return _foreign().get(word.lower())


@cache
def _foreign() -> dict[str, int]:
    return {name: number for number, names in enumerate(rulefolder.lexicon("months"), 1) for name in names.split()}


def calendar_day(year: int, month: int, day: int) -> datetime.date | None:
    """The day of the calendar, or None where there is none."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _read(m: re.Match[str]) -> Written | None:
    for suffix in ("1", "7", "2", "3"):
        if m.group(f"month{suffix}"):
            return _textual(m, suffix)
    if m.group("month8"):
        return Written(Span(m.start("month8"), m.end()), "month", None, month_number(m.group("month8")), int(m.group("year8")))
    for suffix, form in (("4", "iso"), ("6", "cjk")):
        if m.group(f"year{suffix}"):
            year, month, day = (int(m.group(f"{part}{suffix}")) for part in ("year", "month", "day"))
            return Written(_span(m), "iso" if form == "iso" else "cjk", day, month, year, calendar_day(year, month, day))
    return _numeric(m)


def _span(m: re.Match[str]) -> Span:
    return Span(m.start(), m.end())


def _textual(m: re.Match[str], suffix: str) -> Written | None:
    groups = m.groupdict()
    month = month_number(m.group(f"month{suffix}"))
    if month is None:
        return None
    day = int(m.group(f"day{suffix}"))
    year_text = groups.get(f"year{suffix}")
    year = _century(year_text) if year_text else None
    if not 1 <= day <= 31 and year is None:
        return None
    value = calendar_day(year, month, day) if year is not None else None
    return Written(_span(m), "words", day, month, year, value, range=bool(groups.get(f"until{suffix}")))


def _century(text: str) -> int:
    number = int(text)
    if len(text) > 2:
        return number
    return number + (2000 if number < 70 else 1900)


def _numeric(m: re.Match[str]) -> Written | None:
    one, two, year = int(m.group("one5")), int(m.group("two5")), _century(m.group("year5"))
    short_year = len(m.group("year5")) == 2
    mark = m.group("mark5")
    if not (1 <= one <= 31 and 1 <= two <= 31) or (one > 12 and two > 12):
        return None
    if short_year and mark != "/" and len(m.group()) < 8:
        return None
    month_first, day_first = calendar_day(year, one, two), calendar_day(year, two, one)
    readings = tuple(d for d in (month_first, day_first) if d is not None)
    if not readings:
        day, month = (one, two) if two <= 12 else (two, one)
        return Written(_span(m), "numeric", day, month, year) if not short_year and len(m.group()) == 10 and mark != "-" else None
    if mark == "." and day_first is not None:
        return Written(_span(m), "numeric", one, two, year, day_first, readings=(day_first,))
    if len(set(readings)) == 1:
        return Written(_span(m), "numeric", readings[0].day, readings[0].month, year, readings[0], readings=readings[:1])
    return Written(_span(m), "numeric", two, one, year, None, readings=readings)


def _from_words(text: str, m: re.Match[str]) -> Written | None:
    """The date in "the fifth of July, 2021"; None where no ordinal stands before the month."""
    cut = max(0, m.start() - 20)
    ordinal = _ordinal_before().search(text[cut : m.start()])
    month = month_number(m.group("month"))
    if ordinal is None or month is None:
        return None
    day = _ORDINALS.index(ordinal.group("day").lower()) + 1
    year = int(m.group("year")) if m.group("year") else None
    value = calendar_day(year, month, day) if year else None
    return Written(Span(cut + ordinal.start("day"), m.end()), "words", day, month, year, value)
