"""Learn rules/data/garble-score.json from the corpus of garbled news, and report how well it does on articles and on generators it has not seen.

usage: python benchmarks/quality/train_garble.py CORPUS/garbled/docs.jsonl.gz [--report FILE.json] [--no-write]   (needs numpy, scipy and scikit-learn)

The model is linear. Two fits are added: one over a handful of general features with weights that cannot be negative, which holds for generators it never saw,
and a logistic regression over all features, which is sharper. All figures are from five-fold cross-validation by source article.
"""

import argparse
import gzip
import hashlib
import json
import math
from collections import Counter
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from lint import ruleset
from lint.checks import suspicion
from lint.text.document import Document

GENERAL = ("certain", "likely", "rare", "word-of")
LEAST = {1: 12, 2: 12, 3: 40}
KEPT = 6000
SHARE = 0.2
DENSE = 0.6
FAMILIES = {"smt": ("smt",), "round trip": ("rbmt-roundtrip",), "spun": ("spun", "spun mild"), "nmt": ("nmt", "nmt noisy")}
WEIGHTS = {"human": 1.5, "translated": 2.5, "press": 1.0, "good": 0.8, "nmt noisy": 0.3, "spun mild": 0.6}


def kind(row):
    """The class of a row."""
    if row["label"] == "human-original":
        return "press" if (row.get("group") or "").startswith("trap") else "human"
    if row["label"] in ("human-translated", "mt-good"):
        return "translated" if row["label"] == "human-translated" else "good"
    family = "spun" if row["family"] == "synonym-spin" else row["family"]
    return family if row["core"] else f"{family} {'mild' if family == 'spun' else 'noisy'}"


def table(rows):
    """(names, matrix, scales): every feature of every row, columns divided by a fixed scale; sequences weighted by rarity."""
    library = ruleset.load().library
    seen = [suspicion.features(Document.of(row["text"]), library) for row in rows]
    dense = sorted({n for f in seen for n in f.signs} | {n for f in seen for n in f.shares})
    values = np.array([[f.signs.get(n, f.shares.get(n, 0.0)) for n in dense] for f in seen])
    scales = values.std(0) + 1e-9
    frequency = Counter(s for f in seen for s in f.sequences)
    listed = sorted(s for s, n in frequency.items() if n >= LEAST[s.count(" ") + 1])
    column = {s: i for i, s in enumerate(listed)}
    rarity = np.array([math.log(len(rows) / frequency[s]) for s in listed])
    cells = [(i, column[s], f.scale * math.log1p(n)) for i, f in enumerate(seen) for s, n in f.sequences.items() if s in column]
    where, which, what = zip(*cells, strict=True)
    sequences = sp.csr_matrix((what, (where, which)), shape=(len(rows), len(listed))) @ sp.diags(rarity)
    return dense, values / scales, scales, listed, sequences.tocsr(), rarity


def positive_fit(x, y, w, ridge=1.0):
    """Logistic regression with weights of zero or more: (weights, intercept)."""
    sign, width = 2 * y - 1, x.shape[1]

    def loss(b):
        margin = -sign * (x @ b[:width] + b[width])
        slope = w * -sign / (1 + np.exp(-margin))
        return (w * np.logaddexp(0, margin)).sum() + ridge * (b[:width] ** 2).sum(), np.r_[x.T @ slope + 2 * ridge * b[:width], slope.sum()]

    b = minimize(loss, np.zeros(width + 1), jac=True, method="L-BFGS-B", bounds=[(0, None)] * width + [(None, None)]).x
    return b[:width], b[width]


def fit(data, rows, y, w):
    """(dense weights, sequence weights, intercept) from the rows with these indexes."""
    dense, values, _, _, sequences, _ = data
    general = [dense.index(n) for n in GENERAL]
    soft, soft_intercept = positive_fit(values[rows][:, general], y[rows], w[rows])
    x = sp.hstack([sequences[rows], sp.csr_matrix(values[rows] * DENSE)]).tocsr()
    sharp = LogisticRegression(C=2, max_iter=400, solver="liblinear").fit(x, y[rows], sample_weight=w[rows])
    weights = sharp.coef_[0][sequences.shape[1] :] * DENSE
    weights[general] += SHARE * soft
    return weights, sharp.coef_[0][: sequences.shape[1]], sharp.intercept_[0] + SHARE * soft_intercept


def pruned(weights, sequences):
    """The KEPT sequence weights that move scores most; all others 0."""
    reach = np.abs(weights) * np.asarray(np.abs(sequences).mean(0)).ravel()
    weights = weights.copy()
    weights[np.argsort(reach)[:-KEPT]] = 0
    return weights


def crossed(data, kinds, folds, y, w, without=()):
    """A score for every row from a model that saw neither its article nor the kinds in `without`."""
    values, sequences = data[1], data[4]
    scores = np.zeros(len(kinds))
    for fold in range(5):
        rows, test = np.where((folds != fold) & ~np.isin(kinds, without))[0], folds == fold
        dense, tail, intercept = fit(data, rows, y, w)
        scores[test] = values[test] @ dense + sequences[test] @ pruned(tail, sequences) + intercept
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
    found |= {f"{k} above the 5 % point": round(float((scores[kinds == k] > five).mean()), 3) for k in ("translated", "press", "good")}
    found |= {f"AUC core/{k}": area(core, kinds == k) for k in ("translated", "press", "good")}
    return found | {f"AUC {k}/human": area(np.isin(kinds, listed[:1]), kinds == "human") for k, listed in FAMILIES.items()}


def main():
    """Cross-validate, leave families out, fit on everything, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--no-write", action="store_true")
    asked = parser.parse_args()
    rows = [json.loads(line) for line in gzip.decompress(asked.corpus.read_bytes()).decode().splitlines()]
    kinds = np.array([kind(row) for row in rows])
    folds = np.array([int(hashlib.md5(row["doc_id"].encode()).hexdigest(), 16) % 5 for row in rows])
    core = np.array([bool(row["core"]) for row in rows])
    y = np.array([int(row["label"] in ("mt-bad", "spun")) for row in rows])
    w = np.array([WEIGHTS.get(k, 1.0) for k in kinds])
    data = table(rows)
    scores = crossed(data, kinds, folds, y, w)
    report = {"documents": len(rows), "cross-validated": figures(scores, kinds, core)}
    limit = max(np.sort(scores[kinds == k])[::-1][int(q * (kinds == k).sum())] for k, q in (("human", 0.012), ("translated", 0.035), ("press", 0.03)))
    report["flagged by MT010"] = {k: round(float((scores[kinds == k] > limit).mean()), 3) for k in sorted(set(kinds))} | {
        "core": round(float((scores[core] > limit).mean()), 3)
    }
    print(json.dumps(report, indent=1), flush=True)
    if not asked.no_write:
        write(data, y, w, limit)
    for name, left in FAMILIES.items():
        report[f"without {name}"] = figures(crossed(data, kinds, folds, y, w, left), kinds, core)
        print(name, json.dumps(report[f"without {name}"]), flush=True)
    if asked.report:
        asked.report.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def write(data, y, w, limit):
    """Fit on all rows and write the model; the score is moved so that the threshold is 0.5."""
    names, _, scales, listed, sequences, rarity = data
    dense, tail, intercept = fit(data, np.arange(len(y)), y, w)
    tail = pruned(tail, sequences) * rarity
    signs = {n: round(float(v / s), 4) for n, v, s in zip(names, dense, scales, strict=True)}
    model = {
        "about": "Weights of the garble score, made by benchmarks/quality/train_garble.py; masked sequences as lint/text/masks.py writes them.",
        "threshold": 0.5,
        "intercept": round(float(intercept - limit), 4),
        "signs": {n: v for n, v in signs.items() if not n.startswith(("band-", "word-"))},
        "shares": {n: v for n, v in signs.items() if n.startswith(("band-", "word-"))},
        "sequences": {s: round(float(v), 2) for s, v in sorted(zip(listed, tail, strict=True)) if round(float(v), 2)},
    }
    target = Path(__file__).resolve().parents[2] / "rules" / "data" / "garble-score.json"
    target.write_text(json.dumps(model, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(target, target.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
