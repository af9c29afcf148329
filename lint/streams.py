"""Standard output and standard error: the report goes to one, notes and failures to the other, and a stream that fails is an outcome of its own."""

import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO


class ReaderGoneError(Exception):
    """Nobody reads standard output any more."""


class WriteError(Exception):
    """Output that could not be written, told in one line."""


def prepare() -> None:
    """Make both streams take any text: what their encoding lacks is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def write(pieces: Iterable[str], *, utf8: bool = False) -> None:
    """Write to standard output, in its own encoding or, for machines, always in UTF-8. Raises ReaderGoneError or WriteError."""
    stdout = _stdout()
    try:
        if utf8:
            stdout.flush()
            for piece in pieces:
                stdout.buffer.write(piece.encode("utf-8", "backslashreplace"))
        else:
            for piece in pieces:
                stdout.write(piece)
        stdout.flush()
    except OSError as error:
        raise _named(error) from None


def flush() -> None:
    """Bring out what is still held back. Raises ReaderGoneError or WriteError."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        raise _named(error) from None


def say(line: str) -> None:
    """One line on standard error; a standard error that cannot be written is no fault."""
    try:
        print(line, file=sys.stderr, flush=True)
    except (OSError, ValueError, AttributeError):
        return


def abandon(status: int) -> int:
    """Throw away what standard output still holds, so that the interpreter does not stumble over it at its end; gives back `status`."""
    try:
        if sys.stdout is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        pass
    return status


def to_file(path: Path, pieces: Iterable[str]) -> None:
    """Write a file in UTF-8, whole or not at all; a device or pipe is written as it stands. Raises WriteError."""
    import tempfile

    try:
        if path.exists() and not path.is_file():
            with os.fdopen(os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0)), "wb") as stream:  # no waiting for somebody to read a pipe
                os.set_blocking(stream.fileno(), True)
                stream.writelines(piece.encode("utf-8", "backslashreplace") for piece in pieces)
            return
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}-", delete=False) as stream:
            try:
                stream.writelines(piece.encode("utf-8", "backslashreplace") for piece in pieces)
                stream.flush()
                Path(stream.name).chmod(_mode(path))
                Path(stream.name).replace(path)
            except BaseException:
                Path(stream.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise WriteError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from None


def _mode(path: Path) -> int:
    """The mode of the file, or that of a new one."""
    try:
        return path.stat().st_mode & 0o7777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _stdout() -> TextIO:
    if sys.stdout is None:
        raise WriteError("standard output is closed")
    return sys.stdout


def _named(error: OSError) -> Exception:
    if isinstance(error, BrokenPipeError) or error.errno in (errno.EPIPE, errno.ESHUTDOWN):
        return ReaderGoneError()
    return WriteError(f"standard output cannot be written: {(error.strerror or str(error)).lower()}")
