"""The table `[tool.newslint]` of a pyproject.toml, with the line and column of its keys."""

import re
import tomllib
from pathlib import Path

from lint import strictyaml
from lint.strictyaml import Key, Mark, Source, SourceError

_HEADER = re.compile(r"\s*(?P<open>\[\[?)\s*(?P<name>[^\[\]]+?)\s*\]")
_KEY = re.compile(r"\s*(?P<key>[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')\s*(?:\.\s*(?P<rest>[^=]+?)\s*)?=")
_FAULT = re.compile(r"(?P<message>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)")


def read(path: Path, shown: str) -> Source:
    """The data of the table; raises SourceError for a file that cannot be read as it stands. `shown` is the file's name in errors."""
    text = strictyaml.text_of(path, shown)
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        fault = _FAULT.fullmatch(str(error))
        mark = (int(fault["line"]), int(fault["column"])) if fault else None
        raise SourceError(shown, (fault["message"] if fault else str(error)).lower(), mark) from None
    return Source(shown, data.get("tool", {}).get("newslint", {}), _marks(text))


def _marks(text: str) -> dict[tuple[Key, ...], Mark]:
    """Where the keys of the table stand, found line by line; keys within inline tables share their line's place."""
    marks: dict[tuple[Key, ...], Mark] = {}
    counted: dict[tuple[Key, ...], int] = {}
    above: tuple[Key, ...] | None = None
    for number, line in enumerate(re.split(r"\r\n|\n", text), 1):
        if header := _HEADER.match(line):
            above = _table(header["name"], header["open"] == "[[", counted)
            if above is not None:
                marks.setdefault(above, (number, header.start("name") + 1))
        elif above is not None and (key := _KEY.match(line)):
            for path in _paths(above, key):
                marks.setdefault(path, (number, key.start("key") + 1))
    return marks


def _table(name: str, repeated: bool, counted: dict[tuple[Key, ...], int]) -> tuple[Key, ...] | None:
    """The path of a table below `tool.newslint`, or None for another tool's."""
    parts = [_bare(p) for p in name.split(".")]
    if parts[:2] != ["tool", "newslint"]:
        return None
    path: tuple[Key, ...] = ()
    for part in parts[2:]:
        path = (*path, part)
        if path in counted and path != tuple(parts[2:]):
            path = (*path, counted[path])
    if repeated:
        counted[path] = counted.get(path, -1) + 1
        path = (*path, counted[path])
    return path


def _paths(above: tuple[Key, ...], key: re.Match[str]) -> list[tuple[Key, ...]]:
    parts = [_bare(key["key"]), *(_bare(p) for p in (key["rest"] or "").split(".") if p)]
    return [(*above, *parts[: i + 1]) for i in range(len(parts))]


def _bare(word: str) -> str:
    return word.strip().strip("\"'")
