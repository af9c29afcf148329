"""Learn the weights of `rules/lexicons/cue-weights.yaml` and `attitude-weights.yaml` from articles in which people marked every cue.

    python benchmarks/quality/train_cues.py CORPUS.jsonl.gz SCORING-FOLDER            # halves: learn on one, measure on the other
    python benchmarks/quality/train_cues.py CORPUS.jsonl.gz SCORING-FOLDER --write    # learn on all, write the files
    python benchmarks/quality/train_cues.py CORPUS.jsonl.gz SCORING-FOLDER --write --kind attitude    # only this one

A candidate is a word that can be a cue, or one of the words for attitudes, which people marked as cues too; it is right when it lies in a marked cue.
L1 keeps the number of weights small. Needs scikit-learn.
"""

import argparse
import gzip
import hashlib
import json
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from lint import rulefolder
from lint.text import cues, segment
from lint.text.document import Document

SMALL = frozenset(
    """is are was were be been being has have had will would could can may might must should do does did the a an this that these those any no some every
    each his her
    its their our my
    i we you he she they it who which him them me us in on at by for from with during after before under over about into through against
    without within since until across among between of as to than not never and or but also so more very most up out off only now there""".split()
)
FEWEST = 3
WEIGHT = {"polnear": 1.0, "vaccorp": 3.0}
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


def half(document):
    """The half of the data a document belongs to, 0 or 1."""
    return int(hashlib.sha256(f"h{document}".encode()).hexdigest(), 16) % 2


def documents(path, article):
    """Name, rows, text, sentence spans and marked cues of each document."""
    rows = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["source"] in WEIGHT:
                rows[row["doc"]].append(row)
    for name, listed in rows.items():
        text, spans = article(listed)
        gold = sorted(
            (a + x, a + y) for row, (a, _) in zip(listed, spans) for found in row["attributions"] for x, y in (found.get("spans") or {}).get("cue", [])
        )
        yield name, listed, text, spans, gold


def marked(gold, start, end):
    """Whether a stretch lies in a marked cue."""
    k = bisect_right(gold, (start, 10**9))
    return any(a < end and start < b for a, b in gold[max(0, k - 3) : k])


def vocabulary(chosen, kind):
    """The words that can be of a kind: those of the lists, and other cues that people marked; a day is no word of saying."""
    if kind == "attitude":
        return set(cues.attitude_forms())
    count = Counter()
    for _, _, text, _, gold in chosen:
        tokens = Document.of(text).view(segment.tokens)
        count.update(w for w, a, b in zip(tokens.lowered, tokens.starts, tokens.ends) if marked(gold, a, b))
    return {w for w, n in count.items() if n >= 2 and w[0].isalpha() and w not in SMALL | DAYS} | set(cues.lemmas()) | set(cues._MARKS)


def samples(chosen, words, kind="cue"):
    """The evidence for every candidate, whether it is right, and the sentence it stands in."""
    evidence, right, place, sentences = [], [], [], []
    for name, rows, text, spans, gold in chosen:
        document = Document.of(text)
        tokens = document.view(segment.tokens)
        classes = document.view(cues.classes)
        starts = [a for a, _ in spans]
        base, s = len(sentences), 0
        sentences += [(name, r) for r in rows]
        for i, word in enumerate(tokens.lowered):
            if word not in words:
                continue
            while tokens.first[s + 1] <= i:
                s += 1
            evidence.append([f"{g}\t{k}" for g, k in cues.evidence(document, tokens, classes, i, tokens.first[s], tokens.first[s + 1], kind)])
            right.append(marked(gold, tokens.starts[i], tokens.ends[i]))
            place.append(base + max(0, bisect_right(starts, tokens.starts[i]) - 1))
    return evidence, np.array(right), np.array(place), sentences


def learn(chosen, strength, kind="cue"):
    """Weights by piece of evidence, and the words they are about."""
    words = vocabulary(chosen, kind)
    evidence, right, place, sentences = samples(chosen, words, kind)
    count = Counter(e for listed in evidence for e in listed)
    kept = {e for e, n in count.items() if n >= FEWEST}
    vectors = DictVectorizer(dtype=np.float32)
    matrix = vectors.fit_transform([dict.fromkeys(filter(kept.__contains__, listed), 1) for listed in evidence])
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    weight = np.array([WEIGHT[sentences[p][1]["source"]] for p in place])
    model = LogisticRegression(C=strength, l1_ratio=1.0, max_iter=400, solver="liblinear").fit(matrix, right, sample_weight=weight)
    weights = {e: round(float(w), 2) for e, w in zip(vectors.get_feature_names_out(), model.coef_[0]) if abs(w) >= 0.02}
    weights["bias\t"] = round(float(model.intercept_[0]), 2)
    if kind == "attitude":
        return weights, words
    forms = {e.partition("\t")[2] for e in weights if e.startswith("form\t")}
    return weights, words & (forms | set(cues.lemmas()) | set(cues._MARKS))


def chances(weights, words, chosen, kind="cue"):
    """The probability of each sentence to hold one at all, that of its likeliest candidate, and the sentences."""
    evidence, _, place, sentences = samples(chosen, words, kind)
    score = np.array([weights["bias\t"] + sum(weights.get(e, 0) for e in listed) for listed in evidence])
    probability = 1 / (1 + np.exp(-score))
    together, best = np.zeros(len(sentences)), np.zeros(len(sentences))
    np.add.at(together, place, np.log(1 - np.minimum(probability, 0.999)))
    np.maximum.at(best, place, probability)
    return 1 - np.exp(together), best, sentences


def measure(weights, words, chosen):
    """Print precision, recall and F1 by sentence at several thresholds."""
    together, best, sentences = chances(weights, words, chosen)
    gold, source = np.array([r["has_attribution"] for _, r in sentences]), np.array([r["source"] for _, r in sentences])
    for name in WEIGHT:
        for sure in (0.35, 0.4, 0.45):
            line = []
            for enough in (0.3, 0.35, 0.4, 0.45, 0.5):
                here = ((best >= sure) | (together >= enough))[source == name]
                hits = (here & gold[source == name]).sum()
                p, r = hits / here.sum(), hits / gold[source == name].sum()
                line.append(f"{enough}: {p:.3f} {r:.3f} {2 * p * r / (p + r):.3f}")
            print(name, "sure", sure, "together", *line, sep="  ", flush=True)


ABOUT = {
    "cue": """How much each piece of evidence speaks for a word being a cue of saying or thinking (log odds), learned by benchmarks/quality/train_cues.py
  from articles in which people marked every cue. before1 and after1 are the nearest neighbours, by word class.""",
    "attitude": """How much each piece of evidence speaks for a word of attitude-words handing an attitude to somebody (log odds), learned by
  benchmarks/quality/train_cues.py from articles in which people marked every cue. before1 and after1 are the nearest neighbours, by word class.""",
}


def write(weights, kind):
    """Write the weights of a kind as a lexicon."""
    groups = defaultdict(dict)
    for key, value in weights.items():
        group, _, name = key.partition("\t")
        groups[group][name] = value
    lines = [
        f"name: {kind}-weights",
        "about: >-",
        f"  {ABOUT[kind]}",
        "references:",
        "  - https://github.com/networkdynamics/PolNeAR",
        "entries:",
    ]
    for group in cues.GROUPS:
        if groups[group]:
            lines.append(f"  {group}:")
            lines += [f"    {json.dumps(k, ensure_ascii=False)}: {v}" for k, v in sorted(groups[group].items(), key=lambda kv: (-kv[1], kv[0]))]
    (rulefolder.folder() / "lexicons" / f"{kind}-weights.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    """Learn and measure, or learn and write."""
    options = argparse.ArgumentParser()
    options.add_argument("corpus", type=Path)
    options.add_argument("scoring", type=Path)
    options.add_argument("--write", action="store_true")
    options.add_argument("--kind", choices=list(ABOUT))
    options.add_argument("--strength", type=float, default=0.3)
    given = options.parse_args()
    sys.path.insert(0, str(given.scoring))
    from attribution import article

    listed = list(documents(given.corpus, article))
    if given.write:
        for kind in [given.kind] if given.kind else ABOUT:
            weights, _ = learn(listed, given.strength, kind)
            write(weights, kind)
            print(kind, len(weights), "weights written")
        return
    for n in (0, 1):
        weights, words = learn([d for d in listed if half(d[0]) == n], given.strength)
        print("learned on half", n, len(weights), "weights")
        measure(weights, words, [d for d in listed if half(d[0]) != n])


if __name__ == "__main__":
    main()
