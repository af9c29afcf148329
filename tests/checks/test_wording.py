"""Loaded words: in the writer's own voice only, once per term, and with their innocent uses known."""

import pytest

from lint import ruleset
from lint.checks import wording
from lint.text.document import Document

RULES = ruleset.load()


def hits(code: str, text: str) -> list[tuple[str, str]]:
    (rule,) = RULES.named(code)
    document = Document.of(text)
    return [(hit.case, document[hit.span]) for hit in RULES.library.check(rule)(document) if hit.span is not None]


def test_a_term_is_reported_once_with_its_other_places() -> None:
    (rule,) = RULES.named("LW002")
    document = Document.of("The regime closed the border. Later the regime opened it. The regime fell.")
    (hit,) = RULES.library.check(rule)(document)
    assert hit.span is not None
    assert (hit.span.start, hit.span.end) == (4, 10)
    assert [document[r.span] for r in hit.related] == ["regime", "regime"]
    assert [r.span.start for r in hit.related] == [40, 62]


def test_groups_of_a_lexicon_are_cases() -> None:
    assert hits("LW002", "The notorious firm won a controversial bid.") == [("label", "notorious"), ("contested", "controversial")]


@pytest.mark.parametrize("text", ["The tax regime starts in May.", "The Regime is a film about a town.", 'A rival called the mayor a "thug".'])
def test_innocent_uses_names_and_quoted_words_are_passed_over(text: str) -> None:
    assert hits("LW002", text) == []


def test_what_a_source_says_is_not_the_writers() -> None:
    assert hits("LW001", "The mayor said that the iconic bridge would close.") == []
    assert hits("LW001", "The iconic bridge will close.") == [("", "iconic")]


def test_an_adverb_counts_at_the_start_or_between_commas() -> None:
    assert hits("LW004", "Sadly, the bridge closed. It was, sadly, old. He spoke sadly of it.") == [("apart", "Sadly")]


def test_teasers_count_in_the_headline_only() -> None:
    text = "You won't believe what the board did\n\nThe board met on Monday. You won't believe it, but it closed the bridge that day."
    assert hits("LW005", text) == [("", "You won't believe")]


def test_opinion_is_expected_in_a_text_that_says_so() -> None:
    sentence = "We must act before the winter."
    assert hits("LW007", sentence) == [("", "We must act")]
    assert hits("LW007", f"Opinion\n\n{sentence}") == []
    assert hits("LW007", f'{sentence} He said "no.') == []


def test_single_quoted_words_without_a_speaker_are_scare_quotes() -> None:
    assert hits("LW003", 'The mayor\'s "reforms" cost two million.') == [("", '"reforms"')]
    assert hits("LW003", 'He played in "Nine Lives".') == []


@pytest.mark.parametrize(
    ("text", "words", "twice"),
    [
        ("a sad sad day", "sad", True),
        ("a sadder sad", "sad", True),
        ("unsad sad", "sad", False),
        ("sad", "sad", False),
        ("ab.b .b", ".b", False),
        ("x-y -y", "-y", False),
    ],
)
def test_words_that_stand_twice(text: str, words: str, twice: bool) -> None:
    assert wording._stands_twice(text, words) is twice
