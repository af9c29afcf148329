"""Findings that a mark in the text silences."""

from collections.abc import Sequence
from typing import Literal

from msgspec.structs import replace

from lint.model import Finding, Silence, Span
from lint.text.document import Document
from lint.text.marks import Mark, marks

Inline = Literal["markup", "all", "none"]
"""Whose marks are read: those of Markdown and HTML, those of plain text too, or none."""

FAMILY = "silencing"


def read(document: Document, inline: Inline) -> bool:
    """Whether the marks of this document are obeyed. Plain text is: only where the settings allow it, for it may be scraped."""
    return inline == "all" or (inline == "markup" and document.form != "text")


def applied(document: Document, findings: Sequence[Finding]) -> list[Finding]:
    """The findings with those that a mark covers silenced, and without those inside a mark, which is no text. The marks' own findings stand."""
    listed = [_placed(document, m) for m in document.view(marks)]
    obeyed = [m for m in listed if m.fault is None]
    return [_judged(f, obeyed) for f in findings if f.family == FAMILY or not _inside(f, listed)]


def _placed(document: Document, mark: Mark) -> Mark:
    """A mark of the document's source as one of its file, where findings stand."""
    if not document.origins:
        return mark
    span, block = (s and Span(document.position(s.start).offset, document.position(s.end).offset) for s in (mark.span, mark.block))
    return replace(mark, span=span, block=block)


def _judged(f: Finding, obeyed: Sequence[Mark]) -> Finding:
    if f.family == FAMILY:
        return f
    span = None if f.scope == "document" else Span(f.start.offset, f.end.offset)
    for mark in obeyed:
        if (f.code in mark.rules or f.name in mark.rules) and mark.covers(span):
            return replace(f, silenced=Silence("mark", mark.reason))
    return f


def _inside(f: Finding, listed: Sequence[Mark]) -> bool:
    return f.scope == "span" and any(m.span.covers(Span(f.start.offset, f.end.offset)) for m in listed)
