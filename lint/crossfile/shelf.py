"""Facts of very many documents, kept in a temporary file and read back one by one."""

import os
import tempfile
from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import overload

from lint.crossfile import facts
from lint.crossfile.facts import Facts

KEPT = 2_000_000
"""So many bytes of facts stay decoded in memory, where they are some ten times as large."""


class Shelf(Sequence[Facts]):
    """A read-only sequence of facts in the order in which they were put in; memory does not grow with their number but for 8 bytes each."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="newslint-facts-")  # noqa: SIM115  it lives as long as the shelf
        self._ends = array("Q", [0])
        self._open: OrderedDict[int, Facts] = OrderedDict()
        self._weight = 0

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
            return [self[i] for i in range(*number.indices(len(self)))]
        found = self._open.get(number)
        if found is None:
            return self._opened(number)
        self._open.move_to_end(number)
        return found

    def __iter__(self) -> Iterator[Facts]:
        return (self._decoded(i) for i in range(len(self)))

    def _opened(self, number: int) -> Facts:
        """The facts of a document that is not in memory; those go that were not asked for the longest."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        found = self._open[number] = self._decoded(number)
        self._weight += self._size(number)
        while self._weight > KEPT and len(self._open) > 2:
            self._weight -= self._size(self._open.popitem(last=False)[0])
        return found

    def _size(self, number: int) -> int:
        return self._ends[number + 1] - self._ends[number]

    def _decoded(self, number: int) -> Facts:
        start, end = self._ends[number], self._ends[number + 1]
        if hasattr(os, "pread"):  # processes that share the file share its position
            self._file.flush()
            return facts.decoded(os.pread(self._file.fileno(), end - start, start))
        self._file.seek(start)
        return facts.decoded(self._file.read(end - start))
