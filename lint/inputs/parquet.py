"""Parquet tables: one text a row."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from lint import regular, typed
from lint.inputs import pagesizes
from lint.inputs.record import Fields, Limits, Record, Unread, of_row, wanted
from lint.regular import TooLargeError
from lint.rows import Names

BATCH = 64
"""Rows that are read at once."""


def records(path: str, fields: Fields, limits: Limits) -> Iterator[Record | Unread]:
    """The texts of the rows, in order, numbered from 1. Damage costs the rest of its row group."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        yield Unread(path, None, "reading Parquet needs one more package: pip install 'newslint[parquet]'")
        return
    try:
        with regular.opened(Path(path)) as raw:
            table = parquet.ParquetFile(raw, pre_buffer=False, buffer_size=1 << 20, page_checksum_verification=True)
            fault = _fault(table.schema_arrow, fields)
            if fault:
                yield Unread(path, None, fault)
                return
            yield from _records(path, raw, table, fields, limits)
    except regular.RefusedError as refused:
        yield Unread(path, None, str(refused))
    except (pyarrow.ArrowException, OSError, ValueError, MemoryError) as error:
        yield Unread(path, None, f"damaged: {_said(error)}; nothing of it is read")


def _records(path: str, raw: BinaryIO, table: Any, fields: Fields, limits: Limits) -> Iterator[Record | Unread]:
    import pyarrow

    names, number = Names(), 0
    columns = [name for name in table.schema_arrow.names if name in wanted(fields)]
    for group in range(table.num_row_groups):
        begun = number
        following = begun + table.metadata.row_group(group).num_rows
        try:
            _check_pages(raw, table.metadata.row_group(group), columns, limits)
            for batch in table.iter_batches(batch_size=BATCH, row_groups=[group], columns=columns, use_threads=False):
                for row in rows(batch):
                    number += 1
                    yield of_row(path, row, number, fields, limits, names)
        except TooLargeError as error:
            yield Unread(path, None, f"{error}; rows {number + 1:,} to {following:,} are not read")
            number = following
        except (pyarrow.ArrowException, OSError, ValueError, MemoryError) as error:
            yield Unread(path, None, f"damaged: {_said(error)}; rows {number + 1:,} to {following:,} are not read")
            number = following


def _check_pages(raw: BinaryIO, group: Any, columns: list[str], limits: Limits) -> None:
    """Raises TooLargeError where a page is too large to be unpacked, as the one that holds a gigantic text."""
    for column in map(group.column, range(group.num_columns)):
        if column.total_uncompressed_size <= limits.page or column.path_in_schema.split(".")[0] not in columns:
            continue
        largest = max(pagesizes.unpacked(raw, column), default=0)
        if largest > limits.page:
            raise TooLargeError(f"too large: a page of column '{column.path_in_schema}' unpacks to {largest:,} bytes, the limit is {limits.page:,}")


def rows(batch: Any) -> Iterator[dict[str, Any]]:
    """The rows of a batch by the names of its columns: a text that is no UTF-8 as its bytes, None for what Python cannot hold."""
    columns = [_values(column) for column in batch.columns]
    for values in zip(*columns):
        yield dict(zip(batch.schema.names, values))


def _values(column: Any) -> list[Any]:
    try:
        return list(column.to_pylist())
    except (ValueError, OverflowError):
        return [_plain(value) for value in column]


def _plain(value: Any) -> Any:
    try:
        return value.as_py()
    except UnicodeDecodeError:
        return value.as_buffer().to_pybytes()
    except (ValueError, OverflowError):
        return None


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:200].rstrip(".") or type(error).__name__


def _fault(schema: Any, fields: Fields) -> str | None:
    """Why the table cannot be read with these fields."""
    import pyarrow

    for field in msgspec.structs.fields(fields):
        named = getattr(fields, field.name)
        if named is not None and named not in schema.names and (field.name != "id" or named != field.default):
            hint = typed.did_you_mean(named, schema.names) or f"; there are {', '.join(schema.names[:20])}"
            return f"no column '{named}'{hint} (--{field.name}-field)"
    kind = schema.field(fields.text).type
    told = kind.value_type if pyarrow.types.is_dictionary(kind) else kind
    text = (pyarrow.types.is_string, pyarrow.types.is_large_string, pyarrow.types.is_string_view, pyarrow.types.is_binary, pyarrow.types.is_large_binary)
    return None if any(is_text(told) for is_text in text) else f"column '{fields.text}' is no text but {kind} (--text-field)"
