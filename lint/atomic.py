"""Files written whole or not at all."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


def write(path: Path, raw: bytes, like: Path | None = None) -> None:
    """Put `raw` at `path` in one step: a temporary file in the same folder, flushed to disk, then renamed over it.

    Mode, owner and extended attributes are those of `like` where it exists and the system allows it, else what the system gives new files.
    Raises OSError; then `path` is as before and no temporary file is left.
    """
    with replacing(path, like) as stream:
        stream.write(raw)


@contextlib.contextmanager
def replacing(path: Path, like: Path | None = None) -> Iterator[BinaryIO]:
    """A stream whose bytes take the place of `path` when the block ends without an error, as by `write`."""
    old = _status(like) if like is not None else None
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".newslint-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if like is not None and old is not None:
            _take_after(temporary, like, old)
        else:
            temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _settle(path.parent)


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _take_after(temporary: Path, like: Path, old: os.stat_result) -> None:
    """Give a new file the owner, mode and extended attributes of another one; raises OSError where not even the mode can be given."""
    if hasattr(os, "chown") and (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
        for owner, group in ((-1, old.st_gid), (old.st_uid, -1)):
            with contextlib.suppress(OSError):
                os.chown(temporary, owner, group)
    temporary.chmod(old.st_mode & 0o7777)
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(like):
                with contextlib.suppress(OSError):
                    os.setxattr(temporary, name, os.getxattr(like, name))


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
