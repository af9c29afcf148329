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


KINDS = ("cue", "attitude")


@pytest.mark.parametrize("kind", KINDS)
def test_every_weight_belongs_to_a_known_group(kind: cues.Kind) -> None:
    from lint import rulefolder

    assert set(rulefolder.lexicon(f"{kind}-weights")) <= set(cues.GROUPS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_quick_sum_is_that_of_the_evidence(kind: cues.Kind) -> None:
    from lint import rulefolder

    weights = rulefolder.lexicon(f"{kind}-weights")
    document = Document.of(
        "“It is safe,” Ana Brandt said. Critics claim that officials did not report it. He was told to wait: why? She added that many doubt it."
        " Many voters are afraid of the vote; her eagerness to please them is a bet, and most of them resist it: who is angry?"
        " They clung to it and resisted more."
    )
    tokens = document.view(segment.tokens)
    classes = document.view(cues.classes)
    wanted = cues.candidates() if kind == "cue" else cues.attitude_forms()
    checked = 0
    for low, high in zip(tokens.first, tokens.first[1:]):
        for i in range(low, high):
            if tokens.lowered[i] in wanted:
                listed = cues.evidence(document, tokens, classes, i, low, high, kind)
                whole = weights["bias"][""] + sum(weights.get(group, {}).get(key, 0) for group, key in listed)
                assert cues.log_odds(document, tokens, classes, i, low, high, kind) == pytest.approx(whole)
                checked += 1
    assert checked > 5


def test_an_attitude_is_told_from_the_same_word_in_another_use() -> None:
    document = Document.of("Many voters are afraid that rents may rise. The road is open on Monday. The bus stops there.")
    afraid, road, bus = (cues.attitude(document, number) for number in range(3))
    assert afraid > 0.5 > road > bus == 0.0


def test_no_listed_cue_is_a_word_for_an_attitude() -> None:
    assert not cues.attitude_forms().keys() & cues.lemmas().keys()
    assert {cues.attitude_forms()[form] for form in ("afraid", "eagerness", "resisted", "clung")} == {"adjective", "noun", "verb"}
