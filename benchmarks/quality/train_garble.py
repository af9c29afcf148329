"""Learn rules/data/garble-score.json from the corpus of garbled news, and report how well it does on articles and on generators it has not seen.

usage: python benchmarks/quality/train_garble.py CORPORA [--report FILE.json] [--no-write]   (needs numpy, scipy and scikit-learn)

CORPORA holds `garbled`, whose rows are learned from and measured, and `attribution` and `boilerplate`, whose articles are further human text to learn from.
Two linear models are fitted: a sharp one over all features, and a general one over a handful of features with weights that cannot be negative, which holds for
generators it never saw. In the sharp one a sequence may weigh the more, the further its share is apart in garbled and in other texts (as in naive Bayes).
The score is that of either model: the logarithm of the sum of both odds. What edited English looks like, the table of pairs of masks,
is counted on human text alone. All figures are from five-fold cross-validation by source article; the table of a fold is counted without its articles.
"""

import argparse
import gzip
import hashlib
import json
import math
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from lint import ruleset
from lint.checks import suspicion
from lint.text.document import Document

GENERAL = ("certain", "likely", "word-of", "dash", "MT008", "MT012", "MT016", "MT017", "unlisted", "avoided")
LEAST = {1: 12, 2: 12, 3: 40}
LISTED = 3
KEPT = 6000
CONTRAST, FARTHEST = 0.7, 3.0
DENSE = 0.6
FAMILIES = {"smt": ("smt",), "round trip": ("rbmt-roundtrip",), "spun": ("spun", "spun mild"), "nmt": ("nmt", "nmt noisy")}
WEIGHTS = {"human": 2.4, "translated": 8.0, "post-edit": 9.5, "press": 1.0, "good": 0.8, "nmt": 1.5, "nmt noisy": 0.1, "spun mild": 0.3, "more": 1.0}
OF_GENERAL = {"human": 2.4, "translated": 3.5, "post-edit": 4.5, "press": 0.75, "more": 1.6, "good": 1.2}
"""Where the weights of classes differ for the general model."""
HUMAN = ("human", "translated", "post-edit", "press", "more")


def read(path):
    """The rows of a packed file."""
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().splitlines()]


def more(corpora):
    """Human articles of the other corpora, the first 300 words or so of each: rows with the keys `doc_id`, `label`, `core`, `text`."""
    articles = defaultdict(list)
    for row in read(corpora / "attribution" / "dev.jsonl.gz"):
        if row["source"] in ("polnear", "basil"):
            articles[row["doc"]].append((row.get("para", row["i"] // 3), row["sentence"]))
    texts = {doc: joined(sentences) for doc, sentences in articles.items()}
    for row in read(corpora / "boilerplate" / "dev.jsonl.gz"):
        if row["lang"] == "en":
            texts.setdefault(row["page"], [line["t"] for line in row["lines"] if line.get("l") == "article"])
    rows = []
    for doc, paragraphs in texts.items():
        kept, words = [], 0
        for paragraph in paragraphs:
            if words < 300:
                kept.append(paragraph)
                words += len(paragraph.split())
        if words >= 100:
            rows.append({"doc_id": doc, "label": "more", "core": False, "text": "\n".join(kept)[:6000]})
    return rows


def joined(sentences):
    """The paragraphs of an article given as (number of the paragraph, sentence)."""
    paragraphs = defaultdict(list)
    for number, sentence in sentences:
        paragraphs[number].append(sentence)
    return [" ".join(parts) for parts in paragraphs.values()]


def kind(row):
    """The class of a row."""
    if row["label"] == "more":
        return "more"
    if row["label"] == "human-original":
        return "press" if (row.get("group") or "").startswith("trap") else "human"
    if row["label"] in ("human-translated", "mt-good"):
        return "good" if row["label"] == "mt-good" else "post-edit" if row["family"] == "post-edit" else "translated"
    family = "spun" if row["family"] == "synonym-spin" else row["family"]
    return family if row["core"] else f"{family} {'mild' if family == 'spun' else 'noisy'}"


class Data(NamedTuple):
    """What `table` returns; `pairs` is counted on all human rows."""

    dense: list
    values: np.ndarray
    scales: np.ndarray
    listed: list
    sequences: sp.csr_matrix
    rarity: np.ndarray
    pairs: suspicion.Pairs


def table(rows, kinds, folds):
    """Every feature of every row: dense ones divided by a fixed scale, sequences weighted by rarity."""
    library = ruleset.load().library
    seen = [suspicion.features(Document.of(row["text"]), library) for row in rows]
    counted = [count([f for f, k, n in zip(seen, kinds, folds, strict=True) if k in HUMAN and n != fold]) for fold in range(6)]
    shares = [{**f.shares, **suspicion.pair_shares(f.pairs, counted[fold])} for f, fold in zip(seen, folds, strict=True)]
    dense = sorted({n for f in seen for n in f.signs} | {n for f in shares for n in f})
    values = np.array([[f.signs.get(n, s.get(n, 0.0)) for n in dense] for f, s in zip(seen, shares, strict=True)])
    own = [f for f, k in zip(seen, kinds, strict=True) if k != "more"]
    scales = values[kinds != "more"].std(0) + 1e-9
    frequency = Counter(s for f in own for s in f.sequences)
    listed = sorted(s for s, n in frequency.items() if n >= LEAST[s.count(" ") + 1])
    column = {s: i for i, s in enumerate(listed)}
    rarity = np.array([math.log(len(own) / frequency[s]) for s in listed])
    cells = [(i, column[s], f.scale * math.log1p(n)) for i, f in enumerate(seen) for s, n in f.sequences.items() if s in column]
    where, which, what = zip(*cells, strict=True)
    sequences = sp.csr_matrix((what, (where, which)), shape=(len(rows), len(listed))) @ sp.diags(rarity)
    return Data(dense, values / scales, scales, listed, sequences.tocsr(), rarity, counted[5])


def count(features):
    """The table of pairs of masks in these texts; the empty mask has the number of all."""
    masks, pairs = Counter(), Counter()
    for f in features:
        for sequence, n in f.sequences.items():
            size = sequence.count(" ")
            if size < 2:
                (pairs if size else masks)[sequence] += n
    masks[""] = sum(masks.values())
    return suspicion.Pairs(dict(masks), {pair: int(math.log2(n)) for pair, n in pairs.items() if n >= LISTED})


def positive_fit(x, y, w, ridge=1.0):
    """Logistic regression with weights of zero or more: (weights, intercept)."""
    sign, width = 2 * y - 1, x.shape[1]

    def loss(b):
        margin = -sign * (x @ b[:width] + b[width])
        slope = w * -sign / (1 + np.exp(-margin))
        return (w * np.logaddexp(0, margin)).sum() + ridge * (b[:width] ** 2).sum(), np.r_[x.T @ slope + 2 * ridge * b[:width], slope.sum()]

    b = minimize(loss, np.zeros(width + 1), jac=True, method="L-BFGS-B", bounds=[(0, None)] * width + [(None, None)]).x
    return b[:width], b[width]


def contrast(sequences, y, w):
    """A factor for each sequence, 1 in the mean of squares: the power CONTRAST of how far (at most FARTHEST) its share is apart in garbled and other texts."""
    seen = (sequences > 0).astype(float)
    garbled, other = (seen.T @ (w * of) + 1 for of in (y, 1 - y))
    factor = np.minimum(np.abs(np.log((garbled / garbled.sum()) / (other / other.sum()))), FARTHEST) ** CONTRAST
    return factor / np.sqrt((factor**2).mean())


def fit(data, rows, y, w, v):
    """((dense weights, sequence weights, intercept), (general weights, intercept)) from the rows with these indexes.

    `w` and `v` are what rows weigh for the one and for the other.
    """
    factor = contrast(data.sequences[rows], y[rows], w[rows])
    general = positive_fit(data.values[rows][:, [data.dense.index(n) for n in GENERAL]], y[rows], v[rows])
    x = sp.hstack([data.sequences[rows] @ sp.diags(factor), sp.csr_matrix(data.values[rows] * DENSE)]).tocsr()
    sharp = LogisticRegression(C=2, max_iter=200, solver="liblinear", dual=True, tol=0.01, random_state=1).fit(x, y[rows], sample_weight=w[rows])
    cut = data.sequences.shape[1]
    return (sharp.coef_[0][cut:] * DENSE, sharp.coef_[0][:cut] * factor, sharp.intercept_[0]), general


def pruned(weights, sequences):
    """The KEPT sequence weights that move scores most; all others 0."""
    reach = np.abs(weights) * np.asarray(np.abs(sequences).mean(0)).ravel()
    weights = weights.copy()
    weights[np.argsort(reach)[:-KEPT]] = 0
    return weights


def crossed(data, kinds, folds, y, w, v, without=()):
    """A score for every row from a model that saw neither its article nor the kinds in `without`."""
    general = [data.dense.index(n) for n in GENERAL]
    scores = np.zeros(len(kinds))
    for fold in range(5):
        rows, test = np.where((folds != fold) & ~np.isin(kinds, without))[0], folds == fold
        (dense, tail, intercept), (weights, start) = fit(data, rows, y, w, v)
        sharp = data.values[test] @ dense + data.sequences[test] @ pruned(tail, data.sequences) + intercept
        scores[test] = np.logaddexp(sharp, data.values[test][:, general] @ weights + start)
    return scores


def figures(scores, kinds, core):
    """The numbers of the quality table."""
    human = scores[kinds == "human"]
    one, five = (np.sort(human)[::-1][int(q * len(human))] for q in (0.01, 0.05))

    def area(positive, negative):
        return round(float(roc_auc_score(np.r_[np.ones(positive.sum()), np.zeros(negative.sum())], np.r_[scores[positive], scores[negative]])), 3)

    found = {
        "AUC core/human": area(core, kinds == "human"),
        "recall at 1 %": round(float((scores[core] > one).mean()), 3),
        "recall at 5 %": round(float((scores[core] > five).mean()), 3),
    }
    classes = {"translated": ("translated", "post-edit"), "post-edit": ("post-edit",), "press": ("press",), "good": ("good",), "more": ("more",)}
    found |= {f"{name} above the 5 % point": round(float((scores[np.isin(kinds, k)] > five).mean()), 3) for name, k in classes.items()}
    found |= {f"AUC core/{name}": area(core, np.isin(kinds, classes[name])) for name in ("translated", "press", "good")}
    return found | {f"AUC {k}/human": area(np.isin(kinds, listed[:1]), kinds == "human") for k, listed in FAMILIES.items()}


def main():
    """Cross-validate, leave families out, fit on everything, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--no-write", action="store_true")
    asked = parser.parse_args()
    rows = read(asked.corpora / "garbled" / "docs.jsonl.gz")
    report = {"documents": len(rows)}
    rows += more(asked.corpora)
    kinds = np.array([kind(row) for row in rows])
    folds = np.array([int(hashlib.md5(row["doc_id"].encode()).hexdigest(), 16) % 5 for row in rows])
    core = np.array([bool(row["core"]) for row in rows])
    y = np.array([int(row["label"] in ("mt-bad", "spun")) for row in rows])
    w = np.array([WEIGHTS.get(k, 1.0) for k in kinds])
    v = np.array([(WEIGHTS | OF_GENERAL).get(k, 1.0) for k in kinds])
    data = table(rows, kinds, folds)
    scores = crossed(data, kinds, folds, y, w, v)
    report["cross-validated"] = figures(scores, kinds, core)
    few = ((("human",), 0.012), (("translated", "post-edit"), 0.035), (("press",), 0.03))
    limit = max(np.sort(scores[np.isin(kinds, k)])[::-1][int(q * np.isin(kinds, k).sum())] for k, q in few)
    report["flagged by MT010"] = {k: round(float((scores[kinds == k] > limit).mean()), 3) for k in sorted(set(kinds))} | {
        "core": round(float((scores[core] > limit).mean()), 3)
    }
    print(json.dumps(report, indent=1), flush=True)
    if not asked.no_write:
        write(data, y, w, v, limit)
    for name, left in FAMILIES.items():
        report[f"without {name}"] = figures(crossed(data, kinds, folds, y, w, v, left), kinds, core)
        print(name, json.dumps(report[f"without {name}"]), flush=True)
    if asked.report:
        asked.report.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def write(data, y, w, v, limit):
    """Fit on all rows and write the model; the score is moved so that the threshold is 0.5."""
    (dense, tail, intercept), (weights, start) = fit(data, np.arange(len(y)), y, w, v)
    tail = pruned(tail, data.sequences) * data.rarity
    scale = dict(zip(data.dense, data.scales, strict=True))
    model = {
        "about": "Weights of the garble score, made by benchmarks/quality/train_garble.py. Signs and shares are those of lint/checks/suspicion.py, "
        "masks and sequences those of lint/text/masks.py; `pairs` has the power of two below the number of each pair of masks in edited English.",
        "general": {"intercept": round(float(start - limit), 4), "weights": {n: round(float(v / scale[n]), 4) for n, v in zip(GENERAL, weights, strict=True)}},
        "sharp": {
            "intercept": round(float(intercept - limit), 4),
            "weights": {n: round(float(v / scale[n]), 4) for n, v in zip(data.dense, dense, strict=True)},
            "sequences": {s: round(float(v), 2) for s, v in sorted(zip(data.listed, tail, strict=True)) if round(float(v), 2)},
        },
        "masks": dict(sorted(data.pairs.masks.items())),
        "pairs": dict(sorted(data.pairs.listed.items())),
    }
    target = Path(__file__).resolve().parents[2] / "rules" / "data" / "garble-score.json"
    target.write_text(json.dumps(model, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(target, target.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
