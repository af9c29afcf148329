"""Regular files, read without waiting and within bounds: the one door to every file that somebody names or a walk meets."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

_KINDS = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a character device"),
    (stat.S_ISBLK, "a block device"),
    (stat.S_ISDIR, "a folder"),
)


class RefusedError(Exception):
    """A file that is not read, with the reason in a few words."""


class TooLargeError(RefusedError):
    """A file above the limit for its kind."""


def read(path: Path, limit: int, *, follow: bool = True) -> bytes:
    """The bytes of a regular file of at most `limit` bytes; raises RefusedError for anything else. `follow`: whether the path may be a link."""
    return b"".join(blocks(path, limit, limit + 1, follow=follow))


def blocks(path: Path, limit: int, size: int, *, follow: bool = True) -> Iterator[bytes]:
    """The same bytes, `size` of them at a time; a file that grows beyond the limit meanwhile is refused then."""
    with opened(path, limit, follow=follow) as stream:
        left = limit + 1
        try:
            while left > 0 and (piece := stream.read(min(left, size))):
                left -= len(piece)
                yield piece
        except OSError as error:
            raise RefusedError(fault(error)) from None
    if left <= 0:
        raise _too_large(limit)


def opened(path: Path, limit: int | None = None, *, follow: bool = True) -> BinaryIO:
    """A regular file open for reading, without a buffer where it is read whole; raises RefusedError as `read` does.

    Nothing that could block is opened: the kind is asked before opening and again after it.
    """
    try:
        _regular(path.stat(follow_symlinks=follow), limit)
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(path, flags if follow else flags | getattr(os, "O_NOFOLLOW", 0))
        stream = os.fdopen(handle, "rb", buffering=-1 if limit is None else 0)
    except (OSError, ValueError) as error:
        raise RefusedError(fault(error)) from None
    try:
        _regular(os.fstat(handle), limit)
    except RefusedError:
        stream.close()
        raise
    return stream


def there(path: Path) -> bool:
    """Whether anything stands there, a link to nowhere too; what may not be looked at is not there."""
    return os.path.lexists(path)


def is_folder(path: Path) -> bool:
    """Whether it is a folder, or a link to one; what may not be looked at is none."""
    return _is(stat.S_ISDIR, path)


def is_file(path: Path) -> bool:
    """Whether it is a regular file, or a link to one; what may not be looked at is none."""
    return _is(stat.S_ISREG, path)


def _is(test: Callable[[int], bool], path: Path) -> bool:
    try:
        return test(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def kind(mode: int) -> str:
    """What a file of this mode is, in the words of messages."""
    return next((name for test, name in _KINDS if test(mode)), "a special file")


def fault(error: Exception) -> str:
    """Why a file could not be read, in the system's words."""
    words = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return f"cannot be read: {words[:1].lower()}{words[1:]}"


def _regular(status: os.stat_result, limit: int | None) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise RefusedError(f"not a regular file but {kind(status.st_mode)}: not opened")
    if limit is not None and status.st_size > limit:
        raise _too_large(limit)


def _too_large(limit: int) -> TooLargeError:
    return TooLargeError(f"too large: the limit is {limit:,} bytes")
