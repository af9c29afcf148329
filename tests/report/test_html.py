"""The page as text: what it holds, what it must not hold, and how overlapping stretches are nested."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from lint.model import Event, FileResult, Link, Report, Span
from lint.report import escape, html, marked
from lint.report.marked import Stretch
from tests.report import samples

VOID = {"meta", "input", "br", "rect"}


class Page(HTMLParser):
    """Every tag with its attributes, the visible text, and whether what is opened is closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.crossed: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def page(report: Report) -> Page:
    return Page("".join(html.render(report)))


def with_text(text: str, *findings: object, profile: dict[str, object] | None = None) -> Report:
    return Report((FileResult("plain.txt", True, text=text, profile=profile),), findings, (), rules=samples.RULES)  # type: ignore[arg-type]


@pytest.mark.parametrize("report", [samples.hostile(), samples.empty(), samples.many(70)], ids=["hostile", "empty", "many"])
def test_every_tag_is_closed_in_order_and_no_address_is_used_twice(report: Report) -> None:
    made = page(report)
    assert (made.crossed, made.open) == ([], [])
    ids = [attrs["id"] for _, attrs in made.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("text", [samples.HOSTILE, "</style><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "' onclick='x", "-->]]></details>"])
def test_outside_text_is_only_text(text: str) -> None:
    finding = samples.finding("plain.txt", text, message=text, why=text, do=text, code="HS001", name=text, family="custom", related=())
    profile = {
        "title": {"start": 0, "end": 3, "text": text}, "date": {"value": text, "start": 0, "end": 3, "kind": "prose"}, "byline": text, "publisher": text,
        "wire": text, "sources": [{"name": text, "type": "named_person", "count": 2}], "claims": {"vague": 1}, "garble_score": 0.5,
        "boilerplate_share": 0.1, "words": 12, "language": "en' onclick='x", "quotes": [{"start": 0, "end": 5, "speaker": text}],
        "attributions": [{"source": {"start": 3, "end": 8}, "cue": None, "content": None, "type": "vague"}],
    }  # fmt: skip
    report = with_text(text * 3, finding, profile=profile)
    source = "".join(
        html.render(replace(report, notes=(text,), events=(Event((text, "plain.txt"), ((text,), ("plain.txt",)), (Link(text, "plain.txt", text),)),)))
    )
    made = Page(source)
    assert (made.crossed, made.open) == ([], [])
    assert len(made.of("script")) == 1
    assert not made.of("img")
    assert not [a for _, attrs in made.tags for a in attrs if a.startswith("on") or a in ("style", "src")]
    assert {a["href"][:1] for a in made.of("a") if a["href"]} == {"#"}  # type: ignore[index]
    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", source) is None


def test_only_the_style_and_the_script_of_the_page_may_run() -> None:
    (policy,) = [a["content"] for a in page(samples.empty()).of("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_overlapping_stretches_are_nested() -> None:
    stretches = [Stretch(Span(0, 5), "<a>", "a", "1"), Stretch(Span(3, 8), "<b>", "b", "2"), Stretch(Span(3, 4), "<i>", "i")]
    assert "".join(marked.nested("abcdefghi", Span(0, 9), stretches)) == "<a>abc<b><i>d</i>e</b>1</a><b>fgh2</b>i"


def test_only_the_first_part_of_a_stretch_has_its_name() -> None:
    stretches = [Stretch(Span(0, 3), "<a>", "a"), Stretch(Span(2, 6), "<q data-by='x'>", "q", again="<q>")]
    assert "".join(marked.nested("abc\ndef", Span(0, 3), stretches)) == "<a>ab<q data-by='x'>c</q></a>"
    assert "".join(marked.nested("abc\ndef", Span(4, 7), stretches[1:])) == "<q>de</q>f"


@given(st.text("ab<&\n", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8))
def test_marks_change_nothing_in_the_text(text: str, ends: list[tuple[int, int]]) -> None:
    spans = [Span(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in ends]
    stretches = [Stretch(span, f"<m{i}>", f"m{i}") for i, span in enumerate(spans)]
    places = marked.lines(text)
    told = "".join("".join(marked.nested(text, line, on)) for line, on in zip(places, marked.by_line(places, stretches)))
    assert re.sub("</?m[0-9]+>", "", told) == escape.html(text)
    stack = []
    for end, name in re.findall("<(/?)(m[0-9]+)>", told):
        if end:
            assert stack.pop() == name
        else:
            stack.append(name)
    assert not stack


def test_lines_end_at_line_feed_and_carriage_return_only() -> None:
    text = "a\r\nb\rc\nd\u2028e\x0cf"
    assert [text[s.start : s.end] for s in marked.lines(text)] == ["a\r\n", "b\r", "c\n", "d\u2028e\x0cf"]


def test_the_door_writes_out_what_ends_a_tag_or_hides() -> None:
    assert escape.html("<a href=\"x\" on='y'>&amp;\u202e") == "&lt;a href=&quot;x&quot; on=&#39;y&#39;&gt;&amp;amp;\\u202e"


def test_what_was_not_judged_stands_first() -> None:
    source = "".join(html.render(samples.hostile()))
    assert source.index("3 things could not be judged") < source.index("At a glance")


def test_a_rule_is_explained_by_the_words_of_its_file() -> None:
    source = "".join(html.render(with_text("x" * 40, samples.finding())))
    rules = source[source.index("id=rules") :]
    assert escape.html(samples.SHORTCODE.why) in rules
    assert escape.html(samples.SHORTCODE.do) in rules
