"""What the dates of a text are for: the day of publication, with its kind and place, told apart from all other dates."""

import datetime
import re
from bisect import bisect_right

import msgspec

from lint import patterns
from lint.model import Span
from lint.text import dateforms, language, relatives, segment
from lint.text import zones as places
from lint.text.dateforms import Written
from lint.text.document import Document


class DateMention(msgspec.Struct, frozen=True):
    """A mention of a day: `kind` is labelled, dateline, caption, glued, byline (a line of its own too), prose, partial, relative or weekday.

    `value` is None where no full day is named. `written` is None for relative mentions.
    """

    span: Span
    value: datetime.date | None
    kind: str
    written: Written | None = None


class Published(msgspec.Struct, frozen=True):
    """The publication date that the text states. `span` is None where only its metadata does."""

    value: datetime.date
    span: Span | None
    kind: str


class Candidate(msgspec.Struct, frozen=True):
    """A full date that may be the day of publication, with how strongly its place speaks for it."""

    mention: Written
    kind: str
    weight: float


_PUBLISHED = (
    r"latest\srevision\sas\sof|first\spublished|originally\spublished|published|posted|publication\sdate|date\s(?:published|posted|of\spublication)|pub\.?\sdate|issued|released|created"
    r"|filed|written|date(?:d|line)?|uploaded|submitted|added|release\sdate"
)
_UPDATED = r"last\s(?:updated|modified|edited|reviewed|revised|checked)|(?:page|article|story|post|content)?\s?updated|modified|revised|edited|reviewed"
_CLOCK_BEFORE = r"(?:\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?[\s,]*(?:[A-Z]{2,4})?[\s,/|]*(?:on\s)?)?"
_LABEL = patterns.compiled(
    rf"(?:^|[^a-z]|(?<=(?-i:[a-z]))(?=(?-i:[A-Z])))(?:(?P<published>{_PUBLISHED})|(?P<updated>{_UPDATED}))"
    rf"(?:\s(?:on|at|the|by\s[^|•·:]{{2,50}}?\s(?:on)?|in\s[^|•·:]{{2,40}}?\son|date))?[\s:|•·,.–—-]*{_CLOCK_BEFORE}$",
    re.IGNORECASE,
)
_BY = patterns.compiled(r"(?:^|[^a-z]|(?<=[a-z]))(?:By|BY|by)\b(?!\s(?:the|a|an|his|her|its|their)\s)\s?[^.!?]{0,80}$")
_DATELINE = patterns.compiled(r"^[\s*]*(?:[A-Z][A-Z.'’-]+(?:[\s,/]+[A-Z][A-Za-z.'’-]+){0,5})?[\s,:(/|]*$")
_AFTER_DATELINE = patterns.compiled(r"^\s?(?:\([^)]{2,40}\)|/[A-Za-z ]{2,30}/)?\s?[)–—:-]")
_CLOCK = patterns.compiled(r"^[\s,@|•·/–—-]*(?:at\s)?\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s?\(?[A-Z]{2,5}\)?)?", re.IGNORECASE)
_MASTHEAD_CLOCK = patterns.compiled(r"[A-Z][A-Z .&'’-]+[|•·]\s?$"), patterns.compiled(r"[\s,]*\d{1,2}:\d\d:\d\d\b")
_SEPARATORS = patterns.compiled(r"[\s|•·・/–—,.:;()\[\]*>-]+")
_CELL_BEFORE = patterns.compiled(r"[|•·・/–—]\s?$")
_CELL_AFTER = patterns.compiled(r"(?:[\s,@-]*\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s?\(?[A-Z]{2,5}\)?)?)?\s?(?:[|•·・/–—]|$)", re.IGNORECASE)
_COMMONWEALTH = patterns.compiled(
    r"\b(?:colour\w*|labour\w*|favour\w*|neighbour\w*|programmes?|centres?|organis\w+|recognis\w+|defence|GMT|BST|IST|CET|AEST|SAST|lakhs?|crores?)\b|£|₹"
)
_AMERICAN = patterns.compiled(r"\b(?:colors?|labor|favor\w*|neighbor\w*|programs?|centers?|organiz\w+|recogniz\w+|defense|E[SD]?T|P[SD]?T|C[SD]T)\b")
_BYLINE_ABOVE = patterns.compiled(r"\W{0,3}(?:By|by|BY|Written by|Posted by)\b")
_GLUED_BEFORE = patterns.compiled(rf"\W{{0,3}}(?:(?:{_PUBLISHED}|{_UPDATED})(?:\son)?[\s:|-]*)$", re.IGNORECASE)
_GLUED_AFTER = patterns.compiled(r"\s?[\"“‘']?[A-Z][^|•·]{60}")
# Captions that only carry a credit name the day of an older picture as often as not, so the caption must speak of the picture.
_PICTURE = patterns.compiled(
    r"\W{0,3}(?:(?:This|The|A|An|In this)\s)?(?:(?:aerial|satellite|handout|drone|video|undated|file|combination|composite)\s){0,2}"
    r"(?:photo|photograph|picture|image|screenshot|screengrab|grab|combination)"
    r"(?:\sof\s[\w\s]{1,30}?)?(?:\sabove)?(?:,?\s(?:taken|released|provided|shot|captured|created|dated|made|posted)\b|\s(?:shows?|from)\b|\s?\()"
    r"|\W{0,3}(?:Pictured|Caption|(?:Photo|Picture|Image)\scaption)\s?:",
    re.IGNORECASE,
)
_ARCHIVE = patterns.compiled(r"\bfile\b|\barchive|\bcombination\b|\bundated\b", re.IGNORECASE)
_SIGNATURE = patterns.compiled(r"[–—-]\s?[^()]{0,60}\(@\w+\)\s*$")
_REJECT_BEFORE = patterns.compiled(
    r"(?:©|copyright|\(c\)|accessed|retrieved|expires?|until|through|deadline|born"
    r"|birth\s?date|birthday|died|valid|effective|since|before|after|event date|starts?|from|due)"
    r"[\s:,]*(?:on\s)?$",
    re.IGNORECASE,
)
_COMMENT_AFTER = patterns.compiled(r"^[\s,]*(?:at\s\d{1,2}[:.]\d\d\s?(?:[ap]m)?\s*)?(?:says?\b|said:|reply|no\scomments)", re.IGNORECASE)
_WORD = patterns.compiled(r"[^\W\d_]{2,}")
HEAD = 14
TAIL = 4
REACH = 200
DATELINED = 60
"""A line that opens with a place and a date is a paragraph from this length on; a shorter one may be a list of events."""


def published(document: Document) -> Published | None:
    """The day of publication: from the metadata, else the best-placed full date; None where the text does not state one."""
    given = _metadata(document)
    if given is not None:
        return given
    found = document.view(candidates)
    if not found:
        return None
    best = max(found, key=lambda c: (c.weight, -c.mention.span.start))
    value = best.mention.value or decided(document, best.mention)
    return Published(value, best.mention.span, best.kind) if value else None


def mentions(document: Document) -> tuple[DateMention, ...]:
    """Every mention of a day, in order: written dates, then what is counted from the day of publication."""
    kinds = {c.mention.span: c.kind for c in document.view(candidates)}
    found = [DateMention(w.span, w.value, kinds.get(w.span, "prose") if w.full else "partial", w) for w in document.view(dateforms.written)]
    for span in document.view(relatives.relatives):
        found.append(DateMention(span, None, "weekday" if document[span] in relatives.DAYS else "relative"))
    return tuple(sorted(found, key=lambda mention: mention.span))


def decided(document: Document, date: Written) -> datetime.date | None:
    """The reading of a numeric date whose order of day and month is open; None where there is no reading at all.

    A weekday, a date in words or another numeric date of the text decides; month first where nothing does.
    """
    found = evident(document, date)
    if found is not None or not date.readings:
        return found
    order = document.view(_spelling_order)
    return date.readings[1 if order == "day" and len(date.readings) > 1 else 0]


def evident(document: Document, date: Written) -> datetime.date | None:
    """The only reading of a date, or the one that other dates of the text prove; None where both stay open."""
    if date.value is not None or len(date.readings) < 2:
        return date.value or next(iter(date.readings), None)
    if date.weekday is not None:
        fitting = [d for d in date.readings if d.weekday() == date.weekday]
        if len(fitting) == 1:
            return fitting[0]
    order = document.view(_proven_order)
    if order:
        return date.readings[0 if order == "month" else 1]
    named = {w.value for w in document.view(dateforms.written) if w.form != "numeric"}
    fitting = [d for d in date.readings if d in named]
    return fitting[0] if len(fitting) == 1 else None


def _proven_order(document: Document) -> str | None:
    """`day` or `month`, whichever comes first in the numeric dates of this text that can be read in one way only; None where they disagree."""
    orders = set()
    for w in document.view(dateforms.written):
        if w.form == "numeric" and w.value is not None and w.day != w.month and "." not in document[w.span]:
            first = int(patterns.compiled(r"\D").split(document[w.span].strip(), maxsplit=1)[0]) if w.weekday is None else None
            if first is not None:
                orders.add("day" if first == w.day else "month")
    if document.view(language.language) not in ("en", "und"):
        orders.add("day")
    return orders.pop() if len(orders) == 1 else None


def _spelling_order(document: Document) -> str:
    """The order usual where a text of this spelling and these time zones is written."""
    return "day" if _COMMONWEALTH.search(document.plain) and not _AMERICAN.search(document.plain) else "month"


def candidates(document: Document) -> tuple[Candidate, ...]:
    """The full dates whose place or neighbourhood speaks for the day of publication."""
    lines = document.view(segment.lines)
    starts = [line.start for line in lines]
    body = next((i for i, line in enumerate(lines) if places.body(document, line)), len(lines))
    placed = [(bisect_right(starts, w.span.start) - 1, w) for w in document.view(dateforms.written) if w.full and not w.impossible and not w.range]
    numbers = {i for i, _ in placed}
    found = []
    for i, w in placed:
        if {i + 1, i + 2} <= numbers or {i - 1, i + 1} <= numbers or {i - 1, i - 2} <= numbers:
            continue
        candidate = _candidate(_place(document, lines, i, body, w), w)
        if candidate:
            found.append(candidate)
    return tuple(found)


class _Place(msgspec.Struct, frozen=True):
    """Where a date stands: number of its line and of the first body line, the text around it on the line, and how many words that is."""

    line: Span
    number: int
    lines: int
    body: int
    before: str
    after: str
    previous: str
    following: str
    rest: int

    @property
    def head(self) -> bool:
        return self.number <= HEAD

    @property
    def tail(self) -> bool:
        return self.number >= self.lines - TAIL

    @property
    def cell(self) -> bool:
        """Whether bars or bullets set the date apart from what else is on the line."""
        return (not self.before.strip() or bool(_CELL_BEFORE.search(self.before))) and (not self.after.strip() or bool(_CELL_AFTER.match(self.after)))

    @property
    def near(self) -> float:
        """From 0 at the top to 1 at the fortieth line."""
        return min(self.number, 40) / 40


def _place(document: Document, lines: tuple[Span, ...], i: int, body: int, w: Written) -> _Place:
    line, text = lines[i], document.plain
    before = text[max(line.start, w.span.start - REACH) : w.span.start]
    after = text[w.span.end : min(line.end, w.span.end + REACH)]
    previous = text[lines[i - 1].start : lines[i - 1].end] if i and lines[i - 1].length <= 40 else ""
    following = text[lines[i + 1].start : lines[i + 1].end] if i + 1 < len(lines) else ""
    return _Place(line, i, len(lines), body, before, after, previous, following, len(_WORD.findall(before)) + len(_WORD.findall(_CLOCK.sub("", after))))


def _candidate(place: _Place, w: Written) -> Candidate | None:
    if _SIGNATURE.search(place.before) or _COMMENT_AFTER.match(place.after):
        return None
    opens = place.number == 0 and not place.before.strip()
    if place.number < 3 and (opens or _GLUED_BEFORE.match(place.before)) and _GLUED_AFTER.match(place.after):
        return Candidate(w, "glued", 6.0 - place.near)
    if _PICTURE.match(place.before):
        told = place.head and place.number < place.body and not _ARCHIVE.search(place.before) and not _REJECT_BEFORE.search(place.before)
        return Candidate(w, "caption", 3.0 - place.near) if told else None
    weight = _labelled(place)
    if weight:
        return Candidate(w, "labelled", weight - place.near)
    return None if _REJECT_BEFORE.search(place.before) or _ARCHIVE.search(place.before) else _unlabelled(place, w)


def _unlabelled(place: _Place, w: Written) -> Candidate | None:
    """The date by its place alone: under a byline, at a dateline, alone on a line of the head, in a caption above the story."""
    if not place.head:
        alone = place.rest == 0 and _BYLINE_ABOVE.match(place.previous)
        return Candidate(w, "byline", 4.0 - place.near) if alone else None
    if place.line.length > DATELINED and place.number <= place.body + 1 and _DATELINE.match(place.before) and _AFTER_DATELINE.match(place.after):
        return Candidate(w, "dateline", 8.0 - place.near)
    if place.rest <= 14 and _BY.search(place.before):
        return Candidate(w, "byline", 8.0 - place.near)
    if _masthead(place, w):
        return None
    if place.rest <= (14 if place.cell else 6) and (place.number <= place.body + 3 or place.number <= 8):
        return Candidate(w, "byline", 7.0 - place.near - place.rest * 0.1)
    return None


def _masthead(place: _Place, w: Written) -> bool:
    """Whether a date is that of the day the page was fetched: in the first line with a menu below, or with a clock to the second after a name in capitals."""
    name, clock = _MASTHEAD_CLOCK
    if name.fullmatch(place.before) and clock.match(place.after):
        return True
    alone = not place.before.strip() and not place.after.strip()
    return place.number == 0 and w.weekday is not None and alone and (place.following[:1] in "•*|" or len(place.following.split()) <= 3)


def _labelled(place: _Place) -> float:
    """How strongly a label before the date or on the line above speaks for it; 0 without one."""
    label = _LABEL.search(place.before)
    if label is None and not _SEPARATORS.sub("", place.before):
        label = _LABEL.search(place.previous)
    if label is None or place.rest > 25:
        return 0.0
    weight = 10.0 if label.group("published") else 5.5
    if place.head or (place.tail and label.group("published")):
        return weight
    return weight - 5 if place.number <= 40 and label.group("published") else 0.0


def _metadata(document: Document) -> Published | None:
    text = document.metadata.date
    if not text:
        return None
    for w in dateforms.written(Document.of(text)):
        if w.value:
            return Published(w.value, None, "metadata")
    try:
        from dateutil import parser

        # What a date leaves open is taken from the default: one that is the same with two of them is whole.
        first, second = (parser.parse(text, default=default).date() for default in (datetime.datetime(2000, 1, 1), datetime.datetime(2001, 2, 2)))
    except (ValueError, OverflowError):
        return None
    return Published(first, None, "metadata") if first == second else None
