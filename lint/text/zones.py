"""The parts of a news page that a plain text still shows: title, standfirst, captions, head and tail, byline, publisher, wire credit, dateline."""

import re
from dataclasses import dataclass

from lint.model import Span
from lint.text import segment
from lint.text.document import Document

_WORDS = re.compile(r"\S+")
_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_CAPTION = re.compile(
    r"""^(?:(?:This|The|A|In\sthis|File)\s)?(?:(?:file|handout|undated|combination|aerial|satellite)\s)?(?:photo|photograph|picture|image|screenshot|screengrab|illustration)
    s?(?:\s(?:taken|released|provided|shot|captured|dated|made|posted|from)\b.{0,80})?\s?(?:\([^)]*\)\s?)?(?:shows?|seen|illustrat|taken|:)
    |^(?:Pictured|Photo\sby|Image\scaption|Caption|FILE\s?(?:PHOTO)?\s?[-–—:])""",
    re.VERBOSE | re.IGNORECASE,
)
_CREDIT = re.compile(
    r"""\((?:[^()]{0,60}(?:photo|image|picture|AP|AFP|Reuters|Xinhua|Getty|EPA|File)[^()]{0,60})\)\W*$
    |(?:Getty\sImages|/\s?(?:AP|AFP|Reuters|EPA|Getty)|(?:Photo|Image|Picture)(?:\scredit)?\s?(?:by|:|/)[^.]{0,60})\W*$""",
    re.VERBOSE,
)
_BYLINE = re.compile(
    r"^(?:By|BY|Written by|Reported by|Story by|Words by|Author:?|Posted by|Reporter:?)[:\s]\s?"
    r"(?P<who>[A-Z][^\d|•·]{1,80}?)\s*(?:$|[|•·/—–]|,? \d|\s(?:on|for|in)\s)"
)
_CREDIT_TAIL = re.compile(r"\((?:Reporting|Writing|Editing) by (?P<who>[A-Z][^;)]{2,80})")
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z.'-]{2,}(?:[ ,/-]+[A-Z][A-Za-z.'-]+){0,4}(?:,? ?\(?[A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?\)?|,? \d{1,2} [A-Z][a-z]+(?: \d{4})?)?)"
    r"\s?(?:\([^)]{2,40}\)\s?)?(?:-{1,2}|–|—|:)\s"
)
_AGENCIES = "ANI AP AFP Reuters UPI PTI IANS Xinhua TASS EFE DPA dpa ANSA Kyodo Yonhap Bernama CNS AAP PA Bloomberg"


@dataclass(frozen=True, slots=True)
class Zones:
    """Where the parts lie. `head` is all before the first body paragraph, `tail` all after the last; both may be empty."""

    title: Span | None
    standfirst: Span | None
    captions: tuple[Span, ...]
    head: Span
    tail: Span


def zones(document: Document) -> Zones:
    """The zones of the text."""
    lines = document.view(segment.lines)
    bodies = [i for i, line in enumerate(lines) if body(document, line)]
    first, last = (bodies[0], bodies[-1]) if bodies else (len(lines), len(lines) - 1)
    head = Span(0, lines[first].start if first < len(lines) else len(document.text))
    tail = Span(lines[last].end if lines and last >= 0 else 0, len(document.text))
    title = _title(document, lines, first)
    captions = tuple(line for line in lines if caption(document, line))
    return Zones(title, None, captions, head, tail)


def caption(document: Document, line: Span) -> bool:
    """Whether a line reads as the caption of a picture."""
    if line.length > 500:
        return False
    text = document.plain[line.start : line.end]
    return bool(_CAPTION.match(text) or _CREDIT.search(text))


def byline(document: Document) -> Span | None:
    """The name or names that a byline or a reporting credit gives."""
    lines = document.view(segment.lines)
    for line in (*lines[:12], *lines[-4:]):
        if line.length <= 160:
            m = _BYLINE.match(document.plain[line.start : line.end])
            if m:
                return Span(line.start + m.start("who"), line.start + m.end("who"))
    for line in lines[-4:]:
        m = _CREDIT_TAIL.search(document.plain[line.start : line.end])
        if m:
            return Span(line.start + m.start("who"), line.start + m.end("who"))
    return None


def publisher(document: Document) -> str | None:
    """The outlet that the text names as its own, or None."""
    return document.metadata.publisher


def wire(document: Document) -> str | None:
    """The news agency that the text credits as its origin, or None."""
    return None


def dateline(document: Document) -> Span | None:
    """The place line that opens the first paragraph, such as "ROTTERDAM, 5 July 2021 -", without its dash; None where there is none."""
    for line in document.view(segment.lines)[:12]:
        m = _DATELINE.match(document.plain, line.start, min(line.end, line.start + 120))
        if m and line.length > 80:
            return Span(line.start, line.start + len(document.plain[line.start : m.end("place")].rstrip(" ,")))
    return None


def body(document: Document, line: Span) -> bool:
    """Whether a line reads as a paragraph of the story."""
    if line.length < 100 or caption(document, line):
        return False
    text = document.plain[line.start : line.end]
    return len(_WORDS.findall(text)) >= 18 and (bool(_END.search(text)) or line.length > 240)


def _title(document: Document, lines: tuple[Span, ...], first: int) -> Span | None:
    """The first line before the body that reads as a headline."""
    for line in lines[: min(first, 6)]:
        text = document.plain[line.start : line.end]
        count = len(_WORDS.findall(text))
        if 4 <= count <= 30 and not _END.search(text.rstrip("?!")) and not caption(document, line) and not _BYLINE.match(text):
            return line
    return None
