"""Like events of different days are two; two reports of one event stay one though a day, a figure or a name differs."""

import pytest

from lint import ruleset
from lint.crossfile import facts, judgement
from lint.text import decode

RULES = ruleset.load()
BACKGROUND = (
    "The line along the coast was built in 1911 for the quarries, was closed for nine years after the second war, "
    "and carries three trains a day since the ferry stopped sailing."
)


def events(*texts: str) -> int:
    gathered = [facts.gather(decode.document(t, f"{i}.txt"), RULES.library) for i, t in enumerate(texts)]
    return judgement.judge(gathered, RULES.library, ()).told


def crash(day: str, published: int, hurt: int, aboard: int) -> str:
    return f"""HUAYCÁN, {published} May 2023 - A train of Quellmorn Rail with {aboard} passengers came off the rails near Huaycán on {day}, Tupac Yarlequé said.

Doctors treated {hurt} people for wounds, Yarlequé said."""


FIRST = crash("Tuesday", 3, 37, 412)


@pytest.mark.parametrize(
    ("second", "count"),
    [
        (crash("Tuesday", 3, 37, 412), 1),
        (crash("Tuesday", 4, 37, 650), 1),
        (crash("Monday", 3, 37, 412), 1),
        (crash("Thursday", 5, 81, 650), 2),
        (crash("Wednesday", 4, 81, 650), 2),
    ],
)
def test_days_and_figures_that_differ_throughout_tell_two_events_apart(second: str, count: int) -> None:
    turned = "It was late. " + " It was quiet then. ".join(reversed(second.split("\n\n")))
    assert events(FIRST, turned if count == 1 else second) == count


@pytest.mark.parametrize(("day", "count"), [("4 May 2023", 1), ("9 June 2023", 2)])
def test_a_passage_of_background_makes_no_event_of_texts_that_lie_apart(day: str, count: int) -> None:
    opening = "Tupac Yarlequé of Quellmorn Rail opened the new station of Huaycán with a speech, a brass band and a free ride for all who could name the stops."
    crossing = (
        "Farmers in Huaycán asked Quellmorn Rail for a second crossing by the dairy, and Tupac Yarlequé heard them out in the rain, hat in hand, for an hour."
    )
    first, second = (f"HUAYCÁN, {on} - {own} {BACKGROUND[:106]}" for on, own in (("3 May 2023", opening), (day, crossing)))
    assert events(first, second) == count


def test_a_text_that_is_half_copied_is_on_the_same_event_whenever_it_ran() -> None:
    assert events(f"{FIRST} {BACKGROUND}", f"{FIRST} {BACKGROUND}".replace("3 May", "9 June")) == 1
