"""Users' patterns: refused when they could take forever, stopped when they do, and the rest goes on."""

from pathlib import Path

import pytest

from lint import engine, ruleset
from lint.checks import limits
from lint.strictyaml import SourceError
from lint.text.document import Document


def _rule(code: str, pattern: str, extra: str = "") -> str:
    quoted = "'" + pattern.replace("'", "''") + "'"
    return (
        f"  - {{code: {code}, name: demo-{code.lower()}, severity: warning, confidence: high, message: m, why: w, do: d, languages: [any],\n"
        f"     match: {{kind: pattern, any: [{quoted}]}}{extra}}}\n"
    )


def _load(tmp_path: Path, *rules: str) -> ruleset.RuleSet:
    file = tmp_path / "rules.yml"
    file.write_text("rules:\n" + "".join(rules))
    return ruleset.load([file])


@pytest.mark.parametrize(
    "pattern",
    [
        r"(\w+\s?)+\.$",
        "(a+)+$",
        r"^(\w+\s*)*x",
        "(x+x+)+y",
        r"(?P<word>\w+ ?)*z",
        r"(\d+|\w)+!",
        r"(?:a*)*b",
        "(a|aa)+$",
        "x{5000}",
        "(?:(?:a{999}){9}){9}",
        "a" * 6_000,
    ],
)
def test_a_pattern_that_could_take_forever_is_refused(pattern: str) -> None:
    assert limits.objection(pattern)


@pytest.mark.parametrize(
    "pattern", [r"(?:\w+, )+and", r"(?:[A-Z]\w+\s+){2,}", r"(?:\.\w+)*x", r"\[[^\]]{1,40}\]", "[(]+[)]+", r"\b(?:one|two)\b", r"(?:https?://)?\w+"]
)
def test_an_honest_pattern_is_not(pattern: str) -> None:
    assert limits.objection(pattern) is None


def test_the_refusal_names_file_line_and_rule(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"rules\.yml:3:\d+: rule ZZ001: bad pattern: '\(a\+\)\+' repeats a repeat"):
        _load(tmp_path, _rule("ZZ001", "(a+)+$"))


def test_a_slow_rule_is_stopped_and_the_others_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.05)
    rules = _load(
        tmp_path, _rule("ZZ001", '".*?".*?".*?said'), _rule("ZZ002", "fin"), _rule("ZZ003", "fin", ', unless: {any: [\'".*?".*?".*?said\'], within: document}')
    )
    checks = rules.checks(rules.select(ruleset.Selection(select=("ZZ",))))
    findings, failures = engine.judge(Document.of("said: " + '"a ' * 4_000 + "fin"), checks)
    assert [f.code for f in findings] == ["ZZ002"]
    assert [(f.rule, f.reason.split(":")[0]) for f in failures] == [("ZZ001", "stopped after 0.05 seconds"), ("ZZ003", "stopped after 0.05 seconds")]


def test_three_strikes_and_the_remaining_users_rules_are_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.02)
    slow = [_rule(f"ZZ00{i}", f'".*?".*?".*?said{i}') for i in range(3)]
    rules = _load(tmp_path, *slow, _rule("ZZ009", "fin"))
    checks = rules.checks(rules.select(ruleset.Selection(select=("ZZ", "TX010"))))
    findings, failures = engine.judge(Document.of("said0 said1 said2: " + '"a ' * 4_000 + "fin"), checks)
    assert findings == []
    assert failures[-1].rule == "ZZ009"
    assert failures[-1].reason == "not run: 3 other rules took too long on this text"


def test_a_users_pattern_finds_what_the_same_built_in_pattern_finds(tmp_path: Path) -> None:
    rules = _load(tmp_path, _rule("ZZ001", r"(?i)also read:? (?P<span>\w+)"))
    check = rules.library.check(rules.named("ZZ001")[0])
    assert [hit.span for hit in check(Document.of("Text. ALSO READ: ten things"))] == [(17, 20)]


@pytest.mark.parametrize(
    ("patterns", "told"),
    [("'[[:alpha:]--a]+'", "bad pattern: possible nested set"), (", ".join(f"'word{i} x'" for i in range(1_001)), "more than 1,000 patterns")],
    ids=["two meanings", "too many"],
)
def test_patterns_of_two_meanings_or_too_many_are_refused(tmp_path: Path, patterns: str, told: str) -> None:
    file = tmp_path / "r.yml"
    file.write_text(
        f"code: ZZ001\nname: x\nseverity: error\nconfidence: high\nmessage: m\nwhy: w.\ndo: d.\nmatch: {{kind: pattern, any: [{patterns}]}}\n", encoding="utf-8"
    )
    with pytest.raises(SourceError, match=told):
        ruleset.read(file)
