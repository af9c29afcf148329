"""The parts of a news page that a plain text still shows: title, standfirst, captions, head and tail, byline, dateline; publisher and wire by `credits`."""

import re
from bisect import bisect_right
from itertools import pairwise

import msgspec

from lint import patterns
from lint.model import Span
from lint.text import dateforms, segment
from lint.text.credits import publisher as publisher
from lint.text.credits import wire as wire
from lint.text.document import Document
from lint.text.vocabulary import band

HEAD = 15
"""How many lines from the top can hold the title, the byline and what else stands above the story."""

STORY = 20_000
"""So many characters of a story are enough to see what it is about."""
LEAST = 0.5
"""How much like a headline the best line must read to be the title; a headline says what the story takes up again and does not end in a full stop."""

EVERYDAY = 9
"""From this band of `vocabulary.band` on a word is common; a line of nothing but such words is a label rather than a name."""

_WORD = patterns.compiled(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_WORDS_ENOUGH = patterns.compiled(r"(?>[\W\d_]*[^\W\d_]+(?:['-][^\W\d_]+)*){18}")
_END = patterns.compiled(r"[.!?…][\"'”’)\]]*$")
_STOP = patterns.compiled(r"[.!…][\"'”’)\]]*$")
_CAPTION = patterns.compiled(
    r"""(?:(?:This|The|A|An|In\sthis)\s)?(?:(?:file|handout|undated|combination|aerial|satellite)\s){0,2}(?:of\s)?
    (?:photo|photograph|picture|image|screenshot|screengrab|illustration|combination)s?(?:\sof\sphotos)?
    (?:\s(?:taken|released|provided|shot|captured|dated|made|posted|from)\b.{0,80})?,?\s?(?:\([^)]*\)\s?)?(?:shows?\b|seen\b|illustrates?\b|:)
    |(?:Photo|Image|Picture)\s(?:taken|credit|caption|by|courtesy)\b|Pictured:|Caption:|FILE\s?(?:PHOTO)?\s?[-–—:]""",
    re.VERBOSE | re.IGNORECASE,
)
_CAPTION_HEAD = 60
_CAPTION_HINTS = ("photo", "cture", "mage", "creen", "llu", "comb", "capt")
"""One of these, which are the same in all letters that match without regard to case, stands in the head of each caption, or it opens with "file"."""
_CREDIT = patterns.compiled(
    r"""\((?:[^()]{0,60}\b(?:[Pp]hoto|[Ii]mage|[Pp]icture|AP|AFP|Reuters|REUTERS|Xinhua|Getty|EPA)\b[^()]{0,60})\)\W*$
    |(?:Getty\sImages|/\s?(?:AP|AFP|Reuters|REUTERS|EPA|Getty|NASA)|(?:Photo|Image|Picture)(?:\s?[Cc]redit)?\s?(?:by|:|/)[^.]{0,60})\W*$""",
    re.VERBOSE,
)
_CREDIT_TAIL = 140
_CREDIT_HINTS = ("(", "/", "Getty", "Photo", "Image", "Picture")
"""One of these stands in what `_CREDIT` matches."""
_NAME = (
    r"[A-Z][\w.'’-]*(?:\s(?:[A-Z][\w.'’-]*|(?:de|da|del|der|den|van|von|al|bin|el|la|le|du|and)\b|&)"
    r"|(?:,|\sand|\s&)\s[A-Z][\w.'’-]+\s[A-Z][\w.'’-]*){0,9}"
)
_BYLINE = patterns.compiled(
    rf"""\W{{0,4}}(?:(?:Analysis|Review|Opinion|Story|Words|Text|Report|Commentary|Column|Exclusive|Interview)\s)?
    (?:(?:By|BY|by)|(?:Written|Reported|Posted|Published|Contributed|Compiled|written|posted)\s[Bb]y|Author|AUTHOR|Reporter|Writer|Correspondent)
    (?:\s?[:|]\s?|\s|(?<=[yY])(?=[A-Z]))(?P<who>{_NAME})""",
    re.VERBOSE,
)
_BY_INSIDE = patterns.compiled(rf"\b(?:By|BY|by):?\s(?P<who>{_NAME})")
_BARE_BY = patterns.compiled(r"\W{0,3}(?:by|written by|posted by|author|words|story by|reported by)\s?:?\W{0,3}$", re.IGNORECASE)
_NAME_LINE = patterns.compiled(r"(?P<who>[A-Z][\w.'’-]+(?:\s(?:[A-Z][\w.'’-]*|(?:de|van|von|al|bin|el|der|du)\b)){1,3})\s*(?:$|[,|•·/])")
_SIGNED = patterns.compiled(
    r"""(?P<who>[A-Z][\w.'-]+(?:\s[A-Z][\w.'-]*){1,2}?)\s?(?:@\w+|[·|•]\s?[A-Z][\w\ ]{1,30}|\d{1,2}\s(?:min(?:ute)?|hour|day)s?(?:\sago)?
    |(?:\w+\s){0,2}(?:[Ee]ditor|[Rr]eporter|[Cc]orrespondent|[Ww]riter|[Cc]olumnist))\W{0,3}$""",
    re.VERBOSE,
)
_STAMP = patterns.compiled(
    r"\W{0,3}(?:(?:last )?(?:published|updated|posted)\b|\d{1,2} (?:min(?:ute)?s?\b.{0,3}read|(?:minute|hour|day)s? ago))", re.IGNORECASE
)
_NOT_NAME = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun updated published posted last on at staff the a an
    in news issue emails associated getty images photo photos""".split()
)
_CREDITED = patterns.compiled(rf"\((?:Reporting|Additional reporting|Writing|Compiled)\sby\s(?P<who>{_NAME})")
_BIOGRAPHY = patterns.compiled(
    r"(?P<who>[A-Z][\w.'-]{1,20}(?:\s[A-Z][\w.'-]{0,20}){1,3})\s(?:is|was)\san?\s(?:(?:[\w-]{2,20}|[A-Z][\w.]+'s)\s){0,5}?"
    r"(?:reporter|writer|editor|correspondent|journalist|columnist|contributor|producer)s?\s(?:for|at|with|in|on|based|covering|who|from|and)\b"
)
_NAVIGATION = patterns.compiled(
    r"\b(?:skip to|cookies|sign (?:in|up)|log ?in|copied to|no comments|read more"
    r"|min(?:ute)?s? read|reading time|filed under|back to|breaking news"
    r"|your browser|follow us|special to|last active|affiliate|thank you"
    r"|welcome to|what are you looking for|sharing is caring|short url|official website|get in touch)\b",
    re.IGNORECASE,
)
_ROLE = patterns.compiled(
    r"\b(?:[Ww]riter|[Ee]ditor|[Rr]eporter|[Cc]orrespondent|[Cc]olumnists?|[Cc]ontributor|Staff|Co-Founder|CEO|PhD|MS|University)\b"
    r"|USA TODAY$|[Rr]eviewed by|[Cc]ourtesy"
)
_LABEL = patterns.compiled(
    r"\b(?:subscribe|newsletters?|menu|share|comments?|advertisement|download|search|introduction|contents|update|article|listen|watch)\b", re.IGNORECASE
)
_BREADCRUMB = patterns.compiled(r"\s[/>»›|]\s")
_PLACE_ALONE = patterns.compiled(r"[A-Z][A-Z.'-]{2,}(?:[ ,]+[A-Z][A-Za-z.'-]+){0,3}(?: ?\([^)]{2,40}\))? ?[-–—]{1,2}\s*$")
_PLACE_SMALL = patterns.compiled(r"(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}(?:, [A-Z][a-z]+\.?)?) (?:\([^)]{2,40}\) )?[–—] (?=[A-Z])")
_DATELINE = patterns.compiled(
    r"(?P<place>[A-Z][A-Z.'-]+(?:[ ,/-]+[A-Z][A-Za-z.'-]+){0,4}(?:,? ?\(?[A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?\)?|,? \d{1,2} [A-Z][a-z]+(?: \d{4})?)?)"
    r"\s?(?:\([^)]{2,40}\)\s?)?(?:-{1,2}|–|—|:)\s"
)


class Zones(msgspec.Struct, frozen=True):
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
    return Zones(title, _standfirst(document, lines, title), tuple(sorted(document.view(_captions))), head, tail)


def headline(document: Document) -> Span | None:
    """The title, else a first paragraph that is short, reads as a headline even with a full stop, and is followed by others."""
    title = document.view(zones).title
    paragraphs = document.view(segment.paragraphs)
    if len(paragraphs) < 2:
        return None
    if title is not None:
        return title
    words = document[paragraphs[0]].split()
    long = [w for w in words if len(w) > 4 and w[0].isalpha()]
    reads = document.text[paragraphs[0].end - 1] not in '.:;,”"' or 2 * sum(w[0].isupper() for w in long) > len(long) + 1
    return paragraphs[0] if 2 < len(words) <= 22 and reads else None


def caption(document: Document, line: Span) -> bool:
    """Whether a line reads as the caption of a picture."""
    return line in document.view(_captions)


def _captions(document: Document) -> frozenset[Span]:
    plain = document.plain
    return frozenset([line for line in document.view(segment.lines) if line.length <= 500 and _reads_as_caption(plain[line.start : line.end])])


def _reads_as_caption(text: str) -> bool:
    opening, closing = text[:_CAPTION_HEAD].lower(), text[-_CREDIT_TAIL:]
    if (opening[0] == "f" or any(word in opening for word in _CAPTION_HINTS)) and _CAPTION.match(text):
        return True
    return any(sign in closing for sign in _CREDIT_HINTS) and _CREDIT.search(closing) is not None


def body(document: Document, line: Span) -> bool:
    """Whether a line reads as a paragraph of the story."""
    if line.length < 100 or caption(document, line):
        return False
    text = document.plain[line.start : min(line.end, line.start + 600)]
    return _WORDS_ENOUGH.match(text) is not None and (line.length > 240 or bool(_END.search(text)))


def author(document: Document) -> str | None:
    """Who wrote the text, as its byline says, or without one what is stated beside it."""
    span = document.view(byline)
    return document[span] if span else document.metadata.author


def byline(document: Document) -> Span | None:
    """The name or names that a byline or a reporting credit gives."""
    lines = document.view(segment.lines)
    for i in [*range(min(HEAD, len(lines))), *range(max(HEAD, len(lines) - 4), len(lines))]:
        if lines[i].length <= 200:
            found = _byline(document, lines, i)
            if found is not None:
                return found
    for line in lines[-4:]:
        text = document.plain[line.start : line.end]
        m = _CREDITED.search(text) or _BIOGRAPHY.match(text)
        if m:
            return Span(line.start + m.start("who"), line.start + m.end("who"))
    return None


def dateline(document: Document) -> Span | None:
    """The place line that opens the first paragraph, such as "ROTTERDAM, 5 July 2021 -", without its dash; None where there is none."""
    lines = document.view(segment.lines)
    for number, line in enumerate(lines[:HEAD]):
        m = next((m for form in (_DATELINE, _PLACE_SMALL) if (m := form.match(document.plain, line.start, min(line.end, line.start + 120)))), None)
        if m is None and number + 1 < len(lines) and lines[number + 1].length > 80 and _PLACE_ALONE.match(document.plain, line.start, line.end):
            return Span(line.start, line.start + len(document.plain[line.start : line.end].rstrip(" -–—")))
        if m and line.length > 80:
            return Span(line.start, line.start + len(document.plain[line.start : m.end("place")].rstrip(" ,")))
    return None


def dated(document: Document, line: Span) -> bool:
    """Whether a line holds a full date."""
    return any(w.full for w in dates_of(document, line))


def dates_of(document: Document, line: Span) -> tuple[dateforms.Written, ...]:
    """The first dates that are written in a line, full or not; at most three."""
    found = document.view(dateforms.written)
    i = bisect_right(found, line.start, key=lambda w: w.span.start)
    return tuple(w for w in found[max(0, i - 1) : i + 2] if line.start <= w.span.start < line.end)


def _byline(document: Document, lines: tuple[Span, ...], i: int) -> Span | None:
    """The name on this line, if it is a byline."""
    line = lines[i]
    text = document.plain[line.start : line.end]
    m = _BYLINE.match(text)
    if m is None and (dated(document, line) or text[:9].lower() in ("published", "posted by", "updated b")):
        m = _BY_INSIDE.search(text)
    if m is None and i:
        above, below = lines[i - 1], lines[min(i + 1, len(lines) - 1)]
        said = document.plain[above.start : above.end]
        if _BARE_BY.match(said) or (line.length <= 60 and i < HEAD and (_date_line(document, above) or _date_line(document, below))):
            m = None if _BARE_BY.match(text) else _NAME_LINE.match(text)
    if m is None and i < HEAD:
        m = _NAME_LINE.match(text) if _name_alone(document, lines, i) else None if caption(document, line) else _SIGNED.match(text)
    return _person(line, m) if m else None


def _name_alone(document: Document, lines: tuple[Span, ...], i: int) -> bool:
    """Whether a line is nothing but a name that stands at the title or above a time stamp, and none of its words is used as a common one."""
    text = document.plain[lines[i].start : lines[i].end].strip()
    m = _NAME_LINE.match(text)
    if m is None or m.end() < len(text) or not text[-1].isalpha() or len(text.split()) > 3:
        return False
    near = [lines[n] for n in (i - 1, i + 1) if 0 <= n < len(lines)]
    title = document.view(zones).title
    stamped = i + 1 < len(lines) and bool(_STAMP.match(document.plain, lines[i + 1].start, lines[i + 1].end))
    if not (stamped or (title is not None and title in near)) or lines[i] == title:
        return False
    words = [word.lower() for word in text.split()]
    return min(band(word) for word in words) < EVERYDAY and not _LABEL.search(text) and not any(f" {word} " in document.plain for word in words)


def _person(line: Span, m: re.Match[str]) -> Span | None:
    """The name that was matched, cut before a month or weekday; None where nothing of two letters is left."""
    end = m.end("who")
    for word in _WORD.finditer(m.string, m.start("who"), end):
        if word.group().lower() in _NOT_NAME:
            end = word.start()
            break
    name = m.string[m.start("who") : end].rstrip(" ,-–—|&")
    whole = " " in name or (name.isupper() and len(name) > 3)
    return Span(line.start + m.start("who"), line.start + m.start("who") + len(name)) if whole else None


def _date_line(document: Document, line: Span) -> bool:
    return line.length <= 60 and dated(document, line)


def _title(document: Document, lines: tuple[Span, ...], first: int) -> Span | None:
    """The line before the first body paragraph that reads most like a headline."""
    given = document.metadata.title
    best, best_score = None, LEAST
    for i, line in enumerate(lines[: min(first, HEAD)]):
        if given and document[line].strip("# ") == given:
            return line
        score = _headline(document, lines, i) - 0.5 * i
        if score > best_score:
            best, best_score = line, score
    return best


def _headline(document: Document, lines: tuple[Span, ...], i: int) -> float:
    """How much a line reads like a headline; 0 or less where it does not."""
    line = lines[i]
    text = document.plain[line.start : line.end]
    count = len(_WORD.findall(text))
    if not 2 <= count <= 30 or (count < 8 and _ROLE.search(text)) or (count < 5 and _LABEL.search(text)) or _not_headline(document, line, text):
        return 0.0
    if _STOP.search(text):
        return 0.0
    score = 1.0 + 0.08 * min(count, 9) - 0.1 * max(0, count - 15) + 1.5 * (min(_taken_up(document, line), 0.6) - 0.5)
    if i + 1 < len(lines) and _follows_title(document, lines[i + 1]):
        score += 0.2
    return score - (0.8 if _BREADCRUMB.search(text) else 0.0) - (1.2 if count < 3 else 0.8 if count < 4 else 0.0)


def _taken_up(document: Document, line: Span) -> float:
    """The share of a line's longer words that the text below uses again; half where it has none."""
    words = [w.lower() for w in _WORD.findall(document.plain, line.start, line.end) if len(w) > 4]
    below = document.plain[line.end : line.end + STORY].lower()
    return sum(w in below for w in words) / len(words) if words else 0.5


def _not_headline(document: Document, line: Span, text: str) -> bool:
    return bool(
        caption(document, line)
        or _NAVIGATION.search(text)
        or _BYLINE.match(text)
        or text.endswith((":", ",", ";"))
        or text[0] in "•*|-+>[{"
        or dated(document, line)
    )


def _follows_title(document: Document, line: Span) -> bool:
    """Whether a line is what stands under a headline: a byline, a date or the story."""
    text = document.plain[line.start : line.end]
    return bool(_BYLINE.match(text) or _BARE_BY.match(text) or _date_line(document, line) or body(document, line))


def _standfirst(document: Document, lines: tuple[Span, ...], title: Span | None) -> Span | None:
    """The one or two sentences right below the title that sum the story up, where a byline or date line parts them from it."""
    if title is None:
        return None
    below = [line for line in lines[: HEAD + 3] if line.start > title.start][:3]
    for line, following in pairwise(below):
        text = document.plain[line.start : line.end]
        if 8 <= len(_WORD.findall(text)) <= 50 and not _not_headline(document, line, text) and _meta(document, following):
            return line
    return None


def _meta(document: Document, line: Span) -> bool:
    text = document.plain[line.start : line.end]
    return line.length <= 120 and bool(_BYLINE.match(text) or _BARE_BY.match(text) or _date_line(document, line))
