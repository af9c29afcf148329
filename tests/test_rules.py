"""Every built-in rule holds its own evidence."""

import re
from pathlib import Path

import pytest

from lint import explain, rulefolder, ruleset, selftest

RULES = ruleset.load()
FILES = sorted(p for p in rulefolder.folder().rglob("*.yaml") if p.parent.name != "lexicons")


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_file_is_valid_and_named_after_its_rule(path: Path) -> None:
    (rule,) = ruleset.read(path)
    assert path.stem == f"{rule.code}-{rule.name}"
    assert path.parent.name == rule.family
    if rule.status != "removed":
        assert len(rule.examples.bad) >= 2
        assert len(rule.examples.good) >= 2


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda r: r.code)
def test_examples_behave_as_marked(rule: ruleset.Rule) -> None:
    assert [f"{f.example!r}: {f.message}" for f in selftest.run(rule, RULES.library)] == []


@pytest.mark.parametrize("rule", RULES.library.of_kind("pattern"), ids=lambda r: r.code)
def test_every_alternative_is_hit_by_a_bad_example(rule: ruleset.Rule) -> None:
    flags = re.IGNORECASE if rule.match.get("ignore-case") else 0
    texts = [selftest.parse(e).text for e in rule.examples.bad]
    dead = [p for p in rule.match["any"] if not any(re.search(p, line, flags | re.MULTILINE) for t in texts for line in (t, *t.splitlines()))]
    assert dead == []


@pytest.mark.parametrize("rule", [r for r in RULES.rules if r.severity == "error"], ids=lambda r: r.code)
def test_only_sure_rules_are_errors(rule: ruleset.Rule) -> None:
    assert rule.confidence == "high"
    figures = explain.measured().get(rule.code)
    if figures and figures["n"] >= 10:
        assert figures["precision"] >= 0.9
