"""Long texts in windows: what is found is what the whole text gives, at the same places, however its bytes come."""

import random
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from lint import engine, ruleset
from lint.model import Check, Finding, Position, Rule, Span
from lint.text import decode, windows
from lint.text.document import Document
from lint.text.windows import Window

WORDS = """the council mayor bridge voted said Monday river police school report minister budget market people reported officials road house company will was
near over after because found closed opened built""".split()
ODD = (
    "According to the mayor, “the bridge is safe”, and nobody else was asked.",
    "Experts say the bridge is safe.",
    "“It was a quiet day,” she said. Sources close to the firm said otherwise.",
    "It is widely believed that the road will close.",
    "Share this:",
    '[caption id="7" align="left"]A bridge[/caption]',
    "The caf\u00c3\u00a9 on the corner stayed open.",
    "The vo\u00adte was clo\u200bse.",
    "The two words have a  double blank , and this one a stray comma.",
    "The bridge , he said .Then it fell.",
    "Prices rose 31 February 2021.",
)
LOCAL = ("AT001", "AT002", "AT007", "AT011", "AT021", "AT022", "AT028", "BP001", "TX001", "TX004", "TX005", "TX007", "DT005")


def text(size: int, seed: int, end: str = "\n") -> str:
    """A report of about so many characters: a head with a date, then paragraphs, some with flaws, no two of them the same."""
    chance = random.Random(seed)
    listed = ["Bridge to be built, council says", "By Jane Miller", "July 5, 2021"]
    length = 0
    while length < size:
        sentences = [" ".join(chance.choices(WORDS, k=chance.randint(6, 22))).capitalize() + "." for _ in range(chance.randint(1, 5))]
        if chance.random() < 0.3:
            sentences.insert(0, chance.choice(ODD))
        listed.append(f" {' '.join(sentences)}".strip())
        length += len(listed[-1])
    return (end * 2).join(listed) + end


@pytest.fixture(scope="module")
def checks() -> list[tuple[Rule, Check]]:
    rules = ruleset.load()
    return [(rule, rules.library.check(rule)) for rule in rules.rules if rule.code in LOCAL]


def told(findings: list[Finding]) -> Counter[tuple[object, ...]]:
    return Counter((f.code, f.start, f.end, f.text, f.message, f.fix, f.related) for f in findings)


def unchunked(document: Document, checks: list[tuple[Rule, Check]], monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    with monkeypatch.context() as patch:
        patch.setattr(windows, "LONGEST", 10_000_000)
        return engine.judge(document, checks)[0]


@pytest.mark.parametrize(("path", "end"), [("a.txt", "\n"), ("a.txt", "\r\n"), ("a.md", "\n")])
def test_local_rules_find_the_same_in_windows(path: str, end: str, checks: list[tuple[Rule, Check]], monkeypatch: pytest.MonkeyPatch) -> None:
    source = "---\ntitle: Bridge\ndate: 2021-07-05\n---\n" * (path == "a.md") + text(300_000, 5, end)
    whole = unchunked(decode.document(source, path), checks, monkeypatch)
    parted = engine.judge(decode.document(source, path), checks)[0]
    assert {f.code for f in whole} >= {"AT007", "BP001", "TX001", "TX004", "TX005"}
    assert told(parted) == told(whole)
    for f in parted:
        assert source[f.start.offset : f.end.offset] == f.text
        assert f.start.line == 1 + len(re.findall(r"\r\n|\n|\r", source[: f.start.offset]))


def test_a_text_that_fits_is_one_window() -> None:
    source = text(windows.LONGEST - 5_000, 1)[: windows.LONGEST]
    (window,) = windows.of("a.txt", [decode.Decoded(source)])
    assert (window.source, window.own, window.last, window.origins) == (source, None, True, ())
    assert (window.document().text, window.document().hidden) == ((whole := decode.document(source, "a.txt")).text, whole.hidden)


def own(window: Window) -> str:
    """What is the window's own, taken from what it shows by its places."""
    document = window.document()
    assert window.own is not None
    return "".join(c for i, c in enumerate(window.source) if window.own.start <= document.position(i).offset < window.own.end)


@pytest.mark.parametrize(
    "source",
    [
        text(250_000, 2),
        text(250_000, 3, "\r\n"),
        text(250_000, 4, "\r"),
        "word " * 50_000,
        "x" * 230_001,
        "\r\n" * 120_000,
        "one line\r\n" * 25_000,
    ],
    ids=["paragraphs", "crlf", "cr", "one line", "no blank", "no words", "lines"],
)
def test_windows_are_cut_apart_without_a_gap(source: str) -> None:
    found = list(windows.of("a.txt", [decode.Decoded(source)]))
    assert [w.number for w in found] == list(range(len(found)))
    assert [w.last for w in found] == [*[False] * (len(found) - 1), True]
    spans = [w.own for w in found if w.own]
    assert [s.start for s in spans] == [0, *(s.end for s in spans[:-1])]
    assert spans[-1].end == len(source)
    document = Document.of(source)
    for window, span in zip(found, spans, strict=True):
        shown = window.document()
        assert own(window) == source[span.start : span.end]
        at = len(window.source) - (0 if window.last else windows.AROUND // 4)
        assert shown.position(at) == document.position(shown.position(at).offset)
        assert len(window.source) <= windows.OWN + 2 * windows.AROUND + 2 * windows.HEAD


def test_a_page_is_never_cut() -> None:
    page = decode.document("<p>" + text(150_000, 8) + "</p>", "a.html")
    assert not windows.long(page)


def test_code_and_comments_of_markdown_are_not_cut_apart() -> None:
    block = "```\n" + "code without a flaw\n\n" * 1_000 + "```\n\n<!-- " + "a comment\n\n" * 1_000 + "-->\n\n"
    source = (text(30_000, 1) + "\n" + block) * 6
    for window in list(windows.of("a.md", [decode.Decoded(source)], "markdown"))[1:]:
        assert "code without" not in window.document().text
        assert "a comment" not in window.document().text


def test_what_is_said_of_the_whole_holds_of_each_part(checks: list[tuple[Rule, Check]]) -> None:
    rules = ruleset.load()
    dated = [(rule, rules.library.check(rule)) for rule in rules.rules if rule.code == "DT001"]
    stated = text(150_000, 9)
    assert engine.judge(Document.of(stated), dated)[0] == []
    (finding,) = engine.judge(Document.of(stated.replace("July 5, 2021", "A day")), dated)[0]
    assert (finding.scope, finding.start) == ("document", Position(1, 1, 0))


def test_the_day_of_the_head_holds_for_all_windows() -> None:
    rules = ruleset.load()
    relative = [(rule, rules.library.check(rule)) for rule in rules.rules if rule.code == "DT004"]
    tail = text(150_000, 9) + "\nThe council voted on Monday to build a second bridge. Last month it had refused the plan.\n"
    assert engine.judge(Document.of(tail), relative)[0] == []


def blocks(raw: bytes, sizes: list[int]) -> Iterator[bytes]:
    at = 0
    for size in sizes:
        yield raw[at : at + size]
        at += size
    yield raw[at:]


@given(
    st.lists(st.sampled_from(["a", "é", "€", "\U0001f600", "\r\n", "\n"]), max_size=40).map("".join),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"]),
    st.lists(st.binary(max_size=3), max_size=4),
    st.lists(st.integers(1, 9), max_size=12),
)
@settings(max_examples=300, deadline=None)
def test_bytes_that_come_in_blocks_are_the_same_text(shown: str, codec: str, noise: list[bytes], sizes: list[int]) -> None:
    first = ("some plain words first " * 200).encode(codec)  # more than is looked at to tell the encoding
    raw = ("some plain words first " * 200 + shown).encode(codec)
    for i, stray in enumerate(noise):
        raw = raw[: len(first) + 7 * i] + stray + raw[len(first) + 7 * i :]
    told = list(decode.pieces(blocks(raw, [len(first), *sizes])))
    whole = decode.decode(raw, "a.txt")
    assert "".join(piece.text for piece in told) == whole.source
    assert {piece.encoding for piece in told} == {whole.encoding}
    at, listed = 0, []
    for piece in told:
        listed += [replace_offset(u, at) for u in piece.undecodable]
        at += len(piece.text)
    assert tuple(listed) == whole.undecodable


def replace_offset(u: decode.Undecodable, by: int) -> decode.Undecodable:
    return decode.Undecodable(u.offset + by, u.byte, u.position)


def test_bytes_that_are_no_text_are_told_where_they_stand() -> None:
    raw = text(250_000, 6).encode()
    places = [1_000, 120_000, 121_000, 240_000]
    for place in places:
        raw = raw[:place] + b"\xff" + raw[place + 1 :]
    whole = decode.decode(raw, "a.txt").undecodable
    found = list(windows.of("a.txt", decode.pieces(raw[i : i + 65_536] for i in range(0, len(raw), 65_536))))
    assert [u.position for w in found for u in w.undecodable] == places
    for window in found:
        for u in window.undecodable:
            assert window.source[u.offset] == "\ufffd"
            assert window.document().position(u.offset).offset == next(w.offset for w in whole if w.position == u.position)
    rules = ruleset.load()
    bad = [(rule, rules.library.check(rule)) for rule in rules.rules if rule.code == "TX008"]
    assert [f.start.offset for f in engine.judge(decode.decode(raw, "a.txt"), bad)[0]] == [whole[i].offset for i in (0, 1, 3)]


def test_marks_silence_in_every_window() -> None:
    rules = ruleset.load()
    weasel = [(rule, rules.library.check(rule)) for rule in rules.rules if rule.code in ("AT020", "NL001")]
    flaw = "Experts say the bridge is safe.\n\n"
    mark = "<!-- newslint: ignore AT020 -- a quotation -->\n"
    source = text(90_000, 7).replace("Experts", "Engineers") + "\n" + mark + flaw + text(60_000, 8).replace("Experts", "Engineers") + "\n" + flaw
    silenced = [(f.silenced is not None, f.start.offset) for f in engine.judge(decode.document(source, "a.md"), weasel)[0] if "Experts" in f.text]
    first = source.index("Experts")
    assert silenced == [(True, first), (False, source.index("Experts", first + 1))]


def test_spans_are_of_the_whole_text() -> None:
    window = Window("a.txt", "head\n\nsecond\nthird", Span(100, 112), 1, origins=((0, Position(1, 1, 0)), (6, Position(9, 4, 100))))
    document = window.document()
    assert [document.position(i) for i in (0, 5, 6, 8, 13)] == [
        Position(1, 1, 0),
        Position(2, 1, 5),
        Position(9, 4, 100),
        Position(9, 6, 102),
        Position(10, 1, 107),
    ]
    assert replace(document, origins=()).position(13) == Position(4, 1, 13)
