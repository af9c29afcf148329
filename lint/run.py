"""A run over many files, in this process or spread over several: each file's outcome is data, and together they are a Report."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeAlias, TypeVar, Union

from msgspec.structs import replace

from lint import files, fingerprint, languagetool, progress, rows, spool
from lint.cache import Cache, Compared
from lint.files import Collected, Target
from lint.model import Failure, FileResult, Report
from lint.outcome import Outcome, Part, Stretch, lost
from lint.plan import Plan
from lint.spool import InOrder, Made, Merged

if TYPE_CHECKING:
    from lint.inputs import Record, Unread
    from lint.text.windows import Window

POOLED_FROM = 16
"""Files for each process from which more than one pays: the first text costs a process as much as about eight others, for patterns are compiled then."""


MANY = 64
"""Groups of files from which on more than one process compares them."""

Item = TypeVar("Item")
Result = TypeVar("Result")

Text: TypeAlias = Union[Target, "Record", "Unread", "Window"]
"""A file of its own, a row of a file, a row that could not be read, or a part of a long file."""


def check(target: Text, plan: Plan, headline: bool = True, together: bool = False, cache: Cache | None = None) -> Outcome:
    """Judge one file. Never raises on what a file holds.

    `headline` asks for the line on what the text says about itself, `together` for the facts by which files are compared.
    """
    from lint import judging

    # Rows are not kept: a crawl would push everything else out, and its rows are seldom judged twice as they are.
    if cache is None or not isinstance(target, Target) or target.raw is not None:
        return judging.judged(target, plan, headline, together)
    target, name = _named(target, plan, _asked(headline, together), cache)
    outcome = judging.judged(target, plan, headline, together)
    if name:
        cache.keep_outcome(name, outcome)
    return outcome


def describe(target: Text, plan: Plan, text: bool = False, together: bool = False) -> Outcome:
    """The profile of one file, on request with its text and with the facts by which files are compared. Never raises on what a file holds."""
    from lint import judging

    return judging.described(target, plan, text, together)


def with_texts(report: Report, targets: Sequence[Target], plan: Plan) -> Report:
    """The report with the text and the profile of each file that was judged, for formats that show them."""
    plan.active_with(())
    made = everything(partial(describe, plan=plan, text=True), targets, plan, cut=False)
    told = {o.result.path: o for o in made if o.profile is not None}
    files = (replace(f, text=told[f.path].result.text, profile=told[f.path].profile) if f.judged and f.path in told else f for f in report.files)
    return replace(report, files=tuple(files))


def known(targets: Sequence[Target], plan: Plan, headline: bool, together: bool, cache: Cache | None) -> tuple[Made, Sequence[Target]]:
    """The outcomes of files that were judged before, and the files that have to be judged."""
    made = Made()
    if cache is None:
        return made, targets
    limit, asked = plan.settings.config.max_size, _asked(headline, together)
    missing: list[Target] = []
    for target in targets:
        own = target.raw is None and not rows.holds_records(target.path) and not files.long(target)
        outcome = cache.outcome(target, asked, limit) if own else None
        if outcome is None:
            missing.append(target)
        else:
            made.take([outcome])
    return made, missing


def _asked(headline: bool, together: bool) -> str:
    return f"{headline:d}{together:d}"


def _named(target: Target, plan: Plan, asked: str, cache: Cache) -> tuple[Target, str]:
    """The file with its bytes, so that what is judged is what it is kept under, and its name in the cache; empty for one that cannot be read."""
    from lint import regular

    try:
        raw = files.read(target, plan.settings.config.max_size)
    except regular.RefusedError:
        return target, ""
    return replace(target, raw=raw), cache.name_of(target, raw, asked)


def workers(jobs: int | str, count: int) -> int:
    """How many processes to use for this many files."""
    if isinstance(jobs, int):
        return min(jobs, max(1, count))
    if count < 2 * POOLED_FROM:
        return 1
    from lint import pool

    return max(1, min(pool.processors(), count // POOLED_FROM))


def everything(task: Callable[[Text], Outcome], targets: Sequence[Target], plan: Plan, made: Made | None = None, *, cut: bool = True) -> Made:
    """What `task` makes of each file and of each row of a file, in no order, added to `made`; a run that takes long is shown on the terminal.

    `cut` says that files too long to be held are given to it in parts.
    """
    made = Made() if made is None else made
    jobs = plan.settings.config.jobs
    streamed = [t for t in targets if rows.holds_records(t.path) or (cut and files.long(t))]
    apart = frozenset(streamed)
    whole = [t for t in targets if t not in apart] if streamed else targets
    made.take(progress.watched(outcomes(task, whole, workers(jobs, len(whole))), len(whole)))
    if streamed:
        coming = progress.watched(_streamed(task, texts(streamed, plan), jobs), None, "parts")
        made.take(spool.whole(map(made.eased, coming)))
    return made


def texts(targets: Sequence[Target], plan: Plan) -> Iterator[Text]:
    """The rows of files that hold some and the parts of the others, in order, read as they are asked for."""
    from lint import inputs

    settings = plan.settings
    for target in targets:
        if rows.holds_records(target.path):
            yield from inputs.records(target.path, settings.fields, settings.limits)
        else:
            yield from files.stretches(target, settings.config.max_size)


def outcomes(task: Callable[[Text], Outcome], targets: Sequence[Target], count: int) -> Iterator[Outcome]:
    """What `task` makes of each file, as it comes, by `count` processes."""
    if count <= 1:
        yield from map(task, targets)
        return
    from lint import pool

    for number, result in pool.run(task, targets, count):
        yield lost(targets[number].path, result.reason) if isinstance(result, pool.Lost) else result


def _streamed(task: Callable[[Text], Outcome], coming: Iterator[Text], jobs: int | str) -> Iterator[Outcome]:
    """What `task` makes of each text, as it comes; no more of them are held than the processes are at."""
    first = list(islice(coming, 2 * POOLED_FROM))
    count = workers(jobs, len(first))
    if count <= 1:
        yield from map(task, chain(first, coming))
        return
    from lint import judging, pool

    names: dict[int, tuple[str, Part | None]] = {}

    def named() -> Iterator[Text]:
        for number, text in enumerate(chain(first, coming)):
            names[number] = (text.where, judging.part(text))
            yield text

    if jobs == "auto":
        count = pool.processors()
    for number, result in pool.stream(task, named(), count):
        name, part = names.pop(number)
        yield lost(name, result.reason, part) if isinstance(result, pool.Lost) else result


def compared(report: Report, made: Made, plan: Plan, cache: Cache | None = None) -> Report:
    """The report with what the files say against each other, and the events and origins they tell of."""
    if next(_facts(made), None) is None:
        return report
    name = cache.name_together(_facts(made)) if cache else ""
    found = cache.compared(name) if cache else None
    if found is None:
        found = _judged_together(_facts(made), plan)
        if cache:
            cache.keep_compared(name, found)
    many = isinstance(report.findings, InOrder) or isinstance(found.findings, Merged)
    findings = InOrder(made, found.findings) if many else tuple(sorted((*report.findings, *found.findings), key=lambda f: f.order))
    return replace(report, findings=findings, events=found.events, alone=found.alone)


def _facts(made: Made) -> Iterator[bytes]:
    """What these files are compared by, one at a time in order of path."""
    return (o.facts.read() if isinstance(o.facts, Stretch) else o.facts for o in made.in_order() if o.facts is not None)


def _judged_together(facts: Iterable[bytes], plan: Plan) -> Compared:
    from lint.crossfile import judgement
    from lint.crossfile.shelf import Shelf

    shelf = Shelf()
    for fact in facts:
        shelf.put(fact)
    active = plan.active_with(())
    judged = judgement.judge(shelf, active.library, [rule for rule, _ in active.checks], partial(_apart, jobs=plan.settings.config.jobs))
    shelf.close()
    return Compared(*judged)


def _apart(task: Callable[[Item], Result], items: Iterator[Item], jobs: int | str) -> Iterator[Result]:
    """What `task` makes of each item, by several processes where there are many."""
    first = list(islice(items, MANY))
    count = _comparers(len(first), jobs)
    if count == 1:
        yield from map(task, chain(first, items))
        return
    from lint import pool

    held: dict[int, Item] = {}

    def noted() -> Iterator[Item]:
        for number, item in enumerate(chain(first, items)):
            held[number] = item
            yield item

    for number, result in pool.copied(task, noted(), count):
        item = held.pop(number)
        yield task(item) if isinstance(result, pool.Lost) else result


def _comparers(groups: int, jobs: int | str) -> int:
    """How many processes to use for so many groups of files."""
    if groups < MANY or jobs == 1:
        return 1
    from lint import pool

    if not pool.forks():
        return 1
    return pool.processors() if isinstance(jobs, str) else jobs


def _unrun(plan: Plan) -> tuple[list[Failure], tuple[str, ...]]:
    """Rules that cannot run here: a failure where the user named them, a note where they are only on by default."""
    if languagetool.address():
        return [], (f"grammar rules: by LanguageTool at {languagetool.address()}",)
    if not plan.loaded or not plan.absent:  # what comes from the cache was judged by every rule
        return [], ()
    from lint.checks.grammar import ABSENT

    named = plan.named
    others = [rule.code for rule in plan.absent if rule.code not in named]
    return [Failure(None, ABSENT, rule.code) for rule in plan.absent if rule.code in named], (f"{', '.join(others)}: {ABSENT}",) if others else ()


def _whole_pages(made: Sequence[Outcome], plan: Plan) -> tuple[str, ...]:
    """A word on pages that were judged with their menus and footers because the extractor is missing."""
    files = (rows.split(o.result.path)[0].lower() for o in made)
    if plan.settings.config.html != "auto" or not any(path.endswith((".html", ".htm", ".xhtml", ".warc", ".warc.gz")) for path in files):
        return ()
    from lint.text import maincontent

    if maincontent.available():
        return ()
    return (
        "HTML pages were judged whole, menus and footers too: pip install 'newslint[html]' finds their main content (--html whole says that this is meant)",
    )


def report(found: Collected, made: Sequence[Outcome], plan: Plan, allow_empty: bool = False, cache: Cache | None = None) -> Report:
    """The whole outcome in its order: path, offset, code."""
    unrun, notes = _unrun(plan)
    notes = (*notes, *_whole_pages(made, plan))
    made = made if isinstance(made, Made) else Made(made)
    failures = [*unrun, *found.failures, *(f for o in made for f in o.failures)]
    results = made.files([*found.skipped, *(FileResult(f.path, judged=False) for f in found.failures if f.path)])
    if not results and not failures and not allow_empty:
        failures.append(Failure(None, "nothing to check: no file in these folders is asked for by `include`"))
    told = Report(
        files=results,
        findings=made.findings(),
        failures=tuple(sorted(failures, key=lambda f: (f.path or "", f.rule or "", f.reason))),
        notes=notes,
    )
    return compared(told, made, plan, cache)


def numbered(report: Report) -> Report:
    """The report with the fingerprints of its findings counted over the whole run."""
    change = partial(fingerprint.numbered, folder=report.root or ".")
    return replace(report, findings=report.findings.changed(change) if isinstance(report.findings, InOrder) else tuple(change(report.findings)))
