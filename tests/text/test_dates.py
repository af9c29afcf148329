"""The day of publication: by label, byline, dateline, caption and place, apart from all other dates."""

import datetime

import pytest

from lint.text import dates
from lint.text.document import Document, Metadata

BODY = "The council voted on Monday to build a second bridge over the river Meuse, and the mayor said that work on it would begin within a year of the vote."


def stated(text: str) -> tuple[str, str, str] | None:
    document = Document.of(text)
    published = document.view(dates.published)
    if published is None:
        return None
    assert published.span is not None
    return document[published.span], published.value.isoformat(), published.kind


@pytest.mark.parametrize(
    ("head", "written", "kind"),
    [
        ("Published: July 5, 2021", "July 5, 2021", "labelled"),
        ("Last updated on 5 July 2021", "5 July 2021", "labelled"),
        ("PUBLISHED\n5 July, 2021", "5 July, 2021", "labelled"),
        ("Posted by Jane Doe on July 5, 2021 at 10:30 am", "July 5, 2021", "labelled"),
        ("UPDATED 16:47 EST / JULY 5 2021", "JULY 5 2021", "labelled"),
        ("By Jane Doe July 5, 2021", "July 5, 2021", "byline"),
        ("July 5, 2021 by Jane Doe", "July 5, 2021", "byline"),
        ("Jane Doe | Harbour News | Jul 5, 2021, 15:43 IST", "Jul 5, 2021", "byline"),
        ("17:41 JST, July 5, 2021", "July 5, 2021", "byline"),
        ("Mon, Jul 5, 2021 - 5:50 AM", "Mon, Jul 5, 2021", "byline"),
        ("Mon., July 5, 20215 min. read", "Mon., July 5, 2021", "byline"),
        ("2021•07•05", "2021•07•05", "byline"),
        ("The photo shows the mayor at the river, July 5, 2021.", "July 5, 2021", "caption"),
    ],
)
def test_a_date_in_the_head_is_the_day_of_publication(head: str, written: str, kind: str) -> None:
    assert stated(f"Council backs new bridge\n\n{head}\n\n{BODY}") == (written, "2021-07-05", kind)


def test_a_dateline_gives_the_date() -> None:
    assert stated(f"ROTTERDAM, 5 July 2021 - {BODY}") == ("5 July 2021", "2021-07-05", "dateline")


def test_a_date_glued_to_the_first_sentence() -> None:
    assert stated(f" date 2021-07-06 {BODY}") == ("2021-07-06", "2021-07-06", "glued")


def test_published_is_preferred_to_updated() -> None:
    assert stated(f"Council backs new bridge\nUpdated July 9, 2021\nPublished July 5, 2021\n{BODY}") == ("July 5, 2021", "2021-07-05", "labelled")
    assert stated(f"Council backs new bridge\nJuly 5, 2021 - Updated July 9, 2021\n{BODY}") == ("July 5, 2021", "2021-07-05", "byline")


@pytest.mark.parametrize(
    "text",
    [
        f"Council backs new bridge\n\n{BODY} On July 5, 2021, it had been against it.",
        f"Council backs new bridge\n\nMonday, July 5\n\n{BODY}",
        f"Council backs new bridge\n\n© 2021 Harbour News\n\n{BODY}",
        f"Council backs new bridge\n\n{BODY}\n\n— Jane Doe (@janedoe) July 5, 2021",
        f"Council backs new bridge\n\n{BODY}\n\nJuly 5, 2021 at 10:30 am says:\n\nNot before time.",
        f"Council backs new bridge\n\nFILE PHOTO: The old bridge, March 5, 2019.\n\n{BODY}",
        f"Council backs new bridge\n\n{BODY}\n\n- Old bridge closed - July 5, 2021\n- Bridge reopened - June 9, 2021\n- Bridge painted - May 2, 2021",
        f"Council backs new bridge\n\nJuly 5-7, 2021\n\n{BODY}",
        f"HARBOUR NEWS | Jul 5, 2021, 15:43:12 IST\nCouncil backs new bridge\n\n{BODY}",
        "",
    ],
)
def test_other_dates_are_no_day_of_publication(text: str) -> None:
    assert stated(text) is None


@pytest.mark.parametrize("given", ["2021-07-05T10:00:00+02:00", "July 5, 2021", "Mon, 05 Jul 2021 10:00:00 GMT", "20210705"])
def test_metadata_gives_the_date(given: str) -> None:
    document = Document(path="x", text=BODY, source=BODY, metadata=Metadata(date=given))
    assert document.view(dates.published) == dates.Published(datetime.date(2021, 7, 5), None, "metadata")


def test_metadata_that_is_no_date_is_passed_over() -> None:
    document = Document(path="x", text=BODY, source=BODY, metadata=Metadata(date="last week"))
    assert document.view(dates.published) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Published: 07/06/21", "2021-07-06"),
        ("Published: Monday 07/06/21", "2021-06-07"),
        ("Published: 07/06/21\n\nThe fair closed on 27/05/21.", "2021-06-07"),
        ("Published: 07/06/21\n\nThe fair opened on June 7, 2021.", "2021-06-07"),
        ("Published: 07/06/21\n\nThe labour council organised a fair in the centre.", "2021-06-07"),
    ],
)
def test_the_order_of_day_and_month_is_decided_by_the_rest_of_the_text(text: str, day: str) -> None:
    found = stated(text)
    assert found is not None
    assert found[1] == day


def test_mentions_tell_dates_apart() -> None:
    document = Document.of(f"Council backs new bridge\n\nJuly 5, 2021\n\n{BODY} On June 11 it was against it, and on May 2, 2020, too. Last month it wavered.")
    assert [(document[m.span], m.kind) for m in document.view(dates.mentions)] == [
        ("July 5, 2021", "byline"),
        ("Monday", "weekday"),
        ("June 11", "partial"),
        ("May 2, 2020", "prose"),
        ("Last month", "relative"),
    ]
