"""`lint_batch`: a batch of texts to a batch of judgements."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec
import pyarrow as pa

from lint import config
from lint.batch import columns
from lint.config import Asked
from lint.inputs import Fields, Limits, Record, Unread, parquet, record
from lint.plan import Plan
from lint.selection import Selection


class Linter(msgspec.Struct, frozen=True):
    """The settings of a batch job. Small and picklable: a worker loads the rules at its first batch and keeps them as long as its process lives.

    `select`, `extend_select`, `ignore`, `rules`, `max_size`: as the options of `newslint check`; `config` names a config file, and none is searched for.
    `fields` says which columns hold the id, the text and what a row states about it.
    """

    select: Sequence[str] = ()
    extend_select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    rules: Sequence[str] = ()
    config: str | None = None
    max_size: int | None = None
    fields: Fields = msgspec.field(default_factory=Fields)

    def lint_batch(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """A row of `SCHEMA` for each row of the batch, in the same order.

        A row whose text is null, of another type or too large has `judged` false and the reason in `failures`. Raises ValueError where a column is missing,
        and the errors of settings and rules: ConfigError, RuleError, SourceError.
        """
        plan = self.plan()
        return columns.table([columns.row(text, plan) for text in self._texts(batch, plan.settings.limits)])

    def plan(self) -> Plan:
        """The rules and settings, loaded once in each process."""
        return _plan(tuple(self.select), tuple(self.extend_select), tuple(self.ignore), tuple(self.rules), self.config, self.max_size)

    def _texts(self, batch: pa.RecordBatch, limits: Limits) -> Iterator[Record | Unread]:
        asked = self.fields
        for name in (asked.id, asked.text, asked.title, asked.date, asked.author, asked.source):
            if name is not None and name not in batch.schema.names:
                raise ValueError(f"the batch has no column '{name}', only {', '.join(batch.schema.names)}")
        read = batch.select([name for name in batch.schema.names if name in record.wanted(asked)])
        for number, row in enumerate(parquet.rows(read), 1):
            yield record.named_row("", "" if row[asked.id] is None else str(row[asked.id]), row, number, asked, limits)


@lru_cache(maxsize=16)
def _plan(select: tuple[str, ...], extend: tuple[str, ...], ignore: tuple[str, ...], rules: tuple[str, ...], file: str | None, max_size: int | None) -> Plan:
    values = {} if max_size is None else {"max_size": max_size}
    plan = Plan(config.load(Asked(Selection(select, extend, ignore), {}, rules, values), path=file, search=False))
    plan.active_with(())
    return plan


def lint_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """`Linter().lint_batch`: columns `id` and `text`, the rules that are on by default."""
    return Linter().lint_batch(batch)
