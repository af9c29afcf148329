"""Parsed data as types: what does not fit is told in one line with file, line, column and the nearest right name."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from lint.strictyaml import Key, Source

_AT = r" - at `\$?(?P<path>[^`]*)`$"
_UNKNOWN = r"Object contains unknown field `(?P<name>[^`]*)`"
_MISSING = r"Object missing required field `(?P<name>[^`]*)`"
_WORDS = {
    "`str`": "a string",
    "`int`": "a whole number",
    "`array`": "a list",
    "`object`": "a mapping",
    "`bool`": "true or false",
    "`float`": "a number",
    "`null`": "null",
}


def convert(source: "Source", data: Any, type_: Any, path: "tuple[Key, ...]" = (), name: str = "") -> Any:
    """`data`, which stands at `path` of `source`, as `type_`; raises SourceError where it does not fit. `name` opens the message."""
    try:
        return msgspec.convert(data, type_)
    except msgspec.ValidationError as error:
        text = str(error)
        at = re.search(_AT, text)
        inner: tuple[Key, ...] = _keys(at["path"]) if at else ()
        if unknown := re.search(_UNKNOWN, text):
            message = f"unknown key '{unknown['name']}'" + did_you_mean(unknown["name"], _fields(type_, inner), listed="known are")
            raise source.error(f"{name}{message}", (*path, *inner, unknown["name"])) from None
        if missing := re.search(_MISSING, text):
            raise source.error(f"{name}missing key '{missing['name']}'", (*path, *inner)) from None
        where = f"'{inner[-1]}': " if inner and isinstance(inner[-1], str) else ""
        raise source.error(f"{name}{where}{_plain(re.sub(_AT, '', text))}", (*path, *inner)) from None


def did_you_mean(given: str, known: Iterable[str], *, listed: str = "", cutoff: float = 0.6) -> str:
    """The tail of a message about an unknown word: its nearest right name, else what there is when `listed` introduces it."""
    import difflib

    names = list(known)
    near = difflib.get_close_matches(given, names, n=len(names) or 1, cutoff=cutoff)
    if near:
        best = min(near, key=lambda name: (-difflib.SequenceMatcher(None, name, given).ratio(), name))
        return f"; did you mean '{best}'?"
    return f"; {listed} {', '.join(names)}" if listed and names else ""


def kind_of(data: Any) -> str:
    """What parsed data is, in the words of messages."""
    return {str: "string", list: "list", dict: "mapping", int: "number", float: "number", bool: "boolean"}.get(type(data), type(data).__name__)


def _keys(path: str) -> "tuple[Key, ...]":
    return tuple(int(index) if index else key for key, index in re.findall(r"\.([\w-]+)|\[(\d+)\]", path))


def _fields(type_: Any, inner: "tuple[Key, ...]") -> list[str]:
    """The keys that may stand at `inner` below a struct type."""
    for key in inner:
        if isinstance(key, str):
            type_ = next((f.type for f in msgspec.structs.fields(type_) if f.encode_name == key), None)
        type_ = next((t for t in (type_, *getattr(type_, "__args__", ())) if isinstance(t, type) and issubclass(t, msgspec.Struct)), None)
        if type_ is None:
            return []
    return [f.encode_name for f in msgspec.structs.fields(type_)]


def _plain(message: str) -> str:
    for theirs, ours in _WORDS.items():
        message = message.replace(theirs, ours)
    return message[0].lower() + message[1:]
