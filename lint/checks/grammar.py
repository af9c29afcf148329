"""Kind `grammar`: rules of a local LanguageTool server, chosen by their ids; without a server they are told as not run, never as clean."""

from collections.abc import Iterator

import msgspec

from lint.checks import Library
from lint.model import Check, Hit, Rule
from lint.text.document import Document

ABSENT = "not run: no LanguageTool"
"""What is said of these rules where there is no server."""


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`ids`: the rules of LanguageTool whose matches are findings."""

    ids: list[str]


def build(rule: Rule, options: Options, library: Library) -> Check:
    """A check that finds nothing: a run leaves these rules out and says so."""

    def check(document: Document) -> Iterator[Hit]:
        return iter(())

    return check
