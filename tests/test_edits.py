"""What a deletion leaves behind: nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.edits import edited
from lint.model import Edit


def cut(text: str) -> str:
    """The text without what stands between ⟦ and ⟧; ⟦a→b⟧ is a replacement."""
    edits, source, rest = [], "", text
    while "⟦" in rest:
        before, _, rest = rest.partition("⟦")
        inner, _, rest = rest.partition("⟧")
        old, arrow, new = inner.partition("→")
        source += before
        edits.append(Edit(len(source), len(source) + len(old), new if arrow else ""))
        source += old
    return edited(source + rest, edits)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("One.\n⟦[x]⟧\nTwo.\n", "One.\nTwo.\n"),
        ("One.\n  ⟦[x]⟧\t\nTwo.\n", "One.\nTwo.\n"),
        ("One.\r\n⟦[x]⟧\r\nTwo.\r\n", "One.\r\nTwo.\r\n"),
        ("One.\r⟦[x]⟧\rTwo.\r", "One.\rTwo.\r"),
        ("One.\n\n⟦[x]⟧\n\nTwo.\n", "One.\n\nTwo.\n"),
        ("One.\n\n\n⟦[x]⟧\n\nTwo.\n", "One.\n\n\nTwo.\n"),
        ("One.\n\n⟦[x]⟧\n\n\nTwo.\n", "One.\n\n\nTwo.\n"),
        ("One.\n\n⟦[x]⟧\n\n⟦[y]⟧\n\nTwo.\n", "One.\n\nTwo.\n"),
        ("One.\n\n⟦[x]\n[y]⟧\n\nTwo.\n", "One.\n\nTwo.\n"),
        ("One.\n⟦[x]⟧\n\nTwo.\n", "One.\n\nTwo.\n"),
        ("⟦[x]⟧\n\nTwo.\n", "Two.\n"),
        ("\n⟦[x]⟧\n\nTwo.\n", "\nTwo.\n"),
        ("One.\n\n⟦[x]⟧\n", "One.\n"),
        ("One.\n\n⟦[x]⟧", "One."),
        ("One.\r\n\r\n⟦[x]⟧", "One."),
        ("One.\n\n⟦[x]⟧\n\n", "One.\n"),
        ("⟦[x]⟧", ""),
        ("⟦[x]⟧\n", ""),
        ("One. ⟦[x]⟧ Two.\n", "One. Two.\n"),
        ("One.⟦[x]⟧ Two.\n", "One. Two.\n"),
        ("One. ⟦[x]⟧Two.\n", "One. Two.\n"),
        ("⟦[x]⟧ Two.\n", "Two.\n"),
        ("  ⟦[x]⟧ Two.\n", "  Two.\n"),
        ("One. ⟦[x]⟧\nTwo.\n", "One.\nTwo.\n"),
        ("One ⟦[x]⟧.\n", "One.\n"),
        ("One ⟦[x]⟧, two.\n", "One, two.\n"),
        ("⟦[x]⟧ ⟦[y]⟧ Two.\n", "Two.\n"),
        ("One. ⟦[x]⟧ ⟦[y]⟧\n", "One.\n"),
        ("⟦[x]⟧ ⟦[y]⟧\nTwo.\n", "Two.\n"),
        ("One ⟦[x\ny]⟧\nTwo.\n", "One\nTwo.\n"),
        ("⟦[x\ny]⟧ two.\n", "two.\n"),
        ("al⟦\u200b⟧so \u200b read\n", "also \u200b read\n"),
        ("One.\n⟦\u200b⟧\nTwo.\n", "One.\n\nTwo.\n"),
        ("a ⟦\u200b⟧ b\n", "a  b\n"),
        ("⟦teh→the⟧ ⟦[x]⟧ ⟦cta→cat⟧\n", "the cat\n"),
        ("⟦[x]⟧⟦  → ⟧two\n", " two\n"),
        ("⟦[x]⟧ ⟦teh→the⟧\n", "the\n"),
        ("One.\n⟦→new⟧⟦[x]⟧\nTwo.\n", "One.\nnew\nTwo.\n"),
    ],
)
def test_deletions_leave_no_trace(marked: str, expected: str) -> None:
    assert cut(marked) == expected


PIECES = st.lists(st.sampled_from(["One.", " ", "\n", "\r\n", "⟦[x]⟧", "⟦[y]\n[z]⟧", "⟦\u200b⟧", "⟦teh→the⟧", "\t", ","]), max_size=14)


@given(PIECES)
def test_only_what_was_marked_and_blanks_go(pieces: list[str]) -> None:
    text = "".join(pieces)
    kept = text.replace("⟦[x]⟧", "").replace("⟦[y]\n[z]⟧", "").replace("⟦\u200b⟧", "").replace("⟦teh→the⟧", "the")
    assert "".join(cut(text).split()) == "".join(kept.split())


@given(PIECES)
def test_blank_lines_never_add_up(pieces: list[str]) -> None:
    def longest(text: str) -> int:
        run = best = 0
        for line in text.replace("\r\n", "\n").removesuffix("\n").split("\n"):
            run = 0 if line.strip() else run + 1
            best = max(best, run)
        return best

    text = "".join(p for p in pieces if p != "⟦\u200b⟧")
    source = text.replace("⟦", "").replace("⟧", "").replace("→the", "")
    assert longest(cut(text)) <= max(1, longest(source))


@given(PIECES)
def test_no_edit_changes_nothing(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert edited(text, []) == text


@given(st.lists(st.sampled_from(["One", "two", "⟦[x]⟧", "⟦[y]⟧"]), min_size=1, max_size=8))
def test_words_stay_one_blank_apart(words: list[str]) -> None:
    kept = [w for w in words if not w.startswith("⟦")]
    assert cut(" ".join(words)) == " ".join(kept)
