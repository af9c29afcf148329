"""A soak: mutated texts through one process, with its memory watched.

    python benchmarks/soak.py [TEXTS]        100,000 mutations of seeds/ by default

Ends with status 1 when a text makes anything raise or when memory goes on growing in the second half.
"""

import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from lint import engine, ruleset
from lint.report import FORMATS, concise, escape
from lint.text import decode

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
PIECES = [
    b"\x00",
    b"\xff",
    b"\xed\xa0\x80",
    "\u202e".encode(),
    "\u200b".encode(),
    b"\r",
    b"\x1b[2K",
    "â€™".encode(),
    b"---\n",
    b"[",
    b'"',
    "“".encode(),
    b" " * 50,
    b"\n\n",
    b"A.",
]


def mutated(texts: list[bytes], chance: random.Random) -> bytes:
    """A stretch of one text with bytes changed, cut, doubled and spliced in."""
    raw = chance.choice(texts)
    start = chance.randrange(len(raw))
    found = bytearray(raw[start : start + chance.randrange(20, 600)])
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(found) + 1)
        kind = chance.randrange(4)
        if kind == 0 and at < len(found):
            found[at] = chance.randrange(256)
        elif kind == 1:
            del found[at : at + chance.randrange(1, 30)]
        elif kind == 2:
            found[at:at] = chance.choice(PIECES)
        else:
            other = chance.choice(texts)
            cut = chance.randrange(len(other))
            found[at:at] = other[cut : cut + chance.randrange(1, 80)]
    return bytes(found)


def faults(raw: bytes, checks: list[tuple[object, object]]) -> Iterator[str]:
    """What goes against the promises: a rule that raises, a span outside of the source, a raw character in the output."""
    if decode.binary(raw):
        return
    document = decode.decode(raw, "x.txt")
    findings, failures = engine.judge(document, checks)  # type: ignore[arg-type]
    yield from (f"{f.rule}: {f.reason}" for f in failures)
    for f in findings:
        if not 0 <= f.start.offset <= f.end.offset <= len(document.source):
            yield f"{f.code}: span {f.start.offset}:{f.end.offset} of {len(document.source)}"
        if escape.one_line(f.message) != escape.one_line(escape.one_line(f.message)):
            yield f"{f.code}: escaping twice differs"


def main(count: int) -> int:
    """Run the soak and say what it cost."""
    assert concise and FORMATS  # the doors are loaded before memory is watched
    rules = ruleset.load()
    checks = rules.checks(r for r in rules.rules if r.match["kind"] != "grammar")
    texts = [p.read_bytes() for p in SEEDS]
    chance = random.Random(7)
    begun, early, bad = time.process_time(), 0, 0
    for n in range(1, count + 1):
        raw = mutated(texts, chance)
        for fault in faults(raw, checks):  # type: ignore[arg-type]
            bad += 1
            print(f"{n}: {fault}\n   {raw!r}", flush=True)
        if n == count // 2:
            early = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        if n % max(1, count // 20) == 0:
            print(f"{n:7,} texts  {time.process_time() - begun:6.0f} s  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB", flush=True)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / early
    print(f"{count:,} texts, {bad} faults, memory at the end {grown:.2f} times that at half way")
    return int(bad > 0 or grown > 1.15)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
