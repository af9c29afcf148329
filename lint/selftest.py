"""A rule's own examples, run: every ⟦marked⟧ span must be found exactly, every good example must stay silent.

`⟪92⟫` in an example stands for the byte 0x92, for what no YAML file can hold.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from lint import languagetool, rulefolder, ruleset
from lint.checks import Library
from lint.model import Hit, Place, Rule, Span
from lint.text import decode
from lint.text.document import Document

_APART = "\n=====\n"
_MARKS = re.compile(r"[⟦⟧]")
_BYTE = re.compile(r"⟪([89a-f][0-9a-f])⟫")


class Fault(msgspec.Struct, frozen=True):
    """One example that did not behave as its rule file says."""

    code: str
    example: str
    message: str


class Example(msgspec.Struct, frozen=True):
    """An example without its marks, and the spans that were marked; an empty span at 0 stands for the whole document."""

    text: str
    expected: tuple[Span, ...]


def parse(marked: str) -> Example:
    """Take the marks out of an example. Raises ValueError where they are not balanced."""
    text, spans, open_at, last = [], [], None, 0
    length = 0
    marked = _BYTE.sub(lambda m: chr(0xDC00 + int(m[1], 16)), marked)
    for m in _MARKS.finditer(marked):
        text.append(marked[last : m.start()])
        length += m.start() - last
        last = m.end()
        if (m.group() == "⟦") == (open_at is not None):
            raise ValueError(f"unbalanced ⟦ ⟧ in {marked!r}")
        if open_at is None:
            open_at = length
        else:
            spans.append(Span(open_at, length))
            open_at = None
    if open_at is not None:
        raise ValueError(f"unbalanced ⟦ ⟧ in {marked!r}")
    return Example("".join([*text, marked[last:]]), tuple(spans))


class Tested(msgspec.Struct, frozen=True):
    """The rules that were tested, how many examples they have, what did not behave, and which have no examples at all."""

    rules: tuple[Rule, ...]
    examples: int
    faults: tuple[Fault, ...]
    bare: tuple[Rule, ...]


def everything(paths: Sequence[Path] = ()) -> Tested:
    """Test the rules of these files and folders, or every built-in rule. Raises SourceError or RuleError for a file that is no rule."""
    built_in = {rulefolder.folder() / name for name in rulefolder.contents() if not name.startswith("lexicons/")}
    own = [p for p in paths if not p.resolve().is_relative_to(rulefolder.folder())]
    loaded = ruleset.load(own)
    codes = {rule.code for path in paths or sorted(built_in) for rule in ruleset.read(path)}
    rules = tuple(rule for rule in loaded.rules if rule.code in codes)
    faults = tuple(fault for rule in rules for fault in run(rule, loaded.library))
    counts = {rule.code: len(rule.examples.bad) + len(rule.examples.good) + len(rule.examples.missed) for rule in rules}
    return Tested(rules, sum(counts.values()), faults, tuple(rule for rule in rules if not counts[rule.code]))


def run(rule: Rule, library: Library) -> Iterator[Fault]:
    """Every fault among the examples of one rule; a rule that needs a LanguageTool server is passed over where there is none."""
    if unrun(rule):
        return
    check = library.check(rule)
    between = rule.match["kind"] == "crossfile"
    for kind, listed in (("bad", rule.examples.bad), ("good", rule.examples.good), ("missed", rule.examples.missed)):
        for marked in listed:
            try:
                example = parse(marked)
            except ValueError as error:
                yield Fault(rule.code, marked, str(error))
                continue
            document = decode.decode(example.text.encode("utf-8", "surrogateescape"), "<example>")
            found = tuple(sorted(_between(rule, library, example.text) if between else (_place(document, hit) for hit in check(document))))
            if kind == "bad" and not example.expected:
                yield Fault(rule.code, marked, "a bad example marks no span")
            elif kind == "bad" and found != example.expected:
                yield Fault(rule.code, marked, f"found {_shown(document, found)}, expected {_shown(document, example.expected)}")
            elif kind == "good" and found:
                yield Fault(rule.code, marked, f"a good example must stay silent, found {_shown(document, found)}")
            elif kind == "missed" and found:
                yield Fault(rule.code, marked, "a known miss is found now: move it to bad")


def unrun(rule: Rule) -> bool:
    """Whether a rule's examples cannot be run here."""
    return rule.match["kind"] == "grammar" and not languagetool.address()


def _place(document: Document, hit: Hit) -> Span:
    """Where a hit lies in the example as it is written; an empty span at 0 for the whole document."""
    return Span(0, 0) if hit.span is None else hit.source or document.original(hit.span)


def _between(rule: Rule, library: Library, text: str) -> Iterator[Span]:
    """Where a rule on several texts finds something in an example whose texts stand apart by a line of equals signs: both places of each finding."""
    from lint.crossfile import facts, judgement

    bases, gathered = {}, []
    at = 0
    for number, part in enumerate(text.split(_APART)):
        bases[str(number)] = at
        gathered.append(facts.gather(decode.document(part, str(number)), library))
        at += len(part) + len(_APART)
    places = {
        (place.path, place.start.offset, place.end.offset)
        for finding in judgement.judge(gathered, library, [rule]).findings
        for place in (Place(finding.path, finding.start, finding.end), *finding.related)
    }
    return (Span(bases[path] + start, bases[path] + end) for path, start, end in places)


def _shown(document: Document, spans: tuple[Span, ...]) -> str:
    return ", ".join(f"[{s.start}:{s.end}] {document.source[s.start : s.end]!r}" if s.end else "the whole document" for s in spans) or "nothing"
