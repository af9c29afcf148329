"""What was judged before is not judged again, unless something that matters has changed; and a run without news imports little."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lint import cache, config
from lint.config import Asked
from lint.fingerprint import numbered
from lint.model import Event
from tests.command import CLEAN, DEFECT, ROOT, environment, newslint
from tests.test_spool import findings

HEAVY = {"textstat", "language_tool_python", "rich", "rapidfuzz", "numpy", "yaml", "pathspec", "dateutil", "regex", "lint.text", "lint.checks", "lint.engine"}


@pytest.fixture
def kept(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "a.txt").write_text(DEFECT, "utf-8")
    (tmp_path / "b.txt").write_text(CLEAN, "utf-8")
    return {"NEWSLINT_CACHE_DIR": str(tmp_path / "cache")}


def imported(folder: Path, env: dict[str, str], *args: str) -> set[str]:
    """The modules that a run imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "lint", *args], cwd=folder, env=environment(**env), capture_output=True, check=False, text=True
    )
    return {line.rsplit("|", 1)[1].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


def outcomes(folder: Path) -> int:
    return sum(p.is_file() for p in (folder / "cache" / "outcomes").rglob("*"))


def test_a_second_run_says_the_same(tmp_path: Path, kept: dict[str, str]) -> None:
    runs = [newslint("--format", form, "a.txt", "b.txt", cwd=tmp_path, env=kept) for form in ("json", "json", "text", "text")]
    assert {run.returncode for run in runs} == {1}
    assert runs[0].stdout == runs[1].stdout
    assert runs[2].stdout == runs[3].stdout
    anew = newslint("--format", "json", "--no-cache", "a.txt", "b.txt", cwd=tmp_path, env=kept)
    assert anew.stdout == runs[0].stdout


def test_a_second_run_imports_nothing_heavy(tmp_path: Path, kept: dict[str, str]) -> None:
    assert "lint.engine" in imported(tmp_path, kept, "b.txt")
    assert imported(tmp_path, kept, "b.txt") & HEAVY == set()


def test_a_first_run_over_a_clean_file_needs_no_yaml_once_the_rules_are_parsed(tmp_path: Path, kept: dict[str, str]) -> None:
    newslint("a.txt", cwd=tmp_path, env=kept)
    assert imported(tmp_path, kept, "b.txt") & {"textstat", "language_tool_python", "rich", "rapidfuzz", "numpy", "yaml"} == set()


@pytest.mark.parametrize("change", ["text", "path", "select", "severity", "options", "rule"])
def test_what_matters_is_judged_anew(tmp_path: Path, kept: dict[str, str], change: str) -> None:
    asked = ["--format", "json", "--select", "BP001"]
    (tmp_path / "rule.yaml").write_text(
        "code: ZZ001\nname: x\nseverity: error\nconfidence: high\nmessage: m\nwhy: w\ndo: d\nmatch: {kind: terms, any: [reopens]}\n"
    )
    if change == "rule":
        asked += ["--rules", "rule.yaml", "--extend-select", "ZZ001"]
    name = "a.txt"
    first = json.loads(newslint(*asked, name, cwd=tmp_path, env=kept).stdout)
    if change == "text":
        (tmp_path / "a.txt").write_text(CLEAN, "utf-8")
    elif change == "path":
        name = (tmp_path / "a.txt").rename(tmp_path / "c.txt").name
    elif change == "rule":
        (tmp_path / "rule.yaml").write_text((tmp_path / "rule.yaml").read_text().replace("reopens", "terminals"))
    elif change == "options":
        (tmp_path / "newslint.yaml").write_text("options: {BP001: {anywhere: [nothingofthekind]}}\n")
    else:
        asked += {"select": ["--ignore", "shortcode"], "severity": ["--severity", "BP001=info"]}[change]
    second = json.loads(newslint(*asked, name, cwd=tmp_path, env=kept).stdout)
    assert second["findings"] != first["findings"]


def test_rules_that_are_gone_are_told_however_often_the_text_was_judged(tmp_path: Path, kept: dict[str, str]) -> None:
    assert newslint("b.txt", cwd=tmp_path, env=kept).returncode == 0
    (tmp_path / "empty").mkdir()
    for path in ("gone.yaml", "empty"):
        done = newslint("--rules", path, "b.txt", cwd=tmp_path, env=kept)
        assert (done.returncode, done.stdout) == (2, "")


def test_broken_entries_are_forgotten(tmp_path: Path, kept: dict[str, str]) -> None:
    first = newslint("a.txt", cwd=tmp_path, env=kept)
    for path in (tmp_path / "cache" / "outcomes").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x93\x01")
    assert newslint("a.txt", cwd=tmp_path, env=kept).stdout == first.stdout


def test_nothing_is_kept_where_it_must_not_be(tmp_path: Path, kept: dict[str, str]) -> None:
    newslint("--no-cache", "a.txt", cwd=tmp_path, env=kept)
    newslint("-", cwd=tmp_path, env={**kept, "NEWSLINT_CACHE_DIR": str(tmp_path / "other")}, stdin=DEFECT.encode())
    assert outcomes(tmp_path) == 0
    assert sum(p.is_file() for p in (tmp_path / "other" / "outcomes").rglob("*")) == 1  # that the rules are in order


def test_a_cache_that_cannot_be_made_is_no_fault(tmp_path: Path, kept: dict[str, str]) -> None:
    (tmp_path / "file").write_text("")
    done = newslint("a.txt", cwd=tmp_path, env={"NEWSLINT_CACHE_DIR": str(tmp_path / "file" / "below")})
    assert (done.returncode, done.stderr) == (1, "")


def test_rules_that_read_a_file_of_their_own_are_not_remembered() -> None:
    settings = config.Settings(config=config.Config(options={"SR007": {"ratings": "mine.csv"}}), asked=Asked())
    assert cache.opened(settings) is None
    assert cache.opened(config.Settings()) is not None


def test_what_files_say_against_each_other_is_kept_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "PART", 2)
    kept = cache.Cache(tmp_path, b"these rules")
    found = tuple(numbered(findings("a b a c a", "1.txt", "a")))
    said = cache.Compared(found, (Event(("1.txt", "2.txt"), (("1.txt", "2.txt"),)),), 3)
    name = kept.name_together([b"one", b"other"])
    kept.keep_compared(name, said)
    files = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert len(files) == 3
    assert kept.compared(name) == said
    files[0].unlink()
    assert kept.compared(name) is None


def test_a_second_run_over_a_folder_compares_nothing_anew() -> None:
    folder = ("seeds/", "--format", "json")
    assert "lint.crossfile.judgement" in imported(ROOT, {}, "--no-cache", *folder)
    runs = [newslint(*folder, cwd=ROOT) for _ in range(2)]
    assert runs[0].stdout == runs[1].stdout
    assert not {m for m in imported(ROOT, {}, *folder) if m.startswith("lint.crossfile")}
