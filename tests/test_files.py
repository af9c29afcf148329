"""Paths to files: what is read, what is passed over and what is lost, each with its reason."""

import os
import socket
from pathlib import Path

import pytest

from lint import files
from lint.files import Choice, Target
from lint.model import Failure, FileResult
from lint.text.document import Document


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _write(*paths: str) -> None:
    for name in paths:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Text.\n")


def _targets(*paths: str, **choice: object) -> list[str]:
    return [t.path for t in files.collect(paths or (".",), Choice(**choice)).targets]  # type: ignore[arg-type]


def _skipped(found: files.Collected) -> dict[str, str | None]:
    return {f.path: f.skipped for f in found.skipped}


def test_folders_are_walked_in_order(folder: Path) -> None:
    _write("b.txt", "a/z.md", "a/c.html", "a/x.py")
    assert _targets() == ["a/c.html", "a/z.md", "b.txt"]


def test_a_named_file_is_taken_whatever_its_ending_and_once(folder: Path) -> None:
    _write("x.py", "a.txt")
    assert _targets("x.py", ".", "./a.txt", "a.txt") == ["a.txt", "x.py"]


def test_hidden_folders_are_named_and_git_is_not(folder: Path) -> None:
    _write(".h/a.txt", ".git/a.txt", ".b.txt", "c.txt")
    found = files.collect(["."])
    assert [t.path for t in found.targets] == ["c.txt"]
    assert _skipped(found) == {".h": "hidden", ".b.txt": "hidden"}


def test_exclusion_wins_over_naming(folder: Path) -> None:
    _write("a.txt", "old/b.txt", "old/c/d.txt", "e.bak.txt")
    found = files.collect(["a.txt", "old", "e.bak.txt"], Choice(exclude=("old/**", "*.bak.txt")))
    assert [t.path for t in found.targets] == ["a.txt"]
    assert _skipped(found) == {"old": "excluded", "e.bak.txt": "excluded"}


def test_a_missing_path_is_lost_and_the_others_are_not(folder: Path) -> None:
    _write("a.txt")
    found = files.collect(["nope.txt", "a.txt"])
    assert [t.path for t in found.targets] == ["a.txt"]
    assert found.failures == (Failure("nope.txt", "cannot be read: no such file or directory"),)


def test_links_are_not_followed_in_a_walk(folder: Path) -> None:
    _write("a.txt", "sub/b.txt")
    Path("link.txt").symlink_to("a.txt")
    Path("sub/up").symlink_to("..")
    Path("gone.txt").symlink_to("nowhere.txt")
    Path("self.txt").symlink_to("self.txt")
    Path("zero.txt").symlink_to("/dev/zero")
    found = files.collect(["."])
    assert [t.path for t in found.targets] == ["a.txt", "sub/b.txt"]
    assert set(_skipped(found)) == {"link.txt", "sub/up", "zero.txt"}
    assert [f.path for f in found.failures] == ["gone.txt", "self.txt"]


def test_a_named_link_to_a_file_is_read_and_one_to_a_device_is_not(folder: Path) -> None:
    _write("a.txt")
    Path("link.txt").symlink_to("a.txt")
    Path("zero.txt").symlink_to("/dev/zero")
    found = files.collect(["link.txt", "zero.txt"])
    assert isinstance(files.load(found.targets[0]), Document)
    assert found.failures == (Failure("zero.txt", "not a regular file but a character device: not opened"),)


def test_pipes_and_sockets_are_never_opened(folder: Path) -> None:
    os.mkfifo("pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("sock.txt")
        found = files.collect(["."])
        assert files.collect(["pipe.txt"]).failures[0].reason == "not a regular file but a named pipe: not opened"
    assert _skipped(found) == {"pipe.txt": "not a regular file but a named pipe, not opened", "sock.txt": "not a regular file but a socket, not opened"}


def test_archives_are_named_and_not_opened(folder: Path) -> None:
    _write("news.zip", "a.txt", "b.tar.gz")
    assert _skipped(files.collect(["."])) == {"news.zip": "an archive, not opened", "b.tar.gz": "an archive, not opened"}


def test_gitignore_counts_inside_a_git_tree_only(folder: Path) -> None:
    _write("build/a.txt", "a.tmp.txt", "keep.tmp.txt", "n/b.tmp.txt", "n/c.txt")
    Path(".gitignore").write_text("build/\n*.tmp.txt\n!keep.tmp.txt\n")
    assert len(_targets()) == 5
    Path(".git").mkdir()
    assert _targets() == ["keep.tmp.txt", "n/c.txt"]
    assert _targets("n") == ["n/c.txt"]
    assert len(_targets(gitignore=False)) == 5


def test_a_tree_may_be_deeper_than_the_stack(folder: Path) -> None:
    deep = "/".join(["d"] * 900) + "/deep.txt"
    _write(deep)
    assert _targets() == [deep]


def test_a_name_that_is_not_utf_8_is_a_name(folder: Path) -> None:
    Path(os.fsdecode(b"raw\xff.txt")).write_text("Text.\n")
    (target,) = files.collect(["."]).targets
    assert target.path == "raw\udcff.txt"
    assert isinstance(files.load(target), Document)


def test_the_size_limit_is_told_before_reading(folder: Path) -> None:
    Path("big.txt").touch()
    os.truncate("big.txt", 8 << 30)
    loaded = files.load(Target("big.txt", named=False))
    assert loaded == Failure("big.txt", "too large: the limit is 1,000,000 bytes (--max-size)")
    Path("fits.txt").write_bytes(b"a" * 1_000_000)
    assert isinstance(files.load(Target("fits.txt", named=False)), Document)


def test_a_picture_is_skipped_in_a_walk_and_lost_when_named(folder: Path) -> None:
    Path("p.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert files.load(Target("p.txt", named=False)) == FileResult("p.txt", judged=False, skipped="binary, not text but a PNG picture")
    assert files.load(Target("p.txt", named=True)) == Failure("p.txt", "not judged: binary, not text but a PNG picture")


def test_a_file_that_vanished_or_became_a_link_is_lost(folder: Path) -> None:
    assert files.load(Target("gone.txt", named=False)) == Failure("gone.txt", "cannot be read: no such file or directory")
    _write("a.txt")
    Path("swapped.txt").symlink_to("a.txt")
    assert isinstance(files.load(Target("swapped.txt", named=False)), Failure)


def test_a_name_with_a_nul_is_lost_not_raised(folder: Path) -> None:
    assert [f.path for f in files.collect(["a\0b.txt"]).failures] == ["a\0b.txt"]
