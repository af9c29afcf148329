"""Markdown as a reader sees it, every character led back to the source, and fixes that tear nothing apart."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.model import Span
from lint.text import decode, markdown


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Title #\n\n## Two\n", "Title\n\nTwo\n"),
        ("#5 of 7 # here\n", "#5 of 7 # here\n"),
        ("Title\n=====\n\n---\n\nTwo\n--\n", "Title\n\n\n\n\nTwo\n\n"),
        ("The end.\n\n- \n= 5\n", "The end.\n\n- \n= 5\n"),
        ("> One\n> > two\n", "One\ntwo\n"),
        ('See [the *big* page](http://e.org/a_(b) "t"), now.', "See the big page, now."),
        ("Read [more\nabout](u) it", "Read more\nabout it"),
        ("One ![alt [x]](a.png) two", "One ![alt [x]](a.png) two"),
        ("One ![alt](a.png) two", "One  two"),
        ("[![alt](a.png)](http://e.org) Caption", " Caption"),
        ("[a][x] [b][] [c][y]\n\n[x]: http://e.org\n[B]: z 'T'\n", "a b [c][y]\n\n\n\n"),
        ('[gallery] [caption id="1"] \\[x](y)', '[gallery] [caption id="1"] [x](y)'),
        ("**By Jane Roe**, _5 July_, *it **is** so*, __x__", "By Jane Roe, 5 July, it is so, x"),
        ("5*3*2 a * b * c snake_case_name 2 ** 3", "5*3*2 a * b * c snake_case_name 2 ** 3"),
        ("* item *one*\n- two\n", "* item one\n- two\n"),
        ("| a | b |\n|---|:-:|\n| 1 | 2 \\| 3 |\nend", " a \t b \n\n 1 \t 2 | 3 \nend"),
        ("Use `x *y*` here\n\n```py\nx = [a](b)\n```\nend", "Use x *y* here\n\n\nend"),
        ("One\n```\nnever closed", "One\n```\nnever closed"),
        ("<b>One</b><br>two &amp; &copy; &x; <https://e.org/> <a@e.org> 1 < 2 > 0", "One\ntwo & © &x; https://e.org/ a@e.org 1 < 2 > 0"),
        ("1\\. a \\*b\\* c:\\d", "1. a *b* c:\\d"),
    ],
)
def test_what_a_reader_sees(source: str, text: str) -> None:
    assert decode.document(source, "a.md").text == text


SIGNS = "# > - * ** _ ` ``` [ ] ( ) ](u) ![a](b) | |-| &amp; <b> </b> \\ === <!-- --> one Two. é \u200b".split()


@given(st.lists(st.sampled_from([*SIGNS, " ", "\n", "\n\n"]), max_size=40).map("".join))
def test_every_character_leads_back(source: str) -> None:
    document = decode.document(source, "a.md")
    for i, character in enumerate(document.text):
        start, end = document.original(Span(i, i + 1))
        assert source[start:end] == character or (character, source[start:end]) in (("&", "&amp;"), ("\t", "|"))


@pytest.mark.parametrize(
    ("source", "shown", "stretch"),
    [
        ("Read more: [a page](u)\nEnd", "Read more: a page", "Read more: [a page](u)"),
        ("Read [more about](u) it", "more about", "[more about](u)"),
        ("Read [more about](u) it", "about", "about"),
        ("Read [more about](u) it", "about it", None),
        ("Read **more *about* it** now", "more about it", "**more *about* it**"),
        ("Read **more *about* it** now", "Read more", None),
        ("Read `more` now", "Read more now", "Read `more` now"),
        ("## Share this\n\nEnd", "Share this", "## Share this"),
        ("## Share this\n\nEnd", "Share", "Share"),
    ],
)
def test_a_fix_takes_links_and_emphasis_whole_or_not_at_all(source: str, shown: str, stretch: str | None) -> None:
    document = decode.document(source, "a.md")
    at = document.text.index(shown)
    found = markdown.whole(document, document.original(Span(at, at + len(shown))))
    assert (source[found.start : found.end] if found else None) == stretch


@pytest.mark.parametrize(
    ("source", "shown", "stretch"),
    [
        ("## Teh end\n", "Teh end", "Teh end"),
        ("Read [teh end](u) it", "teh end", "teh end"),
        ("Read [teh](u) end", "teh end", None),
        ("Read **teh** end", "Read teh end", None),
    ],
)
def test_what_is_replaced_keeps_its_signs(source: str, shown: str, stretch: str | None) -> None:
    document = decode.document(source, "a.md")
    at = document.text.index(shown)
    found = markdown.whole(document, document.original(Span(at, at + len(shown))), replaced=True)
    assert (source[found.start : found.end] if found else None) == stretch


HOSTILE = [
    "[" * 100_000, "[a" * 50_000, "[a](" * 50_000, "**a" * 50_000, "*a " * 50_000, "_a" * 50_000, "`a" * 50_000, "![a](" * 30_000, "|" * 100_000,
    "|-|\n" * 30_000, "> " * 50_000, "\\" * 100_000, "<b " * 50_000, "[a][b" * 30_000, "[\n" * 50_000, "- " * 100_000, '[a](b "' * 30_000, "x #" * 50_000,
    "|-|-|\na|b\n" * 20_000, " " * 100_000, "**a*" * 30_000,
]  # fmt: skip


@pytest.mark.parametrize("source", HOSTILE, ids=[repr(s[:8]) for s in HOSTILE])
def test_hostile_markdown_is_read_in_linear_time(source: str) -> None:
    begun = time.process_time()
    decode.document(source, "a.md")
    assert time.process_time() - begun < 5
