"""Kind `terms`: words and phrases from a list, found by whole words."""

from collections.abc import Iterator
from typing import Any

import msgspec

from lint import patterns, rulefolder
from lint.checks import Library
from lint.model import Check, Hit, Rule, Span
from lint.text import tokens
from lint.text.document import Document

TOKEN = patterns.compiled(r"[^\W_]+(?:['-][^\W_]+)*")
Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`any`: words or phrases, matched by whole words without regard to case. `lexicon`: a list under `rules/lexicons/` that is added.

    `case-sensitive`: capitals must agree. `several`: how many different terms in one text give each of them the case `several`; 0 for never.
    """

    any: list[str] = []
    lexicon: str | None = None
    case_sensitive: bool = False
    several: int = 0


def build(rule: Rule, options: Options, library: Library) -> Check:
    """A check that yields the longest term at each place."""
    terms = [*options.any, *(rulefolder.lexicon(options.lexicon) if options.lexicon else [])]
    phrases = _by_first_word(terms, options.case_sensitive)
    words = tokens_as_written if options.case_sensitive else tokens_lowered

    def find(document: Document) -> tuple[Hit, ...]:
        found = list(_found(document, document.view(words), phrases))
        case = "several" if options.several and len({term for _, term in found}) >= options.several else ""
        return tuple([Hit(span, {"match": document[span], "term": term}, case) for span, term in found])

    return lambda document: iter(document.view(find))


def _found(document: Document, words: tuple[str, ...], phrases: Phrases) -> Iterator[tuple[Span, str]]:
    """Each place of a phrase, with its term as listed."""
    last = -1
    for i in [i for i, word in enumerate(words) if word in phrases]:
        if i <= last:
            continue
        for phrase, term in phrases[words[i]]:
            if words[i : i + len(phrase)] == phrase:
                last = i + len(phrase) - 1
                span = stretch(document, i, last)
                if "\n" not in document[span]:
                    yield span, term
                break


def tokens_as_written(document: Document) -> tuple[str, ...]:
    """The words of the plain text."""
    return tuple(document.view(tokens.parts)[0])


def tokens_lowered(document: Document) -> tuple[str, ...]:
    """The same in lower case."""
    return tuple(document.view(tokens.parts)[1])


def stretch(document: Document, first: int, last: int) -> Span:
    """Where the words from the one of this number to the other stand."""
    words, _, starts = document.view(tokens.parts)
    return Span(starts[first], starts[last] + len(words[last]))


def _by_first_word(terms: list[Any], case_sensitive: bool) -> Phrases:
    phrases: Phrases = {}
    for term in terms:
        words = tuple(TOKEN.findall(term if case_sensitive else term.lower()))
        if words:
            phrases.setdefault(words[0], []).append((words, term))
    for listed in phrases.values():
        listed.sort(key=lambda p: -len(p[0]))
    return phrases
