"""The kinds of checks: `KINDS` names them, one module each; a `Library` turns rules into checks."""

import importlib
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property
from typing import Any, Protocol, TypeVar

import msgspec

from lint import patterns
from lint.checks import limits
from lint.model import Check, Hit, Rule, Span, Unless
from lint.text import quotes, segment
from lint.text.document import Document

KINDS = (
    "pattern",
    "terms",
    "wording",
    "sequence",
    "absence",
    "boilerplate",
    "date",
    "source",
    "attribution",
    "claim",
    "quotation",
    "names",
    "repetition",
    "integrity",
    "garble",
    "grammar",
    "metric",
    "crossfile",
    "mark",
)
"""Every kind of check. Kind `x` is the module `lint.checks.x` with a struct `Options` and a function `build(rule, options, library) -> Check`."""

Shared = TypeVar("Shared")


class Kind(Protocol):
    """What the module of a kind offers."""

    Options: type[msgspec.Struct]

    def build(self, rule: Rule, options: Any, library: "Library") -> Check:
        """The check that this rule asks for."""


def kind(name: str) -> Kind:
    """The module of a kind; raises ImportError where there is none."""
    module: Any = importlib.import_module(f"lint.checks.{name}")
    return module  # type: ignore[no-any-return]


class Library:
    """All rules that were loaded, selected or not: kinds that weigh rules against each other see every one of them.

    `trusted` holds the codes of built-in rules, whose patterns were tested; others run under a time limit.
    """

    def __init__(self, rules: Sequence[Rule], trusted: frozenset[str] = frozenset()) -> None:
        self.rules = tuple(r for r in rules if r.status != "removed")
        self.trusted = trusted
        self._shared: dict[Any, Any] = {}
        self._checks: dict[str, Check] = {}
        self._clocks: dict[str, limits.Clock] = {}

    def of_kind(self, name: str) -> tuple[Rule, ...]:
        """The loaded rules of one kind, in order of code."""
        return self.by_kind.get(name, ())

    @cached_property
    def by_kind(self) -> dict[str, tuple[Rule, ...]]:
        """The loaded rules by kind."""
        found: dict[str, list[Rule]] = {}
        for rule in sorted(self.rules, key=lambda r: r.code):
            found.setdefault(str(rule.match.get("kind")), []).append(rule)
        return {name: tuple(rules) for name, rules in found.items()}

    def options(self, rule: Rule) -> Any:
        """The rule's `match` as its kind's own options; raises msgspec.ValidationError for what the kind does not know."""
        given = {k: v for k, v in rule.match.items() if k != "kind"}
        return msgspec.convert(given, kind(str(rule.match["kind"])).Options)

    def shared(self, make: Callable[["Library"], Shared]) -> Shared:
        """What `make` builds from this library; built once and kept, for work that rules of one kind share."""
        try:
            found: Shared = self._shared[make]
        except KeyError:
            found = self._shared[make] = make(self)
        return found

    def check(self, rule: Rule) -> Check:
        """The rule's check, with its `unless` and `quoted` conditions; built once."""
        if rule.code not in self._checks:
            self._checks[rule.code] = self._build(rule)
        return self._checks[rule.code]

    def compiled(self, rule: Rule, pattern: str, flags: int = 0) -> "re.Pattern[str] | limits.Pattern":
        """A pattern of this rule, ready to match; that of a user's rule stops when the rule's time is over."""
        if rule.code in self.trusted:
            return patterns.compiled(pattern, flags)
        return limits.limited(pattern, flags, self._clocks.setdefault(rule.code, limits.Clock()))

    def _build(self, rule: Rule) -> Check:
        check = self._conditional(rule)
        return check if rule.code in self.trusted else limits.Limited(check, self._clocks.setdefault(rule.code, limits.Clock()))

    def _conditional(self, rule: Rule) -> Check:
        check = kind(str(rule.match["kind"])).build(rule, self.options(rule), self)
        if rule.quoted == "skip":
            check = _outside_quotes(check)
        if rule.unless is not None:
            check = _unless(check, rule.unless, cache(lambda pattern: self.compiled(rule, pattern, re.IGNORECASE)))
        return check


def _outside_quotes(check: Check) -> Check:
    def checked(document: Document) -> Iterator[Hit]:
        for hit in check(document):
            if hit.span is None or not quotes.quoted(document, hit.span):
                yield hit

    return checked


def _sentence_span(document: Document, offset: int) -> Span | None:
    sentence = segment.sentence_at(document, offset)
    return sentence.span if sentence else None


def _unless(check: Check, condition: Unless, compiled: "Callable[[str], re.Pattern[str] | limits.Pattern]") -> Check:
    within: dict[str, Callable[[Document, int], Span | None]] = {
        "line": segment.line_at,
        "sentence": _sentence_span,
        "paragraph": segment.paragraph_at,
        "document": lambda document, offset: Span(0, len(document.text)),
    }

    def checked(document: Document) -> Iterator[Hit]:
        for hit in check(document):
            stretch = within[condition.within](document, hit.span.start if hit.span else 0)
            if stretch is None or not any(compiled(p).search(document.plain, stretch.start, stretch.end) for p in condition.any):
                yield hit

    return checked
