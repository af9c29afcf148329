"""The nouns of the program: spans, rules, hits, findings, failures and the report that holds them. No input or output here."""

import enum
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

if TYPE_CHECKING:
    from lint.text.document import Document


class Severity(enum.IntEnum):
    """How bad a finding is: `error` unfit to publish, `warning` an editor should look, `info` a measure."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word used in rule files, settings and reports."""
        return self.name.lower()

    @classmethod
    def of(cls, label: str) -> "Severity":
        """The level with this word; raises KeyError for any other word."""
        return cls[label.upper()]


Level = Literal["error", "warning", "info"]
Confidence = Literal["high", "medium", "low"]


class Span(NamedTuple):
    """A half-open stretch `[start, end)` in code points of `Document.text`."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many characters it holds."""
        return self.end - self.start

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


class Position(NamedTuple):
    """A place in the decoded source: line and column count from 1, offset from 0, all in code points."""

    line: int
    column: int
    offset: int


class Related(msgspec.Struct, frozen=True):
    """Another place that belongs to a hit. `path` is None for the same document."""

    span: Span
    message: str
    path: str | None = None


class Hit(msgspec.Struct, frozen=True):
    """What a check saw: where, and the words for the message. It knows nothing of severity, settings or output.

    `span` is None for the document as a whole. `fields` fill the placeholders of the rule's message.
    `case` names one of the rule's `cases`, each with its own severity or message; empty for the rule's own.
    `replacement` is the text that a rule with `fix: replace` puts in place of the span.
    `source` is the stretch of the decoded source itself, for checks that look at what the visible text leaves out; `edits` are their fixes there.
    `fixable` is False where the check is not sure enough for the rule's fix to be made.
    """

    span: Span | None
    fields: Mapping[str, str] = msgspec.field(default_factory=dict)
    case: str = ""
    related: tuple[Related, ...] = ()
    replacement: str | None = None
    source: Span | None = None
    edits: "tuple[Edit, ...]" = ()
    fixable: bool = True


Check = Callable[["Document"], Iterator[Hit]]


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One case of a rule that the check tells apart, with what differs from the rule itself."""

    severity: Level | None = None
    message: str | None = None
    why: str | None = None
    do: str | None = None


class Unless(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A hit is dropped when one of these patterns is found within the same stretch of text."""

    any: list[str]
    within: Literal["line", "sentence", "paragraph", "document"] = "sentence"


class Examples(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Evidence that stands in the rule file: ⟦ ⟧ mark each span expected, an empty ⟦⟧ at the start the whole document."""

    bad: list[str] = []
    good: list[str] = []
    missed: list[str] = []


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """One rule as its file states it.

    `match` holds `kind` and that kind's own options. `languages` are ISO 639-1 codes, or `any`.
    `quoted: skip` drops hits inside quotation marks. `yields_to` names rules whose finding in the same sentence replaces this one's.
    """

    code: str
    name: str
    severity: Level
    confidence: Confidence
    message: str
    why: str
    do: str
    match: dict[str, Any] = {}
    unless: Unless | None = None
    quoted: Literal["any", "skip"] = "any"
    languages: list[str] = msgspec.field(default_factory=lambda: ["en"])
    yields_to: list[str] = []
    cases: dict[str, Case] = {}
    fix: Literal["delete", "replace"] | None = None
    default: bool = True
    since: str = ""
    references: list[str] = []
    status: Literal["stable", "preview", "removed"] = "stable"
    replaced_by: str | None = None
    examples: Examples = Examples()

    @property
    def family(self) -> str:
        """The family named by the code's prefix; `custom` where the prefix is none of ours."""
        return FAMILIES.get(self.code[:2], "custom")


FAMILIES = {
    "BP": "boilerplate",
    "MT": "translation",
    "DT": "dates",
    "AT": "attribution",
    "SR": "sources",
    "LW": "wording",
    "NM": "names",
    "TX": "integrity",
    "XD": "crossfile",
    "NL": "silencing",
}


class Edit(msgspec.Struct, frozen=True):
    """Replace `[start, end)` of the decoded source, in code points, by `text`."""

    start: int
    end: int
    text: str


class Place(msgspec.Struct, frozen=True):
    """A stretch of a decoded source, for reports. Both positions are 1:1 at offset 0 for a whole document."""

    path: str
    start: Position
    end: Position
    message: str = ""


class Silence(msgspec.Struct, frozen=True):
    """Why a finding is kept out of the verdict: `mark` a comment in the text itself, `baseline` an entry in a baseline file."""

    by: Literal["mark", "baseline"]
    reason: str = ""


class Excerpt(NamedTuple):
    """The line around a finding in three parts, each of bounded length; `…` stands where the line was cut."""

    before: str
    inside: str
    after: str


class Finding(msgspec.Struct, frozen=True):
    """A hit with everything a report says about it. Positions are in the decoded source of `path`."""

    path: str
    code: str
    name: str
    family: str
    severity: Severity
    confidence: Confidence
    message: str
    why: str
    do: str
    scope: Literal["document", "span"]
    start: Position
    end: Position
    text: str
    excerpt: Excerpt | None = None
    fingerprint: str = ""
    fix: tuple[Edit, ...] = ()
    related: tuple[Place, ...] = ()
    silenced: Silence | None = None

    @property
    def order(self) -> tuple[str, int, str, int]:
        """The order of every report: path, offset, code."""
        return (self.path, self.start.offset, self.code, self.end.offset)


def severities(findings: Iterable[Finding]) -> Counter[Severity | None]:
    """How many findings stand at each severity, and how many are silenced (None)."""
    return Counter(f.severity if f.silenced is None else None for f in findings)


class Failure(msgspec.Struct, frozen=True):
    """Something that was not judged: a file, or one rule on one file. `rule` is None when the whole file was lost.

    `trace` is the traceback of an internal error, for `--debug` only.
    """

    path: str | None
    reason: str
    rule: str | None = None
    trace: str = ""


class FileResult(msgspec.Struct, frozen=True):
    """One file asked for: whether it was judged, or why it was passed over on purpose (`skipped`).

    `text` is the decoded source and `profile` what it states about itself; both only where a format shows the whole text.
    """

    path: str
    judged: bool
    skipped: str | None = None
    headline: str = ""
    text: str | None = None
    profile: Mapping[str, Any] | None = None


class Link(msgspec.Struct, frozen=True):
    """Why two files have one origin."""

    first: str
    second: str
    reason: str

    def __str__(self) -> str:
        return f"{self.first} = {self.second} ({self.reason})"


class Event(msgspec.Struct, frozen=True):
    """What several files tell of: their paths, at most how many independent origins they have (each the paths that share one), and what joins those."""

    files: tuple[str, ...]
    origins: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...] = ()


class Report(msgspec.Struct, frozen=True, dict=True):
    """The outcome of a run, sorted and complete; every format is a pure function of it.

    `notes` say what else the reader should know, one line each.
    `rules` are the rules that were asked for. `fail_on` is the lowest severity that fails the run, None for `never`.
    `root` is the folder the paths are relative to, for formats that must not hold absolute paths; empty where it does not matter.
    `events` say what several files tell of, `alone` counts those that tell of an event each for itself; neither is there where they were not compared.
    """

    files: Sequence[FileResult]
    findings: Sequence[Finding]
    failures: tuple[Failure, ...]
    notes: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    fail_on: Severity | None = Severity.ERROR
    root: str = ""
    events: tuple[Event, ...] = ()
    alone: int = 0

    @cached_property
    def counts(self) -> Mapping[Severity | None, int]:
        """How many findings stand at each severity, and how many are silenced (None); those of a large run were counted as they came."""
        counted: Mapping[Severity | None, int] | None = getattr(self.findings, "severities", None)
        return severities(self.findings) if counted is None else counted

    @property
    def exit_code(self) -> int:
        """2 when something was not judged, else 1 when a finding stands at or above `fail_on`, else 0."""
        if self.failures:
            return 2
        return int(self.fail_on is not None and any(severity is not None and severity >= self.fail_on for severity in self.counts))
