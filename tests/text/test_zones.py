"""Title, standfirst, captions, byline and dateline in plain text."""

import pytest

from lint.model import Span
from lint.text import zones
from lint.text.document import Document

BODY = "The council voted on Monday to build a second bridge over the river Meuse, and the mayor said that work on it would begin within a year of the vote."


def shown(document: Document, span: Span | None) -> str | None:
    return document[span] if span else None


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Council backs new bridge", "Council backs new bridge"),
        ("News   /   Town\n\nCouncil backs new bridge", "Council backs new bridge"),
        ("Skip to content\nCouncil backs new bridge\nBy Jane Doe", "Council backs new bridge"),
        ("July 5, 2021\nCouncil backs new bridge", "Council backs new bridge"),
        ("Will the bridge ever come?", "Will the bridge ever come?"),
        ("Summer sale\nCouncil backs new bridge", "Council backs new bridge"),
        ("Nobody believed them.", None),
        ("Garden Tools", None),
        ("By Jane Doe", None),
        ("Monday, July 5, 2021", None),
        ("The photo shows the mayor at the river.", None),
    ],
)
def test_title(head: str, title: str | None) -> None:
    document = Document.of(f"{head}\n\n{BODY}")
    assert shown(document, document.view(zones.zones).title) == title


def test_a_text_that_opens_with_its_story_has_no_title() -> None:
    assert Document.of(f"{BODY}\n\n{BODY}").view(zones.zones).title is None
    assert Document.of("").view(zones.zones).title is None


def test_standfirst_caption_head_and_tail() -> None:
    head = (
        "Council backs new bridge\n\nAfter six hours of debate the town settles an old dispute about its river\n\nBy Jane Doe\n\nThe photo shows the mayor.\n\n"
    )
    document = Document.of(f"{head}{BODY}\n\nShare this")
    found = document.view(zones.zones)
    assert shown(document, found.standfirst) == "After six hours of debate the town settles an old dispute about its river"
    assert [document[c] for c in found.captions] == ["The photo shows the mayor."]
    assert found.head == Span(0, len(head))
    assert document[found.tail] == "\n\nShare this"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("BY JANE DOE", "JANE DOE"),
        ("by Jane van den Berg", "Jane van den Berg"),
        ("Written By: Jane Doe", "Jane Doe"),
        ("ByJane Doe", "Jane Doe"),
        ("By Jane Doe, Friday, July 5, 2021", "Jane Doe"),
        ("By Jane Doe and John Roe / Harbour News Staff Writers", "Jane Doe and John Roe"),
        ("Published July 5, 2021 by Jane Doe", "Jane Doe"),
        ("by\nJane Doe", "Jane Doe"),
        ("Jane Doe\nJuly 5, 2021", "Jane Doe"),
        ("Jane Halden", "Jane Halden"),
        ("Opinion\nJane Halden\n5 min read", "Jane Halden"),
        ("Jane Doe @janedoe", "Jane Doe"),
        ("Jane Doe · Harbour Post ·", "Jane Doe"),
        ("Jane Doe 7 hours ago", "Jane Doe"),
        ("Jane Doe Parliamentary editor", "Jane Doe"),
        ("Jane Doe | Getty Images", None),
        ("Breaking News Emails", None),
        ("Key Points", None),
        ("River Meuse", None),
        ("By the time it opened", None),
        ("Bought by the council", None),
    ],
)
def test_byline(line: str, name: str | None) -> None:
    document = Document.of(f"Council backs new bridge\n\n{line}\n\n{BODY}")
    assert shown(document, document.view(zones.byline)) == name


def test_a_reporting_credit_at_the_end_is_a_byline() -> None:
    document = Document.of(f"{BODY}\n\n(Reporting by Jane Doe; Editing by John Roe)")
    assert shown(document, document.view(zones.byline)) == "Jane Doe"


@pytest.mark.parametrize(
    ("note", "name"),
    [
        ("Jane Doe is a staff reporter for Harbour News.", "Jane Doe"),
        ("Jane A. Doe is an award-winning journalist based in Rotterdam.", "Jane A. Doe"),
        ("Jane Doe is a spokeswoman for the harbour board.", None),
        ("The mayor is a former reporter for Harbour News.", None),
    ],
)
def test_a_note_on_the_author_at_the_end_is_a_byline(note: str, name: str | None) -> None:
    document = Document.of(f"{BODY}\n\n{BODY}\n\n{note}")
    assert shown(document, document.view(zones.byline)) == name


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("ROTTERDAM, 5 July 2021 - ", "ROTTERDAM, 5 July 2021"),
        ("ROTTERDAM (Reuters) - ", "ROTTERDAM"),
        ("AARHUS, Denmark (AP) — ", "AARHUS, Denmark"),
        ("", None),
    ],
)
def test_dateline(opening: str, place: str | None) -> None:
    document = Document.of(f"Council backs new bridge\n\n{opening}{BODY}")
    assert shown(document, document.view(zones.dateline)) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("LA CROSSE, Wis. (AP) — After a long summer the road to the river is open again for ships, and the mayor says so too.", "LA CROSSE, Wis."),
        ("Northam – Several thousand teachers filled the square in front of the town hall on Tuesday, and the mayor came out.", "Northam"),
        ("LINZ —\n\nThe council voted on Monday to build a second bridge over the river, the mayor said in the town hall.", "LINZ"),
    ],
)
def test_datelines_of_other_forms(text: str, place: str) -> None:
    document = Document("x.txt", text, text)
    span = document.view(zones.dateline)
    assert span is not None
    assert document[span].startswith(place)
