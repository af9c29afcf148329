"""Kill `newslint --fix` at random moments and look whether every file is old or new, byte for byte.

    python benchmarks/kill_fix.py [RUNS]        200 runs by default

A command spends most of its life on loading and judging. So a quarter of the runs is killed at any moment; another quarter, and half of the runs in a fork
of this process, which has loaded everything already, after a random part of the time from the first write to the last.
A temporary file that a kill leaves behind must be no text for the next run. Ends with
status 1 when a file is neither old nor new, or when what a kill left is taken for a text.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
NEW = b"One.\n" + b"The port reopened on Monday, its operator said. " * 200 + b"\n"
OLD = NEW.replace(b"\n", b"\n[gallery]\n", 1)
ASKED = ["--fix", "--select", "BP001", "--no-config", "--no-cache", "--no-crossfile", "--jobs", "1", "."]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
FILES = 30


def command() -> int:
    """Start the real command in a process of its own; its number."""
    return subprocess.Popen([sys.executable, "-m", "lint", *ASKED], env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).pid


def fork() -> int:
    """Start the same command in a fork of this process; its number."""
    from lint import cli

    child = os.fork()
    if child == 0:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        os._exit(cli.main(ASKED))
    return child


PARTS = (
    ("the command, at any moment", command, 0.25, False),
    ("the command, while it writes", command, 0.25, True),
    ("a fork of it, while it writes", fork, 0.5, True),
)
"""What is killed, in which share of the runs, and whether only after its first write."""


def fresh(names: list[Path]) -> None:
    """Put every text back as it was, without temporary files."""
    for other in set(Path().iterdir()) - set(names):
        other.unlink()
    for file in names:
        file.write_bytes(OLD)


def waited(child: int, until: Callable[[], bool]) -> bool:
    """Wait until something holds or the run is over; whether it holds."""
    while not until():
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return False
    return True


def changed() -> Callable[[], bool]:
    """Whether something was made or renamed in the folder since this was called."""
    before = Path().stat().st_mtime_ns
    return lambda: Path().stat().st_mtime_ns != before


def undisturbed(start: Callable[[], int], names: list[Path]) -> tuple[float, float]:
    """Seconds that a run takes, and seconds of it in which it writes, of two runs the longer and the shorter."""
    whole, writing = [], []
    for _ in range(2):
        fresh(names)
        begun = time.monotonic()
        child = start()
        waited(child, changed())
        first = time.monotonic()
        waited(child, lambda: names[-1].read_bytes() == NEW)
        writing.append(time.monotonic() - first)
        os.waitpid(child, 0)
        whole.append(time.monotonic() - begun)
    return max(whole), min(writing)


def killed(start: Callable[[], int], after: float, amid: bool) -> bool:
    """Start a run, kill it after so many seconds, with `amid` counted from its first write; whether the kill came before its end."""
    change = changed()
    child = start()
    if amid:
        waited(child, change)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def outcome(names: list[Path]) -> tuple[list[str], str]:
    """What is wrong in the folder, and where the kill fell: before the writing, in the midst of it, or after it."""
    contents = [file.read_bytes() for file in names]
    wrong = [f"{file.name} is neither old nor new: {len(raw)} bytes" for file, raw in zip(names, contents) if raw not in (OLD, NEW)]
    temporary = len(set(Path().iterdir()) - set(names))
    new = sum(raw == NEW for raw in contents)
    if temporary > 1 or (temporary and new == len(names)):
        wrong.append(f"{temporary} temporary files beside {new} new ones")
    if temporary:
        return wrong, "with a temporary file half made"
    return wrong, "before the first write" if not new else "after the last write" if new == len(names) else "between two files"


def taken_for_texts(names: list[Path]) -> list[str]:
    """Files that a run afterwards would read although they are none of the texts."""
    from lint import files

    return [t.path for t in files.collect(["."]).targets if Path(t.path) not in names]


def main(runs: int) -> int:
    """Kill so many runs and print what was seen."""
    from lint import cli

    chance, wrong, fell = random.Random(1), [], {}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        names = [Path(f"{n:02}.txt") for n in range(FILES)]
        fresh(names)
        silent = os.open(os.devnull, os.O_WRONLY)
        kept = os.dup(1), os.dup(2)
        os.dup2(silent, 1), os.dup2(silent, 2)
        cli.main(ASKED)  # loads and compiles what a fork then has
        os.dup2(kept[0], 1), os.dup2(kept[1], 2)
        for what, start, share, amid in PARTS:
            whole, writing = undisturbed(start, names)
            counted = fell[what] = Counter[str]()
            for _ in range(round(runs * share)):
                fresh(names)
                hit = killed(start, chance.uniform(0, writing if amid else whole), amid)
                found, where = outcome(names)
                counted[where if hit else "after the run"] += 1
                wrong += [*found, *(f"{name} would be read" for name in taken_for_texts(names))]
            print(f"{what}: {whole:.2f} s, {writing:.3f} s of them writing; kills fell: {', '.join(f'{n} {w}' for w, n in counted.most_common())}", flush=True)
        os.chdir("/")
    amid = sum(n for counted in fell.values() for where, n in counted.items() if where in ("with a temporary file half made", "between two files"))
    print(f"{sum(map(Counter.total, fell.values()))} runs of {FILES} files killed, {amid} amid the writing: {len(wrong)} faults")
    for fault in wrong:
        print(fault)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
