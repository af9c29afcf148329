"""Regular expressions that are compiled once for a machine: what `re` makes of a pattern is kept in the user's cache folder and taken from there.

A run over one short text would otherwise spend half of its time on patterns that were the same the last time.
"""

import atexit
import hashlib
import re
import sys
from array import array
from functools import cache

import msgspec

from lint import __version__, rulefolder

try:
    import _sre  # type: ignore[import-not-found]
    from re import _compiler, _parser  # type: ignore[attr-defined]

    _BUILD = f"{sys.version} {_sre.MAGIC} {_sre.CODESIZE} {sys.byteorder}"
    _KEEPS = array("I").itemsize == _sre.CODESIZE
except ImportError:  # another Python than CPython
    _BUILD, _KEEPS = "", False

MOST = 2_000
"""Patterns from which on the store is begun anew: those of earlier versions of the rules are in it."""


class Made(msgspec.Struct, frozen=True, array_like=True):
    """What `re` makes of a pattern: all its flags, how many groups it has and how they are called, and the program that matches it."""

    flags: int
    groups: int
    names: dict[str, int]
    program: bytes


@cache
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The same as `re.compile`, for patterns of the program and of its own rules."""
    if not _KEEPS:
        return re.compile(pattern, flags)
    name = f"{int(flags)} {pattern}"
    kept = _store().get(name)
    try:
        if kept is None:
            made = _make(pattern, int(flags))
            _note(name, made)
        else:
            made = msgspec.msgpack.decode(kept, type=Made)
        return _pattern(pattern, made)
    except (AttributeError, TypeError, ValueError, RuntimeError, msgspec.DecodeError):  # a Python whose inner workings are others, or a damaged store
        return re.compile(pattern, flags)


def width(pattern: str) -> tuple[int, int]:
    """The fewest and the most characters that the pattern can match; bounds that all texts meet where they are not known."""
    if not _KEEPS:
        return 0, sys.maxsize
    fewest, most = _parser.parse(pattern).getwidth()
    return int(fewest), int(most) if most < _sre.MAXREPEAT else sys.maxsize


def _make(pattern: str, flags: int) -> Made:
    tree = _parser.parse(pattern, flags)
    program = array("I", _compiler._code(tree, flags))
    return Made(flags | tree.state.flags, tree.state.groups - 1, dict(tree.state.groupdict), program.tobytes())


def _pattern(pattern: str, made: Made) -> re.Pattern[str]:
    program = array("I")
    program.frombytes(made.program)
    listed: list[str | None] = [None] * (made.groups + 1)
    for name, number in made.names.items():
        listed[number] = name
    found: re.Pattern[str] = _sre.compile(pattern, made.flags, program.tolist(), made.groups, made.names, tuple(listed))
    return found


@cache
def _store() -> dict[str, msgspec.Raw]:
    """What was kept by earlier runs, and what this one adds; each is decoded when it is asked for, since a run needs few of them."""
    place = rulefolder.cache_folder()
    if place is None:
        return {}
    try:
        return msgspec.msgpack.decode((place / _name()).read_bytes(), type=dict[str, msgspec.Raw])
    except (OSError, ValueError, msgspec.DecodeError):
        return {}


_new: dict[str, msgspec.Raw] = {}


def _note(name: str, made: Made) -> None:
    if not _new:
        atexit.register(keep)
    _new[name] = _store()[name] = msgspec.Raw(msgspec.msgpack.encode(made))


def keep() -> None:
    """Write down what this run had to compile."""
    place = rulefolder.cache_folder()
    if place is None or not _new:
        return
    _store.cache_clear()
    known = _store()
    rulefolder.keep(place / _name(), "patterns", msgspec.msgpack.encode((known if len(known) < MOST else {}) | _new))
    _new.clear()


@cache
def _name() -> str:
    return f"patterns-{hashlib.sha256(f'{__version__} {_BUILD}'.encode()).hexdigest()[:32]}.msgpack"
