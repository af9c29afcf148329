"""The command line."""

import sys

import click

from lint import engine, files, ruleset
from lint import profile as profiles
from lint.model import Failure, FileResult, Report
from lint.report import json as json_format
from lint.text.document import Document


def main() -> int:
    """Run the command and return its exit status."""
    result = group.main(standalone_mode=False)
    return int(result or 0)


class DefaultGroup(click.Group):
    """A group whose first word may be a path: then `check` is meant."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` first unless the first word is a verb or an option of the group."""
        if args and args[0] not in {*self.commands, "-h", "--help", "--version"}:
            args.insert(0, "check")
        return super().parse_args(ctx, args)


@click.group(cls=DefaultGroup)
def group() -> None:
    """A source-reliability and quality linter for news text."""


@group.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--format", "form", default="json")
@click.option("--fail-on", default="error")
@click.option("--select", default="")
@click.option("--ignore", default="")
def check(paths: tuple[str, ...], form: str, fail_on: str, select: str, ignore: str) -> int:
    """Judge files and folders."""
    rules = ruleset.load()
    selection = ruleset.Selection(select=tuple(filter(None, select.split(","))), ignore=tuple(filter(None, ignore.split(","))))
    checks = rules.checks(rules.select(selection))
    findings, failures, results = [], [], []
    for target in files.collect(paths).targets:
        document = files.load(target)
        if isinstance(document, Failure):
            failures.append(document)
        elif isinstance(document, FileResult):
            results.append(document)
        else:
            found, failed = engine.judge(document, checks)
            findings += found
            failures += failed
            results.append(FileResult(target.path, True))
    report = Report(tuple(results), tuple(findings), tuple(failures))
    for piece in json_format.render(report):
        sys.stdout.write(piece)
    return 0


@group.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--format", "form", default="json")
def profile(paths: tuple[str, ...], form: str) -> int:
    """Say what each text states about itself."""
    import json

    rules = ruleset.load()
    loaded = [files.load(target) for target in files.collect(paths).targets]
    listed = [profiles.profile(document, rules.library) for document in loaded if isinstance(document, Document)]
    json.dump({"schema": 1, "files": listed, "failures": []}, sys.stdout)
    return 0
