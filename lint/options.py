"""The options of the commands, and what their values may be."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import click

from lint import typed
from lint.model import Severity
from lint.report import FORMATS

Command = TypeVar("Command", bound=Callable[..., Any])

LEVELS = tuple(s.label for s in sorted(Severity, reverse=True))


LARGEST_SIZE = 10**13
"""The largest limit that can be asked for, in bytes."""


class OneOf(click.Choice[str]):
    """A choice that names the nearest right word."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The word as given, or a usage error."""
        if value in self.choices:
            return value
        hint = typed.did_you_mean(str(value), self.choices)
        return self.fail(f"'{value}' is not one of {', '.join(self.choices)}{hint}", param, ctx)


def listed(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Selectors given with commas, with repeated options, or both."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def jobs(context: click.Context, parameter: click.Parameter, value: str | None) -> int | str | None:
    """`auto` or a number of processes."""
    if value is None or value == "auto":
        return value
    if re.fullmatch("[0-9]{1,3}", value) and 1 <= int(value) <= 256:
        return int(value)
    raise click.BadParameter(f"'{value}' is neither auto nor a number from 1 to 256", context, parameter)


def size(context: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    """Bytes from `500000`, `500k`, `2M`, `1G`."""
    if value is None:
        return None
    scale = {"k": 10**3, "m": 10**6, "g": 10**9}.get(value[-1:].lower(), 1)
    digits = value[:-1] if scale > 1 else value
    if not re.fullmatch("[0-9]{1,13}", digits) or not 1 <= int(digits) * scale <= LARGEST_SIZE:
        raise click.BadParameter(f"'{value}' is no size; give bytes, or 500k, 2M, 1G", context, parameter)
    return int(digits) * scale


def levels(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """`SELECTOR=LEVEL`, repeated or with commas."""
    found = {}
    for part in listed(context, parameter, values):
        selector, sign, level = part.partition("=")
        if not sign or level not in LEVELS:
            raise click.BadParameter(f"'{part}' is not SELECTOR=LEVEL with a level of {', '.join(LEVELS)}", context, parameter)
        found[selector] = level
    return found


def outputs(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str | None, str], ...]:
    """`FILE` (in the format of `--format`) or `FORMAT=FILE`."""
    found = []
    for value in values:
        form, sign, file = value.partition("=")
        found.append((form, file) if sign and form in FORMATS else (None, value))
    files = [file for _, file in found]
    for file in files:
        if not file:
            raise click.BadParameter("it names no file", context, parameter)
        if files.count(file) > 1:
            raise click.BadParameter(f"'{file}' is given twice", context, parameter)
    return tuple(found)


color_option = click.option("--color", type=OneOf(["auto", "always", "never"]), default="auto", metavar="WHEN", help="Colour: auto (default), always, never.")
debug_option = click.option("--debug", is_flag=True, help="Show the traceback of an internal error.")


def shared_options(command: Command) -> Command:
    """The options of every command that reads texts: which files, which rules, which settings."""
    for option in reversed(
        (
            click.argument("paths", nargs=-1, type=click.Path(exists=False, allow_dash=True)),
            click.option("--config", "config_file", metavar="FILE", help="Read settings from this file only."),
            click.option("--no-config", is_flag=True, help="Read no config file."),
            click.option("--rules", multiple=True, metavar="PATH", help="Add rules of a file or folder (repeatable)."),
            click.option("--jobs", callback=jobs, metavar="auto|N", help="How many processes to use."),
            click.option("--max-size", callback=size, metavar="SIZE", help="Refuse larger files: bytes, or 500k, 2M (default 1M)."),
            click.option("--stdin-filename", metavar="NAME", help="The name of standard input (`-`) for settings and reports."),
            click.option("--allow-empty", is_flag=True, help="Exit 0 when there is nothing to check."),
            color_option,
            click.option("--show-files", is_flag=True, help="List the files that would be read, and stop."),
            debug_option,
        )
    ):
        command = option(command)
    return command


def selection_options(command: Command) -> Command:
    """The options that say which rules run, and at which level."""
    for option in reversed(
        (
            click.option("--select", multiple=True, callback=listed, metavar="RULES", help="Run these rules only: codes, families, names, default, all."),
            click.option("--extend-select", multiple=True, callback=listed, metavar="RULES", help="Run these rules too."),
            click.option("--ignore", multiple=True, callback=listed, metavar="RULES", help="Leave these rules out."),
            click.option("--severity", multiple=True, callback=levels, metavar="RULE=LEVEL", help="Report these rules at another level."),
        )
    ):
        command = option(command)
    return command


def field_options(command: Command) -> Command:
    """The options that say what is read of rows, tables and pages."""
    for option in reversed(
        (
            click.option("--text-field", metavar="NAME", help="The field or column that holds the text (default text)."),
            click.option("--id-field", metavar="NAME", help="The one that names a row (default id, url, or the number of the row)."),
            click.option("--title-field", metavar="NAME", help="The one that holds the title (default: the usual names)."),
            click.option("--date-field", metavar="NAME", help="The one that holds the date of publication."),
            click.option("--author-field", metavar="NAME", help="The one that names the author."),
            click.option("--source-field", metavar="NAME", help="The one that names the outlet."),
            click.option("--max-ratio", type=click.IntRange(1), metavar="N", help="Refuse compressed rows that unpack to more than N times (default 200)."),
            click.option("--html", type=OneOf(["auto", "main", "whole"]), metavar="PART", help="How much of a page is judged: main (if installed), whole."),
        )
    ):
        command = option(command)
    return command
