"""Cues of saying and thinking and the same words in other uses."""

import pytest

from lint.text import cues, segment
from lint.text.document import Document


def found(text: str) -> list[str]:
    document = Document.of(text)
    tokens = document.view(segment.tokens)
    return [" ".join(tokens.words[c.start : c.end]) for c in cues.cues(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Brandt said that the bridge was safe.", ["said"]),
        ("The bridge was safe, according to Ana Brandt.", ["according to"]),
        ("“The bridge said no,” reads a sign in the museum.", ["reads"]),
        ("The United States built the bridge.", []),
        ("They sat in the state room.", []),
    ],
)
def test_cues(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("verb", "forms"), [("claim", ("claims", "claimed", "claiming")), ("reply", ("replies", "replied", "replying")), ("urge", ("urges", "urged", "urging"))]
)
def test_regular_forms(verb: str, forms: tuple[str, ...]) -> None:
    assert cues.inflected(verb) == forms


def test_every_weight_belongs_to_a_known_group() -> None:
    from lint import rulefolder

    assert set(rulefolder.lexicon("cue-weights")) <= set(cues.GROUPS)


def test_the_quick_sum_is_that_of_the_evidence() -> None:
    from lint import rulefolder

    weights = rulefolder.lexicon("cue-weights")
    document = Document.of(
        "“It is safe,” Ana Brandt said. Critics claim that officials did not report it. He was told to wait: why? She added that many doubt it."
    )
    tokens = document.view(segment.tokens)
    classes = cues.classes_of(tokens)
    checked = 0
    for low, high in zip(tokens.first, tokens.first[1:]):
        for i in range(low, high):
            if tokens.lowered[i] in cues.candidates():
                listed = cues.evidence(document, tokens, classes, i, low, high)
                whole = weights["bias"][""] + sum(weights.get(group, {}).get(key, 0) for group, key in listed)
                assert cues.log_odds(document, tokens, classes, i, low, high) == pytest.approx(whole)
                checked += 1
    assert checked > 5
