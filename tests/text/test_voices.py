import pytest

from lint.text import quotes, voices
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
