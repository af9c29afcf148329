"""How well copies and drifts between files are found, on planted data made from real articles; parameters on one half, figures from the other.

python benchmarks/crossfile.py [--corpora ../shared/corpora] [--half a|b] [--json]
"""

import argparse
import gzip
import hashlib
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lint import ruleset
from lint.crossfile import copies, facts, index, judgement
from lint.text import decode, quotes, segment

CALENDAR = frozenset("Monday Tuesday Wednesday Thursday Saturday January February September October November December".split())
SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)


@dataclass
class Article:
    """A page's article text, a paragraph a line."""

    page: str
    paragraphs: list[str]

    @property
    def text(self) -> str:
        """The paragraphs with blank lines between."""
        return "\n\n".join(self.paragraphs)


def articles(corpora: Path, half: str) -> list[Article]:
    """One article a page with at least 250 words, from the half of the pages whose hash says so."""
    best: dict[str, list[str]] = {}
    with gzip.open(corpora / "boilerplate" / "dev.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            lines = [x["t"] for x in row["lines"] if x["l"] in ("article", "title", "meta")]
            if sum(len(x.split()) for x in lines) > sum(len(x.split()) for x in best.get(row["page"], [])):
                best[row["page"]] = lines
    chosen = [Article(page, lines) for page, lines in sorted(best.items()) if sum(len(x.split()) for x in lines) >= 250]
    return [a for a in chosen if (int(hashlib.sha256(a.page.encode()).hexdigest()[-1], 16) % 2 == 0) == (half == "a")]


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    document = decode.document(text)
    return [document[s.span] for s in document.view(segment.sentences)]


def edited(article: Article, share: float, rng: random.Random, foreign: list[str]) -> str:
    """A copy with this share of its sentences edited (words replaced, dropped or moved), paragraphs partly re-ordered, the last credit dropped."""
    paragraphs = []
    for paragraph in article.paragraphs:
        parts = [_edited(s, rng, foreign) if rng.random() < share else s for s in sentences(paragraph)]
        paragraphs.append(" ".join(parts))
    if rng.random() < 0.5:
        head, rest = paragraphs[:1], paragraphs[1:]
        rng.shuffle(rest)
        paragraphs = head + rest
    return "\n\n".join(paragraphs[: len(paragraphs) - rng.randint(0, 1)])


def _edited(sentence: str, rng: random.Random, foreign: list[str]) -> str:
    words = sentence.split()
    for i in range(len(words)):
        if rng.random() < 0.3:
            words[i] = rng.choice(foreign) if rng.random() < 0.7 else ""
    if len(words) > 6 and rng.random() < 0.5:
        cut = rng.randint(2, len(words) - 2)
        words = words[cut:] + words[:cut]
    return " ".join(w for w in words if w)


def copy_figures(chosen: list[Article], library: object, rng: random.Random) -> dict[str, object]:
    """Pairs found among planted copies, by newslint and by MinHash-LSH at its best threshold."""
    foreign = [w for a in chosen for w in a.text.split()]
    texts = {a.page: a.text for a in chosen}
    truth = set()
    for i, article in enumerate(chosen):
        if i % 2 == 0:
            name = f"{article.page}#copy"
            texts[name] = edited(article, SHARES[(i // 2) % len(SHARES)], rng, foreign)
            truth.add(frozenset((article.page, name)))
    gathered = [facts.gather(decode.document(text, name), library) for name, text in texts.items()]  # type: ignore[arg-type]
    found = set()
    for a, b in copies.candidates(index.made(gathered, lambda word: 0).prints):
        shared = copies.compare(a, gathered[a], b, gathered[b])
        if shared and shared.kind in ("copy", "adapted"):
            found.add(frozenset((gathered[a].path, gathered[b].path)))
    return {
        "files": len(texts),
        "pairs": len(truth),
        "newslint": _rates(found, truth),
        "minhash": {f"{t:.2f}": _rates(pairs, truth) for t, pairs in minhash(texts)},
        "false": [sorted(p) for p in found - truth],
        "missed": [sorted(p) for p in truth - found],
    }


def minhash(texts: dict[str, str]) -> Iterator[tuple[float, set[frozenset[str]]]]:
    """Pairs by datasketch MinHash-LSH over 5-word shingles, 128 permutations, for each threshold."""
    from datasketch import MinHash, MinHashLSH

    sketches = {}
    for name, text in texts.items():
        words = re.findall(r"\w+", text.lower())
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[i : i + 5]).encode() for i in range(len(words) - 4)])
        sketches[name] = sketch
    for threshold in (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7):
        index = MinHashLSH(threshold=threshold, num_perm=128)
        for name, sketch in sketches.items():
            index.insert(name, sketch)
        pairs = {frozenset((name, other)) for name, sketch in sketches.items() for other in index.query(sketch) if other != name}
        yield threshold, {p for p in pairs if sketches[min(p)].jaccard(sketches[max(p)]) >= threshold}


def drift_figures(chosen: list[Article], rules: ruleset.RuleSet, rng: random.Random) -> dict[str, object]:
    """One planted drift in each second report of an event: a quotation in other words, a figure changed, a name misspelt."""
    score: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    wrong: list[str] = []
    active = [r for r in rules.library.of_kind("crossfile") if r.code in ("XD001", "XD002", "XD005")]
    for article in chosen:
        for kind, code, plant in (("quotation", "XD002", _quotation), ("figure", "XD001", _figure), ("name", "XD005", _name)):
            body = _second_report(article, rng)
            planted = plant(body, rng)
            if planted is None:
                continue
            text, drifted = planted
            gathered = [facts.gather(decode.document(t, n), rules.library) for n, t in (("first", article.text), ("second", text))]
            found = judgement.judge(gathered, rules.library, active).findings
            places = [(f.code, {f.text, *(p.message for p in f.related)}) for f in found if f.severity.label != "info"]
            right = [c == code and any(drifted in t or t in drifted for t in texts if t) for c, texts in places]
            score[kind][0] += any(right)
            score[kind][1] += not any(right)
            for (c, texts), ok in zip(places, right, strict=True):
                if not ok:
                    score["wrong"][2] += 1
                    wrong.append(f"{c}: {sorted(t[:60] for t in texts)}")
    hit = sum(s[0] for s in score.values())
    false = score["wrong"][2]
    return {
        "recall": {k: f"{s[0]}/{s[0] + s[1]}" for k, s in score.items() if k != "wrong"},
        "precision": round(hit / (hit + false), 3) if hit + false else None,
        "false": false,
        "examples": wrong[:15],
    }


def _second_report(article: Article, rng: random.Random) -> str:
    """About two thirds of the article's paragraphs, in order: what another outlet kept of the story."""
    kept = [p for i, p in enumerate(article.paragraphs) if i < 2 or rng.random() < 0.66]
    return "\n\n".join(kept)


SYNONYMS = dict(
    pair.split("=")
    for pair in """the=this we=they is=remains are=remain very=truly will=shall people=persons need=require big=large want=wish think=believe going=about
    not=hardly all=every our=the good=fine have=hold can=may""".split()
)


def _quotation(text: str, rng: random.Random) -> tuple[str, str] | None:
    document = decode.document(text)
    long = [q for q in document.view(quotes.outer) if len(document[q.content].split()) >= 9]
    rng.shuffle(long)
    for q in long:
        words = document[q.content].split()
        places = [i for i, w in enumerate(words) if w.lower() in SYNONYMS]
        if len(places) < 2:
            continue
        for i in rng.sample(places, min(len(places), max(2, len(words) // 7))):
            words[i] = SYNONYMS[words[i].lower()]
        new = " ".join(words)
        return text[: q.content.start] + new + text[q.content.end :], new
    return None


def _figure(text: str, rng: random.Random) -> tuple[str, str] | None:
    matches = [m for m in re.finditer(r"(?<![\d.,$:/-])\b(\d{2,3})(?= [a-z]{4,}s\b)", text) if m.group(1) not in ("20", "19")]
    if not matches:
        return None
    m = rng.choice(matches)
    new = str(int(int(m.group(1)) * rng.choice((1.3, 1.5, 2, 0.6))) + 1)
    return text[: m.start()] + new + text[m.end() :], new


def _name(text: str, rng: random.Random) -> tuple[str, str] | None:
    candidates = sorted({m.group(1) for m in re.finditer(r"(?<=[a-z] )([A-Z][a-z]{6,11})\b", text)})
    rng.shuffle(candidates)
    for word in candidates:
        if word in CALENDAR or len(re.findall(rf"\b{word}\b", text)) < 2:
            continue
        i = rng.randint(2, len(word) - 2)
        new = word[:i] + word[i] + word[i:] if rng.random() < 0.5 else word[:i] + word[i + 1] + word[i] + word[i + 2 :]
        if new != word:
            return re.sub(rf"\b{word}\b", new, text), new
    return None


def _rates(found: set[frozenset[str]], truth: set[frozenset[str]]) -> dict[str, float]:
    hit = len(found & truth)
    return {"precision": round(hit / len(found), 3) if found else 0.0, "recall": round(hit / len(truth), 3)}


def main() -> int:
    """Print the figures of one half as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "corpora")
    parser.add_argument("--half", choices=("a", "b"), default="b")
    args = parser.parse_args()
    chosen = articles(args.corpora, args.half)
    rules = ruleset.load()
    result = {
        "articles": len(chosen),
        "copies": copy_figures(chosen, rules.library, random.Random(7)),
        "drifts": drift_figures(chosen, rules, random.Random(8)),
    }
    print(json.dumps(result, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
