"""A progress bar on standard error: only on a terminal, and only for runs of more than two seconds."""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TypeVar

PATIENCE = 2.0
"""Seconds before anything is shown."""

Thing = TypeVar("Thing")


def watched(things: Iterable[Thing], total: int) -> Iterator[Thing]:
    """The things as they come; how many of `total` have come is shown meanwhile."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from things
        return
    begun = time.monotonic()
    with ExitStack() as stack:
        bar = None
        for done, thing in enumerate(things, 1):
            if bar is None and time.monotonic() - begun > PATIENCE:
                from rich.console import Console
                from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

                # No refresh of its own: that would be a thread, and workers may be forked later.
                columns = (TextColumn("newslint"), BarColumn(), MofNCompleteColumn(), TextColumn("files"), TimeRemainingColumn())
                bar = stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False))
                task = bar.add_task("", total=total)
            if bar is not None:
                bar.update(task, completed=done)
                if done % 8 == 0 or done == total:
                    bar.refresh()
            yield thing
