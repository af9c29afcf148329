"""Sources, cues and contents, and whose words a sentence gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.text import attributions, quotes
from lint.text.document import Document


def found(text: str) -> list[tuple[str | None, str | None, str]]:
    document = Document.of(text)
    return [(a.source and document[a.source], a.cue and document[a.cue], a.type) for a in attributions.attributions(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Brandt said the bridge was safe.", ("Ana Brandt", "said", "named_person")),
        ("The bridge was safe, said Ana Brandt.", ("Ana Brandt", "said", "named_person")),
        ("“The bridge is safe,” Ms. Brandt told the council.", ("Ms. Brandt", "told", "named_person")),
        ("The bridge is safe, according to the Harbour Bank.", ("the Harbour Bank", "according to", "organisation")),
        ("A report by the council said the bridge was safe.", ("A report by the council", "said", "document")),
        ("Ana Brandt, who runs the port, said the bridge was safe.", ("Ana Brandt", "said", "named_person")),
        ("“It is safe,” she said.", ("she", "said", "pronoun")),
        ("The minister said the bridge was safe.", ("The minister", "said", "pronoun")),
        ("Many experts believe that the bridge is safe.", ("Many experts", "believe", "vague")),
        ("Officials in Linz said the bridge was safe.", ("Officials in Linz", "said", "vague")),
        ("A source familiar with the talks said the bridge was safe.", ("A source familiar with the talks", "said", "anonymous")),
        ("A spokesman, Leo Marsh, said the bridge was safe.", ("A spokesman, Leo Marsh", "said", "named_person")),
    ],
)
def test_source_and_cue(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in found(text)


def test_a_second_verb_keeps_the_first_ones_source() -> None:
    assert found("Ana Brandt said the bridge was safe, adding that it was new.") == [
        ("Ana Brandt", "said", "named_person"),
        ("Ana Brandt", "adding", "named_person"),
    ]


@pytest.mark.parametrize("text", ["The bridge opened at noon.", "Officials opened the bridge at noon.", "The United States has 50 states."])
def test_no_cue_no_attribution(text: str) -> None:
    assert found(text) == []


def test_the_content_is_the_quotation_or_the_clause() -> None:
    document = Document.of("“The bridge is safe,” Ana Brandt said. Leo Marsh said it was closed.")
    first, second = attributions.attributions(document)
    assert first.content is not None
    assert document[first.content] == "“The bridge is safe,”"
    assert second.content is not None
    assert document[second.content] == "it was closed"


def test_standing_of_each_sentence() -> None:
    document = Document.of("The bridge opened. Ana Brandt said it was safe. She had built it.\n\n“We waited nine years.”\n\nThe toll is two euros.")
    assert attributions.standing(document) == ("none", "attributed", "carried", "quoted", "none")


def test_what_the_writer_thinks_is_no_attribution() -> None:
    assert attributions.standing(Document.of("I think the bridge is safe.")) == ("none",)


def test_speakers_are_carried_through_an_open_quotation() -> None:
    document = Document.of("Ana Brandt said: “We waited nine years.\n\n“Two floods came in between.”")
    speakers = attributions.speakers(document)
    assert [(a and a.source and document[a.source]) for a in (speakers[q] for q in quotes.outer(document))] == ["Ana Brandt", "Ana Brandt"]


@given(st.lists(st.sampled_from("said told according to by , . “ ” \" ' he Ana Brandt experts believe the a of - ( ) \n : is claims".split(" ")), max_size=40))
def test_no_text_makes_it_fail(words: list[str]) -> None:
    document = Document.of(" ".join(words))
    for a in attributions.attributions(document):
        for span in (a.source, a.cue, a.content):
            assert span is None or 0 <= span.start <= span.end <= len(document.text)
    attributions.standing(document)
    attributions.speakers(document)
