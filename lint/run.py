"""A run over many files, in this process or spread over several: each file's outcome is data, and together they are a Report."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from lint import engine, files, profile, progress
from lint.checks import Library
from lint.files import Collected, Target
from lint.model import Failure, FileResult, Finding, Report
from lint.plan import Plan
from lint.text.document import Document

POOLED_FROM = 64
"""Under this many files for each process one process is faster: starting a worker costs about as much as judging this many short texts."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    result: FileResult
    findings: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()
    profile: dict[str, Any] | None = field(default=None)
    facts: bytes | None = field(default=None, repr=False)


def check(target: Target, plan: Plan, headline: bool = True, together: bool = False) -> Outcome:
    """Judge one file. Never raises on what a file holds.

    `headline` asks for the line on what the text says about itself, `together` for the facts by which files are compared.
    """

    def judge(document: Document) -> Outcome:
        active = plan.active(target.path)
        findings, failures = engine.judge(document, active.checks, plan.language, plan.settings.config.inline)
        line = profile.headline(document, active.library) if headline else ""
        facts = _facts(document, active.library) if together else None
        return Outcome(FileResult(target.path, judged=True, headline=line), tuple(findings), tuple(failures), facts=facts)

    return _guarded(target, plan, judge)


def describe(target: Target, plan: Plan) -> Outcome:
    """The profile of one file. Never raises on what a file holds."""

    def make(document: Document) -> Outcome:
        return Outcome(FileResult(target.path, judged=True), profile=profile.profile(document, plan.rules.library))

    return _guarded(target, plan, make)


def _guarded(target: Target, plan: Plan, make: Callable[[Document], Outcome]) -> Outcome:
    """One bad file costs one file."""
    try:
        loaded = files.load(target, plan.settings.config.max_size)
        if isinstance(loaded, Document):
            return make(loaded)
        return Outcome(loaded) if isinstance(loaded, FileResult) else lost(target.path, loaded.reason)
    except Exception as error:
        return Outcome(FileResult(target.path, judged=False), failures=(engine.fault(target.path, error),))


def lost(path: str, reason: str) -> Outcome:
    """The outcome of a file that was not judged."""
    return Outcome(FileResult(path, judged=False), failures=(Failure(path, reason),))


def workers(jobs: int | str, count: int) -> int:
    """How many processes to use for this many files."""
    if isinstance(jobs, int):
        return min(jobs, max(1, count))
    if count < 2 * POOLED_FROM:
        return 1
    from lint import pool

    return max(1, min(pool.processors(), count // POOLED_FROM))


def everything(task: Callable[[Target], Outcome], targets: Sequence[Target], jobs: int | str) -> list[Outcome]:
    """What `task` makes of each file, in no order; a run that takes long is shown on the terminal."""
    return list(progress.watched(outcomes(task, targets, workers(jobs, len(targets))), len(targets)))


def outcomes(task: Callable[[Target], Outcome], targets: Sequence[Target], count: int) -> Iterator[Outcome]:
    """What `task` makes of each file, as it comes, by `count` processes."""
    if count <= 1:
        yield from map(task, targets)
        return
    from lint import pool

    for number, result in pool.run(task, targets, count):
        yield lost(targets[number].path, result.reason) if isinstance(result, pool.Lost) else result


def _facts(document: Document, library: Library) -> bytes:
    from lint.crossfile import facts

    return facts.encoded(facts.gather(document, library))


def _compared(report: Report, made: Sequence[Outcome], plan: Plan) -> Report:
    """The report with what the files say against each other, and the events and origins they tell of."""
    from lint.crossfile import judgement
    from lint.crossfile.shelf import Shelf

    shelf = Shelf()
    for outcome in sorted(made, key=lambda o: o.result.path):
        if outcome.facts is not None:
            shelf.put(outcome.facts)
    active = plan.active_with(())
    judged = judgement.judge(shelf, active.library, [rule for rule, _ in active.checks])
    shelf.close()
    findings = tuple(sorted((*report.findings, *judged.findings), key=lambda f: f.order))
    return replace(report, findings=findings, events=judged.events)


def _unrun(plan: Plan) -> tuple[list[Failure], tuple[str, ...]]:
    """Rules that cannot run here: a failure where the user named them, a note where they are only on by default."""
    if not plan.absent:
        return [], ()
    from lint.checks.grammar import ABSENT

    named = plan.named
    others = [rule.code for rule in plan.absent if rule.code not in named]
    return [Failure(None, ABSENT, rule.code) for rule in plan.absent if rule.code in named], (f"{', '.join(others)}: {ABSENT}",) if others else ()


def report(found: Collected, made: Sequence[Outcome], plan: Plan, allow_empty: bool = False) -> Report:
    """The whole outcome in its order: path, offset, code."""
    unrun, notes = _unrun(plan)
    failures = [*unrun, *found.failures, *(f for o in made for f in o.failures)]
    results = sorted((*found.skipped, *(FileResult(f.path, judged=False) for f in found.failures if f.path), *(o.result for o in made)), key=lambda r: r.path)
    if not results and not failures and not allow_empty:
        failures.append(Failure(None, "nothing to check: no file in these folders is asked for by `include`"))
    told = Report(
        files=tuple(results),
        findings=tuple(sorted((f for o in made for f in o.findings), key=lambda f: f.order)),
        failures=tuple(sorted(failures, key=lambda f: (f.path or "", f.rule or "", f.reason))),
        notes=notes,
        rules=plan.ever_active(),
    )
    return _compared(told, made, plan) if any(o.facts is not None for o in made) else told
