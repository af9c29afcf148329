"""Who a text names as its origin: the outlet that published it, the agency that wired it, and the outlets it takes quotations from."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from lint import patterns, rulefolder
from lint.model import Span
from lint.text import dateforms, segment
from lint.text.document import Document

_CAPITALS = r"[A-Z][\w&.'/-]{0,40}(?:[^\S\n](?:of\s(?:the\s)?|and\s|&\s|the\s|for\s)?[A-Z][\w&.'/-]{0,40}){0,5}"
_SOURCE_LABEL = patterns.compiled(
    rf"\W{{0,3}}(?:Source|Publisher|Publication|Outlet|Website|Via|SOURCE)\s?:\s?"
    rf"(?P<name>{_CAPITALS}?)(?=$|\s(?:Published|Updated|Date|Author|Posted)\b|\s?[|•·,;(])"
)
_COPYRIGHT = patterns.compiled(
    rf"(?:©|\([cC]\)|\bCopyright|COPYRIGHT)[\s©]{{0,3}}(?:\([cC]\)\s)?"
    rf"(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)?,?\s?(?:[Bb]y\s)?(?:[Tt]he\s)?(?P<name>{_CAPITALS})"
)
_FIRST_IN = patterns.compiled(
    rf"(?:(?:originally|first)\s(?:published|appeared|posted|reported)\s(?:on|in|by|at)|appeared\sfirst\son"
    rf"|republished\sfrom|reprinted\sfrom|courtesy\sof)\s(?:the\s)?(?P<name>{_CAPITALS})"
)
_OWN = patterns.compiled(
    rf"(?P<name>{_CAPITALS})'s\s(?:website|newsletter|homepage|app\b)"
    rf"|(?:[Ff]ollow|[Ll]ike|[Jj]oin|[Ss]ubscribe\sto|[Dd]ownload)\s(?:the\s)?(?P<name2>{_CAPITALS})\s(?:on|app|newsletter|for)\b"
    rf"|GET\sTHE\s(?P<name3>[A-Z]+(?:\s[A-Z]+){{0,3}}?)\sAPP\b|reflect\s(?:those|the\s(?:views|opinions))\sof\s(?:[Tt]he\s)?(?P<name4>{_CAPITALS})"
)
_REPORTS = patterns.compiled(rf"(?:…|\.{{3}}|[,–—-])\s?(?:[Rr]eports?|[Ww]rites)\s(?P<name>{_CAPITALS})\W*$")
_SPECIAL = patterns.compiled(rf"\b(?:[Ss]pecial to|SPECIAL TO)\s(?:[Tt]he\s|THE\s)?(?P<name>{_CAPITALS})")
_HINTS = {
    "label": (":",),
    "copyright": ("©", "(c)", "(C)", "Copyright", "COPYRIGHT"),
    "first": ("published", "appeared", "posted", "reported", "reprinted", "courtesy"),
    "own": ("website", "newsletter", "homepage", "app", "ollow", "Like", "like", "Join", "join", "ubscribe", "ownload", "GET THE", "reflect"),
    "reports": ("eport", "rites"),
    "byline": ("pecial to", "SPECIAL TO"),
}
"""One of these stands in every line that the pattern of this form matches."""
_SITE = patterns.compiled(
    r"\W{0,3}(?:https?://)?(?:www\.)?(?P<name>[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,20}){0,2}\.(?:com|org|net|co\.\w\w|com\.\w\w|[a-z]{2}|news|info|tv|press|today))/?\W{0,3}$"
)
_TITLE_TAIL = patterns.compiled(r"\s(?:\||-|–|—|::|»)\s(?P<name>[A-Z][\w&.' -]{2,40})$")
_CELLS = patterns.compiled(r"\s?[|•·/]\s?|\s{2,}")
_ROLE = patterns.compiled(r"\b(?:[Bb]y|BY|[Ss]taff|STAFF|[Ww]riter|[Ee]ditor|[Rr]eporter|[Ww]ritten|[Pp]osted|[Pp]ublished|[Uu]pdated)\b")
_TRAILING = patterns.compiled(r"(?<=\w\w)\.\s.*$|,?\s(?:All|ALL)\b.*$")
_OF_AUTHOR = patterns.compiled(
    rf"\W{{0,3}}(?:[Bb]y|BY)\s(?:[A-Z][\w.'-]{{0,30}}\s){{1,3}}[A-Z][\w.'-]{{0,30}}\s?(?:[,|/•·–-]\s?|(?<=\s)of\s|(?<=\s)for\s)(?:[Tt]he\s)?(?P<name>{_CAPITALS})\W*$"
)
_EXCLUSIVE = patterns.compiled(r"(?:\s[A-Z]\w+)?\s(?:exclusively\b|in\san?\sexclusive\b)")
_WORD = patterns.compiled(r"[^\W\d_][\w'-]*")
_DESK = patterns.compiled(r"(?<=\w\w)(?:news|radio|tv|sports?|online|digital|staff|magazine)$")
_DOMAIN = patterns.compiled(r"\.(?:com|org|net|info|news|tv|co\.\w\w|com\.\w\w|[a-z]{2})$")
_PRONOUNS = frozenset({"he", "she", "they", "who", "it", "we", "i", ""})
_BETWEEN = frozenset("also later then earlier had has have first just previously recently separately".split())
_ARTICLE = patterns.compiled(r"^(?:The|the|THE)\s")
_PICTURES = patterns.compiled(r"image|photo|picture|getty|shutterstock|istock|alamy|unsplash", re.IGNORECASE)
_TAKING = frozenset(
    """told telling tells speaking spoke interview interviews statement comments email quoted cited citing quoting reported according as first""".split()
)
"""The first words of what `_taken_from` matches."""
_FIRST_WORDS = frozenset({"Daily", "Radio", "Sunday", "Channel"})
HEAD = 12
TAIL = 8


class Credit(msgspec.Struct, frozen=True):
    """A name that is credited, and where. `span` is the stretch an editor would move or delete: brackets and dashes included."""

    name: str
    span: Span
    form: str


def publisher(document: Document) -> str | None:
    """The outlet that the text names as its own, or None."""
    if document.metadata.publisher:
        return document.metadata.publisher
    credit = document.view(published_by)
    return credit.name if credit else None


def published_by(document: Document) -> Credit | None:
    """The credit that names the text's own outlet: by label, copyright line, title, date line or self-mention in the head or foot."""
    lines = document.view(segment.lines)
    ends = [*range(min(HEAD, len(lines))), *range(max(HEAD, len(lines) - TAIL), len(lines))]
    weak = None
    for i in ends:
        line = lines[i]
        text = document.plain[line.start : min(line.end, line.start + 600)]
        found = _named(text, line, i) or (_date_line_outlet(document, text, line) if i < HEAD else None)
        if found:
            return found
        m = _SITE.match(text)
        if m and weak is None:
            weak = Credit(m.group("name"), line, "address")
    return weak


def wire(document: Document) -> str | None:
    """The short name of the news agency that the text credits as its origin, or None."""
    found = document.view(wires)
    return found[0].name if found else None


def wires(document: Document) -> tuple[Credit, ...]:
    """Agency credits: in brackets at a dateline or at the end of a paragraph, on a line of their own, behind a closing dash."""
    lines = document.view(segment.lines)
    found = []
    for i, line in enumerate(lines):
        opening = document.plain[line.start : min(line.end, line.start + 140)]
        closing = document.plain[max(line.start, line.end - 60) : line.end]
        credit = _opening(opening, line) if i < HEAD else None
        credit = credit or _closing(closing, line, i >= len(lines) - TAIL)
        if credit is None and line.length <= 60 and (i < HEAD or i >= len(lines) - TAIL):
            credit = _alone(opening, line)
        if credit:
            found.append(credit)
    return tuple(found)


def outletlike(name: str) -> bool:
    """Whether a name reads as that of a news outlet: a known one, or two words and more with "Times", "News", "Post" and the like."""
    bare = _ARTICLE.sub("", name.strip())
    if bare in _outlets() or bare.title() in _outlets():
        return True
    words = patterns.compiled(r"[^\W\d_]+").findall(bare)
    return len(words) >= 2 and ({words[-1], words[-1].title()} & _outlet_words() != set() or words[0] in _FIRST_WORDS)


def borrowed(document: Document) -> tuple[Credit, ...]:
    """Every other outlet or agency that a statement is taken from: "told the BBC", "the Post reported", "citing Reuters".

    An outlet that several people told things, or one exclusively, is taken for the text's own.
    """
    found = _taken(document)
    told: dict[str, set[str]] = {}
    for credit in found:
        if document.plain.startswith(("told", "tells", "telling"), credit.span.start):
            told.setdefault(_house(credit.name), set()).add(_teller(document, credit.span.start))
    own = {house for house, tellers in told.items() if len(tellers - _PRONOUNS or tellers) > 1}
    own |= {_house(credit.name) for credit in found if _exclusive(document, credit.span)}
    return tuple(credit for credit in found if _house(credit.name) not in own)


def _taken(document: Document) -> tuple[Credit, ...]:
    """Every statement taken from an outlet that the text does not name as its own, in order."""
    text = document.plain
    own = _own_names(document)
    found: dict[int, Credit] = {}
    for taken, matches in ((True, segment.matches(document, _taken_from(), _TAKING)), (False, _reportings(text))):
        for m in matches:
            name = _outlet_in(document, m.group("name"))
            if name is None or _house(name) in own or _own_desk().match(text, m.start("name") + len(name)):
                continue
            span = Span(m.start(), m.start("name") + len(name) if taken else m.end())
            if not any(span.meets(c.span) for c in found.values()):
                found[span.start] = Credit(name, span, "taken from" if taken else "reported by")
    return tuple(found[start] for start in sorted(found))


def _teller(document: Document, start: int) -> str:
    """The last word of who told it, as it stands before "told"."""
    words = _WORD.findall(document.plain, max(0, start - 80), start)
    return next((word.lower() for word in reversed(words) if word.lower() not in _BETWEEN), "")


def _exclusive(document: Document, span: Span) -> bool:
    """Whether a text says that what it takes from an outlet is exclusive, as texts do of their own outlet."""
    before, after = document.plain[max(0, span.start - 24) : span.start], document.plain[span.end : span.end + 48]
    return before.rstrip().lower().endswith(("exclusive", "exclusively")) or _EXCLUSIVE.match(after) is not None


def _reportings(text: str) -> Iterator[re.Match[str]]:
    return _by_outlet().finditer(text) if "reported" in text or "reports" in text else iter(())


def _own_names(document: Document) -> frozenset[str]:
    """The names under which the text speaks of its own outlet and agency, without the names of their desks."""
    names = {document.view(publisher) or ""} | {credit.name for credit in document.view(wires)} | _beside_bylines(document)
    spelled = {long for long, short in _agencies().items() if short in names}
    return frozenset(_house(n) for n in names | spelled if n)


def _beside_bylines(document: Document) -> set[str]:
    """The outlets that stand behind the author's name in a byline of the head."""
    found = (_OF_AUTHOR.match(document.plain, line.start, line.end) for line in document.view(segment.lines)[:HEAD] if line.length <= 120)
    return {m.group("name") for m in found if m}


def _bare(name: str) -> str:
    return _ARTICLE.sub("", name).lower().replace(" ", "")


def _house(name: str) -> str:
    """An outlet's name without its article, blanks, domain and desk: "The BBC", "BBC News" and "bbc.com" are one."""
    bare = _DOMAIN.sub("", _bare(name))
    return _DESK.sub("", bare) or bare


def _outlet_in(document: Document, name: str) -> str | None:
    """The longest beginning of a capitalised phrase that names an outlet, initials of an outlet named elsewhere included."""
    words = name.split(" ")
    for count in range(len(words), 0, -1):
        head = " ".join(words[:count]).removesuffix("'s").rstrip(".,'")
        if outletlike(head) or agency(head) or (count == 1 and head in document.view(_initials)):
            return head
    return None


def _initials(document: Document) -> frozenset[str]:
    """Initials of the outlets that the text names in full, such as GT for Global Times."""
    names = (m.group() for m in patterns.compiled(_CAPITALS).finditer(document.plain))
    return frozenset("".join(w[0] for w in n.split() if w[0].isupper()) for n in names if " " in n and outletlike(n)) - {"US", "UK", "EU", "UN"}


@cache
def _own_desk() -> re.Pattern[str]:
    """What follows an outlet's name where it is the text's own: its desk, or its reporter by name."""
    return patterns.compiled(
        r"""\s(?:[Ww]ebsite|Online|[Oo]nline|Digital|Intelligence\sUnit|[Rr]eporters?|[Cc]orrespondents?|this)\b
        |\s(?!that\b|the\b|and\b|in\b)(?:[\w-]+\s){1,2}(?:reporter|correspondent|videographer|photographer|journalist|stringer)\s[A-Z]\w+\s[A-Z]""",
        re.VERBOSE,
    )


@cache
def _taken_from() -> re.Pattern[str]:
    kinds = r"(?:(?:news\sagency|newspaper|broadcaster|channel|magazine|daily|website|network|state-run|state|media|local|public|TV)\s){0,3}"
    return patterns.compiled(
        rf"""\b(?:(?:told|telling|tells|speaking\sto|spoke\sto|(?:interview|interviews)\swith|statement\sto|comments\sto|email\sto|quoted\s(?:by|in)|cited\sby
        |citing|quoting|reported\s(?:by|in)|[Aa]ccording\sto|[Aa]s\sper|as\sreported\sby|first\sreported\sby|reported)
        (?:\s(?:a|an|the)\s(?:\w+\s)?(?:report|article|story|account|investigation|interview|analysis)\s(?:in|by|from|on|published\sin|published\sby))?)
        \s(?:[Tt]he\s)?{kinds}(?P<name>{_CAPITALS})""",
        re.VERBOSE,
    )


@cache
def _by_outlet() -> re.Pattern[str]:
    return patterns.compiled(rf"(?P<article>(?:\b[Tt]he\s)?)\b(?P<name>{_CAPITALS})\s(?:(?:has|had|have|also|first|later|earlier)\s)?(?:reported|reports)\b")


def agency(name: str) -> str | None:
    """The short name of an agency given by any of its names; None for any other name."""
    return _agencies().get(name)


@cache
def _outlets() -> frozenset[str]:
    return frozenset(rulefolder.lexicon("outlets"))


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(rulefolder.lexicon("outlet-words"))


@cache
def _agencies() -> dict[str, str]:
    names = rulefolder.lexicon("agencies")
    return {name: short for short, longer in names.items() for name in (short, *longer)}


@cache
def _in_brackets() -> re.Pattern[str]:
    names = "|".join(re.escape(n) for n in sorted(_agencies(), key=lambda n: (-len(n), n)))
    return patterns.compiled(rf"\((?:[Ww]ith\s(?:[Ii]nputs?\sfrom\s)?|[Ss]ource:\s|via\s)?(?:the\s)?(?P<name>{names})(?:\s(?:[Nn]ews\s)?[Ii]nputs?)?\)")


@cache
def _plain_names() -> re.Pattern[str]:
    names = "|".join(re.escape(n) for n in sorted(_agencies(), key=lambda n: (-len(n), n)))
    before = r"(?:[Bb]y|BY|[Ss]ource:|SOURCE:|[Ww]ith\s(?:[Ii]nputs?\sfrom|files\sfrom)|[Cc]ourtesy:?)\s"
    return patterns.compiled(rf"\W{{0,3}}(?:{before})?(?:[Tt]he\s)?(?P<name>{names})(?:\s?[/|]\s?[A-Z][\w ]{{1,30}}|,\s[A-Z][A-Z .'-]{{2,30}})?\W{{0,3}}$")


def _opening(text: str, line: Span) -> Credit | None:
    """The credit in "ROTTERDAM (Reuters) -"."""
    m = _in_brackets().search(text, 0, 90)
    if m is None or not patterns.compiled(r"\s?[-–—:]").match(text[m.end() :]):
        return None
    return Credit(_agencies()[m.group("name")], Span(line.start + m.start(), line.start + m.end()), "dateline")


def _closing(text: str, line: Span, near_end: bool) -> Credit | None:
    """The credit behind the last sentence of a paragraph: "(ANI)", or "- PTI" near the end of the text."""
    base = line.end - len(text)
    for m in _in_brackets().finditer(text):
        if not text[m.end() :].strip(" .") and patterns.compiled(r"[.!?…\"'”’)]\s?$").search(text[: m.start()]):
            return Credit(_agencies()[m.group("name")], Span(base + m.start(), base + m.end()), "closing")
    if near_end:
        m2 = patterns.compiled(r"(?<=[.!?”\"])\s?(?P<mark>[-–—]{1,2})\s?(?P<name>[A-Z][\w ]{1,24})\.?$").search(text)
        if m2 and m2.group("name") in _agencies():
            return Credit(_agencies()[m2.group("name")], Span(base + m2.start("mark"), base + m2.end()), "closing")
    return None


def _alone(text: str, line: Span) -> Credit | None:
    m = _plain_names().match(text)
    return Credit(_agencies()[m.group("name")], line, "line") if m else None


def _named(text: str, line: Span, i: int) -> Credit | None:
    """The outlet named on one line of the head or foot."""
    for pattern, form in (
        (_SOURCE_LABEL, "label"),
        (_COPYRIGHT, "copyright"),
        (_FIRST_IN, "first"),
        (_OWN, "own"),
        (_REPORTS, "reports"),
        (_SPECIAL, "byline"),
    ):
        if not any(hint in text for hint in _HINTS[form]):
            continue
        m = pattern.match(text) if form == "label" else pattern.search(text)
        if m is None:
            continue
        group = next(group for group in m.groupdict() if m.group(group))
        name = _TRAILING.sub("", m.group(group)).rstrip(" .,'")
        if _fits(form, name, text):
            return Credit(name, Span(line.start + m.start(group), line.start + m.start(group) + len(name)), form)
    m = _TITLE_TAIL.search(text) if i < 3 else None
    if m and outletlike(m.group("name")):
        return Credit(m.group("name"), Span(line.start + m.start("name"), line.end), "title")
    return None


def _fits(form: str, name: str, text: str) -> bool:
    """Whether what was matched in this form can be an outlet."""
    if _PICTURES.search(name) or (form == "copyright" and ("/" in name or name.startswith("Copyright") or _PICTURES.search(text))):
        return False
    if form in ("own", "first", "byline", "reports"):
        return outletlike(name) or (form == "reports" and " " in name)
    return len(name) >= 2 and agency(name) is None


def _date_line_outlet(document: Document, text: str, line: Span) -> Credit | None:
    """The outlet beside a date: "THE RIVER TIMES | Oct 2, 2020", "CBS News February 24, 2020"."""
    date = next((w.span for w in document.view(dateforms.written) if w.full and line.covers(w.span)), None)
    if line.length > 120 or date is None:
        return None
    for part in (text[: date.start - line.start], text[date.end - line.start :]):
        for cell in _CELLS.split(part):
            name = cell.strip(" ,.-–—")
            if name[:1].isupper() and len(name) <= 40 and not _ROLE.search(name) and outletlike(name) and agency(name) is None:
                at = line.start + text.find(name)
                return Credit(name, Span(at, at + len(name)), "date line")
    return None
