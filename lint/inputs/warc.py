"""WARC archives of a crawl: one text for each page or text that was answered."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from lint import regular
from lint.inputs.record import Fields, Limits, Record, Unread, too_large
from lint.rows import Names
from lint.text import decode
from lint.text.document import Form, Metadata

_FORMS: dict[str, Form] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "text/markdown": "markdown"}
_PIECE = 1 << 20
_HEAD = 65_536
_CUT = "cut off"


def records(path: str, fields: Fields, limits: Limits) -> Iterator[Record | Unread]:
    """The pages and texts, in order, named by their addresses. Pictures, redirects and the crawler's own records are passed over.

    After damage the reading goes on at the next record that can be told.
    """
    try:
        import fastwarc  # noqa: F401
    except ImportError:
        yield Unread(path, None, "reading WARC needs one more package: pip install 'newslint[warc]'")
        return
    try:
        raw = regular.opened(Path(path))
    except regular.RefusedError as refused:
        yield Unread(path, None, str(refused))
        return
    with raw:
        yield from _records(path, raw, limits)


def _records(path: str, raw: BinaryIO, limits: Limits) -> Iterator[Record | Unread]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.conversion | WarcRecordType.resource
    names, number, told = Names(), 0, -1
    packed, cut = path.lower().endswith(".gz"), False
    begin: int | None = 0
    while begin is not None:
        raw.seek(begin)
        at, begin, cut = begin, None, False
        try:
            for answer in ArchiveIterator(raw, record_types=WarcRecordType.any_type, parse_http=False):
                at = answer.stream_pos
                if answer.record_type & kinds:
                    number += 1
                    read = _read(path, answer, number, limits, names)
                    if read is not None:
                        yield read
                    cut = isinstance(read, Unread) and read.reason.startswith(_CUT)
            if cut and not packed:
                begin = _following(raw, at + 1, packed=packed)  # a wrong length takes the records after it for its own
        except (OSError, ValueError, RuntimeError) as error:
            begin = _following(raw, at + 1, packed=packed)
            if number > told:  # what looks like the start of a record may be none: damage is told of once until a record was read
                yield Unread(path, None, _damage(error, number, begin))
                told = number


def _damage(error: Exception, number: int, begin: int | None) -> str:
    said = " ".join(str(error).split())[:200]
    place = f"after record {number:,}" if number else "at its start"
    return f"damaged {place}: {said[:1].lower()}{said[1:]}; " + ("what follows is not read" if begin is None else "read on at the next record")


def _following(raw: BinaryIO, at: int, *, packed: bool) -> int | None:
    """Where the next record may begin: at the head of a gzip member, or at a line that opens a record."""
    sign = b"\x1f\x8b\x08" if packed else b"WARC/1."
    raw.seek(at)
    held = b""
    while piece := raw.read(_PIECE):
        held += piece
        found = held.find(sign)
        if found >= 0:
            return at + found
        at += max(0, len(held) - len(sign))
        held = held[-len(sign) :]
    return None


def _read(path: str, answer: Any, number: int, limits: Limits, names: Names) -> Record | Unread | None:
    """The text of one record, or why it cannot be read; None for what is no text of a site."""
    if not answer.is_http:
        kind, charset, heads = _kind(answer.headers.get("Content-Type")), None, {}
    else:
        answer.parse_http()
        said = answer.http_headers
        if said is None or said.status_code is None or not 200 <= said.status_code < 300:
            return None
        heads = {key.lower(): value for key, value in said.asdict().items()}
        kind, charset = _kind(heads.get("content-type")), answer.http_charset
    if kind not in _FORMS:
        return None
    name = names.unique(answer.headers.get("WARC-Target-URI") or str(number), number)
    if answer.content_length > 4 * limits.size + _HEAD:
        return Unread(path, name, too_large(limits), number)
    begun = answer.reader.tell()
    body = answer.reader.read(answer.content_length)
    fault = _cut(answer, begun, len(body))
    if fault is None:
        body, fault = _unpacked(body, heads, limits)
    fault = fault or (too_large(limits) if len(body) > limits.size else _no_text(body))
    if fault is not None:
        return Unread(path, name, fault, number)
    return Record(path, name, body, _FORMS[kind], Metadata(), number, charset)


def _kind(stated: str | None) -> str:
    return (stated or "").split(";")[0].strip().lower()


def _cut(answer: Any, begun: int, length: int) -> str | None:
    """Whether the record ends before all of it was there."""
    if answer.headers.get("WARC-Truncated"):
        return f"{_CUT} when it was crawled ({answer.headers.get('WARC-Truncated')})"
    return f"{_CUT}: {length:,} of {answer.content_length:,} bytes are there" if length < answer.content_length - begun else None


def _no_text(body: bytes) -> str | None:
    kind = decode.binary(body)
    return f"not text but {kind}" if kind else None


def _unpacked(body: bytes, heads: dict[str, str], limits: Limits) -> tuple[bytes, str | None]:
    """The body without the encodings it was sent in, and why that failed; never much more than the limit."""
    try:
        if "chunked" in heads.get("transfer-encoding", "").lower():
            body = _dechunked(body)
        for coding in reversed([part.strip().lower() for part in heads.get("content-encoding", "").split(",")]):
            body = _decoded(body, coding, limits.size + 1)
    except (zlib.error, ValueError) as error:
        return b"", f"its content encoding is damaged: {error}"
    except ImportError:
        return b"", "reading what was sent as br needs one more package: pip install 'newslint[warc]'"
    return body, None


def _decoded(body: bytes, coding: str, most: int) -> bytes:
    if coding in ("gzip", "x-gzip") and body[:2] == b"\x1f\x8b":  # crawlers keep the header of what they have unpacked
        return _inflated(body, most, 31)
    if coding == "deflate":
        zlib_head = len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0
        return _inflated(body, most, 15 if zlib_head else -15)
    if coding == "br":
        return _brotli(body, most)
    return body


def _inflated(body: bytes, most: int, window: int) -> bytes:
    stream = zlib.decompressobj(window)
    found = stream.decompress(body, most)
    if not stream.eof and len(found) < most:
        raise ValueError("it ends too early")
    return found


def _brotli(body: bytes, most: int) -> bytes:
    import brotli

    try:
        return bytes(brotli.Decompressor().process(body, output_buffer_limit=most))
    except brotli.error:
        return body


def _dechunked(body: bytes) -> bytes:
    """The pieces of a body that was sent in chunks; the body itself where it was put together already."""
    pieces: list[bytes] = []
    at = 0
    while (line := body.find(b"\r\n", at, at + 40)) >= 0:
        size = body[at:line].split(b";")[0].strip()
        if not size or len(size) > 8 or not all(c in b"0123456789abcdefABCDEF" for c in size):
            return body
        length = int(size, 16)
        if not length:
            return b"".join(pieces)
        pieces.append(body[line + 2 : line + 2 + length])
        at = line + 2 + length + 2
    return b"".join(pieces) if pieces else body
