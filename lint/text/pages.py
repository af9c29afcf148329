"""HTML pages as documents: the visible text, or of a whole page its main content alone, with what the page states."""

from typing import Literal

from lint.model import Span
from lint.text import fold, maincontent
from lint.text.document import Metadata
from lint.text.offsets import OffsetMap

Part = Literal["auto", "main", "whole"]
"""How much of a page is judged: its main content, all of its visible text, or its main content where the extractor is installed."""


def shown(source: str, begin: int, part: Part, stated: Metadata) -> tuple[str, OffsetMap, Metadata, tuple[Span, ...]]:
    """The text that a page shows, the way back to its source, what is stated about it, and the hidden characters of the source inside that text."""
    from lint.text import page, pagehead

    read = page.read(source, begin)
    pieces, text = read.pieces, read.text
    metadata = stated.over(pagehead.stated(read))
    if part != "whole" and read.whole and maincontent.available() and (found := maincontent.extracted(source[begin:])):
        kept, said = found
        metadata = metadata.over(said)
        dropped = maincontent.left_out(text, kept, metadata.title)
        pieces = page.cut(pieces, dropped or ())
        text = "".join(p.text for p in pieces)
    strays: list[Span] = []
    if unseen := fold.hidden(text):
        way = page.offsets(pieces)
        stretches = ((text[s.start : s.end], Span(way.start(s.start), way.end(s.end))) for s in unseen)
        strays = [span for characters, span in stretches if source[span.start : span.end] == characters]  # not those written as entities
        pieces = page.cut(pieces, unseen)
        text = "".join(p.text for p in pieces)
    return text, page.offsets(pieces), metadata.over(pagehead.bar(read)), tuple(strays)
