"""Do patterns that are kept compiled and handed to Python's engine find the same as those that `re` compiles? Compared finding by finding, to the code point.

python benchmarks/equivalence.py PATH/corpora [--sample 200]

The texts of all corpora, or so many of each, are judged by every rule in two processes: one with the kept patterns, one with the fallback that another Python
would use. Prints the number of texts and findings and every difference; the exit status is 1 where there is one.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
JUDGE = """
import json, sys
from lint import patterns
if sys.argv[1] == "re":
    patterns._KEEPS = False
handed, handing = [], patterns._pattern
patterns._pattern = lambda *made: handed.append(made) or handing(*made)
from lint import engine, ruleset
from lint.text import decode
rules = ruleset.load()
checks = [(rule, rules.library.check(rule)) for rule in rules.rules if rule.match["kind"] not in ("crossfile", "grammar")]
for text in json.load(sys.stdin):
    found, failures = engine.judge(decode.document(text, "text.txt"), checks)
    print(json.dumps([[[f.code, f.start.offset, f.end.offset, f.message, [list(e.text for e in f.fix)]] for f in found], [str(f) for f in failures]]))
print(json.dumps(len(handed)))
"""


def judged(texts: Sequence[str], way: str, cache: str = "") -> tuple[list[Any], int]:
    """What is found in each text by `kept` patterns or by `re`, and how many kept patterns were handed to the engine."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NEWSLINT_CACHE_DIR": cache}
    done = subprocess.run([sys.executable, "-c", JUDGE, way], input=json.dumps(list(texts)), env=environment, capture_output=True, text=True, check=True)
    *found, kept = map(json.loads, done.stdout.splitlines())
    return found, kept


def differing(texts: Sequence[str], cache: str = "") -> tuple[list[int], int]:
    """The numbers of the texts in which the two find something different, and how many findings there are."""
    (kept, count), (plain, none) = judged(texts, "kept", cache), judged(texts, "re", cache)
    if not count or none:
        raise RuntimeError(f"{count} patterns were kept by the one and {none} by the other: nothing was compared")
    return [i for i, (ours, theirs) in enumerate(zip(kept, plain, strict=True)) if ours != theirs], sum(len(found) for found, _ in kept)


def corpus(folder: Path, most: int) -> Iterator[str]:
    """The texts of the corpora, at most so many of each file."""
    for file in sorted(folder.rglob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as rows:
            for number, row in enumerate(map(json.loads, rows)):
                if number >= most:
                    break
                yield "\n\n".join(line["t"] for line in row["lines"]) if "lines" in row else row.get("text") or row.get("sentence") or ""


def main() -> int:
    """Compare and say what differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--sample", type=int, default=1_000_000)
    given = parser.parse_args()
    texts = [text for text in corpus(given.corpora, given.sample) if text]
    different, count = differing(texts)
    print(f"{len(texts):,} texts, {count:,} findings, {len(different)} texts with differences")
    for number in different[:20]:
        print(f"different: {texts[number][:200]!r}")
    return int(bool(different) or not count)


if __name__ == "__main__":
    sys.exit(main())
