"""Pairs of texts that tempt to a finding and must stay silent, beside the like of them that must not."""

import pytest

from lint import ruleset
from lint.crossfile import facts, judgement
from lint.text import decode

RULES = ruleset.load()
HEAD = "LIMA, 3 May 2023 - "
WHO = " Mayor Rosa Quispehuamán met Inspector Tupac Yarlequé in Huaycán."


def found(code: str, *texts: str) -> list[tuple[str, str, str]]:
    """The case-bearing message's level and both places of each finding of one rule among these texts."""
    gathered = [facts.gather(decode.document(t, f"{i}.txt"), RULES.library) for i, t in enumerate(texts)]
    judged = judgement.judge(gathered, RULES.library, [r for r in RULES.rules if r.code == code])
    return [(f.severity.label, f.text, f.related[0].message) for f in judged.findings]


def figures(first: str, second: str) -> list[tuple[str, str, str]]:
    frame = "The mayor of Huaycán told reporters that the flood of the river had destroyed {} in the lower valley." + WHO
    return found("XD001", HEAD + frame.format(first), HEAD + "In the evening. " + frame.format(second))


@pytest.mark.parametrize(
    ("first", "second", "level"),
    [
        ("412 houses", "560 houses", "warning"),
        ("412 houses", "421 houses", "warning"),
        ("at least 412 houses", "387 houses", "warning"),
        ("400 to 500 houses", "up to 500 houses", "info"),
        ("400 to 500 houses", "450 to 600 houses", "info"),
        ("at least 400 houses", "at least 450 houses", "info"),
        ("412 houses", "400 houses", ""),
        ("412 houses", "more than 400 houses", ""),
        ("412 houses", "400 to 500 houses", ""),
        ("1,634,577 houses", "1.6 million houses", ""),
        ("412 houses", "560 trees", ""),
        ("$412 million", "€560 million", ""),
        ("412 houses a year", "34 houses a month", ""),
        ("412 houses", "412 houses", ""),
        ("16 houses", "20 houses", "warning"),
        ("three houses", "five houses", "warning"),
        ("412 houses", "9 houses", ""),
        ("112 houses", "912 houses", "warning"),
        ("10.579 houses", "10,579 houses", ""),
    ],
)
def test_figures_conflict_only_where_both_cannot_hold(first: str, second: str, level: str) -> None:
    assert [x[0] for x in figures(first, second)] == ([level] if level else [])


def test_figures_about_other_places_or_quarters_are_no_conflict() -> None:
    assert found("XD001", *(f"{HEAD}The flood destroyed {n} houses in {town} on the river.{WHO}" for n, town in ((412, "Huaycán"), (97, "Chosica")))) == []
    quarters = (f"The bank earned 412 million dollars in the {q} quarter of the year in Huaycán." + WHO for q in ("second", "third"))
    assert found("XD001", *(HEAD + q.replace("412", n) for q, n in zip(quarters, ("412", "560")))) == []


def test_one_figure_of_each_text_is_compared_where_the_words_differ_more() -> None:
    first = f"{HEAD}The storm in Huaycán stopped 41 routes of the buses on the coast. Drivers of all 41 routes went home.{WHO}"
    second = f"{HEAD}Buses stood still along the coast in Huaycán. That left 14 routes without service in the storm.{WHO}"
    assert found("XD001", first, second) == [("warning", "41", "14")]
    assert found("XD001", first.replace("41 routes", "41 hours"), second.replace("14 routes", "14 hours")) == []


def test_two_different_intervals_are_no_conflict() -> None:
    texts = (f"{HEAD}The review of the Huaycán brickyard came {n} days after its debut on the exchange.{WHO}" for n in ("two", "three"))
    assert found("XD008", *texts) == []


def test_a_value_that_the_other_text_gives_too_is_no_conflict() -> None:
    first = f"{HEAD}The flood in Huaycán destroyed 412 houses along the river.{WHO}"
    second = f"{HEAD}The flood in Huaycán destroyed 560 houses along the river by Tuesday night. By Monday it had taken 412 houses.{WHO}"
    assert found("XD001", first, second) == []


def names(first: str, second: str) -> list[tuple[str, str, str]]:
    frame = "The builder {} of Huaycán opened the new sluice of the river board, and {} thanked the crews." + WHO
    return found("XD005", HEAD + frame.format(first, first.split()[-1]), HEAD + "In the evening. " + frame.format(second, second.split()[-1]))


@pytest.mark.parametrize(
    ("first", "second"),
    [("Anna Quellkorn", "Anna Quelkorn"), ("Anna Mamayev", "Anna Mamaev"), ("Anna Shcherbakov", "Anna Shcherbakow"), ("Anna Dzhugashvili", "Anna Djugashvili")],
)
def test_spellings_of_one_name_are_a_conflict(first: str, second: str) -> None:
    assert len(names(first, second)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Wang Yi", "Wang Wenbin"),
        ("Marta Bennett", "John Barnett"),
        ("Anna Quellkorn", "Peter Quellkorn"),
        ("Anna Petrov", "Anna Petrova"),
        ("Anna Quellkorn", "Anna Quellkorn"),
    ],
)
def test_two_people_are_never_merged(first: str, second: str) -> None:
    assert names(first, second) == []


def test_one_text_that_uses_both_spellings_tells_two_names_apart() -> None:
    both = f"{HEAD}Anna Quellkorn and Anna Quelkorn opened the sluice of the river board in Huaycán.{WHO}"
    assert found("XD005", both, f"{HEAD}Anna Quelkorn opened the sluice of the river board in Huaycán.{WHO}") == []


SAYING = "We call on all neighbours to jointly reject the dam that endangers our valley and its farms"


@pytest.mark.parametrize(
    ("saying", "speaker", "count"),
    [
        ("We urge all neighbours to jointly resist the dam that endangers our valley and farms", "Rosa Quispehuamán", 1),
        ("We urge all neighbours to jointly resist the dam that endangers our valley and farms", "the mayor", 1),
        ("We urge all neighbours to jointly resist the dam that endangers our valley and farms", "Tupac Yarlequé", 0),
        (SAYING, "Rosa Quispehuamán", 0),
        ("reject the dam that endangers our valley and its farms", "Rosa Quispehuamán", 0),
        ("We will rebuild every house that the flood took away before the winter comes", "Rosa Quispehuamán", 0),
        ("We call on all neighbours to jointly reject the dam that endangers our valley and (all of) its farms", "Rosa Quispehuamán", 0),
    ],
)
def test_a_quotation_drifts_only_in_other_words_of_one_speaker(saying: str, speaker: str, count: int) -> None:
    first = f"{HEAD}“{SAYING},” Rosa Quispehuamán said in Huaycán. Inspector Tupac Yarlequé agreed."
    second = f"{HEAD}Late at night in Huaycán. “{saying},” {speaker} said. Rosa Quispehuamán met Inspector Tupac Yarlequé."
    assert len(found("XD002", first, second)) == count


@pytest.mark.parametrize(
    ("bare", "count"),
    [
        ("The ministry had ignored three broken pillars under the old stone bridge.", 1),
        ("The ministry had ignored three broken pillars under the old stone bridge, she said.", 0),
        ("Ministry ignored three broken pillars under old stone bridge", 0),
        ("We know the ministry ignored three broken pillars under the old stone bridge.", 0),
    ],
)
def test_a_lost_source_is_found_in_plain_sentences_only(bare: str, count: int) -> None:
    first = f"{HEAD}Rosa Quispehuamán met the families of Huaycán. Inspector Tupac Yarlequé came.\n\n{bare}"
    quoted = "“The ministry ignored three broken pillars under the old stone bridge,” Quispehuamán said."
    second = f"{HEAD}Rosa Quispehuamán and Inspector Tupac Yarlequé spoke in Huaycán. {quoted}"
    assert len(found("XD004", first, second)) == count


@pytest.mark.parametrize(
    ("telling", "count"),
    [
        ("According to the union, the", 1),
        ("Engineers of the river board said the", 0),
        ("According to the old archive, the", 0),
        ("A news agency said the", 0),
    ],
)
def test_a_source_that_is_named_in_the_plain_sentence_too_is_not_lost(telling: str, count: int) -> None:
    bare = "The river board closed both tunnels under the stone quarry after the engineers had found deep cracks in the western wall."
    first = f"{HEAD}Families met in Huaycán.{WHO}\n\n{bare}"
    second = f"{HEAD}Families waited in Huaycán.{WHO}\n\n{telling} {bare[4:]}"
    assert len(found("XD004", first, second)) == count


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("on Tuesday", "on Monday", 1),
        ("on 2 May", "on Monday", 1),
        ("on 2 May", "on Tuesday", 0),
        ("by Tuesday", "on Monday", 0),
        ("last Tuesday", "on Monday", 0),
        ("on Tuesday and Wednesday", "on Monday", 0),
    ],
)
def test_a_day_conflicts_only_where_both_are_certain(one: str, other: str, count: int) -> None:
    texts = (
        f"{HEAD}{lead}The inspector arrested the owner of the Huaycán brickyard {day}, the mayor told reporters.{WHO}"
        for lead, day in (("", one), ("At night. ", other))
    )
    assert len(found("XD008", *texts)) == count


def test_a_weekday_counts_from_the_day_of_its_own_text() -> None:
    first = f"LIMA, 3 May 2023 - The inspector arrested the owner of the Huaycán brickyard on Tuesday, the mayor told reporters.{WHO}"
    second = first.replace("3 May", "5 May").replace("on Tuesday", "on 2 May")
    assert found("XD008", first, second) == []


def test_a_text_without_a_date_has_no_certain_day() -> None:
    texts = (f"The inspector arrested the owner of the Huaycán brickyard on {day}, the mayor told reporters.{WHO}" for day in ("Monday", "Tuesday"))
    assert found("XD008", *texts) == []


def test_two_matches_of_one_club_are_not_compared() -> None:
    frame = "Port Ellery United beat {} on {} through a late goal of {}. Police held {} supporters of Port Ellery after fights."
    first = HEAD + frame.format("Skerriesholm Rovers", "Tuesday", "Anna Quellkorn", 36)
    second = "LIMA, 5 May 2023 - " + frame.format("Vågsøyvik Town", "Thursday", "Peter Dzhugan", 52)
    for code in ("XD001", "XD005", "XD008"):
        assert found(code, first, second) == []
