"""HTML as a reader sees it: the visible text, and every character of it led back to the page."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.model import Span
from lint.text import decode, page


def text(source: str) -> str:
    return page.read(source).text


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("<p>One <b>two</b>\n  three.</p><p>Four.", "One two three.\n\nFour."),
        ("One<br>two<br/>three<br><br>four", "One\ntwo\nthree\n\nfour"),
        ("<div>One</div><div>two</div>", "One\ntwo"),
        ("<ul><li>One<li>two</ul>three", "One\ntwo\n\nthree"),
        ("<table><tr><td>One<td>two<tr><td>three</table>", "One\ttwo\nthree"),
        ("<pre>One\n  two &lt;three&gt;</pre>four", "One\n  two <three>\n\nfour"),
        ("One&nbsp;&amp;&#160;two&hellip; &AMP &notit; &bogus; &#x41;&#66", "One\xa0&\xa0two… & ¬it; &bogus; AB"),
        ("1 < 2 <3 <<b>x</b> a<b", "1 < 2 <3 <x a"),
        ("<a href='x>y'>One</a>", "One"),
        ('<a href="x" title = "1 > 0">One</a>', "One"),
        ("<span>By Jane Roe</span><span>5 July</span>", "By Jane Roe 5 July"),
        ("<span>T</span>he end", "The end"),
        ("One<img src=x>two", "One two"),
        ("One<!-- two -->three<!-->four<!--->five<!-- six", "Onethreefourfive"),
        ("One<?php two ?>three<![CDATA[four]]>five</>six</ seven>.", "Onethreefivesix."),
    ],
)
def test_what_a_reader_sees(source: str, seen: str) -> None:
    assert text(source) == seen


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("<script>if (a<b) '</p>'</script>One", "One"),
        ("<SCRIPT>x</SCRIPT >One<style>y</style>", "One"),
        ("<script>never closed <p>x</p>", ""),
        ("<head><title>x</title><meta charset=utf-8></head>One", "One"),
        ("<head><title>x</title><p>One", "One"),
        ("<p hidden>x<div>One</div>", "One"),
        ("<section><div style='color:red;DISPLAY : none'>x<p>y</section>One", "One"),
        ("<noscript><p>x</p></noscript><template>y</template><svg><text>z</text></svg>One", "One"),
        ("<select><option>x<option>y</select>One<textarea><p>z</textarea>", "One"),
        ("<dialog>x</dialog><dialog open>One</dialog>", "One"),
        ("<dialog>x</dialog><b hidden>y</b>", ""),
    ],
)
def test_what_no_reader_sees(source: str, seen: str) -> None:
    assert text(source) == seen


def test_what_a_page_states() -> None:
    head = '<title>A &amp; B</title><meta property="og:Title" content="C &amp; D"><meta name=x content=y><script type="application/ld+json">{}</script>'
    read = page.read(f'<html lang="en">{head}')
    assert (read.meta, read.data, read.whole) == ({"lang": "en", "title": "A & B", "og:title": "C & D", "x": "y"}, ("{}",), True)
    assert not page.read("<p>One</p>").whole


TAGS = "<p> </p> <b> </b> <br> <li> <pre> </pre> <td> <script> </script> <!-- --> <a/href='>'> &amp; &nbsp; &lt &#65; &acute x < > ' \" = é 日 \u200b".split()
MARKUP = st.lists(st.sampled_from([*TAGS, "<div hidden>", "</div>", " ", "\n", "  ", "One", "two."]), max_size=40).map("".join)


@given(MARKUP)
def test_every_character_leads_back_to_what_it_shows(source: str) -> None:
    document = decode.document(source, "a.html", part="whole")
    for i, character in enumerate(document.text):
        start, end = document.original(Span(i, i + 1))
        assert 0 <= start <= end <= len(source)
        if not character.isspace():
            shown = source[start:end]
            assert shown == character or page.read(shown).text == character or (shown.startswith("&") and character in page.read(shown).text)


@given(MARKUP, MARKUP)
def test_a_cut_shows_what_is_left(before: str, after: str) -> None:
    pieces = page.read(before + after).pieces
    whole = "".join(p.text for p in pieces)
    for start, end in ((0, 0), (0, len(whole) // 2), (len(whole) // 3, len(whole)), (1, 2)):
        assert "".join(p.text for p in page.cut(pieces, [Span(start, end)])) == whole[:start] + whole[end:]


def test_places_in_a_page() -> None:
    source = "<html><body>\n<p>A&amp;B <i>see</i> it&rsquo;s.</p>\n<p>Z</p>"
    document = decode.document(source, "a.html")
    assert document.text == "A&B see it’s.\n\nZ"
    at = document.text.index("B see it’s")
    assert source[slice(*document.original(Span(at, at + 10)))] == "B <i>see</i> it&rsquo;s"
    assert document.place(Span(at, at + 1)).start == (2, 10, 22)
    assert source[slice(*document.original(Span(1, 2)))] == "&amp;"


def test_hidden_characters_of_a_page() -> None:
    source = "<p>A\u200bB&#8203;C&shy;D <!-- \u200b --> 👩\u200d🚀</p>"
    document = decode.document(source, "a.html")
    assert document.text == "ABCD 👩\u200d🚀"
    assert [source[s.start : s.end] for s in document.hidden] == ["\u200b"]
    assert document.original(Span(1, 3)) == (5, 14)


@pytest.mark.parametrize(
    ("raw", "seen", "encoding"),
    [
        ("<p>Café</p>".encode(), "Café", "utf-8"),
        (b"<meta charset=iso-8859-1><p>Caf\xe9 \x93x\x94", "Café “x”", "cp1252"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>\xc4\xe0', "Да", "cp1251"),
        (b"<meta charset=utf-8><p>Caf\xe9", "Caf\ufffd", "utf-8"),
        (b"<meta charset=nonsense><p>Caf\xe9", "Caf\ufffd", "utf-8"),
        (b"<meta charset=rot13><p>Caf\xe9", "Caf\ufffd", "utf-8"),
    ],
)
def test_the_encoding_that_a_page_states(raw: bytes, seen: str, encoding: str) -> None:
    document = decode.decode(raw, "a.html")
    assert (document.text, document.encoding) == (seen, encoding)


def test_the_encoding_that_a_server_states() -> None:
    assert decode.decode(b"<p>\xe9", "x", "html", charset="latin-1").text == "é"
    assert decode.decode(b"\xe9", "a.txt", charset="latin-1").text == "é"


HOSTILE = [
    "<div>" * 60_000 + "</span>" * 60_000, "<b><td>" + "<div>" * 20_000 + "</b>" * 20_000, "<a " * 100_000 + 'x=">"', '<a ="' * 50_000, "<!--" * 100_000,
    "&" * 200_000, "&am" * 100_000, "<p>" * 100_000, "</" * 200_000, "<" * 200_000, "<a b='" * 50_000, "<script>" * 50_000, "<script></scrip" * 50_000,
    " \n" * 200_000, "<pre>" + " x\n" * 100_000, "<b hidden>" * 60_000, "<li>" * 60_000, "x<br>" * 60_000, "&shy;x" * 60_000,
    "<meta name=a content=b>" * 30_000,
]  # fmt: skip


@pytest.mark.parametrize("source", HOSTILE, ids=[s[:12] for s in HOSTILE])
def test_hostile_pages_are_read_in_linear_time(source: str) -> None:
    begun = time.process_time()
    decode.document(source, "a.html", part="whole")
    assert time.process_time() - begun < 8
