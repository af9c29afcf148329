"""The map from offsets in a visible text back to the source it was taken from (hidden characters, front matter, markup left out)."""

from bisect import bisect_right
from collections.abc import Iterable


class OffsetMap:
    """Pieces of a text in order, each with the stretch of the source it shows.

    A piece whose text and source have the same length maps character by character; any other piece (an entity, say) maps as a whole.
    """

    __slots__ = ("_sources", "_starts")

    def __init__(self, pieces: Iterable[tuple[int, int, int]]) -> None:
        """`pieces`: (start in the text, start in the source, end in the source), ascending in the text."""
        listed = list(pieces)
        self._starts = [p[0] for p in listed]
        self._sources = [(p[1], p[2]) for p in listed]

    def start(self, offset: int) -> int:
        """The source offset at which the text's character `offset` begins."""
        if not self._starts:
            return 0
        i = max(0, bisect_right(self._starts, offset) - 1)
        begin, end = self._sources[i]
        return min(begin + offset - self._starts[i], end) if self._plain(i) else begin

    def end(self, offset: int) -> int:
        """The source offset at which a stretch that stops before the text's character `offset` ends."""
        if offset <= 0 or not self._starts:
            return self.start(0)
        i = max(0, bisect_right(self._starts, offset - 1) - 1)
        begin, end = self._sources[i]
        return min(begin + offset - self._starts[i], end) if self._plain(i) else end

    def shown(self, source: int) -> int:
        """The offset in the text of what stands at or after this offset of the source; the source must run forward through the pieces."""
        i = bisect_right(self._sources, (source, float("inf"))) - 1
        if i < 0:
            return self._starts[0] if self._starts else 0
        begin, end = self._sources[i]
        if source >= end and i + 1 < len(self._starts):
            return self._starts[i + 1]
        return self._starts[i] + (min(source, end) - begin if self._plain(i) else 0)

    def pieces(self) -> tuple[tuple[int, int, int], ...]:
        """The pieces it was made from."""
        return tuple((start, *source) for start, source in zip(self._starts, self._sources, strict=True))

    def _plain(self, i: int) -> bool:
        begin, end = self._sources[i]
        following = self._starts[i + 1] if i + 1 < len(self._starts) else None
        return following is None or following - self._starts[i] == end - begin
