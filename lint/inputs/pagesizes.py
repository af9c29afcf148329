"""How large the pages of a Parquet column are when unpacked: told by their headers, before any of them is unpacked."""

from collections.abc import Iterator
from typing import Any, BinaryIO

_HEADER = 65_536
_UNPACKED, _PACKED = 2, 3
"""The numbers of the fields of a page header that hold its sizes."""


def unpacked(raw: BinaryIO, column: Any) -> Iterator[int]:
    """The bytes of each page of a column chunk when unpacked; raises ValueError for what is no header."""
    at = min(filter(None, (column.dictionary_page_offset, column.data_page_offset)))
    end = at + column.total_compressed_size
    while at < end:
        raw.seek(at)
        try:
            fields, length = _struct(raw.read(_HEADER), 0)
            size, packed = fields[_UNPACKED], fields[_PACKED]
        except (IndexError, KeyError):
            raise ValueError("a page header is damaged") from None
        if packed < 0 or size < 0:
            raise ValueError("a page header is damaged")
        yield size
        at += length + packed


def _struct(raw: bytes, at: int, depth: int = 0) -> tuple[dict[int, int], int]:
    """The whole numbers in a struct of Thrift's compact protocol by their fields, and where it ends."""
    found: dict[int, int] = {}
    number = 0
    while raw[at]:
        delta, kind = raw[at] >> 4, raw[at] & 15
        at += 1
        if delta:
            number += delta
        else:
            number, at = _whole(raw, at)
        if kind in (4, 5, 6):
            found[number], at = _whole(raw, at)
        else:
            at = _past(raw, at, kind, depth)
    return found, at + 1


def _past(raw: bytes, at: int, kind: int, depth: int) -> int:
    """Where a value of this kind ends."""
    if depth > 8:
        raise ValueError("a page header is damaged")
    if kind in (1, 2):  # truth values are in the kind itself
        return at
    if kind in (3, 7):
        return at + (1 if kind == 3 else 8)
    if kind in (4, 5, 6):
        return _varint(raw, at)[1]
    if kind == 8:
        length, at = _varint(raw, at)
        return at + length
    if kind == 12:
        return _struct(raw, at, depth + 1)[1]
    raise ValueError("a page header is damaged")


def _whole(raw: bytes, at: int) -> tuple[int, int]:
    value, at = _varint(raw, at)
    return value >> 1 ^ -(value & 1), at


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = raw[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
        if shift > 63:
            raise ValueError("a page header is damaged")
