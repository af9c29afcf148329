"""What a pattern needs: a text it matches always holds one of the literals, so that no finding can be lost."""

import re
import sys
from collections.abc import Iterator

import pytest

from lint import ruleset
from lint.checks import literals


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("our newsletter", ("our newsletter",)),
        (r"(?:sign up|subscribe) to", ("sign up", "subscribe")),
        (r"colou?rs", ("colo",)),
        (r"abc+d", ("abc",)),
        (r"ab{2}c", ()),
        (r"news(?:letter)?", ("news",)),
        (r"(?=newsletter)the \w+", ("the ",)),
        (r"(?:follow|\d+) us", (" us",)),
        (r"share this|\d", ()),
        (r"[a-z]+", ()),
        (r"\bU\.S\. dollars", ("u.s. dollars",)),
        (r"(?P<span>READ) more", (" more",)),
        (r"(?x) a b c d", ()),
        (r"caf\u00e9 noir", (" noir",)),
        (r"\[/?\w+$", ("[",)),
        (r"\w+ ?[|•] ?\w+", ("|", "•")),
        (r"#\w+|\w+»", ("#", "»")),
        (r"(?:[|>]\s)?\w+[^|]", ()),
        (r"[|a] \w+$", ()),
    ],
)
def test_what_a_pattern_needs(pattern: str, needs: tuple[str, ...]) -> None:
    assert literals.required(pattern) == needs


@pytest.mark.parametrize(
    ("pattern", "fewest", "most"), [("ab?c{2}", 3, 4), (r"(?:on|in) \w{1,9}(?=!)", 4, 12), (r"a+", 1, sys.maxsize), (r"(?P<x>ab)(?P=x)", 4, 4)]
)
def test_how_long_a_match_can_be(pattern: str, fewest: int, most: int) -> None:
    assert literals.width(pattern) == (fewest, most)


def test_folding_sees_the_letters_that_matching_without_case_sees() -> None:
    for text in ("d\u0131gital", "D\u0130GITAL", "DIGITAL"):
        assert re.search("digital", text, re.IGNORECASE)
        assert literals.possible(literals.required("digital"), literals.folded(text))
    assert literals.folded("pre\u017fs \u212aelvin") == "press kelvin"


def patterns() -> Iterator[str]:
    """Every pattern of the built-in rules, of whatever kind."""
    for rule in ruleset.load().rules:
        for option in ("any", "lines", "weak", "anywhere", "glued", "patterns", "innocent"):
            if rule.match["kind"] in ("pattern", "boilerplate", "wording") and not (option == "any" and rule.match["kind"] == "wording"):
                yield from rule.match.get(option, ())
        if rule.unless:
            yield from rule.unless.any


def test_no_example_that_a_pattern_matches_lacks_what_it_needs() -> None:
    texts = [text.replace("⟦", "").replace("⟧", "") for rule in ruleset.load().rules for text in (*rule.examples.bad, *rule.examples.good)]
    lines = sorted({line for text in texts for line in text.splitlines()})
    folded = [literals.folded(line) for line in lines]
    known = 0
    for pattern in patterns():
        needs, compiled = literals.required(pattern), re.compile(pattern, re.IGNORECASE)
        known += bool(needs)
        lost = [line for line, small in zip(lines, folded, strict=True) if not literals.possible(needs, small) and compiled.search(line)]
        assert lost == [], pattern
    assert known > 300
