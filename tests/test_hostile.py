"""Hostile input through the door a user takes: nothing lost, nothing silent, nothing obeyed."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.command import DEFECT, environment, newslint

RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
COMMAND = re.compile(r"(?m)(?:^|\r)\s*(?:::[a-z-]+|##\[)")
CASES: dict[str, tuple[bytes, str]] = {
    "one bad byte": (b"The operator\x92s port reopened on 5 July 2021, he said.\n", r"byte 0x92 at line 1, column 13 is not UTF-8"),
    "WTF-8": (b"He said " + b"\xed\xa0\x80 on Monday.\n", r"byte 0xed at line 1, column 9 is not UTF-8.*and 2 more"),
    "NUL bytes": (b"The port reopened\0\0\0 on Monday, its operator said in a long statement.\n", r"TX009.*NUL byte in the text: 3 × U\+0000"),
    "UTF-16 cut off": (b"\xff\xfe" + "The port.".encode("utf-16-le") + b"x", r"byte 0x78 at line 1, column 10 is not UTF-16-LE"),
    "double encoded": ("It’s the port’s “top threat”.\n".encode().decode("cp1252", "replace").encode(), r"TX001.*it was ’"),
    "nothing": (b"", r"TX010.*no text: the file holds zero characters"),
    "blanks": (" \t\n\xa0\u200b\u3000\n".encode() * 40, r"TX010.*no text"),
    "escapes": (b"ALSO READ: \x1b[31mred\x1b[2K\x1b]0;x\x07 news\n", r"TX009.*U\+001B ESCAPE"),
    "commands": (b"ALSO READ: x\n::error title=x::ALSO READ: y\n##[error]ALSO READ: z\r::add-mask::ALSO READ: a\n", r"BP002"),
    "direction": ("The ministry \u202edias\u202c on \u2066Monday\u2069.\n".encode(), r"TX004.*U\+202E RIGHT-TO-LEFT OVERRIDE"),
    "zero width": ("AL\u200bSO RE\u200dAD: Ten things\n".encode(), r"BP002"),
    "homoglyph": ("B\u0435ijing and Правда said so.\n".encode(), r"TX007.*U\+0435 CYRILLIC SMALL LETTER IE"),
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for name, (raw, _) in CASES.items():
        (folder / f"{name}.txt").write_bytes(raw)
    (folder / "zz good.txt").write_text(DEFECT)
    return folder


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github", "junit"])
def test_hostile_text_is_told_and_never_printed_raw(hostile: Path, form: str) -> None:
    done = newslint(".", "--format", form, "--show", "info", cwd=hostile)
    output = done.stdout + done.stderr
    assert done.returncode == 1
    assert not RAW.search(output)
    assert "zz good.txt" in output or "zz%20good.txt" in output
    if form == "concise":
        for name, (_, told) in CASES.items():
            lines = "\n".join(line for line in done.stdout.splitlines() if line.startswith(f"{name}.txt:"))
            assert re.search(told, lines), name
    if form in ("json", "sarif"):
        json.loads(done.stdout)
    if form != "github":
        assert not COMMAND.search(output)


@pytest.mark.skipif(sys.platform != "linux", reason="names that no other system allows")
def test_hostile_names_are_read_and_shown_escaped(tmp_path: Path) -> None:
    names = [b"-n.txt", b"a\nb.txt", b"e\x1b[31m.txt", "\u202etxt.exe.txt".encode(), b"raw\xff.txt", b"y\n::error title=x::z.txt", b"x%0A::error title=x::.txt"]
    for name in names:
        (tmp_path / os.fsdecode(name)).write_text(DEFECT)
    for form in ("concise", "github"):
        done = newslint(".", "--format", form, cwd=tmp_path)
        assert done.returncode == 1
        assert not RAW.search(done.stdout + done.stderr)
        assert not re.search(r"(?m)^\s*::error title", done.stdout)
    assert len(json.loads(newslint(".", "--format", "json", cwd=tmp_path).stdout)["files"]) == len(names)


@pytest.mark.parametrize(
    "rules",
    [
        "rules:\n\t- id: x\n",
        "",
        "just a sentence\n",
        "rules: !!python/object/apply:os.system ['touch ran']\n",
        "[" * 3_000 + "]" * 3_000,
        "a: &a [x]\nrules: *a\n",
        "a: 1\na: 2\n",
    ],
    ids=["tab", "empty", "string", "tag", "deep", "alias", "double key"],
)
def test_a_broken_rule_file_ends_the_run_with_its_place(tmp_path: Path, rules: str) -> None:
    (tmp_path / "rules.yml").write_text(rules)
    (tmp_path / "good.txt").write_text(DEFECT)
    done = newslint("--rules", "rules.yml", "good.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert re.search(r"rules\.yml(?::\d+:\d+)?: ", done.stderr)
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "ran").exists()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found through /proc")
def test_a_killed_worker_costs_one_file(tmp_path: Path) -> None:
    for i in range(120):
        (tmp_path / f"{i:03}.txt").write_text(DEFECT * 40)
    run = subprocess.Popen(
        [sys.executable, "-m", "lint", "--jobs", "2", "--format", "json", "."], cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    until = time.monotonic() + 30
    while not (workers := children.read_text().split()) and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.2)
    os.kill(int(workers[0]), signal.SIGKILL)
    out, _ = run.communicate(timeout=120)
    report = json.loads(out)
    assert run.returncode == 2
    assert [f["reason"] for f in report["failures"]] == ["the worker process was killed by signal 9"]
    assert len(report["files"]) == 120
    assert sum(f["judged"] for f in report["files"]) == 119


EVIL_RULE = r"""
rules:
  - code: ZZ001
    name: demo
    severity: error
    confidence: high
    message: "\e[31m::error title=x::y\u202e {match} \r\n::warning::z"
    why: "\e]0;x\a why\n##[error]x"
    do: "\x9b2J do\n::error::do"
    references: ["http://x\e[2J\n::error::r"]
    match: {kind: pattern, any: ['operator']}
    examples: {bad: ["an operator \e[31m"], good: ["\e[31m", "b\u202e\n::error::g"]}
"""


@pytest.mark.parametrize(
    "asked",
    [
        ("--rules", "evil.yml", "good.txt"),
        ("--rules", "evil.yml", "--format", "html", "good.txt"),
        ("explain", "--rules", "evil.yml", "ZZ001"),
        ("explain", "--rules", "evil.yml", "--format", "markdown", "ZZ001"),
        ("explain", "--rules", "evil.yml", "--format", "json", "ZZ001"),
        ("selftest", "evil.yml"),
        ("--rules", "key.yml", "good.txt"),
        ("--rules", "e\x1b[31m\n::error::x.yml", "good.txt"),
        ("--config", "\x1b[31m\n::error::x", "good.txt"),
        ("--select", "\x1b[31m\n::error::x", "good.txt"),
        ("--format", "\x1b[31m", "good.txt"),
        ("profile", "--stdin-filename", "\x1b[31m\n::error::x", "-"),
    ],
    ids=lambda asked: ascii(" ".join(asked)),
)
def test_what_rules_and_options_hold_is_never_printed_raw(tmp_path: Path, asked: tuple[str, ...]) -> None:
    (tmp_path / "good.txt").write_text(DEFECT)
    (tmp_path / "evil.yml").write_text(EVIL_RULE)
    for name in ("key.yml", "e\x1b[31m\n::error::x.yml"):
        (tmp_path / name).write_text(r'"\e[31mkey\n::error::x\u202e": 1')
    done = newslint(*asked, cwd=tmp_path)
    output = done.stdout + done.stderr
    assert output
    assert "Traceback" not in output
    assert not RAW.search(output.replace("\x1b[0m", ""))
    assert not COMMAND.search(output)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("",), "an empty path was given"),
        (("--output", "json=good.txt", "good.txt"), "--output good.txt is one of the texts that are read; nothing was written"),
        (("--output", "json=link.txt", "."), "--output link.txt is one of the texts that are read; nothing was written"),
        (("--output", "json=x", "--output", "sarif=x", "good.txt"), "invalid value for '--output': 'x' is given twice"),
        (("--max-size", "9" * 30 + "G", "good.txt"), "invalid value for '--max-size'"),
        (("--max-size", "\u00b2", "good.txt"), "invalid value for '--max-size'"),
        (("--jobs", "\u00b2", "good.txt"), "invalid value for '--jobs'"),
    ],
)
def test_what_would_lose_something_or_means_nothing_is_refused(tmp_path: Path, asked: tuple[str, ...], told: str) -> None:
    (tmp_path / "good.txt").write_text(DEFECT)
    os.link(tmp_path / "good.txt", tmp_path / "link.txt")
    done = newslint(*asked, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"newslint: {told}")
    assert (tmp_path / "good.txt").read_text() == DEFECT


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("{newslint} good.txt >&-", "newslint: standard output is closed\n"),
        ("{newslint} - <&-", "newslint: standard input is closed\n"),
        ("mkdir gone; cd gone; rmdir ../gone; {newslint} .", "newslint: the working folder cannot be read: no such file or directory\n"),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="the shell of POSIX")
def test_what_the_command_stands_on_may_be_gone(tmp_path: Path, command: str, told: str) -> None:
    (tmp_path / "good.txt").write_text(DEFECT)
    shell = command.format(newslint=f"'{sys.executable}' -m lint")
    done = subprocess.run(["sh", "-c", shell], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (2, told)
