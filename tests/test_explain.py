"""What `explain` and `selftest` tell of rules."""

import json
from pathlib import Path

import pytest

from lint import ruleset
from tests.command import newslint

RULE = """
code: HS001
name: slug
severity: warning
confidence: medium
message: "a slug: {match}"
why: It is a note between desks.
do: Delete it.
languages: [any]
match: {kind: terms, any: [slug, dead line]}
examples:
  bad: ['The ⟦slug⟧ stood.', "One.\\nA ⟦dead line⟧ and a ⟦slug⟧."]
  good: ['A snail.', 'Sluggish.']
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rule.yaml").write_text(RULE, "utf-8")
    return tmp_path


def test_a_rule_is_explained_with_its_spans_underlined(folder: Path) -> None:
    done = newslint("explain", "HS001", "--rules", "rule.yaml", cwd=folder)
    assert done.returncode == 0
    assert done.stdout == (
        "HS001 slug  custom, warning, medium confidence\n"
        "  Says      a slug: {match}\n"
        "  Why       It is a note between desks.\n"
        "  Do        Delete it.\n"
        "  Bad       The slug stood.\n"
        "                ^^^^\n"
        "            A dead line and a slug.\n"
        "              ^^^^^^^^^\n"
        "            A dead line and a slug.\n"
        "                              ^^^^\n"
        "  Good      A snail.\n"
        "            Sluggish.\n"
        "  Kind      terms\n"
        '  Option    any: ["slug", "dead line"]\n'
        "  Option    lexicon: null\n"
        "  Option    case-sensitive: false\n"
        "  Option    several: 0\n"
        "  Languages any\n"
    )


def test_the_list_holds_every_rule(tmp_path: Path) -> None:
    listed = newslint("explain", cwd=tmp_path).stdout
    assert [r.code for r in ruleset.load().rules if f"\n{r.code}  {r.name}" not in listed] == []


def test_json_is_one_object_for_one_rule_and_a_list_for_more(tmp_path: Path) -> None:
    one = json.loads(newslint("explain", "shortcode", "--format", "json", cwd=tmp_path).stdout)
    assert (one["code"], one["family"]) == ("BP001", "boilerplate")
    more = json.loads(newslint("explain", "DT", "--format", "json", cwd=tmp_path).stdout)
    assert {r["family"] for r in more} == {"dates"}


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_every_rule_can_be_explained(tmp_path: Path, form: str) -> None:
    done = newslint("explain", "--format", form, *(r.code for r in ruleset.load().rules), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_unknown_rule_is_told(tmp_path: Path) -> None:
    done = newslint("explain", "BP01", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "newslint: unknown rule 'BP01'; did you mean 'BP001'?\n")


def test_selftest_names_the_example_that_does_not_behave(folder: Path) -> None:
    good = newslint("selftest", "rule.yaml", cwd=folder)
    assert (good.returncode, good.stdout) == (0, "1 rules, 4 examples, 0 faults\n")
    (folder / "rule.yaml").write_text(RULE.replace("A ⟦dead line⟧", "⟦A dead line⟧"), "utf-8")
    bad = newslint("selftest", "rule.yaml", cwd=folder)
    assert bad.returncode == 1
    assert bad.stdout.startswith("HS001: found [7:16] 'dead line', [23:27] 'slug', expected [5:16] 'A dead line'")


def test_selftest_says_which_rules_have_no_examples(folder: Path) -> None:
    (folder / "rule.yaml").write_text(RULE[: RULE.index("examples:")], "utf-8")
    done = newslint("selftest", "rule.yaml", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "HS001: has no examples\n1 rules, 0 examples, 0 faults\n")
