"""What became of very many files: from a number on outcomes and findings are kept in a temporary file and read back when they are reported."""

import contextlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain, groupby, pairwise
from operator import attrgetter
from typing import Literal, TypeVar, overload

import msgspec
from msgspec.structs import replace

from lint import fingerprint
from lint.model import Confidence, Edit, Excerpt, Failure, FileResult, Finding, Place, Position, Severity, Silence, severities
from lint.outcome import Drawer, Outcome, Part, Stretch, about_all

HELD = 5_000
"""So many findings and files of a run stay in memory."""

TOGETHER = 32
"""So many findings of a sorted run are read at a time."""

WEIGHT = 1_000_000
"""So many bytes by which files are compared stay in memory."""

Thing = TypeVar("Thing")

_order = attrgetter("order")

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


class _Rows:
    """Findings as bytes and back; what many share is told by a number."""

    def __init__(self) -> None:
        self._sorts: dict[_Sort, int] = {}
        self._listed: list[_Sort] = []

    def encoded(self, findings: Iterable[Finding]) -> bytes:
        """The findings of one file as bytes; raises UnicodeEncodeError for half a character in them."""
        return msgspec.msgpack.encode([self._row(f) for f in findings])

    def read(self, path: str, raw: bytes) -> list[Finding]:
        """The findings in these bytes."""
        return [self._finding(path, row) for row in msgspec.msgpack.decode(raw, type=list[_Row])]

    def mixed(self, findings: Iterable[Finding]) -> bytes:
        """Findings of several files as bytes; raises UnicodeEncodeError for half a character in them."""
        return msgspec.msgpack.encode([(f.path, self._row(f)) for f in findings])

    def read_mixed(self, raw: bytes) -> list[Finding]:
        """The findings in what `mixed` gave."""
        return [self._finding(path, row) for path, row in msgspec.msgpack.decode(raw, type=list[tuple[str, _Row]])]

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


class _ReadAgain(Sequence[Thing]):
    """Things that are read anew at each iteration; one by its number costs reading them all."""

    __slots__ = ()

    @overload
    def __getitem__(self, number: int) -> Thing: ...
    @overload
    def __getitem__(self, number: slice) -> list[Thing]: ...
    def __getitem__(self, number: int | slice) -> Thing | list[Thing]:
        return list(self)[number]


class Spooled(_ReadAgain[Finding]):
    """The findings of one file, read back each time they are asked for."""

    __slots__ = ("_count", "_path", "_rows", "_stretch")

    def __init__(self, rows: _Rows, path: str, stretch: Stretch, count: int) -> None:
        self._rows, self._path, self._stretch, self._count = rows, path, stretch, count

    @property
    def place(self) -> tuple[int, int]:
        """Where they stand in their drawer."""
        return self._stretch.start, self._stretch.length

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._rows.read(self._path, self._stretch.read()))


class Chained(_ReadAgain[Finding]):
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
    opening = sorted((*about_all(read), *first.findings), key=_order)
    result = replace(first.result, judged=len(read) == len(parts))
    failures = tuple(dict.fromkeys(failure for o in parts for failure in o.failures))
    return Outcome(result, Chained([opening, *(o.findings for o in parts[1:])]), failures, facts=first.facts)


class _Card(msgspec.Struct, frozen=True, array_like=True):
    """An outcome without its findings and what it is compared by, and the stretches where those stand."""

    result: FileResult
    failures: tuple[Failure, ...]
    count: int
    findings: tuple[int, int]
    facts: tuple[int, int] | None


class Made(Sequence[Outcome]):
    """The outcomes of a run as they come. From HELD findings and files on they wait in a temporary file: memory grows by 20 bytes a file and its path."""

    def __init__(self, outcomes: Iterable[Outcome] = ()) -> None:
        self._paths: list[str] = []
        self._places, self._sizes = array("Q"), array("I")
        self._memory: dict[int, Outcome] = {}
        self._rows = _Rows()
        self._drawer: Drawer | None = None
        self._held = self._weight = 0
        self.severities: Counter[Severity | None] = Counter()
        self.take(outcomes)

    def take(self, outcomes: Iterable[Outcome]) -> None:
        """Keep these too."""
        for outcome in outcomes:
            self.severities.update(severities(outcome.findings))
            self._put(self.eased(outcome))

    def eased(self, outcome: Outcome) -> Outcome:
        """The outcome with what it is compared by, and its findings where there are many, out of memory."""
        findings, facts = outcome.findings, outcome.facts
        self._held += len(findings) + 1
        if isinstance(facts, bytes):
            self._weight += len(facts)
            facts = self._kept(facts) if self._full or self._weight > WEIGHT else facts
        if findings and self._full and not isinstance(findings, _ReadAgain):
            with contextlib.suppress(UnicodeEncodeError):
                path = outcome.result.path
                findings = Spooled(self._rows, path, self._kept(self._rows.encoded(findings)), len(findings))
        return outcome if findings is outcome.findings and facts is outcome.facts else replace(outcome, findings=findings, facts=facts)

    def _put(self, outcome: Outcome) -> None:
        number = len(self._paths)
        self._paths.append(outcome.result.path)
        place = self._written(outcome) if self._full else None
        if place is None:
            self._memory[number] = outcome
        self._places.append(place.start if place else 0)
        self._sizes.append(place.length if place else 0)

    def _written(self, outcome: Outcome) -> Stretch | None:
        """The outcome put by; None for one that stays in memory."""
        findings, facts = outcome.findings, outcome.facts
        if outcome.profile is not None or (findings and not isinstance(findings, Spooled)) or not isinstance(facts, Stretch | None):
            return None
        where = findings.place if isinstance(findings, Spooled) else (0, 0)
        card = _Card(outcome.result, outcome.failures, len(findings), where, facts and (facts.start, facts.length))
        try:
            return self._kept(msgspec.msgpack.encode(card))
        except UnicodeEncodeError:  # a half character in a path
            return None

    def _read(self, number: int) -> Outcome:
        if number in self._memory or self._drawer is None:
            return self._memory[number]
        card = msgspec.msgpack.decode(self._drawer.read(self._places[number], self._sizes[number]), type=_Card)
        findings = Spooled(self._rows, self._paths[number], Stretch(self._drawer, *card.findings), card.count) if card.count else ()
        facts = Stretch(self._drawer, *card.facts) if card.facts else None
        return Outcome(card.result, findings, card.failures, facts=facts)

    @property
    def _full(self) -> bool:
        return self._held > HELD

    def _kept(self, raw: bytes) -> Stretch:
        self._drawer = self._drawer or Drawer()
        return self._drawer.put(raw)

    def __len__(self) -> int:
        return len(self._paths)

    def __iter__(self) -> Iterator[Outcome]:
        return map(self._read, range(len(self)))

    @overload
    def __getitem__(self, number: int) -> Outcome: ...
    @overload
    def __getitem__(self, number: slice) -> list[Outcome]: ...
    def __getitem__(self, number: int | slice) -> Outcome | list[Outcome]:
        return [self._read(i) for i in range(*number.indices(len(self)))] if isinstance(number, slice) else self._read(range(len(self))[number])

    def in_order(self) -> Iterator[Outcome]:
        """The outcomes in the order of every report, that of their paths."""
        if all(before <= after for before, after in pairwise(self._paths)):
            return iter(self)
        return map(self._read, array("I", sorted(range(len(self)), key=self._paths.__getitem__)))

    def findings(self) -> Sequence[Finding]:
        """All findings in the order of every report: path, offset, code."""
        if self._full:
            return InOrder(self)
        return tuple(sorted((f for o in self for f in o.findings), key=_order))

    def files(self, others: Iterable[FileResult]) -> Sequence[FileResult]:
        """What became of each file, and of these others, in order of path."""
        listed = sorted(others, key=lambda r: r.path)
        return Files(self, listed) if self._full else tuple(sorted((*listed, *(o.result for o in self)), key=lambda r: r.path))


class Files(_ReadAgain[FileResult]):
    """What became of each file of a run that is not held in memory, and of some others."""

    def __init__(self, made: Made, others: Sequence[FileResult]) -> None:
        self._made, self._others = made, others

    def __len__(self) -> int:
        return len(self._made) + len(self._others)

    def __iter__(self) -> Iterator[FileResult]:
        return merge(self._others, (o.result for o in self._made.in_order()), key=lambda r: r.path)


class InOrder(_ReadAgain[Finding]):
    """The findings of a run in their order: those of one file after the other's, and among them some of `others` that were found later."""

    def __init__(self, made: Made, others: Sequence[Finding] = (), change: Callable[[Iterable[Finding]], Iterable[Finding]] | None = None) -> None:
        """`others` come in their order; `change` is done to all findings of a path together."""
        self._made, self._others, self._change = made, others, change

    def changed(self, change: Callable[[Iterable[Finding]], Iterable[Finding]]) -> "InOrder":
        """The same with each path's findings changed."""
        return InOrder(self._made, self._others, change)

    @property
    def severities(self) -> Counter[Severity | None]:
        """How many stand at each severity, and how many are silenced (None); those of the run were counted as they came."""
        return self._made.severities + severities(self._others)

    def __len__(self) -> int:
        return self._made.severities.total() + len(self._others)

    def __iter__(self) -> Iterator[Finding]:
        found: Iterator[Finding] = chain.from_iterable(o.findings for o in self._made.in_order())
        if self._others:
            found = merge(found, self._others, key=_order)
        if self._change is None:
            return found
        change = self._change
        return chain.from_iterable(change(group) for _, group in groupby(found, key=lambda f: f.path))


class Gathered:
    """Findings of files in any order. From HELD on they wait in a temporary file, as sorted runs."""

    def __init__(self) -> None:
        self._waiting: list[Finding] = []
        self._runs: list[Iterable[Finding]] = []
        self._rows = _Rows()
        self._drawer: Drawer | None = None
        self._count = 0

    def take(self, findings: Iterable[Finding]) -> None:
        """Keep these too."""
        for finding in findings:
            self._count += 1
            self._waiting.append(finding)
            if len(self._waiting) >= HELD:
                self._put_by()

    def kept(self) -> Sequence[Finding]:
        """All of them with their fingerprints in the order of every report."""
        if not self._runs:
            return tuple(fingerprint.numbered(sorted(self._waiting, key=_order)))
        self._put_by()
        return Merged(self._runs, self._count)

    def _put_by(self) -> None:
        run = sorted(self._waiting, key=_order)
        self._waiting.clear()
        self._drawer = self._drawer or Drawer()
        try:
            parts = [self._rows.mixed(run[at : at + TOGETHER]) for at in range(0, len(run), TOGETHER)]
        except UnicodeEncodeError:  # half a character
            self._runs.append(run)
        else:
            self._runs.append(_Run(self._rows, [self._drawer.put(part) for part in parts]))


class _Run:
    """Findings of several files in their order, read back each time they are asked for."""

    def __init__(self, rows: _Rows, stretches: list[Stretch]) -> None:
        self._rows, self._stretches = rows, stretches

    def __iter__(self) -> Iterator[Finding]:
        return chain.from_iterable(self._rows.read_mixed(stretch.read()) for stretch in self._stretches)


class Merged(_ReadAgain[Finding]):
    """Sorted runs of findings as one, with fingerprints."""

    def __init__(self, runs: Sequence[Iterable[Finding]], count: int) -> None:
        self._runs, self._count = runs, count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Finding]:
        return fingerprint.numbered(merge(*self._runs, key=_order))
