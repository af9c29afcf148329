"""How fast rows go through `newslint batch`, in how much memory, and how near that comes to the engine alone.

python benchmarks/batch.py ../shared/corpora [--rows 2000] [--size line|paragraph|page] [--jobs 1 2] [--keep FOLDER]

Rows are real texts of the corpora, repeated in turn with a number before them so that no two are alike. The engine alone is `lint_batch` in this process on
every so many of the same rows in batches of 32. Memory is that of all processes of the command, asked every half second, pages that they share counted once.
"""

import argparse
import gzip
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = {"line": 90, "paragraph": 2_000, "page": 1_000_000}
"""Characters of the longest row of each size."""


def texts(corpora: Path, size: str) -> Iterator[str]:
    """The texts of one size in the boilerplate corpus, as they stand there."""
    with gzip.open(corpora / "boilerplate" / "dev.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            lines = [line["t"] for line in row["lines"]]
            found = ["\n\n".join(lines)] if size == "page" else lines
            yield from (text for text in found if 20 <= len(text) <= LONGEST[size])


def make(corpora: Path, size: str, count: int, place: Path) -> int:
    """Write `count` rows as JSON lines; how many bytes of text they hold."""
    pool = list(dict.fromkeys(texts(corpora, size)))
    total = 0
    with place.open("w", encoding="utf-8") as stream:
        for number, text in enumerate(itertools.islice(itertools.cycle(pool), count)):
            row = text if number < len(pool) else f"{number // len(pool)}. {text}"
            total += len(row.encode())
            stream.write(json.dumps({"id": number, "text": row}, ensure_ascii=False) + "\n")
    return total


def alone(place: Path, step: int) -> tuple[float, int, int]:
    """Seconds of CPU that the engine takes for every `step`-th row, in this process, rules loaded before; how many rows and bytes of text those are."""
    import pyarrow as pa

    from lint.batch import lint_batch

    with place.open(encoding="utf-8") as stream:
        rows = [json.loads(line) for line in itertools.islice(stream, 0, None, step)]
    batches = [pa.RecordBatch.from_pylist([{"id": str(r["id"]), "text": r["text"]} for r in rows[i : i + 32]]) for i in range(0, len(rows), 32)]
    lint_batch(batches[0])
    begun = time.process_time()
    for batch in batches:
        lint_batch(batch)
    return time.process_time() - begun, len(rows), sum(len(row["text"].encode()) for row in rows)


def resident(pid: int) -> int:
    """Kilobytes that a process and all below it hold."""
    total, todo = 0, [pid]
    while todo:
        current = todo.pop()
        try:
            todo += map(int, Path(f"/proc/{current}/task/{current}/children").read_text().split())
            total += next(int(line.split()[1]) for line in Path(f"/proc/{current}/smaps_rollup").read_text().splitlines() if line.startswith("Pss:"))
        except (OSError, StopIteration):
            continue
    return total


def command(place: Path, output: Path, jobs: int) -> tuple[float, float, int]:
    """Seconds on the clock, seconds of CPU and the most kilobytes of one run of the command."""
    before, begun, most = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), 0
    asked = [sys.executable, "-m", "lint", "batch", str(place), "--output", str(output), "--no-config", "--jobs", str(jobs), "--restart"]
    run = subprocess.Popen(asked, env={**os.environ, "PYTHONPATH": str(ROOT)})
    while run.poll() is None:
        most = max(most, resident(run.pid))
        time.sleep(0.5)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode not in (0, 2):
        raise SystemExit(f"the command ended with {run.returncode}")
    return time.monotonic() - begun, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, most


def main() -> int:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--rows", type=int, default=2_000)
    parser.add_argument("--size", choices=list(LONGEST), default="paragraph")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--sample", type=int, default=20_000, help="rows that the engine alone is measured on")
    parser.add_argument("--keep", type=Path, help="a folder for the rows and the table")
    asked = parser.parse_args()
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        place = folder / f"rows-{asked.size}-{asked.rows}.jsonl"
        size = make(asked.corpora, asked.size, asked.rows, place)
        print(f"{asked.rows:,} rows of size '{asked.size}', {size / asked.rows:,.0f} bytes each, commit {commit}, load {os.getloadavg()[0]:.1f}", flush=True)
        seconds, sample, read = alone(place, -(-asked.rows // asked.sample))
        single = seconds / sample
        print(f"engine alone: {1 / single:,.1f} rows/s, {read / seconds / 1e6:.3f} MB/s of CPU ({sample:,} rows of {read / sample:,.0f} bytes)", flush=True)
        print(f"one core, one million rows: {single * 1e6 / 3600:.1f} hours", flush=True)
        for jobs in asked.jobs:
            clock, cpu, most = command(place, folder / "out.parquet", jobs)
            print(
                f"newslint batch --jobs {jobs}: {asked.rows / clock:,.0f} rows/s on the clock, {asked.rows / cpu:,.0f} rows/s of CPU, "
                f"{single * asked.rows / cpu:.2f} of the engine alone, {most / 1024:,.0f} MB at most",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
