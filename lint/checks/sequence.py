"""Kind `sequence`: words from given lists that stand next to each other."""

from collections import defaultdict

import msgspec

from lint.checks import Library
from lint.model import Check, Hit, Rule
from lint.text import tokens
from lint.text.document import Document


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`any`: sequences of slots with a blank between; a slot lists words with `|` between.

    A slot that begins with `!` may only be first or last: the word at that place must not be one of these, and it is not part of the finding.
    A word in small letters matches a capitalised one only in the first slot that counts; a word with capitals matches as written.
    """

    any: list[str]


class Sequence(msgspec.Struct, frozen=True):
    """One sequence: the slots that must match, and the words that must not stand before and after them."""

    slots: tuple[frozenset[str], ...]
    before: frozenset[str]
    after: frozenset[str]


def build(rule: Rule, options: Options, library: Library) -> Check:
    """A check that yields the longest sequence at each place."""
    by_first: dict[str, list[Sequence]] = defaultdict(list)
    for sequence in sorted(map(_parsed, options.any), key=lambda s: -len(s.slots)):
        for word in sequence.slots[0]:
            by_first[word].append(sequence)

    firsts = frozenset(by_first)
    capitals = any(word != word.lower() for word in firsts)

    def find(document: Document) -> tuple[Hit, ...]:
        written, lowered = document.view(tokens.written), document.view(tokens.lowered)
        found = []
        free = 0
        places = [i for i, word in enumerate(lowered) if word in firsts]
        if capitals:
            places = sorted({*places, *[i for i, word in enumerate(written) if word in firsts]})
        for i in places:
            if i < free:
                continue
            word = lowered[i]
            following = written[i + 1] if i + 1 < len(written) else ""
            for sequence in by_first.get(word) or by_first[written[i]]:
                if (len(sequence.slots) == 1 or following in sequence.slots[1]) and _matches(document, sequence, i):
                    free = i + len(sequence.slots)
                    span = tokens.span(document, i, free - 1)
                    found.append(Hit(span, {"match": document[span]}))
                    break
        return tuple(found)

    return lambda document: iter(document.view(find))


def _parsed(pattern: str) -> Sequence:
    slots = pattern.split()
    before = frozenset(slots.pop(0)[1:].split("|")) if slots[0].startswith("!") else frozenset()
    after = frozenset(slots.pop()[1:].split("|")) if slots[-1].startswith("!") else frozenset()
    return Sequence(tuple(frozenset(slot.split("|")) for slot in slots), before, after)


def _matches(document: Document, sequence: Sequence, i: int) -> bool:
    """Whether the words from the i-th on fill the slots, with a single blank between."""
    written, lowered, gaps = document.view(tokens.written), document.view(tokens.lowered), document.view(tokens.gaps)
    stop = i + len(sequence.slots)
    if stop > len(written) or any(gap != " " for gap in gaps[i + 1 : stop]):
        return False
    if not all(written[i + k] in slot for k, slot in enumerate(sequence.slots) if k):
        return False
    if sequence.before and i > 0 and gaps[i] == " " and lowered[i - 1] in sequence.before:
        return False
    return not (sequence.after and stop < len(written) and gaps[stop][:1] in (" ", "-") and lowered[stop] in sequence.after)
