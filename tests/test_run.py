"""Work on what comes bit by bit, by this process or by several."""

import os
import signal
from functools import partial

import pytest

from lint import pool, run


def done(item: int) -> tuple[int, int]:
    return item, os.getpid()


def fatal(item: int, home: int) -> int:
    if item == 70 and os.getpid() != home:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


@pytest.mark.parametrize(("count", "jobs"), [(0, 2), (run.MANY - 1, "auto"), (run.MANY, 1)])
def test_few_items_stay_in_this_process(count: int, jobs: int | str) -> None:
    assert list(run._apart(done, iter(range(count)), jobs)) == [(i, os.getpid()) for i in range(count)]


def test_many_items_are_done_by_several_processes_each_once() -> None:
    made = list(run._apart(done, iter(range(500)), 2))
    assert sorted(item for item, _ in made) == list(range(500))
    assert len({process for _, process in made} - {os.getpid()}) == (2 if pool.forks() else 0)


def test_an_item_whose_process_is_killed_is_done_here() -> None:
    assert sorted(run._apart(partial(fatal, home=os.getpid()), iter(range(200)), 2)) == list(range(200))
