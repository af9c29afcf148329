"""The source of a cue: the noun phrase that says or thinks it, and what kind of source that is."""

from bisect import bisect_right
from functools import cache
from typing import Literal, NamedTuple

from lint import rulefolder
from lint.text import cues, names
from lint.text.cues import Cue
from lint.text.document import Document
from lint.text.names import Name
from lint.text.segment import Tokens

SourceType = Literal["named_person", "named_other", "organisation", "document", "pronoun", "vague", "anonymous", "none"]

LONGEST = 16
_FARTHEST_INSERTION = 30

_BE = frozenset("is are was were be been being".split())
_VERBS_OF_STATE = _BE | frozenset("has have had will would could can may might must should did does do".split())
_ALONE = frozenset(
    "he she they i we it you who which this that others many some most both none neither each all everyone everybody nobody anyone someone".split()
)
_POINTING = frozenset("he she they i we it you who which this that these those him her them his their its our my your himself herself themselves".split())
_ARTICLES = frozenset("the a an this that these those his her its their our my your no any each every another".split())
_QUANTITIES = frozenset(
    """some many several most other few all both one two three four five six seven eight nine ten dozens hundreds thousands more less numerous various
    multiple certain""".split()
)
_OPENING = _ALONE | _POINTING | _ARTICLES | _QUANTITIES
LINKS = frozenset("of by for with at in from on behind inside to close near among within outside".split())
_PREPOSITIONS = LINKS | frozenset(
    "by during after before under over about into through amid despite against without since until across between as like than per via unlike".split()
)
_HELPERS = frozenset(
    """has have had is was are were be been being do does did would will could can may might must should shall also later then now never not first once
    often still just even only already recently again earlier soon since long further always sometimes hasn't haven't hadn't isn't wasn't aren't
    weren't don't doesn't didn't wouldn't won't couldn't can't cannot n't to yesterday today tonight twice simply both all ever quickly no longer instead
    too so very repeatedly thus therefore indeed rather quite""".split()
)
_WHEN = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday yesterday today tonight january february march april june july august september october
    november december week month year weekend morning afternoon evening night""".split()
)
_BOUNDARIES = frozenset(
    """that which who whom whose because but while when where if though although whether until unless whereas so yet or nor how why what is are was were
    has have had will would could can may might must should do does did not then however meanwhile instead there here n't said says say told asked wrote
    added makes made making let let's let means mean meant believe think know be been being and""".split()
)
_OBJECTS = frozenset("i he she they we him them me us it you himself herself themselves anything something everything nothing".split())
_JOINING = frozenset("and but or then".split())
_INVERTING = frozenset(
    """said says say wrote writes added adds asked asks recalled recalls tweeted explained explains replied replies argued argues noted notes reported
    quipped joked commented comments observed observes remarked concluded concludes insisted insists warned warns continued continues declared declares
    suggested suggests""".split()
)
_INTRODUCING = frozenset("the a an another his her its their".split())
_QUIET = frozenset("said says say wrote writes added asked recalled tweeted replied quipped".split())
_RANKS = frozenset("senior junior former head lead assistant deputy longtime veteran fellow local chief first-year".split())
_CLOSING = frozenset("”\"'’")
_BEFORE_INVERTED = _CLOSING | frozenset(",?!—–")
_REDUCED = frozenset(
    """briefed involved familiar close present interviewed surveyed polled gathered aware knowledgeable contacted speaking published released conducted
    commissioned""".split()
)
_MADE = _REDUCED | frozenset("obtained seen reviewed posted filed shared issued sent".split())
_NAMELESS = frozenset(("anonymity", "anonymous", "anonymously", "unnamed", "familiar", "source", "sources", "insider", "insiders"))
_NAME_ENDS = frozenset("inc ltd llc llp plc corp co jr sr".split())
_LEADS = frozenset("last next this meanwhile also still yet earlier later now then monday's tuesday's".split())


class Phrase(NamedTuple):
    """Token numbers `[start, end)` of a noun phrase."""

    start: int
    end: int


def source_of(tokens: Tokens, cue: Cue, low: int, high: int, earlier: Phrase | None) -> Phrase | None:
    """The phrase that names the source of a cue in the sentence `[low, high)`, or None; `earlier` is that of the cue before it in the sentence."""
    found = _found(tokens, cue, low, high, earlier)
    if found is None or not _plausible(tokens, found):
        return None
    predicate = found.start > low and tokens.lowered[found.start] in ("a", "an") and tokens.lowered[found.start - 1] in _BE
    return None if predicate and found.end <= cue.start else found


def _found(tokens: Tokens, cue: Cue, low: int, high: int, earlier: Phrase | None) -> Phrase | None:
    if cue.form == "after":
        return _with_name(tokens, phrase_after(tokens, cue.end, high), high)
    if cue.form == "noun":
        return _owner(tokens, cue, low, high)
    following = tokens.lowered[cue.end : min(cue.end + 3, high)]
    if cue.passive or following[:1] == ["by"]:
        return phrase_after(tokens, cue.end + following.index("by") + 1, high) if "by" in following else None
    if _inverted(tokens, cue, low, high):
        return _with_name(tokens, phrase_after(tokens, cue.end, high), high)
    return _subject(tokens, cue, low, earlier)


def _plausible(tokens: Tokens, source: Phrase) -> bool:
    """Whether the words found can be a noun phrase for somebody or something that says: not a stray verb or adverb."""
    first, head = tokens.lowered[source.start], head_of(tokens, source)
    if source.end - source.start == 1 and first in ("a", "an", "the", "his", "her", "its", "their"):
        return first not in ("a", "an", "the")
    return (
        first in _OPENING
        or any(
            w[0].isupper() and low not in _LEADS and low not in _WHEN
            for w, low in zip(tokens.words[source.start : source.end], tokens.lowered[source.start : source.end])
        )
        or head in names.roles()
        or head in names.plural_roles()
        or head in documents()
        or (head.endswith("s") and len(head) > 3 and head not in cues.verb_forms())
        or "%" in tokens.words[source.start : source.end]
        or "percent" in tokens.lowered[source.start : source.end]
    )


def _with_name(tokens: Tokens, source: Phrase | None, high: int) -> Phrase | None:
    """The phrase with the name that stands in apposition to it: "a spokesman, Oleg Brandt"."""
    if source is None or source.end + 1 >= high or tokens.words[source.end] != "," or not _role(head_of(tokens, source)):
        return source
    end = source.end + 1
    while end < high and (tokens.words[end][0].isupper() or (tokens.words[end] == "." and len(tokens.words[end - 1]) == 1)):
        end += 1
    return Phrase(source.start, end) if end - source.end > 2 else source


def _role(word: str) -> bool:
    return word in names.roles() or word in names.plural_roles()


def type_of(document: Document, tokens: Tokens, source: Phrase) -> SourceType:
    """The kind of a source, by its words. `pronoun` also stands for definite phrases that point back to a source named before."""
    lowered = tokens.lowered[source.start : source.end]
    if all(w in _POINTING for w in lowered):
        return "pronoun"
    if _nameless(tokens, source):
        return "anonymous"
    if "percent" in lowered or "%" in lowered:
        return "document"
    head = head_of(tokens, source)
    if head in documents():
        return "document"
    if head in names.plural_roles() and not _named_after(document, tokens, source):
        return "vague"
    name = _name_in(document, tokens, source)
    if name is not None and (name.kind == "person" or head not in names.roles()):
        return _NAMED[name.kind]
    if name is not None and lowered[0] not in _UNNAMED_ONE:
        return "named_other"
    if lowered[0] in _UNNAMED_ONE or lowered[0] in _QUANTITIES:
        return "vague"
    return "pronoun" if lowered[0] in _ARTICLES else "vague"


def _nameless(tokens: Tokens, source: Phrase) -> bool:
    """Whether a word of the phrase says that it leaves the name out: "a source", not "Business Insider" and not "open source"."""
    return any(
        tokens.lowered[i] in _NAMELESS
        and not (tokens.words[i] in ("Insider", "Insiders") and i > source.start)
        and not (i and tokens.lowered[i - 1] in ("open", "water"))
        for i in range(source.start, source.end)
    )


def plural_unnamed(tokens: Tokens, source: Phrase) -> bool:
    """Whether a source is a group: a plural word for persons or bodies, or a number of them left open."""
    head = head_of(tokens, source)
    return head in names.plural_roles() or head in collectives() or tokens.lowered[source.start] in _OPEN_NUMBER


_OPEN_NUMBER = frozenset("some many several most others few dozens hundreds thousands numerous various multiple certain".split())
_NAMED: dict[str, SourceType] = {"person": "named_person", "organisation": "organisation", "place": "named_other", "unknown": "named_other"}
_UNNAMED_ONE = frozenset(("a", "an", "one", "another"))


def head_of(tokens: Tokens, source: Phrase) -> str:
    """The head noun, lower case: the last word before the first preposition or relative word."""
    return names.possessive(tokens.lowered[head_at(tokens, source)])


def head_at(tokens: Tokens, source: Phrase) -> int:
    """The token number of the head noun."""
    head = source.start
    for i in range(source.start, source.end):
        lowered = tokens.lowered[i]
        if i > source.start and (lowered in _PREPOSITIONS or lowered in _MADE or lowered == "who") and tokens.lowered[i - 1] not in _QUANTITIES:
            break
        if lowered[0].isalnum():
            head = i
    return head


@cache
def collectives() -> frozenset[str]:
    """Plural words for bodies and sets of people that say something without being named."""
    return frozenset([*(names.plural(w) for w in rulefolder.lexicon("collectives")), "media", "others"])


@cache
def documents() -> frozenset[str]:
    """Words for written and published things that are named as sources, with their plurals."""
    singular = rulefolder.lexicon("document-words")
    return frozenset([*singular, *(names.plural(w) for w in singular), "analyses"])


def phrase_after(tokens: Tokens, start: int, high: int) -> Phrase | None:
    """The noun phrase that begins at `start`."""
    end = start
    while end < high and end - start < LONGEST:
        word, lowered = tokens.words[end], tokens.lowered[end]
        if not word[0].isalnum():
            if not _inner_mark(tokens, end, high):
                break
        elif (
            end > start
            and (lowered in _BOUNDARIES or lowered in _WHEN or lowered in ("on", "during", "by", "to", "after", "before"))
            and not _joins(tokens, end, high)
        ):
            break
        end += 1
    while end > start and (tokens.lowered[end - 1] in _PREPOSITIONS or tokens.lowered[end - 1] in _ARTICLES):
        end -= 1
    return Phrase(start, end) if end > start else None


def phrase_before(tokens: Tokens, end: int, low: int) -> Phrase | None:
    """The noun phrase that ends before `end` and does not reach back beyond `low`."""
    if end - 2 >= low and tokens.words[end - 1] == "." and tokens.lowered[end - 2] in _NAME_ENDS:
        found = phrase_before(tokens, end - 1, low)
        return Phrase(found.start, end) if found else None
    if end <= low or not tokens.words[end - 1][0].isalnum():
        return None
    last = tokens.lowered[end - 1]
    if last in _ALONE and not (last in _QUANTITIES and end - 1 > low and tokens.lowered[end - 2] in _ARTICLES):
        return Phrase(end - 1, end)
    if last in _BOUNDARIES or last in _PREPOSITIONS:
        return None
    start = end - 1
    while start > low and end - start < LONGEST and _goes_left(tokens, start, low):
        start -= 1
    return _without_lead(tokens, start, end)


def _goes_left(tokens: Tokens, start: int, low: int) -> bool:
    """Whether the phrase that begins at `start` takes in the token before it."""
    current, before = tokens.lowered[start], tokens.lowered[start - 1]
    if before == "%":
        return True
    if not tokens.words[start - 1][0].isalnum():
        return before == "." and start - 2 >= low and tokens.words[start - 2][0].isupper() and len(tokens.words[start - 2]) <= 4
    if before == "and" or tokens.lowered[start] == "and":
        return _joins(tokens, start - 1 if before == "and" else start, len(tokens.words)) and start - 2 >= low
    if before in _BOUNDARIES or (before in _OBJECTS and tokens.words[start - 1] != "US") or before.endswith("n't"):
        return False
    if _opens_a_clause(tokens, start, low):
        return False
    if (current in _ARTICLES and not names.initial(tokens, start)) or current in _QUANTITIES:
        return (before in LINKS and before != "to") or (before in _ARTICLES or before in _QUANTITIES or before in ("nearly", "almost", "about"))
    if before in _PREPOSITIONS:
        return (
            before in LINKS
            and start - 2 >= low
            and (tokens.words[start - 2][0].isalnum() or tokens.words[start - 2] == "%")
            and tokens.lowered[start - 2] not in _HELPERS
        )
    if before in _REDUCED:
        return True
    return not (
        before in cues.verb_forms()
        and before not in cues.noun_forms()
        and before not in names.roles() | documents() | names.organisation_words()
        and tokens.words[start - 1][0].islower()
    )


def _opens_a_clause(tokens: Tokens, start: int, low: int) -> bool:
    """Whether the word before `start` is a participle that goes with a noun in front: "an order last month reversing the old rule"."""
    before = tokens.words[start - 1]
    if not (before.endswith("ing") and len(before) > 5 and before.islower()) or start - 2 < low or before in documents():
        return False
    noun = tokens.words[start - 2]
    return noun.islower() and noun.isalpha() and noun not in _OPENING | _PREPOSITIONS | _RANKS and not noun.endswith("ly")


def _without_lead(tokens: Tokens, start: int, end: int) -> Phrase | None:
    """The phrase without "On Monday", "In Paris" or "Last week" in front of it."""
    moved = True
    while moved and start < end:
        moved = False
        if tokens.lowered[start] in _PREPOSITIONS:
            start, moved = start + 1, True
            while start < end and (tokens.lowered[start] in _WHEN or tokens.words[start][0].isdigit() or tokens.lowered[start] in ("last", "this", "next")):
                start += 1
            if start < end - 1 and tokens.words[start][0].isupper() and tokens.lowered[start + 1] in _ARTICLES | _QUANTITIES | names.plural_roles():
                start += 1
        elif tokens.lowered[start] in _WHEN or (tokens.lowered[start] in _LEADS and start + 1 < end and tokens.lowered[start + 1] in _WHEN):
            start, moved = start + 1, True
    return Phrase(start, end) if start < end else None


def _inner_mark(tokens: Tokens, i: int, high: int) -> bool:
    """Whether a mark belongs to a name: the stop of "Mr." or "J.", "&"."""
    return tokens.words[i] == "&" or (tokens.words[i] == "." and i + 1 < high and len(tokens.words[i - 1]) <= 4 and tokens.words[i - 1][0].isupper())


def _joins(tokens: Tokens, i: int, high: int) -> bool:
    """Whether "and" at `i` joins two names or two words for persons."""
    if tokens.lowered[i] != "and" or not 0 < i < high - 1 or i + 1 >= len(tokens.words):
        return False
    left, right = tokens.words[i - 1], tokens.words[i + 1]
    plural = names.plural_roles()
    return (
        (left[0].isupper() and right[0].isupper())
        or left.lower() in plural
        or (left.endswith("s") and right.lower() in plural)
        or (i > 1 and tokens.lowered[i - 2] in ("a", "an"))
    )


def _inverted(tokens: Tokens, cue: Cue, low: int, high: int) -> bool:
    """Whether the source follows the verb: "..., said the minister"."""
    verb = tokens.lowered[cue.start]
    if verb not in _INVERTING or cue.end >= high or cue.start == low or tokens.words[cue.start - 1] not in _BEFORE_INVERTED:
        return False
    word, lowered = tokens.words[cue.end], tokens.lowered[cue.end]
    if word[0].isupper() or lowered in names.roles():
        return lowered not in _WHEN and _ends_there(tokens, cue.end, high)
    if _before_a_name(tokens, cue.end, high):
        return _ends_there(tokens, cue.end, high)
    introduced = lowered in _INTRODUCING | _RANKS or lowered in _QUANTITIES or lowered in names.plural_roles()
    return verb in _QUIET and introduced and _ends_there(tokens, cue.end, high)


def _before_a_name(tokens: Tokens, start: int, high: int) -> bool:
    """Whether small words that tell what somebody is and a name stand at `start`: "planetary geologist Ana Brandt"."""
    i = start
    while i < min(start + 5, high) and tokens.words[i].islower() and tokens.lowered[i] not in _BOUNDARIES | _PREPOSITIONS | _ARTICLES:
        i += 1
    return start < i < high and tokens.words[i][0].isupper() and _role(tokens.lowered[i - 1].removeprefix("co-"))


def _ends_there(tokens: Tokens, start: int, high: int) -> bool:
    """Whether the phrase at `start` is not the subject of a further verb: "said the bridge was safe"."""
    phrase = phrase_after(tokens, start, high)
    return phrase is not None and (phrase.end >= high or tokens.lowered[phrase.end] not in _VERBS_OF_STATE)


def _subject(tokens: Tokens, cue: Cue, low: int, earlier: Phrase | None) -> Phrase | None:
    """The subject of a verb: the phrase before it, past helpers and insertions; for a verb joined to another, that one's."""
    end = cue.start
    infinitive = False
    while end > low and _helps(tokens, end - 1):
        infinitive = infinitive or tokens.lowered[end - 1] == "to"
        end -= 1
    before = tokens.words[end - 1] if end > low else ""
    participle = tokens.lowered[cue.start].endswith("ing") and end == cue.start
    if infinitive or participle or before.lower() in _JOINING or not before:
        return earlier or sentence_subject(tokens, low, end)
    if before in (",", ")", "—", "–", "-"):
        opened = _past_insertion(tokens, end - 1, low)
        if opened is None:
            return earlier or sentence_subject(tokens, low, end)
        if before == "," and end - opened > 3 and all(w[0].isupper() or w == "." for w in tokens.words[opened + 1 : end - 1]):
            return _with_name(tokens, phrase_before(tokens, opened, low), end)
        if before == "," and tokens.lowered[low] in _PREPOSITIONS and "," not in tokens.words[low:opened]:
            return earlier or sentence_subject(tokens, low, end)
        end = opened
    return _with_name_before(tokens, phrase_before(tokens, end, low), low)


def _with_name_before(tokens: Tokens, source: Phrase | None, low: int) -> Phrase | None:
    """The phrase with the name that opens the sentence in front of it: "Ana Brandt, an analyst said"."""
    if source is None or source.start - low < 3 or tokens.words[source.start - 1] != "," or tokens.lowered[source.start] not in ("a", "an", "the"):
        return source
    return Phrase(low, source.end) if all(w[0].isupper() for w in tokens.words[low : source.start - 1]) else source


def _helps(tokens: Tokens, i: int) -> bool:
    word = tokens.lowered[i]
    if word in ("all", "both") and (i == 0 or not tokens.words[i - 1][0].isalnum()):
        return False
    following = tokens.lowered[i + 1] if i + 1 < len(tokens.lowered) else ""
    return (
        word in _HELPERS
        or word in _WHEN
        or (word.endswith("ly") and len(word) > 4 and word not in ("family", "ally", "daily", "assembly", "july"))
        or (word in ("on", "last", "this", "in") and following in _WHEN)
    )


def _past_insertion(tokens: Tokens, i: int, low: int) -> int | None:
    """The end of the phrase before an insertion between commas, dashes or brackets that closes at token `i`; None where none opens."""
    mate = "(" if tokens.words[i] == ")" else tokens.words[i]
    for j in range(i - 1, max(low, i - _FARTHEST_INSERTION), -1):
        if tokens.words[j] == mate and not (mate == "," and tokens.lowered[j + 1] in _NAME_ENDS):
            return j
    return None


def sentence_subject(tokens: Tokens, low: int, limit: int) -> Phrase | None:
    """The first noun phrase of a sentence that can be its subject, before `limit`."""
    i = low
    while i < limit and (
        not tokens.words[i][0].isalnum() or tokens.lowered[i] in ("but", "and", "so", "yet", "then", "still", "also", "when", "while", "if", "as")
    ):
        i += 1
    if i < limit and (tokens.lowered[i] in _PREPOSITIONS or tokens.lowered[i].endswith(("ing", "ed"))):
        comma = next((j for j in range(i, limit) if tokens.words[j] == ","), None)
        if comma is None:
            return None
        i = comma + 1
    end = i
    while end < limit and end - i < LONGEST and _within(tokens, i, end):
        end += 1
    if end == i or (end == i + 1 and tokens.words[i][0].islower() and tokens.lowered[i] not in _ALONE and tokens.lowered[i] not in names.plural_roles()):
        return None
    return Phrase(i, end)


def _within(tokens: Tokens, start: int, i: int) -> bool:
    """Whether token `i` can go on the noun phrase that begins at `start`."""
    word, lowered = tokens.words[i], tokens.lowered[i]
    if i == start:
        return lowered not in _BOUNDARIES
    if start + 1 == i and tokens.lowered[start] in _ALONE and tokens.lowered[start] not in _QUANTITIES:
        return False
    if not word[0].isalnum():
        return _inner_mark(tokens, i, len(tokens.words))
    if lowered in _BOUNDARIES or lowered in _HELPERS or (lowered in _PREPOSITIONS and lowered not in ("of", "for")):
        return False
    return word[0].isupper() or not (lowered in cues.verb_forms() or lowered.endswith(("ed", "ing")))


def _owner(tokens: Tokens, cue: Cue, low: int, high: int) -> Phrase | None:
    """The owner of a noun cue: "X's claim", "the claim by X"."""
    for i in range(cue.start - 1, max(low - 1, cue.start - 4), -1):
        if tokens.words[i].endswith("'s") or (tokens.words[i] == "'" and i > low and tokens.words[i - 1].endswith("s")):
            return phrase_before(tokens, i + 1 if tokens.words[i] != "'" else i, low)
        if tokens.lowered[i] in ("his", "her", "their", "its", "my", "our"):
            return Phrase(i, i + 1)
        if not tokens.words[i][0].isalnum():
            break
    if cue.end < high and tokens.lowered[cue.end] in ("by", "from"):
        return phrase_after(tokens, cue.end + 1, high)
    return None


def _named_after(document: Document, tokens: Tokens, source: Phrase) -> bool:
    """Whether a person's name follows the head of the phrase: "the senators Smith and Brown"."""
    name = _name_in(document, tokens, source)
    return name is not None and name.kind == "person" and name.span.end == _last(tokens, source) and head_of(tokens, source) not in name.text.lower().split()


def _last(tokens: Tokens, source: Phrase) -> int:
    return tokens.ends[source.end - 1]


def _name_in(document: Document, tokens: Tokens, source: Phrase) -> Name | None:
    """The name that makes a source a named one: a person's before any other."""
    listed = document.view(names.names)
    low, high = tokens.starts[source.start], tokens.ends[source.end - 1]
    i = bisect_right(listed, low, key=lambda n: n.span.end)
    inside: list[Name] = []
    while i < len(listed) and listed[i].span.start < high:
        inside.append(listed[i])
        i += 1
    return next((n for n in inside if n.kind == "person"), inside[0] if inside else None)
