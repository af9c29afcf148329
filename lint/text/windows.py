"""Long texts in parts: windows that are judged one after the other, so that memory does not grow with a text.

A text of at most LONGEST characters is one window and nothing of it is changed. A longer one is cut where paragraphs end. Each window shows its own stretch,
what stands right before and after it, and the head of the text, which states the title, the author and the day; only what begins in its own stretch counts.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from lint import patterns
from lint.model import Position, Span
from lint.text import dates, decode, frontmatter, markup
from lint.text.decode import Decoded
from lint.text.document import NOTHING_STATED, Document, Form, Metadata, Undecodable

LONGEST = 100_000
"""Characters of the longest text that is judged as a whole."""

OWN, AROUND, HEAD = 80_000, 6_000, 4_000
"""Characters, at most, of a window's own stretch, of what it shows on each side of it, and of the head of the text (after its front matter)."""

_LINE_END = patterns.compiled(r"\r\n|\n|\r")
_BLANK_LINE = patterns.compiled(r"(?:\r\n|\n|\r)[^\S\r\n]*+(?:\r\n|\n|\r)\s*+")
_BLANK = patterns.compiled(r"\s++")
_TOP = Position(1, 1, 0)


class Window(msgspec.Struct, frozen=True):
    """A part of a text, numbered from 0. What begins at an offset of `own` (in code points of the whole decoded source) is its to tell, None: everything.

    `fault` says why the rest of the text could not be read; such a window is the last one.
    """

    path: str
    source: str
    own: Span | None = None
    number: int = 0
    last: bool = True
    origins: tuple[tuple[int, Position], ...] = ()
    encoding: str = "utf-8"
    undecodable: tuple[Undecodable, ...] = ()
    undecoded: int = 0
    form: Form = "text"
    metadata: Metadata = NOTHING_STATED
    fault: str = ""

    @property
    def where(self) -> str:
        """The path that is reported."""
        return self.path

    def document(self) -> Document:
        """The document that shows it; its positions are those of the whole text."""
        made = decode.document(self.source, self.path, self.encoding, self.undecodable, self.undecoded, self.form)
        return replace(made, metadata=self.metadata.over(made.metadata), origins=self.origins)


def long(document: Document) -> bool:
    """Whether a document is judged in windows. A page never is: its mark-up cannot be cut."""
    return len(document.source) > LONGEST and document.form != "html" and not document.origins


def of_document(document: Document) -> Iterator[Window]:
    """The windows of a document that is at hand as a whole."""
    piece = Decoded(document.source, document.encoding, document.undecodable, document.undecoded - len(document.undecodable))
    return of(document.path, [piece], document.form, document.metadata)


def opening(document: Document) -> Document:
    """The document, of a long one its first window: what states the title, the author and the day."""
    return next(of_document(document)).document() if long(document) else document


def of(path: str, pieces: Iterable[Decoded], form: Form = "text", metadata: Metadata = NOTHING_STATED) -> Iterator[Window]:
    """The windows of a text that comes decoded piece by piece."""
    reader = _Reader(pieces, form)
    reader.fill(LONGEST + 1)
    if len(reader.text) <= LONGEST:
        listed, count = reader.undecoded(Span(0, LONGEST), 0)
        yield Window(path, reader.text, None, 0, True, (), reader.encoding, listed, count, form, metadata)
        return
    head = reader.text[: reader.end(Span(HEAD // 2, frontmatter.read(reader.text)[1] + HEAD))]
    lead = head if _BLANK_LINE.search(head, len(head.rstrip())) else head + "\n\n"
    number, own = 0, Span(0, 0)
    last = False
    while not last:
        begin = own.end - reader.begin.offset
        reader.fill(begin + OWN + 2 * AROUND)
        last = reader.ended and len(reader.text) - begin <= OWN + AROUND
        end = len(reader.text) if last else reader.end(Span(begin + OWN // 2, begin + OWN))
        after = end if last else reader.end(Span(end + AROUND // 2, end + AROUND))
        own = Span(own.end, reader.begin.offset + end)
        before, origins = (lead, ((0, _TOP), (len(lead), reader.begin))) if number else ("", ())
        listed, count = reader.undecoded(own, len(before) - reader.begin.offset)
        window = Window(path, before + reader.text[:after], own, number, last, origins, reader.encoding, listed, count, form, metadata)
        yield window
        if number == 0:
            metadata = _dated(window).over(metadata)
        reader.drop(reader.end(Span(end - AROUND, end - AROUND // 2)))
        number += 1


def _dated(window: Window) -> Metadata:
    """The day of publication as the first window states it, for the others to go by."""
    published = window.document().view(dates.published)
    return Metadata(date=published.value.isoformat()) if published else NOTHING_STATED


class _Reader:
    """The part of a text that is at hand: it grows at its end and is dropped from its beginning, which stands at `begin` of the whole."""

    def __init__(self, pieces: Iterable[Decoded], form: Form) -> None:
        self.text, self.begin, self.ended, self.encoding = "", _TOP, False, "utf-8"
        self._pieces, self._form = iter(pieces), form
        self._undecodable: list[Undecodable] = []
        self._unlisted = 0

    def fill(self, size: int) -> None:
        """Read until so many characters are at hand, or the text ends."""
        parts, length = [self.text], len(self.text)
        while length < size and not self.ended:
            piece = next(self._pieces, None)
            if piece is None:
                self.ended = True
                break
            offset = self.begin.offset + length
            self._undecodable += [Undecodable(offset + u.offset, u.byte, u.position) for u in piece.undecodable]
            self._unlisted += piece.unlisted
            self.encoding = piece.encoding
            parts.append(piece.text)
            length += len(piece.text)
        self.text = "".join(parts)

    def drop(self, size: int) -> None:
        """Forget the first characters."""
        self.begin = _moved(self.begin, self.text[:size])
        self.text = self.text[size:]

    def undecoded(self, own: Span, shift: int) -> tuple[tuple[Undecodable, ...], int]:
        """The bytes of this stretch that are no text, the first of them listed with offsets moved by `shift`, and the number of all."""
        self._undecodable = [u for u in self._undecodable if u.offset >= own.start]
        held = [u for u in self._undecodable if u.offset < own.end]
        return tuple(Undecodable(u.offset + shift, u.byte, u.position) for u in held[: decode.LISTED]), len(held) + self._unlisted

    def end(self, zone: Span) -> int:
        """Where a paragraph ends in this zone, as late as can be; where none does a line, and where none does a word. In code it is before that code."""
        zone = Span(max(0, zone.start), min(zone.end, len(self.text)))
        barred = _barred(self.text, self._form)
        for pattern in (_BLANK_LINE, _LINE_END, _BLANK):
            ends = (m.end() for m in pattern.finditer(self.text, zone.start, zone.end))
            found = max((end for end in ends if not markup.within(Span(end, end), barred)), default=None)
            if found is not None:
                break
        else:
            found = next((s.start for s in barred if s.start < zone.end < s.end and s.length <= OWN // 2), zone.end)
        return found + (self.text[found - 1 : found + 1] == "\r\n")


def _barred(text: str, form: Form) -> Sequence[Span]:
    """Code and comments of Markdown: cut apart they would be none."""
    return () if form != "markdown" else sorted([*markup.code(text, form), *markup.comments(text, form)])


def _moved(place: Position, text: str) -> Position:
    """The place that follows `text`, which begins at `place`."""
    ends = [m.end() for m in _LINE_END.finditer(text)]
    return Position(place.line + len(ends), len(text) - ends[-1] + 1 if ends else place.column + len(text), place.offset + len(text))
