"""Every written form of a date: where it stands and which day it names."""

import datetime

import pytest

from lint.text import dateforms
from lint.text.document import Document


def found(text: str) -> list[tuple[str, str | None]]:
    document = Document.of(text)
    return [(document[w.span], w.value.isoformat() if w.value else None) for w in document.view(dateforms.written)]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("on Jan. 5, 2021, it", "Jan. 5, 2021"),
        ("5 January 2021", "5 January 2021"),
        ("the 5th of January, 2021", "5th of January, 2021"),
        ("Tuesday, January 5, 2021", "Tuesday, January 5, 2021"),
        ("Tue., Jan 5 2021", "Tue., Jan 5 2021"),
        ("2021 January 5", "2021 January 5"),
        ("JANUARY 5, 2021", "JANUARY 5, 2021"),
        ("2021-01-05T09:30:00Z", "2021-01-05T09:30:00Z"),
        ("2021.01.05", "2021.01.05"),
        ("2021•01•05", "2021•01•05"),
        ("05-Jan-21", "05-Jan-21"),
        ("5.1.2021", "5.1.2021"),
        ("January 5, 10:30 am, 2021", "January 5, 10:30 am, 2021"),
        ("the fifth of January, 2021", "fifth of January, 2021"),
        ("5. Januar 2021", "5. Januar 2021"),
        ("5 de enero de 2021", "5 de enero de 2021"),
        ("5 janvier 2021", "5 janvier 2021"),
        ("2021年1月5日", "2021年1月5日"),
        ("January 5, 20215 min read", "January 5, 2021"),
        ("Research5 January 2021", "5 January 2021"),
        ("EditorUpdated Jan 5, 2021", "Jan 5, 2021"),
    ],
)
def test_a_full_date_is_read(text: str, written: str) -> None:
    assert found(text) == [(written, "2021-01-05")]


@pytest.mark.parametrize(("text", "written"), [("on June 11.", "June 11"), ("11 June", "11 June"), ("Sept 5", "Sept 5"), ("in July 2021", "July 2021")])
def test_a_partial_date_has_no_value(text: str, written: str) -> None:
    assert found(text) == [(written, None)]


@pytest.mark.parametrize(
    "text", ["9/11", "24/7", "version 1.2.13", "192.168.1.10", "12 margins 2020", "US$2,020", "in May 2020-21", "He may 5 times", "Python 3\nJanuary was cold"]
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert found(text) == []


def test_numeric_dates_keep_both_readings() -> None:
    (date,) = Document.of("07/06/21").view(dateforms.written)
    assert date.value is None
    assert date.readings == (datetime.date(2021, 7, 6), datetime.date(2021, 6, 7))


def test_a_day_beyond_twelve_decides() -> None:
    assert found("27/05/2024 and 05/27/2024") == [("27/05/2024", "2024-05-27"), ("05/27/2024", "2024-05-27")]


def test_ranges_and_impossible_days_are_marked() -> None:
    ranged, impossible = Document.of("July 5-7, 2021, or February 30, 2021").view(dateforms.written)
    assert ranged.range
    assert not ranged.impossible
    assert impossible.impossible
    assert impossible.value is None


def test_a_weekday_in_turkish_capitals_is_one() -> None:
    (date,) = dateforms.written(Document.of("It fell on FRİDAY, 2 July 2021."))
    assert date.weekday == 4


def test_a_name_that_ends_like_a_weekday_is_none() -> None:
    (first, second) = Document.of("Simon April 20, 2024 ... LiveMon April 22, 2024").view(dateforms.written)
    assert (first.weekday, second.weekday) == (None, 0)


def test_weekday_on_the_line_above_belongs_to_no_date() -> None:
    (date,) = Document.of("Friday and Saturday\nApril 26, 2024").view(dateforms.written)
    assert date.weekday is None
    assert date.span.start == 20
