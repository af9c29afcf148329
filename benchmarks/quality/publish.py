"""Measures every rule on the corpora beside the project and publishes the evidence: `rules/measured.json` and `docs/quality.md`.

python benchmarks/quality/publish.py [--shared ../shared] [--kept FILE]

`--kept FILE` keeps the scorer's answers there, or takes them from there when it exists, so that the pages can be written again without measuring.
Rules that no corpus labels, or whose labels say little, are judged by hand: `hand.json` holds right and wrong findings of a random sample, and what
was sampled.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import planted
import scorer

from lint import ruleset
from lint.model import Rule

HERE = Path(__file__).resolve().parent
MISSING = ("none", "other_dates_only", "partial")
"""What the labels of the date corpus call a text that does not state its date."""

TITLES = {
    "boilerplate": "Leftover boilerplate",
    "dates": "Dates",
    "garbled": "Garbled, machine-translated or spun text",
    "attribution": "Attribution",
}


def main() -> int:
    """Measure, and write both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=scorer.SHARED)
    parser.add_argument("--kept", type=Path)
    args = parser.parse_args()
    answers = {task: scorer.read(said) for task, said in _said(args).items()}
    hand = json.loads((HERE / "hand.json").read_text("utf-8"))
    rules = ruleset.load().rules
    hand |= {code: {"right": p.right, "wrong": p.wrong, "what": p.what, "recall": p.recall} for code, p in planted.measured(rules).items() if code not in hand}
    measured = {rule.code: found for rule in rules if (found := figure(rule, answers, hand))}
    (scorer.PROJECT / "rules" / "measured.json").write_text(json.dumps(measured, indent=1, ensure_ascii=False) + "\n", "utf-8")
    (scorer.PROJECT / "docs" / "quality.md").write_text("\n".join(page(rules, measured, answers)) + "\n", "utf-8")
    for rule in rules:
        if complaint := unfit(rule, measured.get(rule.code)):
            print(complaint)
    return 0


def _said(args: argparse.Namespace) -> dict[str, Any]:
    if args.kept and args.kept.exists():
        found: dict[str, Any] = json.loads(args.kept.read_text("utf-8"))
        return found
    said = {task: scorer.run(task, args.shared) for task in scorer.TASKS}
    if args.kept:
        args.kept.write_text(json.dumps(said), "utf-8")
    return said


def figure(rule: Rule, answers: dict[str, scorer.Answer], hand: dict[str, Any]) -> dict[str, Any] | None:
    """What was measured of one rule: precision with its Wilson interval, n, corpus, and recall where it has one; None where nothing was."""
    right, wrong, corpus = _judged(rule, answers)
    read = hand.get(rule.code)
    if read and (right + wrong < max(10, read["right"] + read["wrong"] if rule.code <= "AT009" else 0) or rule.code.startswith(("MT", "NM"))):
        right, wrong, corpus = read["right"], read["wrong"], read["what"]
    if not right + wrong:
        return None
    low, high = wilson(right, right + wrong)
    found = {"precision": round(right / (right + wrong), 3), "low": round(low, 3), "high": round(high, 3), "n": right + wrong, "corpus": corpus}
    if read and "recall" in read:
        found["recall"] = read["recall"]
    if rule.code == "DT001":
        recall = answers["dates"].figures["dates.missing", "all", "R"].value
        found["recall"] = round(recall or 0.0, 3)
    return found


def _judged(rule: Rule, answers: dict[str, scorer.Answer]) -> tuple[int, int, str]:
    """How many findings of a rule were right and wrong by the labels of the corpus that fits it."""
    if rule.code.startswith("BP"):
        labels = _labels(answers, rule, "boilerplate")
        return labels.get("boilerplate", 0), labels.get("article", 0), "boilerplate, lines"
    if rule.code == "DT001":
        labels = _labels(answers, rule, "dates")
        return sum(labels.get(name, 0) for name in MISSING), labels.get("explicit", 0), "dates, texts"
    if rule.code.startswith("AT"):
        return _of_attribution(rule, _labels(answers, rule, "attribution"))
    if rule.code.startswith(("MT", "NM")):
        labels = _labels(answers, rule, "garbled")
        right, wrong = (sum(n for name, n in labels.items() if name.startswith(kinds)) for kinds in (("mt-bad", "spun"), ("human",)))
        return right, wrong, "garbled, on garbled texts against human ones, where a true slip counts as wrong"
    return 0, 0, ""


def _of_attribution(rule: Rule, labels: dict[str, int]) -> tuple[int, int, str]:
    if rule.code <= "AT009":
        return (
            labels.get("polnear: hand C", 0) + labels.get("vaccorp: hand C", 0),
            sum(n for k, n in labels.items() if k.endswith((" F", " N"))),
            "attribution, hand labels",
        )
    if rule.code == "AT010":
        wrong = sum(labels.get(f"polnear: {k}", 0) for k in ("quote goes on", "has a source"))
        return labels.get("polnear: quote, no speaker", 0), wrong, "attribution, quotations"
    if "AT020" <= rule.code <= "AT029":
        right = labels.get("polnear: vague source", 0)
        return right, sum(n for k, n in labels.items() if k.startswith("polnear")) - right, "attribution, sentences"
    return 0, 0, ""


def _labels(answers: dict[str, scorer.Answer], rule: Rule, task: str) -> dict[str, int]:
    return answers[task].per_rule.get(rule.code, {}).get(task, {})


def wilson(hits: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    p, d = hits / total, 1 + z * z / total
    middle, half = (p + z * z / (2 * total)) / d, z * math.sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / d
    return max(0.0, middle - half), min(1.0, middle + half)


def unfit(rule: Rule, measured: dict[str, Any] | None) -> str:
    """Why a rule may not be as sure as its file says; empty where it may."""
    if measured is None or measured["n"] < 10:
        return ""
    if measured["precision"] < 0.9 and rule.confidence == "high":
        return f"{rule.code}: precision {measured['precision']} on n {measured['n']} does not bear confidence high"
    if measured["precision"] < 0.9 and rule.severity == "error":
        return f"{rule.code}: precision {measured['precision']} on n {measured['n']} does not bear severity error"
    if measured["precision"] < 0.5 and rule.default:
        return f"{rule.code}: precision {measured['precision']} on n {measured['n']} does not bear being on by default"
    return ""


def page(rules: tuple[Rule, ...], measured: dict[str, Any], answers: dict[str, scorer.Answer]) -> Iterator[str]:
    """The lines of `docs/quality.md`."""
    yield (HERE / "preface.md").read_text("utf-8").rstrip()
    for task, answer in answers.items():
        yield f"\n## {TITLES[task]}\n"
        yield "| measure | on | n | figures (95 % interval) |\n| --- | --- | --- | --- |"
        yield from _rows(answer)
    yield "\n## Every rule\n"
    yield "| code | name | level | confidence | precision | interval | recall | n | measured on |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for rule in rules:
        yield _row(rule, measured.get(rule.code))
    missed = [(rule, text) for rule in rules for text in rule.examples.missed]
    if missed:
        yield "\n## Known misses\n\nTexts that a rule should find and does not, from the rule files; a test fails when one is found, so that it moves.\n"
        yield from (f"- {rule.code} {rule.name}: `{' '.join(text.split())[:160]}`" for rule, text in missed)
    yield "\n" + (HERE / "wrong-findings.md").read_text("utf-8").rstrip()


def _rows(answer: scorer.Answer) -> Iterator[str]:
    rows: dict[tuple[str, str], list[str]] = {}
    sizes: dict[tuple[str, str], str] = {}
    for (measure, subset, name), found in answer.figures.items():
        interval = f" ({found.low:.3f}-{found.high:.3f})" if found.low is not None and found.high is not None else ""
        rows.setdefault((measure, subset), []).append(f"{name} {'-' if found.value is None else f'{found.value:.3f}'}{interval}")
        sizes[measure, subset] = found.n
    for (measure, subset), listed in rows.items():
        yield f"| {measure} | {subset} | {sizes[measure, subset]} | {'; '.join(listed)} |"
        yield from (f"| | | | {line} |" for line in answer.beside.get((measure, subset), []))


def _row(rule: Rule, found: dict[str, Any] | None) -> str:
    if found is None:
        return f"| {rule.code} | {rule.name} | {rule.severity} | {rule.confidence} | not measured | | | | |"
    recall = found.get("recall", "")
    return (
        f"| {rule.code} | {rule.name} | {rule.severity} | {rule.confidence} | {found['precision']:.2f} | {found['low']:.2f}-{found['high']:.2f} "
        f"| {recall} | {found['n']} | {found['corpus']} |"
    )


if __name__ == "__main__":
    sys.exit(main())
