"""What texts state about themselves, as readable cards or as the contract's JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from lint import __version__
from lint.model import Report
from lint.report import Style, json
from lint.report.escape import one_line


def as_json(cards: Sequence[dict[str, Any]], report: Report) -> Iterator[str]:
    """All profiles as one JSON document."""
    data = {
        "schema": json.SCHEMA,
        "tool": {"name": "newslint", "version": __version__},
        "files": list(cards),
        "failures": [{"path": f.path, "rule": f.rule, "reason": f.reason} for f in report.failures],
    }
    yield json.dumped(data, indent=1) + "\n"


def as_text(cards: Sequence[dict[str, Any]], report: Report, style: Style) -> Iterator[str]:
    """An aligned card for each file."""
    for card in cards:
        yield one_line(card["path"]) + "\n"
        for key, value in card.items():
            if key != "path":
                yield f"  {key}: {one_line(str(value))}\n"
