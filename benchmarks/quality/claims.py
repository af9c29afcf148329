"""Learn the weights of `rules/lexicons/claim-weights.yaml` from judged sentences, and say by cross-validation how well they do.

    python benchmarks/quality/claims.py CORPUS-FOLDER [--write]

Needs numpy and scikit-learn, which newslint itself does not. Labels: `hand_claim` of the corpus and `claim-labels.json` beside this file (document and
number of a sentence of the corpus, C for a claim that wants a source or - for none). In an article, sentences whose source the attribution finder misses
are weak examples of what is no claim. For a sentence alone, sentences whose source was cut off are weak examples of claims, and the same sentences with
their source weigh against it. All sentences of one article stay in one fold.
"""

import argparse
import gzip
import json
import math
import random
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from lint.text import claims, cues, segment
from lint.text.document import Document

HERE = Path(__file__).parent
WEIGHTS = HERE.parents[1] / "rules" / "lexicons" / "claim-weights.yaml"
FOLDS, STRENGTH, FEWEST = 10, 0.03, 20
MISSED, CUT, WHOLE = 0.1, 0.5, 10.0
SHARE, FIRES = 0.075, 0.71


class Examples(NamedTuple):
    """Sentences of one kind: the article each is from, its signs, the probability of a cue."""

    docs: list[str]
    shown: list[dict[str, float]]
    chance: Any


class Setting(NamedTuple):
    """What a set of weights is learned from: groups of examples with their truth and weight (None: balanced).

    Examples whose probability of a cue reaches `taught` are not learned from; those where it reaches `gate` are never flagged.
    """

    groups: list[tuple[Examples, Any, float | None]]
    taught: float
    gate: float


def main() -> None:
    """Read, cross-validate, fit on everything, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with gzip.open(options.corpus / "attribution" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    extra = {(doc, i): label for doc, i, label in json.loads((HERE / "claim-labels.json").read_text())}
    labelled = [(r, r["hand_claim"] == "C", True) for r in rows if "hand_claim" in r]
    added = [r for r in rows if r["source"] in ("polnear", "vaccorp") and "hand_claim" not in r and (r["doc"], r["i"]) in extra]
    labelled += [(r, extra[r["doc"], r["i"]] == "C", False) for r in added]
    truth, hand = np.array([t for _, t, _ in labelled]), np.array([h for _, _, h in labelled])
    judged = examples([(r["doc"], r["sentence"]) for r, _, _ in labelled])
    strips = [r for r in rows if r["source"] == "polnear_strip" and r["U1"]]
    cut, whole = (examples([(r["doc"], r[key]) for r in strips]) for key in ("sentence", "original"))
    polnear = [r for r in rows if r["source"] == "polnear" and r["sentence"][-1] in ".!" and not r["is_quote"]]
    missed = examples([(r["doc"], r["sentence"]) for r in polnear if r["has_attribution"]])
    pool = examples([(r["doc"], r["sentence"]) for r in polnear if not r["has_attribution"] and r["carried"] < 0.3])
    settings = {
        "article": Setting([(judged, truth, None), (missed, np.zeros(len(missed.docs), bool), MISSED)], cues.TOGETHER, claims.DOUBTFUL),
        "alone": Setting(
            [(judged, truth, None), (cut, np.ones(len(cut.docs), bool), CUT), (whole, np.zeros(len(whole.docs), bool), WHOLE)], claims.LIKELY, claims.LIKELY
        ),
    }
    lines = []
    for name, setting in settings.items():
        seen = Counter(sign for examples_, _, _ in setting.groups for shown in examples_.shown for sign, value in shown.items() if value)
        names = sorted(sign for sign, count in seen.items() if count >= FEWEST and sign not in claims.GIVEN)
        scores = cross_validated(setting, names, (judged, cut, whole, missed, pool))
        least = threshold(name, scores, sum(r["source"] == "polnear" for r in rows))
        report(name, least, truth, hand, scores)
        model, scale = fit(setting, names, None)
        lines += entry(name, names, model, scale, least)
    if options.write:
        head = "How much each sign of lint.text.claims speaks for a claim that wants a source (logits per count); written by benchmarks/quality/claims.py."
        WEIGHTS.write_text("\n".join(["name: claim-weights", f"about: {head}", "references: []", "entries:", *lines]) + "\n")


def examples(texts: list[tuple[str, str]]) -> Examples:
    """The signs of each text as one sentence."""
    shown, chances = [], []
    for _, text in texts:
        document = Document.of(text)
        tokens = document.view(segment.tokens)
        chances.append(1 - math.prod(1 - p for p in document.view(cues.chances)))
        shown.append(claims.signs(tokens, 0, len(tokens.words), chances[-1]))
    return Examples([doc for doc, _ in texts], shown, np.array(chances))


def matrix(listed: Examples, names: list[str]) -> Any:
    """One row per example, one column per sign."""
    return np.array([[shown.get(name, 0.0) for name in names] for shown in listed.shown])


def fold_of(doc: str) -> int:
    """The fold of an article, the same for all its sentences."""
    return random.Random(doc).randrange(FOLDS)


def fit(setting: Setting, names: list[str], without: int | None) -> tuple[LogisticRegression, Any]:
    """A model of all examples but those of one fold, and the scale of its columns."""
    xs, ys, ws = [], [], []
    for listed, truth, weight in setting.groups:
        used = (listed.chance < setting.taught) & np.array([fold_of(d) != without for d in listed.docs])
        share = truth[used].mean()
        xs.append(matrix(listed, names)[used])
        ys.append(truth[used].astype(int))
        ws.append(np.where(truth[used], 0.5 / share, 0.5 / (1 - share)) if weight is None else np.full(used.sum(), weight))
    scale = xs[0].std(0) + 1e-9
    scale[[names.index("cue"), names.index("cue-likely")]] = 1 / 3  # these matter more than their deviation among sentences without a source
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    return model.fit(np.vstack(xs) / scale, np.concatenate(ys), sample_weight=np.concatenate(ws)), scale


def cross_validated(setting: Setting, names: list[str], groups: tuple[Examples, ...]) -> list[Any]:
    """Scores of every example of each group from models that saw nothing of its article; minus infinity beyond the gate."""
    found = [np.full(len(g.docs), -np.inf) for g in groups]
    columns = [matrix(g, names) for g in groups]
    folds = [np.array([fold_of(d) for d in g.docs]) for g in groups]
    for n in range(FOLDS):
        model, scale = fit(setting, names, n)
        for scores, x, fold, group in zip(found, columns, folds, groups, strict=True):
            chosen = (fold == n) & (group.chance < setting.gate)
            if chosen.any():
                scores[chosen] = model.decision_function(x[chosen] / scale)
    return found


def threshold(name: str, scores: list[Any], sentences: int) -> float:
    """The score at which the wished share of all sentences is flagged in articles, or of cut sentences alone."""
    _, cut, _, missed, pool = scores
    if name == "alone":
        return float(np.quantile(cut, 1 - FIRES))
    return float(np.sort(np.concatenate([missed, pool]))[::-1][int(SHARE * sentences)])


def report(name: str, least: float, truth: Any, hand: Any, scores: list[Any]) -> None:
    """Print what the scores are worth."""
    judged, cut, whole, missed, pool = scores
    for label, group in (("hand", hand), ("added", ~hand), ("all", hand | ~hand)):
        flagged, finite = judged[group] >= least, np.where(np.isfinite(judged[group]), judged[group], -9)
        t = truth[group]
        curve = []
        for recall in (0.4, 0.5, 0.6):
            level = np.quantile(finite[t], 1 - recall)
            curve.append(f"R {recall} P {t[finite >= level].mean():.3f}")
        print(
            f"{name} {label} n {len(t)} base {t.mean():.3f} AUC {roc_auc_score(t, finite):.3f} | at {least:.2f}: P {t[flagged].mean():.3f} "
            f"R {flagged[t].mean():.3f} | {' '.join(curve)}"
        )
    rates = {"cut": cut, "whole": whole, "missed": missed, "pool": pool}
    print(f"{name} flagged: " + ", ".join(f"{key} {(s >= least).mean():.3f} of {len(s)}" for key, s in rates.items()))


def entry(name: str, names: list[str], model: LogisticRegression, scale: Any, least: float) -> list[str]:
    """The lines of one setting in the weights file."""
    weights = sorted(zip((model.coef_[0] / scale).round(3), names, strict=True), reverse=True)
    signs = [f"      {sign}: {weight}" for weight, sign in weights if weight]
    return [f"  {name}:", f"    constant: {model.intercept_[0]:.3f}", f"    least: {least:.3f}", "    signs:", *signs]


if __name__ == "__main__":
    main()
