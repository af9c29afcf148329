"""What texts state about themselves, as readable cards, as Markdown to paste, as a table for a spreadsheet, or as the contract's JSON."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from lint import __version__
from lint.model import Report
from lint.report import Style, json
from lint.report.escape import cell, markdown, one_line
from lint.report.excerpt import wrapped
from lint.report.text import BOLD, DIM, paint, summary_of_files

_LABEL = 12
_BAR = 10
"""Marks in a small bar that stands for the whole."""


def as_json(cards: Sequence[dict[str, Any]], report: Report) -> Iterator[str]:
    """All profiles as one JSON document."""
    data = {
        "schema": json.SCHEMA,
        "tool": {"name": "newslint", "version": __version__},
        "files": list(cards),
        "failures": [{"path": f.path, "rule": f.rule, "reason": f.reason} for f in report.failures],
        **json.folder(report),
    }
    yield json.dumped(data, indent=1) + "\n"


def as_text(cards: Sequence[dict[str, Any]], report: Report, style: Style) -> Iterator[str]:
    """An aligned card for each file, then how many files were read."""
    for card in cards:
        yield paint(one_line(card["path"]), BOLD, style) + "\n"
        for label, value in _rows(card):
            for i, line in enumerate(wrapped(one_line(value), style.width - _LABEL - 2, style.width - _LABEL - 2)):
                yield f"  {paint(label.ljust(_LABEL), DIM, style) if i == 0 else ' ' * _LABEL}{line}\n"
        yield "\n"
    yield "".join(line + "\n" for line in summary_of_files(report, style))


def as_markdown(cards: Sequence[dict[str, Any]], report: Report) -> Iterator[str]:
    """A heading and a table for each file, for an issue or a newsletter; nothing in it is mark-up but our own."""
    for card in cards:
        title = card["title"]["text"] if card["title"] else card["path"]
        yield f"### {markdown(title)}\n\n| {markdown(card['path'])} | |\n| --- | --- |\n"
        for label, value in _rows(card):
            if label != "title":
                yield f"| {label} | {markdown(value)} |\n"
        yield "\n"
    plain = Style(width=10**6)
    for line in summary_of_files(report, plain):
        yield f"- {markdown(line.strip())}\n" if line.startswith(" ") else f"\n{markdown(line)}\n"


def as_csv(cards: Sequence[dict[str, Any]]) -> Iterator[str]:
    """A table with a line for each file that was judged, under a header; no cell of it is run as a formula."""
    yield _record(_COLUMNS)
    for card in cards:
        yield _record(of(card) for of in _COLUMNS.values())


def _record(values: Iterable[object]) -> str:
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerow(cell(" ".join(v.split())) if isinstance(v, str) else v for v in values)
    return held.getvalue()


def _part(key: str, of: str) -> Callable[[dict[str, Any]], object]:
    """A part of an entry that a text may be without."""
    return lambda card: (card[key] or {}).get(of)


_COLUMNS: dict[str, Callable[[dict[str, Any]], object]] = {
    "path": itemgetter("path"),
    "title": _part("title", "text"),
    "date": _part("date", "value"),
    "date_kind": _part("date", "kind"),
    **{key: itemgetter(key) for key in ("byline", "publisher", "wire", "language", "words", "sentences")},
    **{key: _part("claims", key) for key in ("attributed", "unattributed", "vague")},
    "named_sources": lambda card: len(card["sources"]),
    "sources": lambda card: "; ".join(s["name"] for s in card["sources"]),
    "quotes": lambda card: len(card["quotes"]),
    "quotes_without_speaker": lambda card: sum(q["speaker"] is None for q in card["quotes"]),
    **{key: itemgetter(key) for key in ("garble_score", "boilerplate_share")},
    **{key: _part("readability", key) for key in ("automated_readability_index", "coleman_liau")},
}
"""The columns of the table and what of a profile stands in each."""


def _bar(share: float) -> str:
    """A share from 0 to 1 as a row of marks, any share above nothing as at least one."""
    full = min(_BAR, max(round(_BAR * share), int(share > 0)))
    return "█" * full + "░" * (_BAR - full)


def _rows(card: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What a card says, line by line; what a text does not state is said to be missing only where it ought to be there."""
    date = card["date"]
    yield "title", card["title"]["text"] if card["title"] else "not found"
    yield "published", f"{date['value']} ({date['kind']})" if date else "not stated"
    yield "byline", card["byline"] or "not stated"
    yield "publisher", card["publisher"] or "not stated"
    if card["wire"]:
        yield "wire", card["wire"]
    yield "length", f"{_counted(card['words'], 'word')}, {_counted(card['sentences'], 'sentence')}, language {card['language']}"
    yield from _scores(card)
    yield from _voices(card)


def _scores(card: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The measures that exist for this text."""
    if card["readability"]:
        grade = card["readability"]
        yield "grade", f"{grade['automated_readability_index']:.1f} (ARI), {grade['coleman_liau']:.1f} (Coleman-Liau)"
    if card["garble_score"] is not None:
        yield "garbled", f"{_bar(card['garble_score'])} {card['garble_score']:.2f} on a scale from 0 to 1"
    if card["boilerplate_share"] is not None:
        yield "leftovers", f"{_bar(card['boilerplate_share'])} {card['boilerplate_share']:.0%} of the text"


def _voices(card: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Who speaks, and how much has a source."""
    claims, quotes, sources = card["claims"], card["quotes"], card["sources"]
    named = "; ".join(", ".join(filter(None, (s["name"], s.get("role")))) + (f" ({s['count']})" if s["count"] > 1 else "") for s in sources)
    yield "sources", f"{len(sources)} named" + (f": {named}" if named else "")
    if claims["vague"]:
        yield "vague", f"{claims['vague']} times"
    if quotes:
        silent = sum(q["speaker"] is None for q in quotes)
        yield "quotes", f"{len(quotes)}" + (f", {silent} without a speaker" if silent else "")
    unattributed = f", {claims['unattributed']} make a claim without one" if claims["unattributed"] else ""
    share = claims["attributed"] / claims["sentences"] if claims["sentences"] else 0.0
    yield "claims", f"{_bar(share)} {claims['attributed']} of {_counted(claims['sentences'], 'sentence')} have a source{unattributed}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
