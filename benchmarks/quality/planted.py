"""What rules that hardly fire on the corpora find in cases that were written for them: `python benchmarks/quality/planted.py`.

`planted.yaml` beside this file holds, for each rule, texts with the places to be found and texts to be left alone. A finding at such a place is right, any
other is wrong. Where a rule was repaired from some of its cases, `first` says what it came to before.
"""

import sys
from pathlib import Path
from typing import NamedTuple

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lint import ruleset, selftest
from lint.model import Rule, Span
from lint.text import decode

CASES = Path(__file__).resolve().parent / "planted.yaml"


class Planted(NamedTuple):
    """Right and wrong findings of a rule, how many places there were to find, and how many texts to leave alone."""

    right: int
    wrong: int
    places: int
    traps: int
    first: str

    @property
    def what(self) -> str:
        """What the figures were measured on."""
        repaired = f", repaired from some of them (at first {self.first})" if self.first else ""
        return f"planted: {self.places} places and {self.traps} traps of our own{repaired}; hardly met in the corpora"

    @property
    def recall(self) -> float:
        """The share of the places that were found."""
        return round(self.right / self.places, 3)


def measured(rules: tuple[Rule, ...]) -> dict[str, Planted]:
    """The figures of every rule that has cases."""
    cases = yaml.safe_load(CASES.read_text("utf-8"))
    return {rule.code: _of(rule, **cases[rule.code]) for rule in rules if rule.code in cases}


def _of(rule: Rule, find: list[str], leave: list[str], first: str = "") -> Planted:
    check = ruleset.load().library.check(rule)
    right = wrong = places = 0
    for example in map(selftest.parse, [*find, *leave]):
        document = decode.decode(example.text.encode("utf-8", "surrogateescape"), "case.txt")
        told = {h.source or h.span or Span(0, 0) for h in check(document)}
        expected = set(example.expected)
        right, wrong, places = right + len(told & expected), wrong + len(told - expected), places + len(expected)
    return Planted(right, wrong, places, len(leave), first)


if __name__ == "__main__":
    for code, found in measured(ruleset.load().rules).items():
        print(f"{code}: {found.right} right, {found.wrong} wrong, {found.places} to find, {found.traps} to leave")
