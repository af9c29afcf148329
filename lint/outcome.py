"""What became of one file of a run, as data that goes between processes and into the cache."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from lint.model import Failure, FileResult, Finding


class Part(NamedTuple):
    """Which part of its file an outcome is of, from 0, whether it is the last one, and what was found of the part as a whole."""

    number: int
    last: bool
    whole: tuple[Finding, ...] = ()


class Outcome(msgspec.Struct, frozen=True):
    """What became of one file, or of a part of one. `facts` is what it is compared with other files by: bytes, or a `Stretch` of a temporary file once a run
    holds many.
    """

    result: FileResult
    findings: Sequence[Finding] = ()
    failures: tuple[Failure, ...] = ()
    profile: dict[str, Any] | None = None
    facts: Any = None
    part: Part | None = None


class Drawer:
    """A temporary file for bytes that a run needs again when all files were judged; it goes with the last of its stretches."""

    def __init__(self) -> None:
        import tempfile  # not needed by a run whose files are all known

        self._file = tempfile.TemporaryFile(prefix="newslint-")  # noqa: SIM115  closed below
        self._end = 0

    def put(self, raw: bytes) -> "Stretch":
        """Keep these bytes."""
        self._file.seek(self._end)
        self._file.write(raw)
        stretch = Stretch(self, self._end, len(raw))
        self._end += len(raw)
        return stretch

    def read(self, start: int, length: int) -> bytes:
        """The bytes of a stretch."""
        self._file.seek(start)
        return self._file.read(length)

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            self._file.close()


class Stretch(NamedTuple):
    """Bytes that wait in a drawer."""

    drawer: Drawer
    start: int
    length: int

    def read(self) -> bytes:
        """The bytes."""
        return self.drawer.read(self.start, self.length)


def lost(path: str, reason: str, part: Part | None = None) -> Outcome:
    """The outcome of a file, or of a part of one, that was not judged."""
    return Outcome(FileResult(path, judged=False), failures=(Failure(path, reason),), part=part)


def about_all(parts: Sequence[Iterable[Finding]]) -> list[Finding]:
    """Of what was found of the parts of a text as wholes that which holds of all of it: what is found of each part, in the words of the first."""
    said = [{f.code: f for f in part if f.scope == "document"} for part in parts]
    return [f for code, f in said[0].items() if all(code in others for others in said)] if said else []
