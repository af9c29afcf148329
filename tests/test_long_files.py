"""Files that are judged in windows as they are read: reports to the byte as of the same file held whole."""

import json
import sys
from pathlib import Path

import pytest

from lint import cli, files, regular, run, spool
from lint.files import Target
from lint.model import Finding, Position
from lint.outcome import Outcome, Part
from lint.text.windows import Window
from tests.report import samples
from tests.text.test_windows import text


def report(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["newslint", "--no-config", "--no-cache", "--languagetool", "off", "--select", "AT,TX,DT", *options])
    status = cli.main()
    return status, *capfd.readouterr()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("long.txt").write_text(text(140_000, 11))
    Path("marked.md").write_bytes(text(110_000, 12, "\r\n").encode("utf-16"))
    Path("short.txt").write_text(text(3_000, 13))
    return tmp_path


@pytest.mark.parametrize("form", ["json", "text", "concise"])
def test_the_same_report_held_streamed_and_by_two(form: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    held = report(monkeypatch, capfd, "--jobs", "1", "--format", form, ".")
    monkeypatch.setattr(files, "MAX_SIZE", 100_000)
    assert files.long(Target("long.txt", named=False))
    assert report(monkeypatch, capfd, "--jobs", "1", "--max-size", "1000000", "--format", form, ".") == held
    monkeypatch.setattr(spool, "HELD", 10)
    assert report(monkeypatch, capfd, "--jobs", "2", "--max-size", "1000000", "--format", form, ".") == held
    assert held[0] == 1


def test_a_file_that_cannot_be_read_to_its_end(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(files, "MAX_SIZE", 100_000)
    real = regular.blocks

    def broken(path: Path, limit: int, size: int, *, follow: bool = True):  # type: ignore[no-untyped-def]
        for number, block in enumerate(real(path, limit, size, follow=follow)):
            if number == 2:
                raise regular.RefusedError("cannot be read: input/output error")
            yield block

    monkeypatch.setattr(regular, "blocks", broken)
    status, out, _ = report(monkeypatch, capfd, "--jobs", "1", "--max-size", "1000000", "--format", "json", "long.txt")
    told = json.loads(out)
    assert status == 2
    assert told["files"] == [{"path": "long.txt", "judged": False}]
    assert [f["reason"] for f in told["failures"]] == ["cannot be read: input/output error"]
    assert told["findings"]


def test_what_is_too_large_or_no_text(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_SIZE", 100_000)
    (window,) = files.stretches(Target("long.txt", named=True), 120_000)
    assert isinstance(window, Window)
    assert (window.fault, window.last) == ("too large: the limit is 120,000 bytes (--max-size)", True)
    Path("p.txt").write_bytes(b"%PDF-1.7" + bytes(200_000))
    picture = Target("p.txt", named=False)
    assert list(files.stretches(picture, 1_000_000)) == [picture]
    Path("page.html").write_text("<p>" + "word " * 30_000)
    assert not files.long(Target("page.html", named=True))


def test_fixes_are_refused_in_long_files(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(files, "MAX_SIZE", 100_000)
    before = Path("long.txt").read_bytes()
    status, _, said = report(monkeypatch, capfd, "--jobs", "1", "--max-size", "1000000", "--fix", "long.txt")
    assert (status, Path("long.txt").read_bytes()) == (2, before)
    assert "long.txt: not fixed: fixes are not made in texts of more than 100,000 bytes" in said


def part(number: int, last: bool, found: list[Finding], *, judged: bool = True, about: str = "") -> Outcome:
    whole = tuple(samples.finding(path="a", code=code, scope="document", start=Position(1, 1, 0)) for code in about.split())
    return Outcome(run.FileResult("a", judged=judged), tuple(found), part=Part(number, last, whole))


def test_parts_come_in_any_order() -> None:
    one, two = samples.finding(path="a", code="AA001"), samples.finding(path="a", code="BB001")
    parts = [part(1, False, [], about="DD001 EE001"), part(2, True, [two], about="EE001 DD001"), part(0, False, [one], about="CC001 DD001")]
    (whole,) = spool.whole(parts)
    assert [f.code for f in whole.findings] == ["DD001", "AA001", "BB001"]
    assert whole.result.judged
    (whole,) = spool.whole([parts[0], part(2, True, [], judged=False), parts[2]])
    assert not whole.result.judged
