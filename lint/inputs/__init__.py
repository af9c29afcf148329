"""Texts that are rows of a file: JSON lines, Parquet and WARC, read one by one and never whole."""

from collections.abc import Iterator

from lint.inputs.record import Fields, Limits, Record, Unread, document
from lint.rows import holds_records

__all__ = ["Fields", "Limits", "Record", "Unread", "document", "holds_records", "records"]


def records(path: str, fields: Fields | None = None, limits: Limits | None = None) -> Iterator[Record | Unread]:
    """The texts of a file in its order. One that cannot be read costs itself alone and is told in its place; nothing a file holds raises."""
    fields, limits, form = fields or Fields(), limits or Limits(), path.lower()
    if form.endswith(".parquet"):
        from lint.inputs import parquet as reader
    elif form.endswith((".warc", ".warc.gz")):
        from lint.inputs import warc as reader  # type: ignore[no-redef]
    else:
        from lint.inputs import jsonlines as reader  # type: ignore[no-redef]
    return reader.records(path, fields, limits)
