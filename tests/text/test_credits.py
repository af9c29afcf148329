"""Publisher, wire credits and statements taken from other outlets."""

import pytest

from lint.text import credits
from lint.text.document import Document, Metadata

BODY = "The council voted on Monday to build a second bridge over the river Meuse, and the mayor said that work on it would begin within a year of the vote."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Source: Skynews Published: 2021-07-05\n{BODY}", "Skynews"),
        (f"{BODY}\n\n© 2021 River Herald. All rights reserved.", "River Herald"),
        (f"{BODY}\n\nCopyright 2021 The Harbour Company, all rights reserved", "Harbour Company"),
        (f"Council backs new bridge | Harbour News\n\n{BODY}", "Harbour News"),
        (f"THE RIVER TIMES | Jul 5, 2021, 19:02 IST\n\n{BODY}", "THE RIVER TIMES"),
        (f"The towns fell out over the bridge…reports Harbour Lite News\n\n{BODY}", "Harbour Lite News"),
        (f"{BODY}\n\nHarbour TV's website can also be reached at another address:", "Harbour TV"),
        (f"{BODY}\n\nThis article first appeared in the River Times.", "River Times"),
        (f"{BODY}\n\nCLICK HERE TO GET THE HARBOUR NEWS APP", "HARBOUR NEWS"),
        (f"{BODY}\n\nThe views expressed do not necessarily reflect those of Harbour News.", "Harbour News"),
        (f"{BODY}\n\nThe views expressed do not necessarily reflect those of the council.", None),
        (f"{BODY}\n\nwww.example.com", "example.com"),
        (f"Image copyright\nGetty Images\n\n{BODY}", None),
        (f"{BODY} He told the BBC so.", None),
    ],
)
def test_publisher(text: str, name: str | None) -> None:
    assert Document.of(text).view(credits.publisher) == name


def test_metadata_names_the_publisher() -> None:
    assert Document(path="x", text=BODY, source=BODY, metadata=Metadata(publisher="Harbour News")).view(credits.publisher) == "Harbour News"


@pytest.mark.parametrize(
    ("text", "name", "shown"),
    [
        (f"ROTTERDAM (Reuters) - {BODY}", "Reuters", "(Reuters)"),
        (f"{BODY} (ANI)", "ANI", "(ANI)"),
        (f"{BODY} (With inputs from PTI)", "PTI", "(With inputs from PTI)"),
        (f"{BODY} – AFP", "AFP", "– AFP"),
        (f"Council backs new bridge\n\nThe Associated Press\n\n{BODY}", "AP", "The Associated Press"),
        (f"{BODY}\n\nXinhua", "Xinhua", "Xinhua"),
        (f"Council backs new bridge\n\nAFP, ROTTERDAM\n\n{BODY}", "AFP", "AFP, ROTTERDAM"),
    ],
)
def test_wire(text: str, name: str, shown: str) -> None:
    document = Document.of(text)
    assert document.view(credits.wire) == name
    assert [document[c.span] for c in document.view(credits.wires)] == [shown]


@pytest.mark.parametrize("text", [BODY, f"{BODY} He read it in the Associated Press of Pakistan (APP) office.", "(Photo: AP)"])
def test_no_wire(text: str) -> None:
    assert Document.of(text).view(credits.wire) is None


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("He told the BBC on Monday.", ["told the BBC"]),
        ("It is over, The River Times later reported.", ["The River Times later reported"]),
        ("Global Times reported it. He told the GT so.", ["Global Times reported", "told the GT"]),
        ("It is over, citing Reuters.", ["citing Reuters"]),
        ("He told Harbour News. She told Harbour News.", []),
        ("Anna Lund told the AP so. Lund also told the AP more.", ["told the AP", "told the AP"]),
        ("Anna Lund told the AP so. Jan Smit, 40, told AP more.", []),
        ("Anna Lund told BBC Sport. Sources told BBC Radio so, and the BBC reported it.", []),
        ("By Anna Lund | River Times\n\nHe told the River Times so and told Reuters more.", ["told Reuters"]),
        ("He told CNN political correspondent Anna Lund so.", []),
        ("He told CNN that political correspondent Anna Lund had left.", ["told CNN"]),
        ("He exclusively told CNN so.", []),
        ("He told Reuters.\nThe Council agreed.", ["told Reuters"]),
        ("It was seen by Reuters.\nThe River Times reported it.", ["The River Times reported"]),
        ("He told the council on Monday.", []),
        ("ROTTERDAM (Reuters) - He told Reuters so.", []),
        ("He told the BBC News website so.", []),
    ],
)
def test_statements_taken_from_other_outlets(text: str, spans: list[str]) -> None:
    document = Document.of(text)
    assert [document[c.span] for c in document.view(credits.borrowed)] == spans
