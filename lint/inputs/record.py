"""One text of a file that holds many: its name, its text and what its row states about it."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from lint import patterns, typed
from lint.rows import Names
from lint.text import decode
from lint.text.document import Document, Form, Metadata
from lint.text.pages import Part

_SURROGATES = patterns.compiled(r"[\ud800-\udfff]")
_USUAL = {
    "title": ("title", "headline"),
    "date": ("date", "publish_date", "published", "date_publish", "date_published", "published_at", "publication_date", "pubdate", "datePublished"),
    "author": ("author", "authors", "byline"),
    "source": ("source", "publisher", "source_domain", "site_name", "sitename", "outlet"),
}
_LANGUAGE = ("language", "lang")


class Fields(msgspec.Struct, frozen=True):
    """Which fields of a row, or columns of a table, hold what. None takes the first of the usual names that a row has.

    Without `id` a row is named by its `url`, and without that by its number, from 1.
    """

    text: str = "text"
    id: str = "id"
    title: str | None = None
    date: str | None = None
    author: str | None = None
    source: str | None = None


class Limits(msgspec.Struct, frozen=True):
    """What is read at most. `size`: bytes of one text. `ratio`: bytes that one byte of a compressed file may become, asked from `free` bytes on.

    `page`: bytes of the largest page of a table, which is unpacked as a whole.
    """

    size: int = 1_000_000
    ratio: int = 200
    free: int = 64_000_000
    page: int = 64_000_000


class Record(msgspec.Struct, frozen=True):
    """One text. Bytes are not decoded yet; `charset` is what their sender said they are. `row` counts from 1. `path` is empty for a row of no file."""

    path: str
    name: str
    text: str | bytes
    form: Form = "text"
    metadata: Metadata = msgspec.field(default_factory=Metadata)
    row: int = 0
    charset: str | None = None

    @property
    def where(self) -> str:
        """The path that is reported."""
        return f"{self.path}#{self.name}" if self.path else self.name


class Unread(msgspec.Struct, frozen=True):
    """A row that could not be read, or all that is left of a file where `name` is None."""

    path: str
    name: str | None
    reason: str
    row: int = 0

    @property
    def where(self) -> str:
        """The path that is reported."""
        return "#".join(part for part in (self.path, self.name) if part)


def document(record: Record, part: Part = "auto") -> Document:
    """The document that shows a record, with what its row states about it; `part` says how much of an HTML page is shown."""
    if isinstance(record.text, bytes):
        made = decode.decode(record.text, record.where, record.form, part, record.charset)
    else:
        made = decode.document(record.text, record.where, form=record.form, part=part)
    return replace(made, metadata=record.metadata.over(made.metadata))


def of_row(path: str, row: Mapping[str, Any], number: int, fields: Fields, limits: Limits, names: Names) -> Record | Unread:
    """The text in a row of named fields, or why there is none; its name is one that no row before it has."""
    name = names.unique(_worded(row.get(fields.id)) or _worded(row.get("url")) or str(number), number)
    return named_row(path, name, row, number, fields, limits)


def named_row(path: str, name: str, row: Mapping[str, Any], number: int, fields: Fields, limits: Limits) -> Record | Unread:
    """The text in a row that has this name, or why there is none."""
    text = row.get(fields.text)
    if not isinstance(text, str | bytes):
        return Unread(path, name, _no_text(row, fields.text), number)
    if isinstance(text, str):
        text = _SURROGATES.sub("\ufffd", text)
    if len(text) > limits.size or len(text if isinstance(text, bytes) else text.encode()) > limits.size:
        return Unread(path, name, too_large(limits), number)
    return Record(path, name, text, form_of(fields.text), _metadata(row, fields), number)


def wanted(fields: Fields) -> frozenset[str]:
    """Every field of a row that may be read."""
    stated = (fields.text, fields.id, "url", fields.title, fields.date, fields.author, fields.source)
    return frozenset((*filter(None, stated), *(name for usual in _USUAL.values() for name in usual), *_LANGUAGE))


def form_of(name: str) -> Form:
    """What a field of this name holds."""
    last = name.lower().replace("-", "_").rsplit("_", 1)[-1]
    return "html" if last == "html" else "markdown" if last in ("markdown", "md") else "text"


def too_large(limits: Limits) -> str:
    """Why a text is not read."""
    return f"too large: the limit is {limits.size:,} bytes (--max-size)"


def _no_text(row: Mapping[str, Any], name: str) -> str:
    if name not in row:
        return f"it has no field '{name}'" + typed.did_you_mean(name, [str(key) for key in row])
    value = row[name]
    return f"its field '{name}' is null" if value is None else f"its field '{name}' is no text but a {typed.kind_of(value)}"


def _metadata(row: Mapping[str, Any], fields: Fields) -> Metadata:
    def said(named: str | None, usual: tuple[str, ...]) -> str | None:
        return next((worded for key in ((named,) if named else usual) if (worded := _worded(row.get(key)))), None)

    return Metadata(
        title=said(fields.title, _USUAL["title"]),
        date=said(fields.date, _USUAL["date"]),
        author=said(fields.author, _USUAL["author"]),
        publisher=said(fields.source, _USUAL["source"]),
        language=said(None, _LANGUAGE),
    )


def _worded(value: Any, depth: int = 0) -> str | None:
    """A value in words, lists joined by commas; None for what says nothing."""
    if isinstance(value, list | tuple) and depth < 2:
        return ", ".join(filter(None, (_worded(v, depth + 1) for v in value[:20]))) or None
    if isinstance(value, Mapping):
        return _worded(value.get("name"), depth + 1) if depth < 2 else None
    if value is None or isinstance(value, bool | list | tuple):
        return None
    return " ".join(_SURROGATES.sub("\ufffd", str(value)).split())[:500] or None
