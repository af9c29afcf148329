"""Ray: two workers, one killed in the middle: complete, without doubles, equal to one process."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest

from lint.batch import Linter
from tests.engines.conftest import expected, ordered

START = """
import os, sys, glob
import ray
from lint.batch import Linter
from lint.batch import ray as cluster
from tests.engines.dying import Dying, DyingAtPart
ray.init(num_cpus=2, include_dashboard=False, _node_ip_address="127.0.0.1", log_to_driver=False, object_store_memory=100_000_000)
"""
RUN = """
total = cluster.run(sorted(glob.glob("in/*.jsonl")), "out", LINTER, rows=10)
print("TOLD", total.rows, total.judged, total.errors, total.lost, flush=True)
"""

pytestmark = pytest.mark.usefixtures("engine")
Script = Callable[..., Any]


def tables(folder: Path) -> list[dict[str, Any]]:
    rows = [row for place in sorted((folder / "out").glob("*.parquet")) for row in parquet.ParquetFile(place).read().to_pylist()]
    return ordered([{**row, "id": row["id"].rpartition("#")[2]} for row in rows])


def bare(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the fingerprints, which hold the path."""
    return [{**row, "findings": [{**f, "fingerprint": None} for f in row["findings"]]} for row in rows]


def test_files_over_two_workers_one_killed(folder: Path, script: Script) -> None:
    linter = 'DyingAtPart(select=("BP", "DT001"), marker="killed", parent=os.getpid())'
    done = script(START + RUN.replace("LINTER", linter))
    assert "TOLD 240 240 160 []" in done.stdout, done.stdout
    assert (folder / "killed").exists()
    assert bare(tables(folder)) == bare(expected(Linter(select=("BP", "DT001"))))
    assert not list((folder / "out").glob("*.parts"))


def test_a_second_run_makes_only_what_is_missing(folder: Path, script: Script) -> None:
    linter = 'Linter(select=("BP", "DT001"))'
    assert "TOLD 240 240 160 []" in script(START + RUN.replace("LINTER", linter)).stdout
    first, *others = sorted((folder / "out").glob("*.parquet"))
    stamps = {place: place.stat().st_mtime_ns for place in others}
    first.unlink()
    (folder / "in" / "damaged.parquet").write_bytes(b"PAR1")
    again = script(START + RUN.replace("LINTER", linter).replace("sorted(", '["in/gone.jsonl", "in/damaged.parquet"] + sorted('))
    assert "TOLD 242 240 160 [('in/gone.jsonl', 'cannot be read: no such file or directory'), ('in/damaged.parquet', 'damaged: " in again.stdout, again.stdout
    assert {place: place.stat().st_mtime_ns for place in others} == stamps
    assert first.exists()


def test_a_step_of_ray_data_with_a_worker_killed(folder: Path, script: Script) -> None:
    code = """
dataset = ray.data.read_json(sorted(glob.glob("in/*.jsonl")))
cluster.judged(dataset, Dying(select=("BP", "DT001"), victim="r2-30", marker=os.path.abspath("killed")), rows=16).write_parquet("out")
"""
    done = script(START + code)
    assert done.returncode == 0, done.stdout
    assert (folder / "killed").exists()
    assert tables(folder) == expected(Linter(select=("BP", "DT001")))
