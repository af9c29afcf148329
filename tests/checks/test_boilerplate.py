"""Kind `boilerplate`: shortcodes of real systems, lines certain by themselves, and what place and neighbours add."""

from pathlib import Path

import pytest

from lint import ruleset, selftest
from lint.checks import boilerplate
from lint.model import Span
from lint.text import layout
from lint.text.document import Document

RULES = ruleset.load()
HERE = Path(__file__).parent
FOUND = (HERE / "shortcodes-found.txt").read_text(encoding="utf-8").splitlines()
KEPT = (HERE / "shortcodes-kept.txt").read_text(encoding="utf-8").splitlines()
STORY = "The ferry company said on Monday that it would cut its winter timetable by a third, because fuel cost twice as much as in the spring of last year."


def found(text: str) -> list[tuple[str, str]]:
    """(code, text) of every hit of this kind."""
    document = Document.of(text)
    hits = [(h.span, rule.code) for rule in RULES.library.of_kind("boilerplate") for h in RULES.library.check(rule)(document) if h.span]
    return [(code, document[span]) for span, code in sorted(hits)]


def test_the_list_of_shortcodes_is_long() -> None:
    assert len(FOUND) >= 150
    assert len(KEPT) >= 100


@pytest.mark.parametrize("marked", FOUND)
def test_shortcodes_of_real_systems_are_found_exactly(marked: str) -> None:
    example = selftest.parse(marked)
    document = Document.of(example.text)
    (rule,) = RULES.named("BP001")
    assert [h.span for h in RULES.library.check(rule)(document)] == list(example.expected)


@pytest.mark.parametrize("text", KEPT)
def test_bracketed_prose_is_no_shortcode(text: str) -> None:
    assert [x for x in found(text) if x[0] == "BP001"] == []


def test_every_pattern_of_a_whole_line_or_part_is_hit_by_a_bad_example() -> None:
    dead = []
    for rule in RULES.library.of_kind("boilerplate"):
        options = RULES.library.options(rule)
        texts = [selftest.parse(e).text for e in rule.examples.bad] + [selftest.parse(e).text for e in FOUND if rule.code == "BP001"]
        lines = [line for t in texts for line in t.splitlines() if line.strip()]
        for pattern in (*options.lines, *options.glued, *options.anywhere):
            if not any(boilerplate.compiled(pattern).search(line) for line in lines):
                dead.append(f"{rule.code} {pattern}")
    assert dead == []


def test_following_lines_of_one_class_are_one_hit() -> None:
    assert found(f"{STORY}\n\nLeave a comment\n\n12 comments\n") == [("BP011", "Leave a comment\n\n12 comments")]


def test_only_what_is_sure_has_a_fix() -> None:
    sure = Document.of(f"{STORY}\n\n{STORY}\n\nFollow us on Twitter\n")
    supported = Document.of(f"{STORY}\n\n{STORY}\n\nJust in\n\n{STORY}\n\n{STORY}\n\nLeave a comment\n")
    for document, code, fixable in ((sure, "BP003", True), (supported, "BP002", False)):
        (rule,) = RULES.named(code)
        assert [hit.fixable for hit in RULES.library.check(rule)(document)] == [fixable]


def test_a_listing_of_template_code_is_no_leftover() -> None:
    listing = "{% set weather = 'rain' %}\n{% if weather %}\n{{ weather }}\n{% endif %}"
    assert [x for x in found(f"{STORY}\n\n{listing}\n\n{STORY}\n") if x[0] == "BP001"] == []
    assert ("BP001", "{{ weather }}") in found(f"{STORY}\n\n{{{{ weather }}}}\n\n{STORY}\n")


def test_a_hint_alone_in_a_text_is_no_leftover() -> None:
    alone = f"{STORY}\n\n{STORY}\n\nJust in\n\n{STORY}"
    assert found(alone) == []
    assert ("BP002", "Just in") in found(f"{alone}\n\nLeave a comment\n\nShare this article")


@pytest.mark.parametrize(
    "line", ["Anna Lund", "Anna Lund/Harbour Times", "By Anna Lund", "Anna Lund Harbour reporter", "Reuters", "5 July 2021", "• Jun 9", "[Harbour Times]"]
)
def test_what_says_who_wrote_it_and_when_needs_a_certain_rule(line: str) -> None:
    left = "\n\n".join(["Sign up for our newsletter", "Share on Facebook", "Privacy policy", "Read more"])
    assert line not in [text for _, text in found(f"{left}\n\n{line}\n\n{STORY}\n\n{STORY}\n\n{left}")]


def test_a_name_in_capitals_under_the_title_is_the_byline() -> None:
    left = "\n\n".join(["Sign up for our newsletter", "Share on Facebook", "Privacy policy", "Read more"])
    text = f"{left}\n\nFerry company cuts its winter timetable\n\nANNA LUND\n\n2 min read\n\n{STORY}\n\n{STORY}\n\n{left}"
    assert "ANNA LUND" not in [part for _, part in found(text)]


def test_a_word_is_a_leftover_among_leftovers_only() -> None:
    assert ("BP013", "Products") in found(f"{STORY}\n\n{STORY}\n\nShare this article\n\nProducts\n\nLeave a comment")
    assert found("\n\n".join([*[STORY] * 6, "Products", *[STORY] * 6])) == []


def test_a_glued_part_is_reported_alone() -> None:
    text = f"{STORY} {STORY} The ferry sails at noon. Story continues below"
    assert found(text) == [("BP016", "Story continues below")]


def test_titles_bylines_and_dates_are_no_leftovers() -> None:
    assert found(f"Ferry company cuts its winter timetable\nBy Anna Lund\nPublished 5 July 2021\n{STORY}\n{STORY}") == []


def test_leftovers_are_the_spans_of_all_classes_in_order() -> None:
    document = Document.of(f"Share this article\n{STORY}\nLeave a comment")
    assert boilerplate.leftovers(document, RULES.library) == (Span(0, 18), Span(len(document.text) - 15, len(document.text)))


def test_an_empty_document_has_no_leftovers() -> None:
    assert boilerplate.leftovers(Document.of(" \n"), RULES.library) == ()


def test_words_keep_their_order_so_that_every_run_adds_the_same_sum() -> None:
    (line,) = Document.of("Read more about the the port").view(layout.layout)
    assert boilerplate.told_words(line) == ["read", "more", "about", "the", "port"]
