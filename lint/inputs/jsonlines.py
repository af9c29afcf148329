"""JSON lines, also compressed: one JSON object a line, one text a row."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from lint.inputs import unpacked
from lint.inputs.record import Fields, Limits, Record, Unread, of_row, too_large
from lint.rows import Names

_AROUND = 65_536


def records(path: str, fields: Fields, limits: Limits) -> Iterator[Record | Unread]:
    """The texts of the lines, in order. A line is numbered from 1; an empty one holds nothing and is passed over."""
    names, number = Names(), 0
    try:
        with unpacked.opened(path, limits) as stream:
            # A text in JSON may be six times as long as its bytes, and other fields stand beside it.
            for line in stream.lines(6 * limits.size + _AROUND):
                number += 1
                if line is None:
                    yield Unread(path, names.unique(str(number), number), too_large(limits), number)
                elif line := line.strip():
                    yield _record(path, line, number, fields, limits, names)
    except unpacked.BrokenError as error:
        yield Unread(path, None, f"{error}; {_so_far(number)}")


def _so_far(number: int) -> str:
    return f"what follows line {number:,} is not read" if number else "nothing of it is read"


def _record(path: str, line: bytes, number: int, fields: Fields, limits: Limits, names: Names) -> Record | Unread:
    name = str(number)
    try:
        row = _parsed(line)
    except UnicodeDecodeError as error:
        return Unread(path, names.unique(name, number), f"not UTF-8: byte 0x{line[error.start]:02x} at byte {error.start + 1} of the line", number)
    except (ValueError, RecursionError) as error:
        said = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply" if isinstance(error, RecursionError) else str(error)
        return Unread(path, names.unique(name, number), f"not valid JSON: {said[:1].lower()}{said[1:200]}", number)
    if not isinstance(row, dict):
        return Unread(path, names.unique(name, number), "not a JSON object", number)
    return of_row(path, row, number, fields, limits, names)


def _parsed(line: bytes) -> Any:
    text = line.removeprefix(b"\xef\xbb\xbf").decode()
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, ValueError):
        return json.loads(text)  # which takes halves of surrogate pairs, common in cut texts, and says where a line is wrong
