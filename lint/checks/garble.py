"""Kind `garble`: mechanical traces of machine translation, text spinning and broken tokenisers, told from the words themselves."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from lint.checks import Library, suspicion
from lint.model import Check, Hit, Related, Rule
from lint.text import tokens, wordforms, wordkinds
from lint.text.document import Document
from lint.text.vocabulary import band


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`sign`: what to look for. `least`: how many different words, each used once, must be odd before any is reported, and `per`: in how many words of text.

    `threshold`: the garble score, 0 to 1, from which on the document as a whole is reported.
    """

    sign: Literal["odd-words", "broken-form", "article", "split-word", "stray-capital", "score"]
    least: int = 3
    per: int = 250
    threshold: float = 0.5


def build(rule: Rule, options: Options, library: Library) -> Check:
    """The check for one sign."""
    if options.sign == "score":
        return _whole(options.threshold, library)
    if options.sign == "odd-words":
        return _odd_words(options, library)
    sign = _SIGNS[options.sign]

    def find(document: Document) -> tuple[Hit, ...]:
        return tuple(sign(document))

    return lambda document: iter(document.view(find))


def score(document: Document, library: Library) -> float | None:
    """How much the document as a whole reads as garbled, 0 to 1; None for a text of fewer than 50 words outside boilerplate."""
    found: float | None = document.view(library.shared(_scored))
    return found


def _scored(library: Library) -> Callable[[Document], float | None]:
    def find(document: Document) -> float | None:
        return suspicion.score(document, library)

    return find


def _whole(threshold: float, library: Library) -> Check:
    """A check of the whole document, with the sentences that weigh most as its evidence."""

    def check(document: Document) -> Iterator[Hit]:
        value = score(document, library)
        if value is not None and value >= threshold:
            evidence = suspicion.heaviest(document, library)
            related = tuple(Related(span, f"weighs most: {_NAMES.get(sign, 'word order and choice')}") for span, sign in evidence)
            seen = sorted({_NAMES[sign] for _, sign in evidence if sign in _NAMES}) or ["word order and choice of words"]
            yield Hit(None, {"signs": ", ".join(seen), "score": f"{value:.2f}"}, "", related)

    return check


_NAMES = {
    "MT001": "doubled words",
    "MT003": "broken agreement",
    "MT004": "calques",
    "MT008": "tortured phrases",
    "MT011": "stray capitals",
    "MT012": "wrong articles",
    "MT015": "broken word forms",
    "MT016": "split words",
    "MT017": "clashing determiners",
    "MT018": "capitals in endings",
    "rare": "words hardly ever used",
    "foreign": "words that English does not know",
    "straight-mark": "loose quotation marks",
    "loose-mark": "loose punctuation",
    "small-start": "sentences that begin small",
}


def _odd_words(options: Options, library: Library) -> Check:
    """A check for rare and foreign words that pile up in a text which reads as garbled as a whole too; the case `few` for foreign ones anywhere else.

    A word that returns is a term of the text's own, and does not count towards the pile.
    """

    def check(document: Document) -> Iterator[Hit]:
        odd = [o for o in document.view(wordkinds.odd_words) if o.oddity != "form"]
        times = Counter(o.word for o in odd)
        once = sum(n == 1 for n in times.values())
        case = ""
        piled = once >= options.least and once * options.per >= options.least * len(document.view(tokens.written))
        if not piled or (score(document, library) or 0.0) < options.threshold:  # papers, code and menus have words that no list knows as well
            odd, case = [o for o in odd if o.oddity == "foreign"], "few"
        if len({o.word for o in odd}) < 2:
            return
        first: set[str] = set()
        for o in odd:
            if o.word not in first:
                first.add(o.word)
                yield Hit(o.span, {"match": o.word, "count": str(len(times))}, case)

    return check


_AFTER_PLURAL = frozenset("and or of in to for with at on from by are were have will who that which as but than would can could has is was".split())


def _broken_form(document: Document) -> Iterator[Hit]:
    for o in document.view(wordkinds.odd_words):
        if o.oddity == "form":
            yield Hit(o.span, {"match": o.word})
    written, lowered, gaps = document.view(tokens.written), document.view(tokens.lowered), document.view(tokens.gaps)
    for i in document.view(wordkinds.signs).get("plural", ()):
        following = lowered[i + 1] if i + 1 < len(lowered) and gaps[i + 1] == " " else None
        if following is None or following in _AFTER_PLURAL:
            yield Hit(tokens.span(document, i), {"match": written[i]})


def _article(document: Document) -> Iterator[Hit]:
    """ "a" before a vowel sound, "an" before a consonant; the span holds both words."""
    written, gaps = document.view(tokens.written), document.view(tokens.gaps)
    for i in document.view(wordkinds.signs).get("article", ()):
        word = written[i]
        if i + 1 == len(written) or gaps[i + 1] not in (" ", ' "', " '", " “", " ‘") or (not gaps[i].endswith((" ", "\n", '"', "'", "“", "‘")) and i):
            continue
        following = written[i + 1]
        if word == "A" and gaps[i] == " " and i and written[i - 1][-1].isalnum():
            continue  # "brand A applies"
        if not following.islower() or band(following.split("-")[0].split("'")[0]) < 4 or (word == "A" and len(following) < 4):
            continue
        vowel = wordforms.vowel_sound(following)
        if vowel is not None and vowel != (word.lower() == "an") and following not in ("a", "an", "and", "or", "of", "in", "is", "on", "as", "at", "it"):
            right = "an" if vowel else "a"
            span = tokens.span(document, i, i + 1)
            yield Hit(span, {"match": document[span], "right": right})


_MODALS = frozenset("will would can could should may might must did had".split())
_ANY_SUBJECT = frozenset("it he she they we you i be have there".split())
_ONE, _MANY = frozenset("it he she there this that".split()), frozenset("they we you there these those that".split())
_INVERTED = {
    "is": _ONE,
    "was": _ONE,
    "has": _ONE,
    "does": _ONE,
    "says": _ONE,
    "are": _MANY,
    "were": _MANY,
    "have": _MANY | {"be", "i"},
    "do": _MANY | {"i"},
    "say": _MANY,
    "said": _ONE | _MANY,
}
_SELF = frozenset("him her it them self he she they me us my your our".split())
_PAIRS = frozenset(
    ("united states", "states united", "states states", "united kingdom", "great britain", "middle east", "new york", "far east", "north korea", "south korea")
)


def _split_word(document: Document) -> Iterator[Hit]:
    """Two halves of one word, or a verb and its inverted subject, with a dash between blanks where a hyphen or nothing belongs."""
    lowered, gaps = document.view(tokens.lowered), document.view(tokens.gaps)
    for i in document.view(tokens.apart):
        if gaps[i] != " - " or not 0 < i < len(lowered):
            continue
        left, right = lowered[i - 1], lowered[i]
        if _halves(left, right) and not (left == "say" and i > 1 and lowered[i - 2] == "to"):
            span = tokens.span(document, i - 1, i)
            yield Hit(span, {"match": document[span], "joined": left + right})


def _halves(left: str, right: str) -> bool:
    if right in _INVERTED.get(left, _ANY_SUBJECT if left in _MODALS else ()):
        return True
    if (
        (left in _SELF and right in ("even", "self", "selves"))
        or f"{left} {right}" in _PAIRS
        or (right in ("beyond", "word") and left in ("the", "door", "to"))
    ):
        return True
    joined = left + right
    return len(joined) >= 6 and joined.isalpha() and band(joined) >= 6 and right not in ("a", "i") and not (band(left) >= 10 and band(right) >= 13)


def _stray_capital(document: Document) -> Iterator[Hit]:
    """A verb or function word with a capital in mid-sentence, between words in small letters."""
    written, gaps = document.view(tokens.written), document.view(tokens.gaps)
    for i in document.view(wordkinds.signs).get("capital", ()):
        if 0 < i < len(written) - 1 and gaps[i] == gaps[i + 1] == " " and written[i - 1].islower() and written[i + 1].islower():
            yield Hit(tokens.span(document, i), {"match": written[i]})


_SIGNS: dict[str, Callable[[Document], Iterator[Hit]]] = {
    "broken-form": _broken_form,
    "article": _article,
    "split-word": _split_word,
    "stray-capital": _stray_capital,
}
