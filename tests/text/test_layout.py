"""The shape of lines."""

import pytest

from lint.model import Span
from lint.text import layout
from lint.text.document import Document


def lines(text: str) -> tuple[layout.Line, ...]:
    return Document.of(text).view(layout.layout)


def test_a_line_is_told_from_its_bullet() -> None:
    (line,) = lines("  • 3. Don’t miss: the ferry/boat  ")
    assert line.span == Span(2, 33)
    assert line.body == "Don't miss: the ferry/boat"
    assert line.words == ("don't", "miss", "the", "ferry", "boat")
    assert line.tokens == ("don't", "miss", ":", "the", "ferry", "/", "boat")
    assert line.key == "don't miss the ferry boat"


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Read more", "label"),
        ("Ferry company cuts its winter timetable", "headline"),
        ("The ferry sails at noon.", "sentence"),
        ("- ferries that sail at noon", "item"),
        ("word " * 25 + "end.", "prose"),
        ("word " * 25 + "end", "text"),
    ],
)
def test_shapes(text: str, shape: str) -> None:
    assert lines(text)[0].shape == shape


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("It sails.", "stop"),
        ("Sails?", "ask"),
        ("“It sails.”", "quote"),
        ("Sails:", "colon"),
        ("It sails...", "dots"),
        ("(it sails)", "bracket"),
        ("Page 3", "digit"),
    ],
)
def test_ends(text: str, end: str) -> None:
    assert lines(text)[0].ending == end


def test_traits_of_a_short_line() -> None:
    assert {"n:2", "end:none", "start:upper", "shape:label", "case:title"} <= set(layout.traits(lines("Harbour Times")[0]))
