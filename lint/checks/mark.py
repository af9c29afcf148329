"""Kind `mark`: the marks that silence findings, themselves judged: those that silence nothing, and those that cannot be obeyed."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from lint import typed
from lint.checks import Library
from lint.model import Check, Hit, Rule, Span
from lint.text.document import Document
from lint.text.marks import Mark, marks


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """`report`: `unused` for marks that silence nothing, `faulty` for marks that cannot be obeyed."""

    report: Literal["unused", "faulty"]


def build(rule: Rule, options: Options, library: Library) -> Check:
    """The check that this rule asks for."""

    def check(document: Document) -> Iterator[Hit]:
        listed = document.view(marks)
        if not listed:
            return
        known = library.shared(_known)
        spans = {} if options.report == "faulty" else {word: _spans(document, known[word], library) for m in listed for word in m.rules if word in known}
        for mark in listed:
            for fields in _faults(mark, known) if options.report == "faulty" else _idle(mark, spans):
                yield Hit(mark.span, fields=fields, source=mark.span)

    return check


def _known(library: Library) -> dict[str, Rule]:
    """Every rule by its code and by its name."""
    return {word: rule for rule in library.rules for word in (rule.code, rule.name)}


def _faults(mark: Mark, known: dict[str, Rule]) -> Iterator[dict[str, str]]:
    if mark.fault:
        yield {"fault": mark.fault}
        return
    for word in mark.rules:
        if word not in known:
            yield {"fault": f"there is no rule '{word}'{typed.did_you_mean(word, known, cutoff=0.5)}"}
        elif known[word].match.get("kind") == "mark":
            yield {"fault": f"{word} cannot be silenced by a mark"}


def _idle(mark: Mark, spans: dict[str, list[Span | None] | None]) -> Iterator[dict[str, str]]:
    for word in () if mark.fault else mark.rules:
        found = spans.get(word)
        if found is not None and not any(mark.covers(span) for span in found):
            yield {"rule": word, "where": "this file" if mark.block is None else "the block below"}


def _spans(document: Document, rule: Rule, library: Library) -> list[Span | None] | None:
    """Where the rule, selected or not, finds something in the source; None in the list for the whole document, None for rules that one file cannot tell."""
    if rule.match.get("kind") in ("mark", "crossfile"):
        return None
    return [hit.source or (document.original(hit.span) if hit.span else None) for hit in library.check(rule)(document)]
