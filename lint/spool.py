"""Findings of very many files: from a number on they are kept in a temporary file and read back when they are reported."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain, groupby
from typing import Literal, overload

import msgspec
from msgspec.structs import replace

from lint.model import Confidence, Edit, Excerpt, Finding, Place, Position, Severity, Silence
from lint.outcome import Drawer, Outcome, Part, Stretch, about_all

HELD = 5_000
"""So many findings of a run stay in memory."""

_Sort = tuple[str, str, str, Severity, Confidence, str, str]


class _Row(msgspec.Struct, frozen=True, array_like=True):
    """What is a finding's own; what it shares with others of its rule is a number."""

    sort: int
    message: str
    scope: Literal["document", "span"]
    start: Position
    end: Position
    text: str
    excerpt: Excerpt | None
    fingerprint: str
    fix: tuple[Edit, ...]
    related: tuple[Place, ...]
    silenced: Silence | None


class Spool:
    """Takes the findings of one file after the other; memory grows by some bytes a file once HELD findings are there."""

    def __init__(self) -> None:
        self._held = 0
        self._drawer: Drawer | None = None
        self._sorts: dict[_Sort, int] = {}
        self._listed: list[_Sort] = []

    def kept(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """The same findings, all of one file, in memory or to be read back."""
        self._held += len(findings)
        if self._held <= HELD or not findings:
            return findings
        try:
            raw = msgspec.msgpack.encode([self._row(f) for f in findings])
        except UnicodeEncodeError:  # a half character in a path
            return findings
        self._drawer = self._drawer or Drawer()
        return Spooled(self, findings[0].path, self._drawer.put(raw), len(findings))

    def read(self, path: str, raw: bytes) -> list[Finding]:
        """The findings that were put there."""
        return [self._finding(path, row) for row in msgspec.msgpack.decode(raw, type=list[_Row])]

    def _row(self, f: Finding) -> _Row:
        sort: _Sort = (f.code, f.name, f.family, f.severity, f.confidence, f.why, f.do)
        number = self._sorts.get(sort)
        if number is None:
            number = self._sorts[sort] = len(self._listed)
            self._listed.append(sort)
        return _Row(number, f.message, f.scope, f.start, f.end, f.text, f.excerpt, f.fingerprint, f.fix, f.related, f.silenced)

    def _finding(self, path: str, row: _Row) -> Finding:
        code, name, family, severity, confidence, why, do = self._listed[row.sort]
        own = (row.message, why, do, row.scope, row.start, row.end, row.text, row.excerpt, row.fingerprint, row.fix, row.related, row.silenced)
        return Finding(path, code, name, family, severity, confidence, *own)


class _ReadAgain(Sequence[Finding]):
    """Findings that are read anew at each iteration; one by its number costs reading them all."""

    __slots__ = ()

    @overload
    def __getitem__(self, number: int) -> Finding: ...
    @overload
    def __getitem__(self, number: slice) -> list[Finding]: ...
    def __getitem__(self, number: int | slice) -> Finding | list[Finding]:
        return list(self)[number]


class Spooled(_ReadAgain):
    """The findings of one file, read back from a spool each time they are asked for."""

    __slots__ = ("_count", "_path", "_spool", "_stretch")

    def __init__(self, spool: Spool, path: str, stretch: Stretch, count: int) -> None:
        self._spool, self._path, self._stretch, self._count = spool, path, stretch, count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._spool.read(self._path, self._stretch.read()))


class Chained(_ReadAgain):
    """The findings of one file whose parts were judged one by one."""

    __slots__ = ("_parts",)

    def __init__(self, parts: Sequence[Sequence[Finding]]) -> None:
        """`parts`: the findings of each part, in their order."""
        self._parts = parts

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    def __iter__(self) -> Iterator[Finding]:
        return chain.from_iterable(self._parts)


def whole(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The outcomes as they come, those of the parts of a file as one when all are there."""
    waiting: dict[str, list[Outcome]] = {}
    awaited: dict[str, int] = {}
    for outcome in outcomes:
        if outcome.part is None:
            yield outcome
            continue
        path = outcome.result.path
        parts = waiting.setdefault(path, [])
        parts.append(outcome)
        if outcome.part.last:
            awaited[path] = outcome.part.number + 1
        if len(parts) == awaited.get(path):
            yield _joined(sorted(waiting.pop(path), key=lambda o: o.part or Part(0, last=True)))


def _joined(parts: Sequence[Outcome]) -> Outcome:
    first = parts[0]
    read = [o.part.whole for o in parts if o.part and o.result.judged]
    opening = sorted((*about_all(read), *first.findings), key=lambda f: f.order)
    result = replace(first.result, judged=len(read) == len(parts))
    failures = tuple(dict.fromkeys(failure for o in parts for failure in o.failures))
    return Outcome(result, Chained([opening, *(o.findings for o in parts[1:])]), failures, facts=first.facts)


class InOrder(_ReadAgain):
    """The findings of a run in their order: those of one file after the other's, and among them some of `others` that were found later."""

    def __init__(
        self, files: Sequence[Sequence[Finding]], others: Sequence[Finding] = (), change: Callable[[Iterable[Finding]], Iterable[Finding]] | None = None
    ) -> None:
        """`files`: the findings of each file, in order of their paths. `change` is done to all findings of a path together."""
        self._files, self._others, self._change = files, sorted(others, key=lambda f: f.order), change

    def joined(self, others: Sequence[Finding]) -> "InOrder":
        """The same with others among them."""
        return InOrder(self._files, [*self._others, *others], self._change)

    def changed(self, change: Callable[[Iterable[Finding]], Iterable[Finding]]) -> "InOrder":
        """The same with each path's findings changed."""
        return InOrder(self._files, self._others, change)

    def __len__(self) -> int:
        return sum(map(len, self._files)) + len(self._others)

    def __iter__(self) -> Iterator[Finding]:
        found: Iterator[Finding] = chain.from_iterable(self._files)
        if self._others:
            found = merge(found, self._others, key=lambda f: f.order)
        if self._change is None:
            return found
        change = self._change
        return chain.from_iterable(change(group) for _, group in groupby(found, key=lambda f: f.path))


def ordered(files: Sequence[tuple[str, Sequence[Finding]]]) -> Sequence[Finding]:
    """The findings of files (each with its path) in the order of every report: path, offset, code."""
    if any(isinstance(findings, _ReadAgain) for _, findings in files):
        return InOrder([findings for _, findings in sorted(files, key=lambda file: file[0]) if findings])
    return tuple(sorted((f for _, findings in files for f in findings), key=lambda f: f.order))
