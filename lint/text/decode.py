"""Bytes of a file to a Document: encoding, byte-order mark, hidden characters and front matter, without ever raising on content."""

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from lint import patterns
from lint.model import Span
from lint.text import fold, frontmatter, markup, pages
from lint.text.document import Document, Form, Metadata, Undecodable
from lint.text.offsets import OffsetMap
from lint.text.pages import Part

LISTED = 1_000
"""How many undecodable bytes of one file are listed one by one; all are counted."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BYTE_ORDER_MARKS = tuple(mark for mark, _ in _MARKS)
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\x00", "a database"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"OggS", "a media file"),
    (b"ID3", "a media file"),
    (b"fLaC", "a media file"),
)
_PROBE = 65_536
_CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\x0b\x0c\r\x1b")
_SURROGATES = patterns.compiled(r"[\ud800-\udfff]")


def binary(raw: bytes) -> str | None:
    """What these bytes are when they are no text: told by their signature, or by their share of NUL and control bytes."""
    for signature, kind in _SIGNATURES:
        if raw.startswith(signature) and (kind != "a bzip2 archive" or raw[4:10] == b"1AY&SY"):
            return kind
    if raw[:4] == b"RIFF" and raw[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "a media file"
    if _encoding(raw) != "utf-8":
        return None
    probe = raw[:_PROBE]
    if probe.count(0) * 10 > len(probe):
        return "binary: more than a tenth of it is NUL bytes"
    controls = len(probe) - len(probe.translate(None, _CONTROL_BYTES))
    return "binary: more than a tenth of it is control characters" if controls * 10 > len(probe) else None


def decode(raw: bytes, path: str, form: Form | None = None, part: Part = "auto", charset: str | None = None) -> Document:
    """The document in these bytes: by its mark, else UTF-8; bytes that are neither become U+FFFD and are listed in `undecodable`.

    A page, or a text whose sender named a `charset`, is read in the encoding it states where it is not UTF-8.
    """
    encoding, mark = _marked(raw)
    if not mark and encoding == "utf-8" and (stated := _stated(raw, charset, form or markup.form(path))):
        return document(raw.decode(stated, "replace"), path, stated, form=form, part=part)
    source, undecodable, count = _CODECS[encoding[:6]](raw[mark:], encoding, mark, LISTED)
    return document(source, path, _told(encoding, mark), undecodable, count, form, part)


class Decoded(NamedTuple):
    """A piece of a text. Offsets in `undecodable` count from its beginning, positions from that of the file; so many more are `unlisted`."""

    text: str
    encoding: str = "utf-8"
    undecodable: tuple[Undecodable, ...] = ()
    unlisted: int = 0


def pieces(blocks: Iterable[bytes]) -> Iterator[Decoded]:
    """The same text as `decode` makes of all blocks together, decoded as they come; the first of them tells the encoding."""
    encoding, mark, held, position = "", 0, b"", 0
    for block in blocks:
        if not encoding:
            encoding, mark = _marked(block)
            block, position = block[mark:], mark
        held += block
        end = _complete(held, encoding)
        source, undecodable, _ = _CODECS[encoding[:6]](held[:end], encoding, position, end)
        yield Decoded(source, _told(encoding, mark), undecodable)
        held, position = held[end:], position + end
    if held:
        source, undecodable, _ = _CODECS[encoding[:6]](held, encoding, position, len(held))
        yield Decoded(source, _told(encoding, mark), undecodable)


def _marked(raw: bytes) -> tuple[str, int]:
    """The encoding and the length of the mark that tells it, 0 without one."""
    encoding = _encoding(raw)
    return encoding, next((len(m) for m, name in _MARKS if name == encoding and raw.startswith(m)), 0)


def _told(encoding: str, mark: int) -> str:
    return encoding if mark or encoding == "utf-8" else f"{encoding} without mark"


def _complete(raw: bytes, encoding: str) -> int:
    """How many of these bytes can be decoded without those that follow."""
    if encoding == "utf-8":
        begun = next((i for i in range(len(raw) - 1, max(-1, len(raw) - 5), -1) if not 0x80 <= raw[i] < 0xC0), len(raw))
        return len(raw) if begun == len(raw) or raw[begun] < 0x80 else begun
    if encoding.startswith("utf-32"):
        return len(raw) // 4 * 4
    end = len(raw) // 2 * 2
    unit = int.from_bytes(raw[max(0, end - 2) : end], "little" if encoding.endswith("le") else "big")
    return end - 2 if 0xD800 <= unit < 0xDC00 else end


def document(
    source: str,
    path: str = "<text>",
    encoding: str = "utf-8",
    undecodable: tuple[Undecodable, ...] = (),
    undecoded: int = 0,
    form: Form | None = None,
    part: Part = "auto",
) -> Document:
    """The document that shows this decoded source: front matter becomes metadata, hidden characters and markup are left out of the text.

    Without `form` the path tells. `part` says how much of an HTML page is shown.
    """
    metadata, body = frontmatter.read(source) if source.startswith(("---", "+++")) else (Metadata(), 0)
    form = form or markup.form(path)
    offsets: OffsetMap | None
    if form == "html":
        text, offsets, metadata, strays = pages.shown(source, body, part, metadata)
    else:
        strays = fold.hidden(source)
        comments = markup.comments(source, form)
        unseen = tuple(sorted([*comments, *(s for s in strays if not markup.within(s, comments))])) if comments else strays
        if form == "markdown":
            from lint.text import markdown, page

            pieces = markdown.pieces(source, body, unseen)
            text, offsets = "".join(p.text for p in pieces), page.offsets(pieces)
        else:
            text, offsets = shown(source, body, unseen) if body or unseen else (source, None)
    return Document(
        path=path,
        text=text,
        source=source,
        offsets=offsets,
        metadata=metadata,
        encoding=encoding,
        undecodable=undecodable,
        undecoded=undecoded,
        form=form,
        hidden=strays,
    )


def shown(source: str, body: int, left_out: tuple[Span, ...]) -> tuple[str, OffsetMap]:
    """The source from offset `body` on without the stretches left out, and the way back."""
    ends = [Span(body, body), *(Span(max(body, s.start), max(body, s.end)) for s in left_out), Span(len(source), len(source))]
    parts, pieces, length = [], [], 0
    for before, after in pairwise(ends):
        if before.end < after.start:
            parts.append(source[before.end : after.start])
            pieces.append((length, before.end, after.start))
            length += after.start - before.end
    return "".join(parts), OffsetMap(pieces or [(0, len(source), len(source))])


def _encoding(raw: bytes) -> str:
    """By the mark; without one UTF-16 where every other byte of plain text is NUL, else UTF-8."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return name
    probe = raw[: _PROBE // 16]
    even, odd, half = probe[::2].count(0), probe[1::2].count(0), len(probe) // 2
    if half > 8 and odd * 10 > half * 6 and even * 50 < half:
        return "utf-16-le"
    if half > 8 and even * 10 > half * 6 and odd * 50 < half:
        return "utf-16-be"
    return "utf-8"


_CHARSET = rb"""(?i)<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})"""
_AS_BROWSERS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "iso8859-9": "cp1254", "tis-620": "cp874"}


def _stated(raw: bytes, charset: str | None, form: str) -> str | None:
    """The codec of the encoding that a text's sender or a page's head states, where its bytes are not UTF-8; None where that says nothing."""
    found = re.search(_CHARSET, raw[: _PROBE // 16]) if form == "html" else None
    stated = charset or (found and found.group(1).decode("ascii"))
    if not stated:
        return None
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return None
    try:
        codec = codecs.lookup(stated)
    except (LookupError, ValueError):
        return None
    name = _AS_BROWSERS.get(codec.name, codec.name)
    return None if name.startswith(("utf", "idna", "punycode", "unicode", "raw")) or not codec._is_text_encoding else name


def _utf8(raw: bytes, encoding: str, skipped: int, most: int) -> tuple[str, tuple[Undecodable, ...], int]:
    try:
        return raw.decode("utf-8"), (), 0
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "surrogateescape")
    listed, count, position, last = [], 0, skipped, 0
    for m in _SURROGATES.finditer(text):
        count += 1
        if count <= most:
            position += len(text[last : m.start()].encode("utf-8", "surrogateescape"))
            last = m.start()
            listed.append(Undecodable(m.start(), ord(m.group()) - 0xDC00, position))
    return _SURROGATES.sub("\ufffd", text), tuple(listed), count


def _utf16(raw: bytes, encoding: str, skipped: int, most: int) -> tuple[str, tuple[Undecodable, ...], int]:
    whole = len(raw) // 2 * 2
    text = raw[:whole].decode(encoding, "surrogatepass")
    listed, count, position, last = [], 0, 0, 0
    for m in _SURROGATES.finditer(text):
        count += 1
        if count <= most:
            position += len(text[last : m.start()].encode(encoding, "surrogatepass"))
            last = m.start()
            listed.append(Undecodable(m.start(), raw[position + (encoding == "utf-16-le")], skipped + position))
    if whole < len(raw):
        count += 1
        listed.append(Undecodable(len(text), raw[whole], skipped + whole))
        text += "\ufffd"
    return _SURROGATES.sub("\ufffd", text), tuple(listed), count


def _utf32(raw: bytes, encoding: str, skipped: int, most: int) -> tuple[str, tuple[Undecodable, ...], int]:
    text = raw.decode(encoding, "replace")
    real = "\ufffd".encode(encoding)
    bad = [m.start() for m in re.finditer("\ufffd", text) if raw[4 * m.start() : 4 * m.start() + 4] != real]
    return text, tuple(Undecodable(i, raw[4 * i], skipped + 4 * i) for i in bad[:most]), len(bad)


_CODECS = {"utf-8": _utf8, "utf-16": _utf16, "utf-32": _utf32}
