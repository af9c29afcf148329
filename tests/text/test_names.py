"""Names and their kinds."""

import pytest

from lint.text import names
from lint.text.document import Document


def found(text: str) -> list[tuple[str, str]]:
    return [(n.text, n.kind) for n in names.names(Document.of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yesterday Ana Brandt spoke.", [("Ana Brandt", "person")]),
        ("It was Mr. Brandt who spoke.", [("Mr. Brandt", "person")]),
        ("It was Gen. Leo F. Marsh of the army.", [("Gen. Leo F. Marsh", "person")]),
        ("He works for the Harbour Bank of Linz.", [("Harbour Bank of Linz", "organisation")]),
        ("The plan of the NATO staff failed.", [("NATO", "organisation")]),
        ("He lives in Linz.", [("Linz", "place")]),
        ("Officials opened the bridge.", []),
        ("It was Ana A. Brandt of Linz.", [("Ana A. Brandt of Linz", "person")]),
        ("A South Dakota man spoke.", [("South Dakota", "place")]),
        ("It was Ana Brandt's bridge.", [("Ana Brandt", "person")]),
    ],
)
def test_names_in_a_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_last_name_alone_is_known_from_the_whole_one() -> None:
    assert found("Ana Brandt spoke. Later Brandt left.") == [("Ana Brandt", "person"), ("Brandt", "person")]


def test_a_name_never_runs_over_the_end_of_a_sentence() -> None:
    assert [n for n, _ in found("He met Ana Brandt.\n\nLeo Marsh stayed.")] == ["Ana Brandt", "Leo Marsh"]


@pytest.mark.parametrize(
    ("noun", "plural"), [("person", "people"), ("spokesman", "spokesmen"), ("ally", "allies"), ("boss", "bosses"), ("official", "officials")]
)
def test_plurals(noun: str, plural: str) -> None:
    assert names.plural(noun) == plural
