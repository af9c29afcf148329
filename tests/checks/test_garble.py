"""Traces of machines in a text: exact spans, and silence on what people write."""

import pytest

from lint import ruleset
from lint.checks import garble, suspicion
from lint.model import Hit
from lint.text import masks, tokens, vocabulary, wordforms
from lint.text.document import Document

RULES = ruleset.load()

CLEAN = (
    "The council voted on Monday to close two libraries and to keep a third open until the spring. Councillor Ann Bell said the money would go to schools. "
    '"We had no choice," she said after the meeting, which was held behind closed doors. Opponents plan to take the decision to court in June.'
)
GARBLED = (
    "The club has sold the his old stadium and the president said him that the plan plus big of the year was ready. The company, that was capable to pay the "
    "his debts in Monday, has buyed a hebdomad ago the another terrain. The minister said them that the law depends of the vote of the his party in Tuesday."
)


def hits(code: str, text: str) -> list[tuple[str, str]]:
    """(text, case) of each hit of a rule."""
    document = Document.of(text)
    (rule,) = RULES.named(code)
    return [(document[hit.span] if hit.span else "", hit.case) for hit in RULES.library.check(rule)(document)]


def related(code: str, text: str) -> list[tuple[str, str]]:
    document = Document.of(text)
    (rule,) = RULES.named(code)
    found: list[Hit] = list(RULES.library.check(rule)(document))
    return [(document[r.span], r.message) for hit in found for r in hit.related]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("hour", True), ("honest", True), ("European", False), ("one-way", False), ("university", False), ("uninvited", True), ("unidentified", True),
     ("used", False),

     ("usher", True), ("umbrella", True), ("historic", None), ("house", False), ("ytterbium", None), ("x", None)],
)  # fmt: skip
def test_vowel_sound(word: str, expected: bool | None) -> None:
    assert wordforms.vowel_sound(word.lower()) is expected


@pytest.mark.parametrize(("word", "band"), [("the", 15), ("of", 14), ("a", 14), ("ambassador", 8), ("pompio", 0), ("hebdomad", 0)])
def test_band(word: str, band: int) -> None:
    assert vocabulary.band(word) == band


@pytest.mark.parametrize(
    ("word", "oddity"),
    [
        ("house", ""),
        ("hebdomad", "foreign"),
        ("buyed", "form"),
        ("supplyed", "form"),
        ("seed", ""),
        ("leaded", ""),
        ("goverment", ""),
        ("unfussily", "rare"),
    ],
)
def test_odd(word: str, oddity: str) -> None:
    assert wordforms.odd(word) == oddity


def test_gaps_stand_before_each_word_and_after_the_last() -> None:
    assert Document.of('"No," he said.').view(tokens.gaps) == ('"', '," ', " ", ".")


def test_masks_keep_grammar_and_drop_topic() -> None:
    masked = Document.of("The mayor of Linz voted, quickly.\nIn 2021").view(masks.masked)
    assert list(masked) == ["the", "~or", "of", "X", "~ed", ",", "~ly", ".", "in", "0"]


@pytest.mark.parametrize("name", ["Wang Wang Yi", "Korotkov Korotkov Ivan"])
def test_a_doubled_name_is_an_error(name: str) -> None:
    assert hits("MT001", f"Minister {name} said so.") == [(" ".join(name.split()[:2]), "name")]


def test_a_title_with_a_doubled_word_is_no_error() -> None:
    assert hits("MT001", "He starred in Soldier Soldier and Duran Duran.") == [("Soldier Soldier", "")]


def test_name_variants_point_to_the_other_spelling() -> None:
    text = "Mike Pompeo spoke. Mr. Pompio left."
    assert hits("NM001", text) == [("Pompio", "")]
    assert related("NM001", text) == [("Pompeo", "spelled Pompeo here")]


@pytest.mark.parametrize(
    "text",
    [
        "Georgia and the Georgian army.",
        "Matthew Upston beat Brian Uptson.",
        "Moubarak was Mubarak.",
        "Weining and Wenling are towns.",
        "Kabuki at the Kabukiza Theatre.",
    ],
)
def test_near_names_that_are_right(text: str) -> None:
    assert hits("NM001", text) == []


def test_a_slip_of_the_finger_is_a_warning() -> None:
    assert hits("NM001", "Chelsea won. Cheslea fans sang.") == [("Cheslea", "slip")]


def test_the_given_name_is_told_from_the_surname() -> None:
    assert related("NM002", "Spokesman Wang Wenbin spoke. Wenbin said no.") == [("Wang Wenbin", "Wang is the surname here")]
    assert hits("NM002", "Kim Clijsters won. Clijsters said she was glad.") == []


def test_the_score_tells_garbled_from_clean() -> None:
    clean, garbled = (garble.score(Document.of(text), RULES.library) for text in (CLEAN, GARBLED))
    assert clean is not None
    assert garbled is not None
    assert clean < 0.5 <= garbled
    assert hits("MT010", CLEAN) == []


def test_two_different_stand_ins_are_an_error() -> None:
    assert hits("MT008", "Sales fell in the last twelvemonth. A twelvemonth is long.") == [("twelvemonth", ""), ("twelvemonth", "")]
    assert hits("MT008", "Last twelvemonth he wrote on big data and counterfeit consciousness.") == [
        ("twelvemonth", "several"),
        ("counterfeit consciousness", "several"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{GARBLED} The planarian is a flatworm and eerier.", [("hebdomad", ""), ("planarian", ""), ("flatworm", ""), ("eerier", "")]),
        ("The planarian is a flatworm and eerier. A merkataj.", []),
        ("The merkataj of the petrolaj is eerier.", [("merkataj", "few"), ("petrolaj", "few")]),
        ("The merkataj of the petrolaj.", [("merkataj", "few"), ("petrolaj", "few")]),
        ("The merkataj (market) of the petrolaj.", []),
        ("The knihovna Jihočeská and the divadlo.", []),
    ],
)
def test_words_that_a_text_makes_its_own_are_not_odd(text: str, found: list[tuple[str, str]]) -> None:
    assert hits("MT014", text) == found


def test_names_in_scripts_that_decline_them_are_left_alone() -> None:
    assert hits("NM001", "Её зовут Черкасова. По мнению Черкасовой, это верно.") == []


def test_a_pair_of_masks_is_unlisted_or_rarer_than_chance() -> None:
    pairs = suspicion.Pairs({"the": 400, "a": 100, "~": 500, "": 1000}, {"the ~": 8, "~ a": 2})
    assert [pairs.avoided[pair] for pair in ("the ~", "~ a", "the a", "a a", "? ~")] == [False, True, True, True, False]
    shares = suspicion.pair_shares({"the ~": 2, "the a": 1, "~ a": 1}, pairs)
    assert shares == {"unlisted": 0.25, "avoided": 0.5}


def test_words_that_return_soon_and_words_that_a_stretch_has_seen() -> None:
    eight = "the fire chief said that the town lost"
    shares = suspicion.features(Document.of(f"fire {eight} fire"), RULES.library).shares
    assert shares["returning"] == 2 / 10  # the last one stands seven words after the second, which stands two after the first
    assert shares["sameness"] == pytest.approx(3 / 10)  # twice "fire", once "the"
    assert suspicion.features(Document.of(f"fire {eight} a home and the fire"), RULES.library).shares["returning"] == 1 / 14
    long = " ".join(f"w{i}" for i in range(100))
    assert suspicion.features(Document.of(f"{long} {long}"), RULES.library).shares["sameness"] == 0


def test_the_general_model_weighs_nothing_against_garble() -> None:
    assert min(suspicion.model().general.values()) >= 0
    assert "of the" in suspicion.model().pairs.listed
    assert not suspicion.model().pairs.avoided["of the"]


def test_the_score_names_the_sentences_that_weigh_most() -> None:
    found = related("MT010", GARBLED)
    assert len(found) == 3
    assert all(message.startswith("weighs most: ") for _, message in found)
    assert {text.split()[1] for text, _ in found} == {"club", "company,", "minister"}


def test_a_short_text_has_no_score() -> None:
    assert garble.score(Document.of(" ".join(["word"] * (suspicion.SHORTEST - 1))), RULES.library) is None
    assert garble.score(Document.of(" ".join(["word"] * suspicion.SHORTEST)), RULES.library) is not None


def test_leftovers_of_a_page_do_not_count() -> None:
    assert garble.score(Document.of(CLEAN + '\n\n[mc4wp_form id=""]\n'), RULES.library) == garble.score(Document.of(CLEAN), RULES.library)


def test_the_score_holds_for_any_text() -> None:
    for text in ("", "\n", "0 " * 60, "\u00e9" * 10 + " x" * 60, "\U0001f600 a " * 60):
        value = garble.score(Document.of(text), RULES.library)
        assert value is None or 0 <= value <= 1
