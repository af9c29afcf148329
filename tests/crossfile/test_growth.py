"""What texts are compared by is found in time that grows with the text."""

import re
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from lint import ruleset
from lint.crossfile import drift, facts, judgement, naming, shingles
from lint.text import decode
from tests.checks import shapes

RULES = ruleset.load()
PATTERNS = {"voice": facts._VOICE, "named": drift._NAMED, "sourced": drift._SOURCED, "hearsay": drift._HEARSAY}
SHAPES = {"capitals": "Aa ", "hyphens": "A-", "one word": "w", "apostrophes": "a'", "sources": "according to ", "sayings": "said the "}


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_hostile_sentence_costs_no_square(pattern: re.Pattern[str], shape: str) -> None:
    """20,000 characters took seconds where a pattern tried every start with every end; a hundredth of one is usual."""
    begun = time.process_time()
    pattern.findall(shape * (20_000 // len(shape)))
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    ("family", "module", "name"),
    [
        ("figures for one thing", drift, "_overlap"),
        ("shares", drift, "_overlap"),
        ("days", drift, "_overlap"),
        ("statements", drift, "_restated"),
        ("quotations of one speaker", drift, "_one_speaker"),
        ("names in pairs", naming, "_sounds"),
        ("one run", shingles, "_extended"),
        ("two words", shingles, "_extended"),
    ],
)
def test_twice_the_text_is_compared_in_no_more_than_thrice_the_steps(family: str, module: ModuleType, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make = dict(shapes.together())[family]
    steps = []
    real: Callable[..., Any] = getattr(module, name)

    def counted(*given: Any) -> Any:
        steps[-1] += 1
        return real(*given)

    monkeypatch.setattr(module, name, counted)
    for length in (12_000, 24_000):
        held = [facts.gather(decode.document(text, f"{number}.txt"), RULES.library) for number, text in enumerate(make(length))]
        steps.append(0)
        judgement.judge(held, RULES.library, RULES.rules)
    assert 0 < steps[1] <= 3 * steps[0]
