"""A document: one visible text, the source it came from, and a store of views that are found once."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Literal, TypeVar

import msgspec

from lint import patterns
from lint.model import Place, Position, Span
from lint.text.offsets import OffsetMap

View = TypeVar("View")
Form = Literal["text", "markdown", "html"]

_LINE_END = patterns.compiled(r"\r\n|\n|\r")
_PLAIN = {
    "\u2019": "'",
    "\u2018": "'",
    "\u02bc": "'",
    "\u2011": "-",
    "\u2010": "-",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
    "\u200a": " ",
    "\u2007": " ",
    "\u3000": " ",
}


class Metadata(msgspec.Struct, frozen=True):
    """What a text states about itself outside its prose: front matter, a page's meta tags, a row's columns."""

    title: str | None = None
    date: str | None = None
    author: str | None = None
    publisher: str | None = None
    language: str | None = None

    def over(self, other: "Metadata") -> "Metadata":
        """What this states, and where it states nothing what the other does."""
        return Metadata(
            self.title or other.title, self.date or other.date, self.author or other.author, self.publisher or other.publisher, self.language or other.language
        )


class Undecodable(msgspec.Struct, frozen=True):
    """A byte that is no text in the file's encoding; `offset` is where its replacement stands in the decoded source."""

    offset: int
    byte: int
    position: int


NOTHING_STATED = Metadata()


class Document(msgspec.Struct, frozen=True, dict=True, eq=False):
    """One news text.

    `text` is what a reader sees and the only thing checks look at: the decoded source without hidden characters, front matter or markup.
    All spans are code points of `text`. `place` turns them into positions in `source`, the decoded text of the file, which is never changed.
    `undecodable` lists the first bytes that are no text, `undecoded` counts all; `hidden` are the stretches of `source` that no reader sees.
    `origins` say where the parts of `source` stand in a file of which it is only a window: an offset and the place of what begins there.
    """

    path: str
    text: str
    source: str
    offsets: OffsetMap | None = None
    metadata: Metadata = NOTHING_STATED
    encoding: str = "utf-8"
    undecodable: tuple[Undecodable, ...] = ()
    undecoded: int = 0
    hidden: tuple[Span, ...] = ()
    form: Form = "text"
    origins: tuple[tuple[int, Position], ...] = ()
    _views: dict[Any, Any] = msgspec.field(default_factory=dict)

    @classmethod
    def of(cls, text: str, path: str = "<text>", known: Mapping[Any, Any] = {}) -> "Document":
        """A document that shows exactly `text`: for tests, examples and callers that hold a plain string; `known` are views that need not be found."""
        return cls(path=path, text=text, source=text, _views=dict(known))

    def view(self, find: Callable[["Document"], View]) -> View:
        """What `find` says of this document; computed at the first call and kept."""
        try:
            found: View = self._views[find]
        except KeyError:
            found = self._views[find] = find(self)
        return found

    @cached_property
    def plain(self) -> str:
        """`text` with typographic apostrophes, hyphens and spaces made plain, one character for one: what patterns are matched against."""
        plain = self.text
        if not plain.isascii():
            for sign, ordinary in _PLAIN.items():  # many times faster than str.translate
                plain = plain.replace(sign, ordinary)
        return plain

    @cached_property
    def lowered(self) -> str:
        """`plain` in lower case, for cheap tests whether a literal occurs; its offsets are not those of `text`."""
        return self.plain.lower()

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(m.end() for m in _LINE_END.finditer(self.source))]

    def position(self, source_offset: int) -> Position:
        """Line and column (from 1) in the file of an offset into `source`; a line ends at LF, CRLF or CR only."""
        line, column = self._line_and_column(source_offset)
        if not self.origins:
            return Position(line, column, source_offset)
        begin, origin = self.origins[bisect_right(self.origins, source_offset, key=lambda part: part[0]) - 1]
        first, indent = self._line_and_column(begin)
        return Position(origin.line + line - first, column + (origin.column - indent if line == first else 0), origin.offset + source_offset - begin)

    def _line_and_column(self, source_offset: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, source_offset)
        return line, source_offset - self._line_starts[line - 1] + 1

    def original(self, span: Span) -> Span:
        """The stretch of `source` that `span` of `text` shows."""
        if self.offsets is None:
            return span
        start = self.offsets.start(span.start)
        return Span(start, max(start, self.offsets.end(span.end)) if span.end > span.start else start)

    def seen(self, source: Span) -> Span:
        """The stretch of `text` that shows `source`; empty where a reader sees nothing of it."""
        return source if self.offsets is None else Span(self.offsets.shown(source.start), self.offsets.shown(source.end))

    def place(self, span: Span, message: str = "") -> Place:
        """`span` as positions in the source, for reports."""
        start, end = self.original(span)
        return Place(self.path, self.position(start), self.position(end), message)
