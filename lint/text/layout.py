"""The shape of each line: its words, its end, its letters, and what it looks like beside prose."""

import msgspec

from lint import patterns
from lint.model import Span
from lint.text import segment
from lint.text.document import Document

_TOKEN = patterns.compiled(r"[^\W_]+(?:'[^\W_]+)*|[©@#<\[{|/>»›:]")
_BULLET = patterns.compiled(r"(?:(?:[-–—•*·▪►▸+✅➡→]|\d{1,3}[.)])\s+)+(?=\S)")
_SYMBOLS = frozenset("©@#<[{|/>»›:")
_INNER_STOP = patterns.compiled(r"[.!?](?<=[a-z)\"”’].)[\"”’)]? +[\"“‘(]?[A-Z]")
FUNCTION = frozenset(
    """the of and to in a that is for on with as was by at from has have be are it its he she they said not this which were an or but his her their had
    who will would could when after before we you i if can been than into over about there what also one more""".split()
)
_SAID = frozenset("said says told added wrote asked explained noted stated".split())
PROSE = 25
"""A line of at least so many words that ends like a sentence is prose."""


class Line(msgspec.Struct, frozen=True):
    """One line that holds more than blanks.

    `text` is the plain line, `body` the same without a bullet or list number; `tokens` are its words and telling signs in lower case, `words` only the words.
    `ending` is how it ends: stop, ask, shout, quote, colon, dots, comma, bracket, digit, or none.
    `shape` is what it looks like: prose, sentence, label (up to 3 words), headline (4 to 18 words, no end mark), item (with a bullet), or text.
    """

    span: Span
    text: str
    body: str
    tokens: tuple[str, ...]
    words: tuple[str, ...]
    ending: str
    shape: str

    @property
    def key(self) -> str:
        """The words joined by blanks: what tells that two lines say the same."""
        return " ".join(self.words)

    @property
    def prose(self) -> bool:
        """Whether it is long and ends like a sentence."""
        return self.shape == "prose"


def layout(document: Document) -> tuple[Line, ...]:
    """The lines of a document in order."""
    return tuple(_line(span, document.plain[span.start : span.end]) for span in document.view(segment.lines))


def _line(span: Span, text: str) -> Line:
    bullet = _BULLET.match(text) if not text[0].isalpha() else None
    body = text[bullet.end() :] if bullet else text
    tokens = tuple(_TOKEN.findall(body.lower()))
    words = tokens if _SYMBOLS.isdisjoint(tokens) else tuple([t for t in tokens if t not in _SYMBOLS])
    end = _ending(text)
    return Line(span, text, body, tokens, words, end, _shape(len(words), end, bullet is not None))


def _ending(text: str) -> str:
    last = text[-1]
    if last in "\"”'’»)]" and len(text) > 1:
        return "quote" if text[-2] in ".!?,…" else "bracket" if last in ")]" else "none"
    if last == "." and text.endswith("..."):
        return "dots"
    return _ENDS.get(last, "digit" if last.isdigit() else "none")


_ENDS = {".": "stop", "?": "ask", "!": "shout", ":": "colon", "…": "dots", ",": "comma", ";": "comma"}
_COUNTS = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9-10", "9-10", "11-13", "11-13", "11-13", "14-18", "14-18", "14-18", "14-18", "14-18")


def size(count: int) -> str:
    """A number of words as one of a few classes."""
    if count < len(_COUNTS):
        return _COUNTS[count]
    return "19-24" if count < 25 else "25-34" if count < 35 else "35-54" if count < 55 else "55-89" if count < 90 else "90"


def _shape(words: int, end: str, bullet: bool) -> str:
    if words >= PROSE and end in ("stop", "ask", "quote"):
        return "prose"
    if words <= 3:
        return "label"
    if end in ("stop", "ask", "quote", "shout"):
        return "sentence"
    if bullet:
        return "item"
    return "headline" if words <= 18 else "text"


def named(line: Line) -> bool:
    """Whether a line could be a person's name: two or three words, each with one capital at its start."""
    written = line.body.split(maxsplit=3)
    return 2 <= len(written) <= 3 and all(w[0].isupper() and (len(w) < 3 or not w.isupper()) and w.strip(".,").replace("-", "").isalpha() for w in written)


def traits(line: Line) -> list[str]:
    """The traits of a line by itself, as short names of classes."""
    count = len(line.words)
    found = [f"n:{size(count)}", f"end:{line.ending}", f"start:{_start(line)}", f"shape:{line.shape}"]
    if line.body is not line.text:
        found.append("bullet")
    if count <= PROSE:
        found += _small(line, count)
    else:
        found.append(f"sentences:{min(4, len(_INNER_STOP.findall(line.text)))}")
    for sign in "©@#|<[/":
        if sign in line.tokens:
            found.append(f"has:{sign}")
    if "http" in line.tokens or "www" in line.tokens:
        found.append("has:url")
    if '"' in line.text or "“" in line.text:
        found.append("has:quote")
    if not _SAID.isdisjoint(line.words):
        found.append("has:said")
    return found


def _start(line: Line) -> str:
    first = line.body[0]
    return "lower" if first.islower() else "upper" if first.isupper() else "digit" if first.isdigit() else "quote" if first in "\"“'‘" else "sign"


def _small(line: Line, count: int) -> list[str]:
    """Traits of lines short enough to look at every word."""
    written = [w for w in line.body.split() if w[0].isalpha()]
    capital = sum(w[0].isupper() for w in written)
    upper = sum(w.isupper() and len(w) > 1 for w in written)
    function = sum(w in FUNCTION for w in line.words)
    digits = sum(w[0].isdigit() for w in line.words)
    found = [f"function:{min(4, function) if count > 3 else 'x'}", f"digits:{min(3, digits)}", f"case:{_case(len(written), capital, upper)}"]
    if line.body[0] == "(" and line.body[-1] == ")":
        found.append("bracketed")
    if count > 8:
        found.append(f"dense:{5 * function // count}")
    if _INNER_STOP.search(line.text):
        found.append("two sentences")
    return found


def _case(written: int, capital: int, upper: int) -> str:
    if not written:
        return "none"
    if 2 * upper > written:
        return "shout" if written > 1 else "one shout"
    if capital == written:
        return "title" if written > 1 else "one title"
    return "mostly title" if 10 * capital >= 7 * written and written > 2 else "sentence" if capital <= 1 else "mixed"
