"""What comparing costs a run over unrelated files: CPU seconds with and without it, by turns.

python benchmarks/crossfile_cost.py [--files 1000] [--rounds 3] [--corpora ../shared/corpora]

The files are one text of each page of the boilerplate corpus, then news reports of the garbled corpus. Each run is the whole command in a process of its own,
without cache, in one process; user and system time are counted together.
"""

import argparse
import gzip
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def texts(corpora: Path) -> list[str]:
    """One text a page and a report, in an order by chance that is the same each time."""
    pages: dict[str, str] = {}
    with gzip.open(corpora / "boilerplate" / "dev.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            pages.setdefault(row["page"], "\n\n".join(line["t"] for line in row["lines"]))
    with gzip.open(corpora / "garbled" / "docs.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            if row["label"] == "human-original":
                pages.setdefault(row["doc_id"], row["text"])
    found = list(pages.values())
    random.Random(1).shuffle(found)
    return found


def spent(folder: str, *options: str) -> float:
    """CPU seconds of one run over a folder."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "lint", "--no-cache", "--no-config", "--jobs", "1", "--fail-on", "never", "--format", "jsonl", *options, folder]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NEWSLINT_LANGUAGETOOL": "off"}
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Print a line for each round, then the median of the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts(args.corpora)[: args.files]):
            (Path(folder) / f"{number:05d}.txt").write_text(text, "utf-8")
        ratios = []
        for number in range(args.rounds):
            order = (("--no-crossfile",), ()) if number % 2 == 0 else ((), ("--no-crossfile",))
            seconds = {options: spent(folder, *options) for options in order}
            ratios.append(seconds[()] / seconds["--no-crossfile",])
            print(f"without {seconds['--no-crossfile',]:.2f} s, with {seconds[()]:.2f} s: {ratios[-1]:.3f} times", flush=True)
    print(f"{args.files} files, {args.rounds} rounds: median {statistics.median(ratios):.3f} times, worst {max(ratios):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
