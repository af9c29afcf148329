"""Questions to a LanguageTool server by language-tool-python, a paragraph at a time; answers are kept on disk."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from lint import rulefolder
from lint.languagetool import VERSION, LanguageToolError, address

if TYPE_CHECKING:
    import language_tool_python

KEPT = 50_000
"""Answers kept on disk; the oldest go first."""


class Match(NamedTuple):
    """One match of a LanguageTool rule, in code points of the paragraph, with its message and first suggestion."""

    start: int
    end: int
    rule: str
    message: str
    suggestion: str


def matches(paragraph: str, rules: Iterable[str]) -> tuple[Match, ...]:
    """What these rules of the server say of a paragraph. Raises LanguageToolError where it cannot be asked."""
    wanted = tuple(sorted(rules))
    tool = _tool(address(), wanted)
    key = hashlib.sha256("\0".join((_identity(tool), *wanted, "", paragraph)).encode("utf-8", "surrogatepass")).hexdigest()
    kept = _recalled(key)
    if kept is None:
        kept = _asked(tool, paragraph)
        _remember(key, kept)
    return tuple(Match(*m) for m in kept)


def _identity(tool: "language_tool_python.LanguageTool") -> str:
    """What tells two servers apart whose answers may differ."""
    return f"{VERSION} {tool.language}"


@cache
def _tool(url: str, rules: tuple[str, ...]) -> "language_tool_python.LanguageTool":
    import language_tool_python

    try:
        tool = language_tool_python.LanguageTool("en-US", remote_server=url)
    except Exception as error:
        raise LanguageToolError(f"the LanguageTool server at {url} does not answer: {error}") from None
    tool.enabled_rules = set(rules)
    tool.enabled_rules_only = True
    return tool


def _asked(tool: "language_tool_python.LanguageTool", paragraph: str) -> list[Match]:
    try:
        found = tool.check(paragraph)
    except Exception as error:
        raise LanguageToolError(f"the LanguageTool server did not judge a paragraph: {error}") from None
    return [Match(m.offset, m.offset + m.error_length, m.rule_id, m.message, (m.replacements or [""])[0]) for m in found]


@cache
def _shelf() -> sqlite3.Connection | None:
    folder = rulefolder.cache_folder()
    if folder is None:
        return None
    try:
        (folder / "languagetool").mkdir(exist_ok=True)
        shelf = sqlite3.connect(folder / "languagetool" / "answers.sqlite", timeout=10, isolation_level=None)
        shelf.execute("create table if not exists answers (key text primary key, found text)")
        shelf.execute("delete from answers where rowid <= (select max(rowid) from answers) - ?", (KEPT,))
    except sqlite3.Error:
        return None
    return shelf


def _recalled(key: str) -> list[Match] | None:
    shelf = _shelf()
    try:
        row = shelf.execute("select found from answers where key = ?", (key,)).fetchone() if shelf else None
    except sqlite3.Error:
        return None
    return [Match(*m) for m in json.loads(row[0])] if row else None


def _remember(key: str, found: list[Match]) -> None:
    shelf = _shelf()
    if shelf:
        try:
            shelf.execute("insert or replace into answers values (?, ?)", (key, json.dumps(found)))
        except sqlite3.Error:
            return
