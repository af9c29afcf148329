from lint import profile, ruleset
from lint.text.decode import decode

RULES = ruleset.load()


def card(text: str) -> dict[str, object]:
    return profile.profile(decode(text.encode(), "x.txt"), RULES.library)


def test_a_person_is_one_source_under_the_full_name_with_the_role() -> None:
    text = "The gate is safe, said Ana Brandt, a port engineer. Brandt said it would open. “It will not sink,” she added."
    assert card(text)["sources"] == [{"name": "Ana Brandt", "role": "port engineer", "type": "named_person", "count": 3}]


def test_headline_and_leftovers_give_no_source() -> None:
    text = "Mayor Oleg Roth says gate is safe\n\nThe gate was shut for a week.\n\nALSO READ: Leo Marsh says the bridge is old\n\nAna Brandt said it would open."
    found = card(text)
    assert [s["name"] for s in found["sources"]] == ["Ana Brandt"]  # type: ignore[attr-defined]
    assert found["claims"] == {"sentences": 2, "attributed": 1, "unattributed": 0, "vague": 0}


def test_wishes_are_no_sources() -> None:
    assert card("Ana Brandt wants the gate to open.")["sources"] == []
