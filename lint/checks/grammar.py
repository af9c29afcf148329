"""Kind `grammar`: rules of a local LanguageTool server, chosen by their ids; without a server they are told as not run, never as clean."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from lint import languagetool
from lint.checks import Library
from lint.model import Check, Hit, Rule, Span
from lint.text import segment
from lint.text.document import Document

if TYPE_CHECKING:
    from lint.languagetool.client import Match

ABSENT = "not run: no LanguageTool"
"""What is said of these rules where there is no server."""


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`ids`: the rules of LanguageTool whose matches are findings."""

    ids: list[str]


def build(rule: Rule, options: Options, library: Library) -> Check:
    """A check that yields the matches of these rules where a run has a server, and nothing where it has none."""
    chosen = frozenset(options.ids)
    asked = library.shared(_asked)

    def check(document: Document) -> Iterator[Hit]:
        if languagetool.address():
            for span, match in document.view(asked):
                if match.rule in chosen:
                    yield Hit(span, {"match": document[span], "id": match.rule, "says": match.message, "suggestion": match.suggestion})

    return check


def _asked(library: Library) -> "Callable[[Document], tuple[tuple[Span, Match], ...]]":
    """A view: the matches of all rules that any grammar rule of the library names, found with one question a paragraph."""
    named = frozenset(name for rule in library.of_kind("grammar") for name in library.options(rule).ids)

    def find(document: Document) -> "tuple[tuple[Span, Match], ...]":
        from lint.languagetool import client

        found = []
        for paragraph in document.view(segment.paragraphs):
            for match in client.matches(document[paragraph], named):
                found.append((Span(paragraph.start + match.start, paragraph.start + match.end), match))
        return tuple(found)

    return find
