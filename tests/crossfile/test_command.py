"""Files compared on the command line: the summary, the formats, the exit status and the switch that turns it off."""

import json

import pytest

from lint.model import Event, FileResult, Link, Report
from lint.report import Style, profile, rendered
from lint.report.excerpt import columns
from tests.command import ROOT, newslint

HEAD = "5 files, 2 events, at most 3 independent origins for the one that 4 tell:"
SEEDS = tuple(f"seeds/{p.name}" for p in sorted((ROOT / "seeds").glob("*.txt")))
ALONE = ("--no-cache", "--select", "XD", "--show", "info")


@pytest.mark.parametrize("command", [ALONE, ("profile",), ("profile", "--format", "markdown")])
def test_the_folder_is_summed_up_with_its_chain(command: tuple[str, ...]) -> None:
    text = newslint(*command, "seeds/", cwd=ROOT).stdout.replace("\\", "")
    assert HEAD in text
    assert "= seeds/000_fb92f28173f812bf.txt (adapted, 41% of the shorter)" in text


@pytest.mark.parametrize("command", [("--no-cache",), ("profile",)])
def test_the_folder_is_summed_up_for_machines(command: tuple[str, ...]) -> None:
    told = json.loads(newslint(*command, "--format", "json", "seeds/", cwd=ROOT).stdout)
    assert told["folder"] == {"files": 5, "events": 2, "origins": 4}
    assert [e["origins"] for e in told["events"]] == [[[SEEDS[0], SEEDS[2]], [SEEDS[1]], [SEEDS[3]]]]


def test_json_lines_hold_the_events() -> None:
    lines = [json.loads(line) for line in newslint("--no-cache", "--format", "jsonl", "seeds/", cwd=ROOT).stdout.splitlines()]
    assert [x["files"] for x in lines if x["type"] == "event"] == [list(SEEDS[:4])]
    assert lines[-1]["folder"] == {"files": 5, "events": 2, "origins": 4}


@pytest.mark.parametrize("command", [(), ("profile",)])
def test_no_crossfile_turns_it_off(command: tuple[str, ...]) -> None:
    told = json.loads(newslint(*command, "--no-crossfile", "--format", "json", "seeds/", cwd=ROOT).stdout)
    assert "events" not in told
    assert not [f for f in told.get("findings", ()) if f["code"].startswith("XD")]


def test_one_file_alone_is_not_compared() -> None:
    assert "events" not in json.loads(newslint("--no-cache", "--format", "json", SEEDS[0], cwd=ROOT).stdout)


@pytest.mark.parametrize(("asked", "status"), [((), 0), (("--fail-on", "error"), 0), (("--fail-on", "warning"), 1), (("--fail-on", "never"), 0)])
def test_nothing_fails_a_run_unless_asked(asked: tuple[str, ...], status: int) -> None:
    assert newslint("--no-cache", "--select", "XD", *asked, "seeds/", cwd=ROOT).returncode == status


def test_no_rule_between_files_is_an_error() -> None:
    rules = json.loads(newslint("explain", "XD", "--format", "json", cwd=ROOT).stdout)
    assert {r["severity"] for r in rules} <= {"info", "warning"}
    assert len(rules) >= 7


def test_sarif_names_every_other_place() -> None:
    results = json.loads(newslint("--no-cache", "--select", "XD", "--format", "sarif", "seeds/", cwd=ROOT).stdout)["runs"][0]["results"]
    assert results
    for result in results:
        own = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        others = [place["physicalLocation"] for place in result["relatedLocations"]]
        assert others
        assert own not in {p["artifactLocation"]["uri"] for p in others}
        assert all(p["region"]["charLength"] > 0 for p in others)


def folder(*events: Event, alone: int = 0) -> Report:
    files = (*(path for e in events for path in e.files), *(f"alone{i}.txt" for i in range(alone)))
    return Report(tuple(FileResult(path, True) for path in files), (), (), events=events, alone=alone)


def test_the_summary_fits_80_columns_but_for_a_longer_path() -> None:
    long = f"{'archive/' * 14}a.txt"
    told = Event((long, "b.txt"), ((long, "b.txt"),), (Link(long, "b.txt", "both credit the Associated Press of America, which is a long name for an agency"),))
    lines = "".join(rendered("text", folder(told, alone=1), Style())).splitlines()
    assert lines[0] == "3 files, 2 events, at most 1 independent origin for the one that 2 tell:"
    assert [line.split() for line in lines if columns(line) > 80] == [["1", long], [long]]


def test_several_events_are_told_one_by_one() -> None:
    one, other = (Event((f"{n}1.txt", f"{n}2.txt"), ((f"{n}1.txt",), (f"{n}2.txt",))) for n in "ab")
    text = "".join(rendered("text", folder(one, other), Style()))
    assert text.splitlines()[:2] == ["4 files, 2 events, 2 of them told by several files:", "2 files on one event, at most 2 independent origins:"]


def test_a_long_event_is_cut() -> None:
    paths = tuple(f"{i}.txt" for i in range(40))
    text = "".join(rendered("text", folder(Event(paths, (paths,))), Style(limit=5)))
    assert "4.txt\n" in text
    assert "... and 35 more files" in text
    assert "5.txt\n" not in text


def test_files_that_share_no_event_are_not_summed_up() -> None:
    assert "event" not in "".join(rendered("text", folder(alone=2), Style()))
    assert "event" not in "".join(profile.as_text([], folder(alone=2), Style()))
