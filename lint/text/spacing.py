"""Damage to the spaces of a text: words run together, spaces before stops, gaps inside sentences."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice

import msgspec

from lint import patterns
from lint.model import Span
from lint.text import segment
from lint.text.document import Document

_NOT_A_SENTENCE = frozenset(
    "com org net edu gov info biz www http https html php asp pdf jpg png gif js ai io tv me app inc ltd llc vs etc mr mrs ms dr st jr sr no".split()
)

_PROGRAM = patterns.compiled(
    r"[{}]|;$|\w\(\)|\w[._][^\W_]{1,40}\(|[=!<>+*/-]=|[=-]>|::|&&|\|\||\s=\s|\s--?[a-z][\w-]*(?=\s|$)|^(?:#|//|\$\s|>>>\s)|</\w{1,40}>", re.MULTILINE
)
_SIGN = patterns.compiled(r"[{};(=>&|#$<:/-]")
"""One of these stands in everything that `_PROGRAM` matches."""
LISTED = 3
"""A text with so many lines of code shows a program."""


class Flaw(msgspec.Struct, frozen=True):
    """One place where spaces are wrong, the kind of the fault, and the text with it mended."""

    span: Span
    kind: str
    repair: str


def flaws(document: Document) -> tuple[Flaw, ...]:
    """The faults in order, at most one of a kind in each paragraph; none in listings of code, whose spaces and dots are meant."""
    text = document.plain
    finders = [(possible, find) for possible, find in _FINDERS if possible(text)]
    found: list[Flaw] = []
    for start, end in document.view(segment.paragraphs) if finders else ():
        seen, part = set(), text[start:end]
        for flaw in sorted((flaw for possible, find in finders if possible(part) for flaw in find(text, start, end)), key=lambda f: f.span):
            if flaw.kind not in seen:
                seen.add(flaw.kind)
                found.append(flaw)
    return _outside_listings(document, found) if found else ()


def _outside_listings(document: Document, found: list[Flaw]) -> tuple[Flaw, ...]:
    """The faults that do not stand in code. In a text with a listing only full sentences count, and a dotted name is a name."""
    listed = sum(_code(document, line) for line in document.view(segment.lines)) >= LISTED
    kept = []
    for flaw in found:
        line = segment.line_at(document, flaw.span.start) or flaw.span
        if not _code(document, line) and not (listed and (flaw.kind == "glued-sentence" or not _prose(document, line))):
            kept.append(flaw)
    return tuple(kept)


def _code(document: Document, line: Span) -> bool:
    """Whether a line holds several signs of a program."""
    text = document.plain
    return _SIGN.search(text, line.start, line.end) is not None and sum(1 for _ in islice(_PROGRAM.finditer(text, line.start, line.end), 2)) > 1


def _prose(document: Document, line: Span) -> bool:
    text = document.plain[line.start : line.end]
    return len(text.split()) >= 8 and text[-1] in '.!?:"”’)' and _PROGRAM.search(text) is None


@cache
def _glued_unit() -> re.Pattern[str]:
    return patterns.compiled(
        r"(?<![\w.,/-])(?:(?:US|AU|CA|HK|NZ|S)?[$€£¥]\s?|US|Rs\.?\s?)?(?P<figure>\d[\d,]*(?:\.\d+)?)(?P<unit>million|billion|trillion|thousand|percent|crore|lakh)\b"
    )


@cache
def _before_stop() -> re.Pattern[str]:
    return patterns.compiled(r"(?<=[^\W\d_]{2})(?P<gap> +)(?P<stop>[,.])(?=\s|$)(?! \.|[^.\n]*[{;])")


@cache
def _inner_quote() -> re.Pattern[str]:
    return patterns.compiled(r"(?<=[\w.,!?])(?P<close> ”)(?=[\s,.]|$)|(?:(?<=\s)|(?<=^))(?P<open>“ )(?=\w)")


@cache
def _wide_gap() -> re.Pattern[str]:
    return patterns.compiled(r"(?<=[a-z,])(?P<gap> {2,})(?=[a-z])")


@cache
def _glued_stop() -> re.Pattern[str]:
    return patterns.compiled(
        r"(?<![\w.@/:&'’#-])(?P<before>[a-z]{3,}|\d{4})(?P<close>[”\"’')]?)(?P<stop>[.!?])(?P<quote>[”\"]?)(?P<after>[A-Z][a-z]*)(?![\w@/-]|[.:][\w/])"
    )


@cache
def _glued_comma() -> re.Pattern[str]:
    return patterns.compiled(r"(?<![\w.@/:&#-])(?P<before>[A-Za-z]?[a-z]{2,})(?P<stop>[,;])(?P<after>[A-Za-z][a-z]{2,})(?![\w@/.,;-])")


def _glued_units(text: str, start: int, end: int) -> Iterator[Flaw]:
    for m in _glued_unit().finditer(text, start, end):
        yield Flaw(Span(*m.span()), "glued-unit", f"{text[m.start() : m.start('unit')]} {m['unit']}")


def _spaces_before_stops(text: str, start: int, end: int) -> Iterator[Flaw]:
    for m in _before_stop().finditer(text, start, end):
        yield Flaw(Span(*m.span()), "space-before-stop", m["stop"])


def _spaces_in_quotes(text: str, start: int, end: int) -> Iterator[Flaw]:
    for m in _inner_quote().finditer(text, start, end):
        yield Flaw(Span(*m.span()), "space-in-quotes", m.group().strip())


def _wide_gaps(text: str, start: int, end: int) -> Iterator[Flaw]:
    gaps = list(_wide_gap().finditer(text, start, end))
    if len(gaps) < 4:  # more of them make a table
        for m in gaps:
            yield Flaw(Span(*m.span()), "wide-gap", " ")


def _glued_sentences(text: str, start: int, end: int) -> Iterator[Flaw]:
    for m in _glued_stop().finditer(text, start, end):
        if m["after"].lower() not in _NOT_A_SENTENCE and m["before"] not in _NOT_A_SENTENCE and _starts_a_sentence(text, m, end):
            cut = m.start("after") if m["quote"] and not m["close"] else m.start("quote")
            yield Flaw(Span(*m.span()), "glued-sentence", f"{text[m.start() : cut]} {text[cut : m.end()]}")


def _glued_commas(text: str, start: int, end: int) -> Iterator[Flaw]:
    for m in _glued_comma().finditer(text, start, end):
        yield Flaw(Span(*m.span()), "glued-comma", f"{m['before']}{m['stop']} {m['after']}")


def _starts_a_sentence(text: str, match: re.Match[str], end: int) -> bool:
    """Whether what follows a stop without a space goes on as a sentence does: a name such as "Node.Js" or "amazon.Co" does not."""
    following = text[match.end() : min(end, match.end() + 2)]
    return following[:1] in (" ", "'", "’") and (len(match["after"]) > 1 or match["after"] in "AI")


@cache
def _unit_after_figure() -> re.Pattern[str]:
    return patterns.compiled(r"[\d,](?:million|billion|trillion|thousand|percent|crore|lakh)")


_GLUED_AT_STOP = patterns.compiled(r"[.!?](?<=[a-z\d”\"’')].)[”\"]?[A-Z]")
_GLUED_AT_COMMA = patterns.compiled(r"[,;](?<=[a-z].)[A-Za-z][a-z]{2}")
_FINDERS: tuple[tuple[Callable[[str], object], Callable[[str, int, int], Iterator[Flaw]]], ...] = (
    (lambda text: _unit_after_figure().search(text), _glued_units),
    (lambda text: " ," in text or " ." in text, _spaces_before_stops),
    (lambda text: " ”" in text or "“ " in text, _spaces_in_quotes),
    (lambda text: "  " in text, _wide_gaps),
    (_GLUED_AT_STOP.search, _glued_sentences),
    (_GLUED_AT_COMMA.search, _glued_commas),
)
"""What must stand somewhere in a text and in a paragraph that can have a fault, a cheap test, and how to find the faults of one paragraph."""
