"""`newslint batch`: texts of many files through the rules into one Parquet file, by several processes, part by part."""

import contextlib
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import pyarrow as pa

from lint import inputs, pool, progress
from lint.batch import columns
from lint.batch.columns import Text
from lint.batch.parts import Manifest, Parts, Total, begun, digest, finished
from lint.config import ConfigError
from lint.files import Collected, Target
from lint.inputs import Fields, Record, Unread
from lint.model import Failure, Severity
from lint.plan import Plan
from lint.text import maincontent

CHUNK_ROWS, CHUNK_BYTES = 32, 64_000
"""The most that a worker is given at once."""
PART_BYTES = 16_000_000
"""Bytes of text from which a part is full, however few rows it has."""


class Job(msgspec.Struct, frozen=True):
    """What is to be judged and how. `rows` is the size of a part: what a killed run loses at most. With 0 `workers` this process does the work itself."""

    found: Collected
    plan: Plan
    fields: Fields = msgspec.field(default_factory=Fields)
    rows: int = 1_000
    workers: int = 1

    @property
    def manifest(self) -> Manifest:
        """What makes the output of this job what it is."""
        asked = self.plan.settings.config
        stamps = [(t.path, *_stamp(t.path)) for t in self.found.targets]
        lost = [(f.path, f.reason) for f in self.found.failures]
        settings = (
            asked.max_size,
            asked.inline,
            asked.language,
            asked.overrides,
            asked.html,
            maincontent.available(),
            asked.max_ratio,
            tuple(msgspec.to_builtins(self.fields).values()),
            self.rows,
        )
        return Manifest(
            inputs=digest(repr((stamps, lost)).encode()),
            settings=digest(msgspec.json.encode(settings)),
            rules=digest(msgspec.json.encode([rule for rule, _ in self.plan.active_with(()).checks])),
        )


class Summary(NamedTuple):
    """How a run ended. `kept` parts came from an earlier run; `judged` rows in `seconds` are those of this one; `restarts` tells of workers that died."""

    total: Total
    kept: int
    judged: int
    seconds: float
    restarts: tuple[str, ...] = ()


class Chunk(NamedTuple):
    """Texts that one worker is given at once, and the part that they belong to."""

    part: int
    texts: list[Text]


class Judging(msgspec.Struct, frozen=True):
    """What a worker does. Cheap to send: the worker loads the rules for itself."""

    plan: Plan

    def __call__(self, chunk: Chunk) -> pa.RecordBatch:
        """The rows of these texts."""
        return columns.table([columns.row(text, self.plan) for text in chunk.texts])


def run(job: Job, output: Path, *, restart: bool = False) -> Summary:
    """Judge every text and write `output`; what an earlier run with the same inputs and settings has done is taken up.

    Raises ConfigError where that run had others, OSError where something cannot be written; all that is done by then is taken up by the next run.
    """
    _possible(job.plan)
    manifest = job.manifest
    total = None if restart or begun(output, manifest) else finished(output, manifest)
    if total is not None:
        return Summary(total, 0, 0, 0.0)
    with contextlib.closing(Parts(output, manifest, restart=restart)) as parts:
        return _run(job, parts)


def _possible(plan: Plan) -> None:
    """Raises ConfigError for a rule that is asked for by name and cannot run here."""
    for rule in (*plan.absent, *(rule for rule, _ in plan.active_with(()).checks if rule.match["kind"] == "crossfile")):
        if rule.code in plan.named:
            why = "it compares texts with each other" if rule.match["kind"] == "crossfile" else "batches use no LanguageTool"
            raise ConfigError(f"rule {rule.code} cannot run in a batch: {why}")


def _run(job: Job, parts: Parts) -> Summary:
    start, number, judged = time.monotonic(), parts.kept, 0
    held: list[pa.RecordBatch] = []
    restarts: list[str] = []
    coming = _after(texts(job), parts.names(), parts.output)
    made = _judged(Judging(job.plan), chunks(coming, job.rows, parts.kept + 1), job.workers, restarts)
    for part, batch in progress.watched(made, None, "rows", lambda done: int(done[1].num_rows)):
        if held and part != number + 1:
            number += 1
            parts.write(number, held)
            held = []
        held.append(batch)
        judged += batch.num_rows
    if held:
        number += 1
        parts.write(number, held)
    return Summary(parts.join(number), parts.kept, judged, time.monotonic() - start, tuple(restarts))


def texts(job: Job) -> Iterator[Text]:
    """Every text of the job, in the order of the output."""
    for failure in job.found.failures:
        yield Unread(failure.path or "", None, failure.reason)
    for target in job.found.targets:
        if inputs.holds_records(target.path):
            yield from inputs.records(target.path, job.fields, job.plan.settings.limits)
        else:
            yield target


def chunks(coming: Iterable[Text], rows: int, part: int) -> Iterator[Chunk]:
    """The texts in portions for workers; a part is full at `rows` rows, or when its texts are large. Where parts begin depends on the texts alone."""
    held: list[Text] = []
    filled = size = in_part = 0
    for text in coming:
        held.append(text)
        length = _length(text)
        filled, size, in_part = filled + 1, size + length, in_part + length
        full = filled >= rows or in_part >= PART_BYTES
        if full or len(held) >= CHUNK_ROWS or size >= CHUNK_BYTES:
            yield Chunk(part, held)
            held, size = [], 0
        if full:
            part, filled, in_part = part + 1, 0, 0
    if held:
        yield Chunk(part, held)


def _judged(task: Judging, coming: Iterator[Chunk], workers: int, restarts: list[str]) -> Iterator[tuple[int, pa.RecordBatch]]:
    """The rows of each chunk, with the number of its part, in order."""
    if not workers:
        yield from ((chunk.part, task(chunk)) for chunk in coming)
        return
    waiting: dict[int, Chunk] = {}
    ready: dict[int, pa.RecordBatch] = {}
    following = 0

    def noted() -> Iterator[Chunk]:
        for number, chunk in enumerate(coming):
            waiting[number] = chunk
            yield chunk

    for number, made in pool.stream(task, noted(), workers):
        ready[number] = _again(task, waiting[number], made.reason, restarts) if isinstance(made, pool.Lost) else made
        if number == 0 and len(waiting[0].texts) > 1 and isinstance(made, pool.Lost) and not any(ready[0]["judged"].to_pylist()):
            raise ConfigError(f"no worker lives long enough to judge a row: {made.reason}")
        while following in ready:
            yield waiting.pop(following).part, ready.pop(following)
            following += 1


def _again(task: Judging, chunk: Chunk, reason: str, restarts: list[str]) -> pa.RecordBatch:
    """The rows of a chunk whose worker died, each text on its own: the one that kills its worker again is lost, the others are not."""
    restarts.append(f"{reason}: its {len(chunk.texts)} rows were judged again, one by one")
    rows = []
    for number, made in sorted(pool.stream(task, [Chunk(chunk.part, [text]) for text in chunk.texts], 1)):
        if isinstance(made, pool.Lost):
            made = columns.table([columns.lost(columns.name(chunk.texts[number]), made.reason)])
        rows.append(made)
    return pa.Table.from_batches(rows, columns.SCHEMA).combine_chunks().to_batches()[0]


def _after(coming: Iterator[Text], names: Iterator[str], output: Path) -> Iterator[Text]:
    """The texts after those that were judged before, which must be the same texts."""
    for name in names:
        text = next(coming, None)
        if text is None or columns.name(text) != name:
            raise ConfigError(f"{output}: the inputs are not read as they were at row '{name}' of the unfinished run; --restart begins anew")
    yield from coming


def _length(text: Text) -> int:
    if isinstance(text, Target):
        return _stamp(text.path)[0]
    return len(text.text) if isinstance(text, Record) else 0


def _stamp(path: str) -> tuple[int, int]:
    """Size and time of change of a file; zeros where it is gone."""
    try:
        status = Path(path).stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


def failures(told: Summary) -> tuple[Failure, ...]:
    """The first failures, and how many more rows have some."""
    listed = [Failure(None, f"{name}: {reason}") for name, reason in told.total.lost]
    unsaid = told.total.faults - len(listed)
    return (*listed, *([Failure(None, f"{_counted(unsaid, 'more row')} with failures: see the column failures")] if unsaid else ()))


def without(found: Collected, output: Path) -> Collected:
    """The files found but the output itself and its parts, which may lie in a folder that is read."""
    own = output.absolute()
    places = ((t, Path(t.path).absolute()) for t in found.targets)
    kept = tuple(t for t, place in places if own != place and own.with_name(f"{own.name}.parts") != place.parent)
    return Collected(kept, found.skipped, found.failures)


def status(total: Total, fail_on: str, allow_empty: bool) -> int:
    """The exit status: 2 where something was not judged or there was nothing, 1 where a finding stands at or above `fail_on`, else 0."""
    if total.faults or not (total.rows or allow_empty):
        return 2
    counted = {"error": total.errors, "warning": total.warnings, "info": total.infos}
    reached = [count for level, count in counted.items() if fail_on != "never" and Severity.of(level) >= Severity.of(fail_on)]
    return int(any(reached))


def summary(told: Summary, output: str) -> Sequence[str]:
    """The last lines of a run."""
    total = told.total
    lines = [
        f"{_counted(total.rows, 'row')}, {_counted(total.errors, 'error')}, {_counted(total.warnings, 'warning')}, "
        f"{_counted(total.infos, 'note')}, {total.rows - total.judged:,} not judged"
    ]
    if told.judged:
        lines.append(f"{told.judged:,} judged now, {told.judged / max(told.seconds, 1e-9):,.0f} rows a second, {told.kept:,} parts kept from an earlier run")
    else:
        lines.append("all judged by an earlier run")
    return [*lines, f"written to {output}"]


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
