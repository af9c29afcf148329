"""Hidden characters of a source: which code points no reader sees, which of them belong where they stand, and how they are named."""

from collections.abc import Iterator
from typing import Literal

from lint import patterns
from lint.model import Span

Hiding = Literal["nul", "control", "direction", "zero-width", "soft-hyphen", "tag", "filler"]

CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = (
    rf"[{CONTROLS}{DIRECTIONS}\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_HIDDEN = patterns.compiled(f"{_UNSEEN}+")
_ANY = patterns.compiled(rf"[^\t-\r -~‘’“”–—](?<={_UNSEEN})")
"""Matches where `_HIDDEN` does, many times faster: what stands in every text is passed over at once."""
_RIGHT_TO_LEFT = patterns.compiled("[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_JOINING = patterns.compiled("[\u0600-\u0dff\u0e80-\u109f\u1780-\u18af\u1a20-\u1c4f\ua840-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff]")
_UNSPACED = patterns.compiled("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u1aaf\u3040-\u30ff\u4e00-\u9fff]")
_EMOJI = patterns.compiled("[\xa9\xae\u200d\u203c-\u3299\ufe0f\U0001f000-\U0001fbff]")
_MONGOLIAN = patterns.compiled("[\u1800-\u18af]")
_HANGUL = patterns.compiled("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc]")
_OVERRIDES = "\u202d\u202e"
_SELECTOR = patterns.compiled("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_FLAG_TAGS = patterns.compiled("[\U000e0030-\U000e007a]{1,8}\U000e007f")
_LINE_END = patterns.compiled(r"[\r\n]")


def hidden(source: str) -> tuple[Span, ...]:
    """The runs of characters in `source` that no reader sees and that do not belong to a word or sign around them, in order."""
    if not _ANY.search(source):
        return ()
    found: list[Span] = []
    for m in _HIDDEN.finditer(source):
        found += _strays(source, m.start(), m.end())
    return tuple(found)


def hiding(character: str) -> Hiding:
    """The kind of a hidden character."""
    if character == "\0":
        return "nul"
    if character in "\u061c\u200e\u200f" or "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069":
        return "direction"
    if character < "\xa0":
        return "control"
    if character == "\xad":
        return "soft-hyphen"
    if "\U000e0000" <= character <= "\U000e007f":
        return "tag"
    return "zero-width" if character in "\u200b\u200c\u200d\u2060\ufeff" else "filler"


def code_point(character: str) -> str:
    """`U+200B` for a zero-width space."""
    return f"U+{ord(character):04X}"


def named(characters: str) -> str:
    """The distinct code points of a run with their Unicode names, in order, at most four: `U+200B ZERO WIDTH SPACE`."""
    import unicodedata

    distinct = list(dict.fromkeys(characters))
    shown = [f"{code_point(c)} {unicodedata.name(c, _CONTROL_NAMES.get(c, 'control character' if c < 'ÿ' else 'no character'))}" for c in distinct[:4]]
    return ", ".join(shown) + (f" and {len(distinct) - 4} more" if len(distinct) > 4 else "")


_CONTROL_NAMES = {"\0": "NUL", "\x07": "BELL", "\b": "BACKSPACE", "\x1a": "SUBSTITUTE", "\x1b": "ESCAPE", "\x7f": "DELETE"}


def _strays(source: str, start: int, end: int) -> Iterator[Span]:
    """The parts of a run that do not belong where they stand."""
    begin = None
    i = start
    while i < end:
        belongs = _belongs(source, i, end)
        if belongs and begin is not None:
            yield Span(begin, i)
            begin = None
        elif not belongs and begin is None:
            begin = i
        i += belongs or 1
    if begin is not None:
        yield Span(begin, end)


def _belongs(source: str, i: int, end: int) -> int:
    """How many characters from `i` on belong to what stands before or around them; 0 for a stray one."""
    character, before = source[i], source[i - 1 : i]
    if character in "\u200c\u200d":
        after = source[i + 1 : i + 2]
        joined = _JOINING.match(before) or (character == "\u200d" and _EMOJI.match(before) and _EMOJI.match(after))
        return 1 if joined else 0
    if _SELECTOR.match(character):
        follows = before and not before.isspace() and (before in "#*0123456789" or before > "\xa0") and not _HIDDEN.match(before)
        return 1 if follows else 0
    if hiding(character) == "tag":
        tags = _FLAG_TAGS.match(source, i, end)
        return tags.end() - i if tags and before == "\U0001f3f4" else 0
    return 1 if _at_home(source, i, before) else 0


def _at_home(source: str, i: int, before: str) -> bool:
    """Whether the script around it uses this character: direction marks beside right-to-left letters, fillers in Hangul, selectors in Mongolian."""
    character = source[i]
    if hiding(character) == "direction":
        return character not in _OVERRIDES and bool(_RIGHT_TO_LEFT.search(_line_around(source, i)))
    around = before + source[i + 1 : i + 2]
    if character == "\u200b":
        return bool(_UNSPACED.search(around))
    if "\u180b" <= character <= "\u180f":
        return bool(_MONGOLIAN.search(around))
    if character in "\u115f\u1160\u3164\uffa0":
        return bool(_HANGUL.search(around))
    return character in "\u034f\u17b4\u17b5" and before > "\u0250"


def _line_around(source: str, i: int) -> str:
    """The text on both sides up to the line's ends or 200 characters."""
    start, stop = max(0, i - 200), min(len(source), i + 200)
    before = source[start:i]
    after = source[i:stop]
    if ends := list(_LINE_END.finditer(before)):
        before = before[ends[-1].end() :]
    first = _LINE_END.search(after)
    return before + (after[: first.start()] if first else after)
