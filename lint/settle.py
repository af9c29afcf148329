"""From what was found to what is reported: known findings silenced, unchanged lines left out, fixes made or shown."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from lint import baseline, engine, files, fingerprint, fix, regular, rows, run, since
from lint.baseline import Baseline
from lint.config import ConfigError, Settings
from lint.files import Collected, Target
from lint.fix import Fixed
from lint.model import Failure, Finding, Report
from lint.outcome import Outcome
from lint.plan import Plan
from lint.regular import RefusedError
from lint.since import Changes
from lint.text.document import Document


class Wishes(msgspec.Struct, frozen=True):
    """What the command line asks for. `strict`: stale entries of the baseline fail the run."""

    baseline: str | None = None
    write_baseline: str | None = None
    strict: bool = False
    ref: str | None = None


class Settling(msgspec.Struct, frozen=True):
    """What was read before anything is judged, so that a fault in it ends the run first."""

    known: Baseline | None = None
    rewritten: Baseline | None = None
    ref: str | None = None
    changes: Changes | None = None


class Settled(msgspec.Struct, frozen=True):
    """The report as it is to be told, and how many entries of the baseline are stale."""

    report: Report
    stale: int = 0


def prepared(wishes: Wishes, settings: Settings, found: Collected) -> Settling:
    """Read the baseline and ask git. Raises strictyaml.SourceError or since.SinceError."""
    named = Path(wishes.baseline) if wishes.baseline else Path(settings.root, settings.config.baseline) if settings.config.baseline else None
    target = Path(wishes.write_baseline) if wishes.write_baseline else None
    rewritten = None if target is None else baseline.load(target) if regular.there(target) else Baseline(target)
    if named is not None and target is not None and os.path.realpath(named) == os.path.realpath(target):
        named = None  # it is written anew, and read after that
    known = baseline.load(named) if named is not None else None
    return Settling(known, rewritten, wishes.ref, _changes(wishes.ref, found))


def _changes(ref: str | None, found: Collected) -> Changes | None:
    if ref and any(t.raw is not None for t in found.targets):
        raise since.SinceError("--since: git knows nothing of standard input; name the file")
    return since.changes(ref, [t.path for t in found.targets]) if ref else None


def settled(report: Report, settling: Settling, plan: Plan) -> Settled:
    """The report with fingerprints, and with what is known or unchanged taken out. Writes the baseline where one was asked for; raises ConfigError."""
    codes = frozenset(r.code for r in plan.rules.rules)
    report = replace(report, rules=report.rules or plan.ever_active())
    if settling.rewritten is not None:
        made = baseline.written(_known(report, settling.known, codes)[0], settling.rewritten, codes)
        try:
            baseline.save(made)
        except OSError as error:
            raise ConfigError(f"{made.file}: cannot be written: {(error.strerror or str(error)).lower()}") from None
        report, _ = baseline.applied(_known(report, settling.known, codes)[0], made, codes)
        entries = "1 entry" if len(made.entries) == 1 else f"{len(made.entries)} entries"
        return Settled(replace(report, notes=(*report.notes, f"{made.file}: {entries} written")))
    report, stale = _known(report, settling.known, codes)
    if settling.changes is not None:
        report = since.touched(report, settling.changes)
    return Settled(report, stale)


def _known(report: Report, known: Baseline | None, codes: frozenset[str]) -> tuple[Report, int]:
    if known is None:
        return replace(report, findings=tuple(fingerprint.numbered(report.findings, report.root or "."))), 0
    report, stale = baseline.applied(report, known, codes)
    return report, len(stale)


class Repairs(msgspec.Struct, frozen=True):
    """The fixes of a run: each target with its text before and after, and what could not be fixed."""

    changes: tuple[tuple[Target, Fixed], ...]
    failures: tuple[Failure, ...] = ()
    spared: int = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left alone on purpose."""
        what = "1 fix was" if self.spared == 1 else f"{self.spared} fixes were"
        return (f"{what} left out, for the text states its date or its author there",) if self.spared else ()


def repairs(report: Report, targets: Sequence[Target], plan: Plan, settling: Settling) -> Repairs:
    """What the fixes of the findings that stand make of each file. Nothing is written."""
    todo: dict[str, list[Finding]] = {}
    for f in fix.fixable(report.findings):
        todo.setdefault(f.path, []).append(f)
    silenced = frozenset(f.fingerprint for f in report.findings if f.silenced is not None)
    made, spared = [], 0
    inside = Counter(file for path, findings in todo.items() for file, row in [rows.split(path)] if row is not None for _ in findings)
    failures = [Failure(file, f"{count:,} findings not fixed: fixes are not made in rows of files") for file, count in sorted(inside.items())]
    for target in targets:
        if target.path not in todo:
            continue
        if files.long(target):
            failures.append(Failure(target.path, f"not fixed: fixes are not made in texts of more than {files.MAX_SIZE:,} bytes"))
            continue
        loaded = files.load(target, plan.settings.config.max_size, plan.settings.config.html)
        if not isinstance(loaded, Document):
            failures.append(Failure(target.path, "not fixed: it cannot be read any more"))
            continue
        if loaded.form == "html":
            failures.append(Failure(target.path, "not fixed: fixes are not made in HTML"))
            continue
        again = _judge(target, plan, settling, report.root, silenced)
        change = fix.fixed(loaded, todo[target.path], None if settling.changes else again)
        spared += change.spared
        if change.after != change.before:
            made.append((target, change))
    return Repairs(tuple(made), tuple(failures), spared)


def _judge(target: Target, plan: Plan, settling: Settling, root: str, silenced: frozenset[str]) -> Callable[[Document], Iterator[Finding]]:
    """Judge a text again after its fixes, without what the baseline silences."""
    folder = settling.known.folder if settling.known else root or "."

    def judge(document: Document) -> Iterator[Finding]:
        findings, _ = engine.judge(document, plan.active(target.path).checks, plan.language, plan.settings.config.inline)
        return (f for f in fingerprint.numbered(findings, folder) if f.fingerprint not in silenced)

    return judge


def repaired(
    told: Settled, found: Collected, made: Sequence[Outcome], plan: Plan, settling: Settling, judge: Callable[[Sequence[Target]], Sequence[Outcome]]
) -> Settled:
    """Make the fixes, judge the files anew that were changed, and say what was done and what could not be."""
    report = told.report
    planned = repairs(report, found.targets, plan, settling)
    failures, done, count = list(planned.failures), [], 0
    for target, change in planned.changes:
        try:
            fix.write(target, change, plan.settings.config.max_size)
        except (fix.UnfixableError, RefusedError) as error:
            failures.append(Failure(target.path, f"not fixed: {error}"))
        except OSError as error:
            failures.append(Failure(target.path, f"not fixed: it cannot be written: {(error.strerror or str(error)).lower()}"))
        else:
            done.append(target)
            count += change.count
    if done:
        names = {t.path for t in done}
        outcomes = [*(o for o in made if o.result.path not in names), *judge(done)]
        again = replace(settling, changes=_changes(settling.ref, found))
        told = settled(replace(run.report(found, outcomes, plan), fail_on=report.fail_on, root=report.root), again, plan)
    fixes = f"fixed {count} {'finding' if count == 1 else 'findings'} in {len(done)} {'file' if len(done) == 1 else 'files'}"
    report = replace(
        told.report,
        notes=(*told.report.notes, *planned.notes, fixes),
        failures=tuple(sorted((*told.report.failures, *failures), key=lambda f: (f.path or "", f.rule or "", f.reason))),
    )
    return replace(told, report=report)
