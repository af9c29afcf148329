"""Front matter: the YAML or TOML block at the top of a text that states its title, date, author and source, read as metadata."""

import re
from typing import Any

from lint import patterns
from lint.text.document import Metadata

LIMIT = 20_000
"""How many characters of front matter are read at most; a longer block is taken for text."""

_FENCED = patterns.compiled(r"(?P<fence>---|\+\+\+)[ \t]*(?:\r\n|\n|\r)")
_LINE_END = patterns.compiled(r"\r\n|\n|\r")
_KEY = patterns.compiled(r"""["']?(?P<key>[A-Za-z_][\w.-]{0,40})["']?[ \t]*(?P<mark>:(?=[ \t]|$)|=)[ \t]*(?P<value>.*)""")
_INNER = patterns.compiled(r"[ \t]|-(?:[ \t]|$)|#|\[|\]|\}|$")
_KNOWN = frozenset(
    """title headline date published publication_date publish_date pubdate publishdate created updated modified author authors byline by writer creator
    publisher source site site_name outlet newspaper language lang locale slug url link permalink canonical layout description summary excerpt draft tags
    keywords category categories section image""".split()
)
_TITLE = ("title", "headline")
_DATE = ("date", "published", "publication_date", "publish_date", "pubdate", "publishdate", "published_at", "date_published", "datepublished", "created")
_AUTHOR = ("author", "authors", "byline", "by", "writer", "creator")
_PUBLISHER = ("publisher", "source", "site", "site_name", "outlet", "newspaper", "publication")
_LANGUAGE = ("language", "lang", "locale")


def read(source: str) -> tuple[Metadata, int]:
    """The metadata of a source that opens with front matter and the offset where its text begins; nothing and 0 where there is none."""
    opening = _FENCED.match(source)
    closing = _closing(source, opening) if opening else None
    if opening is None or closing is None:
        return Metadata(), 0
    block = source[opening.end() : closing[0]]
    if not _is_data(block, "=" if opening["fence"] == "+++" else ":"):
        return Metadata(), 0
    keys = {str(k).lower().replace("-", "_"): v for k, v in _parsed(block, opening["fence"]).items()}
    return Metadata(
        title=_first(keys, _TITLE),
        date=_first(keys, _DATE),
        author=_first(keys, _AUTHOR),
        publisher=_first(keys, _PUBLISHER),
        language=_first(keys, _LANGUAGE),
    ), closing[1]


def _closing(source: str, opening: re.Match[str]) -> tuple[int, int] | None:
    """Start of the closing fence and the end of its line."""
    fence = r"\+\+\+" if opening["fence"] == "+++" else r"(?:---|\.\.\.)"
    found = patterns.compiled(rf"^{fence}[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE).search(source.replace("\r", "\n"), opening.end(), opening.end() + LIMIT)
    if found is None:
        return None
    end = found.end()
    return found.start(), end + 1 if source[end - 1 : end + 1] == "\r\n" else end


def _is_data(block: str, mark: str) -> bool:
    """Whether every line of the block is a key with a value, or belongs to the key above it, and at least one key is a usual one."""
    known = False
    first = True
    for line in filter(str.strip, _LINE_END.split(block)):
        key = _KEY.match(line)
        if key and key["mark"] == mark:
            known = known or key["key"].lower().replace("-", "_") in _KNOWN
        elif not _INNER.match(line) or (first and not line.startswith("#")):
            return False
        first = False
    return known


def _parsed(block: str, fence: str) -> dict[str, Any]:
    """The block's keys; by their lines alone where it is no valid YAML or TOML."""
    from lint import strictyaml

    try:
        if fence == "+++":
            import tomllib

            return tomllib.loads(block.replace("\r\n", "\n"))
        data = strictyaml.parse(block, strings=True).data
        return data if isinstance(data, dict) else {}
    except (ValueError, RecursionError, strictyaml.SourceError):
        return {m["key"]: m["value"].strip().strip("\"'") for line in _LINE_END.split(block) if (m := _KEY.match(line))}


def _first(keys: dict[str, Any], names: tuple[str, ...]) -> str | None:
    """The first of these keys that holds a word, lists joined by commas."""
    return next((worded for name in names if (worded := _worded(keys.get(name)))), None)


def _worded(value: Any, depth: int = 0) -> str | None:
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, list) and depth < 3:
        return ", ".join(filter(None, (_worded(v, depth + 1) for v in value[:20]))) or None
    if value is None or isinstance(value, list | dict | bool):
        return None
    return " ".join(str(value).split())[:500] or None
