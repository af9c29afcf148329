"""What texts are compared by is found in time that grows with the text."""

import re
import time

import pytest

from lint.crossfile import drift, facts

PATTERNS = {"voice": facts._VOICE, "named": drift._NAMED, "sourced": drift._SOURCED, "hearsay": drift._HEARSAY}
SHAPES = {"capitals": "Aa ", "hyphens": "A-", "one word": "w", "apostrophes": "a'", "sources": "according to ", "sayings": "said the "}


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_hostile_sentence_costs_no_square(pattern: re.Pattern[str], shape: str) -> None:
    """20,000 characters took seconds where a pattern tried every start with every end; a hundredth of one is usual."""
    begun = time.process_time()
    pattern.findall(shape * (20_000 // len(shape)))
    assert time.process_time() - begun < 0.5
