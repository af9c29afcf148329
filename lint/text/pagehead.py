"""What an HTML page states about itself in its head: meta tags and JSON-LD, as evidence beside its text."""

import json
from collections.abc import Iterator
from typing import Any

from lint.text.document import Metadata
from lint.text.page import Page

_TITLE = ("og:title", "twitter:title", "dc.title", "headline")
_DATE = (
    "article:published_time", "og:published_time", "datepublished", "time:datepublished", "publishdate", "publish-date", "publish_date", "pubdate",
    "publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dc.date", "dcterms.created", "dcterms.date", "article.published", "date",
    "time:pubdate",
)  # fmt: skip
_AUTHOR = ("author", "parsely-author", "sailthru.author", "dc.creator", "byl", "article:author")
_PUBLISHER = ("og:site_name", "application-name", "dc.publisher", "publisher", "article:publisher")
_ARTICLES = frozenset("article newsarticle blogposting reportagenewsarticle analysisnewsarticle opinionnewsarticle liveblogposting webpage".split())
MOST = 200_000
"""Characters of one JSON-LD script that are read at most."""


def stated(page: Page) -> Metadata:
    """What the page states about itself. JSON-LD of an article speaks before meta tags; the title that only browsers show is left to `bar`."""
    article = _article(page)
    return Metadata(
        title=_worded(article.get("headline")) or _first(page, _TITLE),
        date=_worded(article.get("datePublished")) or _first(page, _DATE),
        author=_people(article.get("author")) or _first(page, _AUTHOR),
        publisher=_people(article.get("publisher")) or _first(page, _PUBLISHER),
        language=page.meta.get("lang"),
    )


def bar(page: Page) -> Metadata:
    """The title in the browser's bar, which often names the site too: for want of a better one."""
    return Metadata(title=_worded(page.meta.get("title")))


def _article(page: Page) -> dict[str, Any]:
    """The first description of an article in the page's JSON-LD."""
    for script in page.data:
        if len(script) > MOST:
            continue
        try:
            data = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            kinds = thing.get("@type")
            if any(str(kind).lower() in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds])) and thing.get("datePublished"):
                return thing
    return {}


def _things(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    for thing in (data if isinstance(data, list) else [data])[:100]:
        if isinstance(thing, dict):
            yield thing
            if depth < 2:
                yield from _things(thing.get("@graph", []), depth + 1)


def _first(page: Page, names: tuple[str, ...]) -> str | None:
    found = (_worded(page.meta.get(name)) for name in names)
    return next((said for said in found if said and not said.startswith(("http:", "https:", "//"))), None)


def _people(value: Any) -> str | None:
    """Names of people or organisations, joined by commas."""
    people = value if isinstance(value, list) else [value]
    return ", ".join(filter(None, (_worded(p.get("name") if isinstance(p, dict) else p) for p in people[:20]))) or None


def _worded(value: Any) -> str | None:
    return (" ".join(value.split())[:500] or None) if isinstance(value, str) else None
