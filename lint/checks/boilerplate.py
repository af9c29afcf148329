"""Kind `boilerplate`: leftovers of the web page around a report, told by their words, their place and their neighbours.

Every rule of this kind names one class of leftovers. Each line of a document is scored once for all of them: its own words and shape give points, then the
scores of its neighbours, its place and the labels above it give more.
The points are data (`rules/lexicons/boilerplate-points.yaml`), learned from labelled pages.
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property
from typing import Literal, NamedTuple

import msgspec

from lint import patterns, rulefolder
from lint.checks import Library, literals
from lint.model import Check, Hit, Rule, Span
from lint.text import credits, layout, zones
from lint.text.document import Document
from lint.text.layout import Line

_MARKED = patterns.compiled(r"[\[{<%#*:]")
"""Marks of which one stands in every line that `anywhere` patterns can match."""
LONG = 60
"""A text of more lines than this is often a list or a guide, where a short line needs more points to be a leftover that no class names."""
HEAD = 12
"""A byline, an agency or a date among so many first lines is the story's own."""
LONE = 2
"""With fewer sure leftovers beside it than this, a line needs more points: a text rarely has one leftover alone."""
SHORT = 9
"""A byline has no more words than this."""
MENU = 20
"""A line of buttons or menu entries has no more words than this."""
SHORT_LINE = 18
"""Words in lines longer than this have points of their own, which are listed with the mark `LONG_LINE` behind the word."""
LONG_LINE = "~"
LISTING = 4
"""So many lines on end with template braces are a listing in an article about templates."""


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What one class of leftovers looks like. All patterns ignore case, except for classes with `A-Z`, which mean capitals.

    `words`: one of these (lower case) stands in every line that a pattern of this rule can match.
    `lines`: patterns for a whole line that is certain by itself. `labels`: whole lines, as lower-case words, that are certain by themselves.
    `only`: a line of two or more words, all of them from this list, is certain.
    `weak` and `weak-labels`: the same, but place and neighbours must support them.
    `support`: how many points more than other classes its weak evidence needs.
    `glued`: patterns for a leftover inside a longer line; a group named `span` narrows the finding.
    `anywhere`: patterns that are certain wherever they stand, before any other class has its say.
    `unnamed`: the class takes lines that no pattern names and whose place and neighbours are telling: `headline` only headlines, `any` all others.
    """

    words: list[str] = []
    lines: list[str] = []
    labels: list[str] = []
    only: list[str] = []
    weak: list[str] = []
    weak_labels: list[str] = []
    support: float = 0.0
    glued: list[str] = []
    anywhere: list[str] = []
    unnamed: Literal["headline", "any"] | None = None


class Leftover(msgspec.Struct, frozen=True):
    """A stretch of text that belongs to the page and not to the report.

    `code` is the rule that names it, `case` how sure it is, `score` the points of its line; a part of a line needs none.
    """

    span: Span
    code: str
    case: str
    score: float = math.inf


class Evidence(msgspec.Struct, frozen=True):
    """What the rules say of one line: the codes that are certain of it, and those that need support."""

    certain: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class _Class:
    """A rule's options, ready for matching; patterns are compiled when first needed."""

    def __init__(self, rule: Rule, options: Options) -> None:
        self.code = rule.code
        self.options = options
        self.only = frozenset(options.only)
        self._lines, self._weak = _wide(options.lines), _wide(options.weak)
        self._parts = _needing(options.anywhere or options.glued)

    def certain(self, line: Line, folded: str) -> bool:
        return _fits(self._lines, line.body, folded)

    def weak(self, line: Line, folded: str) -> bool:
        return _fits(self._weak, line.body, folded)

    def parts(self, text: str, folded: str) -> Iterator[Span]:
        for source in literals.fitting(self._parts, folded):
            pattern = compiled(source)
            for m in pattern.finditer(text):
                yield Span(*m.span("span" if "span" in pattern.groupindex else 0))


def _needing(patterns: list[str]) -> list[tuple[literals.Needs, str]]:
    """The patterns with the literals that each needs."""
    return [(literals.required(pattern), pattern) for pattern in patterns]


def _wide(patterns: list[str]) -> list[tuple[int, int, literals.Needs, str]]:
    """The same with the fewest and the most characters that each can match."""
    return [(*literals.width(pattern), needs, pattern) for needs, pattern in _needing(patterns)]


def _fits(patterns: list[tuple[int, int, literals.Needs, str]], text: str, folded: str) -> bool:
    """Whether one of the patterns matches the whole text, which is given in its own and in `folded` letters."""
    length = len(text)
    for fewest, most, needs, pattern in patterns:
        if not fewest <= length <= most:
            continue
        for literal in needs:
            if literal in folded:
                break
        else:
            if needs:
                continue
        if compiled(pattern).fullmatch(text):
            return True
    return False


_CAPITALS = patterns.compiled(r"\[[^\]\[]*A-Z[^\]\[]*\]")


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of a rule, without regard to case but for classes with `A-Z`."""
    return patterns.compiled(_CAPITALS.sub(r"(?-i:\g<0>)", pattern), re.IGNORECASE)


class Analyst:
    """All loaded rules of this kind together, and the points; `find` is the view that judges a document."""

    def __init__(self, library: Library) -> None:
        options = {rule.code: library.options(rule) for rule in library.of_kind("boilerplate")}
        rules = {rule.code: rule for rule in library.of_kind("boilerplate")}
        self.classes = [_Class(rules[code], o) for code, o in options.items() if not o.unnamed]
        self.unnamed = {o.unnamed: code for code, o in options.items() if o.unnamed}
        self.support = {code: o.support for code, o in options.items()}
        self.grave = frozenset(code for code, rule in rules.items() if rule.severity == "error")
        self.anywhere = [c for c in self.classes if c.options.anywhere]
        self.labels: dict[str, list[str]] = {}
        self.weak_labels: dict[str, list[str]] = {}
        self.index: dict[str, list[_Class]] = {}
        for c in self.classes:
            for table, labels in ((self.labels, c.options.labels), (self.weak_labels, c.options.weak_labels)):
                for label in labels:
                    table.setdefault(label, []).append(c.code)
            for word in c.options.words:
                self.index.setdefault(word, []).append(c)
        self.telling = frozenset(self.index)
        self.longest = max((len(label.split()) for table in (self.labels, self.weak_labels) for label in table), default=0)
        self.only = [c for c in self.classes if c.only]
        self.points = msgspec.convert(rulefolder.lexicon("boilerplate-points"), Points)

    def evidence(self, line: Line) -> Evidence:
        """What the rules say of a line by itself."""
        return self._evidence(line, self._tried(line), literals.folded(line.body))

    def _evidence(self, line: Line, tried: "dict[str, _Class]", folded: str) -> Evidence:
        key = _trimmed(line.words, self.longest)
        certain, weak = list(self.labels.get(key, ())), list(self.weak_labels.get(key, ()))
        if len(line.words) <= MENU and len(set(line.words)) > 1:
            certain += [c.code for c in self.only if c.code not in certain and c.only.issuperset(line.words)]
        for code in sorted(tried):
            if code not in certain and tried[code].certain(line, folded):
                certain.append(code)
            elif code not in certain and code not in weak and tried[code].weak(line, folded):
                weak.append(code)
        return Evidence(tuple(certain), tuple(weak))

    def find(self, document: Document) -> tuple[Leftover, ...]:
        """Every leftover of a document, in order, one for each line or glued part."""
        lines = document.view(layout.layout)
        if not lines:
            return ()
        tried, folded = [self._tried(line) for line in lines], [literals.folded(line.body) for line in lines]
        evidence = [self._evidence(*of_line) for of_line in zip(lines, tried, folded, strict=True)]
        scores = self.points.scores(lines, evidence)
        sure = [self._sure(said, score) for said, score in zip(evidence, scores, strict=True)]
        company = sum(sure) if any(line.prose for line in lines) else len(lines) + LONE
        found: list[Leftover] = []
        plain, listed = shielded(document, lines), _listings(lines)
        for number, (line, said, score) in enumerate(zip(lines, evidence, scores, strict=True)):
            small = folded[number] if line.body is line.text else literals.folded(line.text)
            parts = self._parts(line, self.anywhere, small) if number not in listed and _MARKED.search(line.text) else []
            leftover = None
            if not parts and _open(line, said):
                needs = self.points.needs(company - sure[number], plain.get(number, ""), len(lines))
                leftover = self._verdict(line, said, score, found[-1].code if found else "", needs)
            if leftover:
                found.append(leftover)
            else:
                found += parts or self._parts(line, [c for c in tried[number].values() if c.options.glued], small)
        return tuple(found)

    def _sure(self, said: Evidence, score: float) -> bool:
        """Whether a line is so surely a leftover that others near it are likely."""
        cut = self.points.cuts
        return score >= cut["company"] and (bool(said.certain) or any(score >= cut["sure"] + self.support[code] for code in said.weak))

    def _verdict(self, line: Line, said: Evidence, score: float, previous: str, needs: "Needs") -> Leftover | None:
        """The leftover that a whole line is, if any. Of several classes the one of the leftover before goes first, so that runs stay together."""
        cut = self.points.cuts
        if said.certain:
            code = previous if previous in said.certain else said.certain[0]
            sure = score >= cut["certain"]
            return Leftover(line.span, code, "" if sure else "doubtful", score) if score >= needs.certain or (sure and code in self.grave) else None
        kind = line.shape
        weak = [code for code in said.weak if score >= max(needs.weak, cut.get(f"weak {kind}", needs.weak)) + self.support[code]]
        if weak:
            return Leftover(line.span, previous if previous in weak else weak[0], "" if score >= needs.sure else "supported", score)
        if said.weak or score < max(needs.unnamed, cut.get(f"unnamed {kind}", needs.unnamed)):
            return None
        named = self.unnamed.get("headline" if kind in ("headline", "item") else "any")
        return Leftover(line.span, named, "", score) if named else None

    def _tried(self, line: Line) -> dict[str, _Class]:
        """The classes of which a word stands in the line; in a long line only its two ends count."""
        tokens = line.tokens if len(line.tokens) <= 30 else line.tokens[:16] + line.tokens[-14:]
        return {c.code: c for word in self.telling.intersection(tokens) for c in self.index[word]}

    def _parts(self, line: Line, classes: list[_Class], folded: str) -> list[Leftover]:
        """The leftovers inside a line, the first of those that overlap."""
        found: list[Leftover] = []
        end = -1
        for span, code in sorted((span, c.code) for c in classes for span in c.parts(line.text, folded)):
            if span.start >= end:
                end = span.end
                found.append(Leftover(Span(line.span.start + span.start, line.span.start + span.end), code, ""))
        return found


_TAG = patterns.compiled(r"\[[^\]]{1,30}\]|[QA][:.]\s.*")
_BY = patterns.compiled(r"(?:[Bb]y|BY)\b.{0,60}")
_CREDITED = patterns.compiled(
    r"""(?:[A-Z][\w.'-]*\s){1,3}[A-Z][\w.'-]+
    (?:\s?(?:[/|,·•-]\s?[A-Z][\w\ ]{1,30}\W{0,3}|@\w+)|\s(?:\w+\s){0,2}(?:[Ee]ditor|[Rr]eporter|[Cc]orrespondent|[Ww]riter|[Cc]olumnist|Staff))""",
    re.VERBOSE,
)


def shielded(document: Document, lines: tuple[Line, ...]) -> dict[int, str]:
    """The numbers of lines that must be more than points: `hint` where a rule must at least hint at a leftover, `certain` where one must be certain.

    The first are names, dates and source tags wherever they stand, the others the title, and bylines, agencies and dates near the top.
    """
    title = document.view(zones.zones).title
    author = document.view(zones.byline)
    found = {}
    for number, line in enumerate(lines):
        if line.span == title:
            found[number] = "certain"
        elif len(line.words) <= SHORT:
            whose = layout.named(line) or _dated(document, line)
            signed = author is not None and line.span.covers(author) and not zones.caption(document, line.span)
            if number < HEAD and (whose or signed or _byline(line.body)):
                found[number] = "certain"
            elif whose or _TAG.fullmatch(line.text):
                found[number] = "hint"
    return found


def _byline(text: str) -> bool:
    """Whether a line of the head says who wrote what follows."""
    return bool(_BY.fullmatch(text) or _CREDITED.fullmatch(text)) or credits.agency(text) is not None


def _dated(document: Document, line: Line) -> bool:
    """Whether a line holds a full date, or is nothing but a date without its year."""
    bare = line.text.strip(" -–—•·|")
    return any(w.full or bare == document.plain[w.span.start : w.span.end] for w in zones.dates_of(document, line.span))


def _listings(lines: tuple[Line, ...]) -> set[int]:
    """The numbers of the lines that stand in a listing of template code."""
    found: set[int] = set()
    run: list[int] = []
    for number, line in enumerate(lines):
        run = [*run, number] if "{%" in line.text or "{{" in line.text else []
        if len(run) >= LISTING:
            found.update(run)
    return found


class Needs(NamedTuple):
    """The points that a line of which a rule is certain, one that a rule hints at, and any other line need; from `sure` on a hint is as good as certain."""

    certain: float
    weak: float
    unnamed: float
    sure: float


class Points(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The points for words and traits of a line by itself (`words`, `own`), for its place and neighbours (`context`), and the cuts between verdicts."""

    words: dict[str, float]
    own: dict[str, float]
    context: dict[str, float]
    cuts: dict[str, float]

    @cached_property
    def long_words(self) -> dict[str, float]:
        """The points of words in long lines, by the bare word."""
        return {word.removesuffix(LONG_LINE): points for word, points in self.words.items() if word.endswith(LONG_LINE)}

    def needs(self, company: int, shield: str, lines: int) -> Needs:
        """What a line needs beside so many sure leftovers, as one of so many lines, under the shield that `shielded` gives it."""
        cut = self.cuts
        if not company:
            certain, weak, unnamed, sure = cut["alone"], cut["weak alone"], cut["weak alone"], math.inf
        elif company < LONE:
            certain, weak, unnamed, sure = cut["certain"], cut["weak"], cut["unnamed"], cut["sure"]
        else:
            certain, weak, unnamed, sure = -math.inf, cut["weak"], cut["unnamed among others"], cut["sure"]
        unnamed += cut["list"] if lines > LONG else 0.0
        return Needs(certain, math.inf if shield == "certain" else weak, math.inf if shield else unnamed, sure)

    def scores(self, lines: tuple[Line, ...], evidence: list[Evidence]) -> list[float]:
        """The score of each line, in logits: above 0 it is more likely a leftover than not. A line that is out of the question keeps its first score."""
        own = [self.own_score(line, said) for line, said in zip(lines, evidence, strict=True)]
        asked = [_open(line, said) for line, said in zip(lines, evidence, strict=True)]
        around = surroundings(lines, evidence, own, asked)
        return [self.context_score(traits, score) if ask else score for traits, score, ask in zip(around, own, asked, strict=True)]

    def own_score(self, line: Line, said: Evidence) -> float:
        """The first score: what the line shows by itself."""
        points, words = self.own, self.words if len(line.words) <= SHORT_LINE else self.long_words
        total = points["bias"] + sum(filter(None, map(points.get, own_traits(line, said))))
        return total + sum(filter(None, map(words.get, _distinct(line))))

    def context_score(self, traits: list[str], own: float) -> float:
        """The second score: the first, weighed with place and neighbours."""
        return self.context["bias"] + self.context["own"] * max(-8.0, min(8.0, own)) + sum(filter(None, map(self.context.get, traits)))


def told_words(line: Line) -> list[str]:
    """The words of a line that points are given for: all of a short line, those at both ends of a long one; a length class keeps the two apart."""
    return list(_distinct(line)) if len(line.words) <= SHORT_LINE else [w + LONG_LINE for w in _distinct(line)]


def _distinct(line: Line) -> dict[str, None]:
    words = line.words if len(line.words) <= 40 else line.words[:25] + line.words[-15:]
    return dict.fromkeys(words)  # in order, unlike a set: the last digit of a sum depends on it


def own_traits(line: Line, said: Evidence) -> list[str]:
    """The traits of a line by itself, with what the rules say of it."""
    found = layout.traits(line)
    found += [f"certain:{code}" for code in said.certain] + [f"weak:{code}" for code in said.weak]
    found.append(_told(said))
    return found


def _open(line: Line, said: Evidence) -> bool:
    """Whether a line may be a leftover at all: a long one of which no rule says anything is none."""
    return bool(said.certain or said.weak) or len(line.words) < layout.PROSE


def surroundings(lines: tuple[Line, ...], evidence: list[Evidence], own: list[float], asked: Sequence[bool]) -> list[list[str]]:
    """For each line that is asked for the traits of its place and its neighbours, from the first scores of all lines; for the others none."""
    count = len(lines)
    chance = [1 / (1 + math.exp(-max(-30.0, min(30.0, s)))) for s in own]
    shapes = [line.shape for line in lines]
    body = [i for i, s in enumerate(shapes) if s == "prose" and chance[i] < 0.3]
    first, last = (body[0], body[-1]) if body else (count, -1)
    above = _running(chance)
    below = _running(chance[::-1])[::-1]
    share = _tenths(sum(chance) / count)
    kept = [shape for shape, c in zip(shapes, chance, strict=True) if c < 0.5]
    listy = _tenths(sum(shape not in ("prose", "sentence") for shape in kept) / (len(kept) or 1))
    times = Counter([line.words for line in lines])
    story = {word for i in body for word in lines[i].words}
    told = [_told(said) for said in evidence]
    sure = [kind == "named" and s > 0 for kind, s in zip(told, own, strict=True)]
    company = sum(sure)
    found: list[list[str]] = []
    for i, (line, under) in enumerate(zip(lines, _under(lines, evidence), strict=True)):
        if not asked[i]:
            found.append([])
            continue
        region = "empty" if not body else "head" if i < first else "tail" if i > last else "body"
        shape, kind = shapes[i], told[i]
        before, after = _level(own, i - 1, "start"), _level(own, i + 1, "end")
        traits = [
            f"place:{region}:{shape}",
            f"before:{before}",
            f"after:{after}",
            f"between:{before}:{after}",
            f"shape:{shape}:{before}",
            f"shape:{shape}:{after}:after",
            f"near before:{_level(own, i - 2, 'start')}",
            f"near after:{_level(own, i + 2, 'end')}",
            f"best before:{_best(own[max(0, i - 4) : i])}",
            f"best after:{_best(own[i + 1 : i + 5])}",
            f"above:{_tenths(above[i])}:{region}",
            f"below:{_tenths(below[i])}:{region}",
            f"share:{share}",
            f"listy:{listy}:{shape}",
            f"listy:{listy}:{_level(own, i, '')}",
            f"listy:{listy}:{region}",
            f"from start:{_distance(i)}",
            f"from end:{_distance(count - 1 - i)}:{shape}",
            under,
            kind,
            f"{kind}:{region}:{shape}",
            f"company:{_few(company - sure[i])}:{kind}",
            f"density:{_part((company - sure[i]) / count)}:{kind}",
        ]
        if 0 < i < count - 1:
            traits.append(f"flanks:{shapes[i - 1]}:{shapes[i + 1]}:{shape}")
        if times[line.words] > 1:
            traits.append(f"repeated:{shape}")
        if layout.named(line):
            traits.append(f"person:{region}:{kind}")
        if shape != "prose" and len(line.words) < layout.PROSE:
            taken = _taken_up(line, story)
            traits += [f"taken:{taken}:{shape}", f"taken:{taken}:{region}:{kind}", *([f"taken:{taken}:short"] if len(body) < 4 else [])]
        found.append(traits)
    return found


def _under(lines: tuple[Line, ...], evidence: list[Evidence]) -> Iterator[str]:
    """For each line the class of the label above it and how many lines above that stands; prose ends what a label is for."""
    code, distance = "", 99
    for line, said in zip(lines, evidence, strict=True):
        yield f"under:{code}:{distance}" if distance <= 8 else "under:none"
        if said.certain and len(line.words) < 9:
            code, distance = said.certain[0], 1
        else:
            distance = 99 if line.prose else distance + 1


def _told(said: Evidence) -> str:
    """Whether a rule names a line, hints at it or is silent."""
    return "named" if said.certain else "hinted" if said.weak else "silent"


def _taken_up(line: Line, story: set[str]) -> str:
    """How many of a line's telling words the prose of the story has too, from 0 to 4, as a class; a leftover speaks of other things."""
    words = {w for w in line.words if len(w) > 3 and w not in layout.FUNCTION}
    if not words:
        return "none"
    share = len(words & story) / len(words)
    return "0" if share == 0 else "1" if share < 0.34 else "2" if share < 0.67 else "3" if share < 1 else "4"


def _few(count: int) -> str:
    return str(count) if count < 2 else "2-3" if count < 4 else "4-7" if count < 8 else "8"


def _part(share: float) -> str:
    return "0" if share == 0 else "1" if share < 0.05 else "2" if share < 0.1 else "3" if share < 0.2 else "4" if share < 0.35 else "5"


def _running(values: list[float]) -> list[float]:
    """The mean of all values before each place; 0 before the first."""
    means, total = [], 0.0
    for i, value in enumerate(values):
        means.append(total / i if i else 0.0)
        total += value
    return means


def _tenths(value: float) -> int:
    return min(9, int(value * 10))


def _distance(lines: int) -> str:
    return str(lines) if lines < 4 else "4-6" if lines < 7 else "7-12" if lines < 13 else "13"


def _level(own: list[float], i: int, outside: str) -> str:
    return _best([own[i]]) if 0 <= i < len(own) else outside


def _best(scores: list[float]) -> str:
    if not scores:
        return "none"
    best = max(scores)
    return "5" if best > 3 else "4" if best > 1.2 else "3" if best > 0 else "2" if best > -1.5 else "1" if best > -3 else "0"


def _trimmed(words: tuple[str, ...], most: int) -> str:
    """The words joined, without numbers at either end; nothing where more than so many are left."""
    start, end = 0, len(words)
    while start < end and words[start].isdigit():
        start += 1
    while end > start and words[end - 1].isdigit():
        end -= 1
    return " ".join(words[start:end]) if end - start <= most else ""


def leftovers(document: Document, library: Library) -> tuple[Span, ...]:
    """The spans of all leftovers of a document, in order; computed once for a document."""
    return document.view(library.shared(_spans))


def _spans(library: Library) -> Callable[[Document], tuple[Span, ...]]:
    """A view: the spans of all leftovers."""
    find = library.shared(Analyst).find
    return lambda document: tuple(x.span for x in document.view(find))


def touched(left: tuple[Span, ...], span: Span) -> bool:
    """Whether one of the leftovers, given in order, meets a span."""
    i = bisect_right(left, span.start, key=lambda s: s.end)
    return i < len(left) and left[i].start < span.end


def build(rule: Rule, options: Options, library: Library) -> Check:
    """A check that yields the leftovers of this rule's class; lines of one class that follow each other make one hit."""
    analyst = library.shared(Analyst)
    deleted = analyst.points.cuts["deleted" if rule.confidence == "high" else "deleted if less certain"]

    def check(document: Document) -> Iterator[Hit]:
        for span, case, score in _joined(document, document.view(analyst.find), rule.code):
            yield Hit(span, {"match": document[span]}, case, fixable=not case and score >= deleted)

    return check


def _joined(document: Document, found: tuple[Leftover, ...], code: str) -> Iterator[tuple[Span, str, float]]:
    """The leftovers of one class with their case and score, those on following lines with the same case as one with the best score."""
    whole: Leftover | None = None
    for x in found:
        if x.code != code:
            continue
        if whole is not None and x.case == whole.case and document.text[whole.span.end : x.span.start].isspace():
            whole = Leftover(Span(whole.span.start, x.span.end), code, whole.case, max(whole.score, x.score))
            continue
        if whole is not None:
            yield whole.span, whole.case, whole.score
        whole = x
    if whole is not None:
        yield whole.span, whole.case, whole.score
