"""Kind `source`: credits in the text: agency credits that stand in its prose, statements taken from other outlets, outlets on a user's own list."""

import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Literal

import msgspec

from lint import patterns
from lint.checks import Library
from lint.model import Check, Edit, Hit, Rule, Span
from lint.text import credits, quotes, segment, zones
from lint.text.document import Document

_NEWS_AGENCY = patterns.compiled(
    r"\b(?:[Aa]s per|[Qq]uot(?:ed by|ing)|[Rr]eported by) (?:the )?"
    r"(?:(?:state|official|state-run) )?news ?(?:agency|wire) (?P<name>[A-Z][\w-]+)"
)
_NEWS_AGENCY_HINTS = ("news agency", "newsagency", "news wire", "newswire")
"""One of these stands in every text that `_NEWS_AGENCY` matches."""

LARGEST_LIST = 10_000_000
"""Bytes of the largest list of outlets."""


class Rating(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a user's list says of one outlet, given by name or domain."""

    outlet: str
    label: str
    reason: str = ""
    reference: str = ""


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`find`: the credits that are looked for.

    With `find: rated`: `outlets` lists outlets with what is said of them, `ratings` names a CSV file of such a list, with the columns
    `outlet` (a name or a domain), `label`, and if wanted `reason` and `reference`.
    """

    find: Literal["buried-agency", "second-hand", "rated"]
    outlets: list[Rating] = []
    ratings: str = ""


def build(rule: Rule, options: Options, library: Library) -> Check:
    """A check that yields each such credit."""
    if options.find == "rated":
        listed = [*options.outlets, *(ratings(Path(options.ratings)) if options.ratings else ())]
        return partial(_rated, {_key(r.outlet): r for r in listed})
    return _CREDITS[options.find]


def buried_agency(document: Document) -> Iterator[Hit]:
    """Agency credits glued to the last sentence or named in the prose instead of a credit line, and "... reports NAME" at the end of an opening line."""
    for credit in document.view(credits.wires):
        if credit.form == "closing" and not zones.caption(document, segment.line_at(document, credit.span.start) or credit.span):
            yield Hit(credit.span, {"match": document[credit.span], "outlet": credit.name}, edits=_own_line(document, credit.span))
    published = document.view(credits.published_by)
    if published is not None and published.form == "reports":
        line = segment.line_at(document, published.span.start) or published.span
        start = document.plain.rfind("report", line.start, published.span.start)
        span = Span(max(start, line.start), published.span.end)
        yield Hit(span, {"match": document[span], "outlet": published.name})
    for m in _NEWS_AGENCY.finditer(document.plain) if any(name in document.plain for name in _NEWS_AGENCY_HINTS) else ():
        if credits.agency(m.group("name")) and not quotes.quoted(document, Span(m.start(), m.end())):
            span = Span(m.start(), m.end())
            yield Hit(span, {"match": document[span], "outlet": m.group("name")})


def _own_line(document: Document, span: Span) -> tuple[Edit, ...]:
    """The edit that gives a credit a line of its own under the text: the source it names is kept."""
    newline = "\r\n" if "\r\n" in document.source else "\n"
    source = document.original(Span(len(document.text[: span.start].rstrip()), span.end))
    return (Edit(source.start, source.end, 2 * newline + document[span]),)


def second_hand(document: Document) -> Iterator[Hit]:
    """Statements that another outlet gathered."""
    for credit in document.view(credits.borrowed):
        yield Hit(credit.span, {"match": document[credit.span], "outlet": credit.name})


def ratings(path: Path) -> list[Rating]:
    """The user's list in a CSV file. Raises SourceError for a file that cannot be read or lacks a needed column."""
    import csv

    from lint import strictyaml

    try:
        rows = csv.DictReader(io.StringIO(strictyaml.text_of(path, str(path), LARGEST_LIST), newline=""))
        missing = {"outlet", "label"} - set(rows.fieldnames or ())
        if missing:
            raise strictyaml.SourceError(str(path), f"no column {' or '.join(sorted(missing))}", (1, 1))
        return [Rating(row["outlet"], row["label"] or "", row.get("reason") or "", row.get("reference") or "") for row in rows if (row["outlet"] or "").strip()]
    except csv.Error as error:
        raise strictyaml.SourceError(str(path), f"no CSV: {error}") from None


def _key(outlet: str) -> str:
    bare = patterns.compiled(r"^(?:https?://)?(?:www\.)?|^the\s").sub("", outlet.strip().lower())
    return bare.rstrip("/").replace(" ", "")


def _rated(listed: dict[str, Rating], document: Document) -> Iterator[Hit]:
    named = document.view(credits.published_by)
    seen = set()
    for credit in (*([named] if named else ()), *document.view(credits.wires), *document.view(credits.borrowed)):
        rating = listed.get(_key(credit.name))
        if rating and rating.outlet not in seen:
            seen.add(rating.outlet)
            yield Hit(credit.span, {"match": document[credit.span], **msgspec.structs.asdict(rating)})


_CREDITS: dict[str, Callable[[Document], Iterator[Hit]]] = {"buried-agency": buried_agency, "second-hand": second_hand}
