"""How common a word is in English, from a packaged list: no list decides alone whether a word is right."""

import zlib
from functools import cache, lru_cache
from pathlib import Path

from lint import patterns, rulefolder
from lint.text.remembered import Remembered

UNKNOWN = 0
"""The band of a word that the list does not hold: rarer than about one use in 30 million words, or no English word."""

COMMON = 6
"""The band of a word that is used once in a million."""

_COMMON_ENDS = patterns.compiled(" ([^ =]*)=[6-9a-f]")


@lru_cache(maxsize=20_000)
def band(word: str) -> int:
    """Twice the Zipf frequency of a lower-case word, rounded down (6: one use in a million words, 12: one in a thousand), or UNKNOWN."""
    listed = _groups().get(word[:3], "")
    at = listed.find(f" {word[3:]}=")
    return int(listed[at + len(word) - 1 : at + len(word)], 16) if at >= 0 and len(word) >= 3 else _short(word)


def common(start: str) -> frozenset[str]:
    """How the words of band COMMON and more go on that begin with these three letters."""
    return _common[start] if start in _groups() else _NOTHING


def _short(word: str) -> int:
    listed = _groups().get(word, "") if len(word) < 3 else ""
    return int(listed[2:3], 16) if listed.startswith(" =") else UNKNOWN


@cache
def _groups() -> dict[str, str]:
    found: dict[str, str] = rulefolder.derived("vocabulary", Path(__file__), _read)
    return found


_common: Remembered[frozenset[str]] = Remembered(lambda start: frozenset(_COMMON_ENDS.findall(_groups()[start])))
_NOTHING: frozenset[str] = frozenset()


def _read() -> dict[str, str]:
    raw = (rulefolder.folder() / "data" / "english-words.txt.gz").read_bytes()
    return dict(line.split("\t", 1) for line in zlib.decompress(raw, 31).decode().splitlines())
