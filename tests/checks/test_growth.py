"""No built-in rule is a trap: a hostile text of twice the length costs less than three times as much."""

import time
from collections.abc import Callable

import pytest

from lint import engine, ruleset
from lint.text import decode
from tests.checks import shapes

RULES = ruleset.load()
CHECKS = RULES.checks(r for r in RULES.rules if r.match["kind"] != "grammar")
SHORT, GRACE = 8_000, 0.15
SHAPES = (
    "a", "A", "1", " ", "\n", "\u200b", ".", "!", "-", "—", "[", "(", "/", '"a ', "“a ", "“Word ”", "'a ", "word ", "Word ", "A.", "U.S. ", "a,",
    "a-", "a… ", "a: ", "a | ", "05/06/2021 ", "5 July 2021 ", "$5 million, ", "he said ", "Mr Lee said that ", "according to ", "on Monday ",
    "ALSO READ: x\n", "www.a.com/", "@a ", "a@b.", "Ã©", "aа ", "\ufffd ", "a\u200b", "\u202e", "<a ", "&a;", "[x](", "[caption id=", "{% a", "[b]",
)  # fmt: skip


def _cost(text: str) -> float:
    document = decode.document(text)
    start = time.process_time()
    _, failures = engine.judge(document, CHECKS, "en")
    assert failures == []
    return time.process_time() - start


@pytest.mark.parametrize("shape", SHAPES, ids=ascii)
def test_twice_the_text_costs_less_than_three_times_as_much(shape: str) -> None:
    short = (shape * SHORT)[:SHORT]
    costs = [(_cost(short), _cost(short + short))]
    while costs[-1][1] >= 3 * costs[-1][0] + GRACE and len(costs) < 3:  # another process may have been in the way
        costs.append((_cost(short), _cost(short + short)))
    once, twice = min(costs, key=lambda pair: pair[1] - 3 * pair[0])
    assert twice < 3 * once + GRACE


@pytest.mark.parametrize(("name", "make"), [f for f in shapes.every() if f[0] in shapes.ONE_AFTER_ANOTHER or "..." in f[0] or f[0] == "all sorts"], ids=str)
def test_different_things_cost_no_more_than_the_same(name: str, make: Callable[[int], str]) -> None:
    """Names, claims, figures, paragraphs that all differ are compared with each other; benchmarks/growth.py tries every family at ten times the length."""
    costs = [(_cost(make(SHORT)), _cost(make(2 * SHORT)))]
    while costs[-1][1] >= 3 * costs[-1][0] + GRACE and len(costs) < 3:
        costs.append((_cost(make(SHORT)), _cost(make(2 * SHORT))))
    once, twice = min(costs, key=lambda pair: pair[1] - 3 * pair[0])
    assert twice < 3 * once + GRACE


@pytest.mark.parametrize("make", [lambda n: "A" + " " * n + "x said.\n", lambda n: "ש" + "\u200f" * n, lambda n: "---\ntitle: x\n" + "a: b\n" * (n // 5)])
def test_a_long_run_behind_a_beginning_costs_no_more(make: Callable[[int], str]) -> None:
    once, twice = _cost(make(SHORT)), _cost(make(2 * SHORT))
    assert twice < 3 * once + GRACE


def test_many_lines_of_half_addresses_cost_no_more() -> None:
    once, twice = _cost(("a@b." * 140 + "\n") * 8), _cost(("a@b." * 140 + "\n") * 16)
    assert twice < 3 * once + GRACE
    assert once < 5
