"""The one door through which outside text (articles, file names, reasons) goes into any output."""

import re

from lint import patterns

_UNSEEN = patterns.compiled(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef"
    r"\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_COMMAND = patterns.compiled(r"(?<!\S)(?=::|##\[)")
_FORMULA = patterns.compiled(r"[\t\r\n ]*[=+\-@\uff0b\uff0d\uff1d\uff20]|[\t\r\n]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", ":": "&#58;", "#": "&#35;"}
_HTML = patterns.compiled("[&<>\"']|(?<!\\S)(?::(?=:)|#(?=#\\[))")
_MARKDOWN = patterns.compiled(r"([\\`*_{}\[\]<>()#!|~&@$])")


def visible(text: str) -> str:
    """The text with control, direction, hidden and undecodable characters written out (`\\x1b`, `\\u202e`); tab and line feed stay.

    No word of it starts like a command to a CI runner (`::error`, `##[group]`), wherever its lines are broken: a backslash is put before it.
    """
    shown = _UNSEEN.sub(_written, text)
    return _COMMAND.sub(r"\\", shown) if "::" in shown or "##[" in shown else shown


def one_line(text: str) -> str:
    """Visible text on one line: every run of blanks is one space."""
    return visible(" ".join(text.replace("\r", "\n").split()))


def json(text: str) -> str:
    """JSON text with the same meaning in which every character that moves the cursor or hides is written as an escape."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(_json_written, text)


def cell(text: str) -> str:
    """The content of a CSV cell, before quoting, that no spreadsheet runs as a formula."""
    shown = _UNSEEN.sub(_written, text)
    return "'" + shown if _FORMULA.match(shown) else shown


def html(text: str) -> str:
    """Text for HTML content or a quoted attribute: no tag, no entity, no end of a quotation, nothing that hides or turns the direction, no command."""
    return _HTML.sub(lambda m: _ENTITIES[m.group()], _UNSEEN.sub(_written, text))


def markdown(text: str) -> str:
    """Text for one line of Markdown or a table cell in which nothing is a link, a tag, an image, a mention or mark-up."""
    return _MARKDOWN.sub(r"\\\1", one_line(text))


def _written(match: re.Match[str]) -> str:
    code = ord(match.group())
    if 0xDC80 <= code <= 0xDCFF:  # an undecodable byte of a file name
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _json_written(match: re.Match[str]) -> str:
    code = ord(match.group())
    if 0xD800 <= code <= 0xDFFF:  # no JSON reader need take a lone surrogate: the byte of a file name is written out as text
        return f"\\\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else "\\ufffd"
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
