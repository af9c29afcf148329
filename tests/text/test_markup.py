"""Comments are no text in Markdown and HTML; in code and in plain text they are what they look like."""

import time

import pytest

from lint.text import decode
from lint.text.markup import comments


@pytest.mark.parametrize(
    ("path", "source", "text"),
    [
        ("a.md", "One<!-- two -->three.\n<!-- four\nfive -->\nSix.\n", "Onethree.\n\nSix.\n"),
        ("a.md", "Write `<!-- so -->` here.\n", "Write <!-- so --> here.\n"),
        ("a.md", "```\n<!-- so -->\n```\n<!-- gone -->\n", "\n\n"),
        ("a.md", "Never <!-- closed.\n", "Never <!-- closed.\n"),
        ("a.md", "A\u200bB <!-- \u200b --> C\n", "AB  C\n"),
        ("a.md", "---\ntitle: x\n---\nA <!-- b --> C\n", "A  C\n"),
        ("a.html", "<p>One<!-- two --></p><script><!-- x --></script>", "One"),
        ("a.txt", "One <!-- two --> three.\n", "One <!-- two --> three.\n"),
    ],
)
def test_what_a_reader_sees(path: str, source: str, text: str) -> None:
    document = decode.document(source, path)
    assert document.text == text
    assert document.source == source


def test_places_lead_back_over_comments() -> None:
    document = decode.document("One <!-- x -->two.\n", "a.md")
    start = document.text.index("two")
    assert document.original(decode.Span(start, start + 3)) == (14, 17)


@pytest.mark.parametrize("source", ["<!--" * 100_000, "<!---->" * 60_000, "<!-- \u200b -->" * 40_000, "`<!--" * 60_000, "```\n<!--" * 50_000])
@pytest.mark.parametrize("form", ["markdown", "html"])
def test_hostile_comments_are_found_in_linear_time(source: str, form: str) -> None:
    begun = time.process_time()
    comments(source, form)
    decode.document(source, "a.md" if form == "markdown" else "a.html")
    assert time.process_time() - begun < 5
