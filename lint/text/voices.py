"""Who speaks in a text: the persons, bodies and documents behind its attributions, each under its fullest name."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from itertools import islice, takewhile
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from lint import patterns, rulefolder
from lint.model import Span
from lint.text import attributions, names, quotes, segment, sources
from lint.text.attributions import Attribution
from lint.text.document import Document
from lint.text.names import Name
from lint.text.quotes import Quotation
from lint.text.segment import Tokens
from lint.text.sources import Phrase, SourceType

_PLAIN_TITLES = frozenset("mr mrs ms miss mx dr mme mlle monsieur herr frau señor señora don sir dame lord lady".split())
_TITLES = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f"}
_PERSONS = frozenset(("he", "she", "his", "her"))
_ARTICLES = frozenset(("the", "a", "an"))
_BODIES = frozenset(
    "company firm group newspaper paper daily magazine outlet station broadcaster site website agency bank charity league club team zoo".split()
)
_LONGEST_ROLE = 14
_FAR = 3
_BODY_PRONOUNS = frozenset(("they", "it"))
_HEADLINE_VERBS = frozenset("says said tells told claims warns slams calls endorses explains backs vows urges asks wants".split())
_SUFFIXES = frozenset(("Jr", "Sr", "II", "III", "IV"))
_WHOLE = 6
_MEMORY = 200
_NO_SOURCE = frozenset(("who", "which", "that", "it"))
_ACTS = frozenset(
    """agree approve back campaign cast celebrate challenge champion commit decide decline file invite issue lobby offer oppose order plead press promote
    refuse reject sue support threaten vote welcome""".split()
)
_OPENING = 24
_OPENING_PHRASE = patterns.compiled(r"^(?:(?:On|In|At|After|Before|By|During|Since|Last|This) [^,]{1,60}, |[a-z]+ing (?=[A-Z]))(?:the |an? )?")
_APPOSED = patterns.compiled(r"^(?=\S).{0,80}\b(?!(?:of|in|at|for|by|from|with|to|on|and|or|over|under|against)\b)[a-z]+ the (?=(?:[A-Z]\S* ?)+$)")


class Voice(msgspec.Struct, frozen=True):
    """Somebody or something that speaks: the fullest name the text gives, what the person is where it says so, and the kind of source."""

    name: str
    role: str | None
    type: SourceType


class Person(NamedTuple):
    """A full name in the text: its words without titles, and where it stands with them."""

    name: str
    span: Span
    role: str | None


def voices(document: Document) -> tuple[tuple[Voice, ...], ...]:
    """For each attribution those who speak in it by name, most often one; none for vague and anonymous sources and pronouns that point to nobody."""
    found: list[tuple[Voice, ...]] = []
    for number, a in enumerate(document.view(attributions.attributions)):
        if a.source is None or a.phrase is None or a.type in ("vague", "anonymous", "none"):
            found.append(())
        elif a.type == "pronoun" or _pointing(document, a.phrase):
            voice = _meant(document, a, number, found)
            found.append((voice,) if voice else ())
        else:
            found.append(tuple(_named(document, a, a.phrase)))
    return tuple(found)


def _pointing(document: Document, phrase: Phrase) -> bool:
    """Whether a phrase points back to a body by its kind: "the company", "the US daily"."""
    tokens = document.view(segment.tokens)
    if tokens.lowered[phrase.start] != "the" or sources.head_of(tokens, phrase) not in _BODIES:
        return False
    return all(w[0].islower() or w in ("US", "UK") for w in tokens.words[phrase.start + 1 : phrase.end])


def speakers(document: Document) -> Mapping[Quotation, str]:
    """Who speaks each outermost quotation: the fullest name, else the words that stand for the speaker; quotations of nobody are left out."""
    held = document.view(attributions.attributions)
    numbers = {id(a): i for i, a in enumerate(held)}
    spoken, named = document.view(attributions.speakers), document.view(voices)
    found: dict[Quotation, str] = {}
    previous: Quotation | None = None
    for q in document.view(quotes.outer):
        a = spoken[q]
        if a is not None and a.source is not None:
            told = named[numbers[id(a)]]
            found[q] = told[0].name if told else document[a.source]
        elif a is None and (name := _before(document, q, previous, found)):
            found[q] = name
        previous = q
    return MappingProxyType(found)


def acts(document: Document, a: Attribution) -> bool:
    """Whether a cue tells what somebody did rather than said: "agreed to pay", "pleaded guilty"; with the words in quotation marks it is speech."""
    if a.content is not None and (
        quotes.around(document, a.content.start) is not None or (a.verb == "agree" and not document.plain.startswith("to ", a.content.start))
    ):
        return False
    return a.verb in _ACTS


def answered(document: Document) -> tuple[bool, ...]:
    """For each sentence whether it tells who answers for it: it names a source that says or thinks something, carries one on, or is a quotation."""
    giving = {
        a.sentence
        for a in document.view(attributions.attributions)
        if a.source is not None and a.family != "want" and document.plain[a.source.start : a.source.end].lower() not in _NO_SOURCE
    }
    found: list[bool] = []
    for number, standing in enumerate(document.view(attributions.standing)):
        carried = standing == "carried" and number > 0 and found[-1]
        found.append(standing == "quoted" or carried or (standing == "attributed" and number in giving))
    return tuple(found)


def people(document: Document) -> tuple[Person, ...]:
    """The full names of persons, in order: two words at least without titles."""
    found = []
    for name in document.view(names.names):
        person = _person(document, name)
        if person is not None and " " in person.name and name.kind in ("person", "unknown"):
            found.append(person)
    return tuple(found)


def _before(document: Document, q: Quotation, previous: Quotation | None, found: Mapping[Quotation, str]) -> str | None:
    """Who is speaking when a paragraph holds nothing but a whole utterance: the last speaker of the paragraph before."""
    paragraphs = document.view(segment.paragraphs)
    i = bisect_left(paragraphs, q.span.start, key=lambda p: p.end)
    if not 0 < i < len(paragraphs) or quotes.words(document, q) < _WHOLE or paragraphs[i].length - q.span.length > 2:
        return None
    last = paragraphs[i - 1]
    if previous is not None and last.covers(previous.span) and last.end - previous.span.end < 2:
        return found.get(previous)
    held = document.view(attributions.attributions)
    low, high = (bisect_left(held, offset, key=lambda a: a.anchor.start) for offset in (last.start, last.end))
    told = [v for v in document.view(voices)[low:high] if v]
    if told:
        return told[-1][0].name
    subject = _first_person(document, last)
    return subject.name if subject else None


def _meant(document: Document, a: Attribution, number: int, earlier: list[tuple[Voice, ...]]) -> Voice | None:
    """Who a pronoun or a phrase such as "the minister" points back to; None where that is not plain."""
    tokens, phrase = document.view(segment.tokens), a.phrase
    if phrase is None:
        return None
    first, head = tokens.lowered[phrase.start], sources.head_of(tokens, phrase)
    if first in _PERSONS and phrase.end - phrase.start == 1:
        return _antecedent(document, a, number, earlier)
    if first in _BODY_PRONOUNS and phrase.end - phrase.start == 1:
        held = document.view(attributions.attributions)
        near = takewhile(lambda i: a.sentence - held[i].sentence <= _FAR, range(number - 1, -1, -1))
        return next((v for i in near for v in earlier[i] if v.type in ("organisation", "named_other")), None)
    if first != "the":
        return None
    if (head in _BODIES or head in names.organisation_words()) and (name := _longer(document, head, a.anchor.start)):
        return Voice(name, None, "organisation")
    for told in islice(reversed(earlier), _MEMORY):
        for voice in told:
            if head in (voice.role or "").lower().split() or (voice.type in ("organisation", "document") and head in _BODIES):
                return voice
    return None


def _antecedent(document: Document, a: Attribution, number: int, earlier: list[tuple[Voice, ...]]) -> Voice | None:
    """The person "he" or "she" stands for: the subject of the sentence so far, else who spoke last close before, else the first person named there."""
    listed, held = document.view(segment.sentences), document.view(attributions.attributions)
    own = listed[a.sentence].span
    person = _first_person(document, Span(own.start, max(own.start, (a.source or a.anchor).start)))
    if person is not None:
        return person
    standing = document.view(attributions.standing)
    told = 0
    for sentence in range(a.sentence, max(-1, a.sentence - _MEMORY), -1):
        low, high = (bisect_left(held, s, hi=number, key=lambda h: h.sentence) for s in (sentence, sentence + 1))
        for i in range(max(low, high - _MEMORY), high):
            if voice := next((v for v in earlier[i] if v.type in ("named_person", "named_other")), None):
                return voice
        if sentence < a.sentence and (person := _first_person(document, listed[sentence].span, opens=True)):
            return person
        told += standing[sentence] != "quoted"
        if told > _FAR:
            return None
    return None


def _first_person(document: Document, stretch: Span, *, opens: bool = False) -> Voice | None:
    """The first person named in a stretch outside quotation marks, as a voice; with `opens` only one close to its start."""
    for name in _names_in(document, stretch):
        if opens and name.span.start - stretch.start > _OPENING:
            return None
        if name.kind == "person" and not quotes.quoted(document, name.span) and document.plain[name.span.end : name.span.end + 2] != "'s":
            return _voice_of(document, name, "named_person")
    return None


def _named(document: Document, a: Attribution, phrase: Phrase) -> Iterator[Voice]:
    """The voices in a phrase that names its source."""
    tokens = document.view(segment.tokens)
    span = Span(tokens.starts[phrase.start], tokens.ends[phrase.end - 1])
    inside = _names_in(document, span)
    free = [n for n in inside if not _owns(document, n)]
    head = sources.head_of(tokens, phrase)
    persons = [n for n in free if _is_person(document, n, Span(span.start, n.span.start))]
    if a.family == "mark" and all(n.kind == "place" for n in inside):
        return  # the place of a dateline
    if _stranger(document, tokens, phrase, inside):
        yield from _spoken_for(document, head, inside)
    elif a.type == "document":
        yield from _published(document, tokens, phrase, inside)
    elif inside and head in names.organisation_words() | _BODIES and not any(head in _words(n.text) for n in free):
        yield _body(document, _without_article(document, span), "organisation")
    elif persons and (a.type == "named_person" or persons[-1] is free[-1]):
        for name in persons if _joined(tokens, phrase) else persons[-1:]:
            yield _voice_of(document, name, "named_person", Span(span.start, name.span.start))
    elif (of := _of_a_place(document, free)) and a.family == "say":
        yield _voice_of(document, of, "named_person")
    elif inside:
        yield _body(document, _without_article(document, span), "named_other" if a.type == "named_person" else a.type)


def _stranger(document: Document, tokens: Tokens, phrase: Phrase, inside: list[Name]) -> bool:
    """Whether a phrase means somebody without a name, whose place or owner alone is named: "a New York man", "the governor of South Dakota"."""
    head = sources.head_at(tokens, phrase)
    word = tokens.lowered[head]
    if not tokens.words[head].islower() or word in names.organisation_words() | _BODIES | sources.documents() | sources.collectives():
        return False
    first, last = tokens.starts[phrase.start], tokens.ends[phrase.end - 1]
    return not any(
        (n.span.start == first and document.plain[n.span.end : n.span.end + 1] in (",", "—", "("))
        or (n.span.end == last and document.plain[max(0, n.span.start - 2) : n.span.start] == ", ")
        for n in inside
    )


def _spoken_for(document: Document, head: str, inside: list[Name]) -> Iterator[Voice]:
    """The body that a spokesman without a name speaks for."""
    if head.startswith("spokes"):
        yield from (_body(document, n.span, "organisation") for n in inside[:1] if n.kind in ("organisation", "unknown") and _person(document, n) is None)


def _is_person(document: Document, name: Name, before: Span) -> bool:
    """Whether a name is a person's: by its shape, or by a title or role in it or in front of it."""
    if name.kind == "person":
        return True
    person = _person(document, name)
    return person is not None and (person.role is not None or (name.kind == "unknown" and _role_before(document, before)))


def _joined(tokens: Tokens, phrase: Phrase) -> bool:
    return "and" in tokens.lowered[phrase.start : phrase.end]


def _owns(document: Document, name: Name) -> bool:
    """Whether a name is somebody's whose thing or office is meant: "the minister's office"."""
    return document.plain[name.span.end : name.span.end + 2] == "'s" and not (name.kind == "person" and " of " in name.text)


def _role_before(document: Document, stretch: Span) -> bool:
    words = _words(document.plain[stretch.start : stretch.end])
    return any(w in names.roles() or w in names.honorifics() for w in words)


def _of_a_place(document: Document, free: list[Name]) -> Name | None:
    """The name of a person with the place behind it: "Ana Brandt of Linz"."""
    if len(free) != 1 or free[0].kind == "organisation" or " of " not in free[0].text:
        return None
    person = _person(document, free[0])
    return free[0] if person and len(person.name.split()) == 2 else None


def _published(document: Document, tokens: Tokens, phrase: Phrase, inside: list[Name]) -> Iterator[Voice]:
    """The voice of a document: its owner, else the document under its own name; none for one without a name."""
    giving = next((i for i in range(phrase.start, min(phrase.end + 1, len(tokens.words))) if tokens.lowered[i] in ("from", "by")), None)
    if giving is not None and not inside:
        after = sources.phrase_after(tokens, giving + 1, min(giving + 1 + sources.LONGEST, len(tokens.words)))
        inside = _names_in(document, Span(tokens.starts[after.start], tokens.ends[after.end - 1])) if after else []
    owners = [n for n in inside if _owns(document, n) or (giving is not None and n.span.start > tokens.starts[giving] and not _within(document, n))]
    if owners:
        yield from (_owner(document, n) for n in owners)
    elif inside and not _under(document, inside[0]) and not (inside[0].kind == "place" and _within(document, inside[0])):
        yield _body(document, _without_article(document, Span(tokens.starts[phrase.start], tokens.ends[phrase.end - 1])), "document")


def _owner(document: Document, name: Name) -> Voice:
    """Whose document it is: a person or a body."""
    person = _is_person(document, name, Span(name.span.start, name.span.start))
    return _voice_of(document, name, "named_person") if person else _body(document, _without_article(document, name.span), "organisation")


def _within(document: Document, name: Name) -> bool:
    """Whether a name tells where the one before it belongs: "the centre at the University of Linz"."""
    return _follows_one_of(document, name, ("at", "in"))


def _under(document: Document, name: Name) -> bool:
    """Whether a name is that of a law under which a document came out."""
    return _follows_one_of(document, name, ("under",))


def _follows_one_of(document: Document, name: Name, words: tuple[str, ...]) -> bool:
    """Whether one of these words stands before a name, an article between or none."""
    before = document.plain[max(0, name.span.start - 12) : name.span.start].split()
    if before and before[-1] in _ARTICLES:
        before.pop()
    return bool(before) and before[-1] in words


def _body(document: Document, span: Span, kind: SourceType) -> Voice:
    """A body or document under its name; "the Post" is the "Harbour Post" named before."""
    text = " ".join(document[span].split())
    text = text[:-2] if text.endswith(("'s", "’s")) else text
    text = _APPOSED.sub("", _OPENING_PHRASE.sub("", text))
    bare = text.removeprefix("The ")
    if " " not in bare:
        text = _longer(document, bare, span.start) or text
    return Voice(text, None, kind)


def _longer(document: Document, word: str, at: int) -> str | None:
    """The one name before `at` that ends with a word: "Oakland Zoo" for "the zoo"."""
    known = [text for text, end in document.view(_by_ending).get(word.lower(), {}).items() if end <= at]
    return known[0] if len(known) == 1 else None


def _by_ending(document: Document) -> Mapping[str, Mapping[str, int]]:
    """The names of several words by the last one, lower case, each with the end of its first place."""
    found: dict[str, dict[str, int]] = {}
    for name in document.view(names.names):
        text = name.text.replace("’", "'").removesuffix("'s")
        if " " in text:
            found.setdefault(text.rsplit(" ", 1)[1].lower(), {}).setdefault(text, name.span.end)
    return MappingProxyType(found)


def _without_article(document: Document, span: Span) -> Span:
    first = document.plain[span.start : span.end].split(maxsplit=1)
    sentence = segment.sentence_at(document, span.start)
    if first[0] == "The" and sentence is not None and sentence.span.start < span.start:
        return span
    return Span(span.start + len(first[0]) + 1, span.end) if len(first) == 2 and first[0].lower() in _ARTICLES else span


def _voice_of(document: Document, name: Name, kind: SourceType, before: Span | None = None) -> Voice:
    """A person as a voice, under the full name where the text has one."""
    person = _person(document, name)
    if person is None:
        return Voice(name.text, None, kind)
    full = _full(document, person.name, name.span.start)
    if full.split()[-1] in document.view(_shared):
        full = name.text.split()[0] + " " + person.name if person.name == person.name.split()[-1] and _gender(name) else person.name
    role = document.view(_roles).get(full) or person.role
    if role is None and before is not None and _role_before(document, before):
        role = _tidy(document[before])
    return Voice(full, role, kind)


def _full(document: Document, short: str, at: int) -> str:
    """The full name that a surname or given name stands for: the one the text gives before it; two persons of one name stay two."""
    if " " in short:
        return short
    earlier = [name for name, start in document.view(_by_part).get(short, {}).items() if start <= at]
    return earlier[0] if len(earlier) == 1 else short


def _shared(document: Document) -> frozenset[str]:
    """The surnames that a man and a woman of the text share, told by "Mr." and "Ms."."""
    held = {(name.text.split()[-1], _gender(name)) for name in document.view(names.names)}
    return frozenset(surname for surname, gender in held if gender == "f" and (surname, "m") in held)


def _gender(name: Name) -> str | None:
    return _TITLES.get(name.text.split()[0].lower().rstrip("."))


def _by_part(document: Document) -> Mapping[str, Mapping[str, int]]:
    """The full names by their last word, and by the first one of those whose role the text tells and of names that put the family first.

    Each stands with the start of its first place.
    """
    found: dict[str, dict[str, int]] = {}
    for person in document.view(people):
        words = person.name.split()
        found.setdefault(_surname(words), {}).setdefault(person.name, person.span.start)
        if person.name in document.view(_roles) or words[0] in rulefolder.lexicon("surnames-first"):
            found.setdefault(words[0], {}).setdefault(person.name, person.span.start)
    return MappingProxyType(found)


def _surname(words: list[str]) -> str:
    return words[-2] if len(words) > 2 and words[-1].rstrip(".") in _SUFFIXES else words[-1]


def _roles(document: Document) -> Mapping[str, str]:
    """What each person with a full name is, as first told: in front of the name or set between commas after it."""
    found: dict[str, str] = {}
    for person in document.view(people):
        role = person.role or _apposed(document, person.span.end)
        if role is None:
            sentence = segment.sentence_at(document, person.span.start)
            role = _lead(document, Span(sentence.span.start, person.span.start)) if sentence else None
        if role:
            found.setdefault(person.name, role)
    return MappingProxyType(found)


def _apposed(document: Document, at: int) -> str | None:
    """The words between commas behind a name that tell what the person is."""
    tokens = document.view(segment.tokens)
    i = bisect_left(tokens.starts, at)
    if i >= len(tokens.words) or tokens.words[i] != ",":
        return None
    held: list[int] = []
    for j in range(i + 1, min(i + 1 + _LONGEST_ROLE, len(tokens.words))):
        if tokens.words[j] in {",", ";", ":", "(", "—", "–", "”", '"'} or tokens.lowered[j] in ("who", "which", "that", "told", "said", "says"):
            break
        if tokens.words[j] == "." and len(tokens.words[j - 1]) > 3:
            break
        held.append(j)
    else:
        return None
    text = document[Span(tokens.starts[held[0]], tokens.ends[held[-1]])] if held else ""
    return _tidy(text) if any(w in names.roles() for w in _words(text)) and tokens.lowered[held[0]] not in ("and", "but", "as") else None


def _lead(document: Document, stretch: Span) -> str | None:
    """The words right before a name that tell what the person is: "Harbour Bank analyst"."""
    tokens = document.view(segment.tokens)
    low, end = bisect_left(tokens.starts, stretch.start), bisect_left(tokens.starts, stretch.end)
    comma = end > low and tokens.words[end - 1] == ","
    phrase = sources.phrase_before(tokens, end - 1 if comma else end, low)
    if phrase is None:
        return None
    start = phrase.start
    if not comma:
        start = max((i + 1 for i in range(phrase.start, phrase.end) if tokens.lowered[i] in sources.LINKS), default=start)
    if (sources.head_of(tokens, phrase) if comma else tokens.lowered[phrase.end - 1]) not in names.roles():
        return None
    return _tidy(document[Span(tokens.starts[start], tokens.ends[phrase.end - 1])])


def _person(document: Document, name: Name) -> Person | None:
    """A name without the titles in front, the possessive and the place behind; None where nothing is left or the rest names a body."""
    words = name.text.replace("’", "'").split()
    if "of" in words[1:]:
        words = words[: words.index("of", 1)]
    words = [names.possessive(w) for w in words]
    words = words[: next((i for i, w in enumerate(words) if i and w.lower() in _HEADLINE_VERBS), len(words))]
    bare = [w.lower().rstrip(".") for w in words]
    start = max((i + 1 for i, w in enumerate(bare[:-1]) if w in names.honorifics() or w in names.roles()), default=0)
    rest = words[start:]
    if not rest or len(rest) > 4 or any(w in names.organisation_words() for w in bare[start:]):
        return None
    titles = words[:start]
    role = None if all(w in _PLAIN_TITLES for w in bare[:start]) else " ".join(titles)
    return Person(" ".join(rest), name.span, role)


def _names_in(document: Document, stretch: Span) -> list[Name]:
    listed = document.view(names.names)
    first = bisect_right(listed, stretch.start, key=lambda n: n.span.end)
    return list(takewhile(lambda n: n.span.start < stretch.end, islice(listed, first, None)))


def _words(text: str) -> list[str]:
    return [names.possessive(w.strip(".,")) for w in text.lower().replace("’", "'").split()]


def _tidy(text: str) -> str | None:
    """A role without the article in front and marks at its ends."""
    words = " ".join(text.split()).strip(" ,.").split()
    while words and words[0].lower() in _ARTICLES:
        words = words[1:]
    return " ".join(words) or None
