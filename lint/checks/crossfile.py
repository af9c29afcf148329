"""Kind `crossfile`: rules on a folder of texts. One document alone never breaks them; `lint.crossfile.judgement` runs them when all files were read."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from lint.checks import Library
from lint.model import Check, Hit, Rule
from lint.text.document import Document

Look = Literal["figure", "day", "quotation", "wire", "attribution", "name", "copy", "circle"]


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`look`: what is compared between texts about one event."""

    look: Look


def build(rule: Rule, options: Options, library: Library) -> Check:
    """A check that is silent on a single document."""

    def check(document: Document) -> Iterator[Hit]:
        return iter(())

    return check
