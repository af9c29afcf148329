"""Names of persons, organisations and places, told by capitals and by the words around them."""

from functools import cache
from typing import Literal

import msgspec

from lint import rulefolder
from lint.model import Span
from lint.text import segment
from lint.text.document import Document
from lint.text.segment import Tokens

NameKind = Literal["person", "organisation", "place", "unknown"]

_OPENERS = frozenset('“"‘:•*–—')
LONGEST = 12
_JOINERS = frozenset("of the for and & de da di del della van von der den al bin ibn la le el du y".split())
_SMALL = frozenset("de da di del della van von der den al bin ibn la le el du".split())
_PERSON_VERBS = frozenset("said says told tells wrote writes added tweeted asked argued replied insisted testified noted".split())
_PLACE_BEFORE = frozenset("in at near outside across from throughout around".split())
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_NO_NAME = frozenset(
    """i i'm i've i'd i'll a an the he she it they we you this that these those there here but and or so yet if when while after before as at by for from in on
    to with his her its their our my your what who whom whose which why how where not no one some many most all both each every another other others however
    meanwhile also although because since until than then now still just even only such more less few several any either neither nor once though unless upon
    within without under over between among against during despite like last next earlier later according yes oh well maybe perhaps today tomorrow
    yesterday monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
    december mon tue wed thu fri sat sun is are was were be been has have had do does did can could will would should might must let it's that's there's he's
    she's they're we're you're what's don't doesn't didn't isn't aren't wasn't can't won't asked said read see photo image video advertisement experts
    critics officials sources people""".split()
)


class Name(msgspec.Struct, frozen=True):
    """A name with its titles in front. `key` is the word later references use: a person's last name, else the whole without titles."""

    span: Span
    text: str
    kind: NameKind
    key: str


def names(document: Document) -> tuple[Name, ...]:
    """The names in order; a single capitalised word that opens a sentence counts only when it stands elsewhere as a name."""
    tokens = document.view(segment.tokens)
    runs = document.view(runs_of_capitals)
    judged = [_judged(tokens, start, end) for start, end in runs]
    persons = {part for (start, end), (kind, _) in zip(runs, judged) if kind == "person" for part in _parts(tokens, start, end)}
    found = []
    for (start, end), (kind, key) in zip(runs, judged):
        if kind in ("unknown", "place") and end - start == 1 and key in persons:
            kind = "person"
        span = Span(tokens.starts[start], _unpossessed(tokens, end - 1))
        found.append(Name(span, document[span], kind, key))
    return tuple(found)


def runs_of_capitals(document: Document) -> tuple[tuple[int, int], ...]:
    """The names as half-open ranges of token numbers."""
    tokens = document.view(segment.tokens)
    words = tokens.words
    first = frozenset(tokens.first)
    capitals = [i for i, w in enumerate(words) if w[0].isupper() and tokens.lowered[i] not in _NO_NAME]
    opening = {i for i in capitals if i in first or _opened(tokens, i) or (not words[i - 1][0].isalnum() and _after_marks(words, i, first))}
    inner = {words[i] for i in capitals if i not in opening}
    found = []
    done = 0
    for i in capitals:
        if i < done:
            continue
        done = _run(tokens, i, first)
        if not (i in opening and done - i == 1 and words[i] not in inner and not _acronym(words[i])):
            found.append((i, done))
    return tuple(found)


def _opened(tokens: Tokens, i: int) -> bool:
    """Whether a mark that opens something stands before token `i`; a straight one that a blank follows closes."""
    mark = tokens.words[i - 1]
    return mark in _OPENERS and not (mark == '"' and tokens.starts[i] > tokens.ends[i - 1])


def possessive(word: str) -> str:
    """The word without "'s"."""
    return word[:-2] if word.endswith(("'s", "'S")) else word


@cache
def honorifics() -> frozenset[str]:
    """Titles before a name, lower case, without full stops."""
    return frozenset(rulefolder.lexicon("honorifics"))


@cache
def organisation_words() -> frozenset[str]:
    """Words that make a run of capitals an organisation's name, lower case."""
    return frozenset(rulefolder.lexicon("organisation-words"))


@cache
def roles() -> frozenset[str]:
    """Words for a person by what he or she does, singular, lower case."""
    return frozenset(rulefolder.lexicon("roles"))


@cache
def places() -> frozenset[str]:
    """Places of several words that have the shape of a person's name, lower case."""
    return frozenset(rulefolder.lexicon("places"))


@cache
def plural_roles() -> frozenset[str]:
    """The plurals of `roles`."""
    return frozenset({plural(role) for role in roles()} | {"people", "police", "authorities", "folks", "staff", "personnel"})


def plural(noun: str) -> str:
    """The regular plural, and those in -men and -people."""
    if noun == "person":
        return "people"
    if noun.endswith(("man", "woman")) and noun not in ("human", "german", "roman", "shaman"):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2:-1] not in ("a", "e", "o"):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def _after_marks(words: list[str], i: int, first: frozenset[int]) -> bool:
    """Whether nothing but marks stands between the start of the sentence and token `i`."""
    while i not in first and not words[i - 1][0].isalnum():
        i -= 1
    return i in first


def _parts(tokens: Tokens, start: int, end: int) -> list[str]:
    """The first and the last word of a person's name without titles: what later references may use."""
    titles = max((i + 1 for i in range(start, end - 1) if tokens.lowered[i] in honorifics()), default=start)
    end = next((i for i in range(titles + 1, end) if tokens.lowered[i] == "of"), end)
    parts = [possessive(w) for w in tokens.lowered[titles:end] if len(w) > 1 and w not in honorifics() and w not in _SUFFIXES]
    return [parts[0], parts[-1]] if parts else []


def _acronym(word: str) -> bool:
    return len(word) > 1 and word.replace(".", "").replace("&", "").isupper()


def _run(tokens: Tokens, i: int, first: frozenset[int]) -> int:
    """The end of the run of capitals that begins at token `i`."""
    words, lowered = tokens.words, tokens.lowered
    end = i + 1
    while end < len(words) and end - i < LONGEST:
        if words[end - 1].endswith("'s"):
            break
        gap = tokens.starts[end] - tokens.ends[end - 1]
        if words[end] == "." and (lowered[end - 1] in honorifics() or len(words[end - 1]) == 1 or lowered[end - 1] in _SUFFIXES | {"inc", "corp", "co", "ltd"}):
            if end + 1 < len(words) and words[end + 1][0].isupper() and end + 1 not in first:
                end += 1
                continue
            break
        if gap != 1 or end in first:
            break
        if words[end][0].isupper() and (lowered[end] not in _NO_NAME or initial(tokens, end)):
            end += 1
            continue
        step = _joined(tokens, end)
        if not step:
            break
        end += step
    return end


def initial(tokens: Tokens, i: int) -> bool:
    """Whether token `i` is one capital with a full stop: the "A." of a name, no article."""
    return len(tokens.words[i]) == 1 and tokens.words[i].isupper() and tokens.words[i + 1 : i + 2] == ["."]


def _joined(tokens: Tokens, i: int) -> int:
    """How many tokens to go on to reach the capital behind small joining words at `i`; 0 where a name ends here."""
    for n in (1, 2):
        if i + n >= len(tokens.words) or tokens.lowered[i + n - 1] not in _JOINERS:
            return 0
        if tokens.words[i + n][0].isupper() and tokens.lowered[i + n] not in _NO_NAME:
            before = tokens.lowered[i - 1]
            if tokens.lowered[i + n - 1] in ("and", "the", "for") and n == 1 and before not in organisation_words():
                return 0
            return n + 1
    return 0


def _judged(tokens: Tokens, start: int, end: int) -> tuple[NameKind, str]:
    """The kind of a run of capitals and its key."""
    lowered = [possessive(w) for w in tokens.lowered[start:end] if w != "."]
    titles = max((i + 1 for i, w in enumerate(lowered[:-1]) if w in honorifics()), default=0)
    rest = lowered[titles:]
    key = " ".join(rest)
    if any(w in organisation_words() for w in lowered) and not (titles and len(rest) <= 2 and rest[-1] not in organisation_words()):
        return "organisation", key
    if key in places():
        return "place", key
    last = rest[-2] if len(rest) > 1 and rest[-1] in _SUFFIXES else rest[-1]
    if titles or (end < len(tokens.words) and tokens.lowered[end] in _PERSON_VERBS and len(rest) in (2, 3) and not {"of", "and", "&"} & set(rest)):
        return "person", last
    if len(rest) == 1 and _acronym(possessive(tokens.words[start])):
        return "organisation", key
    before = tokens.lowered[start - 1] if start else ""
    if before in roles():
        return "person", last
    if before in _PLACE_BEFORE:
        return "place", key
    if before == "the":
        return "unknown", key
    if _initialled(tokens, start, end) or (len(rest) == 2 and not {"of", "the", "for", "and", "&"} & set(rest) and not _acronym(tokens.words[start])):
        return "person", last
    if _SMALL & set(rest[1:-1]):
        return "person", last
    return "unknown", key


def _initialled(tokens: Tokens, start: int, end: int) -> bool:
    """Whether an initial stands between two other words: "John F. Kennedy"."""
    return any(len(tokens.words[i]) == 1 and tokens.words[i].isupper() for i in range(start + 1, end - 1))


def _unpossessed(tokens: Tokens, i: int) -> int:
    return tokens.ends[i] - (2 if tokens.words[i].endswith("'s") else 0)
