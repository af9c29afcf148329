"""Figures are read with what they count; days, years and clock times are none."""

import pytest

from lint.crossfile import figures
from lint.text import decode


def read(text: str) -> list[tuple[str, float | None, float | None, str, str, str]]:
    return [(text[f.start : f.end].strip(), f.low, f.high, f.unit, f.noun, f.period) for f in figures.found(decode.document(text), [(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It issued 2,400 to 3,500 secrecy orders per year.", ("2,400 to 3,500", 2400, 3500, "", "order", "year")),
        ("It issued up to 3,500 orders annually.", ("up to 3,500", None, 3500, "", "order", "year")),
        ("The firm paid $2.8 billion.", ("$2.8 billion", 2.8e9, 2.8e9, "$", "", "")),
        ("Prices rose 4.5 per cent.", ("4.5 per cent", 4.5, 4.5, "%", "", "")),
        ("More than 30 countries signed.", ("More than 30", 30, None, "", "country", "")),
        ("Some 12 fishing boats sank.", ("12", 12, 12, "", "boat", "")),
    ],
)
def test_a_figure_is_read_with_its_noun_unit_and_period(text: str, expected: tuple[object, ...]) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize("text", ["It opened in 2019.", "On June 11 it rained.", "It came at 9:30.", "The 11 September inquiry began."])
def test_days_years_times_and_ages_are_no_figures(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It cost between 60 million and 70 million dollars.", [(6e7, 7e7)]),
        ("It cost 60 million and 200 million dollars.", [(2e8, 2e8)]),
        ("Some 12 to 15 boats sank.", [(12, 15)]),
        ("Three boats sank.", [(3, 3)]),
    ],
)
def test_a_list_of_two_figures_is_no_range(text: str, expected: list[tuple[float, float]]) -> None:
    assert [(low, high) for _, low, high, *_ in read(text)] == expected
