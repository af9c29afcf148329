"""Runs the scorer that lies beside the corpora, outside the project, and reads its answer."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared"
TASKS = ("boilerplate", "dates", "garbled", "attribution")


@dataclass(frozen=True)
class Figure:
    """One figure of one measure with its 95 % interval, and the number of units behind it."""

    value: float | None
    low: float | None
    high: float | None
    n: str


@dataclass(frozen=True)
class Answer:
    """What the scorer said: figures by measure, subset and name; lines on other methods; findings by code and label; texts not judged."""

    figures: dict[tuple[str, str, str], Figure]
    beside: dict[tuple[str, str], list[str]]
    per_rule: dict[str, dict[str, dict[str, int]]]
    lost: list[str]


def run(task: str, shared: Path = SHARED, sample: int | None = None, seed: int = 1) -> dict[str, Any]:
    """The scorer's answer on one task, on all of its corpus or on a fixed sample of pages or articles.

    Raises CalledProcessError when the command does not work.
    """
    with tempfile.TemporaryDirectory() as folder:
        argv = [sys.executable, str(shared / "scoring" / "score.py"), task, "--corpus", str(shared / "corpora"), "--json"]
        argv += ["--command", str(_script(Path(folder))), "--check-options=--no-crossfile --no-cache"]
        if sample is not None:
            argv += ["--sample", str(sample), "--seed", str(seed)]
        done = subprocess.run(argv, stdout=subprocess.PIPE, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _script(folder: Path) -> Path:
    """A script that runs this checkout with this interpreter: the scorer follows links, which would lead out of a virtual environment."""
    script = folder / "newslint"
    script.write_text(f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(PROJECT)!r})\nfrom lint.__main__ import run\nrun()\n", "utf-8")
    script.chmod(0o700)
    return script


def read(said: dict[str, Any]) -> Answer:
    """The scorer's answer with every figure under its name."""
    figures: dict[tuple[str, str, str], Figure] = {}
    beside: dict[tuple[str, str], list[str]] = {}
    per_rule: dict[str, dict[str, dict[str, int]]] = {}
    lost: list[str] = []
    for result in said["results"]:
        lost += result["reasons"]
        for code, labels in result["per_rule"].items():
            per_rule.setdefault(code, {})[result["task"]] = labels
        for row in result["rows"]:
            beside[row["measure"], row["subset"]] = row["beside"]
            for name, (value, low, high) in row["values"].items():
                figures[row["measure"], row["subset"], name] = Figure(value, low, high, row["n"])
    return Answer(figures, beside, per_rule, lost)
