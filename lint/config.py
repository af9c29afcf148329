"""Settings: what the options, the environment and one config file ask for, each with where it came from."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from lint import regular, typed
from lint.model import Level
from lint.selection import RuleError, Selection, Stated

if TYPE_CHECKING:
    from lint.inputs import Fields, Limits
    from lint.ruleset import RuleSet
    from lint.strictyaml import Key, Source

NAMES = ("newslint.yaml", ".newslint.yaml")
VARIABLE = "NEWSLINT_CONFIG"
MAX_BYTES = 1_000_000
"""Bytes of the largest pyproject.toml that is looked into."""

RuleOptions = dict[str, dict[str, Any]]


class Override(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """Other settings for the files that match one of `files`, which are patterns as in .gitignore, relative to the config file."""

    files: list[str]
    select: list[str] = []
    extend_select: list[str] = []
    ignore: list[str] = []
    severity: dict[str, Level] = {}
    options: RuleOptions = {}


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """A config file. Paths and patterns are relative to its folder.

    `include`, `exclude`: which files of a folder are judged. `select`, `extend-select`, `ignore`: which rules. `severity`: level by selector.
    `options`: settings of rules by code. `overrides`: other settings by path. `rules`: more rule files or folders. `baseline`: findings to leave out.
    `fail-on`: the least level that fails. `format`, `jobs`, `show`, `max-size` (in bytes): as the options of the same names.
    `language`: judge every text as this language (ISO 639-1).
    `inline`: whose marks silence findings: those in Markdown and HTML (`markup`), those in plain text too (`all`), or nobody's (`none`).
    `html`: how much of a page is judged: its main content (`main`), all that is seen (`whole`), or its main content where `newslint[html]` is installed.
    `text-field` and so on: which fields of rows, or columns of tables, hold what. `max-ratio`: what one byte of a compressed file may become.
    """

    include: list[str] = msgspec.field(default_factory=lambda: ["*.txt", "*.md", "*.html"])
    exclude: list[str] = []
    select: list[str] = []
    extend_select: list[str] = []
    ignore: list[str] = []
    severity: dict[str, Level] = {}
    options: RuleOptions = {}
    overrides: list[Override] = []
    rules: list[str] = []
    baseline: str | None = None
    fail_on: Level | Literal["never"] = "error"
    format: str = "text"
    jobs: int | Literal["auto"] = "auto"
    show: Level = "warning"
    max_size: int = 1_000_000
    language: str = "auto"
    inline: Literal["markup", "all", "none"] = "markup"
    html: Literal["auto", "main", "whole"] = "auto"
    text_field: str | None = None
    id_field: str | None = None
    title_field: str | None = None
    date_field: str | None = None
    author_field: str | None = None
    source_field: str | None = None
    max_ratio: int = 200


class ConfigError(Exception):
    """A fault in what the user asked for, told in one line."""


class Asked(msgspec.Struct, frozen=True):
    """What the command line says: its selection, its levels by selector, its rule paths, and the values it gives to keys of the config file."""

    selection: Selection = msgspec.field(default_factory=Selection)
    severity: Mapping[str, Level] = msgspec.field(default_factory=dict)
    rules: tuple[str, ...] = ()
    values: Mapping[str, Any] = msgspec.field(default_factory=dict)


class Settings(msgspec.Struct, frozen=True):
    """The config file's word with the command line's over it; `root` is the folder that the file's paths and patterns are relative to."""

    config: Config = msgspec.field(default_factory=Config)
    asked: Asked = msgspec.field(default_factory=Asked)
    source: "Source | None" = None
    root: str = ""

    @property
    def rules(self) -> tuple[Path, ...]:
        """Rule files and folders: the config file's, then the command line's."""
        return (*(Path(self.root, p) for p in self.config.rules), *(Path(p) for p in self.asked.rules))

    @property
    def fields(self) -> "Fields":
        """Which fields of rows hold what."""
        from lint.inputs import Fields

        said = {name: getattr(self.config, f"{name}_field") for name in ("text", "id", "title", "date", "author", "source")}
        return Fields(**{name: field for name, field in said.items() if field is not None})

    @property
    def limits(self) -> "Limits":
        """What is read of rows at most."""
        from lint.inputs import Limits

        return Limits(self.config.max_size, self.config.max_ratio)

    def selections(self, overrides: tuple[Override, ...] = ()) -> list[Selection]:
        """The layers of selection, later over earlier. An override's `ignore` stands over `--select`; its `select` does not."""
        file, asked = self.config, self.asked.selection
        found = [Selection(tuple(file.select), tuple(file.extend_select), tuple(file.ignore)), asked]
        for override in overrides:
            selected = () if asked.select else tuple(override.select)
            found.append(Selection(selected, tuple(override.extend_select), tuple(override.ignore)))
        return found

    def levels(self, overrides: tuple[Override, ...] = ()) -> list[tuple[str, Level]]:
        """Selectors with the level they set, later over earlier: file, overrides, command line."""
        layers = (self.config.severity, *(o.severity for o in overrides), self.asked.severity)
        return [pair for layer in layers for pair in layer.items()]

    def options(self, overrides: tuple[int, ...] = ()) -> list[Stated]:
        """The settings of rules, later over earlier, with their places: the file's, then those of the overrides of these numbers."""
        found = [Stated(selector, given, ("options", selector)) for selector, given in self.config.options.items()]
        for i in overrides:
            found += [Stated(selector, given, ("overrides", i, "options", selector)) for selector, given in self.config.overrides[i].options.items()]
        return found

    def origin(self, key: str) -> str:
        """Where the value of a key came from: an option, a line of the config file, or `default`."""
        asked = {"severity": self.asked.severity, "rules": self.asked.rules, "select": self.asked.selection.select,
                 "extend-select": self.asked.selection.extend, "ignore": self.asked.selection.ignore}  # fmt: skip
        places = []
        if self.source and (key,) in self.source.marks:
            places.append(f"{self.source.file}:{self.source.marks[key,][0]}")
        if asked.get(key) or key.replace("-", "_") in self.asked.values:
            places = [] if key in ("select", "extend-select") or key not in asked else places
            places.append(f"--{key}")
        return ", ".join(places) or "default"


def load(asked: Asked, *, path: str | None = None, search: bool = True, start: Path | None = None) -> Settings:
    """The settings of this run. `path` names a config file; without it one is searched from `start` (the working folder) upward.

    Raises ConfigError or strictyaml.SourceError.
    """
    named = path or (os.environ.get(VARIABLE) if search else None)
    if named and not regular.there(Path(named)):
        raise ConfigError(f"{named}: no such config file" + ("" if path else f" (from {VARIABLE})"))
    file = Path(named) if named else _search(start or Path.cwd()) if search else None
    if file is None:
        return Settings(_merged(Config(), asked), asked)
    source = _read(file)
    config: Config = typed.convert(source, source.data if source.data is not None else {}, Config)
    _check(config, source)
    return Settings(_merged(config, asked), asked, source, os.path.relpath(file.parent))


def shown(settings: Settings) -> Iterator[str]:
    """The settings in force as YAML, a line for each key, with where it came from."""
    import json

    asked = settings.asked
    said: dict[str, Any] = msgspec.to_builtins(settings.config)
    said["select"] = list(asked.selection.select) or said["select"]
    said["extend-select"] = [*([] if asked.selection.select else said["extend-select"]), *asked.selection.extend]
    said["ignore"] += asked.selection.ignore
    said["severity"] |= asked.severity
    said["rules"] = [*map(str, settings.rules)]
    for key, value in said.items():
        yield f"{key}: {json.dumps(value, ensure_ascii=False)}  # {settings.origin(key)}\n"


def check_selectors(settings: Settings, rules: "RuleSet") -> None:
    """Every selector must name a rule; raises SourceError with its place in the config file, ConfigError for one of the command line."""
    for selector in (*settings.asked.selection.select, *settings.asked.selection.extend, *settings.asked.selection.ignore, *settings.asked.severity):
        try:
            rules.named(selector)
        except RuleError as error:
            raise ConfigError(str(error)) from None
    if settings.source is None:
        return
    for place, selector in _selectors(settings.config):
        try:
            rules.named(selector)
        except RuleError as error:
            raise settings.source.error(str(error), place) from None


def _selectors(config: Config) -> "list[tuple[tuple[Key, ...], str]]":
    """Every selector of a config file with its place."""
    found: list[tuple[tuple[Key, ...], str]] = []
    stages: list[tuple[tuple[Key, ...], Config | Override]] = [((), config), *((("overrides", i), o) for i, o in enumerate(config.overrides))]
    for above, part in stages:
        for key, listed in (("select", part.select), ("extend-select", part.extend_select), ("ignore", part.ignore)):
            found += [((*above, key, i), selector) for i, selector in enumerate(listed)]
        for key, mapped in (("severity", part.severity), ("options", part.options)):
            found += [((*above, key, selector), selector) for selector in mapped]
    return found


def _merged(config: Config, asked: Asked) -> Config:
    return msgspec.structs.replace(config, **asked.values)


def _check(config: Config, source: "Source") -> None:
    """What the types cannot say."""
    if isinstance(config.jobs, int) and config.jobs < 1:
        raise source.error("'jobs' must be at least 1, or auto", ("jobs",))
    if config.max_ratio < 1:
        raise source.error("'max-ratio' must be at least 1", ("max-ratio",))
    if config.max_size < 1:
        raise source.error("'max-size' must be at least 1 byte", ("max-size",))
    for i, override in enumerate(config.overrides):
        if not override.files:
            raise source.error("an override needs at least one pattern in 'files'", ("overrides", i, "files"))


def _search(start: Path) -> Path | None:
    """The nearest config file from `start` upward, not above the first folder that holds `.git`."""
    for folder in (start, *start.parents):
        present = [folder / name for name in NAMES if regular.there(folder / name)]
        if len(present) > 1:
            raise ConfigError(f"both {present[0]} and {present[1].name} are present; keep one")
        if present:
            return present[0]
        project = folder / "pyproject.toml"
        if _in_pyproject(project):
            return project
        if regular.there(folder / ".git"):
            return None
    return None


_TABLE = r"\s*\[+\s*tool\s*\.\s*(?:newslint|\"newslint\"|'newslint')\s*[.\]]"


def _in_pyproject(path: Path) -> bool:
    """Whether the file has a table for newslint, told without parsing it. One that is too large to look into is left to fail where it is read."""
    try:
        text = regular.read(path, MAX_BYTES).decode("utf-8", "replace")
    except regular.TooLargeError:
        return True
    except regular.RefusedError:
        return False
    return "newslint" in text and any(re.match(_TABLE, line) for line in text.splitlines())


def _read(file: Path) -> "Source":
    """The data of a config file with the place of every key."""
    name = os.path.relpath(file)
    shown = name if len(name) < len(str(file)) else str(file)
    if file.suffix == ".toml":
        from lint import stricttoml

        source = stricttoml.read(file, shown)
    else:
        from lint import strictyaml

        source = strictyaml.read(file, shown)
    if source.data is not None and not isinstance(source.data, dict):
        raise source.error(f"a config file is a mapping of keys, not a {typed.kind_of(source.data)}")
    return source
