"""Kind `terms`: words and phrases from a list, found by whole words."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from lint import rulefolder
from lint.checks import Library
from lint.model import Check, Hit, Rule, Span
from lint.text.document import Document

TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`any`: words or phrases, matched by whole words without regard to case. `lexicon`: a list under `rules/lexicons/` that is added.

    `case-sensitive`: capitals must agree.
    """

    any: list[str] = []
    lexicon: str | None = None
    case_sensitive: bool = False


def build(rule: Rule, options: Options, library: Library) -> Check:
    """A check that yields the longest term at each place."""
    terms = [*options.any, *(rulefolder.lexicon(options.lexicon) if options.lexicon else [])]
    phrases = _by_first_word(terms, options.case_sensitive)
    tokens = tokens_as_written if options.case_sensitive else tokens_lowered

    def check(document: Document) -> Iterator[Hit]:
        found = document.view(tokens)
        last = -1
        for i, (word, _) in enumerate(found):
            if i <= last or word not in phrases:
                continue
            for phrase, term in phrases[word]:
                if tuple(w for w, _ in found[i : i + len(phrase)]) == phrase:
                    last = i + len(phrase) - 1
                    span = Span(found[i][1].start, found[last][1].end)
                    if "\n" not in document[span]:
                        yield Hit(span, {"match": document[span], "term": term})
                    break

    return check


def tokens_as_written(document: Document) -> list[tuple[str, Span]]:
    """The words of the plain text with their places."""
    return [(m.group(), Span(*m.span())) for m in TOKEN.finditer(document.plain)]


def tokens_lowered(document: Document) -> list[tuple[str, Span]]:
    """The same in lower case."""
    return [(word.lower(), span) for word, span in document.view(tokens_as_written)]


def _by_first_word(terms: list[Any], case_sensitive: bool) -> Phrases:
    phrases: Phrases = {}
    for term in terms:
        words = tuple(TOKEN.findall(term if case_sensitive else term.lower()))
        if words:
            phrases.setdefault(words[0], []).append((words, term))
    for listed in phrases.values():
        listed.sort(key=lambda p: -len(p[0]))
    return phrases
