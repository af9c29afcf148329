"""Whether the sentences that MT010 names are the garbled ones: human texts in which three lines were exchanged for their garbled version.

usage: python benchmarks/quality/garble_evidence.py CORPUS/garbled/docs.jsonl.gz [--most 80]

Prints for each family of generators the share of the three sentences named that lie in exchanged lines, and what chance would give.
"""

import argparse
import gzip
import json
import random
from collections import defaultdict
from pathlib import Path

from lint import ruleset
from lint.checks import suspicion
from lint.text import segment
from lint.text.document import Document


def mixed(rows, seed):
    """(family, text, exchanged lines) of each garbled text that has its human version line by line; lines that stayed the same are not exchanged."""
    human = defaultdict(list)
    for row in rows:
        if row["label"].startswith("human"):
            human[row["doc_id"], row.get("boundary", "")].append(row["text"].split("\n"))
    pick = random.Random(seed)
    for row in rows:
        garbled = row["text"].split("\n")
        for lines in human[row["doc_id"], row.get("boundary", "")] if row["core"] else ():
            changed = [i for i, line in enumerate(garbled) if len(lines) == len(garbled) and line != lines[i] and len(line.split()) > 8]
            if len(changed) >= 5:
                chosen = set(pick.sample(changed, 3))
                yield row["family"], "\n".join(garbled[i] if i in chosen else line for i, line in enumerate(lines)), [garbled[i] for i in chosen]


def main():
    """Name the heaviest sentences of each mixed text and count those that were exchanged."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--most", type=int, default=80, help="texts of a family")
    asked = parser.parse_args()
    rows = [json.loads(line) for line in gzip.decompress(asked.corpus.read_bytes()).decode().splitlines()]
    library = ruleset.load().library
    texts = defaultdict(list)
    for family, text, exchanged in mixed(rows, 5):
        texts[family].append((text, exchanged))
    for family, listed in sorted(texts.items()):
        named = right = sentences = 0
        chosen = random.Random(5).sample(listed, min(asked.most, len(listed)))
        for text, exchanged in chosen:
            document = Document.of(text)
            places = [(text.find(line), text.find(line) + len(line)) for line in exchanged]
            evidence = suspicion.heaviest(document, library)
            named += len(evidence)
            right += sum(any(start <= span.start < end for start, end in places) for span, _ in evidence)
            sentences += len(document.view(segment.sentences))
        print(f"{family}: {len(chosen)} texts, {right / named:.2f} of {named} sentences named were exchanged, by chance {3 * len(chosen) / sentences:.2f}")


if __name__ == "__main__":
    main()
