"""Days named by their distance from the day of publication: "on Monday", "last week", "earlier this April", "in August"."""

import re
from functools import cache

from lint import patterns
from lint.model import Span
from lint.text import segment
from lint.text.document import Document

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NEAR = ("last", "this", "next")
_FIRST = frozenset(
    [*"earlier later late early yesterday tomorrow tonight the in since by until during".split(), *_NEAR, *(d.lower() for d in DAYS)]
    + [near + day.lower() for near in _NEAR for day in DAYS]
)
"""The first words of what the pattern matches, in lower case; a day may be glued to the word before it."""
# Names that only look like a day: feasts, newspapers, programmes, clubs.
_NAME_BEFORE = patterns.compiled(
    r"(?:Black|Good|Super|Easter|Palm|Ash|Cyber|Bloody|Sheffield|Shrove|Maundy|Holy|Whit|Giving|Fat|Blue|Freaky|Throwback|Ruby|Girl|Man|Joe|Judge|Inspector"
    r"|[Ee]very|[Ee]ach|[Ee]ach and every|[Aa]ny|[Aa]|[Oo]ne|[Mm]ost|[Aa]lternate|day (?:to|through|till|until|and|or)|day ?[-–/]) ?$"
)
_NAME_AFTER = patterns.compiled(
    r"(?:'s)? (?:Times|Telegraph|Mail|Mirror|Express|Star|People|Sun|Post|Herald|Independent|Night|Business|Review|Magazine|School|Island|World)(?!\w)"
    r"|s\b| (?:to|through|and|or) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day| ?[-–/]\w|,? (?:the )?\d{1,2}(?!,?\d)"
    r"|, (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? ?\d"
    r"|\.com| (?:and|or|nights?|mornings?|evenings?) (?:to|and|or)\b"
)


@cache
def _pattern() -> re.Pattern[str]:
    return patterns.compiled(
        rf"""
        \b(?:(?:[Ll]ast|[Tt]his|[Nn]ext|[Tt]his\s(?:past|coming)|[Ee]arlier\s(?:on\s|this\s)?|[Ll]ater\s(?:on\s|this\s)?|[Ll]ate\s|[Ee]arly\s)\s?)?(?P<day>{"|".join(DAYS)})\b
        |\b(?:[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly)\s(?:this|last|next)\s(?:week|month|year|weekend|spring|summer|autumn|fall|winter|{_MONTHS})\b
        |\b(?:[Ll]ast|[Tt]his|[Nn]ext)\s(?P<unit>week|weekend|month|year|spring|summer|autumn|winter|night|morning|afternoon|evening|{_MONTHS})\b
        |\b(?:[Yy]esterday|[Tt]omorrow|[Tt]onight|[Ee]arlier\stoday|[Ll]ater\stoday|[Tt]he\sday\sbefore\syesterday|[Tt]he\sday\safter\stomorrow)\b
        |\b(?P<month>(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring)\s(?:early\s|late\s|mid-)?(?:{_MONTHS}))\b(?!\s?\d|,?\s(?:of\s)?(?:last|this|next|\d)|[’']s|-|\s[A-Z])
        """,
        re.VERBOSE,
    )


def relatives(document: Document) -> tuple[Span, ...]:
    """Every expression that names a day or month by its distance from the day of publication, in order."""
    text = document.plain
    found = []
    for m in segment.matches(document, _pattern(), _FIRST):
        if m.group("day") and (_NAME_BEFORE.search(text[max(0, m.start() - 16) : m.start()]) or _NAME_AFTER.match(text, m.end())):
            continue
        if m.group("day") and text[max(0, m.start() - 4) : m.start()].lower() == "the ":
            continue
        if m.group("unit") and _narrated(text, m):
            continue
        found.append(Span(m.start(), m.end()))
    return tuple(found)


def _narrated(text: str, m: re.Match[str]) -> bool:
    """ "the last week of the campaign", "this year's", "last year of school": no distance from today."""
    before, after = text[max(0, m.start() - 6) : m.start()].lower(), text[m.end() : m.end() + 4]
    return bool(patterns.compiled(r"\b(?:the|his|her|its|their|my|our|in)\s$").search(before)) or after.startswith((" of ", "-", "'s "))
