"""Work is done once, and only where it is needed: what is found in a text is found lazily and never twice."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from lint import engine, ruleset
from lint.ruleset import RuleSet
from lint.selection import Selection
from lint.text import attributions, cues, names, quotes, segment
from lint.text.document import Document
from tests.command import SEEDS


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return ruleset.load()


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[Any, str]]]:
    """Each view that is computed, with the text it is of."""
    computed: list[tuple[Any, str]] = []

    def view(self: Document, find: Any) -> Any:
        if find not in self._views:
            computed.append((find, self.text))
            self._views[find] = find(self)
        return self._views[find]

    monkeypatch.setattr(Document, "view", view)
    yield computed


def judged(rules: RuleSet, text: str, *select: str) -> None:
    chosen = rules.select(Selection(select=select) if select else Selection())
    engine.judge(Document.of(text), [(rule, rules.library.check(rule)) for rule in chosen if rule.match["kind"] not in ("crossfile", "grammar")], "en")


def seed(number: int) -> str:
    return sorted(SEEDS.glob("*.txt"))[number].read_text("utf-8")


@pytest.mark.parametrize("code", ["BP001", "TX005", "DT005"])
def test_a_rule_pays_only_for_what_it_looks_at(code: str, rules: RuleSet, found: list[tuple[Any, str]]) -> None:
    judged(rules, seed(0), code)
    assert not {find for find, _ in found} & {names.names, attributions.attributions, attributions.standing, quotes.quotations, cues.cues, segment.tokens}


@pytest.mark.parametrize("number", range(5))
def test_nothing_is_found_twice_in_one_text(number: int, rules: RuleSet, found: list[tuple[Any, str]]) -> None:
    judged(rules, seed(number))
    counted = Counter(found)
    assert {find for find, _ in found} >= {names.names, attributions.attributions, segment.tokens, segment.sentences}
    twice = {f"{find.__module__}.{getattr(find, '__qualname__', find)}": count for (find, _), count in counted.items() if count > 1}
    assert twice == {}
