"""Learn the weights of `rules/lexicons/claim-weights.yaml` from judged sentences, and say by cross-validation how well they do.

    python benchmarks/quality/claims.py CORPUS-FOLDER [--write]

Needs numpy and scikit-learn, which newslint itself does not. Labels: `hand_claim` of the corpus and `claim-labels.json` beside this file (document and
number of a sentence in the corpus, C or not); sentences whose source was cut off count as weak positives. All sentences of one article stay in one fold.
"""

import argparse
import gzip
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from lint.text import claims, segment
from lint.text.document import Document

HERE = Path(__file__).parent
WEIGHTS = HERE.parents[1] / "rules" / "lexicons" / "claim-weights.yaml"
FOLDS, STRENGTH, CUT_WEIGHT = 10, 0.03, 0.2


def main() -> None:
    """Read, cross-validate, fit on everything, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with gzip.open(options.corpus / "attribution" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    data = Data(rows)
    judged, cut = data.cross_validated()
    article, alone = report(data, judged, cut)
    if options.write:
        write(data, article, alone)


class Data:
    """The labelled sentences as a matrix of signs, scaled to unit deviation."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        extra = {(doc, i): label for doc, i, label in json.loads((HERE / "claim-labels.json").read_text())}
        labelled = [(r, r["hand_claim"] == "C", True) for r in rows if "hand_claim" in r]
        labelled += [(r, extra[r["doc"], r["i"]] == "C", False) for r in rows if r["source"] == "polnear" and (r["doc"], r["i"]) in extra]
        self.hand = np.array([hand for _, _, hand in labelled])
        self.truth = np.array([truth for _, truth, _ in labelled], dtype=int)
        self.rows = [row for row, _, _ in labelled]
        self.cut = [r for r in rows if r["source"] == "polnear_strip" and r["U1"]]
        shown = [signs(r["sentence"]) for r in (*self.rows, *self.cut)]
        self.names = sorted({name for s in shown for name in s})
        matrix = np.array([[s.get(name, 0.0) for name in self.names] for s in shown])
        self.scale = matrix[: len(self.rows)].std(0) + 1e-9
        self.judged, self.stripped = np.split(matrix / self.scale, [len(self.rows)])

    def fit(self, judged: Any, cut: Any) -> LogisticRegression:
        truth = self.truth[judged]
        share = truth.mean()
        weight = np.where(truth == 1, 0.5 / share, 0.5 / (1 - share))
        x = np.vstack([self.judged[judged], self.stripped[cut]])
        y = np.concatenate([truth, np.ones(cut.sum(), dtype=int)])
        model = LogisticRegression(C=STRENGTH, max_iter=5000)
        return model.fit(x, y, sample_weight=np.concatenate([weight, np.full(cut.sum(), CUT_WEIGHT)]))

    def cross_validated(self) -> tuple[Any, Any]:
        """Scores of every labelled and every cut sentence from models that saw nothing of their article."""
        docs = sorted({r["doc"] for r in (*self.rows, *self.cut)})
        random.Random(5).shuffle(docs)
        fold = {doc: n % FOLDS for n, doc in enumerate(docs)}
        of_judged = np.array([fold[r["doc"]] for r in self.rows])
        of_cut = np.array([fold[r["doc"]] for r in self.cut])
        judged, cut = np.zeros(len(self.rows)), np.zeros(len(self.cut))
        for n in range(FOLDS):
            model = self.fit(of_judged != n, of_cut != n)
            judged[of_judged == n] = model.decision_function(self.judged[of_judged == n])
            cut[of_cut == n] = model.decision_function(self.stripped[of_cut == n])
        return judged, cut


def signs(sentence: str) -> dict[str, float]:
    """The signs of a text as one sentence."""
    tokens = Document.of(sentence).view(segment.tokens)
    return claims.signs(tokens, 0, len(tokens.words))


def report(data: Data, judged: Any, cut: Any) -> tuple[float, float]:
    """Print the curve; return the thresholds for half of the hand-marked claims, and for two thirds of the cut sentences."""
    for name, group in (("hand", data.hand), ("added", ~data.hand), ("all", data.hand | True)):
        truth, score = data.truth[group], judged[group]
        shown = []
        for recall in (0.4, 0.5, 0.6, 0.7):
            level = np.quantile(score[truth == 1], 1 - recall)
            shown.append(f"R {recall:.1f} P {truth[score >= level].mean():.3f} cut {(cut >= level).mean():.3f} t {level:.2f}")
        print(f"{name} n {len(truth)} base {truth.mean():.3f} AUC {roc_auc_score(truth, score):.3f} | " + " | ".join(shown))
    alone = float(np.quantile(cut, 1 - 0.69))
    article = float(np.quantile(judged[data.truth == 1], 1 - 0.55))
    for name, level in (("article", article), ("alone", alone)):
        for group in (data.hand, data.hand | True):
            truth, flagged = data.truth[group], judged[group] >= level
            print(f"{name} t {level:.2f}: P {truth[flagged].mean():.3f} R {flagged[truth == 1].mean():.3f} cut {(cut >= level).mean():.3f}")
    return article, alone


def write(data: Data, article: float, alone: float) -> None:
    model = data.fit(np.ones(len(data.rows), bool), np.ones(len(data.cut), bool))
    weights = dict(zip(data.names, (model.coef_[0] / data.scale).round(3), strict=True))
    lines = [
        "name: claim-weights",
        "about: How much each sign of lint.text.claims speaks for a claim that wants a source (logits per count); written by benchmarks/quality/claims.py.",
        "references: []",
        "entries:",
        f"  constant: {model.intercept_[0]:.3f}",
        f"  article: {article:.3f}",
        f"  alone: {alone:.3f}",
        "  signs:",
        *(f"    {name}: {weight}" for name, weight in sorted(weights.items(), key=lambda w: -w[1]) if weight),
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
