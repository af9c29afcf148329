"""The words of a document as strings, and what stands between them: what checks that read word by word look at.

The text is cut into words once; other ways to see them (with marks beside them, parted at stops) change that cut at the few places where they differ.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Set
from itertools import accumulate, compress, count
from operator import not_

from lint import patterns
from lint.model import Span
from lint.text.document import Document

_WORD = patterns.compiled(r"([^\W_]+(?:['.&/-][^\W_]+)*)")
_JOINTS = frozenset(("", *"'.&/-"))
_PART = patterns.compiled(r"[^.&/]+")

Cut = tuple[list[str], list[str], list[int]]
"""Words in order, side by side: as written (in plain characters), in lower case, and where each starts."""


def pieces(document: Document) -> list[str]:
    """The plain text cut into words and what stands between them, by turns: it begins and ends with a gap, which may be empty.

    Words are runs of letters and digits, joined by apostrophes, hyphens, strokes, ampersands and inner stops.
    """
    return _WORD.split(document.plain)


def written(document: Document) -> tuple[str, ...]:
    """The words as written, with plain apostrophes and hyphens."""
    return tuple(document.view(pieces)[1::2])


def lowered(document: Document) -> tuple[str, ...]:
    """The same in lower case."""
    return tuple(map(str.lower, document.view(written)))


def gaps(document: Document) -> tuple[str, ...]:
    """What stands before each word: `gaps[i]` lies between the words i-1 and i, `gaps[0]` before the first; one more follows the last word."""
    return tuple(document.view(pieces)[::2])


def apart(document: Document) -> tuple[int, ...]:
    """The numbers of the gaps that are more, or less, than one blank."""
    return tuple([i for i, gap in enumerate(document.view(gaps)) if gap != " "])


def joined(document: Document) -> tuple[int, ...]:
    """The numbers of the words that hold marks: apostrophes, hyphens, strokes, ampersands or stops."""
    return tuple(compress(count(), map(not_, map(str.isalnum, document.view(written)))))


def span(document: Document, first: int, last: int | None = None) -> Span:
    """Where the word of this number stands, or the words from it to another."""
    ends = document.view(_edges)
    return Span(ends[2 * first], ends[2 * (first if last is None else last) + 1])


def _edges(document: Document) -> list[int]:
    """Where each piece ends."""
    return list(accumulate(map(len, document.view(pieces))))


def kept(document: Document, stretches: Iterable[tuple[int, int]]) -> list[str] | None:
    """The `pieces` of the text that is left when only these stretches are; None where a word is cut or grows, so that it must be read anew."""
    cut, edges = document.view(pieces), document.view(_edges)
    starts, ends = edges[:-1:2], edges[1::2]
    found, seams = [""], []
    for start, end in stretches:
        seams.append(len(found) - 1)
        first, last = bisect_right(ends, start), bisect_left(starts, end)
        if first == last:
            found[-1] += document.plain[start:end]
            continue
        if starts[first] < start or ends[last - 1] > end:
            return None
        found[-1] += document.plain[start : starts[first]]
        found += cut[2 * first + 1 : 2 * last]
        found.append(document.plain[ends[last - 1] : end])
    grown = any(found[i] in _JOINTS for i in seams if 0 < i < len(found) - 1)
    return None if grown else found


def parts(document: Document) -> Cut:
    """The words, where stops, strokes and ampersands part as blanks do: "and/or" is two, "co-op's" is one."""
    words = document.view(written)
    parted = frozenset([i for i in document.view(joined) if "." in words[i] or "/" in words[i] or "&" in words[i]])
    return recut(document, {i: [(m.start(), m.group()) for m in _PART.finditer(words[i])] for i in parted}, parted)


def recut(document: Document, added: Mapping[int, Iterable[tuple[int, str]]], dropped: Set[int]) -> Cut:
    """The words without those `dropped`, and with others `added` at the numbers of words, each with its distance from where that word starts."""
    words, small, starts = document.view(written), document.view(lowered), document.view(_edges)[::2]
    made: Cut = ([], [], [])
    words_, small_, starts_ = made
    begin = 0
    for i in sorted(added):
        words_ += words[begin:i]
        small_ += small[begin:i]
        starts_ += starts[begin:i]
        for offset, word in added[i]:
            words_.append(word)
            small_.append(word.lower())
            starts_.append(starts[i] + offset)
        begin = i + 1 if i in dropped else i
    words_ += words[begin:]
    small_ += small[begin:]
    starts_ += starts[begin : len(words)]
    return made
