"""What a function says of words that come again and again, looked up as in a dictionary: a third of the time that a cached call takes."""

from collections.abc import Callable
from typing import TypeVar

Said = TypeVar("Said")

MOST = 20_000
"""So many words are held, then all are forgotten."""

LONGEST = 60
"""Characters of the longest word that is held: no word comes again that is longer, and a hostile text may hold many."""


class Remembered(dict[str, Said]):
    """`remembered[word]` is `find(word)`, found once."""

    def __init__(self, find: Callable[[str], Said]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> Said:
        said = self._find(word)
        if len(word) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[word] = said
        return said
