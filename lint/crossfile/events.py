"""Whether two documents that names, dates or a shared run bring together tell of one event; a like event of another day is another one."""

from collections.abc import Mapping
from datetime import date

from lint.crossfile import figures
from lint.crossfile.copies import Shared
from lint.crossfile.facts import Facts
from lint.crossfile.figures import Figure

DAYS = 3
"""Texts whose days lie farther apart tell of different events."""

KIN = 0.35
"""The share of its rare names that the document with fewer of them has in common with another before their statements are compared."""

ALIKE = 1 / 3
"""The same of all rare words, asked of a pair that neither days of publication nor a shared run bring together."""

SAME_TEXT = 0.5
"""With this share of the shorter text in shared runs two documents are on one event whatever else they say."""

TELLING = 13
"""A count from which on two texts hardly agree by chance."""

MOST_VALUES = 200
"""So many values that one text gives for one thing are compared; 800 real texts held at most 62."""

MUCH_KIN = 0.6
"""Two texts that share less of their rare names speak of other people or places too."""

APART = 2
"""So many things that differ, and more than agree, tell two events apart: the days, the names, the figures for one thing."""


def one_event(first: Facts, second: Facts, shared: Shared | None) -> bool:
    """Whether both tell of one event, by their days, rare names and words, figures, and what they share word for word."""
    if shared is not None and shared.containment >= SAME_TEXT:
        return True
    if _far(first.day, second.day) or _told_apart(first, second):
        return False
    if shared is None and _dated(first, second):
        return True
    return comparable(first, second, shared) and (shared is not None or _common(first.rare_words, second.rare_words) >= ALIKE)


def comparable(first: Facts, second: Facts, shared: Shared | None) -> bool:
    """Whether what two documents on one event state can be held against each other: they share much text, a quotation, or many rare names."""
    same = shared is not None and (shared.containment >= SAME_TEXT or shared.kind == "shared quotation")
    return same or _kin(first, second) >= KIN


def _kin(first: Facts, second: Facts) -> float:
    return _common(first.rare_names, second.rare_names)


def _dated(first: Facts, second: Facts) -> bool:
    return first.date is not None and second.date is not None


def _far(first: str | None, second: str | None) -> bool:
    return first is not None and second is not None and abs((date.fromisoformat(first) - date.fromisoformat(second)).days) > DAYS


def _common(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """The share, by rarity, of the words of the document with fewer that both have; 1 where one has none."""
    least = min(sum(first.values()), sum(second.values()))
    return sum(rarity for word, rarity in first.items() if word in second) / least if least else 1.0


def _told_apart(first: Facts, second: Facts) -> bool:
    """Whether more differs than agrees. Two reports of one event nearly always have a day in common: those that do are not told apart."""
    if {d.value for d in first.days} & {d.value for d in second.days}:
        return False
    dated = all(any(not d.ahead for d in f.days) for f in (first, second))
    agree, differ = 0, int(_kin(first, second) < MUCH_KIN) + 1 if dated else 0
    mine, theirs = first.counted, second.counted
    for thing in mine.keys() & theirs.keys():
        given = theirs[thing][:MOST_VALUES]
        same = [f for f in mine[thing][:MOST_VALUES] if any(not figures.disagreement(f, g) for g in given)]
        agree += any(map(_telling, same))
        differ += not same
    return differ >= APART and differ > agree


def _telling(figure: Figure) -> bool:
    return bool(figure.unit) or max(figure.low or 0, figure.high or 0) >= TELLING
