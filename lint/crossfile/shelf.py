"""Facts of very many documents, kept in a temporary file and read back one by one."""

import os
import tempfile
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import overload

from lint.crossfile import facts
from lint.crossfile.facts import Facts

KEPT = 64
"""So many documents' facts stay decoded in memory."""


class Shelf(Sequence[Facts]):
    """A read-only sequence of facts in the order in which they were put in; memory does not grow with their number but for 8 bytes each."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="newslint-facts-")  # noqa: SIM115  it lives as long as the shelf
        self._ends = array("Q", [0])
        self._read = lru_cache(KEPT)(self._decoded)

    def put(self, raw: bytes) -> None:
        """Add the encoded facts of one more document."""
        self._file.seek(self._ends[-1])
        self._file.write(raw)
        self._ends.append(self._ends[-1] + len(raw))

    def close(self) -> None:
        """Give the temporary file back."""
        self._file.close()

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, number: int) -> Facts: ...
    @overload
    def __getitem__(self, number: slice) -> list[Facts]: ...
    def __getitem__(self, number: int | slice) -> Facts | list[Facts]:
        if isinstance(number, slice):
            return [self._read(i) for i in range(*number.indices(len(self)))]
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self._read(number)

    def __iter__(self) -> Iterator[Facts]:
        return (self._decoded(i) for i in range(len(self)))

    def _decoded(self, number: int) -> Facts:
        start, end = self._ends[number], self._ends[number + 1]
        if hasattr(os, "pread"):  # processes that share the file share its position
            self._file.flush()
            return facts.decoded(os.pread(self._file.fileno(), end - start, start))
        self._file.seek(start)
        return facts.decoded(self._file.read(end - start))
