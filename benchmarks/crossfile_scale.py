"""How time and memory of the comparison grow with the number of files: generated articles, one in fifty with a planted copy.

python benchmarks/crossfile_scale.py [1000 10000 100000]

Each size runs in a process of its own. `gather` reads the facts of every article (work that a run shares with its rules), `judge` compares them.
"""

import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lint import ruleset
from lint.crossfile import facts, judgement
from lint.crossfile.shelf import Shelf
from lint.text import decode

SYLLABLES = "ba ce di fo gu ka le mi no pu ra se ti vo xa ze bri dor fen gal hul jor kel lum mer nor pel quin ros stel tor vel wyn".split()
NOUNS = "bridge council harbour school farmer budget river train hospital market storm vote court union factory museum stadium border road ferry".split()
VERBS = "opened closed rejected approved delayed repaired inspected sold bought praised blamed reviewed cancelled expanded moved tested".split()
PLACES = "valley coast town province island district".split()


def name(rng: random.Random) -> str:
    """A name that no word list knows."""
    return "".join(rng.choice(SYLLABLES) for _ in range(4)).capitalize()


def sentence(rng: random.Random, people: list[str], town: str) -> str:
    """A sentence of an article about these people in this town, with a figure or a quotation now and then."""
    noun, other, verb = rng.choice(NOUNS), rng.choice(NOUNS), rng.choice(VERBS)
    shape = rng.random()
    tail = (
        f"in the {rng.choice(PLACES)} near {town} after {rng.randint(2, 40)} {other}s {rng.choice(VERBS)} the {rng.choice(NOUNS)} {rng.randint(3, 900)} times"
    )
    if shape < 0.3:
        return f"“The {noun} was {verb} because the {other} {rng.choice(VERBS)} every {rng.choice(NOUNS)} {tail},” {rng.choice(people)} said."
    return f"{rng.choice(people)} {verb} the {noun} {tail}."


def article(rng: random.Random, number: int) -> str:
    """About 300 words on an event of its own."""
    people, town = [f"{name(rng)} {name(rng)}" for _ in range(3)], name(rng)
    day = f"{rng.randint(1, 28)} {rng.choice(('March', 'April', 'May'))} 2024"
    body = [" ".join(sentence(rng, people, town) for _ in range(2)) for _ in range(6)]
    return "\n\n".join([f"{town.upper()}, {day} - {body[0]}", *body[1:]])


def articles(count: int) -> Iterator[str]:
    """`count` articles; every fiftieth repeats half of the one before it, word for word, between sentences of its own."""
    rng = random.Random(11)
    last = ""
    for number in range(count):
        text = article(rng, number)
        if number % 50 == 49:
            text = "\n\n".join([*text.split("\n\n")[:2], *last.split("\n\n")[2:5]])
        last = text
        yield text


def measure(count: int, answer: "multiprocessing.Queue[tuple[float, float, int, int, int]]") -> None:
    """Gather and judge `count` articles; puts CPU seconds of both, peak memory in MB, planted and found copies."""
    rules = ruleset.load()
    shelf = Shelf()
    began = time.process_time()
    for number, text in enumerate(articles(count)):
        shelf.put(facts.encoded(facts.gather(decode.document(text, f"{number:06d}.txt"), rules.library)))
    gathered = time.process_time()
    judged = judgement.judge(shelf, rules.library, rules.library.of_kind("crossfile"))
    done = time.process_time()
    copies = {(f.path, f.related[0].path) for f in judged.findings if f.code == "XD006"}
    right = sum(f"{n - 1:06d}.txt" in pair and f"{n:06d}.txt" in pair for n in range(49, count, 50) for pair in [_pair(copies, n)])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    answer.put((gathered - began, done - gathered, peak, count // 50, right))


def _pair(copies: set[tuple[str, str]], number: int) -> tuple[str, str]:
    pair = (f"{number - 1:06d}.txt", f"{number:06d}.txt")
    return pair if pair in copies else ("", "")


def main() -> int:
    """Print a table with a row for each size."""
    print("| files | gather, CPU s | judge, CPU s | judge, ms a file | peak MB | planted copies | found |\n| --- | --- | --- | --- | --- | --- | --- |")
    for size in map(int, sys.argv[1:] or ("1000", "10000")):
        context = multiprocessing.get_context("spawn")
        answer: multiprocessing.Queue[tuple[float, float, int, int, int]] = context.Queue()
        process = context.Process(target=measure, args=(size, answer))
        process.start()
        gather, judge, peak, planted, found = answer.get()
        process.join()
        print(f"| {size:,} | {gather:.1f} | {judge:.1f} | {1000 * judge / size:.2f} | {peak} | {planted} | {found} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
