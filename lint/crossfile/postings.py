"""Records of very many documents under keys, written to temporary files by key and read back in groups."""

import tempfile
from collections.abc import Iterator
from typing import IO

KEY = 4
"""The first bytes of a record are its key."""

PARTS = 64
HELD = 1 << 16
"""So many bytes of each part wait in memory before they are written."""


class Postings:
    """Records of one width; memory stays at that of one part, which is a 64th of them, and time grows as sorting does."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._parts = [bytearray() for _ in range(PARTS)]
        self._files: list[IO[bytes] | None] = [None] * PARTS

    def add(self, record: bytes) -> None:
        """Put one record in."""
        number = record[KEY - 1] % PARTS
        part = self._parts[number]
        part += record
        if len(part) >= HELD:
            file = self._files[number]
            if file is None:
                file = self._files[number] = tempfile.TemporaryFile(prefix="newslint-postings-")  # noqa: SIM115  it lives as long as the postings
            file.write(part)
            part.clear()

    def groups(self) -> Iterator[list[bytes]]:
        """The records with one key, wherever there are two or more, sorted; ends with the postings empty and their files given back."""
        for number in range(PARTS):
            yield from _groups(self._taken(number), self._width)

    def _taken(self, number: int) -> bytes:
        held, file = bytes(self._parts[number]), self._files[number]
        self._parts[number].clear()
        if file is None:
            return held
        with file:
            file.seek(0)
            return file.read() + held


def _groups(raw: bytes, width: int) -> Iterator[list[bytes]]:
    records = sorted([raw[at : at + width] for at in range(0, len(raw), width)])
    start, key = 0, b""
    for end, record in enumerate(records):
        if record[:KEY] != key:
            if end - start > 1:
                yield records[start:end]
            start, key = end, record[:KEY]
    if len(records) - start > 1:
        yield records[start:]
