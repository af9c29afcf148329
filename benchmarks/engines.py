"""Ray, PySpark and datatrove on this machine with two workers: start-up, then the same rows twice, the second time with workers that have loaded the rules.

python benchmarks/engines.py ROWS.parquet [ray] [spark] [datatrove] [newslint]      # columns id and text; needs newslint[engines] and Java 17

Processor time is that of all processes that the engine has started, on Linux only. datatrove and `newslint batch` start their workers anew for each job.
"""

import argparse
import ctypes
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
Job = Callable[[Path], None]


def ray(rows: Path) -> Job:
    """A step of Ray Data."""
    import ray as engine

    from lint.batch import ray as cluster

    engine.init(num_cpus=2, include_dashboard=False, _node_ip_address="127.0.0.1", log_to_driver=False, object_store_memory=200_000_000)
    return lambda out: cluster.judged(engine.data.read_parquet(str(rows)).repartition(8)).write_parquet(str(out))


def spark(rows: Path) -> Job:
    """mapInArrow."""
    from pyspark.sql import SparkSession

    from lint.batch import spark as cluster

    build = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.driver.host", "127.0.0.1")
    session = build.config("spark.driver.bindAddress", "127.0.0.1").config("spark.sql.execution.arrow.maxRecordsPerBatch", "256").getOrCreate()
    return lambda out: cluster.judged(session.read.parquet(str(rows)).repartition(8)).write.parquet(str(out))


def datatrove(rows: Path) -> Job:
    """A filter that drops nothing, over eight tasks."""
    import pyarrow.parquet as parquet
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import ParquetReader
    from datatrove.pipeline.writers import JsonlWriter

    from lint.batch import Linter
    from lint.batch.datatrove import NewslintFilter

    table, parts = parquet.read_table(rows), rows.with_suffix(".parts")
    parts.mkdir(exist_ok=True)
    for i in range(8):
        parquet.write_table(table.slice(i * -(-len(table) // 8), -(-len(table) // 8)), parts / f"{i}.parquet")

    def job(out: Path) -> None:
        steps = [ParquetReader(str(parts)), NewslintFilter(Linter(), at_most=10**6), JsonlWriter(str(out))]
        LocalPipelineExecutor(steps, tasks=8, workers=2, logging_dir=f"{out}-logs").run()

    return job


def newslint(rows: Path) -> Job:
    """The command, for comparison."""

    def job(out: Path) -> None:
        asked = [sys.executable, "-m", "lint", "batch", str(rows), "--output", f"{out}.parquet", "--no-config", "--jobs", "2"]
        subprocess.run(asked, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, stdout=subprocess.DEVNULL)

    return job


def used() -> float:
    """Seconds of processor time of this process and all below it, those that have ended included."""
    total, todo = 0, [os.getpid()]
    while todo:
        current = todo.pop()
        try:
            total += sum(map(int, Path(f"/proc/{current}/stat").read_text().rpartition(")")[2].split()[11:15]))
            for task in Path(f"/proc/{current}/task").iterdir():
                todo += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return total / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Print what was measured; each engine in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("engines", nargs="*", default=["newslint", "ray", "spark", "datatrove"])
    asked = parser.parse_args()
    os.environ |= {
        "PYTHONPATH": str(ROOT),
        "PYSPARK_PYTHON": sys.executable,
        "RAY_USAGE_STATS_ENABLED": "0",
        "HF_HUB_OFFLINE": "1",
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    if len(asked.engines) > 1:
        for name in asked.engines:
            subprocess.run([sys.executable, __file__, str(asked.rows), name], check=True)
        return 0
    (name,) = asked.engines
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # what an engine leaves to itself becomes a child of this process, and is counted
    with tempfile.TemporaryDirectory() as scratch:
        moments = [(time.monotonic(), used())]
        job = {"ray": ray, "spark": spark, "datatrove": datatrove, "newslint": newslint}[name](asked.rows.absolute())
        moments.append((time.monotonic(), used()))
        for turn in (1, 2):
            job(Path(scratch) / f"out{turn}")
            moments.append((time.monotonic(), used()))
    taken = [f"{after[0] - before[0]:.1f} s ({after[1] - before[1]:.1f} s CPU)" for before, after in pairwise(moments)]
    print(f"MEASURED {name:10} start {taken[0]}, first job {taken[1]}, second job {taken[2]}, load {os.getloadavg()[0]:.1f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
