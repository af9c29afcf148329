"""How work and memory grow with the amount of text, what a second run saves and what a second process brings; on real articles.

    python benchmarks/size.py PATH/boilerplate/dev.jsonl.gz one 1 10 100          one file of so many megabytes
    python benchmarks/size.py PATH/boilerplate/dev.jsonl.gz files 4 40            so many megabytes in files of 4 KB
    python benchmarks/size.py PATH/boilerplate/dev.jsonl.gz again 40              the same files twice: the second run takes what was kept
    python benchmarks/size.py PATH/boilerplate/dev.jsonl.gz jobs 20               one process, then two

`--with` adds options to the command, such as `--with=--no-crossfile` or `--with=--jobs=2`. Work is counted in instructions where `perf` is there, which other
processes do not disturb, and in processor time. Memory is the most that one process held and the most that all held together, shared pages counted once.
When the corpus ends its articles come again, each with a line of its own in front.
"""

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PIECE = 4_096


@dataclass(frozen=True)
class Cost:
    """Thousands of millions of instructions (None without `perf`), seconds of processor and of wall time, megabytes of memory, and what was written."""

    instructions: float | None
    seconds: float
    wall: float
    largest: float
    together: float
    written: bytes

    def told(self, what: str) -> str:
        """One line of the table."""
        counted = "" if self.instructions is None else f"{self.instructions:9.1f} G instructions"
        return f"{what:22}{counted} {self.seconds:8.1f} s CPU {self.wall:8.1f} s wall {self.largest:6.0f} MB one process {self.together:6.0f} MB all"


def articles(corpus: Path) -> Iterator[str]:
    """The corpus's pages, over and over; from the second round on each begins with a line of its own."""
    with gzip.open(corpus, "rt", encoding="utf-8") as rows:
        pages = ["\n\n".join(line["t"] for line in json.loads(row)["lines"]) + "\n\n" for row in rows]
    again = 0
    while True:
        for number, page in enumerate(pages):
            yield f"Report {number} of volume {again}\n\n{page}" if again else page
        again += 1


def one(corpus: Path, megabytes: float, folder: Path) -> None:
    """One file of so many megabytes."""
    left = megabytes * 1e6
    with (folder / "long.txt").open("w", encoding="utf-8") as file:
        for page in articles(corpus):
            file.write(page)
            left -= len(page.encode())
            if left <= 0:
                return


def files(corpus: Path, megabytes: float, folder: Path) -> None:
    """So many megabytes in files of about 4 KB, of whole paragraphs, a thousand to a folder."""
    number = 0
    for page in articles(corpus):
        held: list[str] = []
        for paragraph in page.split("\n\n"):
            held.append(paragraph)
            if sum(map(len, held)) < PIECE:
                continue
            place = folder / f"{number // 1000:04}" / f"{number:07}.txt"
            place.parent.mkdir(exist_ok=True)
            place.write_text("\n\n".join(held) + "\n", "utf-8")
            held, number = [], number + 1
            if number * PIECE >= megabytes * 1e6:
                return


def together(group: int) -> tuple[float, float]:
    """Megabytes that the largest process of a session holds and that all of them hold, shared pages counted once."""
    held = []
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and os.getsid(int(process.name)) == group:
                said = (process / "smaps_rollup").read_text()
                held.append([int(line.split()[1]) / 1024 for name in ("Rss:", "Pss:") for line in said.splitlines() if line.startswith(name)])
        except (OSError, ProcessLookupError):
            continue
    return max((rss for rss, _ in held), default=0.0), sum(pss for _, pss in held)


def run(folder: Path, options: list[str], cache: Path) -> Cost:
    """The command over a folder, its memory looked at all the while."""
    counter = Path(f"{cache}.counted")
    counting = ["perf", "stat", "-e", "instructions:u", "-x,", "-o", str(counter)] if shutil.which("perf") else []
    told = Path(f"{cache}.told")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cache)}
    command = [*counting, sys.executable, "-m", "lint", "--max-size=4G", "--format=jsonl", "--fail-on=never", *options, str(folder)]
    begun, before = time.monotonic(), os.times()
    largest = all_of_them = 0.0
    with told.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE, env=environment, start_new_session=True)
        while process.poll() is None:
            now = together(process.pid)
            largest, all_of_them = max(largest, now[0]), max(all_of_them, now[1])
            time.sleep(0.2)
    after = os.times()
    if process.returncode:
        sys.exit((process.stderr.read() if process.stderr else b"").decode())
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    counted = next((float(line.split(",")[0]) / 1e9 for line in counter.read_text().splitlines() if "instructions" in line), None) if counting else None
    return Cost(counted, seconds, time.monotonic() - begun, largest, all_of_them, told.read_bytes() if told.stat().st_size < 500e6 else b"")


def main() -> None:
    """One line for each run, and what they come to beside each other."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("what", choices=["one", "files", "again", "jobs"])
    parser.add_argument("megabytes", type=float, nargs="+")
    parser.add_argument("--with", dest="options", action="append", default=[])
    given = parser.parse_args()
    first: tuple[float, Cost] | None = None
    for megabytes in given.megabytes:
        with tempfile.TemporaryDirectory() as place:
            folder, cache = Path(place, "texts"), Path(place, "cache")
            folder.mkdir()
            (one if given.what == "one" else files)(given.corpus, megabytes, folder)
            turns = {"again": [[], []], "jobs": [["--jobs=1", "--no-cache"], ["--jobs=2", "--no-cache"]]}.get(given.what, [["--no-cache"]])
            costs = []
            for number, turn in enumerate(turns):
                costs.append(run(folder, [*turn, *given.options], cache))
                print(costs[-1].told(f"{megabytes:g} MB {given.what}" + f" {number + 1}" * (len(turns) > 1)), flush=True)
        if len(costs) == 2:
            same = "the same" if costs[0].written == costs[1].written else "OTHER"
            print(f"  {costs[0].seconds / costs[1].seconds:.2f} times the CPU, {costs[0].wall / costs[1].wall:.2f} times the wall time, {same} bytes out")
        elif first:
            work = [c.instructions or c.seconds for c in (first[1], costs[0])]
            print(f"  {work[1] / work[0]:.3f} times the work for {megabytes / first[0]:g} times the text")
        first = first or (megabytes, costs[0])


if __name__ == "__main__":
    main()
