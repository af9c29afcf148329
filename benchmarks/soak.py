"""A soak: mutated texts through one process, with its memory watched.

    python benchmarks/soak.py [TEXTS]        100,000 mutations of seeds/ by default

Each text is decoded, judged by every rule and written in one of the formats. Ends with status 1 when one makes anything raise or breaks a promise,
or when the process holds a tenth more memory at the end than at half way. Peaks are told apart from what is held: the first come from single texts.
"""

import json
import os
import random
import re
import resource
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from lint import engine, ruleset
from lint.model import FileResult, Report
from lint.report import FORMATS, Style, rendered
from lint.text import decode

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
PIECES = [
    b"\x00", b"\xff", b"\xed\xa0\x80", "\u202e".encode(), "\u200b".encode(), b"\r", b"\x1b[2K", "â€™".encode(), b"---\n", b"[", b'"', "“".encode(), b" " * 50,
    b"\n\n", b"A.",
]  # fmt: skip
RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
READERS = {"json": json.loads, "sarif": json.loads, "gitlab": json.loads, "junit": ET.fromstring, "checkstyle": ET.fromstring}
TOLD = 20
"""How many lines of progress a soak prints."""
GROWTH = 1.1
"""How much more than at half way the process may hold at the end."""


def mutated(texts: list[bytes], chance: random.Random) -> bytes:
    """A stretch of one text with bytes changed, cut, doubled and spliced in; a few hundred bytes."""
    raw = chance.choice(texts)
    start = chance.randrange(len(raw))
    found = bytearray(raw[start : start + chance.randrange(20, 300)])
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


def faults(raw: bytes, checks: list[tuple[object, object]], form: str) -> Iterator[str]:
    """What goes against the promises: a rule that raises, a span outside of the source, a report with raw characters or that no reader takes."""
    document = decode.decode(raw, "x.txt")
    findings, failures = engine.judge(document, checks)  # type: ignore[arg-type]
    yield from (f"{f.rule}: {f.reason}" for f in failures)
    for f in findings:
        if not 0 <= f.start.offset <= f.end.offset <= len(document.source):
            yield f"{f.code}: span {f.start.offset}:{f.end.offset} of {len(document.source)}"
    written = "".join(rendered(form, Report((FileResult("x.txt", judged=True),), tuple(findings), tuple(failures)), Style()))
    if RAW.search(written):
        yield f"{form}: a raw character"
    if form in READERS:
        READERS[form](written)


def held() -> float:
    """Megabytes that the process holds now; its peak where the system tells no more."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except OSError:
        return peak()


def peak() -> float:
    """Megabytes that the process held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(count: int) -> int:
    """Run the soak and say what it cost."""
    rules = ruleset.load()
    checks = rules.checks(r for r in rules.rules if r.match["kind"] != "grammar")
    texts, forms = [p.read_bytes() for p in SEEDS], list(FORMATS)
    chance = random.Random(7)
    begun, half, bad, judged = time.process_time(), 0.0, 0, 0
    for n in range(1, count + 1):
        raw = mutated(texts, chance)
        if decode.binary(raw) is None:
            judged += 1
            for fault in faults(raw, checks, forms[n % len(forms)]):  # type: ignore[arg-type]
                bad += 1
                print(f"{n}: {fault}\n   {raw!r}", flush=True)
        if n == count // 2:
            half = held()
        if n % max(1, count // TOLD) == 0:
            print(f"{n:7,} texts  {time.process_time() - begun:6.0f} s  {held():6.1f} MB held, {peak():6.1f} MB at most", flush=True)
    grown = held() / half
    print(f"{count:,} texts, {judged:,} of them judged, {bad} faults, {grown:.2f} times the memory of half way")
    return int(bad > 0 or grown > GROWTH)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
