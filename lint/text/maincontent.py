"""The main content of an HTML page, without menus, teasers and footers: which lines of the visible text an extractor keeps."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec

from lint import patterns
from lint.model import Span
from lint.text.document import Metadata

LONG = 40
"""Letters from which a line is known by itself; a shorter one only by what stands around it."""

MOST_SEARCHED = 1_000_000_000
"""Letters that are gone through at most for lines that are not found, which takes about a second."""

REACH = 60
"""Lines of the extractor in which a short line is looked for, from the place where the one before it was found."""

LEAST = 200
"""Letters of main content below which a page is taken whole: there is no article to tell from the rest."""

MOST_TAGS = 30_000
"""Tags of the largest page that the extractor is given, for its time may grow with their square; of 250 real pages the largest had 9,207."""

_LINE = patterns.compiled(r"[^\r\n]+")
_OTHER = patterns.compiled(r"[\W_]+")
_WINDOW = 24


@cache
def available() -> bool:
    """Whether the extractor is installed."""
    return find_spec("trafilatura") is not None


def extracted(source: str) -> tuple[str, Metadata] | None:
    """The text that the extractor takes for the main content of a page, and what it says the page states; None where it finds none."""
    if source.count("<") > MOST_TAGS:
        return None
    import logging

    import trafilatura
    from trafilatura import settings

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(source, include_comments=False, with_metadata=True, date_extraction_params={"original_date": True})
    except Exception:  # whatever a broken page does to the extractor, its text can still be judged whole
        return None
    if not isinstance(found, settings.Document) or not found.text:
        return None
    return found.text, Metadata(title=found.title, date=found.date, author=found.author, publisher=found.sitename)


def left_out(text: str, kept: str, title: str | None) -> list[Span] | None:
    """The stretches of a page's visible text that are no main content, in order; None where too little would be left.

    `kept` is the extractor's text. The page's own headline stays, though extractors take it for a part of the head.
    """
    lines = [Span(*m.span()) for m in _LINE.finditer(text)]
    chosen = _chosen([_letters(text[s.start : s.end]) for s in lines], [_letters(line) for line in kept.splitlines()])
    first = next((i for i, taken in enumerate(chosen) if taken), None)
    if first is None or sum(len(_letters(text[s.start : s.end])) for s, taken in zip(lines, chosen) if taken) < LEAST:
        return None
    heading = _letters(title or "")
    for i in range(first - 1, -1, -1):
        if heading and _letters(text[lines[i].start : lines[i].end]) == heading:
            chosen[i] = True
            break
    return list(_gaps(text, lines, chosen))


def _gaps(text: str, lines: Sequence[Span], chosen: Sequence[bool]) -> list[Span]:
    found = []
    end = 0
    for line, taken in zip(lines, chosen):
        if not taken:
            continue
        # The line ends before a line stay, so that it stands apart from the line that is now before it.
        begin = line.start
        while end and text[begin - 1] in "\r\n":
            begin -= 1
        if end < begin:
            found.append(Span(end, begin))
        end = line.end
    if end < len(text):
        found.append(Span(end, len(text)))
    return found


def _chosen(lines: Sequence[str], kept: Sequence[str]) -> list[bool]:
    """Which lines the extractor kept, told by their letters: long ones by themselves and in order, short ones only between those."""
    whole = "".join(kept)
    chosen, places = [False] * len(lines), [(0, 0)] * len(lines)
    cursor, searched = 0, 0
    for i, line in enumerate(lines):
        if len(line) < LONG or searched > MOST_SEARCHED:
            continue
        at = whole.find(line, cursor)
        if at >= 0:
            chosen[i], places[i], cursor = True, (at, at + len(line)), at + len(line)
            continue
        searched += len(whole) * (2 + len(line) // _WINDOW)
        if _mostly(line, whole):
            chosen[i], places[i] = True, (cursor, cursor)
    starts = _starts(kept)
    anchors = [i for i, taken in enumerate(chosen) if taken]
    for before, after in zip([-1, *anchors], [*anchors, len(lines)]):
        low = places[before][1] if before >= 0 else 0
        high = places[after][0] if after < len(lines) else len(whole)
        for i in range(before + 1, after):
            first = bisect_left(starts, low)
            near = starts[first : first + REACH] if lines[i] else []
            place = next((start for start in near if start < high and whole.startswith(lines[i], start)), None)
            if place is not None:
                chosen[i], low = True, place + len(lines[i])
    return chosen


def _mostly(line: str, whole: str) -> bool:
    """Whether at least half of the line stands somewhere in the whole, in stretches of some letters."""
    windows = range(0, len(line) - _WINDOW + 1, _WINDOW)
    return sum(line[i : i + _WINDOW] in whole for i in windows) * 2 >= len(windows)


def _starts(kept: Sequence[str]) -> list[int]:
    """Where the extractor's lines begin in their letters run together."""
    found, at = [], 0
    for line in kept:
        found.append(at)
        at += len(line)
    return found


def _letters(line: str) -> str:
    return _OTHER.sub("", line).casefold()
