"""Kind `integrity`: is the text whole and readable? Bad bytes, mojibake, hidden characters, mixed scripts, repeats, breaks, spaces, sums."""

from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from lint import patterns
from lint.checks import Library
from lint.model import Check, Edit, Hit, Related, Rule, Span
from lint.text import endings, fold, mojibake, repeats, scripts, spacing, sums
from lint.text.document import Document


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """`looks-for`: the damage that the rule reports, one of the words listed."""

    looks_for: Literal[
        "undecodable bytes", "no text", "mojibake", "hidden characters", "control characters", "mixed scripts", "repeats", "breaks", "spacing", "sums"
    ]


def build(rule: Rule, options: Options, library: Library) -> Check:
    """A check that yields each place of this damage."""
    return _FINDERS[options.looks_for]


def _undecodable(document: Document) -> Iterator[Hit]:
    """One hit at the first bad byte, with their number."""
    if document.undecodable:
        first = document.undecodable[0]
        place = document.position(first.offset)
        source = Span(first.offset, first.offset + 1)
        read = bytes([first.byte]).decode("cp1252", "replace")
        hint = f" (in Windows-1252 it is {read})" if document.encoding == "utf-8" and first.byte >= 0x80 and read.isprintable() and read != "\ufffd" else ""
        more = f", and {document.undecoded - 1} more" if document.undecoded > 1 else ""
        fields = {"byte": f"0x{first.byte:02x}", "encoding": document.encoding.upper(), "line": str(place.line), "column": str(place.column)}
        yield Hit(document.seen(source), {**fields, "hint": hint, "more": more}, source=source)
    if document.encoding.endswith("without mark"):
        yield Hit(None, {"encoding": document.encoding.removesuffix(" without mark").upper()}, case="unmarked")


def _no_text(document: Document) -> Iterator[Hit]:
    if not document.text.strip():
        yield Hit(None, {"held": "blanks and hidden characters only" if document.source else "zero characters"})


def _mojibake(document: Document) -> Iterator[Hit]:
    """A hit for each damaged stretch of the source; stand-ins for undecodable bytes are left to their own rule."""
    stood_in = {u.offset for u in document.undecodable}
    for damage in document.view(mojibake.damaged):
        text = document.source[damage.span.start : damage.span.end]
        if damage.kind == "lost":
            if damage.span.start in stood_in or (document.undecoded > len(stood_in) and text.startswith("\ufffd")):
                continue
            yield Hit(document.seen(damage.span), {"match": text}, case="lost", source=damage.span)
        else:
            edits = (Edit(*damage.span, damage.repair),) if damage.repair is not None else ()
            repair = f"; it was {damage.repair}" if damage.repair and damage.repair.strip() else ""
            yield Hit(document.seen(damage.span), {"match": text, "repair": repair}, replacement=damage.repair, source=damage.span, edits=edits)


def _hidden(kinds: frozenset[str]) -> Callable[[Document], Iterator[Hit]]:
    """A check with one hit for each kind and line: the first run's place, the number of characters, and fixes for all."""

    def check(document: Document) -> Iterator[Hit]:
        runs: dict[tuple[int, str], list[Span]] = {}
        garbled = [d.span for d in document.view(mojibake.damaged)] if document.hidden else []
        for stray in document.hidden:
            if any(stray.meets(span) for span in garbled):
                continue
            for m in _runs_of_a_kind(document.source, stray):
                if (hiding := fold.hiding(document.source[m.start])) in kinds:
                    runs.setdefault((document.position(m.start).line, hiding), []).append(m)
        for (_, kind), spans in runs.items():
            characters = "".join(document.source[s.start : s.end] for s in spans)
            fields = {"names": (f"{len(characters)} × " if len(characters) > 1 else "") + fold.named(characters)}
            edits = tuple(Edit(s.start, s.end, "") for s in spans)
            yield Hit(document.seen(spans[0]), fields, case=kind, source=spans[0], edits=edits)

    return check


def _runs_of_a_kind(source: str, stray: Span) -> Iterator[Span]:
    start = stray.start
    for i in range(stray.start + 1, stray.end + 1):
        if i == stray.end or fold.hiding(source[i]) != fold.hiding(source[start]):
            yield Span(start, i)
            start = i


def _mixed_scripts(document: Document) -> Iterator[Hit]:
    for word in document.view(scripts.mixed):
        names = fold.named(word.strangers)
        yield Hit(word.span, {"match": document[word.span], "names": names, "repair": word.repair}, replacement=word.repair)


def _repeats(document: Document) -> Iterator[Hit]:
    for repeat in document.view(repeats.repeats):
        place = document.position(document.original(repeat.other).start)
        related = (Related(repeat.other, "the same words"),)
        yield Hit(repeat.span, {"line": str(place.line)}, case=repeat.kind, related=related)


def _breaks(document: Document) -> Iterator[Hit]:
    for cut in document.view(endings.breaks):
        yield Hit(cut.span, {"match": document[cut.span]}, case=cut.kind)


def _spacing(document: Document) -> Iterator[Hit]:
    for flaw in document.view(spacing.flaws):
        repair = flaw.repair if patterns.compiled(r"\S.*\S|\S").fullmatch(flaw.repair) else ""
        yield Hit(flaw.span, {"match": document[flaw.span], "repair": repair}, case=flaw.kind, replacement=flaw.repair)


def _sums(document: Document) -> Iterator[Hit]:
    for m in document.view(sums.mismatches):
        fields = {"match": document[m.span], "total": f"{m.total:,}", "currency": m.currency}
        yield Hit(m.span, fields, related=(Related(m.listed, "the amounts listed"),))


_FINDERS: dict[str, Check] = {
    "undecodable bytes": _undecodable,
    "no text": _no_text,
    "mojibake": _mojibake,
    "hidden characters": _hidden(frozenset({"direction", "zero-width", "soft-hyphen", "tag", "filler"})),
    "control characters": _hidden(frozenset({"nul", "control"})),
    "mixed scripts": _mixed_scripts,
    "repeats": _repeats,
    "breaks": _breaks,
    "spacing": _spacing,
    "sums": _sums,
}
