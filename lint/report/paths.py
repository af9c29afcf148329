"""File names as CI systems want them: relative to the folder the run was started in, with `/`."""

import posixpath
from urllib.parse import quote

from lint import rows
from lint.model import Report
from lint.report.escape import one_line


def relative(path: str, root: str) -> str:
    """`path` without `.` and `..`, relative to `root`; a path outside of `root` stays absolute. Without a root only the form is tidied."""
    path, row = rows.split(path)
    name = _relative(path, root)
    return name if row is None else f"{name}#{row}"


def _relative(path: str, root: str) -> str:
    tidy = posixpath.normpath(path)
    if not root:
        return tidy
    full = posixpath.normpath(posixpath.join(root, tidy))
    base = root.rstrip("/") + "/"
    return full[len(base) :] if full.startswith(base) else full


def shown(path: str | None, report: Report) -> str:
    """The relative path with nothing hidden in it; `.` for what belongs to no file."""
    return one_line(relative(path, report.root)) if path else "."


def uri(path: str, root: str) -> str:
    """The relative path percent-encoded, byte for byte, a row of a file as its fragment; a `file:` address for a path outside of `root`."""
    name, row = rows.split(relative(path, root))
    encoded = quote(_bytes(name), safe="/-._~") + ("" if row is None else f"#{quote(_bytes(row), safe='/-._~:?')}")
    return "file://" + encoded if name.startswith("/") else encoded


def _bytes(name: str) -> bytes:
    """The bytes of a name; half a pair of surrogates, which Windows allows in names, as three of them."""
    try:
        return name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogatepass")
