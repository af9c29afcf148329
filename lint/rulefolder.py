"""The built-in data: every YAML file under `rules/`, read once and kept parsed in the user's cache folder."""

import hashlib
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from lint import __version__, regular

LARGEST = 50_000_000
"""Bytes of the largest file that the cache folder is asked for."""


@cache
def folder() -> Path:
    """Where the built-in rules lie: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def user_folder(kind: Literal["cache", "data"]) -> Path:
    """The user's folder for newslint's files of this kind, as platformdirs has it; on Linux without the time that its import takes."""
    if sys.platform == "linux":
        variable, usual = {"cache": ("XDG_CACHE_HOME", ".cache"), "data": ("XDG_DATA_HOME", ".local/share")}[kind]
        stated = Path(os.environ.get(variable, "").strip())
        return (stated if stated.is_absolute() else Path.home() / usual) / "newslint"
    import platformdirs

    find = platformdirs.user_cache_dir if kind == "cache" else platformdirs.user_data_dir
    return Path(find("newslint", appauthor=False))


@cache
def cache_folder() -> Path | None:
    """The user's cache folder for newslint, made if need be; None where none can be made. NEWSLINT_CACHE_DIR overrides it."""
    named = os.environ.get("NEWSLINT_CACHE_DIR")
    path = Path(named) if named else user_folder("cache")
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return path


@cache
def contents() -> dict[str, Any]:
    """The data of every built-in YAML file by its path below `rules/`, with `/`. Raises SourceError for a broken one."""
    found: dict[str, Any] = _remembered("rules", b"", _parsed)
    return found


def derived(name: str, made_by: Path, make: Callable[[], Any]) -> Any:
    """What `make`, a function of the module in the file `made_by`, builds from the built-in data, as JSON; kept in the cache folder while neither changes."""
    return _remembered(name, made_by.read_bytes(), make)


def _parsed() -> dict[str, Any]:
    from lint import strictyaml

    return {name: strictyaml.parse(raw.decode("utf-8"), str(folder() / name)).data for name, raw in _files().items()}


@cache
def _files() -> dict[str, bytes]:
    return {p.relative_to(folder()).as_posix(): p.read_bytes() for p in sorted(folder().rglob("*.yaml"))}


@cache
def _digest() -> bytes:
    return hashlib.sha256(b"\0".join([__version__.encode(), *stamps(folder())])).digest()


def stamps(folder: Path) -> list[bytes]:
    """Name, size and time of change of every file of the program or its rules: a changed program forgets."""
    found: list[tuple[str, int, int]] = []
    for top, _, _names in os.walk(folder):
        if top.endswith("__pycache__"):
            continue
        with os.scandir(top) as entries:
            found += [(entry.path, entry.stat().st_size, entry.stat().st_mtime_ns) for entry in entries if entry.is_file()]
    return [repr(stamp).encode() for stamp in sorted(found)]


def _remembered(name: str, code: bytes, make: Callable[[], Any]) -> Any:
    """What `make` builds, taken from the cache folder where it was built before from the same data and code."""
    place = cache_folder()
    kept = place / f"{name}-{hashlib.sha256(_digest() + code).hexdigest()[:32]}.json" if place else None
    if kept:
        try:
            return msgspec.json.decode(regular.read(kept, LARGEST))
        except (regular.RefusedError, msgspec.DecodeError, ValueError, RecursionError):
            pass
    made = make()
    if kept:
        keep(kept, name, msgspec.json.encode(made))
    return made


def lexicon(name: str) -> Any:
    """The entries of `rules/lexicons/NAME.yaml`; raises KeyError where there is none."""
    return contents()[f"lexicons/{name}.yaml"]["entries"]


def keep(path: Path, name: str, raw: bytes) -> None:
    """Write a cache file whole or not at all and leave the three newest of its `name`; a cache that cannot be written is no fault."""
    try:
        import tempfile

        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".rules-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
        Path(temporary).replace(path)
        for old in sorted(path.parent.glob(f"{name}-*"), key=lambda p: p.stat().st_mtime)[:-3]:
            old.unlink(missing_ok=True)
    except OSError:
        pass
