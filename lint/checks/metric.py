"""Kind `metric`: a measure of the whole text against a threshold; the measures are textstat's, which work without a download."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from lint.checks import Library
from lint.model import Check, Hit, Rule
from lint.text import layout, readability, tokens
from lint.text.document import Document

Measure = Literal[
    "automated_readability_index",
    "coleman_liau_index",
    "words_per_sentence",
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "gunning_fog",
    "smog_index",
    "dale_chall_readability_score",
    "linsear_write_formula",
    "lix",
    "rix",
    "reading_time",
    "sentence_count",
    "lexicon_count",
    "char_count",
    "difficult_words",
]


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A text whose measure lies outside of its bounds is a finding of the whole document.

    `measure`: a function of textstat; those that count syllables need some seconds for their first text.
    `above`: the text is found when the measure is greater. `below`: the text is found when the measure is smaller.
    `words`: shorter texts are not measured. `prose`: only lines that end like a sentence are measured, so that lists and tables do not count as one long one.
    """

    measure: Measure
    above: float | None = None
    below: float | None = None
    words: int = 100
    prose: bool = False


def build(rule: Rule, options: Options, library: Library) -> Check:
    """A check that yields at most one hit for a document; `{value}` and `{bound}` fill the message."""

    def check(document: Document) -> Iterator[Hit]:
        text = _prose(document) if options.prose else document.text
        if (len(text.split()) if options.prose else len(document.view(tokens.written))) < options.words:
            return
        value = readability.measured(options.measure, text)
        bound = options.above if options.above is not None and value > options.above else None
        if bound is None and options.below is not None and value < options.below:
            bound = options.below
        if bound is not None:
            yield Hit(None, {"value": f"{value:.1f}", "bound": f"{bound:g}", "measure": options.measure})

    return check


def _prose(document: Document) -> str:
    """The lines that end like a sentence."""
    return "\n".join(line.text for line in document.view(layout.layout) if line.ending in ("stop", "ask", "shout", "quote"))
