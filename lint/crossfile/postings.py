"""Records of very many documents under keys, written to a temporary file by key and read back in groups."""

import tempfile
from array import array
from collections.abc import Iterator
from typing import IO

KEY = 4
"""The first bytes of a record are its key."""

PARTS = 256
"""One for each value of the last byte of a key."""

HELD = 1 << 14
"""So many bytes of each part wait in memory before they are written."""


class Postings:
    """Records of one width; memory stays at that of one part, which is a 256th of them, and time grows as sorting does."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._block = -(-HELD // width) * width
        self._parts = [bytearray() for _ in range(PARTS)]
        self._places: list[array[int]] = [array("Q") for _ in range(PARTS)]
        self._file: IO[bytes] | None = None
        self._end = 0

    def add(self, record: bytes) -> None:
        """Put one record in."""
        number = record[KEY - 1]
        part = self._parts[number]
        part += record
        if len(part) == self._block:
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix="newslint-postings-")  # noqa: SIM115  it lives as long as the postings
            self._file.write(part)
            self._places[number].append(self._end)
            self._end += self._block
            part.clear()

    def groups(self, least: int = 2) -> Iterator[list[bytes]]:
        """The records with one key, wherever there are at least so many (one or more), sorted; ends with the postings empty and their file given back."""
        for number in range(PARTS):
            yield from _groups(self._taken(number), self._width, least)
        if self._file is not None:
            self._file.close()
            self._file = None

    def _taken(self, number: int) -> bytes:
        blocks = [] if self._file is None else [_read(self._file, place, self._block) for place in self._places[number]]
        blocks.append(bytes(self._parts[number]))
        self._places[number], self._parts[number] = array("Q"), bytearray()
        return b"".join(blocks)


def _read(file: IO[bytes], place: int, size: int) -> bytes:
    file.seek(place)
    return file.read(size)


def _groups(raw: bytes, width: int, least: int) -> Iterator[list[bytes]]:
    records = sorted([raw[at : at + width] for at in range(0, len(raw), width)])
    start, key = 0, b""
    for end, record in enumerate(records):
        if record[:KEY] != key:
            if end - start >= least:
                yield records[start:end]
            start, key = end, record[:KEY]
    if len(records) - start >= least:
        yield records[start:]
