"""The parts of an output that is not finished: written one by one, found again after a run that was killed, and joined at the end."""

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, ClassVar

import msgspec
import pyarrow as pa
from pyarrow import parquet

from lint import __version__, atomic
from lint.batch.columns import SCHEMA
from lint.config import ConfigError

_GROUP = 16_000_000
"""Bytes in memory from which the joined file begins a new row group."""
_MANIFEST = "manifest.json"
_LOCK = "lock"
_JOINED = "joined.parquet"
_KEY = b"newslint"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the parts were made from. Parts of different manifests are never mixed; `inputs`, `settings` and `rules` are digests."""

    inputs: str
    settings: str
    rules: str
    program: str = __version__

    def differs(self, other: "Manifest") -> str:
        """What is not the same, in words; empty where all is."""
        return " and ".join(name for name in self.__struct_fields__ if getattr(self, name) != getattr(other, name))


class Total(msgspec.Struct):
    """The sums over an output."""

    rows: int = 0
    judged: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    lost: list[tuple[str, str]] = msgspec.field(default_factory=list)
    faults: int = 0

    LISTED: ClassVar[int] = 10
    """How many failures are kept in words."""

    def add(self, table: pa.Table) -> None:
        """Count the rows of one part."""
        import pyarrow.compute as compute

        self.rows += table.num_rows
        self.judged += compute.sum(table["judged"]).as_py() or 0
        for name in ("errors", "warnings", "infos"):
            setattr(self, name, getattr(self, name) + (compute.sum(table[name]).as_py() or 0))
        failed = table.select(["id", "failures"]).filter(compute.greater(compute.list_value_length(table["failures"]), 0))
        self.faults += failed.num_rows
        for row in failed.slice(0, self.LISTED - len(self.lost)).to_pylist():
            self.lost += [(f"{row['id']}: {f['rule']}" if f["rule"] else row["id"], f["reason"]) for f in row["failures"][:1]]

    def join(self, other: "Total") -> None:
        """Add the sums over another output."""
        for name in ("rows", "judged", "errors", "warnings", "infos", "faults"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.lost = [*self.lost, *other.lost][: self.LISTED]

    def miss(self, name: str, reason: str) -> None:
        """Note a whole file that was not judged."""
        self.faults += 1
        self.lost.append((name, reason))


def digest(*parts: bytes) -> str:
    """Hex digits that stand for these bytes."""
    made = hashlib.sha256()
    for part in parts:
        made.update(len(part).to_bytes(8, "big") + part)
    return made.hexdigest()[:32]


class Parts:
    """The folder `OUTPUT.parts` of one run. It is locked as long as this object is open."""

    def __init__(self, output: Path, manifest: Manifest, *, restart: bool) -> None:
        """Raises ConfigError where another run writes there, or left parts of other inputs or settings and `restart` does not throw them away."""
        self.output, self.manifest = output, manifest
        self.folder = _folder(output)
        self.folder.mkdir(exist_ok=True)
        self._lock = _locked(self.folder / _LOCK, output)
        try:
            if restart:
                self._clear()
            self._agree()
        except BaseException:
            self._lock.close()
            raise
        self.kept = self._whole()

    def close(self) -> None:
        """Give the folder free."""
        self._lock.close()

    def place(self, number: int) -> Path:
        """Where the part of this number, from 1, lies."""
        return self.folder / f"part-{number:06}.parquet"

    def names(self) -> Iterator[str]:
        """The ids of the rows in the parts that were kept, in order."""
        for number in range(1, self.kept + 1):
            yield from parquet.read_table(self.place(number), columns=["id"])["id"].to_pylist()

    def write(self, number: int, batches: Iterable[pa.RecordBatch]) -> None:
        """Put a part in its place, whole or not at all. Raises OSError."""
        sink = pa.BufferOutputStream()
        parquet.write_table(pa.Table.from_batches(batches, SCHEMA), sink, compression="zstd")
        atomic.write(self.place(number), sink.getvalue().to_pybytes())

    def join(self, count: int) -> Total:
        """Make the output of the first `count` parts, in one step, and remove them. Raises OSError."""
        total = Total()
        schema = SCHEMA.with_metadata({_KEY: msgspec.json.encode(self.manifest)})
        joined = self.folder / _JOINED
        with atomic.replacing(joined) as stream, parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
            held: list[pa.Table] = []
            for number in range(1, count + 1):
                held.append(parquet.read_table(self.place(number)))
                total.add(held[-1])
                if sum(table.nbytes for table in held) >= _GROUP:
                    writer.write_table(pa.concat_tables(held).cast(schema))
                    held = []
            if held:
                writer.write_table(pa.concat_tables(held).cast(schema))
        joined.replace(self.output)
        self.remove()
        return total

    def remove(self) -> None:
        """Leave nothing but the output."""
        self._clear()
        (self.folder / _LOCK).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self.folder.rmdir()

    def _agree(self) -> None:
        """Take up parts of the same manifest; refuse others."""
        place = self.folder / _MANIFEST
        try:
            there = msgspec.json.decode(place.read_bytes(), type=Manifest)
        except FileNotFoundError:
            self._clear()
            atomic.write(place, msgspec.json.encode(self.manifest))
            return
        except msgspec.MsgspecError:
            raise ConfigError(f"{place}: not the manifest of a run; --restart begins anew") from None
        other = there.differs(self.manifest)
        if other:
            raise ConfigError(f"{self.folder}: an unfinished run with other {other}; --restart begins anew")

    def _whole(self) -> int:
        """How many parts there are without a gap."""
        number = 0
        while True:
            try:
                parquet.read_metadata(self.place(number + 1))
            except (OSError, pa.ArrowException):
                return number
            number += 1

    def _clear(self) -> None:
        for place in (*self.folder.glob("part-*.parquet"), *self.folder.glob(".newslint-*"), self.folder / _JOINED, self.folder / _MANIFEST):
            place.unlink(missing_ok=True)


def begun(output: Path, manifest: Manifest) -> bool:
    """Whether a run with this manifest has left parts: then an output that lies there is older than they are."""
    try:
        return msgspec.json.decode((_folder(output) / _MANIFEST).read_bytes(), type=Manifest) == manifest
    except (OSError, msgspec.MsgspecError):
        return False


def finished(output: Path, manifest: Manifest) -> Total | None:
    """The sums of an output that a run with this manifest has made; None where there is none. Raises ConfigError for any other file there."""
    if not output.exists():
        return None
    try:
        file = parquet.ParquetFile(output)
        there = msgspec.json.decode((file.schema_arrow.metadata or {}).get(_KEY, b""), type=Manifest)
    except (OSError, pa.ArrowException, msgspec.MsgspecError):
        raise ConfigError(f"{output}: exists and is not the output of such a run; --restart replaces it") from None
    other = there.differs(manifest)
    if other:
        raise ConfigError(f"{output}: the output of a run with other {other}; --restart replaces it")
    total = Total()
    for group in range(file.num_row_groups):
        total.add(file.read_row_group(group, columns=["id", "judged", "errors", "warnings", "infos", "failures"]))
    return total


def _folder(output: Path) -> Path:
    return output.with_name(output.name + ".parts")


def _locked(place: Path, output: Path) -> BinaryIO:
    """The lock file, held by this process alone. Record locks are not inherited: the workers of a killed run do not hold it."""
    stream = place.open("ab")
    if os.name == "posix":
        import fcntl

        try:
            fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            stream.close()
            raise ConfigError(f"{output}: another run is writing it") from None
    return stream
