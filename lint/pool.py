"""Work spread over processes: items in, results out in any order. A worker that is killed costs the item it held, and the rest goes on."""

import contextlib
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
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


class _Queue(Generic[Item]):
    """Numbered items that wait: those given back by a worker that died, then those still to come, which are taken only as workers ask for them."""

    def __init__(self, items: Iterable[Item], size: Callable[[int], int]) -> None:
        """`size` says how many to hand out at a time once so many were taken."""
        self._coming = enumerate(items)
        self._returned: deque[tuple[int, Item]] = deque()
        self._size, self._taken = size, 0

    def take(self) -> list[tuple[int, Item]]:
        """The next items; none when all were taken."""
        size = self._size(self._taken)
        again = [self._returned.popleft() for _ in range(min(size, len(self._returned)))]
        if again:
            return again
        chunk = list(islice(self._coming, size))
        self._taken += len(chunk)
        return chunk

    def give_back(self, items: Iterable[tuple[int, Item]]) -> None:
        """Items to be done before any other, in this order."""
        self._returned.extendleft(reversed(list(items)))


def run(task: Callable[[Item], Result], items: Sequence[Item], workers: int) -> Iterator[tuple[int, Result | Lost]]:
    """The number of each item with what `task` makes of it, as they come. `task` must not raise; its results must be picklable."""

    def size(taken: int) -> int:  # smaller towards the end, so that none works alone for long
        return max(1, min(LARGEST_CHUNK, (len(items) - taken) // (workers * 4)))

    return _run(task, items, min(workers, len(items)), size, "fork" if forks() else "spawn")


def forks() -> bool:
    """Whether a worker can begin as a copy of this process."""
    return "fork" in multiprocessing.get_all_start_methods() and os.name == "posix"


def copied(task: Callable[[Item], Result], items: Iterable[Item], workers: int) -> Iterator[tuple[int, Result | Lost]]:
    """As `run`, for items that are not all at hand and a `task` that only a copy of this process can do; only where it `forks`."""
    return _run(task, items, workers, lambda _: 2, "fork")


def stream(task: Callable[[Item], Result], items: Iterable[Item], workers: int) -> Iterator[tuple[int, Result | Lost]]:
    """As `run`, for items that are not all at hand: each worker holds at most two. Its workers begin anew, so the caller may have threads."""
    return _run(task, items, workers, lambda _: 2, "spawn")


def _run(task: Callable[[Item], Result], items: Iterable[Item], workers: int, size: Callable[[int], int], method: str) -> Iterator[tuple[int, Result | Lost]]:
    context = multiprocessing.get_context(method)
    queue = _Queue(items, size)
    crew: list[_Worker[Item]] = []
    try:
        while True:
            for worker in crew:
                if not worker.held:
                    _send(worker, queue.take())
            while len(crew) < workers and (chunk := queue.take()):
                crew.append(_started(context, task, [w.pipe for w in crew] if method == "fork" else None))
                _send(crew[-1], chunk)
            busy = [w.pipe for w in crew if w.held]
            if not busy:
                return
            for pipe in wait(busy):
                worker = next(w for w in crew if w.pipe is pipe)
                try:
                    number, result = worker.pipe.recv()
                except (EOFError, OSError):
                    crew.remove(worker)
                    yield from _lost(worker, queue)
                    continue
                worker.held.popleft()
                yield number, result
    finally:
        _dismiss(crew)


def _started(context: multiprocessing.context.BaseContext, task: Callable[[Item], Result], others: list[Connection] | None) -> _Worker[Item]:
    """A new worker; `others` are the pipes that it inherits, None where it inherits nothing."""
    ours, theirs = context.Pipe()
    inherited = [] if others is None else [ours, *others]
    process = context.Process(target=_work, args=(task, theirs, inherited), daemon=True)  # type: ignore[attr-defined]
    with _unheard():
        process.start()
    theirs.close()
    return _Worker(process, ours)


@contextlib.contextmanager
def _unheard() -> Iterator[None]:
    """Ctrl-C waits meanwhile, here and in what is started here: a worker could not yet ignore it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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


def _send(worker: _Worker[Item], chunk: list[tuple[int, Item]]) -> None:
    if not chunk:
        return
    worker.held.extend(chunk)
    try:
        worker.pipe.send(chunk)
    except OSError:
        return  # the worker is gone: its end of the pipe tells so at the next wait


def _lost(worker: _Worker[Item], queue: _Queue[Item]) -> Iterator[tuple[int, Lost]]:
    """The item a dead worker was at; those it had not begun go back to be done by another."""
    worker.process.join(5)
    code = worker.process.exitcode or 0
    number, _ = worker.held.popleft()
    queue.give_back(worker.held)
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
