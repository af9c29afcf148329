"""Money totals in words against the amounts listed after them."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import msgspec

from lint import patterns
from lint.model import Span
from lint.text import segment
from lint.text.document import Document

_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000, "m": 1_000_000, "bn": 1_000_000_000, "k": 1_000}
_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
_FEWEST = 3


class Mismatch(msgspec.Struct, frozen=True):
    """A total in words that the amounts listed after it pass: `most` is the largest sum the words can mean, `total` that of the listed amounts."""

    span: Span
    listed: Span
    most: int
    total: int
    currency: str


class _Amount(msgspec.Struct, frozen=True):
    span: Span
    value: int
    currency: str


@cache
def _vague() -> re.Pattern[str]:
    return patterns.compiled(
        r"\b(?:several|a few|some|hundreds of|tens of|dozens of) (?P<hundred>hundred )?(?P<scale>thousand|million|billion|hundred)s?(?: of)? "
        r"(?:(?:US|American|Canadian|Australian) )?(?P<currency>dollar|euro|pound|yen)s?\b",
        re.IGNORECASE,
    )


@cache
def _amount() -> re.Pattern[str]:
    return patterns.compiled(
        r"(?P<sign>[$€£¥]) ?(?P<figure>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?: ?(?P<scale>thousand|million|billion|trillion|bn|m|k)\b)?", re.IGNORECASE
    )


def mismatches(document: Document) -> tuple[Mismatch, ...]:
    """The totals that do not go with the amounts listed in the same or the next sentence of their paragraph."""
    return tuple(_found(document))


def _found(document: Document) -> Iterator[Mismatch]:
    if not any(sign in document.text for sign in _CURRENCIES) or not any(name in document.lowered for name in _CURRENCIES.values()):
        return
    sentences = document.view(segment.sentences)
    for i, sentence in enumerate(sentences):
        for m in _vague().finditer(document.plain, *sentence.span):
            after = [s.span for s in sentences[i : i + 2] if s.paragraph == sentence.paragraph]
            for stretch in after:
                amounts = [a for a in _amounts(document.plain, Span(max(stretch.start, m.end()), stretch.end)) if a.currency == m["currency"].lower()]
                total = sum(a.value for a in amounts)
                if (
                    len(amounts) >= _FEWEST
                    and total > _most(m)
                    and not _of_other_things(document.plain[m.end() : amounts[0].span.start])
                    and _a_list(document.plain, amounts)
                ):
                    yield Mismatch(Span(*m.span()), Span(amounts[0].span.start, amounts[-1].span.end), _most(m), total, m["currency"].lower())
                    break


def _most(match: re.Match[str]) -> int:
    """The largest sum the words can mean: "several hundred thousand" stays under a million, "several thousand" under ten thousand."""
    words = match.group().lower()
    scale = {**_SCALES, "hundred": 100}[match["scale"].lower()]
    if match["hundred"] or "hundreds" in words:
        return 1_000 * scale
    return (100 if patterns.compiled("tens|dozens").match(words) else 1_000 if scale == 1_000_000_000 else 10) * scale


def _amounts(text: str, stretch: Span) -> list[_Amount]:
    return [
        _Amount(Span(*m.span()), round(float(m["figure"].replace(",", "")) * _SCALES.get((m["scale"] or "").lower(), 1)), _CURRENCIES[m["sign"]])
        for m in _amount().finditer(text, *stretch)
    ]


def _of_other_things(between: str) -> bool:
    """Whether what stands between a total and the first amount says that the total is one of each period or that the amounts are prices or for comparison."""
    return bool(
        patterns.compiled(
            r"^\s*(?:a|an|per|each|every)\s+\w+|\b(?:against|compared|worth|costs?|priced|valued|than|sells?|sold|trad(?:ed|ing)|last (?:year|month|week))\b"
        ).search(between)
    )


def _a_list(text: str, amounts: list[_Amount]) -> bool:
    """Whether the amounts stand in a list: commas or "and" between all of them, and no word of comparison or sum."""
    gaps = [text[a.span.end : b.span.start] for a, b in pairwise(amounts)]
    return all(patterns.compiled(r"[,;]|\band\b").search(gap) and len(gap) < 120 for gap in gaps) and not any(
        patterns.compiled(r"\b(?:total|altogether|in all|from|up|down|than|compared|between|per)\b").search(gap) for gap in gaps
    )
