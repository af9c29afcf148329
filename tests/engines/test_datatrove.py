"""datatrove: two workers, one killed in the middle. Its pool waits for ever for the dead one; ended and run again, it does the missing tasks."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

JOB = """
import os
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from lint.batch import Linter
from lint.batch.datatrove import LeftoverCleaner, NewslintFilter
from tests.engines.dying import die_once

def dying(data, rank=0, world_size=1):
    for page in data:
        if page.id == "VICTIM":
            die_once("killed")
        yield page

if __name__ == "__main__":
    pipeline = [JsonlReader("in"), dying, LeftoverCleaner(), NewslintFilter(Linter(select=("BP", "DT001"))), JsonlWriter("OUT")]
    LocalPipelineExecutor(pipeline, tasks=4, workers=WORKERS, logging_dir="logs-OUT").run()
"""

pytestmark = pytest.mark.usefixtures("engine")


def pages(folder: Path) -> list[dict[str, Any]]:
    found = [json.loads(line) for place in sorted(folder.glob("*.jsonl.gz")) for line in gzip.decompress(place.read_bytes()).decode().splitlines()]
    return sorted(({"id": page["id"], "text": page["text"]} for page in found), key=lambda page: str(page["id"]))


def job(out: str, workers: int, victim: str = "") -> str:
    return JOB.replace("VICTIM", victim).replace("OUT", out).replace("WORKERS", str(workers))


def test_a_pipeline_over_two_workers_one_killed(folder: Path, script: Callable[..., Any]) -> None:
    done = script(job("alone", 1))
    assert done.returncode == 0, done.stdout
    script(job("out", 2, "r2-30"), seconds=40, hangs=True)
    assert (folder / "killed").exists()
    assert len(list((folder / "logs-out" / "completions").iterdir())) < 4
    done = script(job("out", 2, "r2-30"))
    assert done.returncode == 0, done.stdout
    made = pages(folder / "out")
    assert [page["id"] for page in made] == sorted(f"r{f}-{i}" for f in range(4) for i in range(60))
    assert made == pages(folder / "alone")
    assert not [page for page in made if "mc4wp" in page["text"]]


def test_a_page_that_cannot_be_cleaned_is_dropped(folder: Path, script: Callable[..., Any]) -> None:
    (folder / "in" / "one.jsonl").write_text(json.dumps({"id": "bad", "text": "The port\ufffd\ufffd reopened on Monday, its operator said.\n"}), "utf-8")
    done = script(job("out", 1).replace('select=("BP", "DT001")', 'select=("TX",)'))
    assert done.returncode == 0, done.stdout
    assert "bad" not in {page["id"] for page in pages(folder / "out")}
    assert "dropped_TX001" in (folder / "logs-out" / "stats.json").read_text()
