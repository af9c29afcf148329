"""Files that somebody names: whatever stands there, it is read whole or refused in one line, at once."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lint import baseline, cache, config, regular, ruleset, stricttoml, strictyaml
from lint.checks import source
from lint.config import Asked
from lint.regular import RefusedError
from tests.command import DEFECT, environment, newslint

ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe": (os.mkfifo, "not a regular file but a named pipe: not opened"),
    "device": (lambda p: p.symlink_to("/dev/zero"), "not a regular file but a character device: not opened"),
    "socket": (lambda p: socket.socket(socket.AF_UNIX).bind(str(p)), "not a regular file but a socket: not opened"),
    "dangling": (lambda p: p.symlink_to("nowhere"), "cannot be read: no such file or directory"),
    "looped": (lambda p: p.symlink_to(p.name), "cannot be read: too many levels of symbolic links"),
    "huge": (lambda p: (p.touch(), os.truncate(p, 2 << 30)), "too large: the limit is "),
}
READERS: dict[str, Callable[[Path], object]] = {
    "a.yaml": strictyaml.read,
    "b.toml": lambda p: stricttoml.read(p, p.name),
    "newslint.yaml": lambda p: config.load(Asked(), path=str(p)),
    "c.yaml": ruleset.read,
    "d.json": baseline.load,
    "e.csv": source.ratings,
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to work in, and an end to whatever waits."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEWSLINT_CONFIG", "")
    signal.alarm(60)
    yield tmp_path
    signal.alarm(0)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("kind", ODD)
def test_what_is_no_regular_file_is_refused_at_once(kind: str, name: str) -> None:
    make, told = ODD[kind]
    make(Path(name))
    with pytest.raises(strictyaml.SourceError) as refused:
        READERS[name](Path(name))
    assert str(refused.value).startswith(f"{name}: {told}")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", READERS)
def test_a_folder_or_a_file_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises((strictyaml.SourceError, config.ConfigError, ruleset.RuleError), match="no such"):
        READERS[name](Path(name))
    Path(name).mkdir()
    with pytest.raises((strictyaml.SourceError, ruleset.RuleError), match=r"not a regular file but a folder|no rule files"):
        READERS[name](Path(name))


@pytest.mark.parametrize("kind", ["pipe", "device", "dangling", "looped", "huge"])
def test_settings_that_are_found_but_cannot_be_read_end_the_run(kind: str) -> None:
    make, told = ODD[kind]
    make(Path("newslint.yaml"))
    with pytest.raises(strictyaml.SourceError, match=told):
        config.load(Asked())


def test_a_pyproject_that_is_no_file_is_none_of_ours() -> None:
    os.mkfifo("pyproject.toml")
    Path(".git").mkdir()
    assert config.load(Asked()).source is None


def test_one_too_large_to_look_into_is_told() -> None:
    ODD["huge"][0](Path("pyproject.toml"))
    with pytest.raises(strictyaml.SourceError, match="too large"):
        config.load(Asked())


def test_one_odd_file_in_a_folder_of_rules_ends_the_run() -> None:
    Path("rules").mkdir()
    os.mkfifo("rules/x.yaml")
    with pytest.raises(strictyaml.SourceError, match="named pipe"):
        ruleset.read(Path("rules"))
    assert cache._own_rules([Path("rules")]) is None


def test_what_grows_while_it_is_read_is_refused() -> None:
    Path("x").write_bytes(b"x" * 10)
    assert regular.read(Path("x"), 10) == b"x" * 10
    with pytest.raises(RefusedError, match="the limit is 9 bytes"):
        regular.read(Path("x"), 9)
    with pytest.raises(RefusedError, match="cannot be read"):
        regular.read(Path("/proc/self/mem"), 9)  # its size is told as 0
    with pytest.raises(RefusedError, match="the limit is 9 bytes"):
        regular.read(Path("/proc/self/status"), 9)


def test_a_pipe_in_the_cache_folder_is_left_aside() -> None:
    Path("cache/ab").mkdir(parents=True)
    os.mkfifo("cache/ab/cdef")
    assert cache.Cache(Path("cache"), b"")._get("abcdef", cache.Known) is None


@pytest.mark.parametrize("asked", [("--config", "pipe"), ("--rules", "pipe"), ("--baseline", "pipe"), ("--write-baseline", "pipe"), ("--output", "pipe")])
def test_the_command_ends_with_one_line(asked: tuple[str, str]) -> None:
    Path("a.txt").write_text(DEFECT)
    os.mkfifo("pipe")
    done = newslint(*asked, "a.txt", cwd=Path.cwd())
    assert done.returncode == 2
    assert done.stderr.startswith("newslint: pipe: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("link", ["nowhere", "baseline.json"])
def test_a_baseline_is_not_written_through_a_broken_link(link: str) -> None:
    Path("a.txt").write_text(DEFECT)
    Path("baseline.json").symlink_to(link)
    done = newslint("--write-baseline", "baseline.json", "a.txt", cwd=Path.cwd())
    assert done.returncode == 2
    assert done.stderr.startswith("newslint: baseline.json: cannot be read: ")
    assert Path("baseline.json").is_symlink()


def test_what_may_not_be_looked_at_is_not_there(tmp_path: Path) -> None:
    for odd in (Path("x" * 300), Path("a\0b"), Path("/proc/self/nowhere/x")):
        assert not (regular.there(odd) or regular.is_file(odd) or regular.is_folder(odd))
    assert regular.is_folder(tmp_path)
    assert regular.there(tmp_path)


@pytest.mark.skipif(not shutil.which("setpriv"), reason="needs setpriv to be an ordinary user")
def test_folders_that_may_not_be_looked_into_are_told(tmp_path: Path) -> None:
    Path("closed").mkdir()
    Path("a.txt").write_text(DEFECT)
    Path("closed/b.txt").write_text(DEFECT)
    Path("closed").chmod(0)
    ordinary = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    for asked, told in (
        (["."], "newslint: closed: cannot be read: permission denied\n"),
        (["--rules", "closed/x.yml", "a.txt"], "newslint: closed/x.yml: cannot be read: permission denied\n"),
        (["--baseline", "closed/x.json", "a.txt"], "newslint: closed/x.json: cannot be read: permission denied\n"),
    ):
        env = environment(NEWSLINT_CACHE_DIR="closed")
        done = subprocess.run([*ordinary, sys.executable, "-m", "lint", *asked], env=env, capture_output=True, text=True, check=False, timeout=60)
        assert (done.returncode, done.stderr) == (2, told)
    Path("closed").chmod(0o700)


def test_a_report_can_go_into_a_pipe_that_is_read() -> None:
    Path("a.txt").write_text(DEFECT)
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    done = newslint("--output", "json=pipe", "a.txt", cwd=Path.cwd())
    assert done.returncode == 1
    os.set_blocking(reader, True)
    assert os.read(reader, 100).startswith(b'{\n "schema": 1')
    os.close(reader)
