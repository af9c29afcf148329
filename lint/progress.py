"""A progress bar on standard error: only on a terminal, and only for runs of more than two seconds."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import TypeVar

PATIENCE = 2.0
"""Seconds before anything is shown."""

Thing = TypeVar("Thing")


def watched(things: Iterable[Thing], total: int | None, unit: str = "files", count: Callable[[Thing], int] = lambda thing: 1) -> Iterator[Thing]:
    """The things as they come; how many of `total` have come is shown meanwhile, each counted for as many as `count` says. None: nobody knows how many."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from things
        return
    begun, done = time.monotonic(), 0
    with ExitStack() as stack:
        bar = None
        for number, thing in enumerate(things, 1):
            done += count(thing)
            if bar is None and time.monotonic() - begun > PATIENCE:
                from rich.console import Console
                from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

                # No refresh of its own: that would be a thread, and workers may be forked later.
                columns = (TextColumn("newslint"), BarColumn(), MofNCompleteColumn(), TextColumn(unit), TimeRemainingColumn())
                bar = stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False))
                task = bar.add_task("", total=total)
            if bar is not None:
                bar.update(task, completed=done)
                if number % 8 == 0 or done == total:
                    bar.refresh()
            yield thing
