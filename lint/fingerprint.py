"""Fingerprints: what makes a finding the same finding in another run, without a line number."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from lint import rows
from lint.model import Finding

COUNTED = 100_000
"""So many different findings of one path are counted one by one."""


def numbered(findings: Iterable[Finding], folder: str = "") -> Iterator[Finding]:
    """The findings with their fingerprints: 16 hex digits of SHA-256 over code, path, text with blanks folded, and the running number among equals.

    The path counts from `folder`; without one it is taken as it stands. The findings of one file must come in their order, one file after the other.
    """
    path, name, seen = None, "", _Seen()
    for f in findings:
        if f.path != path:
            path, name, seen = f.path, relative(f.path, folder) if folder else f.path, _Seen()
        key = "\0".join((f.code, name, " ".join(f.text.split()))).encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(key + b"\0" + str(seen.times(key)).encode()).hexdigest()
        yield replace(f, fingerprint=digest[:16])


class _Seen:
    """How often keys were given. From COUNTED of them on those that are given once cost no memory; a few of millions may then count as given before."""

    def __init__(self) -> None:
        self._counts: dict[bytes, int] = {}
        self._met: rows.Met | None = None

    def times(self, key: bytes) -> int:
        """How often this key was given before."""
        count = self._counts.get(key)
        if count is None and len(self._counts) >= COUNTED:
            self._met = self._met or rows.Met()
            if self._met.add(key):
                return 0
            count = 1
        self._counts[key] = (count or 0) + 1
        return count or 0


def relative(path: str, folder: str) -> str:
    """The path of a file as seen from `folder`, with `/`."""
    path, row = rows.split(path)
    above, base = os.path.split(path)
    if base in ("", os.curdir, os.pardir):
        name = os.path.relpath(path, folder).replace(os.sep, "/")
    else:
        name = _above(above or os.curdir, folder, "" if above[:1] == folder[:1] == "/" else str(Path.cwd())) + base
    return name if row is None else f"{name}#{row}"


@lru_cache(maxsize=64)
def _above(above: str, folder: str, here: str) -> str:
    """A folder as seen from another, ready to put a name behind it; asked once for all its files. `here` is what both may be relative to."""
    name = os.path.relpath(above, folder).replace(os.sep, "/")
    return "" if name == os.curdir else f"{name}/"
