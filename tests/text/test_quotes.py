"""Quotations of every kind of mark, and marks that do not pair."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.model import Span
from lint.text import quotes, segment
from lint.text.document import Document


def contents(text: str) -> list[str]:
    document = Document.of(text)
    return [document[q.content] for q in quotes.quotations(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said, “It is open,” and “fine.”", ["It is open,", "fine."]),
        ('"It is open," he said. "Come in."', ["It is open,", "Come in."]),
        ("‘The boys’ plan is good,’ he said. ‘Yes.’", ["The boys’ plan is good,", "Yes."]),
        ("'Tis the '90s, 'I like it,' she said.", ["I like it,"]),
        ("«Bonjour», he said.", ["Bonjour"]),
        ("„Guten Tag“, he said.", ["Guten Tag"]),
        ('He is 6\'2" tall and 5" wide, and "glad" of it.', ["glad"]),
        ("The dogs' owners' club met.", []),
        ('<a href="x.html"> is a link.', []),
        ("“A ‘nested “deep” one’ here”", ["A ‘nested “deep” one’ here", "nested “deep” one", "deep"]),
    ],
)
def test_what_stands_between_the_marks(text: str, expected: list[str]) -> None:
    assert contents(text) == expected


def test_a_quotation_has_its_marks_and_its_depth() -> None:
    document = Document.of('She called it "the so-called "clean" bridge" twice.')
    outer, inner = quotes.quotations(document)
    assert (document[outer.span], outer.depth, outer.closed) == ('"the so-called "clean" bridge"', 0, True)
    assert (document[inner.span], inner.depth) == ('"clean"', 1)


def test_a_quotation_left_open_goes_on_in_the_next_paragraph() -> None:
    document = Document.of("“We waited.\n\n“Nobody came,” he said.")
    first, second = quotes.quotations(document)
    assert (first.closed, first.continued, document[first.content]) == (False, True, "We waited.")
    assert (second.closed, second.continued) == (True, False)
    assert quotes.strays(document) == ()


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    document = Document.of("He said “we waited.\n\nNobody came.")
    (found,) = quotes.quotations(document)
    assert (document[found.content], found.closed, found.continued) == ("we waited.", False, False)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("He said “we waited.", [("unclosed", Span(8, 9))]),
        ('We waited," he said.', [("unopened", Span(10, 11))]),
        ('“We waited," he said.', [("kinds", Span(0, 12))]),
        ('"A "clean" bridge"', [("nested", Span(3, 4))]),
        ("“We waited,” he said.", []),
    ],
)
def test_marks_that_do_not_pair(text: str, faults: list[tuple[str, Span]]) -> None:
    assert [(s.fault, s.span) for s in quotes.strays(Document.of(text))] == faults


def test_quoted_covers_the_marks_and_nothing_else() -> None:
    document = Document.of("He said “we waited” twice.")
    assert quotes.quoted(document, Span(9, 11))
    assert not quotes.quoted(document, Span(0, 7))
    assert not quotes.quoted(document, Span(9, 25))


def test_a_title_has_capitals_on_its_long_words() -> None:
    document = Document.of("She read “The Long Road to the Sea” and “the long road home”.")
    assert [quotes.titled(document, q) for q in quotes.quotations(document)] == [True, False]


@given(st.text(alphabet="\"“”'‘’«»„ \nab.,5\\=", max_size=80))
def test_no_text_makes_it_fail_and_spans_stay_inside_their_paragraph(text: str) -> None:
    document = Document.of(text)
    paragraphs = document.view(segment.paragraphs)
    for q in quotes.quotations(document):
        assert q.span.covers(q.content)
        assert any(p.covers(q.span) for p in paragraphs)
    outer = quotes.outer(document)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(outer))


@pytest.mark.parametrize("piece", ['"', "“", "a'b 'c ", "“a ", "”", "'a "])
def test_twenty_thousand_marks_on_one_line_take_no_more_than_seconds(piece: str) -> None:
    document = Document.of(piece * 20_000)
    start = time.process_time()
    quotes.quotations(document)
    assert time.process_time() - start < 5
