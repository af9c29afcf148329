"""A text as it is being written: judged by the settings of its folder, with every place in the units of an editor."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import msgspec

from lint import baseline, config, edits, engine, files, fix, regular
from lint.config import Asked
from lint.files import Choice
from lint.model import Edit, Failure, FileResult, Finding, Report
from lint.plan import Plan
from lint.text import decode
from lint.text.document import Document

_LINE_END = re.compile(r"\r\n|\n|\r")
_WIDTHS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}

Stamp = tuple[tuple[str, int, int], ...]
Place = tuple[int, int]
"""Line and character from 0, in the units of the editor."""


class Judged(msgspec.Struct, frozen=True):
    """A text with the findings that stand and the rules that failed."""

    document: Document
    findings: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()


class Desk:
    """The settings and rules of one folder; read again when their files change."""

    def __init__(self, folder: Path) -> None:
        """Raises the errors of `config`, `ruleset` and `baseline`."""
        self.folder = folder
        self.stamp = self.stamped()
        self.plan = Plan(config.load(Asked(), start=folder))
        self.plan.active_with(())
        asked = self.plan.settings
        self.known = baseline.load(Path(asked.root, asked.config.baseline)) if asked.config.baseline else None

    def stamped(self) -> Stamp:
        """What tells whether a config file has changed: name, time and size of each one that would be looked at."""
        found = []
        for folder in (self.folder, *self.folder.parents):
            for name in (*config.NAMES, "pyproject.toml", baseline.NAME):
                try:
                    status = (folder / name).stat()
                except OSError:
                    continue
                found.append((str(folder / name), status.st_mtime_ns, status.st_size))
            if regular.there(folder / ".git"):
                break
        return tuple(found)

    def judge(self, source: str, path: str) -> Judged:
        """The findings in this text; none where the settings leave its file out."""
        document = decode.document(source, path)
        settings = self.plan.settings
        if regular.there(Path(path)) and not files.collect([path], Choice(exclude=tuple(settings.config.exclude), base=settings.root or ".")).targets:
            return Judged(document)
        active = self.plan.active(path)
        findings, failures = engine.judge(document, active.checks, self.plan.language, settings.config.inline)
        if self.known is not None:
            report = Report((FileResult(path, judged=True),), tuple(findings), ())
            findings = list(baseline.applied(report, self.known, frozenset())[0].findings)
        return Judged(document, tuple(f for f in findings if f.silenced is None), tuple(failures))

    def fixed(self, judged: Judged) -> str:
        """The text after all its fixes."""
        path = judged.document.path
        return fix.fixed(judged.document, judged.findings, lambda document: self.judge(document.source, path).findings).after


class Ruler:
    """Offsets into a text as lines and characters in the units that an editor counts in, and back."""

    def __init__(self, text: str, encoding: str) -> None:
        """`encoding`: `utf-8`, `utf-16` or `utf-32`."""
        self.text = text
        self._codec, self._width = _WIDTHS[encoding]

    def _units(self, text: str) -> int:
        return len(text.encode(self._codec, "surrogatepass")) // self._width

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(m.end() for m in _LINE_END.finditer(self.text))]

    def place(self, offset: int) -> Place:
        """Where this offset, in code points, is."""
        line = bisect_right(self._starts, offset) - 1
        return line, self._units(self.text[self._starts[line] : offset])

    def offset(self, place: Place) -> int:
        """The offset of a place; the end of the line, or of the text, for one beyond it."""
        line, character = place
        if line >= len(self._starts):
            return len(self.text)
        start = self._starts[line]
        end = _LINE_END.search(self.text, start)
        stop = end.start() if end else len(self.text)
        low, high = start, stop
        while low < high:  # the last offset that is not beyond the character
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._units(self.text[start:middle]) <= character else (low, middle - 1)
        return low


def change(before: str, after: str) -> Edit | None:
    """The one edit that makes `after` of `before`; None where they are equal."""
    if before == after:
        return None
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    return Edit(start, len(before) - end, after[start : len(after) - end])


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low


def fixes(judged: Judged, start: int, end: int) -> Iterator[tuple[Finding, Edit]]:
    """The fix of each finding that touches the stretch from `start` to `end`, as one edit."""
    for f in fix.fixable(judged.findings):
        if f.start.offset <= end and start <= f.end.offset:
            edit = change(judged.document.source, edits.edited(judged.document.source, f.fix))
            if edit is not None:
                yield f, edit
