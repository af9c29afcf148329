"""One pass over the facts of a folder: what its documents are looked up by, in memory that hardly grows with their number."""

import zlib
from array import array
from collections.abc import Callable, Iterable
from datetime import date

import msgspec

from lint.crossfile import shingles
from lint.crossfile.facts import Facts
from lint.crossfile.postings import KEY, Postings

NUMBER = 4
"""Bytes of a document number in a record."""

UNKNOWN = 0


class Index(msgspec.Struct, frozen=True):
    """The shingles and the rare words of names of all documents, each with the number of its document; the day (UNKNOWN for none) of each document."""

    prints: Postings
    names: Postings
    days: "array[int]"


def made(facts: Iterable[Facts], rarity: Callable[[str], float]) -> Index:
    """The index of these documents. `rarity`: 0 for a common word, 1 for one no word list knows."""
    index = Index(Postings(shingles.PRINT + NUMBER), Postings(KEY + 1 + NUMBER), array("I"))
    for number, fact in enumerate(facts):
        holder = number.to_bytes(NUMBER, "big")
        index.days.append(date.fromisoformat(fact.date).toordinal() if fact.date else UNKNOWN)
        for found in shingles.each(fact.prints):
            index.prints.add(found + holder)
        for word in {w for n in fact.names for w in n.text.lower().split()}:
            if (value := rarity(word)) > 0:
                key = zlib.crc32(word.encode("utf-8", "surrogatepass")).to_bytes(KEY, "big")
                index.names.add(key + round(value * 255).to_bytes(1, "big") + holder)
    return index
