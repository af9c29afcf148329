"""Bytes to documents: nothing is lost, nothing raises, and every span leads back to the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.model import Span
from lint.text import decode
from lint.text.document import Metadata, Undecodable

TEXT = "Port “reopens” – 北京 \U0001f600\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_names_the_encoding_and_is_no_text(encoding: str) -> None:
    document = decode.decode(TEXT.encode(encoding), "x.txt")
    assert document.text == TEXT
    assert document.undecodable == ()


def test_every_bad_byte_is_listed_with_its_place_in_text_and_file() -> None:
    document = decode.decode("é it".encode() + b"\x92s \x93ok", "x.txt")
    assert document.text == "é it\ufffds \ufffdok"
    assert document.undecodable == (Undecodable(4, 0x92, 5), Undecodable(7, 0x93, 8))


def test_a_lone_surrogate_is_three_bad_bytes() -> None:
    document = decode.decode(b"a\xed\xa0\x80b", "x.txt")
    assert document.text == "a\ufffd\ufffd\ufffdb"
    assert [u.position for u in document.undecodable] == [1, 2, 3]


def test_a_cut_off_utf_16_file_keeps_what_it_holds() -> None:
    document = decode.decode(b"\xff\xfea\0b\0c", "x.txt")
    assert document.text == "ab\ufffd"
    assert document.undecodable == (Undecodable(2, ord("c"), 6),)


def test_a_lone_surrogate_in_utf_16_is_named_by_its_high_byte() -> None:
    document = decode.decode(b"\xff\xfe" + "a\ud800b".encode("utf-16-le", "surrogatepass"), "x.txt")
    assert document.text == "a\ufffdb"
    assert document.undecodable == (Undecodable(1, 0xD8, 4),)


def test_a_value_beyond_unicode_in_utf_32_is_one_bad_character() -> None:
    document = decode.decode(b"\xff\xfe\0\0" + "a".encode("utf-32-le") + b"\xff\xff\xff\xff" + "\ufffd".encode("utf-32-le"), "x.txt")
    assert document.text == "a\ufffd\ufffd"
    assert document.undecodable == (Undecodable(1, 0xFF, 8),)


def test_utf_16_without_a_mark_is_read_and_said_so() -> None:
    document = decode.decode("The port reopened.".encode("utf-16-be"), "x.txt")
    assert (document.text, document.encoding) == ("The port reopened.", "utf-16-be without mark")


def test_all_bad_bytes_are_counted_though_not_all_are_listed() -> None:
    document = decode.decode(b"\x80" * 5_000, "x.txt")
    assert document.undecoded == 5_000
    assert len(document.undecodable) == decode.LISTED


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture"),
        (b"PK\x03\x04abc", "a ZIP archive"),
        (b"\x1f\x8b\x08abc", "a gzip archive"),
        (b"%PDF-1.7", "a PDF file"),
        (b"\0" * 64, "binary: more than a tenth of it is NUL bytes"),
        (bytes(range(1, 9)) * 8, "binary: more than a tenth of it is control characters"),
        (b"some words \0\0\0 and many more of them, enough to be a text", None),
        (b"BZh is no archive", None),
        (b"", None),
        (TEXT.encode("utf-16"), None),
    ],
)
def test_what_is_no_text_is_told_by_signature_or_share(raw: bytes, kind: str | None) -> None:
    assert decode.binary(raw) == kind


def test_rules_see_through_hidden_characters_and_spans_lead_back() -> None:
    document = decode.decode("x\nAL\u200bSO RE\u200dAD\u202e: y".encode(), "x.txt")
    start = document.text.index("ALSO READ")
    source = document.original(Span(start, start + len("ALSO READ")))
    assert document.source[source.start : source.end] == "AL\u200bSO RE\u200dAD"
    assert document.place(Span(start, start + 4)).start[:2] == (2, 1)


@pytest.mark.parametrize(
    "kept",
    [
        "می\u200cخواهم",
        "क्\u200dष",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "1\ufe0f\u20e3",
        "\u2764\ufe0f",
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "שלום\u200f",
        "ไทย\u200bไทย",
    ],
)
def test_characters_that_belong_stay(kept: str) -> None:
    assert decode.document(kept).hidden == ()


@pytest.mark.parametrize("stray", ["a\u200db", "a\ufe0f\ufe0f\ufe0fb"[:1] + "\u200bb", "\U000e0041", "\u202eab", "שלום\u202e", "a\u2060", "\x00", "a\x85b\x86"])
def test_strays_are_found(stray: str) -> None:
    assert decode.document(stray).hidden


def test_yaml_front_matter_is_metadata_and_no_text() -> None:
    source = "---\ntitle: 'Port reopens'\ndate: 2021-07-05\nauthor:\n  - Ann Lee\n  - Bo Chi\nsource: Example News\nlang: en\n---\nThe port reopened.\n"
    document = decode.document(source)
    assert document.metadata == Metadata("Port reopens", "2021-07-05", "Ann Lee, Bo Chi", "Example News", "en")
    assert document.text == "The port reopened.\n"
    assert document.place(Span(0, 3)).start == (10, 1, source.index("The"))


def test_toml_front_matter_is_metadata() -> None:
    document = decode.document("+++\ntitle = 'Port'\ndate = 2021-07-05\n+++\r\nText")
    assert (document.metadata.title, document.metadata.date, document.text) == ("Port", "2021-07-05", "Text")


@pytest.mark.parametrize("stairs", ["- ", "? ", "- ? ", "[", "{", "- [", "a: {"])
def test_front_matter_of_many_levels_ends_nothing(stairs: str) -> None:
    source = f"---\ntitle: x\ntags:\n  {stairs * 30_000}\n---\nText.\n"
    assert decode.document(source).source == source


def test_broken_front_matter_is_read_by_its_lines() -> None:
    document = decode.document("---\ntitle: 'Port\ntags: [a\n---\nText")
    assert (document.metadata.title, document.text) == ("Port", "Text")


@pytest.mark.parametrize(
    "source",
    ["---\n\nHe came back.\n---\n", "---\nLONDON: he said.\n---\nx", "--- \ntitle", "---\ntitle: x\nno fence", "---\nHe said: go home now\ntitle: x\n---\n"],
)
def test_a_scene_break_is_no_front_matter(source: str) -> None:
    assert decode.document(source).text == source


@given(st.binary(max_size=400))
def test_any_bytes_decode(raw: bytes) -> None:
    document = decode.decode(raw, "x.txt")
    assert not any("\ud800" <= c <= "\udfff" for c in document.source)
    assert document.undecoded >= len(document.undecodable)
    assert all(document.source[u.offset] == "\ufffd" for u in document.undecodable)


ODD = st.text(st.sampled_from("ab \n\r\u200b\u200d\u202e\xad\ufe0f\U0001f468\U000e0041שक-+:\0é\ufeff"), max_size=60)


@given(ODD)
def test_the_offset_map_is_exact(source: str) -> None:
    document = decode.document(source)
    hidden = {i for span in document.hidden for i in range(*span)}
    body = len(source) if not document.text else None
    shown = [i for i in range(len(source)) if i not in hidden]
    if body is None and len(shown) == len(document.text):  # no front matter
        for at, i in enumerate(shown):
            assert document.original(Span(at, at + 1)) == Span(i, i + 1)
            assert document.seen(Span(i, i + 1)) == Span(at, at + 1)
        assert document.text == "".join(source[i] for i in shown)


@given(st.text(st.sampled_from("-+.\n\r:= abtitledate'\"[]{}#&*!|>%@`\t"), max_size=120))
def test_front_matter_never_raises(inside: str) -> None:
    for fence in ("---", "+++"):
        document = decode.document(f"{fence}\ntitle: x\n{inside}\n{fence}\nText")
        assert document.source.endswith(document.text)
