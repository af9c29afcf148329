"""What a sentence claims: signs of a claim that wants a source, weighed by readable coefficients, with the reason that speaks loudest."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain, compress
from typing import Literal, NamedTuple

import msgspec

from lint import rulefolder
from lint.model import Span
from lint.text import attributions, cues, segment, zones
from lint.text.document import Document
from lint.text.remembered import Remembered
from lint.text.segment import Tokens

Reason = Literal["allegation", "figure", "forecast", "cause", "feeling", "superlative", "judgement", "statement"]

LIKELY = 0.9
"""A sentence that holds a cue with this probability is somebody's in any case."""
DOUBTFUL = 0.5
"""In an article a sentence that holds a cue with this probability is taken as somebody's."""

_CAPS = {"names": 6, "past": 4, "is-a": 1}
_MOST = 3
_NOT_SUPERLATIVE = frozenset(
    "interest protest west midwest northwest southwest suggest request honest forest guest arrest rest test invest best contest".split()
) | frozenset("harvest quest modest manifest digest pest chest nest vest crest earnest conquest inquest unrest wrest divest latest".split())
_NOT_ADVERB = frozenset("only early family july daily weekly monthly supply reply italy apply rely ally anomaly assembly".split())
_ARTICLES = frozenset("the a an no so too very more less as not still now in".split())
_BE = frozenset("is are was were".split())
_RELATIVES = frozenset("a an the who which whose where".split())
_MONTHS = frozenset("jan january feb february march april may june july aug august sept september oct october nov november dec december".split())
_FIRST = {
    "opens-contrast": frozenset("but yet however still although though while despite instead moreover and or so indeed".split()),
    "opens-determiner": frozenset("the a an this that these those".split()),
    "opens-pronoun": frozenset("he she they it his her their its".split()),
    "opens-it-there": frozenset("it there that this".split()),
}


class Weights(NamedTuple):
    """The learned part for one setting: a weight per sign, the constant, and the probability from which a sentence counts.

    `odds` and `shift` make the log-odds of a cue or a word for an attitude those of a source in the sentence; where they are none, the signs say it all.
    """

    signs: dict[str, float]
    constant: float
    least: float
    odds: float = 0.0
    shift: float = -math.inf

    def claimed(self, shown: dict[str, float]) -> float:
        """The probability that a sentence with these signs is a claim, if nobody is its source."""
        return cues.probability(self.constant + sum((self.signs.get(name, 0.0) + GIVEN.get(name, 0.0)) * value for name, value in shown.items()))

    def sourced(self, chance: float) -> float:
        """The probability that somebody is the source, where a cue or a word for an attitude has this one."""
        return cues.probability(self.shift + self.odds * log_odds(chance))


def log_odds(chance: float) -> float:
    """The log-odds of a probability, bounded at both ends."""
    chance = min(max(chance, _RARE), 1 - _RARE)
    return math.log(chance / (1 - chance))


_RARE = 0.002


class Claim(msgspec.Struct, frozen=True):
    """A sentence in the writer's own voice, the probability that it is a claim that wants a source and has none, and why."""

    span: Span
    sentence: int
    probability: float
    reason: Reason
    evidence: str


def claims(document: Document) -> tuple[Claim, ...]:
    """The sentences of the body that claim something with no source, in order."""
    sentences = document.view(segment.sentences)
    alone = len(sentences) == 1
    weights = _weights()["alone" if alone else "article"]
    tokens, chances = document.view(segment.tokens), document.view(cues.chances)
    found = []
    for number in candidates(document):
        chance = chances[number]
        if not alone and chance >= DOUBTFUL:
            continue
        low, high = tokens.first[number], tokens.first[number + 1]
        shown = signs(tokens, low, high, chance)
        probability = weights.claimed(shown)
        if not alone and probability >= weights.least:
            probability *= 1 - weights.sourced(1 - (1 - chance) * (1 - cues.attitude(document, number)))
        if probability >= weights.least:
            reason, evidence = _reason(tokens, low, high, shown)
            if reason == "allegation" and ("court" in shown or {"negation", "modal"} <= shown.keys()):
                continue  # the court is the source, or the sentence says what must not be done
            found.append(Claim(sentences[number].span, number, probability, reason, evidence))
    return tuple(found)


def candidates(document: Document) -> list[int]:
    """The numbers of the sentences that the writer states as prose: no headline, caption, list or question, and surely nobody else's words."""
    listed = document.view(segment.sentences)
    standing, chances = document.view(attributions.standing), document.view(cues.chances)
    return [
        i
        for i, s in enumerate(listed)
        if (standing[i] == "none" or (standing[i] == "attributed" and chances[i] < LIKELY)) and _prose(document, s.span) and not _apart(document, s.span)
    ]


GIVEN = {"wrong": 3.0, "loaded": 1.2, "penalty": 0.8}
"""Signs too rare to learn from: words for a wrong, loaded words, fines."""

_CONTESTED = frozenset({"charge", "wrong", "loaded", "judging", "superlative"})
_REPORTED = frozenset({"event", "attitude", "showing", "question-word", "schedule"})


def contested(document: Document, span: Span) -> bool:
    """Whether a headline holds a word that accuses, judges or compares, and none that reports an act or a stand."""
    tokens = document.view(segment.tokens)
    low, high = bisect_left(tokens.starts, span.start), bisect_left(tokens.starts, span.end)
    shown = {name for word in tokens.words[low:high] for name in _any[word]}
    return not _CONTESTED.isdisjoint(shown) and _REPORTED.isdisjoint(shown)


def _prose(document: Document, span: Span) -> bool:
    """Whether a sentence begins and ends like one."""
    text = document.text
    last = text[span.end - 1]
    return (last in ".!" or (last in "\"”'’)" and text[span.end - 2] in ".!")) and not text[span.start].islower() and span.length >= 20


def _apart(document: Document, span: Span) -> bool:
    """Whether a sentence lies in the headline, before the story, after it, or in a caption."""
    parts = document.view(zones.zones)
    title = document.view(zones.headline)
    return (title is not None and title.covers(span)) or any(c.covers(span) for c in parts.captions)


def signs(tokens: Tokens, low: int, high: int, chance: float) -> dict[str, float]:
    """What speaks for or against a claim in the tokens `[low, high)`: counts of word groups and of forms, each bounded.

    `chance` is the probability that a source is named after all.
    """
    counted = Counter(chain(_opening[tokens.words[low]], chain.from_iterable(map(_inside.__getitem__, tokens.words[low + 1 : high]))))
    counted.update(_before(tokens, low, high))
    words, capitals = max(1, counted.pop(_WORD, 0)), counted.pop(_CAPITAL, 0)
    found: dict[str, float] = {name: min(times, _CAPS.get(name, _MOST)) for name, times in counted.items()}
    found |= {"cue": chance, "cue-likely": max(0.0, chance - 0.3)}
    found["capital-share"] = capitals / words
    found["title-case"] = float(words > 3 and capitals >= 0.7 * (words - 1))
    found["length"] = min(words, 45) / 10
    found["short"] = float(words < 8)
    for name, listed in _FIRST.items():
        found[name] = float(tokens.lowered[low] in listed)
    return found


_WORD, _CAPITAL = "a word", "a capital"
"""What is counted beside the signs: words, and those with a capital that do not open their sentence."""


def _of_inside(word: str) -> tuple[str, ...]:
    """What a word or mark gives that does not open its sentence."""
    if not word[0].isalpha():
        return _of_mark(word)
    lowered = word.lower()
    listed = _groups().get(lowered, ())
    if word[0].isupper() and word != "I":
        return (_WORD, _CAPITAL, *(name for name in listed if not (name == "modal" and lowered in _MONTHS)), "names")
    return (_WORD, *listed, *_ending(lowered))


def _of_opening(word: str) -> tuple[str, ...]:
    """What a word or mark gives that opens its sentence."""
    lowered = word.lower()
    return (_WORD, *_groups().get(lowered, ()), *_ending(lowered)) if word[0].isalpha() else _of_mark(word)


def _of_any(word: str) -> tuple[str, ...]:
    """The signs that a word or mark gives by itself, wherever it stands."""
    listed = tuple(name for name in _groups().get(word.lower(), ()) if not (name == "modal" and word == "May"))
    if word[0].isdigit():
        return listed + _of_mark(word)
    return listed + _ending(word) if word[0].islower() else listed


_inside, _opening, _any = Remembered(_of_inside), Remembered(_of_opening), Remembered(_of_any)


def _of_mark(word: str) -> tuple[str, ...]:
    if word[0].isdigit():
        return ("year" if len(word) == 4 and word[:2] in ("19", "20") else "number",)
    return next(((name,) for marks, name in _MARKS.items() if word in marks), ())


_MARKS = {"$€£¥": "money", "%": "poll", ";": "semicolon", "!": "exclamation", "@[": "markup"}


def _before(tokens: Tokens, low: int, high: int) -> Iterator[str]:
    """The signs that the words and marks in `[low, high)` give with what stands behind them."""
    for i in compress(range(low, high - 1), map(_AWAITING.__contains__, tokens.lowered[low : high - 1])):
        word, following = tokens.lowered[i], tokens.lowered[i + 1]
        if word == ",":
            if following in _RELATIVES:
                yield "apposition"
        elif word in _BE:
            if following in _ARTICLES:
                yield "is-a"
        elif i > low and tokens.words[i][0].isupper() and following[0].isdigit():
            yield "date"


_AWAITING = frozenset((",", *_BE, *_MONTHS))


def _ending(word: str) -> tuple[str, ...]:
    """The sign that the ending of a word in small letters gives, if any."""
    if len(word) <= 4:
        return ()
    if word.endswith("ly") and word not in _NOT_ADVERB:
        return ("adverb",)
    if word.endswith("est") and word not in _NOT_SUPERLATIVE:
        return ("superlative",)
    return ("ing",) if word.endswith("ing") else ("past",) if word.endswith("ed") else ()


def _reason(tokens: Tokens, low: int, high: int, shown: dict[str, float]) -> tuple[Reason, str]:
    """Why a sentence wants a source, and the words that say so; a `statement` without them where it only reads like the others."""
    listed = [_any[word] for word in tokens.words[low:high]]
    held = frozenset(chain.from_iterable(listed))
    meant = False
    for reason, names in _REASONS.items():
        if (
            names.isdisjoint(held)
            or (reason == "figure" and not ("money" in shown or "poll" in shown))
            or (reason == "allegation" and "penalty" in shown)
            or (reason == "feeling" and meant)
        ):
            continue
        places = [i for i, own in enumerate(listed, low) if not names.isdisjoint(own)]
        telling = [i for i in places if _telling(reason, tokens, i, low, high)]
        if telling:
            return reason, _EVIDENCE.get(reason, _word)(tokens, telling[0], low, high)
        meant = meant or (bool(places) and reason in ("forecast", "cause"))
    return "statement", ""


def _telling(reason: Reason, tokens: Tokens, i: int, low: int, high: int) -> bool:
    """Whether a word of a reason's groups means it where it stands: "can swim" is no forecast, "since May" and "ground forces" are no causes."""
    word = tokens.lowered[i]
    if reason not in ("forecast", "cause", "judgement"):
        return True
    opens = word in _FIRST["opens-contrast"] if i == low else tokens.words[i][0].isupper()
    if opens or (reason == "forecast" and word in _no_forecasts()):
        return False
    return reason == "judgement" or word not in _followers() or (i + 1 < high and tokens.lowered[i + 1] in _followers()[word])


def _word(tokens: Tokens, i: int, low: int, high: int) -> str:
    return tokens.words[i]


def _judgement(tokens: Tokens, i: int, low: int, high: int) -> str:
    """The word that judges most plainly, from token `i` on; a word of degree with what it goes with: "ever more common"."""
    ranks = {name: rank for rank, name in enumerate(_PLAINEST)}
    telling = [j for j in range(i, high) if _telling("judgement", tokens, j, low, high)]
    place = min(telling, key=lambda j: min((ranks.get(name, len(ranks)) for name in _any[tokens.words[j]]), default=len(ranks)))
    last = place
    while last + 1 < high and tokens.words[last + 1].isalpha() and not _DEGREES.isdisjoint(_any[tokens.words[last]]):
        last += 1
    return " ".join(tokens.words[place : last + 1])


def _figure(tokens: Tokens, i: int, low: int, high: int) -> str:
    """A number as written, with its sign or currency before it and its unit behind it."""
    first = i - 1 if i > low and tokens.words[i - 1] in _SIGNS else i
    last = i
    while last + 1 < high and (tokens.starts[last + 1] == tokens.ends[last] or tokens.lowered[last + 1] in _UNITS) and tokens.words[last + 1] not in ".;:!?)":
        last += 1
    return "".join(tokens.words[first : i + 1]) + "".join(
        (" " if tokens.starts[n] > tokens.ends[n - 1] else "") + tokens.words[n] for n in range(i + 1, last + 1)
    )


_PLAINEST = ("loaded", "judging", "figurative", "degree", "adverb", "seeming", "showing", "comparing", "abstract")
_DEGREES = frozenset(("degree", "comparing"))
_EVIDENCE: dict[Reason, Callable[[Tokens, int, int, int], str]] = {"figure": _figure, "judgement": _judgement}
_SIGNS = frozenset("$€£¥#+")
_UNITS = frozenset("million billion trillion percent per cent percentage points point dollars euros pounds people times".split())
_REASONS: dict[Reason, frozenset[str]] = {
    "allegation": frozenset({"accusing", "wrong"}),
    "figure": frozenset({"number"}),
    "forecast": frozenset({"future", "modal", "hedge"}),
    "cause": frozenset({"cause"}),
    "superlative": frozenset({"superlative"}),
    "feeling": frozenset({"wanting"}),
    "judgement": frozenset({"loaded", "judging", "degree", "abstract", "comparing", "seeming", "showing", "figurative", "adverb"}),
}


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, words in rulefolder.lexicon("claim-words").items():
        for word in words:
            found[word] = (*found.get(word, ()), name)
    return found


@cache
def _no_forecasts() -> frozenset[str]:
    return frozenset(rulefolder.lexicon("claim-uses")["no-forecast"])


@cache
def _followers() -> dict[str, frozenset[str]]:
    """For each word that names its reason only in some uses the words that stand behind it there."""
    return {word: frozenset(use["before"]) for use in rulefolder.lexicon("claim-uses")["only-before"] for word in use["words"]}


@cache
def _weights() -> dict[str, Weights]:
    """The weights for a sentence in an article and for one that stands alone."""
    return {name: Weights(**entry) for name, entry in rulefolder.lexicon("claim-weights").items()}
