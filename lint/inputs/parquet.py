"""Parquet tables: one text a row."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lint import regular, typed
from lint.inputs.record import Fields, Limits, Record, Unread, of_row
from lint.rows import Names

BATCH = 64
"""Rows that are read at once."""


def records(path: str, fields: Fields, limits: Limits) -> Iterator[Record | Unread]:
    """The texts of the rows, in order, numbered from 1."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        yield Unread(path, None, "reading Parquet needs one more package: pip install 'newslint[parquet]'")
        return
    number = 0
    try:
        with regular.opened(Path(path)) as raw:
            table = parquet.ParquetFile(raw, pre_buffer=False, buffer_size=1 << 20)
            fault = _fault(table.schema_arrow, fields)
            if fault:
                yield Unread(path, None, fault)
                return
            names = Names()
            for batch in table.iter_batches(batch_size=BATCH, columns=_columns(table.schema_arrow, fields), use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    yield of_row(path, row, number, fields, limits, names)
    except regular.RefusedError as refused:
        yield Unread(path, None, str(refused))
    except (pyarrow.ArrowException, OSError, ValueError, MemoryError) as error:
        said = " ".join(str(error).split())[:200] or type(error).__name__
        yield Unread(path, None, f"damaged: {said}; {f'what follows row {number:,} is not read' if number else 'nothing of it is read'}")


def _fault(schema: Any, fields: Fields) -> str | None:
    """Why the table cannot be read with these fields."""
    import pyarrow

    for option, named in (("text", fields.text), ("title", fields.title), ("date", fields.date), ("author", fields.author), ("source", fields.source)):
        if named is not None and named not in schema.names:
            hint = typed.did_you_mean(named, schema.names) or f"; there are {', '.join(schema.names[:20])}"
            return f"no column '{named}'{hint} (--{option}-field)"
    kind = schema.field(fields.text).type
    text = (pyarrow.types.is_string, pyarrow.types.is_large_string, pyarrow.types.is_string_view, pyarrow.types.is_binary, pyarrow.types.is_large_binary)
    return None if any(told(kind) for told in text) else f"column '{fields.text}' is no text but {kind} (--text-field)"


def _columns(schema: Any, fields: Fields) -> list[str]:
    from lint.inputs import record

    return [name for name in schema.names if name in record.wanted(fields)]
