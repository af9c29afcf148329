"""The contract of the command: every row of the table of exit codes, and what goes to which stream, through a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.command import CLEAN, DEFECT, ROOT, SEEDS, environment, newslint

WARNING = ("--select", "BP001", "--severity", "BP001=warning")

HOUSE = """\
code: HS001
name: internal-slug
severity: error
confidence: high
message: "an internal slug: {match}"
why: It is a note between desks.
do: Delete the line.
languages: [any]
match: {kind: pattern, scope: line, any: ['^SLUG:.*$']}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "clean.txt").write_text(CLEAN, "utf-8")
    (tmp_path / "defect.txt").write_text(DEFECT, "utf-8")
    return tmp_path


def test_a_clean_text_exits_0(folder: Path) -> None:
    done = newslint("clean.txt", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 file, 0 errors, 0 warnings, 0 notes, 0 not read\n", "")


def test_an_error_exits_1(folder: Path) -> None:
    done = newslint("--select", "BP", "defect.txt", cwd=folder)
    assert done.returncode == 1
    assert "9:1  error    BP001 shortcode  " in done.stdout
    assert done.stdout.endswith("1 file, 1 error, 0 warnings, 0 notes, 0 not read\n")
    assert done.stderr == ""


def test_the_seeds_exit_1() -> None:
    assert newslint("seeds/", cwd=ROOT).returncode == 1


@pytest.mark.parametrize(("level", "status"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_a_warning_fails_only_where_asked(folder: Path, level: str, status: int) -> None:
    assert newslint(*WARNING, "--fail-on", level, "defect.txt", cwd=folder).returncode == status


def test_never_covers_errors_too(folder: Path) -> None:
    assert newslint("--fail-on", "never", "defect.txt", cwd=folder).returncode == 0


def test_a_missing_path_exits_2_and_the_others_are_judged(folder: Path) -> None:
    done = newslint("--select", "BP", "gone.txt", "defect.txt", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.startswith("newslint: gone.txt: ")
    assert "BP001" in done.stdout
    assert done.stdout.endswith("1 file, 1 error, 0 warnings, 0 notes, 1 not read\n")


def test_2_outranks_1_and_fail_on_never(folder: Path) -> None:
    assert newslint("--fail-on", "never", "gone.txt", "defect.txt", cwd=folder).returncode == 2


def test_undecodable_bytes_are_a_finding_and_the_rest_is_judged(folder: Path) -> None:
    (folder / "bytes.txt").write_bytes(DEFECT.encode().replace(b"operator", b"op\x92erator", 1))
    done = newslint("--format", "json", "bytes.txt", cwd=folder)
    found = json.loads(done.stdout)["findings"]
    assert done.returncode == 1
    assert "BP001" in {f["code"] for f in found}
    assert [f["code"] for f in found if "0x92" in f["message"].lower() or "92" in f["message"]] != []


def test_a_folder_with_nothing_to_check_exits_2(tmp_path: Path) -> None:
    done = newslint(".", cwd=tmp_path)
    assert done.returncode == 2
    assert "nothing to check" in done.stderr
    assert newslint("--allow-empty", ".", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--select", "BP01"), "newslint: unknown rule 'BP01'; did you mean 'BP001'?"),
        (("--ignore", "shortcod"), "newslint: unknown rule 'shortcod'; did you mean 'shortcode'?"),
        (("--severity", "BP=eror"), "newslint: invalid value for '--severity': 'BP=eror' is not SELECTOR=LEVEL"),
        (("--severity", "bp=error"), "newslint: unknown rule 'bp'; did you mean 'BP'?"),
        (("--format", "jsno"), "newslint: invalid value for '--format': 'jsno' is not one of"),
        (("--fromat", "json"), "newslint: no such option: --fromat; did you mean '--format'?"),
        (("--jobs", "0"), "newslint: invalid value for '--jobs'"),
        (("--max-size", "big"), "newslint: invalid value for '--max-size'"),
        (("--fail-on", "warn"), "newslint: invalid value for '--fail-on': 'warn' is not one of error, warning, info, never; did you mean 'warning'?"),
        (("--config", "gone.yaml"), "newslint: gone.yaml: no such config file"),
        (("--languagetool", "http://127.0.0.1:9/"), "newslint: no LanguageTool server answers at http://127.0.0.1:9/"),
        (("--rules", "gone.yaml"), "newslint: gone.yaml: cannot be read: no such file or directory"),
    ],
)
def test_what_cannot_be_understood_exits_2_with_one_clear_line(folder: Path, asked: tuple[str, ...], told: str) -> None:
    done = newslint(*asked, "clean.txt", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.startswith(told)
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("include: ['*.txt']\nexlude: [a]\n", "newslint: newslint.yaml:2:1: unknown key 'exlude'; did you mean 'exclude'?\n"),
        ("jobs: many\n", "newslint: newslint.yaml:1:1: 'jobs': "),
        ("select: BP\n", "newslint: newslint.yaml:1:1: 'select': expected a list, got a string\n"),
        ("select:\n  - BP\n  - BPX001\n", "newslint: newslint.yaml:3:5: unknown rule 'BPX001'; did you mean 'BP001'?\n"),
        ("severity: {BP001: bad}\n", "newslint: newslint.yaml:1:"),
        ("overrides:\n  - files: ['a/**']\n    ignor: [BP]\n", "newslint: newslint.yaml:3:5: unknown key 'ignor'; did you mean 'ignore'?\n"),
        ("options:\n  BP001: {wors: [x]}\n", "newslint: newslint.yaml:2:11: BP001: unknown key 'wors'; did you mean 'words'?\n"),
        ("select: [no]\n", "newslint: newslint.yaml:1:10: 'no' is read differently by different YAML readers"),
        ("a: b: c\n", "newslint: newslint.yaml:1:5: "),
        ("- a\n", "newslint: newslint.yaml:1:1: a config file is a mapping of keys, not a list\n"),
    ],
)
def test_a_broken_config_file_exits_2_with_its_line(folder: Path, text: str, told: str) -> None:
    (folder / "newslint.yaml").write_text(text, "utf-8")
    done = newslint("clean.txt", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.startswith(told)
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_two_config_files_side_by_side_exit_2(folder: Path) -> None:
    (folder / "newslint.yaml").write_text("jobs: 1\n")
    (folder / ".newslint.yaml").write_text("jobs: 1\n")
    done = newslint("clean.txt", cwd=folder)
    assert done.returncode == 2
    assert "both" in done.stderr


def test_all_findings_are_told_however_many(tmp_path: Path) -> None:
    (tmp_path / "many.txt").write_text("SLUG: late\n" * 1500, "utf-8")
    (tmp_path / "house.yaml").write_text(HOUSE, "utf-8")
    asked = ("--rules", "house.yaml", "--select", "HS001")
    done = newslint(*asked, "--format", "json", "many.txt", cwd=tmp_path)
    assert len(json.loads(done.stdout)["findings"]) == 1500
    text = newslint(*asked, "many.txt", cwd=tmp_path).stdout
    assert text.endswith("  ... and 1,400 more\n\n1 file, 1,500 errors, 0 warnings, 0 notes, 0 not read\n")


def test_no_argument_gives_help_and_exits_2(tmp_path: Path) -> None:
    done = newslint(cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: newslint")


def test_help_and_version_exit_0(tmp_path: Path) -> None:
    assert newslint("--help", cwd=tmp_path).returncode == 0
    assert newslint("--version", cwd=tmp_path).stdout == "newslint 0.1.0\n"
    assert newslint("check", "--help", cwd=tmp_path).returncode == 0


def test_check_is_the_default_verb(folder: Path) -> None:
    asked = ("--format", "json", "defect.txt", "clean.txt")
    assert newslint(*asked, cwd=folder).stdout == newslint("check", *asked, cwd=folder).stdout


def test_a_path_that_equals_a_verb_is_written_with_its_folder(folder: Path) -> None:
    (folder / "explain").mkdir()
    (folder / "explain" / "a.txt").write_text(DEFECT, "utf-8")
    assert newslint("./explain", cwd=folder).returncode == 1


def test_standard_input_has_the_name_it_is_given(folder: Path) -> None:
    done = newslint("--select", "BP", "--format", "concise", "-", "--stdin-filename", "desk/story.txt", cwd=folder, stdin=DEFECT.encode())
    assert done.returncode == 1
    assert done.stdout.startswith("desk/story.txt:9:1: error BP001 shortcode: ")


@pytest.mark.parametrize("form", ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "html"])
def test_output_is_the_same_bytes_at_any_number_of_workers_zone_and_locale(tmp_path: Path, form: str) -> None:
    for i in range(12):
        (tmp_path / f"{i:02}.txt").write_text(DEFECT if i % 3 else CLEAN, "utf-8")
    one = newslint("--format", form, "--jobs", "1", ".", cwd=tmp_path)
    three = newslint("--format", form, "--jobs", "3", ".", cwd=tmp_path, env={"TZ": "Asia/Tokyo", "LC_ALL": "C"})
    assert one.returncode == three.returncode == 1
    assert one.stdout == three.stdout != ""


def test_reports_can_go_to_files_while_text_goes_to_the_terminal(folder: Path) -> None:
    done = newslint("--select", "BP", "--output", "json=out.json", "--output", "concise=out.log", "defect.txt", cwd=folder)
    assert done.returncode == 1
    assert done.stdout.startswith("defect.txt\n")
    assert json.loads((folder / "out.json").read_text("utf-8"))["summary"]["error"] == 1
    assert (folder / "out.log").read_text("utf-8").startswith("defect.txt:9:1: error BP001")


def test_a_bare_output_file_takes_the_format_and_text_stays_on_the_terminal(folder: Path) -> None:
    done = newslint("--format", "json", "--output", "out.json", "defect.txt", cwd=folder)
    assert done.stdout.startswith("defect.txt\n")
    assert json.loads((folder / "out.json").read_text("utf-8"))["summary"]["error"] == 1


def test_an_output_file_that_cannot_be_written_exits_2(folder: Path) -> None:
    done = newslint("--output", "gone/out.json", "clean.txt", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.startswith("newslint: gone/out.json: ")
    assert done.stdout.endswith("0 not read\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_exits_2() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-m", "lint", "seeds"], cwd=ROOT, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1


def test_a_reader_that_leaves_exits_141_in_silence(tmp_path: Path) -> None:
    (tmp_path / "many.txt").write_text("SLUG: late\n" * 3000, "utf-8")
    (tmp_path / "house.yaml").write_text(HOUSE, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "lint", "--rules", "house.yaml", "--select", "HS001", "--format", "concise", "many.txt"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert running.wait(60) == 141
        assert running.stderr.read() == b""


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_signals_have_their_own_status(tmp_path: Path, sent: signal.Signals, status: int, jobs: str) -> None:
    for i in range(400):
        (tmp_path / f"{i:03}.txt").write_text(DEFECT * 60, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "lint", "--jobs", jobs, "."],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as running:
        time.sleep(4)
        os.killpg(running.pid, sent)
        assert running.wait(20) == status
        assert running.stderr is not None
        assert running.stderr.read().decode().split() == ["newslint:", "interrupted" if status == 130 else "terminated"]


def test_text_survives_an_ascii_locale(tmp_path: Path) -> None:
    (tmp_path / "naïve.txt").write_text(DEFECT, "utf-8")
    done = newslint(".", cwd=tmp_path, env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}, warnings=False)
    assert done.returncode == 1
    assert done.stdout.isascii()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("env", "asked", "coloured"),
    [
        ({}, (), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, (), True),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({"NO_COLOR": "1"}, (), False),
    ],
)
def test_colour_is_as_asked(folder: Path, env: dict[str, str], asked: tuple[str, ...], coloured: bool) -> None:
    assert ("\x1b[" in newslint(*asked, "defect.txt", cwd=folder, env=env).stdout) is coloured


def test_an_internal_error_costs_one_rule_on_one_file(folder: Path) -> None:
    (folder / "house.yaml").write_text(
        HOUSE.replace("HS001", "HS002").replace("{kind: pattern, scope: line, any: ['^SLUG:.*$']}", "{kind: terms, any: [slug]}")
    )
    (folder / "broken.py").write_text(
        "from lint.checks import terms\n"
        "def build(rule, options, library):\n"
        "    def check(document):\n"
        "        raise RuntimeError('made to fail')\n"
        "        yield\n"
        "    return check\n"
        "terms.build = build\n"
        "from lint.cli import main\n"
        "raise SystemExit(main())\n"
    )
    asked = [sys.executable, "broken.py", "--rules", "house.yaml", "--select", "HS002,BP001", "--format", "json", "defect.txt"]
    done = subprocess.run(asked, cwd=folder, env=environment(), capture_output=True, check=False)
    failures = json.loads(done.stdout)["failures"]
    assert done.returncode == 2
    assert [f["code"] for f in json.loads(done.stdout)["findings"]] == ["BP001"]
    assert failures == [{"path": "defect.txt", "rule": "HS002", "reason": "internal error: RuntimeError: made to fail"}]
    assert done.stderr.decode() == "newslint: defect.txt: HS002: internal error: RuntimeError: made to fail\n"
    shown = subprocess.run([*asked, "--debug"], cwd=folder, env=environment(), capture_output=True, check=False)
    assert b"Traceback" in shown.stderr


def test_show_config_says_where_each_value_came_from(folder: Path) -> None:
    (folder / "newslint.yaml").write_text("jobs: 2\nignore: [LW]\n")
    done = newslint("--show-config", "--ignore", "TX", "--fail-on", "warning", cwd=folder)
    assert done.returncode == 0
    assert 'fail-on: "warning"  # --fail-on\n' in done.stdout
    assert "jobs: 2  # newslint.yaml:1\n" in done.stdout
    assert 'ignore: ["LW", "TX"]  # newslint.yaml:2, --ignore\n' in done.stdout
    assert "exclude: []  # default\n" in done.stdout


def test_show_files_lists_what_would_be_read(folder: Path) -> None:
    assert newslint("--show-files", ".", cwd=folder).stdout == "clean.txt\ndefect.txt\n"


def test_profile_has_no_verdict() -> None:
    done = newslint("profile", "seeds", "--format", "json", cwd=ROOT)
    assert done.returncode == 0
    data = json.loads(done.stdout)
    assert [f["path"] for f in data["files"]] == [f"seeds/{p.name}" for p in sorted(SEEDS.iterdir())]
    assert set(data["files"][0]) >= {
        "path", "words", "sentences", "language", "title", "date", "byline", "publisher", "wire", "garble_score", "boilerplate_share",
        "readability", "quotes", "attributions", "claims",
    }  # fmt: skip
    assert newslint("profile", "gone.txt", cwd=ROOT).returncode == 2


def test_init_writes_a_config_file_once(tmp_path: Path) -> None:
    assert newslint("init", cwd=tmp_path).returncode == 0
    before = (tmp_path / "newslint.yaml").read_text("utf-8")
    again = newslint("init", cwd=tmp_path)
    assert (again.returncode, (tmp_path / "newslint.yaml").read_text("utf-8")) == (2, before)
    (tmp_path / "clean.txt").write_text(CLEAN, "utf-8")
    assert newslint("clean.txt", cwd=tmp_path).returncode == 0
