"""Findings that are kept in a file instead of memory: reports to the byte as without, and memory that does not grow with them."""

import sys
import tracemalloc
from collections.abc import Iterable, Iterator

import pytest
from msgspec.structs import replace

from lint import cli, engine, spool
from lint.fingerprint import numbered
from lint.model import FileResult, Finding, Report, Rule, Severity, Silence, severities
from lint.outcome import Outcome, Stretch, lost
from lint.report import Style, rendered
from lint.text.document import Document
from tests.command import ROOT

FORMATS = ("text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle")


def findings(text: str, path: str, word: str) -> list[Finding]:
    rule = Rule(code="ZZ001", name="word", severity="warning", confidence="high", message="{match}", why="w", do="d")
    document = Document.of(text, path)
    places = [i for i in range(len(text)) if text.startswith(word, i)]
    return [engine.finding(document, rule, engine.Hit(engine.Span(i, i + len(word)), {"match": word})) for i in places]


def outcome(path: str, found: list[Finding], facts: bytes | None = None) -> Outcome:
    return Outcome(FileResult(path, judged=True, headline=f"on {path}"), tuple(found), facts=facts)


def told(made: Iterable[Outcome]) -> list[tuple[object, ...]]:
    return [(o.result, list(o.findings), o.failures, o.facts.read() if isinstance(o.facts, Stretch) else o.facts) for o in made]


def test_read_back_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = [
        outcome("1", findings("a b a", "1", "a"), b"one"),
        outcome("3", findings("a\nb a c a", "3", "a"), b"two"),
        outcome("2", []),
        lost("4", "cannot be read"),
    ]
    plain = spool.Made(outcomes)
    assert list(plain) == outcomes
    monkeypatch.setattr(spool, "HELD", 3)
    monkeypatch.setattr(spool, "WEIGHT", 4)
    made = spool.Made(outcomes)
    assert [isinstance(o.findings, spool.Spooled) for o in made] == [False, True, False, False]
    assert isinstance(made[1].facts, Stretch)
    assert told(made) == told(outcomes) == told(made[0:])
    assert told(made.in_order()) == told(sorted(outcomes, key=lambda o: o.result.path))
    other = FileResult("2a", judged=False, skipped="hidden")
    assert list(made.files([other])) == list(plain.files([other]))
    assert (len(made), len(made.findings()), len(made.files([other]))) == (4, 5, 5)


def test_half_characters_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "HELD", 0)
    strange = [outcome("1", findings("a \udc80 a", "1", "\udc80")), outcome("\udc80", [])]
    assert list(spool.Made(strange)) == strange


def test_order_of_paths_offsets_and_later_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "HELD", 0)
    files = [(name, findings("a b a", name, "a")) for name in ("2", "1", "3")]
    late = findings("a b a", "1", "b") + findings("b", "0", "b")
    made = spool.Made(outcome(name, f) for name, f in files)
    found = made.findings()
    assert isinstance(found, spool.InOrder)
    everything = sorted([f for _, listed in files for f in listed] + late, key=lambda f: f.order)
    together = spool.InOrder(made, sorted(late, key=lambda f: f.order))
    assert list(together) == everything
    assert len(together) == len(everything)
    assert (found[1], found[1:3]) == (list(found)[1], list(found)[1:3])


@pytest.mark.parametrize("held", [2, 3, 5_000])
def test_findings_gathered_in_any_order_come_in_that_of_a_report(monkeypatch: pytest.MonkeyPatch, held: int) -> None:
    monkeypatch.setattr(spool, "HELD", held)
    monkeypatch.setattr(spool, "TOGETHER", 1)
    mixed = findings("b a b", "2", "b") + findings("a b a", "1", "a") + findings("\udc80", "0\udc80", "\udc80") + findings("a b", "1", "b")
    gathered = spool.Gathered()
    gathered.take(mixed)
    kept = gathered.kept()
    assert isinstance(kept, spool.Merged) is (held < len(mixed))
    told = list(kept)
    assert (told, len(kept)) == (list(numbered(sorted(mixed, key=lambda f: f.order))), len(mixed))
    assert list(kept) == told


@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_findings_are_read_once_to_be_written_and_once_to_be_counted(form: str) -> None:
    class Read(list[Finding]):
        times = 0

        def __iter__(self) -> Iterator[Finding]:
            self.times += 1
            return super().__iter__()

    read = Read(findings("a b a", "1", "a"))
    report = Report((FileResult("1", judged=True),), read, ())
    assert "".join(rendered(form, report, Style()))
    assert (report.exit_code, report.counts) == (0, {Severity.WARNING: 2})
    assert read.times == 2


def test_findings_of_a_large_run_are_counted_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "HELD", 0)
    made = spool.Made([outcome("1", findings("a b a", "1", "a"))])
    made.take([outcome("2", [replace(f, silenced=Silence("mark")) for f in findings("a", "2", "a")])])
    report = Report((), spool.InOrder(made, findings("a b", "1", "b")), ())
    with monkeypatch.context() as unread:
        unread.setattr(spool.InOrder, "__iter__", None)
        assert report.counts == {Severity.WARNING: 3, None: 1}
    assert severities(report.findings) == report.counts


def test_memory_grows_by_little_for_each_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "HELD", 0)
    some = findings("a b a", "1", "a")
    paths = [f"folder/{i}.txt" for i in range(4_000)]
    spool.Made([outcome("0", some, b"facts")])
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        made = spool.Made(outcome(path, some, b"facts") for path in paths)
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert len(made) == 4_000
    assert grown / 4_000 < 60


@pytest.mark.parametrize("form", FORMATS)
def test_reports_are_the_same(form: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "argv", ["newslint", "--no-config", "--no-cache", "--jobs", "1", "--format", form, "seeds"])
    usual = (cli.main(), capfd.readouterr())
    monkeypatch.setattr(spool, "HELD", 3)
    assert (cli.main(), capfd.readouterr()) == usual
    assert usual[1].out
