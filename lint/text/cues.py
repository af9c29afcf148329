"""Cues of saying and thinking: the words that hand a content to a source."""

from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from lint import rulefolder
from lint.text import names, segment
from lint.text.document import Document

_BE = frozenset("is are was were be been being isn't aren't wasn't weren't".split())
_VOWELS = "aeiou"


class Form(NamedTuple):
    """One inflected form of a cue verb or noun, with its base form and family."""

    verb: str
    family: str
    noun: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as token numbers `[start, end)` of one sentence. `form` tells where its source stands: `verb` beside it, `after` behind it, `noun` as its owner."""

    start: int
    end: int
    sentence: int
    verb: str
    family: str
    form: Literal["verb", "after", "noun"]
    passive: bool = False


def cues(document: Document) -> tuple[Cue, ...]:
    """The cues in order."""
    tokens = document.view(segment.tokens)
    forms = verb_forms()
    found = []
    sentence = 0
    for i, word in enumerate(tokens.lowered):
        form = forms.get(word)
        if form is None and word != "according":
            continue
        while tokens.first[sentence + 1] <= i:
            sentence += 1
        high = tokens.first[sentence + 1]
        if form is None:
            if i + 1 < high and tokens.lowered[i + 1] == "to":
                found.append(Cue(i, i + 2, sentence, "according", "say", "after"))
            continue
        if form.family not in ("say", "claim") or (tokens.words[i][0].isupper() and i > tokens.first[sentence]):
            continue
        before = tokens.lowered[i - 1] if i > tokens.first[sentence] else ""
        if before in ("to", "the", "a", "an", "this"):
            continue
        found.append(Cue(i, i + 1, sentence, form.verb, form.family, "verb", before in _BE and not word.endswith("ing")))
    return tuple(found)


@cache
def verb_forms() -> dict[str, Form]:
    """Every inflected form of the cue verbs, lower case."""
    found: dict[str, Form] = {}
    for family, listed in rulefolder.lexicon("cue-verbs").items():
        for entry in listed:
            base, *given = entry.split("/")
            for form in (base, *(given or inflected(base))):
                found.setdefault(form, Form(base, family))
    return found


@cache
def noun_forms() -> dict[str, Form]:
    """The cue nouns and their plurals, lower case."""
    found: dict[str, Form] = {}
    for noun in rulefolder.lexicon("cue-nouns"):
        for form in (noun, names.plural(noun)):
            found.setdefault(form, Form(noun, "noun", True))
    return found


def inflected(verb: str) -> tuple[str, ...]:
    """The third person, past and -ing forms of a regular verb."""
    if verb.endswith("e"):
        return (verb + "s", verb + "d", verb[:-1] + "ing")
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    return (verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"), verb + "ed", verb + "ing")
