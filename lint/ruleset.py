"""Rules from YAML: loading, validating with file and line, and selecting."""

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from lint import regular, rulefolder, typed
from lint.checks import KINDS, Library, kind
from lint.model import Check, Rule
from lint.selection import RuleError, Selection, Stated, votes

MAX_RULES = 5_000
MAX_PATTERNS = 1_000
"""How many patterns one rule may have: each is tried on many lines when it is loaded."""
_PATTERNS = {"pattern": ("any",), "wording": ("patterns", "innocent")}
_CODE = r"[A-Z]{2}[0-9]{3}"
_NAME = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"

Value = TypeVar("Value")


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
        hint = typed.did_you_mean(selector, self._by_word, cutoff=0.5) or typed.did_you_mean(selector.upper(), self._by_word, cutoff=0.5)
        raise RuleError(f"unknown rule '{selector}'{hint}")

    def select(self, *layers: Selection) -> tuple[Rule, ...]:
        """The active rules, later layers over earlier ones: the most specific selector wins, then the later one."""
        chosen = self.winners(votes(layers))
        return tuple(rule for rule in self._ordered if chosen.get(rule.code, False))

    def winners(self, spoken: Iterable[tuple[str, Value]]) -> dict[str, Value]:
        """For each rule named by a selector, the value of its most specific selector, the later one where two are equal."""
        best: dict[str, tuple[int, Value]] = {}
        for selector, value in spoken:
            for rule in self.named(selector):
                specific = _specific(selector, rule)
                if rule.code not in best or specific >= best[rule.code][0]:
                    best[rule.code] = (specific, value)
        return {code: value for code, (_, value) in best.items()}

    def with_options(self, stated: Iterable[Stated], source: Any) -> "RuleSet":
        """The same rules with other settings of their kinds. Raises SourceError, with its place in `source`, for a setting that a kind does not know."""
        rules = {r.code: r for r in self._ordered}
        changed: set[str] = set()
        for selector, given, place in stated:
            for rule in self.named(selector):
                rules[rule.code] = _adjusted(source, rules[rule.code], given, place)
                changed.add(rule.code)
        return RuleSet(Library(list(rules.values()), self.library.trusted - changed), tuple(self.removed.values()))

    def checks(self, rules: Iterable[Rule]) -> list[tuple[Rule, Check]]:
        """The rules with their checks."""
        return [(rule, self.library.check(rule)) for rule in rules]


def _adjusted(source: Any, rule: Rule, given: Mapping[str, Any], place: tuple[Any, ...]) -> Rule:
    """The rule with these settings, which stand at `place` of `source`, over its own."""
    match = {**rule.match, **given, "kind": rule.match["kind"]}
    name = f"{rule.code}: "
    if "kind" in given:
        raise source.error(f"{name}a setting cannot change a rule's kind", (*place, "kind"))
    typed.convert(source, {k: v for k, v in match.items() if k != "kind"}, kind(str(match["kind"])).Options, place, name)
    adjusted = msgspec.structs.replace(rule, match=match)
    if "any" in given and match["kind"] == "pattern":
        _compiled(source, given["any"], (*place, "any"), name)
    return adjusted


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
    known = {r.code: "built in" for r in built_in}
    for path in extra:
        for rule in read(path):
            if rule.code in known:
                raise RuleError(f"{path}: rule {rule.code} exists already ({known[rule.code]})")
            known[rule.code] = f"in {path}"
            rules.append(rule)
    return RuleSet(Library(rules, trusted), removed)


def _quick(data: dict[str, Any]) -> Rule:
    """A built-in rule from data that the self-test has validated."""
    return msgspec.convert(data, Rule)


def read(path: Path) -> list[Rule]:
    """The rules of one file, or of every YAML file below a folder, fully validated."""
    from lint import strictyaml

    files = sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml")) if regular.is_folder(path) else [path]
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
        raise source.error(f"a rule file holds one rule, or 'rules:' with a list of them, not a {typed.kind_of(data)}")
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
        raise source.error(f"a rule must be a mapping of keys, not a {typed.kind_of(data)}", path)
    name = f"rule {data['code']}: " if isinstance(data.get("code"), str) else ""
    rule: Rule = typed.convert(source, data, Rule, path, name)
    if not re.fullmatch(_CODE, rule.code):
        raise source.error(f"code '{rule.code}' must be two capitals and three digits", (*path, "code"))
    if not re.fullmatch(_NAME, rule.name):
        raise source.error(f"{name}name '{rule.name}' must be lower-case words joined by hyphens", (*path, "name"))
    if rule.status == "removed":
        return rule
    chosen = rule.match.get("kind")
    if not isinstance(chosen, str) or chosen not in KINDS:
        hint = typed.did_you_mean(str(chosen), KINDS, listed="the kinds are")
        raise source.error(f"{name}unknown kind '{chosen}'{hint}", (*path, "match", "kind"))
    given = {k: v for k, v in rule.match.items() if k != "kind"}
    typed.convert(source, given, kind(chosen).Options, (*path, "match"), name)
    for option in _PATTERNS.get(chosen, ()):
        _compiled(source, rule.match.get(option, ()), (*path, "match", option), name)
    if rule.unless:
        _compiled(source, rule.unless.any, (*path, "unless", "any"), name)
    return rule


def _compiled(source: Any, patterns: Sequence[str], place: tuple[Any, ...], name: str) -> None:
    """Every pattern must compile, mean one thing and not match the empty string."""
    if len(patterns) > MAX_PATTERNS:
        raise source.error(f"{name}more than {MAX_PATTERNS:,} patterns; words go into a rule of the kind terms", place)
    for i, pattern in enumerate(patterns):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                compiled = re.compile(pattern)
        except re.error as error:
            raise source.error(f"{name}bad pattern: {error.msg} at position {error.pos} of {pattern!r}", (*place, i)) from None
        except Warning as warning:
            raise source.error(f"{name}bad pattern: {str(warning).lower()} of {pattern!r}", (*place, i)) from None
        except (RecursionError, OverflowError):
            raise source.error(f"{name}bad pattern: too large or too deeply nested", (*place, i)) from None
        if compiled.match(""):
            raise source.error(f"{name}the pattern {pattern!r} matches the empty string", (*place, i))
        if refused := _objection(pattern):
            raise source.error(f"{name}bad pattern: {refused}", (*place, i))


def _objection(pattern: str) -> str | None:
    """Why a pattern that compiles is refused all the same: it could take too long, or means nothing to the engine of users' rules."""
    import regex

    from lint.checks import limits

    try:
        return limits.objection(pattern)
    except (regex.error, RecursionError, OverflowError, MemoryError) as error:
        return f"{error} of {pattern!r}"
