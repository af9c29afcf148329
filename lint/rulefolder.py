"""The built-in data: every YAML file under `rules/`, read once and kept parsed in the user's cache folder."""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from lint import __version__, regular

LARGEST = 50_000_000
"""Bytes of the largest file that the cache folder is asked for."""


@cache
def folder() -> Path:
    """Where the built-in rules lie: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


@cache
def cache_folder() -> Path | None:
    """The user's cache folder for newslint, made if need be; None where none can be made. NEWSLINT_CACHE_DIR overrides it."""
    named = os.environ.get("NEWSLINT_CACHE_DIR")
    if named:
        path = Path(named)
    else:
        import platformdirs

        path = Path(platformdirs.user_cache_dir("newslint", appauthor=False))
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
    digest = hashlib.sha256(__version__.encode())
    for name, raw in _files().items():
        digest.update(f"\0{name}\0{len(raw)}\0".encode() + raw)
    return digest.digest()


def _remembered(name: str, code: bytes, make: Callable[[], Any]) -> Any:
    """What `make` builds, taken from the cache folder where it was built before from the same data and code."""
    place = cache_folder()
    kept = place / f"{name}-{hashlib.sha256(_digest() + code).hexdigest()[:32]}.json" if place else None
    if kept:
        try:
            return json.loads(regular.read(kept, LARGEST))
        except (regular.RefusedError, ValueError, RecursionError):
            pass
    made = make()
    if kept:
        keep(kept, name, json.dumps(made, ensure_ascii=True).encode())
    return made


def lexicon(name: str) -> Any:
    """The entries of `rules/lexicons/NAME.yaml`; raises KeyError where there is none."""
    return contents()[f"lexicons/{name}.yaml"]["entries"]


def keep(path: Path, name: str, raw: bytes) -> None:
    """Write a cache file whole or not at all and leave the three newest of its `name`; a cache that cannot be written is no fault."""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".rules-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
        Path(temporary).replace(path)
        for old in sorted(path.parent.glob(f"{name}-*"), key=lambda p: p.stat().st_mtime)[:-3]:
            old.unlink(missing_ok=True)
    except OSError:
        pass
