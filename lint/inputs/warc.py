"""WARC archives of a crawl: one text for each page that was answered."""

from collections.abc import Iterator

from lint.inputs.record import Fields, Limits, Record, Unread


def records(path: str, fields: Fields, limits: Limits) -> Iterator[Record | Unread]:
    """The pages, in order, named by their addresses and numbered from 1."""
    yield Unread(path, None, "WARC is not read yet")
