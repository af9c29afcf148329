"""How well copies and drifts between files are found, on planted data made from real articles; parameters on one half, figures from the other.

python benchmarks/crossfile.py [--corpora ../shared/corpora] [--half a|b] [--most 240]
"""

import argparse
import gzip
import hashlib
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import crossfile_reports as reports
from lint import ruleset
from lint.crossfile import facts, judgement
from lint.model import Finding
from lint.text import decode, quotes, segment

MONTHS = "January February March April May June July August September October November December".split()
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


def same_topic(corpora: Path, half: str) -> list[Article]:
    """News reports on few topics (one war, one league, one market), from the half that the hash of their id says; none repeats a sentence of an earlier one."""
    seen: set[str] = set()
    chosen = []
    with gzip.open(corpora / "garbled" / "docs.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            if row["label"] != "human-original" or (int(hashlib.sha256(row["doc_id"].encode()).hexdigest()[-1], 16) % 2 == 0) != (half == "a"):
                continue
            long = {" ".join(re.findall(r"\w+", part.lower())) for part in re.split(r"(?<=[.!?])\s|\n", row["text"]) if len(part.split()) >= 12}
            if not long & seen and row["words"] >= 150:
                chosen.append(Article(row["id"], row["text"].split("\n")))
            seen |= long
    return chosen


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


def copy_figures(chosen: list[Article], rules: ruleset.RuleSet, rng: random.Random) -> dict[str, object]:
    """Pairs found among planted copies, by newslint and by MinHash-LSH at its best threshold."""
    foreign = [w for a in chosen for w in a.text.split()]
    texts = {a.page: a.text for a in chosen}
    truth = set()
    for i, article in enumerate(chosen):
        if i % 2 == 0:
            name = f"{article.page}#copy"
            texts[name] = edited(article, SHARES[(i // 2) % len(SHARES)], rng, foreign)
            truth.add(frozenset((article.page, name)))
    return copies_found(texts, truth, rules)


def copies_found(texts: dict[str, str], truth: set[frozenset[str]], rules: ruleset.RuleSet) -> dict[str, object]:
    """The planted pairs among those that XD006 reports when all texts are judged together, and among those of MinHash-LSH at each threshold."""
    gathered = [facts.gather(decode.document(text, name), rules.library) for name, text in texts.items()]
    copied = judgement.judge(gathered, rules.library, [r for r in rules.library.of_kind("crossfile") if r.code == "XD006"])
    found = {frozenset((f.path, place.path)) for f in copied.findings for place in f.related}
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


class Score:
    """What was planted and found, kind by kind, and what was found that nobody planted."""

    def __init__(self) -> None:
        self.kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self.right = 0
        self.wrong: list[str] = []

    def count(self, kind: str, code: str, drifted: str, findings: Iterable[Finding]) -> None:
        """Add the findings of one pair of texts in which `drifted` was planted; nothing was where it is empty."""
        hit = False
        for f in findings:
            texts = [f.text, *(p.message for p in f.related)]
            if drifted and f.code == code and any(t and (drifted in t or t in drifted) for t in texts):
                hit = True
                self.right += 1
            elif f.severity.label != "info":
                self.wrong.append(f"{f.code}: {sorted(t[:60] for t in texts)}")
        if drifted:
            self.kinds[kind][0] += hit
            self.kinds[kind][1] += 1

    def shown(self) -> dict[str, object]:
        """The figures."""
        found = self.right + len(self.wrong)
        return {
            "recall": {k: f"{hit}/{all_} = {hit / all_:.3f}" for k, (hit, all_) in self.kinds.items()},
            "precision": f"{self.right}/{found} = {self.right / found:.3f}" if found else None,
            "false": self.wrong[:15],
        }


CODES = {"quotation": "XD002", "figure": "XD001", "name": "XD005", "day": "XD008"}


def judged(rules: ruleset.RuleSet, *texts: str) -> judgement.Judgement:
    """These texts judged together by the rules that find drifts."""
    active = [r for r in rules.library.of_kind("crossfile") if r.code in CODES.values()]
    return judgement.judge([facts.gather(decode.document(t, f"{i}.txt"), rules.library) for i, t in enumerate(texts)], rules.library, active)


def drift_figures(chosen: list[Article], rules: ruleset.RuleSet, rng: random.Random) -> dict[str, object]:
    """One planted drift in each second report of an event; the second report keeps two thirds of the paragraphs and has other words outside quotations."""
    score = Score()
    for article in chosen:
        for kind, plant in (("quotation", _quotation), ("figure", _figure), ("name", _name), ("day", _day)):
            first, body = _dated(article.text, kind), _dated(_reworded(_second_report(article, rng), rng), kind)
            planted = plant(body, rng)
            if planted is not None:
                score.count(kind, CODES[kind], planted[1], judged(rules, first, planted[0]).findings)
    return score.shown()


def report_figures(rules: ruleset.RuleSet, rng: random.Random, count: int = 30) -> dict[str, object]:
    """Reports in different words on one event with one drift, or with a harmless difference; and on two events of one kind, which must stay apart."""
    score = Score()
    apart = met = 0
    for tell in reports.KINDS:
        for _ in range(count):
            for kind in CODES:
                told = reports.event(rng)
                other, drifted = reports.drifted(told, kind, rng)
                score.count(kind, CODES[kind], drifted, judged(rules, tell(told, False), tell(other, True)).findings)
            told = reports.event(rng)
            pair = judged(rules, tell(told, False), tell(reports.harmless(told, rng), True))
            met += pair.told == 1
            score.count("none", "", "", pair.findings)
            sibling = judged(rules, tell(told, False), tell(reports.sibling(told, rng), rng.random() < 0.5))
            apart += sibling.told == 2
            score.count("none", "", "", sibling.findings)
    pairs = count * len(reports.KINDS)
    return {**score.shown(), "one event seen as one": f"{met}/{pairs}", "two events of one kind seen as two": f"{apart}/{pairs}"}


def _dated(text: str, kind: str) -> str:
    """For drifting days both reports need a day of publication; it is a Thursday."""
    return f"Published: 16 May 2024\n\n{text}" if kind == "day" else text


def _reworded(text: str, rng: random.Random) -> str:
    """The text with common words outside quotation marks exchanged and the last clause of some sentences moved to the front."""
    spans = [(q.span.start, q.span.end) for q in decode.document(text).view(quotes.outer)]

    def exchanged(m: re.Match[str]) -> str:
        inside = any(start <= m.start() < end for start, end in spans)
        return m.group() if inside or rng.random() < 0.4 else PLAIN.get(m.group(), m.group())

    return re.sub(r"\b[a-z]+\b", exchanged, text)


PLAIN = dict(
    pair.split("=")
    for pair in """said=stated also=too because=since but=yet about=around many=numerous show=reveal shows=reveals help=assist start=begin started=began
    buy=purchase bought=purchased big=large small=little company=firm children=kids make=produce made=produced people=persons use=employ used=employed
    year=twelvemonth most=nearly after=following before=ahead while=whereas only=merely like=such found=discovered says=states""".split()
)


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
    """A quotation with words exchanged, and at times one left out or put in."""
    document = decode.document(text)
    long = [q for q in document.view(quotes.outer) if 9 <= len(document[q.content].split()) <= 45]
    rng.shuffle(long)
    for q in long:
        words = document[q.content].split()
        places = [i for i, w in enumerate(words) if w.lower() in SYNONYMS]
        if len(places) < 2:
            continue
        for i in rng.sample(places, min(len(places), max(2, len(words) // 7))):
            words[i] = SYNONYMS[words[i].lower()]
        if rng.random() < 0.5:
            words.insert(rng.randint(1, len(words) - 1), rng.choice(("really", "simply", "indeed")))
        else:
            del words[rng.randint(1, len(words) - 2)]
        new = " ".join(words)
        return text[: q.content.start] + new + text[q.content.end :], new
    return None


def _figure(text: str, rng: random.Random) -> tuple[str, str] | None:
    """A count with two digits swapped, off by some, or multiplied."""
    matches = [m for m in re.finditer(r"(?<![\d.,$:/-])\b(\d{2,3})(?= [a-z]{4,}s\b)", text) if m.group(1) not in ("20", "19")]
    if not matches:
        return None
    m = rng.choice(matches)
    old = int(m.group(1))
    new = rng.choice((reports.swapped(m.group(1)), str(old + rng.randint(3, 9)), str(int(old * rng.choice((1.3, 2, 0.6))) + 1)))
    return (text[: m.start()] + new + text[m.end() :], new) if int(new) != old and new[0] != "0" else None


def _name(text: str, rng: random.Random) -> tuple[str, str] | None:
    """A name misspelt throughout."""
    candidates = sorted({m.group(1) for m in re.finditer(r"(?<=[a-z] )([A-Z][a-z]{6,11})\b", text)})
    rng.shuffle(candidates)
    for word in candidates:
        if word not in CALENDAR and len(re.findall(rf"\b{word}\b", text)) >= 2:
            new = reports.misspelt(word, rng)
            return re.sub(rf"\b{word}\b", new, text), new
    return None


def _day(text: str, rng: random.Random) -> tuple[str, str] | None:
    """A weekday that is another one throughout."""
    named = re.findall(rf"(?<=on )({'|'.join(reports.WEEKDAYS)})\b(?!,? (?:and|or|to|night|{'|'.join(MONTHS)}|\d))", text)
    if not named:
        return None
    old = rng.choice(named)
    new = rng.choice([d for d in reports.WEEKDAYS if d not in text] or [d for d in reports.WEEKDAYS if d != old])
    return re.sub(rf"(?<=on ){old}\b", new, text), new


def _rates(found: set[frozenset[str]], truth: set[frozenset[str]]) -> dict[str, float]:
    hit = len(found & truth)
    return {"precision": round(hit / len(found), 3) if found else 0.0, "recall": round(hit / len(truth), 3)}


def main() -> int:
    """Print the figures of one half as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "corpora")
    parser.add_argument("--half", choices=("a", "b"), default="b")
    parser.add_argument("--most", type=int, default=240, help="So many texts of each kind, spread over the half.")
    args = parser.parse_args()
    chosen, topical = (found[:: max(1, len(found) // args.most)] for found in (articles(args.corpora, args.half), same_topic(args.corpora, args.half)))
    rules = ruleset.load()
    seed = 1 if args.half == "a" else 2
    result = {
        "pages": len(chosen),
        "copies of pages": copy_figures(chosen, rules, random.Random(7)),
        "reports on few topics": len(topical),
        "copies of reports": copy_figures(topical, rules, random.Random(7)),
        "drifts in pages": drift_figures(chosen, rules, random.Random(8)),
        "drifts in reports": drift_figures(topical, rules, random.Random(8)),
        "reports in other words": report_figures(rules, random.Random(seed)),
    }
    print(json.dumps(result, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
