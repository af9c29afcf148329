"""Which rules judge which file: the settings and the rules brought together, once for each combination of overrides."""

import gc
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from lint import config, languagetool
from lint.config import Settings
from lint.model import Case, Check, Level, Rule
from lint.selection import Selection

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from lint.checks import Library
    from lint.ruleset import RuleSet


class Active(msgspec.Struct, frozen=True):
    """The rules active for some files, with the levels the settings give them, their checks and the library they come from.

    `absent` are rules that were asked for and cannot run here.
    """

    checks: list[tuple[Rule, Check]]
    library: "Library"
    absent: tuple[Rule, ...] = ()


class Plan:
    """What is to be done with each file of a run. Cheap to send to a worker, which loads the rules for itself."""

    def __init__(self, settings: Settings) -> None:
        """Raises the errors of `config` and `ruleset` at the first use, not here."""
        self.settings = settings
        self._active: dict[tuple[int, ...], Active] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return (Plan, (self.settings,))

    def active(self, path: str) -> Active:
        """The rules for the file at `path`."""
        return self.active_with(tuple(i for i, spec in enumerate(self._specs) if spec.match_file(self._relative(path))))

    def active_with(self, key: tuple[int, ...]) -> Active:
        """The rules where the overrides of these numbers apply."""
        if key not in self._active:
            self._active[key] = self._chosen(key)
        return self._active[key]

    @property
    def loaded(self) -> bool:
        """Whether the rules were needed so far."""
        return bool(self._active)

    @property
    def language(self) -> str:
        """The language that every text is taken for; empty where each is told by its words."""
        return "" if self.settings.config.language == "auto" else self.settings.config.language

    @cached_property
    def rules(self) -> "RuleSet":
        """Every loaded rule with the options of the settings, whether active or not; every selector was checked."""
        config.check_selectors(self.settings, self._loaded)
        return self._with_options(())

    @cached_property
    def _loaded(self) -> "RuleSet":
        from lint import ruleset

        return ruleset.load(self.settings.rules)

    def _with_options(self, overrides: tuple[int, ...]) -> "RuleSet":
        stated = self.settings.options(overrides)
        return self._loaded.with_options(stated, self.settings.source) if stated else self._loaded

    @property
    def compares(self) -> bool:
        """Whether a rule is active that compares files with each other."""
        return any(rule.match.get("kind") == "crossfile" for rule, _ in self.active_with(()).checks)

    @cached_property
    def named(self) -> frozenset[str]:
        """The codes that the user selected by name rather than by family or default."""
        spoken = [s for layer in self.settings.selections(tuple(self.settings.config.overrides)) for s in (*layer.select, *layer.extend)]
        return frozenset(r.code for s in spoken for r in self.rules.named(s) if s in (r.code, r.name))

    @property
    def absent(self) -> tuple[Rule, ...]:
        """The rules that were asked for and cannot run here."""
        return self.active_with(()).absent

    def ever_active(self) -> tuple[Rule, ...]:
        """The rules that can be active for any file, in order of code, with the levels they have where no override changes them."""
        overrides = self.settings.config.overrides
        everywhere = {rule.code: rule for rule, _ in self.active_with(()).checks}
        for i in range(len(overrides)):
            everywhere |= {rule.code: rule for rule, _ in self.active_with((i,)).checks if rule.code not in everywhere}
        return tuple(everywhere[code] for code in sorted(everywhere))

    def _chosen(self, numbers: tuple[int, ...]) -> Active:
        overrides = tuple(self.settings.config.overrides[i] for i in numbers)
        base = self.rules
        rules = self._with_options(numbers) if any(o.options for o in overrides) else base
        levels = rules.winners(self.settings.levels(overrides))
        layers = self.settings.selections(overrides)
        if languagetool.address() and not any(layer.select for layer in layers):
            # a server that this run may use brings its rules along, unless the user says which rules to run
            layers = [Selection(extend=tuple(rule.code for rule in rules.library.of_kind("grammar"))), *layers]
        chosen = rules.select(*layers)
        absent = () if languagetool.address() else tuple(rule for rule in chosen if rule.match["kind"] == "grammar")
        present = [(_at_level(rule, levels.get(rule.code)), rules.library.check(rule)) for rule in chosen if rule not in absent]
        if not gc.isenabled():
            gc.freeze()
            gc.set_threshold(10_000, 20, 50)
            gc.enable()
        return Active(present, rules.library, absent)

    @cached_property
    def _specs(self) -> "list[GitIgnoreSpec]":
        if not self.settings.config.overrides:
            return []
        from pathspec import GitIgnoreSpec

        return [GitIgnoreSpec.from_lines(o.files) for o in self.settings.config.overrides]

    def _relative(self, path: str) -> str:
        """`path` as seen from the folder of the config file, with `/`."""
        import os

        return Path(os.path.relpath(path, self.settings.root or ".")).as_posix()


def _at_level(rule: Rule, level: Level | None) -> Rule:
    """The rule with every finding at this level."""
    if level is None:
        return rule
    cases: dict[str, Case] = {name: msgspec.structs.replace(case, severity=None) for name, case in rule.cases.items()}
    return msgspec.structs.replace(rule, severity=level, cases=cases)
