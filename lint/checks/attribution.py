"""Kind `attribution`: sources that are vague, anonymous or missing, and cues that charge or endorse what they report."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from lint import rulefolder
from lint.checks import Library
from lint.model import Check, Hit, Rule, Span
from lint.text import attributions, cues, names, quotes, segment, sources, voices
from lint.text.attributions import Attribution
from lint.text.document import Document
from lint.text.segment import Tokens

Find = Literal["group", "reports", "bare", "anonymous", "explained", "attack", "agentless", "verbs"]


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`find`: which weakness the rule looks for.

    `group` unnamed groups, `reports` reports and media without a name, `bare` one unnamed person or "a source", `anonymous` a described one that stays unnamed,
    `explained` the same with the reason given, `attack` an unnamed one that attacks somebody, `agentless` "is believed" and "reportedly", `verbs` cues.
    `any`: words the search needs, lower case: heads of the phrase (`reports`), base forms of `verbs` and `attack`, participles with the words that may
    follow them after a colon (`agentless`). `excused-by`: words in the sentence that make a finding needless (`anonymous`) or that it needs (`explained`).
    `content`: words of which what is reported must hold one; `objects`: words that may not follow the verb.
    """

    find: Find
    any: list[str] = []
    adverbs: list[str] = []
    excused_by: list[str] = []
    content: list[str] = []
    objects: list[str] = []


def build(rule: Rule, options: Options, library: Library) -> Check:
    """A check that yields the phrase that names the weak source, or the cue where there is none."""
    search = _SEARCHES[options.find](options)

    def check(document: Document) -> Iterator[Hit]:
        done = -1
        for span, fields in sorted(search(document), key=lambda found: found[0]):
            if span.start >= done and not quotes.quoted(document, span):
                done = span.end
                yield Hit(span, {"match": document[span], **fields})

    return check


Search = Callable[[Document], Iterator[tuple[Span, dict[str, str]]]]


@cache
def speech_verbs() -> frozenset[str]:
    """Base forms of verbs of saying and thinking."""
    return frozenset(rulefolder.lexicon("speech-verbs"))


def spoken(document: Document) -> Sequence[Attribution]:
    """The attributions by a verb of saying or thinking that have a source, without those that tell what somebody did."""
    tokens = document.view(segment.tokens)
    return [
        a
        for a in document.view(attributions.attributions)
        if a.source is not None and a.phrase is not None and a.verb in speech_verbs() and not voices.acts(document, a) and not _came_upon(tokens, a)
    ]


def _came_upon(tokens: Tokens, a: Attribution) -> bool:
    """Whether "found" is no finding of fact: "a friend found the car" against "the panel found that"."""
    if a.verb != "find" or a.cue is None:
        return False
    following = bisect_left(tokens.starts, a.cue.end)
    return "that" not in tokens.lowered[following : following + 3]


def _group(options: Options) -> Search:
    def search(document: Document) -> Iterator[tuple[Span, dict[str, str]]]:
        tokens = document.view(segment.tokens)
        for a in document.view(spoken):
            if a.type != "vague" or not a.phrase or not a.source or not sources.plural_unnamed(tokens, a.phrase) or _act(document, a):
                continue
            known = a.verb == "know" or _known_group(tokens, a.phrase) or _told_who(document, tokens, a.phrase)
            if not known and not _sourced(document, tokens, a.sentence, a.phrase.start):
                yield a.source, {"cue": _cue(document, a)}

    return search


def _act(document: Document, a: Attribution) -> bool:
    """Whether the cue tells what a group did rather than what it says: "regulators called on the public to help"."""
    return a.verb == "call" and a.cue is not None and document.plain[a.cue.start : a.cue.end + 4].split()[1:2] == ["on"]


def _reports(options: Options) -> Search:
    heads = frozenset(options.any)

    def search(document: Document) -> Iterator[tuple[Span, dict[str, str]]]:
        tokens = document.view(segment.tokens)
        for line in document.view(segment.lines):
            head, mark, tail = document[line].rpartition(":")
            if mark and head and tail.strip().lower() in ("report", "reports"):
                yield Span(line.end - len(tail.strip()), line.end), {"cue": tail.strip()}
        for a in document.view(spoken):
            unnamed = a.type in ("document", "vague") and a.verb in _REPORTING
            if unnamed and a.phrase and a.source and sources.head_of(tokens, a.phrase) in heads and not _owned(tokens, a.phrase):
                yield a.source, {"cue": _cue(document, a)}

    return search


def _bare(options: Options) -> Search:
    def search(document: Document) -> Iterator[tuple[Span, dict[str, str]]]:
        tokens = document.view(segment.tokens)
        for a in document.view(spoken):
            if a.phrase and a.source and _single_unnamed(tokens, a) and not _told_who(document, tokens, a.phrase) and not _no_speaker(tokens, a):
                yield a.source, {"cue": _cue(document, a)}

    return search


def _anonymous(options: Options) -> Search:
    excuses = frozenset(options.excused_by)

    def search(document: Document) -> Iterator[tuple[Span, dict[str, str]]]:
        tokens = document.view(segment.tokens)
        for a in document.view(spoken):
            silent = excuses.isdisjoint(_sentence(tokens, a)) != (options.find == "anonymous")
            if a.type == "anonymous" and a.phrase and a.source and not _bare_source(tokens, a) and not silent:
                yield a.source, {"cue": _cue(document, a)}

    return search


def _attack(options: Options) -> Search:
    verbs = frozenset(options.any)

    def search(document: Document) -> Iterator[tuple[Span, dict[str, str]]]:
        tokens = document.view(segment.tokens)
        for a in document.view(attributions.attributions):
            inside = a.phrase is not None and _single_unnamed(tokens, a) and sources.head_of(tokens, a.phrase) in _INSIDE
            if a.source is not None and a.verb in verbs and (a.type == "anonymous" or inside):
                yield a.source, {"cue": _cue(document, a)}

    return search


def _agentless(options: Options) -> Search:
    participles = {p.partition(":")[0]: frozenset(p.partition(":")[2].split("|")) for p in options.any}
    adverbs = frozenset(options.adverbs)

    def search(document: Document) -> Iterator[tuple[Span, dict[str, str]]]:
        tokens = document.view(segment.tokens)
        sentence = 0
        for i, word in enumerate(tokens.lowered):
            if word not in participles and word not in adverbs:
                continue
            while tokens.first[sentence + 1] <= i:
                sentence += 1
            low, high = tokens.first[sentence], tokens.first[sentence + 1]
            start = i if word in adverbs else _passive(tokens, i, low, high, participles[word])
            if start is not None and not _sourced(document, tokens, sentence, i) and not _settled(document, tokens, sentence, i):
                yield Span(tokens.starts[start], tokens.ends[i]), {}

    return search


def _verbs(options: Options) -> Search:
    verbs, needed, objects = frozenset(options.any), frozenset(options.content), frozenset(options.objects)

    def search(document: Document) -> Iterator[tuple[Span, dict[str, str]]]:
        tokens = document.view(segment.tokens)
        for a in document.view(attributions.attributions):
            if a.family == "noun" or a.cue is None or a.source is None or a.verb not in verbs or a.content is None or a.type in ("document", "none"):
                continue
            following = bisect_left(tokens.starts, a.cue.end)
            if not _verbal(tokens, a) or (a.verb in _PARTICLES and tokens.lowered[following : following + 1] != [_PARTICLES[a.verb]]):
                continue
            if a.verb in _HAVING and tokens.lowered[following : following + 1] not in _SAYING:
                continue
            if objects.isdisjoint(tokens.lowered[following : following + 4]) and (
                not needed or (a.content.start >= a.cue.end and _holds(tokens, a.content, needed))
            ):
                yield a.cue, {"source": document[a.source]}

    return search


_PARTICLES = {"point": "out"}
_CLOSE = 24
_HAVING = frozenset(("boast", "brag", "confess"))
_SAYING = tuple([word] for word in ("that", ":", "of", "about", "he", "she", "it", "they", "how", "on", ",", "”", '"'))
"""What follows "boasts" where somebody speaks: a tower also boasts three floors."""


def _verbal(tokens: Tokens, a: Attribution) -> bool:
    """Whether a cue is an active verb of somebody else than the writer; one that could be a noun ("claims") must have its source right before it."""
    if a.cue is None or a.phrase is None:
        return False
    i = bisect_left(tokens.starts, a.cue.start)
    if tokens.lowered[i - 1] in _BE | {"worth"} or tokens.lowered[a.phrase.start] in ("i", "we"):
        return False
    doubtful = tokens.lowered[i] in cues.noun_forms() or tokens.lowered[i] in ("points", "rant", "gripe", "boast", "boasts")
    if doubtful and tokens.lowered[i + 1 : i + 2] in (["of"], [","], ["."]):
        return False
    if tokens.lowered[i] == "admitting" and tokens.lowered[i + 1 : i + 2] not in _SAYING:
        return False
    if tokens.lowered[i] == "claims" and not _sayer(tokens, a.phrase):
        return False
    if doubtful and (tokens.lowered[a.phrase.end - 1] in _OWNERS or tokens.lowered[a.phrase.end - 1].endswith(("'s", "est"))):
        return False
    between = tokens.lowered[a.phrase.end : i]
    return not doubtful or (len(between) <= 2 and all(w in _HELPING or w.endswith("ly") for w in between)) or tokens.lowered[i - 1] == "to"


def _sayer(tokens: Tokens, phrase: sources.Phrase) -> bool:
    """Whether the words before "claims" are somebody who claims: a name, a pronoun, or "the" with a noun; not "rejected claims"."""
    first, last = tokens.lowered[phrase.start], tokens.words[phrase.end - 1]
    if last[0].isupper() and not last.isupper():
        return True
    return first in ("he", "she", "it", "who") or (first in ("the", "a", "an") and not last.endswith(("ed", "ing")))


def _holds(tokens: Tokens, stretch: Span, needed: frozenset[str]) -> bool:
    """Whether one of these words stands at the start of a stretch."""
    first, last = bisect_left(tokens.starts, stretch.start), bisect_left(tokens.starts, stretch.end)
    return not needed.isdisjoint(tokens.lowered[first : min(last, first + _CLOSE)])


_SEARCHES: dict[Find, Callable[[Options], Search]] = {
    "group": _group,
    "reports": _reports,
    "bare": _bare,
    "anonymous": _anonymous,
    "explained": _anonymous,
    "attack": _attack,
    "agentless": _agentless,
    "verbs": _verbs,
}

_REPORTING = frozenset("say report according suggest indicate claim allege reveal describe state cite".split())
_INSIDE = frozenset(
    """adviser advisor aide ally associate colleague confidant diplomat employee executive friend insider lawmaker lobbyist member minister official operative
    senator spokesman spokesperson spokeswoman staffer strategist""".split()
)
"""Whom a text shields when it names no name; a woman who accuses a man is no such source."""
_ONE = frozenset(("a", "an", "one", "another", "someone", "somebody"))
_REPORTERS = frozenset("correspondent journalist photographer reporter".split())
_APPOSED = 9
_EXAMPLES = frozenset("including such like among named namely called notably".split())
_BE = frozenset("is are was were be been being it's".split())
_BETWEEN = frozenset("also now not often still long being so".split())
_HELPING = _BETWEEN | frozenset("have has had even later who then never again".split())
_OWNERS = frozenset("his her its their my our your".split())


def _cue(document: Document, a: Attribution) -> str:
    return document[a.cue] if a.cue else ""


def _exemplified(tokens: Tokens, end: int) -> bool:
    """Whether names follow the phrase: ", including Ana Brandt", ": Ana Brandt and"."""
    following = tokens.lowered[end : end + 2]
    return bool(_EXAMPLES.intersection(following)) and not (following[:1] == ["such"] and following[1:] != ["as"])


def _told_who(document: Document, tokens: Tokens, phrase: sources.Phrase) -> bool:
    """Whether the text says who is meant: examples follow, or the name between commas, or the source is a reporter of the agency that tells."""
    if _exemplified(tokens, phrase.end):
        return True
    if sources.head_of(tokens, phrase) in _REPORTERS and any(w.isupper() and len(w) > 1 for w in tokens.words[phrase.start : phrase.end]):
        return True
    listed = document.view(names.names)
    before = bisect_left(listed, tokens.starts[phrase.start], key=lambda n: n.span.end) - 1
    apposed = before >= 0 and listed[before].kind == "person" and tokens.starts[phrase.start] - listed[before].span.end <= len(", ")
    if apposed and tokens.lowered[phrase.start] in ("a", "an"):
        return True
    if tokens.words[phrase.end : phrase.end + 1] != [","]:
        return False
    last = tokens.ends[min(phrase.end + _APPOSED, len(tokens.ends) - 1)]
    i = bisect_left(listed, tokens.ends[phrase.end], key=lambda n: n.span.start)
    if i == len(listed) or listed[i].span.end > last or listed[i].kind != "person":
        return False
    return document.plain[listed[i].span.end : listed[i].span.end + 5].startswith((",", ".", " and "))


def _known_group(tokens: Tokens, phrase: sources.Phrase) -> bool:
    """Whether a group is a body that answers for itself, "the police", "the Linz police's claim"; "a people" is no group that speaks."""
    if sources.head_of(tokens, phrase) == "police" and tokens.words[phrase.end - 1].endswith("'s"):
        return True
    return tokens.lowered[phrase.start : phrase.end] in (["police"], ["the", "police"]) or tokens.lowered[phrase.start : phrase.start + 2] == ["a", "people"]


def _no_speaker(tokens: Tokens, a: Attribution) -> bool:
    """Whether "one" or "another" is nobody who speaks: "one thing is sure", "one could say", "another claim fails"; nor is a phrase cut off."""
    if a.phrase is None or a.cue is None:
        return True
    cue = bisect_left(tokens.starts, a.cue.start)
    if tokens.lowered[a.phrase.end - 1] in ("a", "an", "the") or tokens.lowered[cue] == "known":
        return True
    if a.phrase.end - a.phrase.start > 1 or tokens.lowered[a.phrase.start] not in _ONE or a.phrase.start > cue:
        return False
    apart = any(w not in _HELPING and not w.endswith("ly") for w in tokens.lowered[a.phrase.end : cue])
    return apart or a.family == "think" or tokens.lowered[cue] == a.verb


def _owned(tokens: Tokens, phrase: sources.Phrase) -> bool:
    """Whether a phrase says whose reports they are: "the ministry's reports", "reports by the council", "his report"."""
    listed = tokens.lowered[phrase.start : phrase.end]
    return any(w.endswith("'s") or w in ("by", "from", "his", "her", "its", "their", "the", "this", "these", "social") for w in listed) or any(
        w[0].isupper() for w in tokens.words[phrase.start + 1 : phrase.end]
    )


def _single_unnamed(tokens: Tokens, a: Attribution) -> bool:
    """Whether the source is one person without a name, or a source of which nothing is told."""
    if a.phrase is None:
        return False
    first, head = tokens.lowered[a.phrase.start], sources.head_of(tokens, a.phrase)
    if a.type == "anonymous":
        return _bare_source(tokens, a)
    return a.type == "vague" and first in _ONE and (head in names.roles() or head in _ONE)


def _bare_source(tokens: Tokens, a: Attribution) -> bool:
    """Whether nothing is told of an anonymous source: "a source", "sources"."""
    listed = [w for w in tokens.lowered[a.phrase.start : a.phrase.end] if w not in _ONE | {"the", "some", "several"}] if a.phrase else []
    return len(listed) == 1


def _sentence(tokens: Tokens, a: Attribution) -> list[str]:
    return tokens.lowered[tokens.first[a.sentence] : tokens.first[a.sentence + 1]]


def _passive(tokens: Tokens, i: int, low: int, high: int, followers: frozenset[str]) -> int | None:
    """The token where a passive without an agent begins: "is widely expected to"; None where there is none at `i`."""
    if followers != {""} and (i + 1 >= high or tokens.lowered[i + 1] not in followers):
        return None
    if "by" in tokens.lowered[i + 1 : min(i + 5, high)]:
        return None
    j = i - 1
    while j > low and (tokens.lowered[j].endswith("ly") or tokens.lowered[j] in _BETWEEN):
        j -= 1
    doubtful = tokens.lowered[j] == "be" and (tokens.lowered[i] != "expected" or tokens.lowered[j - 1] in ("can", "could"))
    return j if j >= low and tokens.lowered[j] in _BE and not doubtful else None


def _sourced(document: Document, tokens: Tokens, sentence: int, i: int) -> bool:
    """Whether a named source of the sentence answers for the words at token `i`."""
    for a in document.view(_by_sentence).get(sentence, ()):
        named = a.type in ("named_person", "named_other", "organisation", "document", "pronoun")
        if named and a.content is not None and a.source is not None and a.content.start <= tokens.starts[i] < a.content.end and a.verb in speech_verbs():
            return True
    return False


def _settled(document: Document, tokens: Tokens, sentence: int, i: int) -> bool:
    """Whether nobody asks who says so: somebody in the sentence does, the day is set ("is expected to attend"), or a court has the charge before it."""
    if tokens.lowered[i] == "expected" and not _DATED.isdisjoint(tokens.lowered[i + 2 : i + 4]):
        return True
    if tokens.lowered[i] == "accused" and not _COURT.isdisjoint(tokens.lowered[tokens.first[max(0, sentence - 1)] : tokens.first[sentence + 1]]):
        return True
    if tokens.lowered[i] == "reported" and tokens.lowered[i + 2 : i + 3] and tokens.lowered[i + 2] in ("the", "a", "an", "his", "her", "their", "its"):
        return tokens.lowered[i + 1] == "to"
    told = [a for a in document.view(_by_sentence).get(sentence, ()) if a.family == "say" and a.source is not None and a.type in ("vague", "anonymous")]
    return any(a.anchor.end < tokens.starts[i] or a.anchor.start > tokens.ends[i] for a in told)


_DATED = frozenset("appear arrive attend begin launch meet open published released speak start testify unveil vote".split())
_COURT = frozenset(
    "arrested attorney charged charges complaint court defense indicted indictment judge jury lawsuit plea pleaded prosecutors sentenced trial".split()
)


def _by_sentence(document: Document) -> dict[int, list[Attribution]]:
    found: dict[int, list[Attribution]] = {}
    for a in document.view(attributions.attributions):
        found.setdefault(a.sentence, []).append(a)
    return found
