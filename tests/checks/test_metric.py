"""Measures against thresholds, and rules that need a server."""

from pathlib import Path

import pytest

from lint import ruleset, strictyaml
from lint.text.document import Document
from tests.command import CLEAN, newslint

HARD = "Notwithstanding considerable administrative complications, municipalities unanimously recommended consultative arrangements. " * 4
RULE = """
code: ZZ001
name: measured
severity: warning
confidence: low
message: "{measure} is {value}, the bound is {bound}"
why: A reason.
do: A remedy.
match: {kind: %s}
"""


def hits(match: str, text: str) -> list[dict[str, str]]:
    source = strictyaml.parse(RULE % match, "rule.yaml")
    rule = ruleset.rule_of(source, source.data, ())
    check = ruleset.Library([rule]).check(rule)
    return [dict(hit.fields) for hit in check(Document.of(text))]


def test_a_measure_above_its_bound_is_a_finding_of_the_document() -> None:
    (found,) = hits("metric, measure: words_per_sentence, above: 8, words: 10", HARD)
    assert found == {"measure": "words_per_sentence", "value": "9.0", "bound": "8"}


def test_a_measure_below_its_bound_too() -> None:
    (found,) = hits("metric, measure: sentence_count, below: 5, words: 10", HARD)
    assert found == {"measure": "sentence_count", "value": "4.0", "bound": "5"}


def test_within_the_bounds_and_short_texts_are_silent() -> None:
    assert hits("metric, measure: sentence_count, above: 4, below: 4, words: 10", HARD) == []
    assert hits("metric, measure: words_per_sentence, above: 8, words: 100", HARD) == []


def test_an_unknown_measure_is_told_with_its_place() -> None:
    with pytest.raises(strictyaml.SourceError, match=r"rule\.yaml:9:\d+: rule ZZ001: 'measure': invalid enum value 'fog'"):
        hits("metric, measure: fog", HARD)


@pytest.mark.parametrize(("asked", "status"), [((), 0), (("--select", "ZZ001"), 2), (("--select", "ZZ"), 0)])
def test_grammar_rules_without_a_server_are_never_clean_when_named(tmp_path: Path, asked: tuple[str, ...], status: int) -> None:
    (tmp_path / "rule.yaml").write_text(RULE % "grammar, ids: [EN_A_VS_AN]")
    (tmp_path / "clean.txt").write_text(CLEAN, "utf-8")
    done = newslint("--rules", "rule.yaml", *asked, "clean.txt", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (status, "newslint: ZZ001: not run: no LanguageTool\n")
