"""Fixes change what they say and nothing else: not the encoding, not the mark, not the line ends, not the mode, and never half a file."""

import os
import resource
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from lint import engine, files, fix, ruleset
from lint.files import Target
from lint.model import Edit, Finding
from lint.text import decode
from tests.command import ROOT, environment, newslint
from tests.report import samples

RULES = ruleset.load()
FIXING = [r for r in RULES.rules if r.fix]
CHECKS = RULES.checks(FIXING)
ONLY = ("--rules", str(ROOT / "tests" / "house.yaml"), "--select", "TT001", "--no-config")


def judge(document: decode.Document) -> list[Finding]:
    return engine.judge(document, CHECKS)[0]


def clean(text: str) -> str:
    document = decode.document(text, "a.txt")
    return fix.fixed(document, judge(document), judge).after


WORDS = [
    "One.",
    "Two words",
    "[gallery]",
    '[caption id="1"]',
    "AL\u200bSO",
    "said â€™",
    "don\u00e2\u20ac\u2122t",
    "\x07",
    "US$2.8billion",
    " ”",
    "\n",
    "\n\n",
    " ",
    "\r\n",
]


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_fixed_text_is_clean_and_a_second_run_changes_nothing(words: list[str]) -> None:
    after = clean("".join(words))
    document = decode.document(after, "a.txt")
    assert fix.harmless(document, fix.fixable(judge(document))) == []
    assert clean(after) == after


@pytest.mark.parametrize("rule", FIXING, ids=lambda r: r.code)
def test_each_fixing_rule_cleans_its_own_examples(rule: ruleset.Rule) -> None:
    from lint import selftest

    checks = RULES.checks([rule])
    for example in rule.examples.bad:
        document = decode.document(selftest.parse(example).text, "a.txt")
        found = engine.judge(document, checks)[0]
        after = fix.fixed(document, found, lambda d: engine.judge(d, checks)[0]).after
        again = decode.document(after, "a.txt")
        assert fix.harmless(again, fix.fixable(engine.judge(again, checks)[0])) == [], example


def test_of_rules_about_what_is_said_only_a_credit_is_moved() -> None:
    assert {r.code for r in FIXING} & {r.code for r in RULES.rules if r.code[:2] in ("AT", "DT", "LW", "MT", "SR", "XD")} == {"SR004"}


def test_a_glued_wire_credit_gets_a_line_of_its_own_and_is_kept() -> None:
    document = decode.document("Bridge\r\n\r\nThe council voted to build a bridge. The mayor was pleased. (ANI)\r\n", "a.txt")
    found = engine.judge(document, RULES.checks(RULES.named("SR004")))[0]
    assert fix.fixed(document, found).after == "Bridge\r\n\r\nThe council voted to build a bridge. The mayor was pleased.\r\n\r\n(ANI)\r\n"


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 6)), max_size=6))
def test_of_overlapping_fixes_only_the_first_is_made(spans: list[tuple[int, int]]) -> None:
    source = "abcdefghijklmnopqrstuvwxyz"
    findings = [replace(samples.finding(), fix=(Edit(a, a + n, "#"),)) for a, n in spans]
    after = fix.fixed(decode.document(source), findings).after
    assert [c for c in after if c != "#"] == sorted(c for c in after if c != "#")
    kept = fix._apart(findings)
    assert after.count("#") == len(kept)
    ends = sorted((f.fix[0].start, f.fix[0].end) for f in kept)
    assert all(a[1] <= b[0] and a[0] < b[0] for a, b in pairwise(ends))


def test_all_edits_of_a_finding_or_none() -> None:
    findings = [replace(samples.finding(), fix=(Edit(0, 2, "#"),)), replace(samples.finding(), fix=(Edit(1, 3, "x"), Edit(5, 6, "x")))]
    assert fix.fixed(decode.document("abcdefg"), findings).after == "#cdefg"


@pytest.mark.parametrize(("mark", "codec"), [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_the_form_of_a_file_is_kept(tmp_path: Path, mark: bytes, codec: str, line_end: str, last: bool) -> None:
    file = tmp_path / "a.txt"
    text = f"Prices rose — “sharply”.{line_end}{line_end}[gallery]{line_end}{line_end}Read on 😀.{line_end if last else ''}"
    file.write_bytes(mark + text.encode(codec))
    file.chmod(0o640)
    done = newslint("--fix", *ONLY, "a.txt", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert file.read_bytes() == mark + text.replace(f"[gallery]{line_end}{line_end}", "").encode(codec)
    assert file.stat().st_mode & 0o7777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_the_report_after_fixing_tells_what_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.\n[gallery]\n")
    (tmp_path / "b.txt").write_text("One.\n")
    done = newslint("--fix", *ONLY[:2], "--select", "TT001,DT001", "--format", "concise", ".", cwd=tmp_path)
    assert done.returncode == 1
    assert "TT001" not in done.stdout
    assert done.stdout.count("DT001") == 2
    assert "fixed 1 finding in 1 file" in done.stderr


def test_diff_writes_nothing_and_says_what_would_change(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"One.\r\n\r\n[gallery]\r\n\r\nTwo.")
    done = newslint("--diff", *ONLY, "a.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == "--- a.txt\n+++ a.txt\n@@ -1,5 +1,3 @@\n One.\n \n-[gallery]\n-\n Two.\n\\ No newline at end of file\n"
    assert "1 finding in 1 file would be fixed" in done.stderr
    assert file.read_bytes() == b"One.\r\n\r\n[gallery]\r\n\r\nTwo."
    file.write_text("One.\n")
    assert newslint("--diff", *ONLY, "a.txt", cwd=tmp_path).returncode == 0


def test_diff_shows_nothing_hidden(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A \u202eB\x1b[31m.\n::error::x [gallery]\n")
    done = newslint("--diff", "--no-config", *ONLY[:2], "a.txt", cwd=tmp_path)
    assert "\\u202e" in done.stdout
    assert not set(done.stdout) & {"\u202e", "\x1b"}
    assert not any(line.lstrip("+- ").startswith("::") and line.startswith(" ") for line in done.stdout.splitlines())


def refused(tmp_path: Path, name: str, reason: str, *args: str) -> None:
    before = (tmp_path / name).read_bytes()
    done = newslint("--fix", *ONLY, name, *args, cwd=tmp_path)
    assert done.returncode == 2
    assert f"{name}: not fixed: {reason}" in done.stderr
    assert (tmp_path / name).read_bytes() == before
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_links_are_not_fixed(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("[gallery]\n")
    (tmp_path / "a.txt").symlink_to("real.txt")
    refused(tmp_path, "a.txt", "it is a symbolic link")
    assert (tmp_path / "a.txt").is_symlink()


def test_html_is_not_fixed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>One.</p>\n[gallery]\n")
    refused(tmp_path, "a.html", "fixes are not made in HTML")


def test_undecodable_files_are_not_fixed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xe9\n[gallery]\n")
    refused(tmp_path, "a.txt", "it holds bytes that are not utf-8")


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    before = b"One.\n" * 100 + b"[gallery]\n"
    file.write_bytes(before)
    done = subprocess.run(
        [sys.executable, "-m", "lint", "--fix", *ONLY, "a.txt"],
        cwd=tmp_path, env=environment(NEWSLINT_CACHE_DIR=os.devnull), capture_output=True, check=False, timeout=60,
        preexec_fn=lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))),
    )  # fmt: skip
    assert done.returncode == 2
    assert b"a.txt: not fixed: it cannot be written: file too large" in done.stderr
    assert file.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("[gallery]\nnew\n")
    document = decode.document("[gallery]\n", str(file))
    with pytest.raises(fix.UnfixableError, match="changed meanwhile"):
        fix.write(Target(str(file), named=True), fix.fixed(document, judge(document)), 1_000_000)
    assert file.read_text() == "[gallery]\nnew\n"


def test_the_only_date_and_the_author_are_never_deleted() -> None:
    text = "Source: Skynews Published: 2021-07-05\nThe council voted to build a second bridge.\n\n[gallery]\n"
    document = decode.document(text, "a.txt")
    header = replace(samples.finding(), fix=(Edit(0, 37, ""),))
    gallery = replace(samples.finding(), fix=(Edit(text.index("[gallery]"), text.index("[gallery]") + 9, ""),))
    change = fix.fixed(document, [header, gallery])
    assert change.after == text.replace("\n[gallery]\n", "")
    assert (change.count, change.spared) == (1, 0)
    assert fix.fixed(document, [header, gallery], lambda _: [header]).spared == 1


def test_what_a_baseline_or_a_mark_silences_is_not_fixed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("[gallery]\n")
    assert newslint(*ONLY, "--write-baseline", "b.json", "a.txt", cwd=tmp_path).returncode == 0
    (tmp_path / "a.txt").write_text("[gallery]\n[caption]\n[gallery]\n")
    (tmp_path / "a.md").write_text("<!-- newslint: ignore TT001 -- agreed -->\n[gallery]\n")
    assert newslint(*ONLY, "--baseline", "b.json", "--fix", ".", cwd=tmp_path).returncode == 0
    assert (tmp_path / "a.txt").read_text() == "[gallery]\n"
    assert (tmp_path / "a.md").read_text() == "<!-- newslint: ignore TT001 -- agreed -->\n[gallery]\n"


def test_killed_while_it_writes_every_file_is_old_or_new(tmp_path: Path) -> None:
    """A few moments here; benchmarks/kill_fix.py does hundreds."""
    old, new = b"One.\n[gallery]\n" + b"Two. " * 400, b"One.\n" + b"Two. " * 400
    names = {tmp_path / f"{number:02}.txt" for number in range(40)}
    amid = 0
    for number in range(12):
        for file in names:
            file.write_bytes(old)
        before = tmp_path.stat().st_mtime_ns
        process = subprocess.Popen([sys.executable, "-m", "lint", "--fix", *ONLY, "--no-cache", "."], cwd=tmp_path, env=environment(), stdout=-3, stderr=-3)
        while tmp_path.stat().st_mtime_ns == before and process.poll() is None:
            pass
        time.sleep(number / 2_000)
        process.kill()
        process.wait()
        contents = {file.read_bytes() for file in names}
        assert contents <= {old, new}
        left = set(tmp_path.iterdir()) - names
        assert not {t.path for t in files.collect([str(tmp_path)]).targets} - {str(n) for n in names}
        amid += len(contents) == 2 or bool(left)
        for other in left:
            other.unlink()
        if amid >= 3:
            return
    raise AssertionError(f"only {amid} of 12 kills fell while it was writing")


def test_owner_attributes_and_mode_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("One.\n[gallery]\n")
    file.chmod(0o664)
    os.setxattr(file, "user.desk", b"foreign")
    if os.geteuid() == 0:
        os.chown(file, 1234, 2345)
    before = file.stat()
    assert newslint("--fix", *ONLY, "a.txt", cwd=tmp_path).returncode == 0
    after = file.stat()
    assert file.read_text() == "One.\n"
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert os.getxattr(file, "user.desk") == b"foreign"


def test_hard_links_keep_the_old_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.\n[gallery]\n")
    os.link(tmp_path / "a.txt", tmp_path / "b.old")
    assert newslint("--fix", *ONLY, "a.txt", cwd=tmp_path).returncode == 0
    assert (tmp_path / "a.txt").read_text() == "One.\n"
    assert (tmp_path / "b.old").read_text() == "One.\n[gallery]\n"


def test_a_file_that_may_not_be_written_to_is_not_fixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text("[gallery]\n")
    file.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write to everything
    document = decode.document("[gallery]\n", str(file))
    with pytest.raises(fix.UnfixableError, match="may not be written"):
        fix.write(Target(str(file), named=True), fix.fixed(document, judge(document)), 1_000_000)
    assert file.read_text() == "[gallery]\n"
