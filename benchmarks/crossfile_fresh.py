"""The same questions as `crossfile.py`, on articles and with a generator that had no part in setting any parameter.

python benchmarks/crossfile_fresh.py [--corpora ../shared/corpora] [--develop] [--most 200] [--seed 31]

Pages are those of the dates corpus that the boilerplate corpus does not hold; the second set is one campaign as seven papers reported it (the attribution
corpus). `--develop` takes half a of `crossfile.py` instead: the only articles on which this generator was tried while the rules were worked on.
"""

import argparse
import gzip
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import crossfile as planted
from benchmarks import crossfile_retold as retold
from benchmarks.crossfile import Article
from lint import ruleset
from lint.crossfile import facts, judgement
from lint.model import Finding
from lint.text import decode

PLANTS = {"quotation": retold.quotation, "figure": retold.figure, "name": retold.surname, "day": retold.weekday}
DATED = "Published: 16 May 2024"


def pages(corpora: Path) -> list[Article]:
    """One text of at least 250 words for each page of the dates corpus that is not in the boilerplate corpus."""
    with gzip.open(corpora / "boilerplate" / "dev.jsonl.gz", "rt", encoding="utf-8") as rows:
        known = {row["page"] for row in map(json.loads, rows)}
    best: dict[str, str] = {}
    with gzip.open(corpora / "dates" / "dev.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            if row["page"] not in known and row["lang"] == "en" and len(row["text"]) > len(best.get(row["page"], "")):
                best[row["page"]] = row["text"]
    return [Article(page, [p for p in text.split("\n") if p.strip()]) for page, text in sorted(best.items()) if len(text.split()) >= 250]


def campaign(corpora: Path) -> list[Article]:
    """Whole articles on one election campaign, as published by seven papers, of at least 250 words."""
    told: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    with gzip.open(corpora / "attribution" / "dev.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            if row["source"] == "polnear":
                told[row["doc"]][row["para"]].append(row["sentence"])
    found = [Article(doc, [" ".join(s) for _, s in sorted(paragraphs.items())]) for doc, paragraphs in sorted(told.items())]
    return [a for a in found if len(a.text.split()) >= 250]


def copies(chosen: list[Article], rules: ruleset.RuleSet, rng: random.Random) -> dict[str, object]:
    """Pairs reported as copies among all texts judged together, and those that MinHash-LSH finds at each threshold."""
    words = [w for a in chosen for w in a.text.split()]
    texts = {a.page: a.text for a in chosen}
    truth = set()
    for i, article in enumerate(chosen[::2]):
        name = f"{article.page}#copy"
        texts[name] = retold.copied(article.paragraphs, planted.SHARES[i % len(planted.SHARES)], rng, words)
        truth.add(frozenset((article.page, name)))
    return planted.copies_found(texts, truth, rules)


def drifts(chosen: list[Article], rules: ruleset.RuleSet, rng: random.Random) -> dict[str, object]:
    """One drift in each second report of an article, and one second report without any."""
    score = planted.Score()
    met: Counter[bool] = Counter()
    for article in chosen:
        for kind, plant in PLANTS.items():
            head = f"{DATED}\n\n" if kind == "day" else ""
            told = plant(head + retold.retold(article.paragraphs, rng), rng)
            if told is not None:
                judged = planted.judged(rules, head + article.text, told[0])
                met[judged.told == 1] += 1
                score.count(kind, planted.CODES[kind], told[1], judged.findings)
        score.count("none", "", "", planted.judged(rules, article.text, retold.retold(article.paragraphs, rng)).findings)
    return {**score.shown(), "one event seen as one": f"{met[True]}/{met.total()}"}


def happenings(rules: ruleset.RuleSet, rng: random.Random, tellings: tuple[retold.Telling, ...], count: int) -> dict[str, object]:
    """Made-up events told in two wordings, and pairs of siblings, the next event of the kind one to three days later."""
    score = planted.Score()
    right: Counter[tuple[bool, bool]] = Counter()
    for tell in tellings:
        for i in range(count):
            told = retold.happening(rng)
            for kind in PLANTS:
                other, drifted = retold.drifted(told, kind, rng)
                judged = planted.judged(rules, tell(told, False), tell(other, True))
                right[True, judged.told == 1] += 1
                score.count(kind, planted.CODES[kind], drifted, judged.findings)
            for second in (False, True):
                judged = planted.judged(rules, tell(told, i % 2 == 0), tell(retold.sibling(told, rng), second))
                right[False, judged.told == 1] += 1
                score.count("none", "", "", judged.findings)
    return {**score.shown(), **_event_pairs(right)}


def _event_pairs(right: Counter[tuple[bool, bool]]) -> dict[str, str]:
    """How many pairs were taken for one event, by whether they are."""
    true, false, missed = right[True, True], right[False, True], right[True, False]
    return {
        "pairs of one event": f"{true} of {true + missed} joined",
        "pairs of two events": f"{false} of {false + right[False, False]} joined",
        "event pairs": f"precision {true / max(1, true + false):.3f}, recall {true / max(1, true + missed):.3f}",
    }


OUTLETS = "Herald Courier Tribune Gazette Post Chronicle".split()
CREDITS = ("{0} told the {1}.", "The {1} reported first on the matter.", "That is according to the {1}.", "“It was a hard day,” {0} told the {1}.")


def circles(rules: ruleset.RuleSet, rng: random.Random, count: int) -> dict[str, object]:
    """Texts on one event whose outlets credit each other, two or three in a ring, beside texts of which one credits the other, or all an outlet apart."""
    found: Counter[str] = Counter()
    for number in range(count):
        for kind in ("ring of two", "ring of three", "one way", "outlet apart"):
            told = retold.happening(rng)
            tell = rng.choice(retold.TELLINGS)
            outlets = [f"{retold.name(rng)} {kind}" for kind in rng.sample(OUTLETS, 4)]
            size = 3 if kind == "ring of three" else 2
            texts = []
            for i in range(size):
                to = outlets[3] if kind == "outlet apart" else outlets[(i + 1) % size]
                credit = "" if kind == "one way" and i == number % 2 else rng.choice(CREDITS).format(told.voice, to)
                texts.append(f"Source: {outlets[i]} Published: {told.published.isoformat()}\n\n{tell(told, i % 2 == 1)} {credit}")
            gathered = [facts.gather(decode.document(text, f"{i}.txt"), rules.library) for i, text in enumerate(texts)]
            judged = judgement.judge(gathered, rules.library, [r for r in rules.library.of_kind("crossfile") if r.code == "XD007"])
            found[kind] += bool(judged.findings)
    return {kind: f"{hit}/{count} reported" for kind, hit in sorted(found.items())} | {"of each": count}


def real_events(corpora: Path, rules: ruleset.RuleSet) -> dict[str, object]:
    """Articles of three outlets on one event, as the annotators of BASIL chose them, all judged together with their days of publication."""
    told: dict[str, list[str]] = defaultdict(list)
    with gzip.open(corpora / "attribution" / "dev.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            if row["source"] == "basil":
                told[row["doc"]] = told[row["doc"]] or [f"Published: {row['date']}\n"]
                told[row["doc"]].append(row["sentence"])
    gathered = [facts.gather(decode.document("\n".join(text), doc), rules.library) for doc, text in sorted(told.items())]
    judged = judgement.judge(gathered, rules.library, rules.library.of_kind("crossfile"))
    home = {path: i for i, event in enumerate(judged.events) for path in event.files}
    right: Counter[tuple[bool, bool]] = Counter()
    for one, other in combinations(sorted(told), 2):
        right[one.split("_")[0] == other.split("_")[0], home.get(one, one) == home.get(other, other)] += 1
    return {"articles": len(told), **_event_pairs(right), "findings": dict(Counter(f.code for f in judged.findings)), "shown": _shown(judged.findings)}


def _shown(findings: Iterable[Finding]) -> list[str]:
    return [f"{f.code} {f.severity.label} {f.path} | {f.related[0].path}: {f.message}" for f in findings]


def folder(chosen: list[Article], rules: ruleset.RuleSet) -> dict[str, object]:
    """Every warning between these articles, as they are, judged together: nothing was planted in them."""
    gathered = [facts.gather(decode.document(a.text, a.page), rules.library) for a in chosen]
    found = judgement.judge(gathered, rules.library, rules.library.of_kind("crossfile"))
    return {
        "files": len(chosen),
        "events told by several": len(found.events),
        "findings": dict(Counter(f.code for f in found.findings)),
        "warnings": _shown(f for f in found.findings if f.severity.label == "warning"),
    }


def main() -> int:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "corpora")
    parser.add_argument("--develop", action="store_true")
    parser.add_argument("--most", type=int, default=200, help="So many texts of each set, spread over it.")
    parser.add_argument("--seed", type=int, default=31)
    args = parser.parse_args()
    sets = {
        "pages": planted.articles(args.corpora, "a") if args.develop else pages(args.corpora),
        "few topics": planted.same_topic(args.corpora, "a") if args.develop else campaign(args.corpora),
    }
    rules = ruleset.load()
    result: dict[str, object] = {}
    for name, found in sets.items():
        chosen = found[:: max(1, len(found) // args.most)][: args.most]
        result[name] = {
            "articles": len(chosen),
            "copies": copies(chosen, rules, random.Random(args.seed)),
            "drifts": drifts(chosen, rules, random.Random(args.seed + 1)),
            "as they are": folder(chosen, rules),
        }
    tellings = retold.TELLINGS if args.develop else retold.HELD_OUT
    result["circular credits"] = circles(rules, random.Random(args.seed + 3), 60)
    result["made-up events"] = happenings(rules, random.Random(args.seed + 2), tellings, 120 // len(tellings))
    if not args.develop:
        result["real events"] = real_events(args.corpora, rules)
    print(json.dumps(result, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
