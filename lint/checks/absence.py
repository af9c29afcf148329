"""Kind `absence`: something that a text ought to state about itself and does not: its date, author, publisher, place."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

import msgspec

from lint.checks import Library
from lint.model import Check, Hit, Rule
from lint.text import credits, dates, zones
from lint.text.document import Document


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`of`: what is missed in the whole document: its `date` of publication, `byline`, `dateline`, `publisher` (an outlet, agency or author)."""

    of: Literal["date", "byline", "publisher", "dateline"]


_FACTS: dict[str, Callable[[Document], Any]] = {
    "date": dates.published,
    "byline": zones.author,
    "publisher": lambda document: document.view(credits.publisher) or document.view(credits.wire) or document.view(zones.author),
    "dateline": zones.dateline,
}


def build(rule: Rule, options: Options, library: Library) -> Check:
    """A check that yields one hit on the whole document where the fact is not stated."""
    fact = _FACTS[options.of]

    def check(document: Document) -> Iterator[Hit]:
        if document.view(fact) is None:
            yield Hit(None)

    return check
