"""Strict YAML: what a file says is what is read, and every fault is told with file, line and column.

Only true, false, null, whole numbers and decimals are anything but strings; duplicate keys, aliases, merge keys, tags and deep nesting are errors.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import yaml

from lint import regular

MAX_BYTES = 1_000_000
MAX_DEPTH = 20

Key = str | int
Mark = tuple[int, int]

_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}\Z")
_CONSTANTS = {"true": True, "false": False, "null": None, "": None}
_LOOKS_LIKE_ANOTHER_TYPE = re.compile(
    r"(?:y|n|yes|no|on|off|~|[-+]?[0-9][0-9_:]*|[-+]?\.(?:inf|nan)|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|0[xob][0-9a-f_]+|[-+]?[0-9.]+e[-+]?[0-9]+)\Z", re.IGNORECASE
)
_STAIRS = re.compile(r"(?:[-?:][ \t]+){3}")
"""What opens three levels at once; without it, a file can only go as deep as its indentation is wide."""

_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class SourceError(Exception):
    """A fault in a YAML file, told in one line: `file:line:column: what is wrong`."""

    def __init__(self, file: str, message: str, mark: Mark | None = None) -> None:
        self.file, self.message, self.mark = file, message, mark
        place = f"{file}:{mark[0]}:{mark[1]}" if mark else file
        super().__init__(f"{place}: {message}")


class Source(msgspec.Struct, frozen=True):
    """A file's data with the line and column (from 1) of every key and list item by its path from the top."""

    file: str
    data: Any
    marks: dict[tuple[Key, ...], Mark] = msgspec.field(default_factory=dict)

    def error(self, message: str, path: tuple[Key, ...] = ()) -> SourceError:
        """An error at `path`, or at the nearest place above it that has a mark."""
        while path and path not in self.marks:
            path = path[:-1]
        return SourceError(self.file, message, self.marks.get(path, (1, 1)))


def read(path: Path, name: str = "") -> Source:
    """The data of a YAML file, called `name` in errors; raises SourceError for anything that cannot be read as it stands."""
    name = name or str(path)
    return parse(text_of(path, name), name)


def text_of(path: Path, name: str, limit: int = MAX_BYTES) -> str:
    """The text of a UTF-8 file of at most `limit` bytes, called `name` in errors; raises SourceError for anything that cannot be read as it stands."""
    try:
        raw = regular.read(path, limit)
    except regular.RefusedError as refused:
        raise SourceError(name, str(refused)) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise SourceError(name, f"byte 0x{raw[error.start]:02x} is not UTF-8", (line, 1)) from None


def parse(text: str, file: str = "<string>", *, strings: bool = False) -> Source:
    """The data of YAML text; `file` is its name in errors. With `strings`, every plain value is the string that stands there."""
    if (depth := _deep(text)) is not None:
        raise SourceError(file, f"nested deeper than {MAX_DEPTH} levels", depth)
    loader = None
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        marks: dict[tuple[Key, ...], Mark] = {}
        data = None if node is None else _build(node, (), marks, file, set(), _as_written if strings else _scalar)
        return Source(file, data, marks)
    except SourceError:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = " ".join(filter(None, (error.context, error.problem))) or "not valid YAML"
        raise SourceError(file, message, (mark.line + 1, mark.column + 1) if mark else None) from None
    except Exception as error:  # PyYAML raises eight kinds of exception that are not YAMLError
        raise SourceError(file, f"not valid YAML ({type(error).__name__}: {' '.join(str(error).split())[:120]})", (1, 1)) from None
    finally:
        if loader is not None:
            loader.dispose()


def _deep(text: str) -> Mark | None:
    """Where brackets or lines that open several levels nest too deep, found before the parser recurses over them: that can end the process."""
    depth = 0
    for m in re.finditer(r"[\[{]|[\]}]", text):
        depth = depth + 1 if m.group() in "[{" else max(0, depth - 1)
        if depth > 8 * MAX_DEPTH:
            return text.count("\n", 0, m.start()) + 1, m.start() - text.rfind("\n", 0, m.start())
    return _deep_event(text) if _STAIRS.search(text) else None


def _deep_event(text: str) -> Mark | None:
    """The same by the parser's own events, which it gives without recursion."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > 8 * MAX_DEPTH:
                mark = event.start_mark
                return (mark.line + 1, mark.column + 1) if mark else (1, 1)
    except Exception:
        return None  # the same fault is told where the text is read
    return None


def _build(node: Any, path: tuple[Key, ...], marks: dict[tuple[Key, ...], Mark], file: str, seen: set[int], scalar: Callable[[Any, Mark, str], Any]) -> Any:
    mark = (node.start_mark.line + 1, node.start_mark.column + 1)
    marks.setdefault(path, mark)
    if len(path) > MAX_DEPTH:
        raise SourceError(file, f"nested deeper than {MAX_DEPTH} levels", mark)
    if id(node) in seen:
        raise SourceError(file, "aliases are not allowed", mark)
    seen.add(id(node))
    if node.tag not in _TAGS:
        raise SourceError(file, f"tags are not allowed here: {node.tag}", mark)
    if isinstance(node, yaml.ScalarNode):
        return scalar(node, mark, file)
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, i), marks, file, seen, scalar) for i, item in enumerate(node.value)]
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key_mark = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        key = _key(key_node, key_mark, file)
        if key in found:
            raise SourceError(file, f"duplicate key '{key}'", key_mark)
        marks[(*path, key)] = key_mark
        found[key] = _build(value_node, (*path, key), marks, file, seen, scalar)
    return found


def _key(node: Any, mark: Mark, file: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise SourceError(file, "a key must be a plain word", mark)
    if not node.style and node.value == "<<":
        raise SourceError(file, "merge keys are not allowed", mark)
    return str(node.value)


def _as_written(node: Any, mark: Mark, file: str) -> str:
    return str(node.value)


def _scalar(node: Any, mark: Mark, file: str) -> Any:
    value: str = node.value
    if any("\ud800" <= c <= "\udfff" for c in value):
        raise SourceError(file, "a lone surrogate is no text", mark)
    if node.style:
        return value
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    if _INT.match(value):
        return int(value)
    if _FLOAT.match(value):
        return float(value)
    if len(value) <= 40 and _LOOKS_LIKE_ANOTHER_TYPE.match(value):
        raise SourceError(file, f"'{value}' is read differently by different YAML readers; put it in quotes if it is a string", mark)
    if value.lstrip("+-").replace("_", "").isdigit():
        raise SourceError(file, "a whole number of more than 18 digits; put it in quotes if it is a string", mark)
    return value
