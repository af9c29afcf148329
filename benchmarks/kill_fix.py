"""Kill `newslint --fix` at random moments and look whether every file is old or new: `python benchmarks/kill_fix.py [RUNS]` (200)."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLD = b"One.\n[gallery]\n" + b"Two.\n" * 5_000
NEW = b"One.\n" + b"Two.\n" * 5_000
COMMAND = [sys.executable, "-m", "lint", "--fix", "--select", "BP001", "--no-config", "."]
FILES = 30


def whole(folder: Path) -> float:
    """Seconds that one undisturbed run takes."""
    begun = time.monotonic()
    subprocess.run(COMMAND, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.monotonic() - begun


def main(runs: int) -> int:
    """Print what was seen; 1 when a file was neither old nor new."""
    chance = random.Random(1)
    torn = left = mixed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names = [folder / f"{n:02}.txt" for n in range(FILES)]
        for file in names:
            file.write_bytes(OLD)
        whole(folder)
        for file in names:
            file.write_bytes(OLD)
        seconds = whole(folder)
        for _ in range(runs):
            for file in names:
                file.write_bytes(OLD)
            process = subprocess.Popen(COMMAND, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(seconds * chance.uniform(0.3, 1.0))
            process.send_signal(signal.SIGKILL)
            process.wait()
            contents = [file.read_bytes() for file in names]
            torn += sum(c not in (OLD, NEW) for c in contents)
            mixed += len(set(contents)) == 2
            for other in folder.iterdir():
                if other not in names:
                    left += 1
                    other.unlink()
    print(f"{runs} runs of {FILES} files killed within {seconds:.2f} s: {torn} torn files, {mixed} runs stopped between two files, {left} temporary files left")
    return int(torn > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
