"""How much a document as a whole reads as garbled: two linear models, kept as readable data, of which either may speak up.

The `general` one weighs a handful of signs that no engine owns, each at zero or more; the `sharp` one weighs all signs, word shares and masked sequences.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain, compress, filterfalse, pairwise
from operator import mul

import msgspec

from lint import rulefolder
from lint.checks import Library, boilerplate
from lint.model import Span
from lint.text import masks, segment, tokens, wordkinds
from lint.text.document import Document
from lint.text.remembered import Remembered

SHORTEST = 50
"""Words outside boilerplate below which a text gets no score."""

FULL = 120
"""Words from which on the score stands as it is."""

CLEAN = -3.0
"""What a clean text comes to before it is made a score."""

PER = 250
"""Signs are counted per this many words."""

AVOIDED = 8
"""How many times rarer than chance would have it a pair of masks must be to count as avoided."""

CLOSE = 8
"""Within this many words a word that returns is counted as soon back."""

STRETCH = 100
"""The words of a stretch in which different ones are counted."""

COUNTED = ("MT001", "MT003", "MT004", "MT008", "MT011", "MT012", "MT015", "MT016", "MT017", "MT018")
"""The rules whose findings are signs."""


class Model(msgspec.Struct, frozen=True):
    """The learned weights: a feature's contribution is its weight times its value. `dense` (signs and shares) and `sequences` belong to the sharp model."""

    intercept: float
    dense: Mapping[str, float]
    sequences: Mapping[str, float]
    general_intercept: float
    general: Mapping[str, float]
    pairs: "Pairs"


class Pairs(msgspec.Struct, frozen=True, dict=True):
    """How often masks stand side by side in edited English: of each mask its number (of "", that of all), of each frequent pair the power of two below it."""

    masks: Mapping[str, int]
    listed: Mapping[str, int]

    @cached_property
    def avoided(self) -> Remembered[bool]:
        """Whether a pair is far rarer than its two masks make likely."""
        return Remembered(self._avoided)

    def _avoided(self, pair: str) -> bool:
        one, _, other = pair.partition(" ")
        likely = self.masks.get(one, 0) * self.masks.get(other, 0)
        return bool(likely > AVOIDED * self.masks[""] * 2 ** self.listed.get(pair, 0))


class Features(msgspec.Struct, frozen=True):
    """What the model sees: signs per PER words (logarithm of one plus the rate), shares of words, and counts of masked sequences with their scale.

    `pairs` are the counts of all sequences of two, whether or not `sequences` holds those.
    """

    signs: Mapping[str, float]
    shares: Mapping[str, float]
    pairs: Mapping[str, int]
    sequences: Mapping[str, int]
    scale: float


@cache
def model() -> Model:
    """The packaged model."""
    data = msgspec.json.decode((rulefolder.folder() / "data" / "garble-score.json").read_bytes())
    sharp, general = data["sharp"], data["general"]
    pairs = Pairs(data["masks"], data["pairs"])
    return Model(sharp["intercept"], sharp["weights"], sharp["sequences"], general["intercept"], general["weights"], pairs)


def places(document: Document, library: Library) -> Mapping[str, list[Span]]:
    """Where each sign is seen: findings of the COUNTED rules by code, and odd words, loose marks and small starts."""
    found: dict[str, list[Span]] = {}
    for rule in library.rules:
        if rule.code in COUNTED:
            found[rule.code] = [hit.span for hit in library.check(rule)(document) if hit.span is not None]
    odd: dict[str, dict[str, Span]] = {"rare": {}, "foreign": {}}
    for o in document.view(wordkinds.odd_words):
        if o.oddity in odd:
            odd[o.oddity].setdefault(o.word, o.span)
    found |= {name: list(spans.values()) for name, spans in odd.items()}
    return found | _damage(document)


def _damage(document: Document) -> dict[str, list[Span]]:
    """Words after a quotation mark or another mark that stands loose between blanks, and words in small letters that begin a sentence or line."""
    found: dict[str, list[Span]] = {"straight-mark": [], "loose-mark": [], "small-start": []}
    written, gaps = document.view(tokens.written), document.view(tokens.gaps)
    for i in document.view(tokens.apart):
        gap = gaps[i]
        if not 0 < i < len(written) or (len(gap) < 2 and gap != "\n"):
            continue
        if gap == ' " ':
            found["straight-mark"].append(tokens.span(document, i))
        elif gap[0] == " " and gap[1] in ",.;:!?" and gap[2:3] in ("", " ", "\n"):
            found["loose-mark"].append(tokens.span(document, i))
        elif written[i].islower() and len(written[i]) > 1 and ("\n" in gap or (gap[0] in ".!?" and gap[-1] == " " and len(written[i - 1]) > 2)):
            found["small-start"].append(tokens.span(document, i))
    return found


def features(document: Document, library: Library) -> Features:
    """The features of a document of at least one word."""
    return _features(document, library, chain(*document.view(sequences)))


def _features(document: Document, library: Library, seen: Iterable[str]) -> Features:
    written, lowered = document.view(tokens.written), document.view(tokens.lowered)
    length = max(1, len(written))
    rates = {name: len(spans) * PER / length for name, spans in places(document, library).items()}
    certain = sum(rates.get(code, 0) for code in ("MT015", "MT016", "MT017", "MT018", "foreign"))
    likely = sum(rates.get(code, 0) for code in ("MT001", "MT003", "MT004", "MT008", "MT012", "straight-mark", "loose-mark", "small-start"))
    rates |= {"certain": certain, "likely": likely, "dash": document.view(tokens.gaps).count(" - ") * PER / length}
    kinds = document.view(wordkinds.kinds)
    ranks = Counter(kinds.bands)
    plain = max(1, len(written) - ranks[None])
    shares = {f"band-{rank}": ranks[rank] / plain for rank in (0, 3, 4, 5, 6)}
    shares |= {f"word-{word}": lowered.count(word) / length for word in ("of", "the")}
    shares |= {"returning": _returning(lowered, kinds.contents) / length, "sameness": _sameness(lowered)}
    signs = {name: math.log1p(rate) for name, rate in rates.items()}
    return Features(signs, shares, Counter(document.view(sequences)[1]), Counter(seen), 1 / math.sqrt(length))


def _returning(words: Sequence[str], contents: Sequence[bool]) -> int:
    """How many words, those that make the grammar left out, stood at most CLOSE words before: engines say again what a writer would vary."""
    last: dict[str, int] = {}
    found = 0
    for i, word in compress(enumerate(words), contents):
        if word in last and i - last[word] <= CLOSE:
            found += 1
        last[word] = i
    return found


def _sameness(words: Sequence[str]) -> float:
    """The mean share of words in a stretch that stood in it before, over stretches that overlap by half."""
    stretches = [words[i : i + STRETCH] for i in range(0, max(1, len(words) - STRETCH), STRETCH // 2)]
    return sum([1 - len(set(stretch)) / max(1, len(stretch)) for stretch in stretches]) / len(stretches)


def pair_shares(counted: Mapping[str, int], pairs: Pairs) -> dict[str, float]:
    """The shares of all pairs of masks that are unlisted and that are avoided."""
    total = max(1, sum(counted.values()))
    unlisted = sum(map(counted.__getitem__, filterfalse(pairs.listed.__contains__, counted)))
    avoided = sum(compress(counted.values(), map(pairs.avoided.__getitem__, counted)))
    return {"unlisted": unlisted / total, "avoided": avoided / total}


def sequences(document: Document) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The masked sequences of one, of two and of three, in order, each with a blank between its masks."""
    ones = document.view(masks.masked)
    twos = tuple(map(" ".join, pairwise(ones)))
    return ones, twos, tuple(map(" ".join, zip(twos, ones[2:])))


def _weighed(document: Document) -> Iterator[str]:
    """The masked sequences that have a weight."""
    return filter(model().sequences.__contains__, chain(*document.view(sequences)))


def score(document: Document, library: Library) -> float | None:
    """0 (clean) to 1 (garbled), where the threshold of MT010 is 0.5; None for a text of fewer than SHORTEST words outside boilerplate.

    Leftovers of a page are left out. Below FULL words the score is drawn towards that of a clean text, for little can be told from little.
    """
    left = boilerplate.leftovers(document, library)
    own = _without(document, left) if left else document
    length = len(own.view(tokens.written))
    if length < SHORTEST:
        return None
    sharp, general = _spoken(_features(own, library, _weighed(own)))
    value = max(sharp, general) + math.log1p(math.exp(-abs(sharp - general)))
    value = CLEAN + (value - CLEAN) * min(1.0, length / FULL)
    return round(1 / (1 + math.exp(-max(-50.0, min(50.0, value)))), 4)


def _spoken(seen: Features) -> tuple[float, float]:
    """What the sharp and the general model say, as logarithms of odds; 0 is the threshold."""
    learned = model()
    values = {**seen.signs, **seen.shares, **pair_shares(seen.pairs, learned.pairs)}
    sharp = learned.intercept + sum([weight * values[name] for name, weight in learned.dense.items()])
    sharp += seen.scale * sum(map(mul, map(learned.sequences.__getitem__, seen.sequences), map(math.log1p, seen.sequences.values())))
    return sharp, learned.general_intercept + sum([weight * values[name] for name, weight in learned.general.items()])


def _without(document: Document, left: tuple[Span, ...]) -> Document:
    """The text without these stretches, each line break kept."""
    kept, start = [], 0
    for span in sorted(left):
        kept.append((start, max(start, span.start)))
        start = max(start, span.end)
    kept.append((start, len(document.text)))
    pieces = tokens.kept(document, kept)
    return Document.of("".join([document.text[a:b] for a, b in kept]), known={} if pieces is None else {tokens.pieces: pieces})


def heaviest(document: Document, library: Library, most: int = 3) -> tuple[tuple[Span, str], ...]:
    """The sentences that weigh most towards the score, in order of weight, each with the sign that stands out in it (a rule's code, or nothing)."""
    learned = model()
    sentences = tuple(s.span for s in document.view(segment.sentences))
    weight = [0.0] * len(sentences)
    loudest: dict[int, tuple[float, str]] = {}
    for name, spans in places(document, library).items():
        value = max(0.0, learned.dense.get(name, 0) + learned.dense.get("certain" if name in ("MT015", "MT016", "MT017", "MT018", "foreign") else "likely", 0))
        for span in spans:
            at = segment.at(sentences, span.start)
            if at is not None:
                weight[at] += value
                loudest[at] = max(loudest.get(at, (0.0, "")), (value, name))
    seen = Counter(_weighed(document))
    scale = 1 / math.sqrt(max(1, len(document.view(tokens.written))))
    numbers = document.view(masks.numbers)
    for sequence, word in chain.from_iterable(zip(listed, numbers) for listed in document.view(sequences)):
        at = segment.at(sentences, tokens.span(document, word).start) if sequence in seen else None
        if at is not None:
            weight[at] += scale * learned.sequences[sequence] * math.log1p(seen[sequence]) / seen[sequence]
    ranked = sorted((i for i in range(len(sentences)) if weight[i] > 0), key=lambda i: (-weight[i], i))
    return tuple((sentences[i], loudest.get(i, (0.0, ""))[1]) for i in ranked[:most])
