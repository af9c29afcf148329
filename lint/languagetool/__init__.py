"""LanguageTool, run locally and only where it is installed: its files, its one warm server, and the questions put to it.

This module is cheap to import and only knows where things are; the others do the work.
"""

import os
from pathlib import Path

from lint import regular, rulefolder

VERSION = "6.7"
JAR = "languagetool-server.jar"
ADDRESS = "NEWSLINT_LANGUAGETOOL_URL"
"""The environment variable that tells every process of a run the server's address; empty or unset: there is none."""


class LanguageToolError(Exception):
    """LanguageTool could not be installed, started or asked, told in one line."""


def address() -> str:
    """The address of the server that this run uses, or an empty string."""
    return os.environ.get(ADDRESS, "")


def folder() -> Path:
    """The folder that holds, or will hold, the server's jar. LTP_JAR_DIR_PATH, which language-tool-python knows too, overrides the user's data folder."""
    named = os.environ.get("LTP_JAR_DIR_PATH")
    if named:
        return Path(named)
    return rulefolder.user_folder("data") / f"languagetool-{VERSION}"


def installed() -> Path | None:
    """The server's jar, or None."""
    jar = folder() / JAR
    return jar if regular.is_file(jar) else None


def state_file() -> Path | None:
    """The file that says which server runs; None where the user has no cache folder."""
    cache = rulefolder.cache_folder()
    return cache / "languagetool" / "server.json" if cache else None
