"""Learn the weights of `rules/lexicons/claim-weights.yaml` from judged sentences, and say by cross-validation how well they do.

    python benchmarks/quality/claims.py CORPUS-FOLDER SCORING-FOLDER [--write]

Needs numpy and scikit-learn, which newslint itself does not. Labels: `hand_claim` of the corpus and `claim-labels.json` beside this file (document and
number of a sentence of the corpus, C for a claim that wants a source or - for none; `random` ones were drawn from all sentences without a source, `doubtful`
ones from those that an earlier model was least sure of, and only teach, for sentences in an article). All sentences of one article stay in one fold.

In an article two things are learned: what claims, from the judged sentences; and how likely a source is where a cue or a word for an attitude stands, from
all sentences, for which cues and attitudes are learned anew without the article (a few minutes). A sentence is flagged when both say so together.

For a sentence alone, sentences whose source was cut off are weak examples of claims, and the same sentences with their source weigh against it.
"""

import argparse
import json
import math
import random
import sys
from bisect import bisect_right
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import train_cues
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from lint.text import claims, cues, segment
from lint.text.document import Document

HERE = Path(__file__).parent
WEIGHTS = HERE.parents[1] / "rules" / "lexicons" / "claim-weights.yaml"
FOLDS, STRENGTH, FEWEST, CUES = 5, 0.03, 20, 0.3
SHARPER = 1.5
"""The odds of a claim are raised to this power: strong priors on the weights leave them too near to even."""
CUT, WHOLE = 0.5, 10.0
SHARE, FIRES = 0.083, 0.7
"""The share of all sentences that is flagged in articles, before rules that are off or drop known figures; and of sentences alone whose source was cut."""
SHARES = (0.07, 0.08, 0.09)


class Examples(NamedTuple):
    """Sentences of one kind: the article each is from, its signs, the probability of a cue."""

    docs: list[str]
    shown: list[dict[str, float]]
    chance: Any


class Setting(NamedTuple):
    """What a set of weights is learned from: groups of examples with their truth and weight (None: balanced), and their signs.

    Examples whose probability of a cue reaches `taught` are not learned from.
    """

    groups: list[tuple[Examples, Any, float | None]]
    taught: float
    names: list[str]


def main() -> None:
    """Read, cross-validate, fit on everything, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("scoring", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    sys.path.insert(0, str(options.scoring))
    from attribution import article
    from corpus import read

    path = options.corpus / "attribution" / "dev.jsonl.gz"
    labels = Labels(read(path))
    lines = in_articles(list(train_cues.documents(path, article)), labels) + alone(labels)
    if options.write:
        head = "How much each sign of lint.text.claims speaks for a claim that wants a source (log odds per count); written by benchmarks/quality/claims.py."
        WEIGHTS.write_text("\n".join(["name: claim-weights", f"about: {head}", "references: []", "entries:", *lines]) + "\n")


class Labels:
    """Which sentences were judged, and what was said of them."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows
        listed = json.loads((HERE / "claim-labels.json").read_text())
        self.truth = {(doc, i): label == "C" for drawn in listed.values() for doc, i, label in drawn}
        self.hand = {(r["doc"], r["i"]) for r in rows if "hand_claim" in r}
        self.truth |= {(r["doc"], r["i"]): r["hand_claim"] == "C" for r in rows if "hand_claim" in r}
        self.fair = self.hand | {(doc, i) for doc, i, _ in listed["random"]}


def fold_of(doc: str) -> int:
    """The fold of an article, the same for all its sentences."""
    return random.Random(doc).randrange(FOLDS)


def signs_of(setting: list[Examples], without: tuple[str, ...] = ()) -> list[str]:
    """The signs that are shown often enough to learn from."""
    seen = Counter(sign for listed in setting for shown in listed.shown for sign, value in shown.items() if value)
    return sorted(sign for sign, count in seen.items() if count >= FEWEST and sign not in claims.GIVEN and sign not in without)


def matrix(listed: Examples, names: list[str]) -> Any:
    """One row per example, one column per sign."""
    return np.array([[shown.get(name, 0.0) for name in names] for shown in listed.shown])


def fit(setting: Setting, without: int | None) -> tuple[LogisticRegression, Any]:
    """A model of all examples but those of one fold, and the scale of its columns."""
    xs, ys, ws = [], [], []
    for listed, truth, weight in setting.groups:
        used = (listed.chance < setting.taught) & np.array([fold_of(d) != without for d in listed.docs])
        share = truth[used].mean()
        xs.append(matrix(listed, setting.names)[used])
        ys.append(truth[used].astype(int))
        ws.append(np.where(truth[used], 0.5 / share, 0.5 / (1 - share)) if weight is None else np.full(used.sum(), weight))
    scale = xs[0].std(0) + 1e-9
    for name in ("cue", "cue-likely"):
        if name in setting.names:
            scale[setting.names.index(name)] = 1 / 3  # these matter more than their deviation among sentences without a source
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    return model.fit(np.vstack(xs) / scale, np.concatenate(ys), sample_weight=np.concatenate(ws)), scale


def cross_validated(setting: Setting, group: Examples) -> Any:
    """The log-odds of every example of a group from models that saw nothing of its article."""
    found = np.zeros(len(group.docs))
    x, folds = matrix(group, setting.names), np.array([fold_of(d) for d in group.docs])
    for n in range(FOLDS):
        if (folds == n).any():
            model, scale = fit(setting, n)
            found[folds == n] = model.decision_function(x[folds == n] / scale)
    return found


def logistic(odds: Any) -> Any:
    """Probabilities of log-odds."""
    return 1 / (1 + np.exp(-odds))


def unseen(documents: list[tuple[Any, ...]]) -> dict[tuple[str, int], tuple[float, float]]:
    """For each sentence the probability of a cue, and of a cue or a word for an attitude, from weights that saw nothing of its article."""
    found = {}
    for n in range(FOLDS):
        rest, here = [d for d in documents if fold_of(d[0]) != n], [d for d in documents if fold_of(d[0]) == n]
        told = {}
        for kind in ("cue", "attitude"):
            weights, words = train_cues.learn(rest, CUES, kind)
            told[kind], _, sentences = train_cues.chances(weights, words, here, kind)
        for (doc, row), cue, attitude in zip(sentences, told["cue"], told["attitude"], strict=True):
            found[doc, row["i"]] = (cue, 1 - (1 - cue) * (1 - attitude))
        print(f"cues and attitudes without fold {n} learned", flush=True)
    return found


def in_place(documents: list[tuple[Any, ...]]) -> tuple[list[tuple[str, int]], list[dict[str, float]], Any]:
    """For each sentence of the articles which it is, its signs without those of a cue, and whether it is a candidate at all."""
    keys, shown, looked = [], [], []
    for name, rows, text, spans, _ in documents:
        document = Document.of(text)
        tokens, listed, candidates = document.view(segment.tokens), document.view(segment.sentences), set(claims.candidates(document))
        starts = [s.span.start for s in listed]
        for row, (start, end) in zip(rows, spans, strict=True):
            near = range(max(0, bisect_right(starts, start) - 1), max(1, bisect_right(starts, end - 1)))
            number = max(near, key=lambda k: min(end, listed[k].span.end) - max(start, listed[k].span.start))
            keys.append((name, row["i"]))
            shown.append(claims.signs(tokens, tokens.first[number], tokens.first[number + 1], 0.0))
            looked.append(number in candidates)
    return keys, shown, np.array(looked)


def in_articles(documents: list[tuple[Any, ...]], labels: Labels) -> list[str]:
    """Learn and report the weights for sentences in their article; the lines of the weights file."""
    chances = unseen(documents)
    keys, shown, looked = in_place(documents)
    cue, total = (np.array(column) for column in zip(*(chances[key] for key in keys), strict=True))
    everything = Examples([doc for doc, _ in keys], shown, cue)
    judged = [k for k, key in enumerate(keys) if key in labels.truth]
    taught = Examples([keys[k][0] for k in judged], [shown[k] for k in judged], cue[judged])
    truth = np.array([labels.truth[keys[k]] for k in judged])
    setting = Setting([(taught, truth, None)], cues.TOGETHER, signs_of([taught], ("cue", "cue-likely")))
    claimed = logistic(SHARPER * cross_validated(setting, everything))

    rows = {(r["doc"], r["i"]): r for r in labels.rows if r["source"] == "polnear"}
    polnear = np.array([key in rows for key in keys])
    sourced = np.array([key in rows and (rows[key]["has_attribution"] or rows[key]["carried"] >= 0.3) for key in keys])
    asked = looked & (cue < claims.DOUBTFUL)
    odds = np.array([[claims.log_odds(p)] for p in total])
    calibrated = LogisticRegression(C=1000).fit(odds[asked & polnear], sourced[asked & polnear])
    score = np.where(asked, claimed * (1 - calibrated.predict_proba(odds)[:, 1]), 0.0)
    ranked = np.sort(score[polnear])[::-1]
    for share in (*SHARES, SHARE):
        flagged = score >= ranked[int(share * len(ranked))]
        print(f"article: {share:.3f} of the sentences flagged, of these with a source {sourced[polnear & flagged].mean():.3f}")
        for name, group in (("hand", labels.hand), ("hand and random", labels.fair)):
            chosen = np.array([keys[k] in group for k in judged])
            hit, true = flagged[judged][chosen], truth[chosen]
            print(f"    {name}, n {len(true)}: P {true[hit].mean():.3f} R {hit[true].mean():.3f}, AUC {roc_auc_score(true, claimed[judged][chosen]):.3f}")
    model, scale = fit(setting, None)
    extra = [f"    odds: {calibrated.coef_[0][0]:.3f}", f"    shift: {calibrated.intercept_[0]:.3f}"]
    return entry("article", setting.names, model, scale, float(ranked[int(SHARE * len(ranked))]), SHARPER, extra)


def alone(labels: Labels) -> list[str]:
    """Learn and report the weights for sentences that stand alone; the lines of the weights file."""
    judged_rows = [r for r in labels.rows if r["source"] in train_cues.WEIGHT and (r["doc"], r["i"]) in labels.fair]
    truth = np.array([labels.truth[r["doc"], r["i"]] for r in judged_rows])
    judged = examples([(r["doc"], r["sentence"]) for r in judged_rows])
    strips = [r for r in labels.rows if r["source"] == "polnear_strip" and r["U1"]]
    cut, whole = (examples([(r["doc"], r[key]) for r in strips]) for key in ("sentence", "original"))
    groups = [(judged, truth, None), (cut, np.ones(len(cut.docs), bool), CUT), (whole, np.zeros(len(whole.docs), bool), WHOLE)]
    setting = Setting(groups, claims.LIKELY, signs_of([g for g, _, _ in groups]))
    scores = {
        name: np.where(group.chance < claims.LIKELY, cross_validated(setting, group), -np.inf)
        for name, group in (("cut", cut), ("whole", whole), ("judged", judged))
    }
    least = float(np.quantile(scores["cut"], 1 - FIRES))
    print(f"alone: flagged of cut {(scores['cut'] >= least).mean():.3f}, of whole {(scores['whole'] >= least).mean():.3f}, n {len(strips)}")
    flagged = scores["judged"] >= least
    print(f"alone: judged P {truth[flagged].mean():.3f} R {flagged[truth].mean():.3f}")
    model, scale = fit(setting, None)
    return entry("alone", setting.names, model, scale, 1 / (1 + math.exp(-least)), 1.0, [])


def examples(texts: list[tuple[str, str]]) -> Examples:
    """The signs of each text as one sentence."""
    shown, chances = [], []
    for _, text in texts:
        document = Document.of(text)
        tokens = document.view(segment.tokens)
        chances.append(1 - math.prod(1 - p for p in document.view(cues.chances)))
        shown.append(claims.signs(tokens, 0, len(tokens.words), chances[-1]))
    return Examples([doc for doc, _ in texts], shown, np.array(chances))


def entry(name: str, names: list[str], model: LogisticRegression, scale: Any, least: float, power: float, extra: list[str]) -> list[str]:
    """The lines of one setting in the weights file."""
    weights = sorted(zip((power * model.coef_[0] / scale).round(3), names, strict=True), reverse=True)
    signs = [f"      {sign}: {weight}" for weight, sign in weights if weight]
    return [f"  {name}:", f"    constant: {power * model.intercept_[0]:.3f}", f"    least: {least:.3f}", *extra, "    signs:", *signs]


if __name__ == "__main__":
    main()
