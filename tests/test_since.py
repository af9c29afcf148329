"""Changed lines, told by the real git."""

import os
import subprocess
from pathlib import Path

import pytest

from lint import engine, ruleset, since
from lint.model import FileResult, Report
from lint.text import decode
from tests.command import ROOT

RULES = ruleset.load([ROOT / "tests" / "house.yaml"])
CHECKS = RULES.checks(RULES.named("TT001"))


def git(folder: Path, *args: str) -> str:
    names = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@a.example", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@a.example"}
    environment = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return subprocess.run(["git", *args], cwd=folder, env=environment, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    return tmp_path


def commit(folder: Path, **files: str) -> str:
    for name, text in files.items():
        (folder / f"{name}.txt").write_bytes(text.encode())
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")
    return git(folder, "rev-parse", "HEAD")


def lines(changes: since.Changes) -> dict[str, list[int] | None]:
    return {path: None if ranges is None else [n for r in ranges for n in r] for path, ranges in changes.lines.items()}


def test_added_changed_and_deleted_lines(repository: Path) -> None:
    start = commit(repository, a="1\n2\n3\n4\n5\n", b="1\n", c="1\n2\n")
    (repository / "a.txt").write_text("0\n1\n2\nthree\n4\n")
    (repository / "c.txt").write_text("1\n")
    assert lines(since.changes(start, ["a.txt", "b.txt", "c.txt"])) == {"a.txt": [1, 4], "c.txt": []}


def test_committed_and_uncommitted_changes_both_count(repository: Path) -> None:
    start = commit(repository, a="1\n2\n3\n")
    commit(repository, a="one\n2\n3\n")
    (repository / "a.txt").write_text("one\n2\nthree\n")
    assert lines(since.changes(start, ["a.txt"])) == {"a.txt": [1, 3]}


def test_untracked_and_ignored_files_are_changed_as_a_whole(repository: Path) -> None:
    start = commit(repository, a="1\n")
    (repository / ".gitignore").write_text("ignored.txt\n")
    (repository / "new.txt").write_text("1\n")
    (repository / "ignored.txt").write_text("1\n")
    assert lines(since.changes(start, ["a.txt", "new.txt", "ignored.txt"])) == {"new.txt": None, "ignored.txt": None}


def test_a_renamed_file_is_changed_only_where_it_was_edited(repository: Path) -> None:
    text = "".join(f"line {n}\n" for n in range(50))
    start = commit(repository, a=text, b=text.replace("line", "row"))
    git(repository, "mv", "a.txt", "moved.txt")
    git(repository, "mv", "b.txt", "edited.txt")
    (repository / "edited.txt").write_text((repository / "edited.txt").read_text().replace("row 7\n", "row seven\n"))
    assert lines(since.changes(start, ["moved.txt", "edited.txt"])) == {"edited.txt": [8]}


@pytest.mark.parametrize("name", ["with space.txt", 'quo"te.txt', "new\nline.txt", "tab\t.txt", "späce.txt", "-n.txt", "*.txt", "raw\udcff.txt"])
def test_odd_names(repository: Path, name: str) -> None:
    (repository / name).write_text("1\n2\n")
    (repository / "zz.txt").write_text("1\n")
    start = commit(repository)
    (repository / name).write_text("1\ntwo\n")
    assert lines(since.changes(start, [name, "zz.txt"])) == {name: [2]}


def test_from_a_folder_below_and_by_absolute_path(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "desk").mkdir()
    start = commit(repository, a="1\n", **{"desk/b": "1\n"})
    (repository / "a.txt").write_text("one\n")
    (repository / "desk/b.txt").write_text("one\n")
    monkeypatch.chdir(repository / "desk")
    absolute = str(repository / "desk/b.txt")
    assert lines(since.changes(start, ["../a.txt", absolute])) == {"../a.txt": [1], absolute: [1]}


def test_user_settings_of_git_change_nothing(repository: Path) -> None:
    start = commit(repository, a="1\n2\n", b="1\n")
    for key, value in {
        "diff.noprefix": "true",
        "diff.mnemonicPrefix": "true",
        "color.diff": "always",
        "diff.external": "false",
        "diff.renames": "false",
    }.items():
        git(repository, "config", key, value)
    (repository / "a.txt").write_text("1\ntwo\n")
    (repository / "b.txt").write_text("one\n")
    assert lines(since.changes(start, ["a.txt", "b.txt"])) == {"a.txt": [2], "b.txt": [1]}


def test_text_that_git_takes_for_binary_is_changed_as_a_whole(repository: Path) -> None:
    (repository / "a.txt").write_bytes("one\n".encode("utf-16"))
    start = commit(repository, b="1\n")
    (repository / "a.txt").write_bytes("two\n".encode("utf-16"))
    (repository / "b.txt").write_text("2\n")
    assert lines(since.changes(start, ["a.txt", "b.txt"])) == {"a.txt": None, "b.txt": [1]}


def test_content_that_looks_like_a_patch(repository: Path) -> None:
    start = commit(repository, a="1\n", b="1\n2\n3\n")
    (repository / "a.txt").write_text("diff --git a/x b/x\n@@ -1 +9 @@\n")
    (repository / "b.txt").write_text("1\n2\nthree\n")
    assert lines(since.changes(start, ["a.txt", "b.txt"])) == {"a.txt": [1, 2], "b.txt": [3]}


def test_a_carriage_return_alone_ends_a_line(repository: Path) -> None:
    start = commit(repository, a="1\r2\n3\r\n4\r5\n")
    (repository / "a.txt").write_bytes(b"1\r2\n3\r\n4\rfive\n")
    assert lines(since.changes(start, ["a.txt"])) == {"a.txt": [4, 5]}


def test_three_dots_mean_where_head_left(repository: Path) -> None:
    commit(repository, a="1\n2\n3\n")
    git(repository, "checkout", "-q", "-b", "work")
    commit(repository, a="1\n2\nthree\n")
    git(repository, "checkout", "-q", "main")
    commit(repository, a="one\n2\n3\n")
    git(repository, "checkout", "-q", "work")
    assert lines(since.changes("main", ["a.txt"])) == {"a.txt": [1, 3]}
    assert lines(since.changes("main...", ["a.txt"])) == {"a.txt": [3]}


def test_only_findings_that_touch_changed_lines(repository: Path) -> None:
    start = commit(repository, a="[gallery]\n\n[caption]\n\nEnd.\n", b="[gallery]\n")
    (repository / "a.txt").write_text("[gallery]\n\n[caption]\n\n[gallery]\nEnd.\n")
    findings = [f for name in ("a.txt", "b.txt") for f in engine.judge(decode.decode(Path(name).read_bytes(), name), CHECKS)[0]]
    report = Report((FileResult("a.txt", True), FileResult("b.txt", True)), tuple(findings), ())
    told = since.touched(report, since.changes(start, ["a.txt", "b.txt"]))
    assert [(f.path, f.start.line) for f in told.findings] == [("a.txt", 5)]
    assert told.notes == (f"--since {start}: 3 findings on unchanged lines left out",)


@pytest.mark.parametrize("ref", ["nowhere", "HEAD~99", "nowhere...", "--output=x", "", "..."])
def test_an_unknown_revision_is_told(repository: Path, ref: str) -> None:
    commit(repository, a="1\n")
    with pytest.raises(since.SinceError, match=r"^--since: (this repository has no revision|'.*' is no git revision)"):
        since.changes(ref, ["a.txt"])
    assert not (repository / "x").exists()


def test_a_shallow_checkout_says_what_is_missing(repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    first = commit(repository, a="1\n")
    commit(repository, a="2\n")
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "-q", "--depth", "1", f"file://{repository}", ".")
    monkeypatch.chdir(clone)
    with pytest.raises(since.SinceError, match=r"has no revision.*the checkout is shallow: fetch it \(git fetch --unshallow"):
        since.changes(first, ["a.txt"])
    assert lines(since.changes("HEAD", ["a.txt"])) == {}


def test_a_file_outside_of_the_tree_is_told(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    start = commit(repository, a="1\n")
    other = tmp_path_factory.mktemp("other") / "b.txt"
    other.write_text("1\n")
    with pytest.raises(since.SinceError, match=r"b\.txt is not in the git tree at"):
        since.changes(start, ["a.txt", str(other)])


def test_no_repository_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(since.SinceError, match="not a git repository"):
        since.changes("HEAD", ["a.txt"])


def test_no_git_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(since.SinceError, match="needs git, and there is none"):
        since.changes("HEAD", ["a.txt"])
