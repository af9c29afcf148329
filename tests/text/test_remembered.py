"""Look-ups that are kept: each word is asked for once, and memory is bounded."""

import pytest

from lint.text import remembered


def test_each_word_is_found_once() -> None:
    asked: list[str] = []

    def find(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = remembered.Remembered(find)
    assert [lengths[w] for w in ("one", "three", "one")] == [3, 5, 3]
    assert asked == ["one", "three"]


def test_forgets_when_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 2)
    same = remembered.Remembered(str)
    assert [same[w] for w in "abc"] == ["a", "b", "c"]
    assert len(same) == 1


def test_what_is_longer_than_any_word_is_answered_and_not_held() -> None:
    lengths = remembered.Remembered(len)
    assert lengths["a" * 61] == 61
    assert lengths["a" * 60] == 60
    assert list(lengths) == ["a" * 60]
