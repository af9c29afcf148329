"""Findings that are kept in a file instead of memory: reports to the byte as without, and memory that does not grow with them."""

import sys

import pytest

from lint import cli, engine, spool
from lint.model import Finding, Rule
from lint.text.document import Document
from tests.command import ROOT

FORMATS = ("text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle")


def findings(text: str, path: str, word: str) -> list[Finding]:
    rule = Rule(code="ZZ001", name="word", severity="warning", confidence="high", message="{match}", why="w", do="d")
    document = Document.of(text, path)
    places = [i for i in range(len(text)) if text.startswith(word, i)]
    return [engine.finding(document, rule, engine.Hit(engine.Span(i, i + len(word)), {"match": word})) for i in places]


def test_read_back_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "HELD", 2)
    store = spool.Spool()
    first, second = findings("a b a", "1", "a"), findings("a\nb a c a", "2", "a")
    assert store.kept(first) is first
    kept = store.kept(second)
    assert isinstance(kept, spool.Spooled)
    assert (list(kept), len(kept), kept[1], kept[1:]) == (second, 3, second[1], second[1:])


def test_half_characters_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "HELD", 0)
    strange = findings("a \udc80 a", "1", "\udc80")
    assert spool.Spool().kept(strange) is strange


def test_order_of_paths_offsets_and_later_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "HELD", 0)
    store = spool.Spool()
    files = [(name, findings("a b a", name, "a")) for name in ("2", "1", "3")]
    late = findings("a b a", "1", "b") + findings("b", "0", "b")
    found = spool.ordered([(name, store.kept(f)) for name, f in files])
    assert isinstance(found, spool.InOrder)
    everything = sorted([f for _, listed in files for f in listed] + late, key=lambda f: f.order)
    assert list(found.joined(late)) == everything
    assert len(found.joined(late)) == len(everything)


@pytest.mark.parametrize("form", FORMATS)
def test_reports_are_the_same(form: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "argv", ["newslint", "--no-config", "--no-cache", "--jobs", "1", "--format", form, "seeds"])
    usual = (cli.main(), capfd.readouterr())
    monkeypatch.setattr(spool, "HELD", 3)
    assert (cli.main(), capfd.readouterr()) == usual
    assert usual[1].out
