"""The work of the comparison grows with the number of documents, not with that of their pairs; counted, not timed."""

import random

import pytest

from lint import ruleset
from lint.crossfile import clusters, copies, drift, facts, index, judgement, postings, shelf
from lint.crossfile.facts import Facts
from lint.crossfile.shelf import Shelf
from lint.text import decode

RULES = ruleset.load()
FORMULA = "The council of the town said in a statement that it would look into the matter and report to the public in due course."


def unrelated(count: int, formula: str = "", name: str = "") -> list[Facts]:
    """Documents on events of their own that share a way of writing, and at most a formula or a name."""
    rng = random.Random(count)

    def word() -> str:
        return "".join(rng.choice("bcdfgklmnprstvz") + rng.choice("aeiou") for _ in range(4)).capitalize()

    found = []
    for number in range(count):
        town, person = word(), f"{word()} {word()}"
        text = f"{town.upper()}, 3 May 2023 - {person} of {town} {name} opened {rng.randint(100, 999)} new rooms at the {word()} works on Tuesday. {formula}"
        found.append(facts.gather(decode.document(text, f"{number}.txt"), RULES.library))
    return found


def work(monkeypatch: pytest.MonkeyPatch, listed: list[Facts]) -> dict[str, int]:
    """How many records are kept, texts compared and statements compared."""
    counts = {"records": 0, "texts": 0, "statements": 0}

    def counted(what: str, call: object) -> object:
        def counting(*args: object) -> object:
            counts[what] += 1
            return call(*args)  # type: ignore[operator]

        return counting

    with monkeypatch.context() as patched:
        patched.setattr(postings.Postings, "add", counted("records", postings.Postings.add))
        patched.setattr(copies, "compare", counted("texts", copies.compare))
        patched.setattr(drift, "_overlap", counted("statements", drift._overlap))
        judgement.judge(listed, RULES.library, RULES.library.of_kind("crossfile"))
    return counts


def test_unrelated_documents_are_hardly_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = (work(monkeypatch, unrelated(n)) for n in (60, 240))
    assert 3.8 <= many["records"] / few["records"] <= 4.2
    assert many["texts"] == many["statements"] == 0


def test_a_formula_in_every_document_compares_each_with_few(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = (work(monkeypatch, unrelated(n, formula=FORMULA)) for n in (60, 240))
    assert few["texts"] <= 4 * 60
    assert many["texts"] <= 4 * 240
    assert many["statements"] <= 4.5 * max(1, few["statements"])


def test_a_name_in_every_document_relates_none(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = unrelated(120, name="Skerriesholm")
    assert list(clusters.related(index.made(listed, facts.rarity))) == []
    assert work(monkeypatch, listed)["statements"] == 0


def test_records_come_back_in_groups_whether_they_went_to_disk_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(3)
    records = [rng.randint(0, 400).to_bytes(4, "big") + rng.randbytes(3) for _ in range(900)]

    def grouped() -> set[tuple[bytes, ...]]:
        held = postings.Postings(7)
        for record in records:
            held.add(record)
        return {tuple(group) for group in held.groups()}

    in_memory = grouped()
    monkeypatch.setattr(postings, "HELD", 14)
    assert grouped() == in_memory
    assert sum(map(len, in_memory)) == sum(records_of > 1 for records_of in _sizes(records))


def copied(count: int) -> Shelf:
    """Copies of one report, in each of which one number is another."""
    rng = random.Random(5)
    report = " ".join(
        f"{name} told the council on Tuesday that the {rng.randint(20, 90)} wells of {name}'s valley had run dry in {rng.randint(1900, 1999)}."
        for name in ("Ana Birkeland", "Tom Carvalho", "Iris Dunmore", "Paul Ekwueme", "Rosa Fairbairn")
    )
    made = Shelf()
    for number in range(count):
        text = f"HALVERDEEN, 3 May 2023 - {report} The council meets again in {10 + number} days."
        made.put(facts.encoded(facts.gather(decode.document(text, f"{number:03}.txt"), RULES.library)))
    return made


def judged(held: Shelf, monkeypatch: pytest.MonkeyPatch) -> tuple[judgement.Judgement, dict[str, int]]:
    """The judgement, how often facts were read back and how many pairs of documents were put together."""
    counts = {"read": 0, "paired": 0}
    decoded, paired = facts.decoded, copies._paired

    def reading(raw: bytes) -> Facts:
        counts["read"] += 1
        return decoded(raw)

    def pairing(numbers: list[bytes]) -> list[tuple[bytes, bytes]]:
        pairs = list(paired(numbers))
        counts["paired"] += len(pairs)
        return pairs

    with monkeypatch.context() as patched:
        patched.setattr(facts, "decoded", reading)
        patched.setattr(copies, "_paired", pairing)
        told = judgement.judge(held, RULES.library, RULES.library.of_kind("crossfile"))
    held.close()
    return told, counts


def test_each_of_many_copies_is_read_and_paired_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told, counts = judged(copied(90), monkeypatch)
    assert [len(event.files) for event in told.events] == [90]
    assert counts["read"] == 2 * 90  # once for the index, once for the group
    assert counts["paired"] <= 4 * 90


def test_what_memory_does_not_hold_is_read_again_with_the_same_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    told, _ = judged(copied(12), monkeypatch)
    monkeypatch.setattr(shelf, "KEPT", 1)
    monkeypatch.setattr(facts, "OPEN", 1)
    again, counts = judged(copied(12), monkeypatch)
    assert told.findings
    assert (again, counts["read"] > 2 * 12) == (told, True)


def _sizes(records: list[bytes]) -> list[int]:
    """For each record how many have its key."""
    keys = [r[:4] for r in records]
    return [keys.count(k) for k in keys]
