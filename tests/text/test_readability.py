"""Readability: the measures are textstat's, and no long text stays behind in it."""

import sys

import textstat

from lint.text import readability

TEXT = "The port reopened on Monday after a closure of two days. Its operator said so in a statement.\n"


def _held() -> int:
    functions = {id(f): f for n, m in sys.modules.items() if n.startswith("textstat") for f in vars(m).values() if hasattr(f, "cache_info")}
    assert functions
    return sum(f.cache_info().currsize for f in functions.values())


def test_a_measure_is_that_of_textstat() -> None:
    assert readability.measured("coleman_liau_index", TEXT) == textstat.coleman_liau_index(TEXT)


def test_a_long_text_is_not_held() -> None:
    readability.measured("automated_readability_index", TEXT)
    assert _held() > 0
    readability.measured("automated_readability_index", TEXT * 200)
    assert _held() == 0
