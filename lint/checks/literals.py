"""Literals that must stand in a text for a pattern to match it: a test so cheap that most patterns need not be tried, nor compiled at all."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

from lint import patterns, rulefolder
from lint.text import segment
from lint.text.document import Document

_ITEM = patterns.compiled(
    r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|N\{[^}]*\}|.)"
    r"|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!>|#]|<[=!]|P?<\w+>|P=\w+|[aiLmsux-]+:?))?|[*+?][?+]?|\{\d*,?\d*\}[?+]?|.",
    re.DOTALL,
)
_UNREAD = patterns.compiled(r"\(\?(?:[aiLmsux]*x|\(|#)")
_REPEATED = patterns.compiled(r"[*+?][?+]?|\{\d*,?\d*\}[?+]?")
_OPTIONAL = patterns.compiled(r"[*?][?+]?|\{(?:0\d*)?,?\d*\}[?+]?")
_SYNTAX = tuple(".^$*+?{}[]()|\\")
_ASIDE = ("(?=", "(?!", "(?<=", "(?<!", "(?P=")
_FEWEST = 3
_RARE = frozenset("#@|/»›→•·$€£©<>{}[]=~^")
"""Marks that stand in so few lines that one alone tells as much as a literal of `_FEWEST` letters."""
_PATTERNS = {
    "boilerplate": ("lines", "weak", "anywhere", "glued"),
    "wording": ("patterns", "innocent"),
    "pattern": ("any",),
}
"""The options that hold patterns, by kind."""

Needs = Sequence[str]


@lru_cache(maxsize=20_000)
def required(pattern: str) -> Needs:
    """Literals in small ASCII letters of which one stands in `folded(text)` for every text that the pattern matches; empty where none is known."""
    known = _known().get(pattern)
    return needs_of(pattern) if known is None else tuple(known[0])


@lru_cache(maxsize=20_000)
def width(pattern: str) -> tuple[int, int]:
    """The fewest and the most characters that the pattern can match."""
    known = _known().get(pattern)
    return patterns.width(pattern) if known is None else (known[1], known[2])


@cache
def _known() -> dict[str, tuple[list[str], int, int]]:
    """The needs and widths of the built-in patterns, which are read out of them once and not in every run."""
    found: dict[str, tuple[list[str], int, int]] = rulefolder.derived("literals", Path(__file__), _built_in)
    return found


def _built_in() -> dict[str, tuple[Needs, int, int]]:
    matches = [rule.get("match", {}) for name, rule in rulefolder.contents().items() if not name.startswith("lexicons/")]
    listed = {pattern for match in matches for option in _PATTERNS.get(match.get("kind"), ()) for pattern in match.get(option, ())}
    return {pattern: (needs_of(pattern), *patterns.width(pattern)) for pattern in sorted(listed)}


def needs_of(pattern: str) -> Needs:
    """What `required` says, read out of the pattern itself."""
    if _UNREAD.search(pattern):
        return ()
    items = _ITEM.findall(pattern)
    needs, _ = _alternatives(items, 0)
    return needs


def folded(text: str) -> str:
    """The text in small letters as matching without regard to case sees it."""
    lowered = text.lower()
    return lowered if text.isascii() else lowered.replace("\u0131", "i").replace("\u0307", "").replace("\u017f", "s").replace("\u212a", "k")


def whole(document: Document) -> str:
    """The folded text of a document."""
    return folded(document.plain)


def sentences(document: Document) -> tuple[str, ...]:
    """The folded text of each sentence."""
    plain = document.plain
    return tuple([folded(plain[s.span.start : s.span.end]) for s in document.view(segment.sentences)])


def possible(needs: Needs, text: str) -> bool:
    """Whether a folded text can match a pattern with these needs."""
    if not needs:
        return True
    for literal in needs:  # noqa: SIM110 (faster than any(), and called for every pattern and line)
        if literal in text:
            return True
    return False


def fitting(needing: Iterable[tuple[Needs, str]], text: str) -> list[str]:
    """Those of the patterns, each given with its needs, that a folded text can match."""
    return [pattern for needs, pattern in needing if possible(needs, text)]


def _alternatives(items: list[str], at: int) -> tuple[Needs, int]:
    """What the branches from item `at` to the end of their group need, and where that group ends."""
    branches = []
    while True:
        needs, at = _branch(items, at)
        branches.append(needs)
        if at >= len(items) or items[at] == ")":
            return (tuple(dict.fromkeys(n for b in branches for n in b)) if all(branches) else ()), at
        at += 1


def _branch(items: list[str], at: int) -> tuple[Needs, int]:
    """What one branch needs: the best of its runs of literals and of its groups."""
    found: list[Needs] = []
    run = ""
    while at < len(items) and items[at] not in ("|", ")"):
        item, start = items[at], at
        needs: Needs = ()
        if item.startswith("("):
            needs, at = _alternatives(items, at + 1)
            if item.startswith(_ASIDE):  # what is looked for there may lie outside
                needs = ()
        at += 1
        repeat = items[at] if at < len(items) and _REPEATED.fullmatch(items[at]) else ""
        at += bool(repeat)
        if not needs and not (repeat and _OPTIONAL.fullmatch(repeat)):
            needs = _marks(items[start])
        letter = _letter(items[start])
        if letter and not repeat:
            run += letter
            continue
        if letter and not _OPTIONAL.fullmatch(repeat):
            run += letter
        found.append((run,))
        run = ""
        if needs and not (repeat and _OPTIONAL.fullmatch(repeat)):
            found.append(needs)
    return _best([*found, (run,)]), at


def _letter(item: str) -> str:
    """The character that an item stands for, in lower case; nothing where it stands for several or for none."""
    if len(item) == 2 and item[0] == "\\" and not item[1].isalnum():
        return item[1] if item.isascii() else ""
    return item.lower() if len(item) == 1 and item.isascii() and item not in _SYNTAX else ""


def _marks(item: str) -> Needs:
    """The rare marks of which an item stands for one; none where it can stand for something else."""
    signs = ""
    if len(item) == 1 and item not in _SYNTAX:
        signs = item
    elif len(item) == 2 and item[0] == "\\":
        signs = item[1]
    elif len(item) > 2 and item[0] == "[" and item[1] != "^":
        signs = item[1:-1].replace("\\", "")
    return tuple(signs) if signs and _RARE.issuperset(signs) else ()


def _worth(needs: Needs) -> int:
    """How seldom a text meets these needs, by the literal that tells least."""
    return min(len(literal) if _RARE.isdisjoint(literal) else max(len(literal), _FEWEST) for literal in needs)


def _best(found: Iterable[Needs]) -> Needs:
    """The needs that a text meets least often."""
    shortest = {needs: _worth(needs) for needs in found if needs and all(needs)}
    return max((needs for needs in shortest if shortest[needs] >= _FEWEST), key=lambda needs: (shortest[needs], -len(needs)), default=())
