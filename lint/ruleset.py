"""Rules from YAML: loading, validating with file and line, and selecting."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from lint import rulefolder
from lint.checks import KINDS, Library
from lint.model import Check, Rule

MAX_RULES = 5_000
_CODE = re.compile(r"[A-Z]{2}[0-9]{3}")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


class RuleError(Exception):
    """A fault in a rule file or a selector, told in one line."""


@dataclass(frozen=True)
class Selection:
    """What the user asked for: `select` replaces the default, `extend` adds to it, `ignore` removes; each is a list of selectors."""

    select: tuple[str, ...] = ()
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class RuleSet:
    """All loaded rules, and which of them are active."""

    def __init__(self, library: Library, removed: Sequence[Rule] = ()) -> None:
        self.library = library
        self.removed = {r.code: r for r in removed}

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every loaded rule in order of code."""
        return self._ordered

    @cached_property
    def _ordered(self) -> tuple[Rule, ...]:
        return tuple(sorted(self.library.rules, key=lambda r: r.code))

    @cached_property
    def _by_word(self) -> dict[str, tuple[Rule, ...]]:
        """Every selector and the rules it names."""
        words: dict[str, list[Rule]] = {"all": list(self._ordered), "default": [r for r in self._ordered if r.default]}
        for rule in self._ordered:
            for word in (rule.code, rule.code[:2], rule.name, rule.family):
                words.setdefault(word, []).append(rule)
        return {word: tuple(rules) for word, rules in words.items()}

    def named(self, selector: str) -> tuple[Rule, ...]:
        """The rules that a selector names: code, family prefix or name, rule name, `default` or `all`. Raises RuleError for an unknown one."""
        try:
            return self._by_word[selector]
        except KeyError:
            pass
        if selector in self.removed:
            successor = self.removed[selector].replaced_by
            raise RuleError(f"rule {selector} was removed" + (f"; use {successor}" if successor else ""))
        near = difflib.get_close_matches(selector, self._by_word, n=1, cutoff=0.5) or difflib.get_close_matches(
            selector.upper(), self._by_word, n=1, cutoff=0.5
        )
        raise RuleError(f"unknown rule '{selector}'" + (f"; did you mean '{near[0]}'?" if near else ""))

    def select(self, selection: Selection) -> tuple[Rule, ...]:
        """The active rules: the most specific selector wins, then the later one."""
        rank: dict[str, tuple[int, int, bool]] = {}
        spoken = [(s, True) for s in selection.select or ("default",)] + [(s, True) for s in selection.extend] + [(s, False) for s in selection.ignore]
        for order, (selector, active) in enumerate(spoken):
            for rule in self.named(selector):
                vote = (_specific(selector, rule), order, active)
                rank[rule.code] = max(rank.get(rule.code, vote), vote, key=lambda v: v[:2])
        return tuple(r for r in self._ordered if rank.get(r.code, (0, 0, False))[2])

    def checks(self, rules: Iterable[Rule]) -> list[tuple[Rule, Check]]:
        """The rules with their checks."""
        return [(rule, self.library.check(rule)) for rule in rules]


def _specific(selector: str, rule: Rule) -> int:
    if selector in ("all", "default"):
        return 0
    return 1 if selector in (rule.code[:2], rule.family) else 2


def load(extra: Sequence[Path] = ()) -> RuleSet:
    """The built-in rules and those of the files and folders in `extra`.

    Raises strictyaml.SourceError for a file that is no YAML, RuleError for a rule that cannot be used.
    """
    built_in = [_quick(data) for name, data in rulefolder.contents().items() if not name.startswith("lexicons/")]
    rules, removed = [r for r in built_in if r.status != "removed"], [r for r in built_in if r.status == "removed"]
    trusted = frozenset(r.code for r in rules)
    for path in extra:
        for rule in read(path):
            if any(rule.code == known.code for known in rules):
                raise RuleError(f"{path}: rule {rule.code} exists already")
            rules.append(rule)
    return RuleSet(Library(rules, trusted), removed)


def _quick(data: dict[str, Any]) -> Rule:
    """A built-in rule from data that the self-test has validated."""
    return msgspec.convert(data, Rule)


def read(path: Path) -> list[Rule]:
    """The rules of one file, or of every YAML file below a folder, fully validated."""
    from lint import strictyaml

    files = sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml")) if path.is_dir() else [path]
    if not files:
        raise RuleError(f"{path}: no rule files (*.yaml) in this folder")
    found: list[Rule] = []
    for file in files:
        source = strictyaml.read(file)
        found += _rules_of(source)
        if len(found) > MAX_RULES:
            raise RuleError(f"{file}: more than {MAX_RULES} rules")
    return found


def _rules_of(source: Any) -> list[Rule]:
    data = source.data
    if data is None:
        raise source.error("no rules: the file is empty")
    if not isinstance(data, dict):
        raise source.error(f"a rule file holds one rule, or 'rules:' with a list of them, not a {_type(data)}")
    if "rules" not in data:
        return [rule_of(source, data, ())]
    for key in data:
        if key != "rules":
            raise source.error(f"unknown key '{key}' beside 'rules'", (key,))
    if not isinstance(data["rules"], list) or not data["rules"]:
        raise source.error("'rules' must be a list with at least one rule", ("rules",))
    return [rule_of(source, item, ("rules", i)) for i, item in enumerate(data["rules"])]


def rule_of(source: Any, data: Any, path: tuple[Any, ...]) -> Rule:
    """One rule from parsed YAML, with its own options checked by its kind; every fault is told with file, line and column."""
    if not isinstance(data, dict):
        raise source.error(f"a rule must be a mapping of keys, not a {_type(data)}", path)
    name = f"rule {data['code']}: " if isinstance(data.get("code"), str) else ""
    rule: Rule = _converted(source, data, Rule, path, name)
    if not _CODE.fullmatch(rule.code):
        raise source.error(f"code '{rule.code}' must be two capitals and three digits", (*path, "code"))
    if not _NAME.fullmatch(rule.name):
        raise source.error(f"{name}name '{rule.name}' must be lower-case words joined by hyphens", (*path, "name"))
    if rule.status == "removed":
        return rule
    chosen = rule.match.get("kind")
    if not isinstance(chosen, str) or chosen not in KINDS:
        near = difflib.get_close_matches(str(chosen), KINDS, n=1)
        hint = f"; did you mean '{near[0]}'?" if near else f"; the kinds are {', '.join(KINDS)}"
        raise source.error(f"{name}unknown kind '{chosen}'{hint}", (*path, "match", "kind"))
    from lint.checks import kind

    given = {k: v for k, v in rule.match.items() if k != "kind"}
    _converted(source, given, kind(chosen).Options, (*path, "match"), name)
    _patterns(source, rule, path, name)
    return rule


def _patterns(source: Any, rule: Rule, path: tuple[Any, ...], name: str) -> None:
    """Every pattern must compile and must not match the empty string."""
    places = [((*path, "match", "any", i), p) for i, p in enumerate(rule.match.get("any") or [])] if rule.match["kind"] == "pattern" else []
    places += [((*path, "unless", "any", i), p) for i, p in enumerate(rule.unless.any if rule.unless else [])]
    for place, pattern in places:
        try:
            compiled = re.compile(pattern)
        except re.error as error:
            raise source.error(f"{name}bad pattern: {error.msg} at position {error.pos} of {pattern!r}", place) from None
        except (RecursionError, OverflowError):
            raise source.error(f"{name}bad pattern: too large or too deeply nested", place) from None
        if compiled.match(""):
            raise source.error(f"{name}the pattern {pattern!r} matches the empty string", place)


_AT = re.compile(r" - at `\$?(?P<path>[^`]*)`$")
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>[^`]*)`")
_MISSING = re.compile(r"Object missing required field `(?P<name>[^`]*)`")


def _converted(source: Any, data: Any, type_: Any, path: tuple[Any, ...], name: str) -> Any:
    """`data` as `type_`; what msgspec refuses becomes one line with the place and the nearest right name."""
    try:
        return msgspec.convert(data, type_)
    except msgspec.ValidationError as error:
        text = str(error)
        at = _AT.search(text)
        inner = tuple(int(p) if p.isdigit() else p for p in re.findall(r"\.([\w-]+)|\[(\d+)\]", at.group("path")) for p in p if p) if at else ()
        message = _AT.sub("", text)
        if unknown := _UNKNOWN.search(text):
            known = _fields(type_, inner)
            near = difflib.get_close_matches(unknown["name"], known, n=1, cutoff=0.6)
            hint = f"; did you mean '{near[0]}'?" if near else f"; known are {', '.join(known)}" if known else ""
            raise source.error(f"{name}unknown key '{unknown['name']}'{hint}", (*path, *inner, unknown["name"])) from None
        if missing := _MISSING.search(text):
            raise source.error(f"{name}missing key '{missing['name']}'", (*path, *inner)) from None
        raise source.error(f"{name}{_plain(message)}", (*path, *inner)) from None


def _fields(type_: Any, inner: tuple[Any, ...]) -> list[str]:
    """The keys that may stand at `inner` below a struct type."""
    for key in inner:
        hint = next((f.type for f in msgspec.structs.fields(type_) if f.encode_name == key), None)
        type_ = next((t for t in (hint, *getattr(hint, "__args__", ())) if isinstance(t, type) and issubclass(t, msgspec.Struct)), None)
        if type_ is None:
            return []
    return [f.encode_name for f in msgspec.structs.fields(type_)]


def _plain(message: str) -> str:
    for ours, theirs in (
        ("a string", "`str`"),
        ("a whole number", "`int`"),
        ("a list", "`array`"),
        ("a mapping", "`object`"),
        ("true or false", "`bool`"),
        ("a number", "`float`"),
    ):
        message = message.replace(theirs, ours)
    return message[0].lower() + message[1:]


def _type(data: Any) -> str:
    return {str: "string", list: "list", dict: "mapping", int: "number", float: "number", bool: "boolean"}.get(type(data), type(data).__name__)
