"""Baseline, marks and changed lines as a user meets them on the command line."""

import json
from pathlib import Path

import pytest

from tests.command import ROOT, newslint
from tests.test_since import git

ONLY = ("--rules", str(ROOT / "tests" / "house.yaml"), "--select", "TT001,NL")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("One.\n\n[gallery]\n")
    (tmp_path / "b.txt").write_text("Two.\n")
    return tmp_path


def test_a_baseline_from_first_to_last(site: Path) -> None:
    made = newslint(*ONLY, "--write-baseline", "known.json", ".", cwd=site)
    assert (made.returncode, made.stderr) == (0, "newslint: known.json: 1 entry written\n")
    known = newslint(*ONLY, "--baseline", "known.json", "--format", "json", ".", cwd=site)
    assert known.returncode == 0
    data = json.loads(known.stdout)
    assert data["summary"]["silenced"] == 1
    assert data["findings"][0]["silenced"] == {"by": "baseline", "reason": ""}
    (site / "b.txt").write_text("[caption]\n")
    assert newslint(*ONLY, "--baseline", "known.json", ".", cwd=site).returncode == 1
    (site / "b.txt").write_text("Two.\n")
    (site / "a.txt").write_text("One.\n")
    stale = newslint(*ONLY, "--baseline", "known.json", ".", cwd=site)
    assert stale.returncode == 0
    assert "known.json:2: stale: TT001 is no longer found in a.txt ([gallery])" in stale.stderr
    assert newslint(*ONLY, "--baseline", "known.json", "--strict-baseline", ".", cwd=site).returncode == 1
    assert newslint(*ONLY, "--write-baseline", "known.json", ".", cwd=site).returncode == 0
    assert json.loads((site / "known.json").read_text()) == {"schema": 1, "findings": []}
    assert newslint(*ONLY, "--baseline", "known.json", "--strict-baseline", ".", cwd=site).returncode == 0


def test_the_baseline_of_the_settings(site: Path) -> None:
    (site / "newslint.yaml").write_text(f"rules: [{ROOT}/tests/house.yaml]\nselect: [TT001]\nbaseline: lists/known.json\n")
    (site / "lists").mkdir()
    assert newslint("--no-config", *ONLY, "--write-baseline", "lists/known.json", ".", cwd=site).returncode == 0
    (site / "deep").mkdir()
    assert newslint("../a.txt", cwd=site / "deep").returncode == 0
    (site / "lists" / "known.json").unlink()
    gone = newslint("a.txt", cwd=site)
    assert gone.returncode == 2
    assert "known.json: cannot be read: no such file or directory" in gone.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--baseline", "a.txt"], "newslint: a.txt:1:1: no baseline, for it is not valid JSON: expecting value"),
        (["--write-baseline", "a.txt"], "newslint: a.txt:1:1: no baseline, for it is not valid JSON: expecting value"),
        (["--baseline", "none.json"], "newslint: none.json: cannot be read: no such file or directory"),
        (["--write-baseline", "none/known.json"], "newslint: none/known.json: cannot be written: no such file or directory"),
        (["--write-baseline", "."], "newslint: .: not a regular file but a folder: not opened"),
        (["--write-baseline", "x.json", "--since", "HEAD"], "newslint: --write-baseline and --since do not go together"),
        (["--fix", "--diff"], "newslint: --fix and --diff do not go together"),
        (["--since", "HEAD"], "newslint: --since: fatal: not a git repository"),
        (["--output", "none/out.txt"], "newslint: none/out.txt: cannot be written: no such file or directory"),
        (["--output", "sarif="], "newslint: "),
    ],
)
def test_bad_input_is_told_and_nothing_overwritten(site: Path, args: list[str], message: str) -> None:
    done = newslint(*ONLY, *args, ".", cwd=site, env={"GIT_CEILING_DIRECTORIES": str(site.parent)})
    assert done.returncode == 2
    assert message in done.stderr
    assert sorted(p.name for p in site.iterdir()) == ["a.txt", "b.txt"]
    assert (site / "a.txt").read_text() == "One.\n\n[gallery]\n"


def test_since_a_revision(site: Path) -> None:
    git(site, "init", "-q", "-b", "main")
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "x")
    quiet = newslint(*ONLY, "--since", "HEAD", ".", cwd=site)
    assert (quiet.returncode, quiet.stderr) == (0, "newslint: --since HEAD: 1 finding on unchanged lines left out\n")
    (site / "b.txt").write_text("[gallery]\nTwo.\n")
    (site / "new.txt").write_text("[gallery]\n")
    changed = newslint(*ONLY, "--since", "HEAD", "--format", "concise", ".", cwd=site)
    assert changed.returncode == 1
    assert [line.split(": ")[0] for line in changed.stdout.splitlines() if "TT001" in line] == ["b.txt:1:1", "new.txt:1:1"]
    fixed = newslint(*ONLY, "--since", "HEAD", "--fix", ".", cwd=site)
    assert fixed.returncode == 0
    assert "fixed 2 findings in 2 files" in fixed.stderr
    assert (site / "a.txt").read_text() == "One.\n\n[gallery]\n"
    assert (site / "b.txt").read_text() == "Two.\n"


def test_marks_and_how_to_turn_them_off(site: Path) -> None:
    mark = "<!-- newslint: ignore TT001 -- agreed -->\n[gallery]\n"
    (site / "a.txt").write_text(mark)
    (site / "c.md").write_text(mark)
    codes = [f["code"] for f in findings(newslint(*ONLY, "--format", "json", "a.txt", "c.md", cwd=site).stdout) if "silenced" not in f]
    assert codes == ["NL001", "TT001"]
    (site / "newslint.yaml").write_text("inline: all\n")
    assert newslint(*ONLY, "a.txt", "c.md", cwd=site).returncode == 0
    assert newslint(*ONLY, "--no-inline", "a.txt", "c.md", cwd=site).returncode == 1
    (site / "newslint.yaml").write_text("inline: none\n")
    assert newslint(*ONLY, "c.md", cwd=site).returncode == 1


def findings(output: str) -> list[dict[str, object]]:
    return json.loads(output)["findings"]  # type: ignore[no-any-return]


def test_one_run_feeds_people_and_machines(site: Path) -> None:
    outputs = [f"{name}=out.{name}" for name in ("sarif", "github", "gitlab", "junit", "checkstyle", "json", "jsonl")]
    done = newslint(*ONLY, *(part for o in outputs for part in ("--output", o)), ".", cwd=site)
    assert done.returncode == 1
    assert "TT001 test-code" in done.stdout
    assert {p.name for p in site.glob("out.*")} == {o.split("=")[1] for o in outputs}
    assert json.loads((site / "out.sarif").read_text())["runs"][0]["results"][0]["ruleId"] == "TT001"


@pytest.mark.parametrize("form", ["sarif", "github", "gitlab", "junit", "checkstyle"])
def test_the_same_bytes_at_any_number_of_jobs(site: Path, form: str) -> None:
    for n in range(12):
        (site / f"{n}.txt").write_text("[gallery]\n" * (n % 3))
    one, three = (newslint("--format", form, "--jobs", jobs, ".", cwd=site).stdout for jobs in ("1", "3"))
    assert one == three
    assert one


def test_standard_input_is_not_fixed_and_has_no_revision(site: Path) -> None:
    fixed = newslint(*ONLY, "--fix", "-", cwd=site, stdin=b"[gallery]\n")
    assert fixed.returncode == 2
    assert "<stdin>: not fixed: standard input cannot be fixed in place; --diff shows the fixes" in fixed.stderr
    shown = newslint(*ONLY, "--diff", "--stdin-filename", "a.txt", "-", cwd=site, stdin=b"One.\n[gallery]\n")
    assert (shown.returncode, shown.stdout) == (1, "--- a.txt\n+++ a.txt\n@@ -1,2 +1 @@\n One.\n-[gallery]\n")
    since = newslint(*ONLY, "--since", "HEAD", "-", cwd=site, stdin=b"[gallery]\n")
    assert since.returncode == 2
    assert "--since: git knows nothing of standard input" in since.stderr


def test_nothing_to_fix_keeps_what_was_told(site: Path) -> None:
    (site / "empty").mkdir()
    done = newslint(*ONLY, "--fix", "empty", cwd=site)
    assert done.returncode == 2
    assert "nothing to check" in done.stderr
    assert newslint(*ONLY, "--fix", "--allow-empty", "empty", cwd=site).returncode == 0
