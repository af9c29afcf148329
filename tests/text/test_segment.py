"""Lines, paragraphs, sentences and words of any text: in order, inside each other, and nothing lost between them."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lint.model import Span
from lint.text import decode, segment, tokens
from lint.text.document import Document

PIECES = [
    "One.", "Two words", "Mr. Lee said", "“Yes,” he said.", "U.S. ", "No. 5", "e.g. ", "J. K.", "…", "?!", "\n", "\n\n", "\r", "\r\n", " ",
    "\t", "\xa0", "\u2028", "\x0c", "\u200b", "\u202e", "A.B.C. The", "(", ")", "it's", "co-op", "1,000.5", "北京。", "é\u0301", "\U0001f600",
    "x" * 6_000, "word " * 1_200, "a" * 60 + "\n", "---\n", "\x00", "_",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=16).map("".join) | st.text(max_size=80)


def words_of(document: Document) -> tuple[Span, ...]:
    return tuple(tokens.span(document, i) for i in range(len(document.view(tokens.written))))


@given(TEXTS)
def test_whatever_the_text_its_parts_are_in_order_and_nest(source: str) -> None:
    document = decode.document(source)
    text = document.text
    lines, paragraphs = document.view(segment.lines), document.view(segment.paragraphs)
    sentences, words = document.view(segment.sentences), words_of(document)
    for spans in (lines, paragraphs, tuple(s.span for s in sentences), words):
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
    for spans in (lines, paragraphs):
        between = [0, *(at for s in spans for at in s), len(text)]
        assert not "".join(text[a:b] for a, b in zip(between[::2], between[1::2])).strip()
    assert all(paragraphs[s.paragraph].covers(s.span) and s.span.length <= segment.LONGEST for s in sentences)
    assert "".join("".join(text[s.span.start : s.span.end].split()) for s in sentences) == "".join(text.split())


@given(TEXTS)
def test_what_holds_an_offset_is_found(source: str) -> None:
    document = decode.document(source)
    for offset in range(0, len(document.text), max(1, len(document.text) // 40)):
        for find, spans in ((segment.line_at, segment.lines), (segment.paragraph_at, segment.paragraphs)):
            found = find(document, offset)
            assert found == next((s for s in document.view(spans) if s.start <= offset < s.end), None)
        sentence = segment.sentence_at(document, offset)
        assert sentence == next((s for s in document.view(segment.sentences) if s.span.start <= offset < s.span.end), None)


@given(TEXTS)
def test_tokens_stand_where_they_say(source: str) -> None:
    document = decode.document(source)
    listed = document.view(segment.tokens)
    assert [document.plain[a:b] for a, b in zip(listed.starts, listed.ends)] == listed.words
    assert listed.first == sorted(listed.first)
    assert len(listed.first) == len(document.view(segment.sentences)) + 1


MARKED = st.text("ab1_'’ʼ-‑.&/, \n“Σ“Ⓐé", max_size=30) | TEXTS


@given(MARKED)
def test_every_way_to_see_words_is_that_of_its_pattern(source: str) -> None:
    plain = decode.document(source).plain
    document = Document.of(plain)
    listed, (words, lowered, starts) = document.view(segment.tokens), document.view(tokens.parts)
    assert list(document.view(tokens.written)) == re.findall(r"[^\W_]+(?:['.&/-][^\W_]+)*", plain)
    assert listed.words == re.findall(r"[^\W_]+(?:['.&-][^\W_]+)*|[^\w\s]|_", plain)
    assert words == re.findall(r"[^\W_]+(?:['-][^\W_]+)*", plain)
    assert (lowered, listed.lowered) == ([w.lower() for w in words], [w.lower() for w in listed.words])
    assert [plain[start : start + len(word)] for start, word in zip(starts, words, strict=True)] == words


@given(TEXTS)
def test_line_and_column_are_those_of_an_editor(source: str) -> None:
    document = decode.document(source)
    lines = source.replace("\r\n", "\n\x00").replace("\r", "\n").split("\n")  # a second character in place of LF keeps the offsets
    starts, at = [], 0
    for line in lines:
        starts.append(at + line.startswith("\x00") * (at > 0 and source[at : at + 1] == "\n"))
        at += len(line) + 1
    for offset in range(0, len(source), max(1, len(source) // 40)):
        place = document.position(offset)
        if source[offset - 1 : offset + 1] == "\r\n":
            continue
        number = sum(start <= offset for start in starts)
        assert (place.line, place.column) == (number, offset - starts[number - 1] + 1)


def test_the_same_text_has_the_same_places_whatever_ends_its_lines() -> None:
    text = "First.\n\nSecond line.\nThird [gallery] line.\n"
    places = []
    for end in ("\n", "\r\n", "\r"):
        document = decode.document(text.replace("\n", end))
        places.append([document.place(s).start[:2] for s in words_of(document)])
    assert places[0] == places[1] == places[2]


@given(MARKED, st.lists(st.integers(0, 40), max_size=6))
def test_what_is_kept_of_a_text_has_the_words_of_a_text_of_its_own(source: str, cuts: list[int]) -> None:
    text = decode.document(source).plain
    ends = sorted(min(cut, len(text)) for cut in (0, *cuts, 0)[: len(cuts) // 2 * 2])
    stretches = list(zip(ends[::2], ends[1::2], strict=True))
    found = tokens.kept(Document.of(text), stretches)
    if found is not None:
        assert found == Document.of("".join(text[a:b] for a, b in stretches)).view(tokens.pieces)


def test_a_text_is_read_anew_only_where_a_word_is_cut_or_grows() -> None:
    document = Document.of("One two-three.\nFour five")
    assert tokens.kept(document, [(0, 4), (15, 20)]) == ["", "One", " ", "Four", " "]
    assert tokens.kept(document, [(0, 3), (15, 20)]) is None
    assert tokens.kept(document, [(0, 5), (14, 20)]) is None
