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
