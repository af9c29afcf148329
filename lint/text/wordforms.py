"""Words that English does not form: wrong endings, words of no known list, and whether a word begins with a vowel sound."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from lint import patterns, rulefolder
from lint.text.vocabulary import band, common

_PREFIXES = frozenset(
    (
        "un re over out under non anti pre post co mis super semi ultra inter counter pro sub de dis up mega multi neo micro mini bio euro techno cyber tele"
        " photo radio auto electro psycho geo hydro thermo neuro poly trans hyper pseudo quasi socio eco agro aero petro nano narco infra intra extra mid full"
        " self afro anglo franco macro mono bi tri in im ir fore after by off down back meta crypto"
    ).split()
)
_SUFFIXES = frozenset(
    (
        "s es ed d ing er ers or ors ly ness less ish ist ists ism isms ity able ible like wise ship hood dom ful fully ian ians al ally ic ical ation ations"
        " isation ization ise ize ised ized ising izing ment ments est ier iest ive ously ous men man"
    ).split()
)
_PREFIX_SIZES, _SUFFIX_SIZES = (sorted({len(affix) for affix in affixes}) for affixes in (_PREFIXES, _SUFFIXES))
_VOWELS = "aeiou"
_VOWEL_OR_NONE = frozenset((*_VOWELS, ""))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@lru_cache(maxsize=20_000)
def odd(word: str) -> str:
    """What is odd about a word in small letters: `foreign`, `rare`, `form`, or nothing."""
    rank = band(word)
    if rank >= 5:
        return ""
    if broken(word):
        return "form"
    if rank:
        return "rare" if rank < 4 else ""
    if _derived(word):
        return "rare"
    return "" if _joined(word) or _misspelt(word) else "foreign"


@lru_cache(maxsize=20_000)
def broken(word: str) -> bool:
    """Whether an unknown word is a known one with an ending that it does not take: "buyed", "supplyed", "childs"."""
    if (word.endswith("ed") and word[:-2] in _irregular()) or (word.endswith("d") and word[:-1] in _irregular()):
        return band(word) < 4
    if band(word):
        return False
    if word.endswith("ed"):
        stem = word[:-2]
        return stem[-1:] == "y" and stem[-2:-1] not in _VOWEL_OR_NONE and band(stem) >= 6
    return word.endswith("ing") and _undoubled(word[:-3])


def _undoubled(stem: str) -> bool:
    """Whether a short verb should have doubled its last letter before this ending: "skip" in "skiping"."""
    return (
        len(stem) in (3, 4) and stem[-1] in "bdgmnprt" and stem[-2] in _VOWELS and stem[-3] not in _VOWELS and band(stem) >= 6 and band(stem + "e") < band(stem)
    )


@cache
def _irregular() -> frozenset[str]:
    return frozenset(rulefolder.lexicon("irregular-verbs"))


def _derived(word: str, inner: bool = False) -> bool:
    """Whether a word is built from a known one by an English prefix or suffix."""
    for size in _PREFIX_SIZES:
        rest = word[size:]
        if word[:size] in _PREFIXES and len(rest) >= 3 and (band(rest) >= 5 or (not inner and _derived(rest, True))):
            return True
    return any(band(stem) >= 4 for size in _SUFFIX_SIZES if word[-size:] in _SUFFIXES and len(word) - size >= 3 for stem in _stems(word[:-size]))


def _stems(base: str) -> tuple[str, ...]:
    undoubled = base[:-1] if len(base) > 3 and base[-1] == base[-2] else base
    return (base, base + "e", base + "y", undoubled, base + "us", base[:-1] + "y" if base.endswith("i") else base)


def _joined(word: str) -> bool:
    """Whether a word is two common ones run together."""
    return any(band(word[:i]) >= 7 and band(word[i:]) >= 7 for i in range(3, len(word) - 2))


def _misspelt(word: str) -> bool:
    """Whether one slip of the finger makes it a common word."""
    return _slipped(word[3:], common(word[:3])) or any(slip[3:] in common(slip[:3]) for slip in _slips(word, 3))


def _slipped(word: str, others: Iterable[str]) -> bool:
    """Whether one of the `_slips` of the word is among these."""
    for i in range(len(word) + 1):
        head, tail, following = word[:i], word[i:], word[i + 1 :]
        others = [other for other in others if other[:i] == head]
        if not others:
            return False
        turned = tail[1:2] + tail[:1] + tail[2:]
        for other in others:
            ending = other[i:]
            if ending in (following, turned) or (other[i + 1 :] in (tail, following) and ending[:1] in _LETTERS and ending):
                return True
    return False


def _slips(word: str, stop: int) -> Iterator[str]:
    """The word with a letter more, less or other, or with two changed about, at one of its first places."""
    for i in range(stop):
        head, tail = word[:i], word[i:]
        yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            yield head + letter + tail[1:]


_LONG_U = patterns.compiled(r"eu|ewe|uk|us[aeiu]|ut[eio]|ur[aeio]|ub[i]|u-|unan[i]|uni|ufo|oui|one(?![a-z])|onetime|oneself|once|one-")
_SHORT_UN = patterns.compiled(r"unin|unim[apr]|unid|usher")
_SILENT_H = patterns.compiled(r"hour|honest|hono[u]?r|heir(?!l?oom[a-z]{9})")


def vowel_sound(word: str) -> bool | None:
    """Whether a word in small letters begins with a vowel sound; None where people differ or it cannot be told."""
    if not word[:1].isalpha() or not word.isascii() or len(word) < 2:
        return None
    if word.startswith("h"):
        return (
            True
            if _SILENT_H.match(word)
            else None
            if word.startswith(("hist", "herb", "hotel", "hered", "habit", "homage", "hal", "hil", "hu", "hor"))
            else False
        )
    if word[0] in _VOWELS:
        return bool(_SHORT_UN.match(word)) or not _LONG_U.match(word)
    return None if word[0] == "y" and word[1:2] not in _VOWELS else False
