"""PySpark: a frame of texts to a frame of judgements, by `mapInArrow`. Needs `newslint[spark]` and Java 17."""

from collections.abc import Iterable, Iterator

import msgspec
import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_schema

from lint.batch.columns import SCHEMA
from lint.batch.linter import Linter


class _Judging(msgspec.Struct, frozen=True):
    linter: Linter

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return map(self.linter.lint_batch, batches)


def judged(frame: DataFrame, linter: Linter | None = None) -> DataFrame:
    """A row of `SCHEMA` for each row of the frame, which holds the columns that `linter.fields` names.

    The workers run the Python that PYSPARK_PYTHON names, which must have newslint installed. A task whose worker dies is tried again as often as
    `spark.task.maxFailures` says; in local mode that is once, unless the master is `local[workers,tries]`.
    """
    return frame.mapInArrow(_Judging(linter or Linter()), from_arrow_schema(SCHEMA))
