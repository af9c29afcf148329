"""A folder judged together: what the seeds hold, and planted cases."""

from functools import partial
from pathlib import Path

import pytest

from lint import ruleset, run, spool
from lint.crossfile import clusters, copies, facts, index, judgement, postings
from lint.crossfile.facts import Facts
from lint.crossfile.shelf import Shelf
from lint.text import decode

RULES = ruleset.load()
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
WIRE = (
    "The council of Port Ellery voted on Tuesday to close the old swing bridge for eleven months while divers replace the two western piers that the March "
    "flood had hollowed out, the harbour master Ines Caldwell-Oyelaran said in a statement that named no cost."
)


def gathered(*texts: str) -> list[Facts]:
    return [facts.gather(decode.document(text, f"{i}.txt"), RULES.library) for i, text in enumerate(texts)]


@pytest.fixture(scope="module")
def seeds() -> judgement.Judgement:
    return judgement.judge([facts.gather(decode.decode(p.read_bytes(), p.name[:3]), RULES.library) for p in SEEDS], RULES.library, RULES.rules)


def test_the_seeds_tell_of_two_events_and_the_copied_pair_is_one_origin(seeds: judgement.Judgement) -> None:
    assert [e.files for e in seeds.events] == [("000", "001", "002", "003")]
    assert (seeds.alone, seeds.told) == (1, 2)
    assert seeds.events[0].origins == (("000", "002"), ("001",), ("003",))


def test_what_the_seeds_say_against_each_other(seeds: judgement.Judgement) -> None:
    found = {(f.code, f.path, f.text, f.related[0].path) for f in seeds.findings}
    assert ("XD001", "001", "2,400 to 3,500", "003") in found
    assert ("XD005", "001", "Allibaba", "000") in found
    assert ("XD005", "000", "Wenbin", "003") in found
    assert ("XD004", "003", "Also, Ireland earlier asked Facebook to stop transferring EU user data to the US.", "000") in found
    quotation = (
        "We call on the international community to jointly expose and reject US practices that endanger global cybersecurity and undermine global rules,"
    )
    assert ("XD002", "000", quotation, "003") in found
    assert any(code == "XD006" and {a, b} == {"000", "002"} for code, a, _, b in found)
    assert not any("004" in (a, b) for _, a, _, b in found)
    assert "XD003" not in {code for code, *_ in found}  # 002 names the agency in its prose


def test_facts_survive_the_way_through_bytes() -> None:
    (one,) = gathered(WIRE)
    assert facts.decoded(facts.encoded(one)) == one


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (WIRE, WIRE, "copy"),
        (WIRE, WIRE + " " + "Nothing else is planned this year for the ferries, the market or the school. " * 5, "copy"),
        (WIRE + " " + " ".join(f"word{i}" for i in range(60)), WIRE + " " + " ".join(f"term{i}" for i in range(60)), "adapted"),
        (f"“{WIRE}”", f"She wrote: “{WIRE}” " + " ".join(f"term{i}" for i in range(60)), "shared quotation"),
    ],
)
def test_what_two_texts_share_has_a_class(first: str, second: str, kind: str) -> None:
    one, other = gathered(first, second)
    shared = copies.compare(0, one, 1, other)
    assert shared is not None
    assert shared.kind == kind


def test_texts_that_share_no_run_share_nothing() -> None:
    one, other = gathered(WIRE, "The council of Port Ellery met on Tuesday and spoke of the bridge.")
    assert copies.compare(0, one, 1, other) is None
    assert list(copies.candidates(indexed([one, other]).prints)) == []


def test_a_text_in_very_many_files_chains_them() -> None:
    pairs = list(copies.candidates(indexed(gathered(WIRE) * 200).prints))
    assert len(pairs) < 400
    joined = clusters.Groups(200)
    for a, b in pairs:
        joined.join(a, b)
    assert len(joined.groups()) == 1


def indexed(listed: list[Facts]) -> index.Index:
    return index.made(listed, facts.rarity)


@pytest.mark.parametrize(("day", "events"), [("4 May 2023", 1), ("29 May 2023", 2)])
def test_dates_too_far_apart_are_two_events(day: str, events: int) -> None:
    texts = gathered(
        "PORT ELLERY, 3 May 2023 - Harbour master Ines Caldwell-Oyelaran told the Skerriesholm ferry crews on Tuesday that the bridge is unsafe.",
        f"PORT ELLERY, {day} - Ferry crews from Skerriesholm said on Wednesday that Ines Caldwell-Oyelaran had told them little about the old swing bridge.",
    )
    assert judgement.judge(texts, RULES.library, ()).told == events


def test_what_waits_in_files_is_judged_as_what_stays_in_memory(seeds: judgement.Judgement, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "HELD", 2)
    monkeypatch.setattr(copies, "MET", 1)
    monkeypatch.setattr(postings, "HELD", 1)
    texts = [facts.gather(decode.decode(p.read_bytes(), p.name[:3]), RULES.library) for p in SEEDS]
    again = judgement.judge(texts, RULES.library, RULES.rules)
    assert isinstance(again.findings, spool.Merged)
    assert (tuple(again.findings), again.events, again.alone) == tuple(seeds)


def test_several_processes_judge_as_one_does(seeds: judgement.Judgement, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "MANY", 1)
    held = Shelf()
    for path in SEEDS:
        held.put(facts.encoded(facts.gather(decode.decode(path.read_bytes(), path.name[:3]), RULES.library)))
    assert judgement.judge(held, RULES.library, RULES.rules, partial(run._apart, jobs=2)) == seeds
    held.close()


def test_rows_of_one_file_are_compared_under_their_names() -> None:
    rows = [facts.gather(decode.document(p.read_text("utf-8"), f"news.jsonl#{p.name[:3]}"), RULES.library) for p in SEEDS]
    judged = judgement.judge([facts.decoded(facts.encoded(row)) for row in rows], RULES.library, RULES.rules)
    assert judged.events[0].origins == (("news.jsonl#000", "news.jsonl#002"), ("news.jsonl#001",), ("news.jsonl#003",))
    assert ("XD005", "news.jsonl#001", "news.jsonl#000") in {(f.code, f.path, f.related[0].path) for f in judged.findings}
