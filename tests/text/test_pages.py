"""What a whole page states, and its main content."""

import json
import time

import pytest

from lint.model import Span
from lint.text import decode, maincontent, pages
from lint.text.document import Document, Metadata

BODY = (
    "The harbour of Eastport was closed on Monday after a storm tore two cranes from their rails, the port authority said.",
    "Officials expect that ships can enter again by the end of the week, and that the cranes will be rebuilt in spring.",
    "“We were lucky that nobody worked there at that hour,” said Marta Ruiz, who heads the authority, at a meeting with reporters.",
)
MENU = "".join(f'<li><a href="/{word}">{word.title()}</a></li>' for word in "news sport weather travel money culture".split())
PAGE = f"""<!doctype html><html lang="en"><head><title>Storm closes harbour - Eastport Post</title>
<meta property="og:site_name" content="Eastport Post"><meta property="article:published_time" content="2021-07-05T08:00:00+02:00">
<meta name="author" content="Jane Roe"></head><body><nav><ul>{MENU}</ul></nav>
<article><h1>Storm closes harbour</h1><p>{BODY[0]}</p><p>{BODY[1].replace("again", "<b>again</b>")}</p><aside><a href="/x">Read more about cranes</a></aside>
<p>{BODY[2].replace("“", "&ldquo;")}</p></article>
<footer><p><a href="/terms">Terms</a> <a href="/contact">Contact us</a></p><p>Copyright 2021 Eastport Post. All rights reserved.</p></footer></body></html>"""


def read(source: str, part: pages.Part = "auto") -> Document:
    return decode.document(source, "a.html", part=part)


@pytest.mark.parametrize("part", ["auto", "main"])
def test_main_content(part: pages.Part) -> None:
    document = read(PAGE, part)
    lines = [line for line in document.text.splitlines() if line]
    assert lines[0] == "Storm closes harbour"
    assert [line for line in lines if line in BODY] == list(BODY)
    assert "Weather" not in document.text
    assert "All rights reserved" not in document.text
    for line in BODY:
        at = document.text.index(line)
        start, end = document.original(Span(at, at + len(line)))
        assert PAGE[start:end].replace("<b>", "").replace("</b>", "").replace("&ldquo;", "“") == line


def test_the_whole_page() -> None:
    document = read(PAGE, "whole")
    assert document.text.startswith("News\nSport\nWeather\n")
    assert document.text.endswith("Copyright 2021 Eastport Post. All rights reserved.")


def test_a_fragment_is_judged_whole() -> None:
    assert read("<p>One.</p><nav>[gallery]</nav>").text == "One.\n\n[gallery]"


def test_a_page_without_an_article_is_judged_whole() -> None:
    assert read("<html><body><p>One.</p><footer>Two.</footer></body></html>").text == "One.\n\nTwo."


def test_without_the_extractor_a_page_is_judged_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maincontent, "available", lambda: False)
    assert read(PAGE).text == read(PAGE, "whole").text


def test_what_a_page_states() -> None:
    assert read(PAGE).metadata == Metadata("Storm closes harbour", "2021-07-05T08:00:00+02:00", "Jane Roe", "Eastport Post", "en")
    assert read(PAGE, "whole").metadata.title == "Storm closes harbour - Eastport Post"


def test_json_ld_speaks_first() -> None:
    article = {
        "@graph": [
            {"@type": "WebSite"},
            {"@type": ["NewsArticle"], "headline": "H", "datePublished": "2020-01-02", "author": [{"name": "A"}, "B"], "publisher": {"name": "P"}},
        ]
    }
    source = f'<title>T</title><meta name=date content=2019-01-01><script type="application/ld+json">{json.dumps(article)}</script>'
    assert read(source, "whole").metadata == Metadata("H", "2020-01-02", "A, B", "P")


@pytest.mark.parametrize(
    "data", ["{", "[" * 5_000, "null", '"x"', '{"@type": "NewsArticle"}', '{"@type": "Organization", "name": "x", "datePublished": "2020-01-02"}']
)
def test_json_ld_that_says_nothing(data: str) -> None:
    assert read(f'<meta name=author content=https://e.org/jane><script type="application/ld+json">{data}</script>', "whole").metadata == Metadata()


def test_a_broken_page_never_stops_the_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    assert read(PAGE).text == read(PAGE, "whole").text


@pytest.mark.parametrize(
    "inside", ["<li>x" * 20_000, "<p>word " * 20_000, "<div>" * 40_000, "".join(f"<p>{i} and some other words that make it a long line" for i in range(9_000))]
)
def test_hostile_pages_are_read_in_linear_time(inside: str) -> None:
    read(PAGE)
    begun = time.process_time()
    read(f"<html><body>{inside}")
    assert time.process_time() - begun < 8
