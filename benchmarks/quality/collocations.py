"""Whether two ordinary words that never stand side by side elsewhere tell garbled text: how often such pairs come in garbled and in human documents.

    PYTHONPATH=. python benchmarks/quality/collocations.py PATH/corpora        needs symspellpy, for the table of bigrams that it packages

A pair counts where chance would have it stand in the table so many times as often as the rarest pair that does, and it is not there. Two tables: the
packaged one, and one of the human texts of the corpora themselves, of which a document is never judged by its own half. Prints the share of documents with
such a pair and the pairs in 1,000 words.
"""

import gzip
import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

PAIR = re.compile(r"(?<![\w'-])([a-z]{2,}) (?=([a-z]{2,})(?![\w'-]))")
CLASSES = ("core", "human-original", "human-translated", "mt-good")
Odd = Callable[[str, str, str], bool]


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a corpus file."""
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().splitlines()]


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """Words in small letters that one blank parts."""
    return ((m[1], m[2]) for m in PAIR.finditer(text))


def packaged(times: float) -> Odd:
    """Pairs that the packaged table lacks."""
    folder = resources.files("symspellpy")
    read = (folder / name for name in ("frequency_dictionary_en_82_765.txt", "frequency_bigramdictionary_en_243_342.txt"))
    words, listed = ([line.split() for line in file.read_text("utf-8-sig").splitlines()] for file in read)
    count, known = {word: int(n) for word, n in words}, {(one, other): int(n) for one, other, n in listed}
    chance, least = sum(known.values()) / sum(count.values()) ** 2, times * min(known.values())
    return lambda one, other, _: min(len(one), len(other)) > 3 and (one, other) not in known and count.get(one, 0) * count.get(other, 0) * chance >= least


def own(corpora: Path, documents: list[dict[str, Any]], times: float) -> Odd:
    """Pairs that the human texts of the other half lack."""
    news = {"\n".join(line["t"] for line in row["lines"] if line["l"] == "article") for row in rows(corpora / "boilerplate" / "dev.jsonl.gz")}
    known = [Counter(pair for text in news for pair in pairs(text)) for _ in range(2)]
    for row in documents:
        if row["label"] in ("human-original", "human-translated"):
            known[1 - half(row["doc_id"])].update(pairs(row["text"]))
    single: list[Counter[str]] = [Counter() for _ in range(2)]
    for count, table in zip(single, known, strict=True):
        for (one, _), n in table.items():
            count[one] += n
    total = [sum(table.values()) for table in known]

    def odd(one: str, other: str, document: str) -> bool:
        side = half(document)
        return (one, other) not in known[side] and single[side][one] * single[side][other] >= times * total[side]

    return odd


def half(document: str) -> int:
    """Which half of the articles a document belongs to."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % 2


def show(documents: list[dict[str, Any]], name: str, odd: Odd) -> None:
    """A line for each class."""
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in documents:
        found = sum(odd(one, other, row["doc_id"]) for one, other in pairs(row["text"]))
        told["core" if row["core"] else row["label"]].append((found, row["words"]))
    for label in CLASSES:
        counts = told[label]
        share, rate = sum(n > 0 for n, _ in counts) / len(counts), 1000 * sum(n for n, _ in counts) / sum(w for _, w in counts)
        print(f"{name:22} {label:18} {share:6.1%} of {len(counts):5,} documents  {rate:7.3f} in 1,000 words")


def main() -> None:
    """Both tables at several strengths."""
    corpora = Path(sys.argv[1])
    documents = rows(corpora / "garbled" / "docs.jsonl.gz")
    for times in (1, 3, 10):
        show(documents, f"packaged, {times} times", packaged(times))
    for times in (2, 4, 8, 16):
        show(documents, f"human texts, {times} times", own(corpora, documents, times))


if __name__ == "__main__":
    main()
