"""Limits for patterns that were not tested here, those of users' rules: what is refused when loaded, and the time they may take on one file.

They run in the `regex` library, whose meaning is that of `re` and which can be stopped on every platform and in every thread.
"""

import re
import time
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from lint.model import Check, Hit
from lint.text.document import Document

SECONDS = 2.0
"""Processor time of one rule on one file."""

STRIKES = 3
"""How many rules are stopped on one file before the remaining users' rules are not run on it."""

LONGEST = 5_000
"""Characters of the longest pattern."""

MOST = 1_000
"""The largest count, counts within counts multiplied."""

_COUNT = r"\{(\d*),?(\d*)\}[?+]?"
_TRIAL = 0.25
_STRESS = 200
_SAMPLES = ("a", "A", "1", " ", "a ", "aA", "1,", "a,", '"a ', "“a ", "word ", "a.", "-", "(", "[", "/", ".", "x=", "aaab")


class StoppedError(Exception):
    """A rule that took too long on one text."""


class Clock(msgspec.Struct):
    """The time left to one rule on the text at hand."""

    until: float = 0.0

    def start(self) -> None:
        """Begin a new text."""
        self.until = time.process_time() + SECONDS

    def left(self) -> float:
        """Seconds of processor time; raises StoppedError where there are none."""
        seconds = self.until - time.process_time()
        if seconds <= 0:
            raise StoppedError(f"stopped after {SECONDS:g} seconds: its patterns take too long on this text")
        return seconds


class Limited(msgspec.Struct, frozen=True):
    """The check of a user's rule, which starts the rule's clock for each text."""

    check: Check
    clock: Clock

    def __call__(self, document: Document) -> Iterator[Hit]:
        """The check's hits; raises StoppedError when the time is over."""
        self.clock.start()
        return self.check(document)


class Pattern(msgspec.Struct, frozen=True):
    """A pattern under a clock; it is used like one of `re`."""

    compiled: Any
    clock: Clock

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """The matches in order; raises StoppedError when the time is over."""
        stop = len(text) if end is None else end
        try:
            yield from self.compiled.finditer(text, start, stop, timeout=self.clock.left())
        except TimeoutError:
            raise StoppedError(f"stopped after {SECONDS:g} seconds: its patterns take too long on this text") from None

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match or None; raises StoppedError when the time is over."""
        return next(self.finditer(text, start, end), None)


def limited(pattern: str, flags: int, clock: Clock) -> Pattern:
    """The pattern under this clock."""
    import regex

    return Pattern(regex.compile(pattern, flags), clock)


def objection(pattern: str) -> str | None:
    """Why a pattern is refused when it is loaded, or None."""
    if len(pattern) > LONGEST:
        return f"longer than {LONGEST:,} characters"
    items = [m.group() for m in re.finditer(_ITEM, pattern, re.DOTALL)]
    if _counted(items) > MOST:
        return f"a count, or counts within counts, above {MOST:,}"
    if nested := _nested_repeat(items):
        return f"{nested!r} repeats a repeat with nothing between that must stand there, which can take forever"
    return _slow(pattern)


def _slow(pattern: str) -> str | None:
    """Whether the pattern takes long on lines of 200 characters that are hard for careless patterns."""
    import regex

    compiled = regex.compile(pattern)
    for line in _stress():
        try:
            for _ in compiled.finditer(line, timeout=_TRIAL):
                pass
        except TimeoutError:
            return f"more than {_TRIAL:g} seconds on a line of {len(line)} characters: {line[:12]!r}..."
    return None


@cache
def _stress() -> tuple[str, ...]:
    return tuple((sample * _STRESS)[:_STRESS] + end for sample in _SAMPLES for end in ("!", "\x00"))


def _counted(items: list[str]) -> int:
    """How often the innermost part of a pattern is counted: counts within counts multiply, and so does the time to compile them."""
    depths = [1]
    for i, item in enumerate(items):
        if item.startswith("(") and item != "(?#":
            depths.append(1)
        elif not re.fullmatch(_COUNT, item):
            inner = depths.pop() if item == ")" and len(depths) > 1 else 1
            count = re.fullmatch(_COUNT, items[i + 1]) if i + 1 < len(items) else None
            depths[-1] = max(depths[-1], inner * max((int(n[:9]) for n in count.groups() if n), default=1) if count else inner)
    return max(depths)


def _nested_repeat(items: list[str]) -> str | None:
    """The first group that is repeated without limit although all it must hold is itself one thing repeated without limit: `(\\w+\\s?)+`."""
    opened: list[int] = []
    for i, item in enumerate(items):
        if item.startswith("(") and item != "(?#":
            opened.append(i)
        elif item == ")" and opened:
            begin = opened.pop()
            if i + 1 < len(items) and _unlimited(items[i + 1]) and any(map(_ambiguous, _branches(items[begin + 1 : i]))):
                return "".join(items[begin : i + 2])
    return None


_ITEM = (
    r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|.)"
    r"|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!>|]|<[=!]|P?<\w+>|P=\w+|[aiLmsux-]+:?))?|[*+?][?+]?|\{\d*,?\d*\}[?+]?|."
)


def _unlimited(item: str) -> bool:
    return item in ("*", "+", "*?", "+?") or bool(re.fullmatch(r"\{\d*,\}\??", item))


def _branches(items: list[str]) -> Iterator[list[str]]:
    """The alternatives of a group's inside, inner groups left as they are."""
    depth = 0
    branch: list[str] = []
    for item in items:
        depth += item.startswith("(") - (item == ")")
        if item == "|" and depth == 0:
            yield branch
            branch = []
        else:
            branch.append(item)
    yield branch


def _ambiguous(items: list[str]) -> bool:
    """Whether a branch without inner groups has one item repeated without limit and nothing else that must stand."""
    if any(t.startswith("(") for t in items):
        return False
    required = repeated = 0
    for i, item in enumerate(items):
        if re.fullmatch(r"[*+?][?+]?|\{\d*,?\d*\}[?+]?", item) or item in ("\\b", "\\B", "^", "$"):
            continue
        following = items[i + 1] if i + 1 < len(items) else ""
        if _unlimited(following):
            repeated += 1
        elif not following.startswith(("?", "{0,")):
            required += 1
    return repeated > 0 and required == 0
