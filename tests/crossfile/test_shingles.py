"""Shared runs of words are found whole, and none of 15 words or more can be missed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lint.crossfile import shingles

WORDS = st.lists(st.sampled_from("river bridge flood mayor school winter stone paper glass street".split()), min_size=0, max_size=60)


@given(WORDS, WORDS, st.lists(st.text("abcdefgh", min_size=5, max_size=9), min_size=shingles.RUN, max_size=40), WORDS, WORDS)
@settings(max_examples=60, deadline=None)
def test_a_planted_run_shares_a_fingerprint_and_is_found(before: list[str], after: list[str], run: list[str], prelude: list[str], coda: list[str]) -> None:
    first, second = (shingles.word_ids(part) for part in (before + run + after, prelude + run + coda))
    assert shingles.fingerprints(shingles.shingles(first)) & shingles.fingerprints(shingles.shingles(second))
    runs = shingles.shared_runs(first, second)
    planted = range(len(prelude), len(prelude) + len(run))
    covered = {word for r in runs for word in range(r.second, r.second + r.length)}
    assert covered.issuperset(planted)


@given(WORDS, WORDS)
@settings(max_examples=60, deadline=None)
def test_every_run_is_the_same_words_in_both_and_none_overlap(one: list[str], other: list[str]) -> None:
    first, second = shingles.word_ids(one), shingles.word_ids(other)
    end = 0
    for run in shingles.shared_runs(first, second):
        assert one[run.first : run.first + run.length] == other[run.second : run.second + run.length]
        assert run.length >= shingles.RUN
        assert run.second >= end
        end = run.second + run.length


def test_a_short_text_has_no_shingles() -> None:
    assert shingles.shingles(shingles.word_ids(["one", "two"])) == []
    assert shingles.fingerprints([]) == set()
