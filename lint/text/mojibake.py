"""Characters that were decoded wrongly before they came here: found by their bytes, with the repair where the way back is exact."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from lint import patterns
from lint.model import Span
from lint.text.document import Document

_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_TAIL = f"[\x80-\xbf{_CP1252}]"
_SEQUENCE = f"(?:[\xc2-\xdf]{_TAIL}|[\xe0-\xef]{_TAIL}{{2}}|[\xf0-\xf4]{_TAIL}{{3}})"
# Each begins with one of a few characters and looks back only then: the engine skips from one of them to the next.
_QUICK = patterns.compiled(
    f"[\ufffd\xc2-\xf4‚√Γв鈥?](?:(?<=[\ufffd鈥])|(?<=[\xc2-\xf4]){_TAIL}|(?<=‚)Ä|(?<=√)[^\\s\\d]|(?<=Γ)Ç|(?<=в)Ђ|(?<=\\?)(?:s|t|re|ve|ll)\\b|(?<=\xc2) )"
)
_TYPOGRAPHIC = frozenset("‘’“”…–—•€™‚„‹›")
_CODECS = (("‚Ä.|√[^\\s\\d]", "mac_roman"), ("ΓÇ.", "cp437"), ("вЂ.", "cp1251"), ("鈥.", "gbk"))


class Damage(msgspec.Struct, frozen=True):
    """A stretch of the source that was decoded wrongly; `repair` is what stood there, None where it cannot be told for certain."""

    span: Span
    kind: str
    repair: str | None


def damaged(document: Document) -> tuple[Damage, ...]:
    """The damaged stretches of the source in order, adjacent ones joined."""
    source = document.source
    if not _QUICK.search(source):
        return ()
    found = [*_lost(source), *_doubly_encoded(source), *_other_codecs(source), *_questioned(source)]
    kept: list[Damage] = []
    for damage in sorted(found, key=lambda d: (d.span.start, -d.span.end)):
        if not kept or damage.span.start >= kept[-1].span.end:
            kept.append(damage)
    return tuple(kept)


def _lost(source: str) -> Iterator[Damage]:
    for m in re.finditer("\ufffd+", source):
        yield Damage(Span(*m.span()), "lost", None)


@cache
def _run() -> re.Pattern[str]:
    return patterns.compiled(f"{_SEQUENCE}+|â€(?:\ufffd|\x9d)?|(?<![A-Z\xc0-\xde])Â(?= )|Ã(?=\xa0| (?=[a-z]))|(?<=[a-z])[ÂÃ](?![A-Z])")


def _doubly_encoded(source: str) -> Iterator[Damage]:
    """UTF-8 that was read as Windows-1252 or Latin-1, once or several times."""
    for m in _run().finditer(source):
        run = m.group()
        if run in ("â€", "â€\ufffd", "â€\x9d"):
            yield Damage(Span(*m.span()), "mojibake", "”")
        elif run in ("Â", "Ã"):
            yield Damage(Span(*m.span()), "mojibake", "" if run == "Â" else None)
        elif (repair := _repaired(run)) is not None and _plausible(source, m, repair):
            lost = "\ufffd" in repair
            yield Damage(Span(*m.span()), "lost" if lost else "mojibake", None if lost else repair)


def _repaired(run: str) -> str | None:
    """The run with its bytes read as UTF-8, as often as that goes; None where it does not go once."""
    repair = None
    for _ in range(3):
        try:
            run = b"".join(_byte(c) for c in run).decode("utf-8")
        except UnicodeError:
            break
        repair = run
    return repair


def _byte(character: str) -> bytes:
    return character.encode("latin-1") if character <= "\xff" else character.encode("cp1252")


def _plausible(source: str, match: re.Match[str], repair: str) -> bool:
    """Whether the run is no real text: a capital before a closing quotation mark, say (CAFÉ”)."""
    run = match.group()
    if any("\x80" <= c <= "\x9f" for c in repair) or not all(c.isprintable() or c.isspace() or c == "\ufeff" or c == "\u200b" for c in repair):
        return False
    if len(run) > 2 or (run[0] in "ÂÃ" and run[1] not in _TYPOGRAPHIC):
        return True
    following = source[match.end() : match.end() + 1]
    return run[0] in "ÂÃ" and following.isalpha() and following.islower()


def _other_codecs(source: str) -> Iterator[Damage]:
    """UTF-8 that was read as Mac Roman, code page 437, Windows-1251 or GBK."""
    for pattern, codec in _CODECS:
        for m in re.finditer(f"(?:{pattern})+", source):
            try:
                repair = m.group().encode(codec).decode("utf-8")
            except UnicodeError:
                continue
            yield Damage(Span(*m.span()), "mojibake", repair)


@cache
def _contraction() -> re.Pattern[str]:
    return patterns.compiled(
        r"(?<![\w/?&=#.%-])(?:[A-Za-z]+n(?P<t>\?)t|(?:[Ii]t|[Tt]hat|[Hh]e|[Ss]he|[Ww]hat|[Tt]here|[Ww]ho|[Ww]e|[Tt]hey|[Yy]ou|I)(?P<s>\?)(?:s|re|ve|ll|d|m))\b(?![=/&])"
    )


def _questioned(source: str) -> Iterator[Damage]:
    """A question mark where an apostrophe was: "don?t"."""
    for m in _contraction().finditer(source):
        group = "t" if m["t"] else "s"
        yield Damage(Span(*m.span(group)), "mojibake", "’")
