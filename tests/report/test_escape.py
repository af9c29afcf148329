"""The escaping door: nothing that comes from outside moves a cursor, hides, runs or commands."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.report import escape

RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]")
HOSTILE = [
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "a\x1b[2K\x1b[1Ab",
    "\u202esdrawkcab\u202c",
    "z\u200bw\u200d",
    "\udcff\udc80name",
    "a\u2028b\x85c",
    "\U000e0041tag",
    "\x9b31m",
]
TEXT = st.text(st.characters(), max_size=60) | st.text(st.sampled_from(" \t\r\n:#[]=+-@<&>%,|`\\\x1b\u202e\u2028\udc80a"), max_size=40)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_hides_or_moves_is_written_out(text: str) -> None:
    for door in (escape.visible, escape.one_line, escape.cell, escape.markdown):
        assert not RAW.search(door(text))


def test_escapes_name_what_they_stand_for() -> None:
    assert escape.visible("\x1b\u202e\U000e0041\udcff") == r"\x1b\u202e\U000e0041\xff"


@pytest.mark.parametrize("text", ["::error title=x::y", "  ::stop-commands::x", "##[error]x", "a\n::add-mask::x", "a\r::set-output name=x::y"])
def test_no_line_starts_like_a_command(text: str) -> None:
    assert not re.search(r"(?m)^\s*(?:::|##\[)", escape.visible(text))
    assert not re.search(r"(?m)^\s*(?:::|##\[)", escape.one_line(text))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\uff1d1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert escape.cell(text).startswith("'")


def test_a_plain_cell_is_left_alone() -> None:
    assert escape.cell("5 - 3 = 2") == "5 - 3 = 2"


def test_markdown_holds_no_link_tag_or_mention() -> None:
    assert escape.markdown("[x](y) <b> `c` @me #1 | *s*") == r"\[x\]\(y\) \<b\> \`c\` \@me \#1 \| \*s\*"


@given(TEXT)
def test_any_text_is_safe_on_a_terminal(text: str) -> None:
    shown = escape.visible(text)
    assert not RAW.search(shown)
    assert not re.search(r"(?m)^[ \t]*(?:::|##\[)", shown)
    assert "\n" not in escape.one_line(text)
    shown.encode("utf-8")


@given(st.text(max_size=60))
def test_json_keeps_its_meaning(text: str) -> None:
    written = escape.json(json.dumps({"t": text}, ensure_ascii=False))
    assert not RAW.search(written)
    clean = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    assert json.loads(written)["t"] == clean


def test_the_byte_of_a_file_name_is_told_in_json() -> None:
    assert json.loads(escape.json(json.dumps("raw\udcff.txt", ensure_ascii=False))) == r"raw\xff.txt"
