"""Files written whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


def write(path: Path, raw: bytes, like: Path | None = None) -> None:
    """Put `raw` at `path` in one step: a temporary file in the same folder, flushed to disk, then renamed over it.

    The mode is that of `like` where it exists, else what the system gives new files. Raises OSError; then `path` is as before and no temporary file is left.
    """
    with replacing(path, like) as stream:
        stream.write(raw)


@contextlib.contextmanager
def replacing(path: Path, like: Path | None = None) -> Iterator[BinaryIO]:
    """A stream whose bytes take the place of `path` when the block ends without an error, as by `write`."""
    mode = _mode(like) if like is not None else None
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".newslint-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(mode if mode is not None else 0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _settle(path.parent)


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode & 0o7777
    except OSError:
        return None


def _umask() -> int:
    current = os.umask(0o077)
    os.umask(current)
    return current


def _settle(folder: Path) -> None:
    """Have the rename itself reach the disk, where folders can be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
