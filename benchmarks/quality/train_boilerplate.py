"""Make the points of `rules/lexicons/boilerplate-points.yaml` from a corpus of labelled lines.

    python benchmarks/quality/train_boilerplate.py FOLDER                              # holds dev.jsonl.gz and fullpage_dev.jsonl.gz
    python benchmarks/quality/train_boilerplate.py FOLDER --left-out SCORING-FOLDER    # writes nothing: the scorer's figures on sites left out

Two logistic regressions: one on the words and traits of a line, one on its place and neighbours, fitted on scores that the first gave to sites it had not seen.
Needs numpy, scipy and scikit-learn, which newslint itself does not.
"""

import gzip
import hashlib
import json
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parents[2]))
from lint import engine, ruleset
from lint.checks import boilerplate
from lint.text import decode, layout
from lint.text.document import Document

FOLDS = 6
SITES = 5  # a word needs so many sites
WORDS_FROM, OWN_FROM, CONTEXT_FROM = 0.2, 0.1, 0.03  # smaller points are left out
CUTS = {
    "certain": 0.0,
    "weak": 0.45,
    "weak sentence": 1.0,
    "weak item": 1.5,
    "sure": 1.0,
    "unnamed": 0.75,
    "unnamed sentence": 1.5,
    "unnamed headline": 0.6,
    "alone": 0.5,
    "weak alone": 1.5,
    "company": 1.5,
    "unnamed among others": 0.3,
    "list": 2.25,
    "deleted": 1.5,
    "deleted if less certain": 2.5,
}
TARGET = Path(__file__).parents[2] / "rules" / "lexicons" / "boilerplate-points.yaml"


@dataclass
class Page:
    """One output of one extractor: its lines, what the rules say of them, and their labels."""

    row: dict[str, Any]
    lines: tuple[layout.Line, ...]
    evidence: list[boilerplate.Evidence]
    labels: list[dict[str, Any]]
    whole: bool

    @property
    def fold(self) -> int:
        """Which part of the sites this one falls into."""
        return int(hashlib.md5(("f" + self.row["domain"]).encode()).hexdigest(), 16) % FOLDS

    def key(self, i: int) -> tuple[str, str]:
        """What makes equal lines of one page one."""
        return self.row["page"], self.lines[i].key


def pages(file: Path, analyst: boilerplate.Analyst, whole: bool) -> Iterator[Page]:
    """The documents of a corpus file."""
    memo: dict[str, boilerplate.Evidence] = {}
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        rows = [json.loads(raw) for raw in stream]
    for row in rows:
        starts, at = [], 0
        for line in row["lines"]:
            starts.append(at)
            at += len(line["t"]) + 1
        lines = Document.of("\n".join(line["t"] for line in row["lines"])).view(layout.layout)
        for line in lines:
            if line.body not in memo:
                memo[line.body] = analyst.evidence(line)
        yield Page(row, lines, [memo[x.body] for x in lines], [row["lines"][bisect_right(starts, x.span.start) - 1] for x in lines], whole)


def answer(label: dict[str, Any]) -> int:
    """1 leftover, 0 none, -1 not to be learned from."""
    return 1 if label["l"] == "boilerplate" else 0 if label["l"] in ("article", "title", "meta") else -1


def weight(page: Page, i: int, seen: Counter[tuple[str, str]]) -> float:
    """A line kept by five extractors counts once; sure labels, news and titles count more."""
    label = page.labels[i]
    if answer(label) < 0:
        return 0.0
    value = (0.15 if answer(label) else 0.3) if page.whole else 1 / seen[page.key(i)]
    value *= 2 if label["l"] in ("title", "meta") else 1
    value *= 0.5 if label.get("n") == "weak" else 1
    return value * (0.5 if page.row["source"] == "wcxb" else 1)


def matrix(rows: list[list[str]]) -> tuple[Any, list[str]]:
    """Names of traits per row as a sparse matrix, and the names of its columns."""
    index: dict[str, int] = {}
    places = [(i, index.setdefault(name, len(index))) for i, row in enumerate(rows) for name in row]
    return sparse.csr_matrix((np.ones(len(places)), tuple(np.array(places).T)), shape=(len(rows), len(index))), list(index)


def fitted(x: Any, y: Any, w: Any, folds: Any, strength: float) -> tuple[Any, LogisticRegression]:
    """Scores for every row from a model that did not see its fold, and the model of all rows."""
    scores = np.zeros(len(y))
    for k in range(FOLDS):
        known = (folds != k) & (w > 0)
        scores[folds == k] = LogisticRegression(C=strength, max_iter=300, tol=1e-3).fit(x[known], y[known], w[known]).decision_function(x[folds == k])
    return scores, LogisticRegression(C=strength, max_iter=300, tol=1e-3).fit(x[w > 0], y[w > 0], w[w > 0])


def told(page: Page, common: set[str]) -> Iterator[list[str]]:
    """The traits and common words of each line."""
    for line, said in zip(page.lines, page.evidence, strict=True):
        yield boilerplate.own_traits(line, said) + ["word " + w for w in boilerplate.told_words(line) if w in common]


def learned(main_set: list[Page], everything: list[Page], without: int | None = None) -> dict[str, dict[str, float]]:
    """The points that all pages give, or all but those of one part of the sites; the small ones left out."""
    seen = Counter(page.key(i) for page in main_set for i in range(len(page.lines)))
    sites: dict[str, set[str]] = defaultdict(set)
    for page in everything:
        for line in page.lines if page.fold != without else ():
            for word in boilerplate.told_words(line):
                sites[word].add(page.row["domain"])
    common = {word for word, where in sites.items() if len(where) >= SITES}
    x, names = matrix([row for page in everything for row in told(page, common)])
    y = np.array([answer(label) for page in everything for label in page.labels])
    w = np.array([weight(page, i, seen) * (page.fold != without) for page in everything for i in range(len(page.lines))])
    folds = np.array([page.fold for page in everything for _ in page.lines])
    scores, first = fitted(x, y, w, folds, 0.3)
    rows, own, at = [], [], 0
    for page in main_set:
        mine = [float(s) for s in scores[at : at + len(page.lines)]]
        at += len(mine)
        rows += boilerplate.surroundings(page.lines, page.evidence, mine, [True] * len(mine))
        own += [max(-8.0, min(8.0, s)) for s in mine]
    x2, names2 = matrix(rows)
    x2 = sparse.hstack([x2, sparse.csr_matrix(np.array(own)[:, None])]).tocsr()
    used = w[:at] > 0
    second = LogisticRegression(C=0.1, max_iter=300, tol=1e-3).fit(x2[used], y[:at][used], w[:at][used])
    return tables(first, names, second, names2)


def tables(first: LogisticRegression, names: list[str], second: LogisticRegression, names2: list[str]) -> dict[str, dict[str, float]]:
    """The points by table, as in the lexicon."""
    words, own, context = {}, {"bias": float(first.intercept_[0])}, {"bias": float(second.intercept_[0]), "own": float(second.coef_[0][-1])}
    for name, value in zip(names, map(float, first.coef_[0]), strict=True):
        if name.startswith("word ") and abs(value) >= WORDS_FROM:
            words[name.removeprefix("word ")] = value
        elif not name.startswith("word ") and abs(value) >= OWN_FROM:
            own[name] = value
    context |= {name: float(value) for name, value in zip(names2, second.coef_[0][:-1], strict=True) if abs(value) >= CONTEXT_FROM}
    return {"cuts": CUTS, "own": own, "context": context, "words": words}


def left_out(rules: ruleset.RuleSet, main_set: list[Page], everything: list[Page], scoring: Path) -> None:
    """Print the scorer's figures for all pages, each judged with points that saw nothing of its site."""
    sys.path.insert(0, str(scoring))
    import boilerplate as scorer
    from runner import Finding, Judged

    analyst = rules.library.shared(boilerplate.Analyst)
    checks = rules.checks(r for r in rules.rules if r.family == "boilerplate")
    verdicts = {}
    for part in range(FOLDS):
        analyst.points = msgspec.convert(learned(main_set, everything, part), boilerplate.Points)
        for page in main_set:
            if page.fold == part:
                text, _ = scorer.document(page.row)
                found, _ = engine.judge(decode.document(text, "a.txt"), checks)
                verdicts[text] = Judged()
                verdicts[text].findings += [Finding(f.code, f.start.offset, f.end.offset, f.severity.label) for f in found]

    class Known:
        """Gives the verdicts that are there already."""

        def judge(self, texts: list[str], **_: bool) -> list[Judged]:
            return [verdicts[text] for text in texts]

    for row in scorer.score([page.row for page in main_set], Known()).rows:
        print(f"{row.measure} | {row.subset} |", ", ".join(f"{name} {figure.value:.3f}" for name, figure in row.values.items() if figure.value is not None))


def main(folder: Path, scoring: Path | None) -> None:
    """Train on the corpus in `folder` and write the points, or measure on sites left out."""
    rules = ruleset.load()
    analyst = boilerplate.Analyst(rules.library)
    main_set = list(pages(folder / "dev.jsonl.gz", analyst, False))
    everything = main_set + list(pages(folder / "fullpage_dev.jsonl.gz", analyst, True))
    if scoring is not None:
        left_out(rules, main_set, everything, scoring)
        return
    head = TARGET.read_text(encoding="utf-8").partition("entries:\n")[0] if TARGET.exists() else ""
    listed = "".join(f"  {name}: {table(values)}\n" for name, values in learned(main_set, everything).items())
    TARGET.write_text(head + "entries:\n" + listed, encoding="utf-8")


def table(values: dict[str, float]) -> str:
    """Points as a YAML mapping of short lines."""
    lines, line = [], ""
    for name, value in sorted(values.items()):
        item = f"{json.dumps(name, ensure_ascii=False)}: {round(value, 2):g}, "
        if len(line) + len(item) > 150:
            lines.append(line.rstrip())
            line = ""
        line += item
    return "{\n    " + "\n    ".join([*lines, line.rstrip(", ")]) + "\n  }"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[3]) if sys.argv[2:3] == ["--left-out"] else None)
