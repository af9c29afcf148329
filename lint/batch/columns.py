"""The columns that come out of a batch, as Arrow types, and rows put into them."""

import datetime
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from msgspec.structs import replace

from lint import engine, files, inputs, profile
from lint.files import Target
from lint.inputs import Record, Unread
from lint.model import Failure, Finding, Severity
from lint.plan import Plan
from lint.report import json
from lint.text.document import Document

Text = Record | Unread | Target
"""A text to judge: a row of a file or a table, one that could not be read, or a file of its own."""

Row = dict[str, Any]
"""One row by the names of `SCHEMA`."""

_POSITION = pa.struct([("line", pa.int32()), ("column", pa.int32()), ("offset", pa.int32())])
_EDIT = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())])
_PLACE = pa.struct([("path", pa.string()), ("start", _POSITION), ("end", _POSITION), ("message", pa.string())])

FINDING = pa.struct(
    [
        ("code", pa.string()),
        ("name", pa.string()),
        ("family", pa.string()),
        ("severity", pa.string()),
        ("confidence", pa.string()),
        ("message", pa.string()),
        ("scope", pa.string()),
        ("start", _POSITION),
        ("end", _POSITION),
        ("text", pa.string()),
        ("fingerprint", pa.string()),
        ("fix", pa.list_(_EDIT)),
        ("related", pa.list_(_PLACE)),
        ("silenced", pa.struct([("by", pa.string()), ("reason", pa.string())])),
    ]
)
"""One finding: the fields of the JSON report without `path`, which is the row's `id`, and without `why` and `do`, which `newslint explain` gives by code."""

FAILURE = pa.struct([("rule", pa.string()), ("reason", pa.string())])
"""Something that was not judged: one rule, or the whole row where `rule` is null."""

SCHEMA = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("judged", pa.bool_(), nullable=False),
        pa.field("errors", pa.int32(), nullable=False),
        pa.field("warnings", pa.int32(), nullable=False),
        pa.field("infos", pa.int32(), nullable=False),
        pa.field("title", pa.string()),
        pa.field("date", pa.date32()),
        pa.field("date_kind", pa.string()),
        pa.field("byline", pa.string()),
        pa.field("publisher", pa.string()),
        pa.field("wire", pa.string()),
        pa.field("language", pa.string()),
        pa.field("words", pa.int32()),
        pa.field("sentences", pa.int32()),
        pa.field("garble_score", pa.float64()),
        pa.field("boilerplate_share", pa.float64()),
        pa.field("findings", pa.list_(FINDING), nullable=False),
        pa.field("failures", pa.list_(FAILURE), nullable=False),
    ]
)
"""One row for each row that came in, in the same order. `errors`, `warnings` and `infos` count findings that are not silenced.

The columns from `title` to `boilerplate_share` are those of `newslint profile`; all are null where `judged` is false.
"""


def table(rows: Sequence[Row]) -> pa.RecordBatch:
    """The rows as one batch of `SCHEMA`."""
    return pa.RecordBatch.from_pylist(list(rows), schema=SCHEMA)


def row(text: Text, plan: Plan) -> Row:
    """The row of one text. Never raises on what it holds."""
    if isinstance(text, Unread):
        return lost(name(text), text.reason)
    try:
        asked = plan.settings.config
        made = inputs.document(text, asked.html) if isinstance(text, Record) else files.load(text, asked.max_size, asked.html)
        if isinstance(made, Document):
            return judged(made if made.path == name(text) else replace(made, path=name(text)), plan)
        return lost(name(text), made.reason if isinstance(made, Failure) else made.skipped or "")
    except Exception as error:  # one bad text costs one row
        return lost(name(text), engine.fault("", error).reason)


def name(text: Text) -> str:
    """The id of its row: the path that is reported, bytes of it that are no text as escapes."""
    return (text.path if isinstance(text, Target) else text.where).encode("utf-8", "backslashreplace").decode("utf-8")


def judged(document: Document, plan: Plan) -> Row:
    """What the rules and the profile say of one document."""
    active = plan.active(document.path)
    findings, failures = engine.judge(document, active.checks, plan.language, plan.settings.config.inline)
    return {**_told(document.path, True, findings, failures), **_outlined(profile.outline(document, active.library))}


def lost(name: str, reason: str) -> Row:
    """The row of a text that was not judged."""
    return _told(name, False, (), (Failure(name, reason),))


def _told(name: str, whole: bool, findings: Sequence[Finding], failures: Sequence[Failure]) -> Row:
    counts = {s: sum(f.severity == s and f.silenced is None for f in findings) for s in Severity}
    return {
        "id": name,
        "judged": whole,
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "infos": counts[Severity.INFO],
        "findings": [json.finding(f) for f in findings],
        "failures": [json.failure(f) for f in failures],
    }


def _outlined(card: dict[str, Any]) -> Row:
    title, date = card["title"], card["date"]
    return {
        **{name: card[name] for name in ("byline", "publisher", "wire", "language", "words", "sentences", "garble_score", "boilerplate_share")},
        "title": title["text"] if title else None,
        "date": datetime.date.fromisoformat(date["value"]) if date else None,
        "date_kind": date["kind"] if date else None,
    }
