"""A baseline silences what it names and nothing else, whatever moves around it."""

import json
import os
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from lint import baseline, engine, fingerprint, ruleset
from lint.model import Failure, FileResult, Finding, Report
from lint.strictyaml import SourceError
from lint.text.document import Document
from tests.command import ROOT
from tests.report import samples

RULES = ruleset.load([ROOT / "tests" / "house.yaml"])
SHORTCODE = RULES.checks(RULES.named("TT001"))
KNOWN = frozenset(r.code for r in RULES.rules)
NEUTRAL = st.text(st.sampled_from("abc de.\n"), max_size=60)


def judged(texts: dict[str, str]) -> Report:
    """A run of TT001 over these texts."""
    findings: list[Finding] = []
    for path, text in sorted(texts.items()):
        findings += engine.judge(Document.of(text, path), SHORTCODE)[0]
    return Report(tuple(FileResult(p, True) for p in sorted(texts)), tuple(findings), (), rules=tuple(r for r, _ in SHORTCODE))


def based(report: Report) -> baseline.Baseline:
    return baseline.written(report, baseline.Baseline(Path("newslint-baseline.json")), KNOWN)


def standing(report: Report) -> list[tuple[str, int]]:
    return [(f.path, f.start.offset) for f in report.findings if f.silenced is None]


TEXT = 'One.\n\n[caption id="1"]\n\nTwo.\n\n[caption id="1"]\n[gallery]\n'


@given(above=NEUTRAL, between=NEUTRAL)
def test_text_put_in_elsewhere_changes_nothing(above: str, between: str) -> None:
    known = based(judged({"a.txt": TEXT}))
    moved = above + "\n\n" + TEXT.replace("Two.", f"Two.\n\n{between}\n\n")
    report, stale = baseline.applied(judged({"a.txt": moved}), known, KNOWN)
    assert len(report.findings) == 3
    assert standing(report) == []
    assert stale == ()


@given(other=st.text(st.sampled_from("abcxyz/."), min_size=1, max_size=12).filter(lambda s: s != "a.txt"))
def test_renaming_another_file_changes_nothing(other: str) -> None:
    known = based(judged({"a.txt": TEXT, "b.txt": TEXT}))
    report, _ = baseline.applied(judged({"a.txt": TEXT, f"folder/{other}": TEXT}), known, KNOWN)
    assert [path for path, _ in standing(report)] == [f"folder/{other}"] * 3


@given(breaks=st.lists(st.sampled_from([" ", "\n", "\r\n", "\n  ", "\t"]), min_size=4, max_size=4))
def test_wrapping_changes_no_fingerprint(breaks: list[str]) -> None:
    text = "one{}two{}three{}four{}five".format(*breaks)
    (wrapped,) = fingerprint.numbered([samples.finding(text=text)])
    (plain,) = fingerprint.numbered([samples.finding(text="one two three four five")])
    assert wrapped.fingerprint == plain.fingerprint


PROSE = (
    "The council voted on Tuesday to build a second bridge over the river, which had been closed to heavy traffic since the spring of last year. "
    "Other experts believe that the old bridge could have been kept open for ten more years if the repairs had been made in time, and that the cost is high."
)


@given(width=st.integers(60, 99), line_end=st.sampled_from(["\n", "\r\n"]))
def test_a_text_wrapped_anew_has_the_same_fingerprints(width: int, line_end: str) -> None:
    checks = RULES.checks([*RULES.named("AT020"), *RULES.named("DT004")])
    once = [f.fingerprint for f in engine.judge(Document.of(PROSE + "\n", "a.txt"), checks)[0]]
    wrapped = textwrap.fill(PROSE, width).replace("\n", line_end)
    assert [f.fingerprint for f in engine.judge(Document.of(wrapped + line_end, "a.txt"), checks)[0]] == once
    assert len(once) == 2


@given(texts=st.lists(st.sampled_from(["[gallery]", "[caption]", "x"]), max_size=8))
def test_fingerprints_of_one_file_are_all_different(texts: list[str]) -> None:
    prints = [f.fingerprint for f in fingerprint.numbered([samples.finding(text=t) for t in texts])]
    assert len(set(prints)) == len(texts)


def test_a_fingerprint_stands_for_code_path_text_and_number() -> None:
    first, second, text, path, code = (
        f.fingerprint
        for f in fingerprint.numbered(
            [samples.finding(), samples.finding(), samples.finding(text="[gallery]"), samples.finding("b.txt"), samples.finding(code="BP002")]
        )
    )
    assert len({first, second, text, path, code}) == 5
    assert first == "17cef5ab872f7c0f"


def test_a_new_finding_like_an_old_one_stands() -> None:
    known = based(judged({"a.txt": "[gallery]\n"}))
    report, _ = baseline.applied(judged({"a.txt": "[gallery]\n[gallery]\n"}), known, KNOWN)
    assert standing(report) == [("a.txt", 10)]


def test_paths_count_from_the_baseline(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    file = folder / "newslint-baseline.json"
    absolute = judged({str(folder / "a.txt"): TEXT})
    baseline.save(baseline.written(absolute, baseline.Baseline(file), KNOWN))
    assert {e["path"] for e in json.loads(file.read_text())["findings"]} == {"a.txt"}
    moved = tmp_path / "elsewhere"
    folder.rename(moved)
    report, _ = baseline.applied(judged({str(moved / "a.txt"): TEXT}), baseline.load(moved / file.name), KNOWN)
    assert standing(report) == []


def test_stale_entries_are_told_with_their_line(tmp_path: Path) -> None:
    file = tmp_path / "newslint-baseline.json"
    report = judged({str(tmp_path / "a.txt"): TEXT, str(tmp_path / "b.txt"): TEXT})
    baseline.save(baseline.written(report, baseline.Baseline(file), KNOWN))
    report, stale = baseline.applied(judged({str(tmp_path / "a.txt"): "[gallery]\n", str(tmp_path / "b.txt"): TEXT}), baseline.load(file), KNOWN)
    assert [(e.path, e.excerpt) for e in stale] == [("a.txt", '[caption id="1"]')] * 2
    assert report.notes == (
        f'{file}:2: stale: TT001 is no longer found in a.txt ([caption id="1"])',
        f'{file}:3: stale: TT001 is no longer found in a.txt ([caption id="1"])',
        f"{file}: --write-baseline {file} takes stale entries out",
    )


def test_what_was_not_judged_is_not_stale(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(TEXT)
    known = baseline.written(judged({str(tmp_path / n): TEXT for n in ("a.txt", "b.txt", "gone.txt")}), baseline.Baseline(tmp_path / "x.json"), KNOWN)
    clean = judged({str(tmp_path / "a.txt"): "Clean.\n"})
    assert {e.path for e in baseline.applied(clean, known, KNOWN)[1]} == {"a.txt", "gone.txt"}
    assert baseline.applied(replace(clean, rules=()), known, KNOWN)[1] == tuple(e for e in known.entries if e.path == "gone.txt")
    failed = replace(clean, failures=(Failure(str(tmp_path / "a.txt"), "stopped", "TT001"),))
    assert {e.path for e in baseline.applied(failed, known, KNOWN)[1]} == {"gone.txt"}
    assert len(baseline.applied(clean, known, frozenset())[1]) == 9


def test_writing_again_keeps_reasons_and_other_files_and_drops_stale_entries(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    (tmp_path / "b.txt").write_text(TEXT)
    first = baseline.written(judged({str(tmp_path / n): TEXT for n in ("a.txt", "b.txt")}), baseline.Baseline(file), KNOWN)
    reasoned = replace(first, entries=tuple(replace_reason(e) for e in first.entries))
    again = baseline.written(judged({str(tmp_path / "a.txt"): "[gallery]\n"}), reasoned, KNOWN)
    assert [(e.path, e.excerpt, e.reason) for e in again.entries] == [
        ("a.txt", "[gallery]", "agreed"), ("b.txt", '[caption id="1"]', "agreed"), ("b.txt", '[caption id="1"]', "agreed"), ("b.txt", "[gallery]", "agreed"),
    ]  # fmt: skip


def replace_reason(entry: baseline.Entry) -> baseline.Entry:
    return baseline.Entry(path=entry.path, code=entry.code, fingerprint=entry.fingerprint, excerpt=entry.excerpt, reason="agreed")


def test_a_reason_is_kept_in_the_report() -> None:
    known = based(judged({"a.txt": "[gallery]\n"}))
    known = replace(known, entries=tuple(replace_reason(e) for e in known.entries))
    report, _ = baseline.applied(judged({"a.txt": "[gallery]\n"}), known, KNOWN)
    assert report.findings[0].silenced == samples.Silence("baseline", "agreed")


def test_what_a_mark_silences_stays_out_of_the_baseline() -> None:
    report = judged({"a.txt": "[gallery]\n"})
    marked = replace(report, findings=tuple(replace(f, silenced=samples.Silence("mark", "why")) for f in report.findings))
    assert based(marked).entries == ()


def test_one_entry_to_a_line_and_nothing_hidden(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    text = '[gallery a="\u202e\x1b\u200b“x”"]\n[gallery]\n'
    baseline.save(baseline.written(judged({str(tmp_path / "raw\udcff.txt"): text}), baseline.Baseline(file), KNOWN))
    lines = file.read_text().splitlines()
    assert len(lines) == 4
    assert json.loads(lines[1].rstrip(","))["excerpt"] == text.split("\n")[0]
    assert "\\u202e\\u001b\\u200b“x”" in lines[1]
    assert baseline.load(file).entries[0].path == "raw\\xff.txt"


GOOD = '{"path": "a.txt", "code": "TT001", "fingerprint": "0123456789abcdef"}'


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        (b"", ":1:1", "not valid JSON"),
        (b'{"schema": 1,\n"findings": [\n<<<<<<< HEAD\n]}', ":3:1", "not valid JSON"),
        (b"[]", ":1:1", "expected 'object'"),
        (b'{"schema": 2, "findings": []}', ":1:1", "invalid enum value 2"),
        (b'{"schema": 1, "finding": []}', ":1:1", "unknown field 'finding'"),
        (f'{{"schema": 1, "findings": [\n {GOOD},\n {{"path": "a.txt", "code": "TT001"}}\n]}}'.encode(), ":3:2", "missing required field 'fingerprint'"),
        (f'{{"schema": 1, "findings": [\n {GOOD.replace("TT001", "1").replace(chr(34) + "1" + chr(34), "1")}]}}'.encode(), ":2:2", "expected 'str', got 'int'"),
        (f'{{"schema": 1, "findings": [\n\n {GOOD.replace("0123", "01..")}]}}'.encode(), ":3:2", "is no fingerprint"),
        (f'{{"schema": 1, "findings": [\n {GOOD.replace("}", ", " + chr(34) + "code" + chr(34) + ": 1}")}]}}'.encode(), ":1:1", "stands twice"),
        (b'{"schema": 1,\n "findings": ["\xff"]}', ":2:1", "byte 0xff is not UTF-8"),
        (b"[" * 100_000, ":1:1", "no baseline"),
    ],
)
def test_a_broken_baseline_is_told_with_its_line(tmp_path: Path, content: bytes, place: str, message: str) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        baseline.load(file)
    assert str(caught.value).startswith(f"{file}{place}: ")
    assert message in str(caught.value)


def test_a_missing_baseline_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"x\.json: cannot be read: no such file"):
        baseline.load(tmp_path / "x.json")


def test_numbers_are_the_same_when_only_bits_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [samples.finding(path=path, text=f"{i % 40}") for path in ("a", "b") for i in range(100)]
    counted = [f.fingerprint for f in fingerprint.numbered(found)]
    monkeypatch.setattr(fingerprint, "COUNTED", 7)
    assert [f.fingerprint for f in fingerprint.numbered(found)] == counted
    assert len(set(counted)) == 200


@pytest.mark.parametrize("folder", [".", "/", "/news/desk", "desk", ".."])
@pytest.mark.parametrize(
    "path", ["a.txt", "./a.txt", "desk/a.txt", "../a.txt", "x/../a.txt", "/news/desk/a.txt", "/a.txt", "//a.txt", "desk//b/a.txt", ".", "desk/"]
)
def test_a_path_is_told_as_seen_from_the_folder(path: str, folder: str) -> None:
    seen = os.path.relpath(path, folder).replace(os.sep, "/")
    assert [fingerprint.relative(name, folder) for name in (path, path)] == [seen, seen]
    assert fingerprint.relative("desk/wire.jsonl#7", folder) == fingerprint.relative("desk/wire.jsonl", folder) + "#7"


def test_the_same_path_in_another_place_is_another_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        told.append(fingerprint.relative("a/b.txt", str(tmp_path)))
    assert told == ["one/a/b.txt", "two/a/b.txt"]
