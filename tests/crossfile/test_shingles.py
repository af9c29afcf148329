"""Shared runs of words are found whole, and none of 15 words or more can be missed."""

from array import array

from hypothesis import given, settings
from hypothesis import strategies as st

from lint.crossfile import shingles


def stretches(ids: "array[int]") -> set[tuple[bytes, bytes]]:
    """The hash of each print with each way in which 15 words around it may agree."""
    return {(p[:4], s) for p in shingles.each(shingles.prints(ids)) for s in shingles.stretches(p[4:])}


WORDS = st.lists(st.sampled_from("river bridge flood mayor school winter stone paper glass street".split()), min_size=0, max_size=60)


@given(WORDS, WORDS, st.lists(st.text("abcdefgh", min_size=5, max_size=9), min_size=shingles.RUN, max_size=40), WORDS, WORDS)
@settings(max_examples=60, deadline=None)
def test_a_planted_run_shares_a_fingerprint_and_is_found(before: list[str], after: list[str], run: list[str], prelude: list[str], coda: list[str]) -> None:
    first, second = (shingles.word_ids(part) for part in (before + run + after, prelude + run + coda))
    assert stretches(first) & stretches(second)
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
    assert shingles.prints(shingles.word_ids(["one", "two"])) == b""
    assert shingles.prints(shingles.word_ids([])) == b""


def test_a_shared_shingle_in_other_surroundings_is_no_shared_run() -> None:
    shingle = [f"word{i}" for i in range(shingles.WORDS)]
    first, second = (shingles.word_ids([f"{side}{i}" for i in range(20)] + shingle + [f"{side}{i}" for i in range(20, 40)]) for side in ("left", "right"))
    assert not stretches(first) & stretches(second)
