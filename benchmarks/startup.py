"""CPU time of whole runs over seeds/, newslint beside proselint in alternation, and what is imported: the median of several runs.

python benchmarks/startup.py [--runs 5]      # needs proselint in the same environment
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = {
    "newslint, files judged before": ["-m", "lint", "seeds"],
    "newslint, every file judged anew": ["-m", "lint", "--no-cache", "seeds"],
    "proselint": ["-m", "proselint", "check", "seeds"],
}


def seconds(arguments: list[str], environment: dict[str, str]) -> float:
    """User and system time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Print the medians and their ratio to proselint's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "NEWSLINT_CACHE_DIR": cache, "PYTHONPATH": str(ROOT)}
        taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
        for turn in range(runs + 1):
            for name, arguments in COMMANDS.items():
                time = seconds(arguments, environment)
                if turn:  # the first turn fills the caches of all three
                    taken[name].append(time)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    for name, median in medians.items():
        print(f"{name:34} {median:.3f} s CPU  ({median / medians['proselint']:.2f} of proselint)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
