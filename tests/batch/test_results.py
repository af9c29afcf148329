"""The documented ways to read a table: DuckDB, Polars and plain Python, run as they are written."""

import re
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow.parquet as parquet
import pytest

from tests.command import CLEAN, DEFECT, ROOT, newslint

BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "scale.md").read_text("utf-8"), re.DOTALL)


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """How often each rule fired, most often first, in a table that lies in the working folder."""
    for i in range(4):
        (tmp_path / f"{i}.txt").write_text(DEFECT if i else CLEAN, "utf-8")
    assert newslint("batch", ".", "--output", "out.parquet", "--no-config", cwd=tmp_path).returncode == 0
    monkeypatch.chdir(tmp_path)
    codes = [finding["code"] for row in parquet.read_table("out.parquet").to_pylist() for finding in row["findings"]]
    return sorted(((code, codes.count(code)) for code in set(codes)), key=lambda pair: (-pair[1], pair[0]))


def line(word: str) -> str:
    (found,) = [block.strip() for block in BLOCKS if block.startswith(word)]
    assert "\n" not in found
    return found


def test_duckdb_reads_the_table_in_one_line(counted: list[tuple[str, int]]) -> None:
    made: Any = eval(line("duckdb."), {"duckdb": duckdb})
    assert made.fetchall() == counted
    assert ("BP001", 3) in counted


def test_polars_reads_the_table_in_one_line(counted: list[tuple[str, int]]) -> None:
    made: Any = eval(line("pl."), {"pl": pl})
    assert made.rows() == counted


def test_the_python_of_the_page_runs() -> None:
    (block,) = [block for block in BLOCKS if "lint_batch(" in block]
    exec(block, {})
