"""Fix every document of the boilerplate corpus and count: `python benchmarks/fix_corpus.py CORPUS/boilerplate/dev.jsonl.gz [STEP]`.

For each document: is the fixed text clean of what has a fix, does a second run change nothing, and which lines are gone by their label.
"""

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lint import engine, fix, ruleset  # noqa: E402
from lint.text import decode  # noqa: E402


def main(path: str, step: int) -> int:
    """Print the counts; 1 when a fixed text was not clean or a second run changed something."""
    rules = ruleset.load()
    checks = rules.checks(r for r in rules.rules if r.fix)
    deleting = rules.checks(r for r in rules.rules if r.fix == "delete" and r.family == "boilerplate")

    def judge(document, checks=checks):
        return engine.judge(document, checks)[0]

    def delete(document):
        return judge(document, deleting)

    counts, gone, codes = Counter(), Counter(), Counter()
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for number, line in enumerate(stream):
            if number % step:
                continue
            row = json.loads(line)
            document = decode.document("\n".join(part["t"] for part in row["lines"]) + "\n", "a.txt")
            found = fix.fixable(judge(document))
            codes.update(f.code for f in found)
            after = fix.fixed(document, found, judge).after
            again = decode.document(after, "a.txt")
            left = fix.harmless(again, fix.fixable(judge(again)))
            counts.update(documents=1, changed=after != document.source, not_clean=bool(left), not_stable=fix.fixed(again, left, judge).after != after)
            kept = Counter(fix.fixed(document, delete(document), delete).after.split("\n"))
            for part in row["lines"]:
                if kept[part["t"].rstrip()] > 0:
                    kept[part["t"].rstrip()] -= 1
                else:
                    gone[part["l"]] += 1
    print(", ".join(f"{n:,} {word.replace('_', ' ')}" for word, n in counts.items()))
    print("lines that deletions took or changed:", ", ".join(f"{label} {n:,}" for label, n in gone.most_common()))
    print("fixes:", ", ".join(f"{code} {n:,}" for code, n in codes.most_common()))
    return int(counts["not_clean"] + counts["not_stable"] > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1))
