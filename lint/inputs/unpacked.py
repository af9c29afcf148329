"""A file as a stream of its bytes, unpacked on the way, within bounds."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from lint import regular
from lint.inputs.record import Limits

_PIECE = 65_536
_WINDOW = 27
"""Two to this power: the bytes that a zstd stream may look back, 128 MB, as in the zstd command."""


class BrokenError(Exception):
    """Why no more can be read of a file, in a few words."""


class Stream:
    """The unpacked bytes of a file."""

    def __init__(self, stream: BinaryIO, raw: BinaryIO | None, limits: Limits) -> None:
        """`raw` is the packed file below, None where nothing is packed."""
        self._stream, self._raw, self._limits = stream, raw, limits
        self._given = 0

    def lines(self, longest: int) -> Iterator[bytes | None]:
        """Line by line; None for one of more than `longest` bytes, of which no more than a piece is held at any time."""
        while line := self._read(longest + 1):
            if line.endswith(b"\n") or len(line) <= longest:
                yield line
                continue
            while line and not line.endswith(b"\n"):
                line = self._read(_PIECE)
            yield None

    def _read(self, most: int) -> bytes:
        try:
            piece = self._stream.readline(most)
        except EOFError:
            raise BrokenError("cut off: its compressed data ends too early") from None
        except (OSError, zlib.error, ValueError, MemoryError) as error:
            raise BrokenError(f"damaged: {_lowered(error)}") from None
        except Exception as error:
            if type(error).__name__ != "ZstdError":
                raise
            raise BrokenError(f"damaged: {_lowered(error)}") from None
        self._given += len(piece)
        if self._raw is not None and self._given > self._limits.free and self._given > self._limits.ratio * self._raw.tell():
            raise BrokenError(f"it unpacks to more than {self._limits.ratio} times its size, as decompression bombs do (--max-ratio)")
        return piece


def _lowered(error: Exception) -> str:
    said = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return f"{said[:1].lower()}{said[1:]}".rstrip(".")


@contextmanager
def opened(path: str, limits: Limits) -> Iterator[Stream]:
    """The unpacked stream of a regular file, by the end of its name; raises BrokenError."""
    try:
        raw = regular.opened(Path(path))
    except regular.RefusedError as refused:
        raise BrokenError(str(refused)) from None
    with raw:
        name = path.lower()
        if name.endswith(".gz"):
            import gzip

            yield Stream(gzip.GzipFile(fileobj=raw, mode="rb"), raw, limits)  # type: ignore[arg-type]
        elif name.endswith(".zst"):
            yield Stream(_zstd(raw), raw, limits)
        else:
            yield Stream(raw, None, limits)


def _zstd(raw: BinaryIO) -> BinaryIO:
    try:
        try:
            from compression import zstd  # type: ignore[import-not-found,unused-ignore]
        except ImportError:
            from backports import zstd
    except ImportError:
        raise BrokenError("reading zstd needs one more package: pip install 'newslint[zst]'") from None
    return zstd.ZstdFile(raw, options={zstd.DecompressionParameter.window_log_max: _WINDOW})  # type: ignore[no-any-return]
