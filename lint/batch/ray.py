"""Ray: the files of a crawl over a cluster, and a step for pipelines of Ray Data. Needs `newslint[ray]`.

Each file is a task. Ray starts a task again, on another machine if need be, when its worker dies, and the task goes on with the part it was at.
"""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import ray

from lint import files
from lint.batch import job
from lint.batch.columns import SCHEMA
from lint.batch.linter import Linter
from lint.batch.parts import Total, digest
from lint.config import ConfigError

TRIES = 5
"""How often a task is started again after its worker died."""


def run(paths: Sequence[str], output: str, linter: Linter | None = None, rows: int = 1_000) -> Total:
    """Judge files of texts on the cluster that `ray.init` has joined; the sums over all of them.

    `output` is a folder that every machine sees, as are the paths. Each file of rows gets a table of its own there, named after it; a table that is finished
    is not made again by a later run, and one that is not goes on where it stopped. A file that could not be judged is told in `lost`.
    Raises ConfigError where the folder holds tables of other settings, and the errors of rules.
    """
    chosen = linter or Linter()
    chosen.plan()
    Path(output).mkdir(parents=True, exist_ok=True)
    judging = ray.remote(max_retries=TRIES)(_judge)
    waiting = {path: judging.remote(path, str(place(path, output)), chosen, rows) for path in dict.fromkeys(paths)}
    total = Total()
    for path, task in waiting.items():
        try:
            total.join(ray.get(task))
        except ray.exceptions.RayTaskError as error:
            if isinstance(error.cause, ConfigError):
                raise error.cause from None
            total.miss(path, f"{type(error.cause).__name__}: {error.cause}")
        except ray.exceptions.RayError as error:
            total.miss(path, str(error).splitlines()[0])
    return total


def place(path: str, output: str) -> Path:
    """The table of one file."""
    return Path(output) / f"{Path(path).name}-{digest(path.encode('utf-8', 'backslashreplace'))[:12]}.parquet"


def _judge(path: str, table: str, linter: Linter, rows: int) -> Total:
    asked = job.Job(files.collect([path]), linter.plan(), linter.fields, rows, workers=0)
    return job.run(asked, Path(table)).total


def judged(dataset: "ray.data.Dataset", linter: Linter | None = None, rows: int = 256) -> "ray.data.Dataset":
    """A row of `SCHEMA` for each row of a Ray dataset, which holds the columns that `linter.fields` names; `rows` are judged at once."""
    return dataset.map_batches(_table, fn_kwargs={"linter": linter or Linter()}, batch_format="pyarrow", batch_size=rows)


def _table(table: pa.Table, linter: Linter) -> pa.Table:
    return pa.Table.from_batches([linter.lint_batch(batch) for batch in table.to_batches()], SCHEMA)
