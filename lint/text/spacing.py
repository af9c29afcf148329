"""Damage to the spaces of a text: words run together, spaces before stops, gaps inside sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lint.model import Span
from lint.text import segment
from lint.text.document import Document

_NOT_A_SENTENCE = frozenset(
    "com org net edu gov info biz www http https html php asp pdf jpg png gif js ai io tv me app inc ltd llc vs etc mr mrs ms dr st jr sr no".split()
)


@dataclass(frozen=True, slots=True)
class Flaw:
    """One place where spaces are wrong, the kind of the fault, and the text with it mended."""

    span: Span
    kind: str
    repair: str


def flaws(document: Document) -> tuple[Flaw, ...]:
    """The faults in order, at most one of a kind in each paragraph."""
    found: list[Flaw] = []
    for paragraph in document.view(segment.paragraphs):
        seen = set()
        for flaw in sorted(_in_paragraph(document.plain, paragraph), key=lambda f: f.span):
            if flaw.kind not in seen:
                seen.add(flaw.kind)
                found.append(flaw)
    return tuple(found)


@cache
def _glued_unit() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w.,/-])(?:(?:US|AU|CA|HK|NZ|S)?[$€£¥]\s?|US|Rs\.?\s?)?(?P<figure>\d[\d,]*(?:\.\d+)?)(?P<unit>million|billion|trillion|thousand|percent|crore|lakh)\b"
    )


@cache
def _before_stop() -> re.Pattern[str]:
    return re.compile(r"(?<=[^\W\d_]{2})(?P<gap> +)(?P<stop>[,.])(?=\s|$)(?! \.|[^.\n]*[{;])")


@cache
def _inner_quote() -> re.Pattern[str]:
    return re.compile(r"(?<=[\w.,!?])(?P<close> ”)(?=[\s,.]|$)|(?:(?<=\s)|(?<=^))(?P<open>“ )(?=\w)")


@cache
def _wide_gap() -> re.Pattern[str]:
    return re.compile(r"(?<=[a-z,])(?P<gap> {2,})(?=[a-z])")


@cache
def _glued_stop() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w.@/:&'’#-])(?P<before>[a-z]{3,}|\d{4})(?P<close>[”\"’')]?)(?P<stop>[.!?])(?P<quote>[”\"]?)(?P<after>[A-Z][a-z]*)(?![\w@/-]|[.:][\w/])"
    )


@cache
def _glued_comma() -> re.Pattern[str]:
    return re.compile(r"(?<![\w.@/:&#-])(?P<before>[A-Za-z]?[a-z]{2,})(?P<stop>[,;])(?P<after>[A-Za-z][a-z]{2,})(?![\w@/.,;-])")


def _in_paragraph(text: str, paragraph: Span) -> Iterator[Flaw]:
    start, end = paragraph
    for m in _glued_unit().finditer(text, start, end):
        yield Flaw(Span(*m.span()), "glued-unit", f"{text[m.start() : m.start('unit')]} {m['unit']}")
    for m in _before_stop().finditer(text, start, end):
        yield Flaw(Span(*m.span()), "space-before-stop", m["stop"])
    for m in _inner_quote().finditer(text, start, end):
        yield Flaw(Span(*m.span()), "space-in-quotes", m.group().strip())
    gaps = list(_wide_gap().finditer(text, start, end))
    if len(gaps) < 4:  # more of them make a table
        for m in gaps:
            yield Flaw(Span(*m.span()), "wide-gap", " ")
    for m in _glued_stop().finditer(text, start, end):
        if m["after"].lower() not in _NOT_A_SENTENCE and m["before"] not in _NOT_A_SENTENCE and _starts_a_sentence(text, m, end):
            cut = m.start("after") if m["quote"] and not m["close"] else m.start("quote")
            yield Flaw(Span(*m.span()), "glued-sentence", f"{text[m.start() : cut]} {text[cut : m.end()]}")
    for m in _glued_comma().finditer(text, start, end):
        yield Flaw(Span(*m.span()), "glued-comma", f"{m['before']}{m['stop']} {m['after']}")


def _starts_a_sentence(text: str, match: re.Match[str], end: int) -> bool:
    """Whether what follows a stop without a space goes on as a sentence does: a name such as "Node.Js" or "amazon.Co" does not."""
    following = text[match.end() : min(end, match.end() + 2)]
    return following[:1] in (" ", "'", "’") and (len(match["after"]) > 1 or match["after"] in "AI")
