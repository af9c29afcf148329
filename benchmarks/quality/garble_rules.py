"""Per-rule figures of the MT and NM rules on the corpus of garbled news.

usage: python benchmarks/quality/garble_rules.py CORPUS/garbled [--output FILE.json]

`precision`: of the documents in which a rule finds something, the share that is garbled (bad machine translation or spun), among those and all human texts.
`recall`: the share of the visibly garbled documents in which it finds something. `false_per_1000_words`: its findings on human texts.
`on_marked_errors`: of its findings in segments with errors marked by professional raters, the share that lies on one (raters leave minor errors unmarked).
"""

import argparse
import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path

from lint import engine, ruleset
from lint.selection import Selection
from lint.text.document import Document


def read(path):
    """The rows of a packed file."""
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().splitlines()]


def main():
    """Judge every document and every segment with marked errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--output", type=Path)
    asked = parser.parse_args()
    rules = ruleset.load()
    checks = rules.checks(rules.select(Selection(select=("MT", "NM"))))
    documents, seen, false, marked = Counter(), defaultdict(Counter), Counter(), defaultdict(Counter)
    words = 0
    for row in read(asked.corpus / "docs.jsonl.gz"):
        group = "garbled" if row["label"] in ("mt-bad", "spun") else "good" if row["label"] == "mt-good" else "human"
        findings, _ = engine.judge(Document.of(row["text"]), checks)
        codes = {f.code for f in findings} | {f"{f.code} error" for f in findings if f.severity.label == "error"}
        for name in (group, "core") if row["core"] else (group,):
            documents[name] += 1
            seen[name].update(codes)
        if group == "human":
            words += row["words"]
            false.update(f.code for f in findings)
    for row in read(asked.corpus / "spans.jsonl.gz"):
        findings, _ = engine.judge(Document.of(row["text"]), checks)
        for f in findings:
            if f.scope == "span":
                on = any(f.start.offset < s["end"] and s["start"] < f.end.offset for s in row["spans"])
                marked[f.code].update(["on" if on else "off"])
    figures = {}
    for code in sorted({c for counter in seen.values() for c in counter if " " not in c}):
        hits = seen["garbled"][code] + seen["human"][code]
        figures[code] = {
            "corpus": "garbled, dev", "findings": sum(seen[g][code] for g in ("garbled", "human", "good")),
            "precision": round(seen["garbled"][code] / hits, 3) if hits else None, "n": hits,
            "recall": round(seen["core"][code] / documents["core"], 3), "recall_n": documents["core"],
            "false_per_1000_words": round(1000 * false[code] / words, 4),
        }  # fmt: skip
        if marked[code]:
            total = sum(marked[code].values())
            figures[code] |= {"on_marked_errors": round(marked[code]["on"] / total, 3), "on_marked_errors_n": total}
    text = json.dumps(figures, indent=1) + "\n"
    if asked.output:
        asked.output.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
