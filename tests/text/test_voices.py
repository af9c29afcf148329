import pytest

from lint.text import attributions, quotes, voices
from lint.text.decode import decode


def voices_of(text: str) -> list[tuple[str, str | None, str]]:
    document = decode(text.encode(), "x.txt")
    return list(dict.fromkeys((v.name, v.role, v.type) for told in document.view(voices.voices) for v in told))


def spoken(text: str) -> list[str | None]:
    document = decode(text.encode(), "x.txt")
    by = document.view(voices.speakers)
    return [by.get(q) for q in document.view(quotes.outer)]


def test_a_surname_is_the_full_name_before_it() -> None:
    text = "Harbour minister Oleg Brandt said the gate is safe. Brandt said it will stay shut. Mr. Brandt added that nobody was hurt."
    assert voices_of(text) == [("Oleg Brandt", "Harbour minister", "named_person")]


def test_a_family_name_that_stands_first_is_folded_too() -> None:
    text = "Foreign ministry spokesman Wang Wenbin said the gate is safe. Wang said it will stay shut."
    assert voices_of(text) == [("Wang Wenbin", "Foreign ministry spokesman", "named_person")]


def test_two_persons_of_one_surname_stay_two() -> None:
    text = "Ana Brandt said the gate is safe. Oleg Brandt said it is not. Brandt said it will stay shut."
    assert [name for name, _, _ in voices_of(text)] == ["Ana Brandt", "Oleg Brandt", "Brandt"]


def test_a_surname_that_a_man_and_a_woman_share_keeps_the_title() -> None:
    text = "The clerk Jason Corbin was found dead. Mr. Corbin was 40. Ms. Corbin said the firm had lied."
    assert [name for name, _, _ in voices_of(text)] == ["Ms. Corbin"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ana Brandt, a budget analyst at Harbour Bank, said the fund is empty.", "budget analyst at Harbour Bank"),
        ("The fund is empty, said Dr. Ana Brandt.", None),
        ("Gov. Ana Brandt said the fund is empty.", "Gov."),
        ("The head of the port in Linz, Ana Brandt, said the fund is empty.", "head of the port in Linz"),
        ("“The fund is empty,” said Harbour Bank analyst Ana Brandt.", "Harbour Bank analyst"),
    ],
)
def test_the_role_is_told_beside_the_name(text: str, role: str | None) -> None:
    assert voices_of(text) == [("Ana Brandt", role, "named_person")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Harbour Foundation said it was sorry. The foundation said it would pay.", ["Harbour Foundation"]),
        ("The Harbour Post reported the loss. The newspaper said the fund is empty.", ["Harbour Post"]),
        ("The fund is empty, according to a study published by the Harbour Institute.", ["Harbour Institute"]),
        ("The fund is empty, a study found.", []),
        ("On Sunday, the Harbour Administration said the fund is empty.", ["Harbour Administration"]),
        ("The party mouthpiece the Harbour Times said the fund is empty.", ["Harbour Times"]),
        ("Officials said the fund is empty.", []),
        ("The Brandt campaign said the fund is empty.", ["Brandt campaign"]),
        ("“The fund is empty,” said Ana Brandt of Linz.", ["Ana Brandt"]),
        ("“The fund is empty,” said Ana Brandt. She added that it was full in May.", ["Ana Brandt"]),
    ],
)
def test_bodies_documents_and_pronouns(text: str, found: list[str]) -> None:
    assert [name for name, _, _ in voices_of(text)] == found


def test_a_quotation_alone_in_its_paragraph_is_the_last_speakers() -> None:
    text = "“The gate was shut,” Ana Brandt said.\n\n“Nobody went in or out of it for a whole week.”"
    assert spoken(text) == ["Ana Brandt", "Ana Brandt"]


def test_he_is_who_spoke_last() -> None:
    text = "Oleg Brandt said the lawsuit came after Jason Corbin had left.\n\n“It is a sham,” he said."
    assert spoken(text) == ["Oleg Brandt"]


def test_an_attitude_or_an_unnamed_source_answers_for_nothing() -> None:
    text = "The firm is expected to pay. Ana Brandt said it would not. The gate was shut in May."
    assert decode(text.encode(), "x.txt").view(voices.answered) == (False, True, False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“The gate is safe,” said harbour geologist Ana Brandt of Linz.", "Ana Brandt"),
        ("The gate is safe, said study co-author Ana Brandt, a fellow.", "Ana Brandt"),
        ("“The gate is safe,” explains Ana Brandt from the yard.", "Ana Brandt"),
        ("Ana A. Brandt, the clerk's attorney, told the court the gate is safe.", "Ana A. Brandt"),
        ("U.S. Attorney Leo Brandt Jr. said the gate is safe.", "Leo Brandt Jr"),
    ],
)
def test_names_behind_the_verb_initials_and_suffixes(text: str, name: str) -> None:
    assert [told for told, _, _ in voices_of(text)] == [name]


def test_a_suffix_is_no_surname() -> None:
    text = "Leo F. Brandt Jr. said the gate is safe. Brandt said it will stay shut."
    assert {name for name, _, _ in voices_of(text)} == {"Leo F. Brandt Jr"}


@pytest.mark.parametrize(
    "text",
    [
        "A New York man said the gate is safe.",
        "The governor of South Dakota said the gate is safe.",
        "A lot of people on Harbournet said the gate is safe.",
        "A spokesman for Ana Brandt said the gate is safe.",
        "According to the documents obtained under the Access Act, the gate is safe.",
    ],
)
def test_somebody_whose_place_or_owner_alone_is_named_has_no_name(text: str) -> None:
    assert voices_of(text) == []


def test_a_phrase_does_not_reach_back_over_a_participle() -> None:
    text = "In June an order early last month reversing Mr. Brandt's orders said the gate would stay."
    assert [name for name, _, _ in voices_of(text)] == ["Brandt"]


def test_the_subject_of_a_row_of_verbs_is_not_in_the_phrase_that_opens_the_sentence() -> None:
    text = "Ana Brandt came home. During the call, she asked about the gate, called it a trap and said, “Nobody should ever pass it.”"
    assert spoken(text) == ["Ana Brandt"]


def test_what_somebody_did_is_not_what_he_said() -> None:
    document = decode(b"Ana Brandt agreed to pay.", "x.txt")
    assert {a.verb for a in document.view(attributions.attributions) if voices.acts(document, a)} == {"agree"}
