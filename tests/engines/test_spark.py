"""PySpark: two workers, one killed in the middle: complete, without doubles, equal to one process."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest

from lint.batch import Linter
from tests.engines.conftest import expected, ordered

JOB = """
from pyspark.sql import SparkSession
from lint.batch import spark
from tests.engines.dying import Dying
session = (
    SparkSession.builder.master("local[2,4]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.sql.execution.arrow.maxRecordsPerBatch", "16")
    .getOrCreate()
)
frame = session.read.json("in").repartition(4)
spark.judged(frame, Dying(select=("BP", "DT001"), victim="r2-30", marker="MARKER")).write.parquet("out")
session.stop()
"""

pytestmark = pytest.mark.usefixtures("engine")


def test_a_frame_over_two_workers_one_killed(folder: Path, script: Callable[..., Any]) -> None:
    if shutil.which("java") is None:
        pytest.fail("PySpark is installed, but no Java is")
    done = script(JOB.replace("MARKER", str(folder / "killed")))
    assert done.returncode == 0, done.stdout
    assert (folder / "killed").exists()
    rows = [row for place in (folder / "out").glob("*.parquet") for row in parquet.ParquetFile(place).read().to_pylist()]
    assert ordered(rows) == expected(Linter(select=("BP", "DT001")))
