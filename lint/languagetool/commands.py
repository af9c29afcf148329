"""The command group `newslint languagetool`, and what `--languagetool` asks for."""

import os
import sys
from collections.abc import Callable

import click

from lint import regular, streams
from lint.languagetool import ADDRESS, VERSION, LanguageToolError, folder, installed, state_file


@click.group("languagetool")
def languagetool() -> None:
    """The optional LanguageTool server for the grammar rules MT020 to MT029: local, never used unless installed."""


@languagetool.command()
def status() -> int:
    """Say whether LanguageTool is installed and whether its server runs."""
    from lint.languagetool import server

    jar, found = installed(), server.running()
    streams.write(f"installed: {jar or 'no'}\n")
    streams.write(f"server: {f'{found.url} (process {found.pid}, LanguageTool {found.version})' if found else 'not running'}\n")
    return 0


@languagetool.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def install(yes: bool) -> int:
    """Fetch LanguageTool by Maven (needs Java 17 and mvn)."""
    from lint.languagetool import home

    streams.say(f"LanguageTool {VERSION}, {home.SIZE}, goes to {folder()}\nfrom {home.SOURCE}")
    if not yes and not (sys.stdin.isatty() and click.confirm("Fetch it?", err=True)):
        streams.say("nothing was fetched; --yes answers the question")
        return 2
    return _told(lambda: f"installed: {home.install()}")


@languagetool.command()
def start() -> int:
    """Start the server, or say that it runs."""
    from lint.languagetool import server

    return _told(lambda: f"server: {server.start().url}")


@languagetool.command()
def stop() -> int:
    """Stop the server."""
    from lint.languagetool import server

    streams.write("server: stopped\n" if server.stop() else "server: was not running\n")
    return 0


def choose(wish: str) -> None:
    """Settle which server this run uses, for all its processes: `off`, `on`, `auto` or an address. Raises click.ClickException where `on` cannot be had.

    `auto` takes a running server, or starts an installed one; it fetches nothing. Texts go to no other machine unless an address names it.
    """
    if wish not in ("off", "auto", "on") and "://" not in wish:
        raise click.UsageError(f"--languagetool takes auto, on, off or an address, not '{wish}'")
    os.environ[ADDRESS] = ""
    started = state_file()
    if wish == "off" or (wish == "auto" and not (started and regular.is_file(started)) and not installed()):
        return
    from lint.languagetool import server

    if "://" in wish and not server.answers(wish):
        raise click.ClickException(f"no LanguageTool server answers at {wish}")
    try:
        os.environ[ADDRESS] = server.plain(wish) if "://" in wish else server.start().url
    except LanguageToolError as error:
        if wish != "auto":
            raise click.ClickException(str(error)) from None
        streams.say(f"newslint: {error}")


def _told(act: Callable[[], str]) -> int:
    try:
        streams.write(f"{act()}\n")
    except LanguageToolError as error:
        streams.say(f"newslint: {error}")
        return 2
    return 0
