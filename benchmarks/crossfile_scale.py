"""How time and memory of the comparison grow with the number of files: generated articles, one in fifty with a planted copy.

python benchmarks/crossfile_scale.py [1000 10000 100000] [--command 1000 10000 100000]

Each size runs in a process of its own. The facts of the articles are made directly from what the generator knows of them (names, sentences, dates, words),
without the text layer reading each article: what is measured is the comparison. `--command` writes the articles as files and runs the command over the
folder, with the crossfile rules and two workers: what is measured is all that it does, and what it prints is read for the planted copies.
"""

import argparse
import json
import multiprocessing
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lint import ruleset
from lint.crossfile import facts, judgement, shingles
from lint.crossfile.facts import Facts, NameUse, Statement
from lint.crossfile.shelf import Shelf

ROOT = Path(__file__).resolve().parent.parent
SYLLABLES = "ba ce di fo gu ka le mi no pu ra se ti vo xa ze bri dor fen gal hul jor kel lum mer nor pel quin ros stel tor vel wyn".split()
NOUNS = "bridge council harbour school farmer budget river train hospital market storm vote court union factory museum stadium border road ferry".split()
KINDS = (
    "old new large small northern southern western eastern public private local rural urban modern former second third main central upper lower inner outer "
    "wooden stone coastal municipal regional national royal"
).split()
VERBS = "opened closed rejected approved delayed repaired inspected sold bought praised blamed reviewed cancelled expanded moved tested".split()
PLACES = "valley coast town province island district".split()
MONTHS = ("March", "April", "May")
EVERY = 50


@dataclass
class Article:
    """A generated article with what its maker knows of it."""

    paragraphs: list[list[str]]
    names: set[str]
    day: str

    @property
    def text(self) -> str:
        """The paragraphs with blank lines between."""
        return "\n\n".join(" ".join(p) for p in self.paragraphs)


def name(rng: random.Random) -> str:
    """A name that no word list knows."""
    return "".join(rng.choice(SYLLABLES) for _ in range(4)).capitalize()


def sentence(rng: random.Random, people: list[str], town: str) -> str:
    """A sentence of an article about these people in this town, with a figure or a quotation now and then."""
    noun, other, verb = f"{rng.choice(KINDS)} {rng.choice(NOUNS)}", f"{rng.choice(KINDS)} {rng.choice(NOUNS)}", rng.choice(VERBS)
    shape = rng.random()
    tail = (
        f"in the {rng.choice(PLACES)} near {town} after {rng.randint(2, 40)} {other}s {rng.choice(VERBS)} the {rng.choice(NOUNS)} {rng.randint(3, 900)} times"
    )
    if shape < 0.3:
        return f"“The {noun} was {verb} because the {other} {rng.choice(VERBS)} every {rng.choice(NOUNS)} {tail},” {rng.choice(people)} said."
    return f"{rng.choice(people)} {verb} the {noun} {tail}."


def article(rng: random.Random) -> Article:
    """About 300 words on an event of its own."""
    people, town = [f"{name(rng)} {name(rng)}" for _ in range(3)], name(rng)
    day, month = rng.randint(1, 28), rng.randrange(3)
    body = [[sentence(rng, people, town) for _ in range(2)] for _ in range(6)]
    body[0][0] = f"{town.upper()}, {day} {MONTHS[month]} 2024 - {body[0][0]}"
    return Article(body, {*people, town}, f"2024-{month + 3:02d}-{day:02d}")


def articles(count: int) -> Iterator[Article]:
    """`count` articles; every fiftieth repeats half of the one before it, word for word, between sentences of its own."""
    rng = random.Random(11)
    last = None
    for number in range(count):
        made = article(rng)
        if last is not None and number % EVERY == EVERY - 1:
            made.paragraphs = [*made.paragraphs[:2], *last.paragraphs[2:5]]
        yield made
        last = made


def direct(made: Article, path: str) -> Facts:
    """The facts of a generated article, without reading it."""
    text = made.text
    statements, quoted = [], []
    at = 0
    for line in (s for p in made.paragraphs for s in p):
        start = text.index(line, at)
        at = start + len(line)
        if line[0] == "“":
            quoted.append((start, text.index("”", start) + 1))
            statements.append(Statement(start + 1, quoted[-1][1] - 1, True, "quoted", line[:-6].rpartition(" ")[2]))
        else:
            statements.append(Statement(start, at, False, "none"))
    uses = tuple(NameUse(n, text.count(n), text.index(n), text.index(n) + len(n)) for n in sorted(made.names) if n in text)
    prints = shingles.prints(shingles.word_ids(re.findall(r"\w+", text.lower())))
    return Facts(path, text, None, None, (), made.day, None, None, prints, uses, tuple(statements), tuple(quoted), ())


@dataclass
class Measured:
    """CPU seconds of making the facts and of judging them, peak memory in MB, planted copies and those found."""

    gathered: float
    judged: float
    peak: int
    planted: int
    found: int


def measure(count: int, answer: "multiprocessing.Queue[Measured]") -> None:
    """Make the facts of `count` articles directly and judge them together."""
    rules = ruleset.load()
    shelf = Shelf()
    began = time.process_time()
    for number, made in enumerate(articles(count)):
        shelf.put(facts.encoded(direct(made, f"{number:06d}.txt")))
    gathered = time.process_time()
    judged = judgement.judge(shelf, rules.library, rules.library.of_kind("crossfile"))
    done = time.process_time()
    copies = {frozenset((f.path, f.related[0].path)) for f in judged.findings if f.code == "XD006"}
    planted = [frozenset((f"{n - 1:06d}.txt", f"{n:06d}.txt")) for n in range(EVERY - 1, count, EVERY)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    answer.put(Measured(gathered - began, done - gathered, peak, len(planted), sum(p in copies for p in planted)))


def command(count: int) -> str:
    """A row on the command run over `count` files: CPU seconds of all its processes, seconds by the clock, peak memory of the largest process."""
    with tempfile.TemporaryDirectory() as folder:
        for number, made in enumerate(articles(count)):
            path = Path(folder) / f"{number // 1000:03d}" / f"{number:06d}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_text(made.text, "utf-8")
        options = ["--no-cache", "--no-config", "--select", "XD", "--show", "info", "--jobs", "2", "--fail-on", "never", "--format", "jsonl"]
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        with (Path(folder) / "out.jsonl").open("wb") as out:
            subprocess.run([sys.executable, "-m", "lint", *options, folder], env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=out, check=True)
        clock, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        copies = set()
        with (Path(folder) / "out.jsonl").open(encoding="utf-8") as lines:
            for told in map(json.loads, lines):
                if told.get("code") == "XD006":
                    copies.add(frozenset(Path(path).name for path in (told["path"], *(r["path"] for r in told["related"]))))
    planted = [frozenset((f"{n - 1:06d}.txt", f"{n:06d}.txt")) for n in range(EVERY - 1, count, EVERY)]
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found = sum(p in copies for p in planted)
    return f"| {count:,} | {spent:.1f} | {clock:.1f} | {1000 * spent / count:.2f} | {after.ru_maxrss // 1024} | {len(planted)} | {found} |"


def in_process(size: int) -> Measured:
    """One measurement in a process of its own."""
    context = multiprocessing.get_context("spawn")
    answer: multiprocessing.Queue[Measured] = context.Queue()
    process = context.Process(target=measure, args=(size, answer))
    process.start()
    measured = answer.get()
    process.join()
    return measured


def main() -> int:
    """Print a table with a row for each size, then how time and memory grew from each size to the next."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[])
    parser.add_argument("--command", type=int, nargs="+", default=[], metavar="N")
    args = parser.parse_args()
    if args.command:
        print("| files | CPU s | s by the clock | ms CPU a file | peak MB | planted copies | found |\n" + "| --- " * 7 + "|")
    for size in sorted(args.command):
        print(command(size), flush=True)
    runs = []
    if args.sizes:
        print("| files | making facts, CPU s | judging, CPU s | judging, ms a file | peak MB | planted copies | found |\n" + "| --- " * 7 + "|")
    for size in args.sizes:
        runs.append((size, in_process(size)))
        print(_row(*runs[-1]), flush=True)
    for (small, before), (large, after) in pairwise(runs):
        print(
            f"from {small:,} to {large:,} files ({large / small:.0f} times): judging {after.judged / before.judged:.1f} times, "
            f"{(after.judged / large) / (before.judged / small):.2f} times a file; peak memory {after.peak / before.peak:.2f} times"
        )
    return 0


def _row(size: int, m: Measured) -> str:
    return f"| {size:,} | {m.gathered:.1f} | {m.judged:.1f} | {1000 * m.judged / size:.2f} | {m.peak} | {m.planted} | {m.found} |"


if __name__ == "__main__":
    sys.exit(main())
