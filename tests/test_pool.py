"""Work spread over processes: order, killed workers, nothing lost."""

import os
import signal
import time
from pathlib import Path

import pytest

from lint import pool


def doubled(item: int) -> int:
    return 2 * item


def fatal_at_seven(item: int) -> int:
    if item == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def leaves_at_three(item: int) -> int:
    if item == 3:
        os._exit(9)
    return item


def deadly(item: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return item


def traced(item: tuple[str, int]) -> int:
    Path(item[0], f"{os.getpid()}").touch()
    time.sleep(0.05)
    return item[1]


@pytest.mark.parametrize(("count", "workers"), [(0, 2), (1, 4), (5, 2), (500, 3)])
def test_every_item_is_answered_once(count: int, workers: int) -> None:
    assert sorted(pool.run(doubled, list(range(count)), workers)) == [(i, 2 * i) for i in range(count)]


def test_a_killed_worker_costs_the_item_it_held() -> None:
    made = dict(pool.run(fatal_at_seven, list(range(200)), 2))
    assert made.pop(7) == pool.Lost("the worker process was killed by signal 9")
    assert made == {i: i for i in range(200) if i != 7}


def test_a_worker_that_leaves_costs_the_item_it_held() -> None:
    made = dict(pool.run(leaves_at_three, list(range(40)), 2))
    assert made.pop(3) == pool.Lost("the worker process ended with status 9")
    assert made == {i: i for i in range(40) if i != 3}


def test_a_run_in_which_every_worker_dies_still_ends() -> None:
    made = dict(pool.run(deadly, list(range(6)), 2))
    assert {type(result) for result in made.values()} == {pool.Lost}
    assert sorted(made) == list(range(6))


def test_more_than_one_process_works(tmp_path: Path) -> None:
    items = [(str(tmp_path), i) for i in range(12)]
    assert len(dict(pool.run(traced, items, 2))) == 12
    assert len(list(tmp_path.iterdir())) == 2


def test_less_is_handed_out_towards_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[int] = []
    send = pool._send

    def noted(worker: pool._Worker[int], chunk: list[tuple[int, int]]) -> None:
        sent.append(len(chunk))
        send(worker, chunk)

    monkeypatch.setattr(pool, "_send", noted)
    assert len(dict(pool.run(doubled, list(range(1000)), 2))) == 1000
    sizes = [size for size in sent if size]
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-2:], sum(sizes)) == (pool.LARGEST_CHUNK, [1, 1], 1000)


def test_no_process_is_left_when_the_caller_stops(tmp_path: Path) -> None:
    answers = pool.run(traced, [(str(tmp_path), i) for i in range(1000)], 2)
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    for name in (p.name for p in tmp_path.iterdir()):
        with pytest.raises(ProcessLookupError):
            os.kill(int(name), 0)
