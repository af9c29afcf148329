"""Work spread over processes: items in, results out in any order. A worker that is killed costs the item it held, and the rest goes on."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, NamedTuple, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

LARGEST_CHUNK = 32


class Lost(NamedTuple):
    """What became of an item whose worker ended before it answered."""

    reason: str


class _Worker(Generic[Item]):
    """A process and the items it was sent and has not answered."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process, self.pipe = process, pipe
        self.held: deque[tuple[int, Item]] = deque()


def processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def run(task: Callable[[Item], Result], items: Sequence[Item], workers: int) -> Iterator[tuple[int, Result | Lost]]:
    """The number of each item with what `task` makes of it, as they come. `task` must not raise; its results must be picklable."""
    waiting = deque(enumerate(items))
    size = max(1, min(LARGEST_CHUNK, len(items) // (workers * 4)))
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() and os.name == "posix" else "spawn")
    crew: list[_Worker[Item]] = []
    try:
        while waiting or any(w.held for w in crew):
            while waiting and len(crew) < workers:
                crew.append(_started(context, task, [w.pipe for w in crew]))
                _send(crew[-1], waiting, size)
            for pipe in wait([w.pipe for w in crew if w.held]):
                worker = next(w for w in crew if w.pipe is pipe)
                try:
                    number, result = worker.pipe.recv()
                except (EOFError, OSError):
                    crew.remove(worker)
                    yield from _lost(worker, waiting)
                    continue
                worker.held.popleft()
                yield number, result
                if not worker.held and waiting:
                    _send(worker, waiting, size)
    finally:
        _dismiss(crew)


def _started(context: multiprocessing.context.BaseContext, task: Callable[[Item], Result], others: list[Connection]) -> _Worker[Item]:
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(task, theirs, [ours, *others]), daemon=True)  # type: ignore[attr-defined]
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _work(task: Callable[[Item], Result], pipe: Connection, inherited: list[Connection]) -> None:
    """The life of a worker: chunks in, one answer for each item, until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in inherited:
        other.close()
    try:
        while True:
            for number, item in pipe.recv():
                pipe.send((number, task(item)))
    except (EOFError, OSError):
        return


def _send(worker: _Worker[Item], waiting: "deque[tuple[int, Item]]", size: int) -> None:
    chunk = [waiting.popleft() for _ in range(min(size, len(waiting)))]
    worker.held.extend(chunk)
    try:
        worker.pipe.send(chunk)
    except OSError:
        return  # the worker is gone: its end of the pipe tells so at the next wait


def _lost(worker: _Worker[Item], waiting: "deque[tuple[int, Item]]") -> Iterator[tuple[int, Lost]]:
    """The item a dead worker was at; those it had not begun go back to be done by another."""
    worker.process.join(5)
    code = worker.process.exitcode or 0
    number, _ = worker.held.popleft()
    waiting.extendleft(reversed(worker.held))
    worker.held.clear()
    worker.pipe.close()
    yield number, Lost(f"the worker process was killed by signal {-code}" if code < 0 else f"the worker process ended with status {code}")


def _dismiss(crew: "list[_Worker[Item]]") -> None:
    for worker in crew:
        worker.pipe.close()
    for worker in crew:
        if worker.held:
            worker.process.terminate()
    for worker in crew:
        worker.process.join(2)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
