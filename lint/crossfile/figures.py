"""Figures with what they count: value or range, unit, noun and period, so that only like is compared with like."""

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from lint.text.document import Document

_SCALE = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "mln": 1e6,
    "bln": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "crore": 1e7,
    "lakh": 1e5,
}
_LEAST = frozenset(("at least", "more than", "over", "above", "no fewer than", "upwards of", "minimum of", "exceeding"))
_MOST = frozenset(("up to", "at most", "fewer than", "less than", "under", "below", "no more than", "maximum of", "as many as", "as much as"))
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
_WORDS = {
    word: float(value)
    for value, word in [
        *enumerate("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 2),
        *zip(range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split()),
    ]
}
_PEOPLE = frozenset("people children men women policemen firefighters police troops".split())
_ALIKE = {
    "persons": "people", "person": "people", "kids": "children", "kid": "children", "child": "children", "employees": "workers",
    "employee": "workers", "worker": "workers", "homes": "houses", "home": "houses", "firms": "companies", "firm": "companies",
}  # fmt: skip
ROUNDED = 0.06
TIMES = 5

_CLOSERS = frozenset(
    """of in on at by for from to with as and or but that which who than per a an the ago later earlier long old is are was were be been have has
    had will would could can may might since during before after under over into through against between among while when where if because said
    says it he she they this these not""".split()
)


INTERVALS = frozenset("second minute hour day night week month quarter season year decade century time".split())
"""What lasts or repeats: two of these seldom count one thing."""


class Figure(msgspec.Struct, frozen=True, array_like=True):
    """A number with what it counts: `low` and `high` are equal for a single value, one of them None for a bound; `statement` is the sentence's number."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str
    noun: str
    period: str
    statement: int


def disagreement(first: Figure, second: Figure) -> str:
    """`disjoint` where no value fits both, `bound` where a range meets a bound or another range, `bounds` where two bounds of one kind differ, else empty.

    A single value that fits a range or a bound is no disagreement, nor is one that is the other rounded.
    """
    low_a, high_a, low_b, high_b = _low(first), _high(first), _low(second), _high(second)
    if (low_a, high_a) == (low_b, high_b) or _rounded(first, second) or _pointed(first, second):
        return ""
    if high_a < low_b or high_b < low_a:
        return "disjoint"
    if first.low == first.high or second.low == second.high:
        return ""
    open_a, open_b = ((f.low is None, f.high is None) for f in (first, second))
    if open_a == open_b != (False, False):
        return "bounds"
    return "bound" if (False, False) in (open_a, open_b) else ""


def comparable(first: Figure, second: Figure) -> bool:
    """Whether two values can be readings of one thing: less than so many times apart, or the same digits but for one."""
    one, other = sorted(abs(f.low or f.high or 0.0) for f in (first, second))
    if other <= TIMES * one:
        return True
    short, long = (f"{v:.9e}".split("e")[0].replace(".", "").strip("0") for v in (one, other))
    short, long = sorted((short, long), key=len)
    slips = sum(a != b for a, b in zip(short, long, strict=False)) + len(long) - len(short)
    return slips <= 1 and min(len(short), len(long)) > 1


def _low(figure: Figure) -> float:
    return float("-inf") if figure.low is None else figure.low


def _high(figure: Figure) -> float:
    return float("inf") if figure.high is None else figure.high


def _rounded(first: Figure, second: Figure) -> bool:
    """Whether one single value is the other with fewer digits: 400 for 412, 1.6 million for 1,634,577. Counts under 100 are not rounded."""
    if first.low is None or second.low is None or first.low != first.high or second.low != second.high or 0 in (first.low, second.low):
        return False
    (_, rough), (_, exact) = sorted((_digits(f.low), f.low) for f in (first, second) if f.low is not None)
    unit = 10 ** (math.floor(math.log10(abs(rough))) + 1 - _digits(rough))
    whole = rough == int(rough) and exact == int(exact)
    return _digits(rough) < _digits(exact) and abs(rough - exact) <= min(unit / 2, ROUNDED * abs(exact)) and not (whole and abs(exact) < 100)


def _pointed(first: Figure, second: Figure) -> bool:
    """Whether one value is the other with a point where English writes a comma: 10.579 for 10,579."""
    one, other = sorted(f.low or f.high or 0.0 for f in (first, second))
    return other >= 1000 and round(one * 1000) == other and one != int(one)


def _digits(value: float) -> int:
    """How many digits of a value carry meaning: those without zeros at either end."""
    return len(f"{abs(value):.9e}".split("e")[0].replace(".", "").strip("0"))


def found(document: Document, stretches: Sequence[tuple[int, int]]) -> Iterator[Figure]:
    """The figures in these stretches of a document's text, in order; dates, clock times, ages and plain years are none."""
    for number, (start, end) in enumerate(stretches):
        for m in _pattern().finditer(document.plain, start, end):
            figure = _figure(document.plain, m, end, number)
            if figure is not None:
                yield figure


@cache
def _pattern() -> re.Pattern[str]:
    number = rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b(?!-)"
    scale = "|".join(_SCALE)
    bound = "|".join(sorted(_LEAST | _MOST, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,/:-])(?<!\d, )(?P<between>between\s+)?"
        rf"(?:(?P<bound>{bound})\s+)?(?P<currency>US\$|A\$|C\$|HK\$|[$€£¥₹]|Rs\.?\s?)?(?P<low>{number})\s?(?P<lowscale>(?:{scale})\b)?"
        rf"(?:(?(between)\s+and\s+|\s?(?:-|–|to)\s?)(?:US\$|[$€£¥₹])?(?P<high>{number})\s?(?P<highscale>(?:{scale})\b)?)?"
        r"(?P<share>\s?%|\s(?:percent|per cent|percentage points)\b)?(?![\w/:]|[.,]\d)",
        re.IGNORECASE,
    )


def _figure(text: str, m: re.Match[str], end: int, statement: int) -> Figure | None:
    low = _value(m["low"], m["lowscale"] or (m["highscale"] if m["high"] else None))
    high = _value(m["high"], m["highscale"]) if m["high"] else low
    unit = "%" if m["share"] else (m["currency"] or "").strip().upper().removeprefix("US").rstrip(".")
    after = re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*|[^\w\s]", text[m.end() : min(end, m.end() + 80)])
    before = text[max(0, m.start() - 20) : m.start()].split()
    noun, rest = _noun(after)
    if not unit and (not noun or _calendar(m, noun, after, before)):
        return None
    period = _period(rest if noun else after)
    if m["bound"]:
        bound = " ".join(m["bound"].lower().split())
        low_bound, high_bound = (low, None) if bound in _LEAST else (None, high)
    else:
        low_bound, high_bound = low, high
    if low_bound is not None and high_bound is not None and high_bound < low_bound:
        return None
    return Figure(m.start(), m.end(), low_bound, high_bound, unit, noun, period, statement)


def _value(digits: str, scale: str | None) -> float:
    return (_WORDS.get(digits.lower()) or float(digits.replace(",", ""))) * _SCALE.get((scale or "").lower(), 1.0)


def _calendar(m: re.Match[str], noun: str, after: list[str], before: list[str]) -> bool:
    """Whether the number is a day, a year, a clock time or an age rather than a count."""
    word = before[-1].lower().strip(".,(") if before else ""
    plain_year = not m["high"] and re.fullmatch(r"(?:1[5-9]|20)\d\d", m["low"]) is not None
    first = after[0].lower() if after else ""
    clock = first in ("am", "pm") or after[:3:2] in (["a", "m"], ["p", "m"])
    return plain_year or clock or word in _MONTHS or first in _MONTHS or first in ("st", "nd", "rd", "th") or (first == "-" and noun in ("old", "year"))


def _noun(after: list[str]) -> tuple[str, list[str]]:
    """The head noun of what is counted (singular, lower case) and what follows it; empty where none stands."""
    words = []
    for word in after[:5]:
        if not word[0].isalpha() or word.lower() in _CLOSERS or word.lower().endswith("ly"):
            break
        words.append(word.lower())
    if not words:
        return "", after
    plural = next((i for i, w in enumerate(words) if w in _PEOPLE or (w.endswith("s") and not w.endswith("ss"))), len(words) - 1)
    return _singular(words[plural]), after[plural + 1 :]


def _singular(word: str) -> str:
    word = _ALIKE.get(word, word).removesuffix("'s")
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _period(after: list[str]) -> str:
    words = [w.lower() for w in after[:4]]
    for i, word in enumerate(words):
        if word in ("annually", "yearly", "monthly", "weekly", "daily", "hourly"):
            return {"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour"}[word]
        if word in ("per", "a", "each", "every") and i + 1 < len(words) and words[i + 1] in ("year", "month", "week", "day", "hour"):
            return words[i + 1]
    return ""
