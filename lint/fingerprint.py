"""Fingerprints: what makes a finding the same finding in another run, without a line number."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from lint import rows
from lint.model import Finding


def numbered(findings: Iterable[Finding], folder: str = "") -> Iterator[Finding]:
    """The findings with their fingerprints: 16 hex digits of SHA-256 over code, path, text with blanks folded, and the running number among equals.

    The path counts from `folder`; without one it is taken as it stands. The findings of one file must come in their order.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    names: dict[str, str] = {}
    for f in findings:
        if f.path not in names:
            names[f.path] = relative(f.path, folder) if folder else f.path
        key = (f.code, names[f.path], " ".join(f.text.split()))
        digest = hashlib.sha256("\0".join((*key, str(seen[key]))).encode("utf-8", "surrogatepass")).hexdigest()
        seen[key] += 1
        yield replace(f, fingerprint=digest[:16])


def relative(path: str, folder: str) -> str:
    """`path` as seen from `folder`, with `/`."""
    path, row = rows.split(path)
    name = os.path.relpath(path, folder).replace(os.sep, "/")
    return name if row is None else f"{name}#{row}"
