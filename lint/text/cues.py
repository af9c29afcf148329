"""Cues of saying and thinking: the words that hand a content to a source, told from the same words in other uses by their neighbours."""

import math
from functools import cache, partial
from typing import Literal, NamedTuple

import msgspec

from lint import rulefolder
from lint.text import names, quotes, segment
from lint.text.document import Document
from lint.text.remembered import Remembered
from lint.text.segment import Tokens

SURE = 0.38
"""A candidate with this probability is a cue by itself."""
TOGETHER = 0.38
"""A sentence whose candidates reach this probability together has a cue: the likeliest of them."""

_BE = "is are was were be been being isn't aren't wasn't weren't"
_CLASSES = {
    "be": _BE,
    "have": "has have had having hasn't haven't hadn't",
    "modal": "will would could can may might must should shall",
    "do": "do does did",
    "negation": "not never no don't doesn't didn't won't wouldn't can't couldn't n't cannot",
    "determiner": "these those an any some every each",
    "possessive": "his her its their our my your",
    "we": "i we i'm we're i've we've",
    "they": "he she they he's she's they're",
    "him": "him them me us",
    "how": "how why what whether if when where",
    "day": "monday tuesday wednesday thursday friday saturday sunday yesterday today",
}
_ITSELF = frozenset(
    """the a that this you it who which and or but also so in on at by for from with during after before under over about into through against without within
    since until across among between of as to than""".split()
)
_OPENING = frozenset('“"‘')
_CLOSING = frozenset("”\"’'")
_DOUBLE = frozenset('“”"')
_QUOTING = _OPENING | _CLOSING | _DOUBLE
_SUBJECTS = frozenset(("Name", "they", "we", "you", "people", "person", "it", "who", "which"))
_STOPS = frozenset(',.;:“”"')
_MARKS = frozenset((":", "―", "—"))

Form = Literal["verb", "after", "noun", "mark"]
Kind = Literal["cue", "attitude"]
"""What a word is weighed for: to be a cue of saying or thinking, or a word for what somebody feels, strives for or takes a side on."""


class Lemma(NamedTuple):
    """The base form of an inflected cue word and the family it belongs to."""

    base: str
    family: str


class Cue(msgspec.Struct, frozen=True):
    """A cue as token numbers `[start, end)` of one sentence.

    `form` tells where its source stands: `verb` beside it, `after` behind it, `noun` as its owner, `mark` before it. `probability` is that of its being a cue.
    """

    start: int
    end: int
    sentence: int
    verb: str
    family: str
    form: Form
    passive: bool
    probability: float


def cues(document: Document) -> tuple[Cue, ...]:
    """The cues in order, at most one at each place."""
    tokens = document.view(segment.tokens)
    found: list[Cue] = []
    for sentence, listed in document.view(_by_sentence):
        together = _together(listed)
        best = max(p for _, p in listed)
        chosen = [(i, p) for i, p in listed if p >= SURE or (together >= TOGETHER and p == best)]
        found += [_cue(tokens, run, sentence) for run in _runs(chosen)]
    return tuple(found)


def chances(document: Document) -> tuple[float, ...]:
    """For each sentence the probability that it has a cue at all."""
    found = [0.0] * len(document.view(segment.sentences))
    for sentence, listed in document.view(_by_sentence):
        found[sentence] = _together(listed)
    return tuple(found)


def _together(listed: list[tuple[int, float]]) -> float:
    """The probability that one at least of these candidates is a cue."""
    return 1 - math.prod(1 - p for _, p in listed)


def attitude(document: Document, sentence: int) -> float:
    """The probability that a sentence tells what somebody feels, strives for or takes a side on, by words that are no cues of saying or thinking."""
    tokens = document.view(segment.tokens)
    low, high = tokens.first[sentence], tokens.first[sentence + 1]
    wanted = attitude_forms()
    places = [i for i in range(low, high) if tokens.lowered[i] in wanted]
    if not places:
        return 0.0
    listed = document.view(classes)
    return _together([(i, probability(log_odds(document, tokens, listed, i, low, high, "attitude"))) for i in places])


def evidence(document: Document, tokens: Tokens, classes: list[str], i: int, low: int, high: int, kind: Kind = "cue") -> list[tuple[str, str]]:
    """What speaks for or against token `i` being of a kind, each as a group of the weights and a key in it; `[low, high)` is its sentence."""
    word = tokens.lowered[i]
    before1, before2, before3 = (classes[j] if j >= low else "start" for j in (i - 1, i - 2, i - 3))
    after1, after2, after3 = (classes[j] if j < high else "end" for j in (i + 1, i + 2, i + 3))
    ending = _ending(word)
    family = _families(kind).get(word, "other")
    subject = _subject(classes, i, low)
    found = [
        ("form", word),
        ("before1", before1),
        ("before2", before2),
        ("before3", before3),
        ("after1", after1),
        ("after2", after2),
        ("after3", after3),
        ("before", f"{before2} {before1}"),
        ("after", f"{after1} {after2}"),
        ("form-before", f"{word} {before1}"),
        ("form-after", f"{word} {after1}"),
        ("ending", ending),
        ("ending-before", f"{ending} {before1}"),
        ("ending-after", f"{ending} {after1}"),
        ("family", family),
        ("family-before", f"{family} {before1}"),
        ("family-after", f"{family} {after1}"),
        ("subject", subject),
        ("family-subject", f"{family} {subject}"),
    ]
    found += [("sign", sign) for sign in _signs(document, tokens, classes, i, low, high)]
    return found


def classes(document: Document) -> list[str]:
    """The class of each token: its own word for the small words and marks, else what its shape and the word lists tell."""
    return list(map(_class.__getitem__, document.view(segment.tokens).words))


def candidates() -> frozenset[str]:
    """The words and marks that can be cues, lower case."""
    return _candidates()


def _by_sentence(document: Document) -> list[tuple[int, list[tuple[int, float]]]]:
    """The candidates of each sentence that has any, with their probabilities."""
    tokens = document.view(segment.tokens)
    wanted = _candidates()
    places = [i for i, word in enumerate(tokens.lowered) if word in wanted]
    if not places:
        return []
    listed = document.view(classes)
    found: list[tuple[int, list[tuple[int, float]]]] = []
    sentence = 0
    for i in places:
        while tokens.first[sentence + 1] <= i:
            sentence += 1
        score = log_odds(document, tokens, listed, i, tokens.first[sentence], tokens.first[sentence + 1])
        if not found or found[-1][0] != sentence:
            found.append((sentence, []))
        found[-1][1].append((i, probability(score)))
    return found


def probability(odds: float) -> float:
    """The probability of these log-odds."""
    return 1 / (1 + math.exp(-odds))


def log_odds(document: Document, tokens: Tokens, classes: list[str], i: int, low: int, high: int, kind: Kind = "cue") -> float:
    """How much speaks for token `i` being of a kind: the sum of the weights of its `evidence`, without building what has no weight."""
    weights = _weights(kind)
    word = tokens.lowered[i]
    before1 = classes[i - 1] if i > low else "start"
    before2 = classes[i - 2] if i - 1 > low else "start"
    before3 = classes[i - 3] if i - 2 > low else "start"
    after1 = classes[i + 1] if i + 1 < high else "end"
    after2 = classes[i + 2] if i + 2 < high else "end"
    after3 = classes[i + 3] if i + 3 < high else "end"
    fixed = _fixed[kind][word]
    subject = _subject(classes, i, low)
    score = (
        fixed.own
        + weights["before1"].get(before1, 0.0)
        + weights["before2"].get(before2, 0.0)
        + weights["before3"].get(before3, 0.0)
        + weights["after1"].get(after1, 0.0)
        + weights["after2"].get(after2, 0.0)
        + weights["after3"].get(after3, 0.0)
        + weights["before"].get(f"{before2} {before1}", 0.0)
        + weights["after"].get(f"{after1} {after2}", 0.0)
        + fixed.before.get(before1, 0.0)
        + fixed.after.get(after1, 0.0)
        + weights["subject"].get(subject, 0.0)
        + fixed.subject.get(subject, 0.0)
    )
    for sign in _signs(document, tokens, classes, i, low, high):
        score += weights["sign"].get(sign, 0.0)
    return score


class _Fixed(NamedTuple):
    """The weights that depend on a word, its ending and its family: by themselves, and with the class before, after, or of the subject."""

    own: float
    before: dict[str, float]
    after: dict[str, float]
    subject: dict[str, float]


def _fixed_of(kind: Kind, word: str) -> _Fixed:
    weights = _weights(kind)
    keys = {"form": word, "ending": _ending(word), "family": _families(kind).get(word, "other")}
    own = weights["bias"][""] + sum(weights[group].get(key, 0.0) for group, key in keys.items())
    joined: list[dict[str, float]] = []
    for side in ("before", "after", "subject"):
        added: dict[str, float] = {}
        for group, key in keys.items():
            for neighbour, weight in _joined(kind, f"{group}-{side}").get(key, {}).items():
                added[neighbour] = added.get(neighbour, 0.0) + weight
        joined.append(added)
    return _Fixed(own, *joined)


_fixed: dict[Kind, Remembered[_Fixed]] = {"cue": Remembered(partial(_fixed_of, "cue")), "attitude": Remembered(partial(_fixed_of, "attitude"))}


@cache
def _joined(kind: Kind, group: str) -> dict[str, dict[str, float]]:
    """The weights of a group whose keys are two words with a blank between: by the first word, then by the second."""
    found: dict[str, dict[str, float]] = {}
    for name, weight in _weights(kind).get(group, {}).items():
        first, _, second = name.partition(" ")
        found.setdefault(first, {})[second] = weight
    return found


@cache
def _families(kind: Kind) -> dict[str, str]:
    """The family of each listed word of a kind, lower case."""
    return attitude_forms() if kind == "attitude" else {form: lemma.family for form, lemma in lemmas().items()}


def _ending(word: str) -> str:
    return "ing" if word.endswith("ing") else "ed" if word.endswith("ed") else "s" if word.endswith("s") else "plain"


def _runs(chosen: list[tuple[int, float]]) -> list[list[tuple[int, float]]]:
    """Neighbouring candidates together: one cue of two words."""
    runs: list[list[tuple[int, float]]] = []
    for i, probability in chosen:
        if runs and i - runs[-1][-1][0] == 1:
            runs[-1].append((i, probability))
        else:
            runs.append([(i, probability)])
    return runs


def _cue(tokens: Tokens, run: list[tuple[int, float]], sentence: int) -> Cue:
    """The cue that a run of candidates makes; its verb is the likeliest of them."""
    i, probability = max(run, key=lambda c: c[1])
    word = tokens.lowered[i]
    high = tokens.first[sentence + 1]
    if word == "according" and i + 1 < high and tokens.lowered[i + 1] == "to":
        return Cue(i, i + 2, sentence, "according", "say", "after", False, probability)
    if word in _MARKS:
        return Cue(i, i + 1, sentence, word, "mark", "mark", False, probability)
    lemma = lemmas().get(word) or Lemma(word, "other")
    before = tokens.lowered[i - 1] if i > tokens.first[sentence] else ""
    passive = not word.endswith("ing") and _after_be(tokens, i, tokens.first[sentence])
    noun = lemma.family == "noun" or (
        word in noun_forms() and (before in ("a", "an", "the", "this", "his", "her", "their", "its", "of") or before.endswith("'s"))
    )
    return Cue(i, i + 1, sentence, lemma.base, "noun" if noun else lemma.family, "noun" if noun else "verb", passive, probability)


def _after_be(tokens: Tokens, i: int, low: int) -> bool:
    """Whether a form of "be" stands before token `i`, adverbs between."""
    i -= 1
    while i > low and (tokens.lowered[i].endswith("ly") or tokens.lowered[i] in ("not", "also", "now", "often", "still")):
        i -= 1
    return i >= low and tokens.lowered[i] in _BE_WORDS


_BE_WORDS = frozenset(_BE.split())


def _subject(classes: list[str], i: int, low: int) -> str:
    """The class of the nearest word to the left that can be a subject, up to the nearest mark."""
    for j in range(i - 1, max(low, i - 6) - 1, -1):
        if classes[j] in _SUBJECTS:
            return classes[j]
        if classes[j] in _STOPS:
            return "mark"
    return "none"


_NEAR = 200


def _signs(document: Document, tokens: Tokens, classes: list[str], i: int, low: int, high: int) -> list[str]:
    words, lowered = tokens.words, tokens.lowered
    found = []
    if "that" in lowered[i + 1 : min(i + 5, high)]:
        found.append("that follows")
    if not _QUOTING.isdisjoint(words[low:high]):
        found += _quoting(words, i, low, high)
    if quotes.around(document, tokens.starts[i]) is not None:
        found.append("inside a quotation")
    if words[i][0].isupper():
        found.append("capital" if i > low else "first word")
    if "negation" in classes[max(low, i - 3) : i]:
        found.append("negation")
    if high > low and "?" in words[high - 2 : high]:
        found.append("question")
    return found


def _quoting(words: list[str], i: int, low: int, high: int) -> list[str]:
    """The signs that quotation marks around token `i` give."""
    found = []
    if not _OPENING.isdisjoint(words[i + 1 : min(i + 6, high)]):
        found.append("quotation follows")
    if not _CLOSING.isdisjoint(words[max(low, i - 6) : i]):
        found.append("quotation precedes")
    if i > low and words[i - 1] in _CLOSING:
        found.append("quotation touches")
    if not _DOUBLE.isdisjoint(words[max(low, i - _NEAR) : min(high, i + _NEAR)]):
        found.append("quotation in the sentence")
    return found


@cache
def _known() -> dict[str, str]:
    found = dict.fromkeys(names.roles(), "person")
    found |= dict.fromkeys(names.plural_roles(), "people")
    for name, listed in _CLASSES.items():
        found |= dict.fromkeys(listed.split(), name)
    return found | {word: word for word in _ITSELF}


def _class_of(word: str) -> str:
    low = word.lower()
    return _known().get(low) or _shape(word, low)


_class = Remembered(_class_of)


def _shape(word: str, low: str) -> str:
    if not word[0].isalnum():
        return word
    if word[0].isdigit():
        return "figure"
    if low.endswith("'s"):
        return "genitive"
    if low.endswith("ly") and len(low) > 4:
        return "adverb"
    if word[0].isupper():
        return "Name"
    if low in verb_forms():
        return "cue"
    return "-ing" if low.endswith("ing") else "-ed" if low.endswith("ed") else "-s" if low.endswith("s") else "word"


@cache
def _weights(kind: Kind) -> dict[str, dict[str, float]]:
    """The weights of a kind by group; a group without any is empty."""
    found: dict[str, dict[str, float]] = {group: {} for group in GROUPS}
    found.update(rulefolder.lexicon(f"{kind}-weights"))
    return found


GROUPS = (
    "bias form before1 before2 before3 after1 after2 after3 before after form-before form-after ending ending-before ending-after family"
    " family-before family-after subject family-subject sign"
).split()


@cache
def _candidates() -> frozenset[str]:
    return frozenset([*lemmas(), *_MARKS, *_weights("cue")["form"]])


@cache
def lemmas() -> dict[str, Lemma]:
    """Every inflected form of the cue verbs and nouns, lower case; a word that is both counts as a verb."""
    return noun_forms() | verb_forms()


@cache
def verb_forms() -> dict[str, Lemma]:
    """Every inflected form of the cue verbs, lower case."""
    found: dict[str, Lemma] = {}
    for family, listed in rulefolder.lexicon("cue-verbs").items():
        for entry in listed:
            base, *others = _forms(entry)
            for form in (base, *others):
                found.setdefault(form, Lemma(base, family))
    return found


def _forms(entry: str) -> tuple[str, ...]:
    """The base form of a listed verb and its other forms: those listed with it, else the regular ones."""
    base, *given = entry.split("/")
    return (base, *(given or inflected(base)))


@cache
def attitude_forms() -> dict[str, str]:
    """Every form of the words for attitudes that is no listed cue, lower case, with its family."""
    listed = rulefolder.lexicon("attitude-words")
    found = dict.fromkeys((form for noun in listed["noun"] for form in (noun, names.plural(noun))), "noun")
    found |= dict.fromkeys((form for verb in listed["verb"] for form in _forms(verb)), "verb")
    found |= dict.fromkeys(listed["adjective"], "adjective")
    return {word: family for word, family in found.items() if word not in lemmas()}


@cache
def noun_forms() -> dict[str, Lemma]:
    """The cue nouns and their plurals, lower case."""
    return {form: Lemma(noun, "noun") for noun in rulefolder.lexicon("cue-nouns") for form in (noun, names.plural(noun))}


def inflected(verb: str) -> tuple[str, ...]:
    """The third person, past and -ing forms of a regular verb."""
    if verb.endswith("e"):
        return (verb + "s", verb + "d", verb[:-1] + "ing")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    return (verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"), verb + "ed", verb + "ing")
