"""Words that mix letters of look-alike scripts: a Cyrillic or Greek letter inside a Latin word, or the reverse."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from lint import patterns
from lint.model import Span
from lint.text.document import Document

_CYRILLIC = dict(zip("аеорсухіѕјԁһԛԝѵӏАВЕЗКМНОРСТУХІЅЈԌԚԜѴӀкмтпигв", "aeopcyxisjdhqwvlABE3KMHOPCTYXISJGQWVIkmtnurB", strict=True))
_GREEK_CAPITALS = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳοϲ", "ABEZHIKMNOPTYXCjoc", strict=True))
_GREEK_INSIDE = dict(zip("ανρυιχ", "avpuix", strict=True))
_ARMENIAN = dict(zip("օսոհցքՕՍԼ", "ounhgpOUL", strict=True))
_LOOKALIKES = {**_CYRILLIC, **_GREEK_CAPITALS, **_GREEK_INSIDE, **_ARMENIAN}
_LATIN = "A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\u024f"
_OTHER = "\u0370-\u03ff\u0400-\u052f\u0531-\u0587"


class MixedWord(msgspec.Struct, frozen=True):
    """A word of two scripts: `strangers` are the letters that look like those of the script around them, `repair` the word without them."""

    span: Span
    strangers: str
    repair: str


def mixed(document: Document) -> tuple[MixedWord, ...]:
    """The words in which every letter of the rarer script looks like one of the other; symbols such as µm, kΩ or TNFα are left alone."""
    text = document.text
    if text.isascii() or not _other().search(text) or not _meeting().search(text):
        return ()
    return tuple(_judged(text))


@cache
def _other() -> re.Pattern[str]:
    return patterns.compiled(f"[{_OTHER}]")


@cache
def _meeting() -> re.Pattern[str]:
    return patterns.compiled(f"[{_LATIN}][{_OTHER}]|[{_OTHER}][{_LATIN}]")


@cache
def _word() -> re.Pattern[str]:
    return patterns.compiled(r"[^\W\d_]+")


def _judged(text: str) -> Iterator[MixedWord]:
    cyrillic = sum("\u0400" <= c <= "\u052f" for c in text)
    mostly_other = 5 * cyrillic > sum(c.isalpha() for c in text)
    for m in _word().finditer(text):
        word = m.group()
        if word.isascii() or not _meeting().search(word):
            continue
        latin = patterns.compiled(f"[{_LATIN}]").findall(word)
        strangers = [c for c in word if not patterns.compiled(f"[{_LATIN}]").match(c)]
        if mostly_other and (len(latin) <= len(strangers) or len(patterns.compiled(f"[{_LATIN}]+").findall(word)) == 1):
            continue
        if len(latin) >= len(strangers) and all(_stranger(word, i) for i, c in enumerate(word) if c in strangers):
            yield MixedWord(Span(*m.span()), "".join(dict.fromkeys(strangers)), "".join(_LOOKALIKES.get(c, c) for c in word))


def _stranger(word: str, i: int) -> bool:
    """Whether the letter looks like a Latin one here; a Greek small letter only between small Latin letters, for it may be a symbol."""
    letter = word[i]
    if letter in _GREEK_INSIDE:
        before, after = word[i - 1 : i] if i else "", word[i + 1 : i + 2]
        return before.isascii() and before.islower() and after.isascii() and after.islower()
    if letter in _GREEK_CAPITALS and len(word) < 3:
        return False
    return letter in _LOOKALIKES
