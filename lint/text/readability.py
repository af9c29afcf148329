"""Measures of readability: those of textstat that need no download, without the texts that it would go on holding."""

import sys
from functools import cache
from typing import Any

LONG = 10_000
"""Characters from which textstat must not keep a text: it holds the last 128, and the words of each, in a dozen places."""


def measured(name: str, text: str) -> float:
    """The measure of this name, a function of textstat, for a text."""
    import textstat

    value = float(getattr(textstat, name)(text))
    if len(text) > LONG:
        for function in _remembering():
            function.cache_clear()
    return value


@cache
def _remembering() -> tuple[Any, ...]:
    """The functions of textstat that keep what they were called with."""
    modules = [module for name, module in sys.modules.items() if name.startswith("textstat.backend")]
    return tuple({id(f): f for module in modules for f in vars(module).values() if hasattr(f, "cache_clear")}.values())
