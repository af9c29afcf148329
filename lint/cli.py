"""The command line: words and options in, exit status out."""

import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
import msgspec
from msgspec.structs import replace

from lint import __version__, config, files, languagetool, regular, rows, streams, typed
from lint.config import Asked, ConfigError, Settings
from lint.files import Choice, Collected, Target
from lint.languagetool import commands
from lint.model import Report, Severity
from lint.options import LEVELS, OneOf, color_option, debug_option, field_options, outputs, selection_options, shared_options
from lint.plan import Plan
from lint.report import FOR_PEOPLE, FORMATS, NEED_RULES, WITH_TEXTS, Style, rendered
from lint.selection import RuleError, Selection

if TYPE_CHECKING:
    from lint import run, settle
    from lint.cache import Cache
    from lint.outcome import Outcome
    from lint.spool import Made


class Terminated(BaseException):
    """The process was asked to end."""


def main(args: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status; the only place where an error becomes a line on standard error."""
    signal.signal(signal.SIGTERM, _terminate)
    streams.prepare()
    try:
        status = _status(list(args) if args is not None else None)
        streams.flush()
    except streams.ReaderGoneError:
        status = streams.abandon(141)
    except streams.WriteError as error:
        _complain(str(error))
        status = streams.abandon(2)
    except (KeyboardInterrupt, click.Abort):
        streams.say("newslint: interrupted")
        status = streams.abandon(130)
    except Terminated:
        streams.say("newslint: terminated")
        status = streams.abandon(143)
    return status


def _status(args: list[str] | None) -> int:
    """The exit status, with every error that a user can cause told in one line."""
    debug = "--debug" in (args if args is not None else sys.argv)
    try:
        return int(group.main(args, prog_name="newslint", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        streams.say(error.format_message())
        return 2
    except click.UsageError as error:
        _complain(_sentence(error))
        if error.ctx is not None:
            streams.say(f"Try '{error.ctx.command_path} --help'.")
        return 2
    except (click.ClickException, ConfigError, RuleError) as error:
        _complain(error.message if isinstance(error, click.ClickException) else str(error))
        return 2
    except SystemExit as stop:
        if not stop.code:  # shell completion is done
            return 0
        raise streams.ReaderGoneError from None  # click gives 1 for a closed pipe under its own messages
    except (streams.ReaderGoneError, streams.WriteError, click.Abort):
        raise
    except Exception as error:
        if debug:
            raise
        _complain(_known(error))
        return 2


def _complain(said: str) -> None:
    """Why a run ended, in one line; names and values in it may come from outside."""
    from lint.report.escape import one_line

    streams.say(f"newslint: {one_line(said)}")


def _known(error: Exception) -> str:
    from lint.strictyaml import SourceError

    return str(error) if isinstance(error, SourceError) else f"internal error: {type(error).__name__}: {error} (--debug shows where)"


def _sentence(error: click.UsageError) -> str:
    """A usage error in one line, with the nearest right name for an option that does not exist."""
    if isinstance(error, click.NoSuchOption):
        known = [o for p in (error.ctx.command.params if error.ctx else ()) for o in p.opts if o.startswith("--")]
        return f"no such option: {error.option_name}" + typed.did_you_mean(error.option_name, known)
    said = " ".join(error.format_message().split())
    return said[0].lower() + said[1:].rstrip(".")


def _terminate(number: int, frame: object) -> NoReturn:
    raise Terminated


class PathFirst(click.Group):
    """A group whose first word may be a path: then `check` is meant."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` first unless the first word is a verb or an option of the group."""
        if args and args[0] not in {*self.commands, "-h", "--help", "--version"}:
            args.insert(0, "check")
        return super().parse_args(ctx, args)


@click.group(cls=PathFirst, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.version_option(__version__, prog_name="newslint", message="%(prog)s %(version)s")
def group() -> None:
    """A source-reliability and quality linter for news text.

    `newslint PATH...` is the same as `newslint check PATH...`.
    """


@group.command()
@shared_options
@field_options
@selection_options
@click.option("--fail-on", type=OneOf([*LEVELS, "never"]), metavar="LEVEL", help="The least level that gives exit 1: error (default), warning, info, never.")
@click.option("--format", type=OneOf(list(FORMATS)), metavar="FORMAT", help=f"How the report is written: {', '.join(FORMATS)}.")
@click.option("--output", multiple=True, callback=outputs, metavar="[FORMAT=]FILE", help="Write the report to a file (repeatable).")
@click.option("--show", type=OneOf(LEVELS), metavar="LEVEL", help="The least level listed in text and concise (default warning).")
@click.option("--fix", is_flag=True, help="Make the fixes that rules declare, in the files.")
@click.option("--diff", is_flag=True, help="Show the fixes as a unified diff and write nothing; exit 1 when there are some.")
@click.option("--since", metavar="REF", help="Report only what touches lines changed since a git revision (`REF...`: since HEAD left it).")
@click.option("--baseline", metavar="FILE", help="Leave out the findings listed in this file.")
@click.option("--write-baseline", metavar="FILE", help="List all findings in this file, for later runs with --baseline.")
@click.option("--strict-baseline", is_flag=True, help="Exit 1 when the baseline lists findings that are gone.")
@click.option("--no-inline", is_flag=True, help="Do not let marks in texts silence findings.")
@click.option("--show-config", is_flag=True, help="Print the settings and where each came from, and stop.")
@click.option("--no-cache", is_flag=True, help="Judge every file anew.")
@click.option("--no-crossfile", is_flag=True, help="Do not compare the files with each other.")
@click.option(
    "--languagetool", default="auto", envvar="NEWSLINT_LANGUAGETOOL", metavar="auto|on|off|URL", help="The server of the grammar rules (default auto)."
)
def check(paths: tuple[str, ...], **given: Any) -> int:
    """Judge files and folders.

    Exit 0: all were judged and nothing is wrong; 1: something is wrong; 2: something was not judged.
    """
    from lint import run

    settings = _settings(given)
    commands.choose(given["languagetool"])
    plan = Plan(settings)
    kept, compares = _remembered(plan, use=not (given["no_cache"] or given["show_config"] or languagetool.address()))
    if given["show_config"]:
        return _show_config(settings)
    found = _found(paths, settings, given)
    if given["show_files"]:
        return _show_files(found)
    deliveries = _deliveries(settings.config.format, given["output"])
    _spared(found.targets, [file for _, file in deliveries if file is not None])
    settling = _prepared(settings, found, given)
    headline = any(form == "text" for form, _ in deliveries)
    together = compares and _several(found) and not given["no_crossfile"]
    before, missing = run.known(found.targets, plan, headline, together, kept)
    task = partial(run.check, plan=plan, headline=headline, together=together, cache=kept)
    made = _judged(task, missing, plan, before)
    report = replace(run.report(found, made, plan, given["allow_empty"], kept), fail_on=_fail_on(settings), root=str(Path.cwd()))
    if any(form in NEED_RULES for form, _ in deliveries):
        report = replace(report, rules=plan.ever_active())
    if settling is None:
        return _deliver(_with_texts(run.numbered(report), deliveries, found, plan), deliveries, settings, given)
    return _settled(report, settling, _Run(found, made, plan, task, deliveries), given)


class _Run(msgspec.Struct, frozen=True):
    """A run that was judged, for what is done with it afterwards."""

    found: Collected
    made: "Sequence[Outcome]"
    plan: Plan
    task: "Callable[[run.Text], Outcome]"
    deliveries: list[tuple[str, str | None]]


def _settled(report: Report, settling: "settle.Settling", judged: _Run, given: dict[str, Any]) -> int:
    """Known and unchanged findings taken out, fixes shown or made, then the report delivered; the exit status."""
    from lint import settle

    plan, targets = judged.plan, judged.found.targets
    told = settle.settled(report, settling, plan)
    if given["diff"]:
        return _show_diff(told.report, settle.repairs(told.report, targets, plan, settling), given)
    if given["fix"]:
        told = settle.repaired(told, judged.found, judged.made, plan, settling, lambda again: _judged(judged.task, again, plan))
    report = _with_texts(replace(told.report, rules=report.rules), judged.deliveries, judged.found, plan)
    status = _deliver(report, judged.deliveries, plan.settings, given)
    return status or int(given["strict_baseline"] and told.stale > 0)


group.add_command(commands.languagetool)


def _with_texts(report: Report, deliveries: list[tuple[str, str | None]], found: Collected, plan: Plan) -> Report:
    """The report with whole texts and their profiles, where a format shows them."""
    from lint import run

    return run.with_texts(report, found.targets, plan) if any(form in WITH_TEXTS for form, _ in deliveries) else report


def _remembered(plan: Plan, *, use: bool) -> "tuple[Cache | None, bool]":
    """The cache, and whether the plan compares files; a fault in rules or selectors ends the run here, before any file is read."""
    from lint import cache

    kept = cache.opened(plan.settings) if use else None
    known = kept.known() if kept else None
    if known is not None:
        return kept, known.compares
    plan.active_with(())
    if plan.absent:
        return None, plan.compares
    if kept:
        kept.keep_known(cache.Known(plan.compares))
    return kept, plan.compares


def _judged(task: "Callable[[run.Text], Outcome]", targets: Sequence[Target], plan: Plan, made: "Made | None" = None) -> "Sequence[Outcome]":
    """The outcomes of files that have to be judged added to those made; the rules are loaded once, before any worker starts."""
    from lint import run

    if not targets:
        return () if made is None else made
    plan.active_with(())
    return run.everything(task, targets, plan, made)


def _prepared(settings: Settings, found: Collected, given: dict[str, Any]) -> "settle.Settling | None":
    """What baselines and git say, asked before anything is judged; None where nothing of the kind was asked for."""
    if not (settings.config.baseline or any(given[wish] for wish in ("fix", "diff", "since", "baseline", "write_baseline", "strict_baseline"))):
        return None
    from lint import settle

    return settle.prepared(_wishes(given), settings, found)


def _wishes(given: dict[str, Any]) -> "settle.Wishes":
    """The options about what is reported, as far as they go together; raises UsageError."""
    for one, other in (("fix", "diff"), ("write_baseline", "since"), ("write_baseline", "fix"), ("write_baseline", "diff")):
        if given[one] and given[other]:
            raise click.UsageError(f"--{one.replace('_', '-')} and --{other} do not go together", click.get_current_context())
    from lint import settle

    return settle.Wishes(given["baseline"], given["write_baseline"], given["strict_baseline"], given["since"])


def _show_diff(report: Report, repairs: "settle.Repairs", given: dict[str, Any]) -> int:
    """The fixes as one unified diff; 1 when there are some, 2 when something was not judged."""
    from lint import fix
    from lint.report.escape import visible

    streams.write(visible(line) + "\n" for _, change in repairs.changes for line in fix.diff(change))
    count, number = sum(change.count for _, change in repairs.changes), len(repairs.changes)
    note = f"{count} {'finding' if count == 1 else 'findings'} in {number} {'file' if number == 1 else 'files'} would be fixed"
    _tell(replace(report, notes=(*report.notes, *repairs.notes, note), failures=(*report.failures, *repairs.failures)), given["debug"])
    return 2 if report.failures or repairs.failures else int(number > 0)


@group.command()
@shared_options
@field_options
@click.option("--format", type=OneOf(["text", "json", "csv", "markdown"]), metavar="FORMAT", help="How the profiles are written: text, json, csv, markdown.")
@click.option("--no-crossfile", is_flag=True, help="Do not compare the files with each other.")
def profile(paths: tuple[str, ...], **given: Any) -> int:
    """Say what each text states about itself: date, byline, publisher, sources, scores; and how many origins they have together. No verdict."""
    from lint import run
    from lint.report import profile as profiles

    settings = _settings(given)
    plan = Plan(settings)
    plan.active_with(())
    found = _found(paths, settings, given)
    if given["show_files"]:
        return _show_files(found)
    task = partial(run.describe, plan=plan, together=plan.compares and _several(found) and not given["no_crossfile"])
    made = run.everything(task, found.targets, plan, cut=False)
    report = run.report(found, made, plan, given["allow_empty"])
    cards = [o.profile for o in sorted(made, key=lambda o: o.result.path) if o.profile is not None]
    if given["format"] == "json":
        streams.write(profiles.as_json(cards, report), utf8=True)
    elif given["format"] == "csv":
        streams.write(profiles.as_csv(cards), utf8=True)
    elif given["format"] == "markdown":
        streams.write(profiles.as_markdown(cards, report), utf8=True)
    else:
        streams.write(profiles.as_text(cards, report, _style(Severity.of(settings.config.show), given["color"])))
    _tell(report, given["debug"])
    return 2 if report.failures else 0


@group.command()
@shared_options
@field_options
@selection_options
@click.option("--output", required=True, metavar="FILE.parquet", help="The table to write.")
@click.option("--batch-size", type=click.IntRange(1, 1_000_000), default=1_000, metavar="ROWS", help="Rows of a part: what a killed run has to do again.")
@click.option("--restart", is_flag=True, help="Throw away what an earlier run has written.")
@click.option("--fail-on", type=OneOf([*LEVELS, "never"]), default="never", metavar="LEVEL", help="The least level that gives exit 1 (default never).")
@click.option("--no-inline", is_flag=True, help="Do not let marks in texts silence findings.")
def batch(paths: tuple[str, ...], **given: Any) -> int:
    """Judge many texts into one Parquet table: JSON lines, Parquet, WARC, texts and folders of them.

    A run that was ended goes on where it stopped. Exit 0: every row was judged; 2: some were not, and the table says why.
    """
    if "-" in paths:
        raise click.UsageError("a batch reads files, not standard input", click.get_current_context())
    settings = _settings({**given, "fail_on": None})
    from lint import pool

    try:
        from lint.batch import job
    except ImportError:
        raise ConfigError("batches need one more package: pip install 'newslint[parquet]'") from None
    found = _found(paths, settings, given, records=True)
    _spared(tuple(t for t in found.targets if t.named), [given["output"]])
    found = job.without(found, Path(given["output"]))
    if given["show_files"]:
        return _show_files(found)
    workers = settings.config.jobs if isinstance(settings.config.jobs, int) else pool.processors()
    asked = job.Job(found, Plan(settings), settings.fields, given["batch_size"], workers)
    try:
        told = job.run(asked, Path(given["output"]), restart=given["restart"])
    except OSError as error:
        raise streams.WriteError(f"{error.filename or given['output']}: cannot be written: {(error.strerror or str(error)).lower()}") from None
    _tell(Report((), (), job.failures(told), notes=told.restarts), given["debug"])
    streams.write(line + "\n" for line in job.summary(told, given["output"]))
    return job.status(told.total, given["fail_on"], given["allow_empty"])


@group.command()
@click.argument("selectors", nargs=-1, metavar="[RULE...]")
@click.option("--rules", multiple=True, metavar="PATH", help="Add rules of a file or folder (repeatable).")
@click.option("--format", "form", type=OneOf(["text", "json", "markdown"]), default="text", metavar="FORMAT", help="text (default), json or markdown.")
@color_option
@debug_option
def explain(selectors: tuple[str, ...], rules: tuple[str, ...], form: str, color: str, debug: bool) -> int:
    """List the rules, or explain those named by code, name or family."""
    from lint import explain as explained
    from lint import ruleset

    loaded = ruleset.load([Path(p) for p in rules])
    chosen = [rule for selector in selectors for rule in loaded.named(selector)] if selectors else list(loaded.rules)
    alone = bool(selectors) and all(selector in (rule.code, rule.name) for selector, rule in zip(selectors, chosen))
    style = _style(Severity.WARNING, color)
    if form == "json":
        streams.write(explained.as_json(chosen, listing=not alone), utf8=True)
    elif form == "markdown":
        streams.write((piece for rule in chosen for piece in explained.page(rule)) if alone else explained.table(chosen), utf8=True)
    elif alone:
        streams.write(piece for i, rule in enumerate(chosen) for piece in ("\n" * (i > 0), *explained.card(rule, style)))
    else:
        streams.write(explained.listing(chosen, style))
    return 0


@group.command()
@click.argument("files_", nargs=-1, metavar="[RULE-FILE...]")
@debug_option
def selftest(files_: tuple[str, ...], debug: bool) -> int:
    """Run the examples that rules carry: those of the built-in rules, or of these files and folders."""
    from lint import selftest as selftests

    tested = selftests.everything([Path(f) for f in files_])
    lines = [f"{fault.code}: {fault.message}\n    in the example {fault.example!r}" for fault in tested.faults]
    lines += [f"{rule.code}: has no examples" for rule in tested.bare]
    lines += [f"{rule.code}: not run: no LanguageTool" for rule in tested.rules if selftests.unrun(rule)]
    streams.write(line + "\n" for line in [*lines, f"{len(tested.rules)} rules, {tested.examples:,} examples, {len(tested.faults)} faults"])
    return int(bool(tested.faults))


@group.command()
@click.option("--schema", type=OneOf(["config", "rule"]), metavar="config|rule", help="Print the JSON Schema of config or rule files instead.")
@debug_option
def init(schema: str | None, debug: bool) -> int:
    """Write a commented newslint.yaml into the working folder."""
    from lint import starter

    if schema:
        import json

        from lint import schema as schemas

        streams.write([json.dumps(schemas.of(schema), indent=1, ensure_ascii=False) + "\n"], utf8=True)
        return 0
    present = [name for name in config.NAMES if regular.there(Path(name))]
    if present:
        raise ConfigError(f"{present[0]} exists already; nothing was written")
    streams.to_file(Path(starter.NAME), [starter.TEXT])
    streams.say(f"wrote {starter.NAME}")
    return 0


@group.command()
@debug_option
def lsp(debug: bool) -> int:
    """Run as a language server on standard input and output, for editors."""
    try:
        from lint import lsp as server
    except ImportError:
        raise ConfigError("the language server needs more packages: pip install 'newslint[lsp]'") from None
    server.server().start_io()
    return 0


_VALUES = (
    *("fail_on", "format", "jobs", "show", "max_size", "max_ratio", "html"),
    *("text_field", "id_field", "title_field", "date_field", "author_field", "source_field"),
)


def _settings(given: dict[str, Any]) -> Settings:
    """The settings of this run; raises ConfigError or SourceError."""
    try:
        Path.cwd()
    except OSError as error:
        raise ConfigError(f"the working folder cannot be read: {(error.strerror or str(error)).lower()}") from None
    selection = Selection(given.get("select", ()), given.get("extend_select", ()), given.get("ignore", ()))
    values = {key: given[key] for key in _VALUES if given.get(key) is not None}
    if given.get("no_inline"):
        values["inline"] = "none"
    asked = Asked(selection, given.get("severity", {}), tuple(given["rules"]), values)
    settings = config.load(asked, path=given["config_file"], search=not given["no_config"])
    if settings.config.html == "main":
        from lint.text import maincontent

        if not maincontent.available():
            raise ConfigError("finding the main content of pages needs more packages: pip install 'newslint[html]'")
    return settings


def _several(found: Collected) -> bool:
    """Whether there may be more than one text."""
    return len(found.targets) > 1 or any(rows.holds_records(t.path) for t in found.targets)


def _fail_on(settings: Settings) -> Severity | None:
    """The least severity that fails the run; None for never."""
    asked = settings.config.fail_on
    return None if asked == "never" else Severity.of(asked)


def _record_patterns() -> list[str]:
    return [f"*{suffix}" for suffix in rows.SUFFIXES]


def _found(paths: tuple[str, ...], settings: Settings, given: dict[str, Any], records: bool = False) -> Collected:
    """The files that the paths lead to, with `records` also those of a folder that hold rows; `-` is standard input."""
    if not paths:
        raise click.UsageError("give files or folders to read, or - for standard input", click.get_current_context())
    if not all(paths):
        raise click.UsageError("an empty path was given", click.get_current_context())
    asked = settings.config
    choice = Choice((*asked.include, *(_record_patterns() if records else ())), tuple(asked.exclude), settings.root or ".")
    found = files.collect([p for p in paths if p != "-"], choice)
    if "-" in paths:
        name = given["stdin_filename"] or "<stdin>"
        if rows.holds_records(name):
            raise click.UsageError("rows are read from files, not from standard input", click.get_current_context())
        if sys.stdin is None:
            raise ConfigError("standard input is closed")
        raw = sys.stdin.buffer.read(asked.max_size + 1)
        found = Collected((*found.targets, Target(name, named=True, raw=raw)), found.skipped, found.failures)
    return found


def _spared(targets: Sequence[Target], outputs: Sequence[str]) -> None:
    """No report may be written over a text that is read for it; raises ConfigError."""
    for output in outputs:
        if regular.is_file(Path(output)) and any(_same(Path(output), Path(target.path)) for target in targets if target.raw is None):
            raise ConfigError(f"--output {output} is one of the texts that are read; nothing was written")


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _deliveries(form: str, output: tuple[tuple[str | None, str], ...]) -> list[tuple[str, str | None]]:
    """Which formats go where, None for standard output: a bare FILE takes the format of `--format`, and text still goes to standard output."""
    files = [(named or form, file) for named, file in output]
    return [("text" if any(named is None for named, _ in output) else form, None), *files]


def _deliver(report: Report, deliveries: list[tuple[str, str | None]], settings: Settings, given: dict[str, Any]) -> int:
    """Write every output and say what failed; the exit status."""
    status = report.exit_code
    for form, file in deliveries:
        if file is not None:
            try:
                streams.to_file(Path(file), rendered(form, report, Style(show=Severity.of(settings.config.show))))
            except streams.WriteError as error:
                _complain(str(error))
                status = 2
    _tell(report, given["debug"])
    ((form, _),) = (d for d in deliveries if d[1] is None)
    streams.write(rendered(form, report, _style(Severity.of(settings.config.show), given["color"])), utf8=form not in FOR_PEOPLE)
    return status


def _tell(report: Report, debug: bool) -> None:
    """Notes and failures on standard error, one line each."""
    from lint.report.escape import one_line, visible

    for note in report.notes:
        streams.say(f"newslint: {one_line(note)}")
    for failure in report.failures:
        where = ": ".join(one_line(part) for part in (failure.path, failure.rule) if part)
        streams.say(f"newslint: {where}: {one_line(failure.reason)}" if where else f"newslint: {one_line(failure.reason)}")
        if debug and failure.trace:
            streams.say(visible(failure.trace.rstrip()))


def _style(show: Severity, color: str) -> Style:
    """How text for people looks on this standard output; an option beats FORCE_COLOR, which beats NO_COLOR, which beats what the terminal can do."""
    import os
    import shutil

    width = max(40, min(160, shutil.get_terminal_size((80, 24)).columns))
    if color != "auto":
        colour = color == "always"
    elif os.environ.get("FORCE_COLOR"):
        colour = True
    else:
        colour = sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Style(colour=colour, width=width, show=show)


def _show_config(settings: Settings) -> int:
    """The merged settings as YAML, each with where it came from."""
    streams.write(config.shown(settings))
    return 0


def _show_files(found: Collected) -> int:
    """The files that would be read, one a line."""
    from lint.report.escape import one_line

    streams.write(one_line(t.path) + "\n" for t in found.targets)
    _tell(Report((), (), found.failures), debug=False)
    return 2 if found.failures else 0
