"""Kind `pattern`: regular expressions over the whole text, or over one line, paragraph or sentence at a time."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Literal

import msgspec

from lint.checks import Library, limits, literals
from lint.model import Check, Hit, Rule, Span
from lint.text import segment
from lint.text.document import Document


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`any`: patterns, each a finding where it matches. A group named `span` narrows the finding; other named groups fill the message.

    `hint`: literals of which one stands in every text, with `scope: sentence` in every sentence, that can match, in lower case where case does not count; the
    patterns are not even compiled without it.
    `scope`: what `^` and `$` mean: the ends of the text, a line, a paragraph, a sentence.
    """

    any: list[str]
    scope: Literal["text", "line", "paragraph", "sentence"] = "text"
    hint: list[str] = []
    ignore_case: bool = False


_SCOPES: dict[str, Callable[[Document], tuple[Span, ...]]] = {
    "text": lambda document: (Span(0, len(document.text)),),
    "line": segment.lines,
    "paragraph": segment.paragraphs,
    "sentence": lambda document: tuple(s.span for s in document.view(segment.sentences)),
}


def build(rule: Rule, options: Options, library: Library) -> Check:
    """A check that yields each match once, leftmost first, overlaps dropped."""

    @cache
    def compiled(pattern: str) -> re.Pattern[str] | limits.Pattern:
        return library.compiled(rule, pattern, re.IGNORECASE if options.ignore_case else 0)

    needing = [(literals.required(p), p) for p in options.any]

    def check(document: Document) -> Iterator[Hit]:
        hints = [h for h in options.hint if h in (document.lowered if h == h.lower() else document.plain)]
        if options.hint and not hints:
            return
        whole = document.view(literals.whole)
        possible = [(needs, p) for needs, p in needing if literals.possible(needs, whole)]
        found = []
        for stretch, folded in _promising(document, options.scope, hints) if possible else ():
            for needs, pattern in possible:
                if not folded or literals.possible(needs, folded):
                    found += [m for m in _matches(compiled(pattern), document.plain, stretch) if m.end() > m.start()]
        end = -1
        for m in sorted(found, key=lambda m: (m.start(), -m.end())):
            if m.start() >= end:
                end = m.end()
                yield _hit(document, m)

    return check


def _promising(document: Document, scope: str, hints: list[str]) -> Iterable[tuple[Span, str]]:
    """The stretches that can match, of the sentences those that hold one of the hints; each sentence with its folded text."""
    stretches = document.view(_SCOPES[scope])
    if scope != "sentence":
        return [(span, "") for span in stretches]
    lowered = [h.lower() for h in hints]
    return [(span, folded) for span, folded in zip(stretches, document.view(literals.sentences)) if not hints or literals.possible(lowered, folded)]


def _matches(pattern: re.Pattern[str] | limits.Pattern, text: str, stretch: Span) -> Iterator[re.Match[str]]:
    if stretch.start == 0 and stretch.end == len(text):
        yield from pattern.finditer(text)
    else:
        # `^` matches only at the real start of a string, so a stretch is cut out and its offsets are moved back by `_Shifted`.
        yield from (_Shifted(m, stretch.start) for m in pattern.finditer(text[stretch.start : stretch.end]))  # type: ignore[misc]


class _Shifted:
    """A match in a cut-out stretch, with offsets of the whole text."""

    __slots__ = ("_match", "_shift")

    def __init__(self, match: re.Match[str], shift: int) -> None:
        self._match, self._shift = match, shift

    def start(self, group: int | str = 0) -> int:
        return self._match.start(group) + self._shift

    def end(self, group: int | str = 0) -> int:
        return self._match.end(group) + self._shift

    def groupdict(self) -> dict[str, str | None]:
        return self._match.groupdict()


def _hit(document: Document, m: re.Match[str]) -> Hit:
    groups = {k: v for k, v in m.groupdict().items() if v is not None}
    span = Span(m.start("span"), m.end("span")) if "span" in groups else Span(m.start(), m.end())
    return Hit(span, {"match": document[span], **groups})
