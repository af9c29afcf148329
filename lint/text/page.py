"""An HTML page as a reader sees it: its visible text with the way back to the page's own characters, and what its head states."""

import html
import re
from collections.abc import Iterable, Iterator
from html.entities import html5

import msgspec

from lint import patterns
from lint.model import Span
from lint.text.offsets import OffsetMap

DEEPEST = 512
"""Elements that may be open at once, as in browsers; what is nested deeper counts as standing beside."""

# Tags are told apart as the HTML standard tells browsers to. The standard library's parser gives lines and columns for the
# start of a run only, and takes broken mark-up differently from one release of Python to the next.
_TAG = patterns.compiled(r"""<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*+)(?P<inner>(?:[^>=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|=)*+)>""")
_NOT_TAG = patterns.compiled(r"<(?:!--(?P<comment>-?>)?|[!?]|/(?=[^A-Za-z]))")
_UNENDED = patterns.compiled(r"</?[A-Za-z]")
_COMMENT_END = patterns.compiled(r"--!?>")
_ATTRIBUTE = patterns.compiled(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
_RUN = patterns.compiled(
    r"(?P<text>[^ \t\n\r\f&]++(?:[ \t\n\r\f][^ \t\n\r\f&]++)*+)|(?P<space>[ \t\n\r\f]++)|"
    r"(?P<entity>&(?:\#[0-9]++;?|\#[xX][0-9a-fA-F]++;?|[A-Za-z0-9]{1,32}+;?)?)"
)
_BLANKS = str.maketrans("\t\n\r\f", "    ")
_INVISIBLE = patterns.compiled(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_RAW = frozenset("script style xmp iframe noembed noframes textarea title".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
UNSEEN = frozenset("head title script style template noscript svg iframe object video audio canvas select datalist textarea noembed noframes rp dialog".split())
_IN_HEAD = frozenset("html head title meta link script style base noscript template basefont bgsound noframes".split())
_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl blockquote figure pre table fieldset hr".split())
_BLOCKS = _PARAGRAPHS | frozenset(
    """html body div section article header footer aside nav main li dt dd tr thead tbody tfoot caption figcaption form details summary address
    center legend menu dir option optgroup hgroup search""".split()
)
_ENDS_P = _BLOCKS - frozenset("html body li dt dd tr thead tbody tfoot caption option optgroup legend".split()) | frozenset(["li", "dt", "dd"])
_CELLS = frozenset(["td", "th"])
_IMPLIED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(["li"]), frozenset(["ul", "ol", "menu"])),
    "dt": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "dd": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "tr": (frozenset(["tr", "td", "th"]), frozenset(["table"])),
    "td": (_CELLS, frozenset(["tr", "table"])),
    "th": (_CELLS, frozenset(["tr", "table"])),
    "tbody": (frozenset(["tr", "td", "th", "thead", "tbody"]), frozenset(["table"])),
    "option": (frozenset(["option"]), frozenset(["select", "datalist"])),
}
_SEPARATE = frozenset("span a time button label cite small img picture svg".split())
"""Inline elements that pages set apart by their style: between two of them a reader sees a gap where the source has none."""


class Piece(msgspec.Struct, frozen=True):
    """A run of visible text and the stretch of the source it shows; of the same length it maps character by character, else as a whole."""

    text: str
    start: int
    end: int


class Page(msgspec.Struct, frozen=True):
    """What a page shows and states: `meta` its meta tags, title and language by name in lower case, `data` its JSON-LD scripts.

    `whole` tells a page, which has a body, from a fragment.
    """

    pieces: tuple[Piece, ...]
    meta: dict[str, str] = msgspec.field(default_factory=dict)
    data: tuple[str, ...] = ()
    whole: bool = False

    @property
    def text(self) -> str:
        """The visible text."""
        return "".join(p.text for p in self.pieces)


def read(source: str, begin: int = 0) -> Page:
    """The page in this source from offset `begin` on. Never raises; broken mark-up is taken as browsers take it."""
    reader = _Reader(source)
    for token in _tokens(source, begin):
        reader.take(token)
    return Page(tuple(_joined(reader.pieces)), reader.meta, tuple(reader.data), reader.whole)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, neighbours that map character by character as one."""
    run: list[str] = []
    begin = end = 0
    for piece in pieces:
        plain = len(piece.text) == piece.end - piece.start
        if run and (not plain or piece.start != end):
            yield Piece("".join(run), begin, end)
            run = []
        if plain:
            begin, end = (begin if run else piece.start), piece.end
            run.append(piece.text)
        else:
            yield piece
    if run:
        yield Piece("".join(run), begin, end)


def cut(pieces: Iterable[Piece], left_out: Iterable[Span]) -> tuple[Piece, ...]:
    """The pieces without these stretches of their text, which are in order and apart."""
    kept: list[Piece] = []
    spans = list(left_out)
    at = i = 0
    for piece in pieces:
        end, start = at + len(piece.text), at
        while i < len(spans) and spans[i].end <= start:
            i += 1
        j = i
        while j < len(spans) and spans[j].start < end:
            _keep(kept, piece, start - at, max(start, spans[j].start) - at)
            start = max(start, min(end, spans[j].end))
            j += 1
        _keep(kept, piece, start - at, len(piece.text))
        at = end
    return tuple(kept)


def _keep(kept: list[Piece], piece: Piece, start: int, end: int) -> None:
    """The part of a piece between two offsets of its own text."""
    if start >= end:
        return
    if len(piece.text) == piece.end - piece.start:
        kept.append(Piece(piece.text[start:end], piece.start + start, piece.start + end))
    else:
        kept.append(Piece(piece.text[start:end], piece.start, piece.end))


def offsets(pieces: Iterable[Piece]) -> OffsetMap:
    """The way from the text of these pieces back to the source."""
    found: list[tuple[int, int, int]] = []
    at = last = 0
    for piece in pieces:
        found.append((at, piece.start, piece.end))
        at, last = at + len(piece.text), piece.end
    return OffsetMap([*found, (at, last, last)])  # the last piece of a map runs on character by character


class _Token(msgspec.Struct, frozen=True):
    """A stretch of the source: `kind` is text, raw (the inside of an element that holds no tags), open or close."""

    kind: str
    start: int
    end: int
    name: str = ""
    inner: str = ""


def _tokens(source: str, at: int) -> Iterator[_Token]:
    begin = at
    while (at := source.find("<", at)) >= 0:
        tag = _TAG.match(source, at)
        if tag is None:
            past = _past(source, at)
            if past == at:
                at += 1  # a plain "<"
                continue
            yield _Token("text", begin, at)
            begin = at = past
            continue
        yield _Token("text", begin, at)
        name = tag["name"].lower()
        begin = at = tag.end()
        yield _Token("close" if tag["close"] else "open", tag.start(), at, name, tag["inner"])
        if name in _RAW and not tag["close"]:
            begin = at = _raw_end(source, at, name)
            yield _Token("raw", tag.end(), at, name)
    yield _Token("text", begin, len(source))


def _past(source: str, at: int) -> int:
    """Where a comment or a broken tag at this "<" ends; `at` itself where the sign is text."""
    m = _NOT_TAG.match(source, at)
    if m is None:
        return len(source) if _UNENDED.match(source, at) else at
    if m["comment"]:
        return m.end()
    if m.group() == "<!--":
        end = _COMMENT_END.search(source, m.end())
        return end.end() if end else len(source)
    close = source.find(">", m.end())
    return close + 1 if close >= 0 else len(source)


def _raw_end(source: str, at: int, name: str) -> int:
    end = _closing(name).search(source, at)
    return end.start() if end else len(source)


_CLOSING: dict[str, re.Pattern[str]] = {}


def _closing(name: str) -> re.Pattern[str]:
    if name not in _CLOSING:
        _CLOSING[name] = patterns.compiled(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    return _CLOSING[name]


class _Reader:
    """The state of one reading."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[Piece] = []
        self.meta: dict[str, str] = {}
        self.data: list[str] = []
        self.whole = False
        self._open: list[tuple[str, bool]] = []  # each open element and whether what is in it is unseen
        self._counts: dict[str, int] = {}
        self._script = ""
        self._space: tuple[int, int] | None = None
        self._lines = 0
        self._gap = ""
        self._left = ""

    def take(self, token: _Token) -> None:
        """The next token of the source."""
        if token.kind == "text":
            self._text(token.start, token.end)
        elif token.kind == "raw":
            self._raw(token)
        elif token.kind == "open":
            self._opened(token)
        else:
            self._closed(token.name)

    @property
    def _unseen(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _raw(self, token: _Token) -> None:
        inside = self.source[token.start : token.end]
        if token.name == "title":
            self.meta.setdefault("title", " ".join(html.unescape(inside).split()))
        elif token.name == "script" and "ld+json" in self._script:
            self.data.append(inside)
        elif token.name == "xmp":
            self._text(token.start, token.end)

    def _opened(self, token: _Token) -> None:
        name = token.name
        self._end_implied(name)
        attributes = _attributes(token.inner)
        self._note(name, attributes)
        if not self._unseen:
            self._set_apart(name, opening=True)
        if name in _VOID:
            return
        hidden = name in UNSEEN or "hidden" in attributes or bool(_INVISIBLE.search(attributes.get("style", "")))
        if name == "dialog":
            hidden = "open" not in attributes
        if len(self._open) < DEEPEST:
            self._open.append((name, self._unseen or hidden))
            self._counts[name] = self._counts.get(name, 0) + 1

    def _end_implied(self, name: str) -> None:
        """End the elements that a new one ends without a word: a paragraph before a block, a row before a row."""
        if self._counts.get("head") and name not in _IN_HEAD:
            self._close("head", frozenset())
        if name in _ENDS_P and self._counts.get("p"):
            self._close("p", frozenset(["table", "td", "th", "button", "caption", "object", "template"]))
        if name in _IMPLIED:
            ended, within = _IMPLIED[name]
            for other in ended:
                if self._counts.get(other):
                    self._close(other, within)

    def _note(self, name: str, attributes: dict[str, str]) -> None:
        """Keep what a tag states about the page."""
        if name in ("html", "body"):
            self.whole = True
            if attributes.get("lang"):
                self.meta.setdefault("lang", attributes["lang"])
        elif name == "meta" and attributes.get("content"):
            key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            self.meta.setdefault(key.strip().lower(), html.unescape(attributes["content"]))
        elif name == "time" and attributes.get("datetime") and {"itemprop", "pubdate"} & attributes.keys():
            self.meta.setdefault("time:" + (attributes.get("itemprop") or "pubdate").lower(), attributes["datetime"])
        elif name == "script":
            self._script = attributes.get("type", "").lower()

    def _closed(self, name: str) -> None:
        if name == "br":
            self._lines = min(2, self._lines + 1)
        elif name in _VOID:
            return
        elif self._counts.get(name):
            self._close(name, _CELLS if name not in ("tr", "table", "tbody", "thead", "tfoot", "td", "th", "body", "html") else frozenset())
        if not self._unseen:
            self._set_apart(name, opening=False)

    def _close(self, name: str, within: frozenset[str]) -> None:
        """End the innermost open element of this name and all inside it; none where it stands outside of one of `within`."""
        for i in range(len(self._open) - 1, -1, -1):
            if self._open[i][0] == name:
                for ended, _ in self._open[i:]:
                    self._counts[ended] -= 1
                del self._open[i:]
                return
            if self._open[i][0] in within:
                return

    def _set_apart(self, name: str, *, opening: bool) -> None:
        """What a tag does to the text around it."""
        if name in _PARAGRAPHS:
            self._lines = 2
        elif name in _BLOCKS:
            self._lines = max(1, self._lines)
        elif name == "br":
            self._lines = min(2, self._lines + 1)
        elif name in _CELLS and opening:
            self._gap = "\t"
        elif name in _SEPARATE:
            if opening and (self._left or name in ("img", "svg", "picture")):
                self._gap = self._gap or " "
            self._left = "" if opening else name
            return
        self._left = ""

    def _text(self, start: int, end: int) -> None:
        if start >= end or self._unseen:
            return
        if self._counts.get("pre"):
            self._preserved(start, end)
            return
        for m in _RUN.finditer(self.source, start, end):
            kind = m.lastgroup
            if kind == "space":
                self._space = self._space or m.span()
            elif kind == "text":
                self._put(m.group().translate(_BLANKS), m.start(), m.end())
            else:
                self._entity(m.group(), m.start())

    def _preserved(self, start: int, end: int) -> None:
        for m in _RUN.finditer(self.source, start, end):
            if m.lastgroup == "entity":
                self._entity(m.group(), m.start())
            else:
                self._put(m.group(), m.start(), m.end())

    def _entity(self, written: str, start: int) -> None:
        length = _entity_length(written)
        if length:
            self._put(html.unescape(written[:length]), start, start + length)
        if written[length:]:
            self._put(written[length:], start + length, start + len(written))

    def _put(self, text: str, start: int, end: int) -> None:
        """A run of visible text, after the line ends and the gap that are due before it."""
        if not text:
            return
        if self.pieces:
            if self._lines:
                self.pieces.append(Piece("\n" * self._lines, start, start))
            elif self._gap == "\t" or (self._gap and self._space is None):
                self.pieces.append(Piece(self._gap, start, start))
            elif self._space is not None:
                self.pieces.append(Piece(" ", *self._space))
        self._lines, self._gap, self._space, self._left = 0, "", None, ""
        self.pieces.append(Piece(text, start, end))


def _attributes(inner: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case, the first of each name."""
    found: dict[str, str] = {}
    if inner and not inner.isspace():
        for m in _ATTRIBUTE.finditer(inner):
            found.setdefault(m.group(1).lower(), m.group(2) or m.group(3) or m.group(4) or "")
    return found


def _entity_length(written: str) -> int:
    """How much of what follows an ampersand is a character reference; old names need no semicolon."""
    if written[1:2] == "#":
        return len(written)
    if written[1:] in html5:
        return len(written)
    return next((i for i in range(len(written) - 1, 2, -1) if written[1:i] in html5), 0)
