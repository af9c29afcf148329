"""Rows and pages through the command: how they are named, what fails, what is never written."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from lint import inputs
from lint.text import maincontent
from tests.command import CLEAN, DEFECT, newslint

ONLY = ("--no-config", "--select", "BP001", "--no-crossfile")
ROWS = [{"id": "good", "text": CLEAN}, {"id": "https://e.org/x?a=1&b=ä", "text": DEFECT}, {"id": "none", "text": None}]


def write(path: Path, rows: list[dict[str, object]] = ROWS) -> Path:  # type: ignore[assignment]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def report(*args: str, cwd: Path) -> dict[str, list[dict[str, object]]]:
    told: dict[str, list[dict[str, object]]] = json.loads(newslint("check", *args, "--format", "json", cwd=cwd).stdout)
    return told


def test_a_row_is_reported_by_file_and_name(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl")
    done = newslint("check", *ONLY, "--format", "concise", "a.jsonl", cwd=tmp_path)
    assert done.stdout == 'a.jsonl#https://e.org/x?a=1&b=ä:9:1: error BP001 shortcode: CMS shortcode left in the text: [mc4wp_form id=""]\n'
    assert done.stderr == "newslint: a.jsonl#none: its field 'text' is null\n"
    assert done.returncode == 2


def test_every_row_is_told_of(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl")
    told = report(*ONLY, "a.jsonl", cwd=tmp_path)
    names = ["a.jsonl#good", "a.jsonl#https://e.org/x?a=1&b=ä", "a.jsonl#none"]
    assert told["files"] == [{"path": name, "judged": judged} for name, judged in zip(names, (True, True, False))]
    assert told["failures"] == [{"path": "a.jsonl#none", "rule": None, "reason": "its field 'text' is null"}]


def test_the_address_of_a_row_in_sarif(tmp_path: Path) -> None:
    write(tmp_path / "a b.jsonl")
    run = json.loads(newslint("check", *ONLY, "--format", "sarif", "a b.jsonl", cwd=tmp_path).stdout)["runs"][0]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.jsonl#https://e.org/x?a%3D1%26b%3D%C3%A4"


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.parquet"])
def test_other_files_of_rows_say_the_same(tmp_path: Path, name: str) -> None:
    write(tmp_path / "a.jsonl")
    if name.endswith(".gz"):
        (tmp_path / name).write_bytes(gzip.compress((tmp_path / "a.jsonl").read_bytes()))
    else:
        parquet.write_table(pa.Table.from_pylist(ROWS), tmp_path / name)
    lines, others = (newslint("check", *ONLY, "--format", "concise", file, cwd=tmp_path) for file in ("a.jsonl", name))
    assert others.stdout.replace(name, "a.jsonl") == lines.stdout
    assert others.stderr.replace(name, "a.jsonl") == lines.stderr


def test_a_row_is_judged_as_a_file_of_its_own(tmp_path: Path) -> None:
    text = DEFECT + "\nSome experts said that it was very bad. Read more: [gallery]\n"
    write(tmp_path / "a.jsonl", [{"id": "x.txt", "text": text}])
    (tmp_path / "x.txt").write_text(text, "utf-8")
    rows, file = (report("--no-config", "--no-crossfile", name, cwd=tmp_path)["findings"] for name in ("a.jsonl", "x.txt"))
    assert len(file) > 1

    def same(findings: list[dict[str, object]]) -> list[dict[str, object]]:
        return [{k: v for k, v in f.items() if k not in ("path", "fingerprint")} for f in findings]

    assert same(rows) == same(file)


def test_the_same_at_any_number_of_jobs(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", [{"id": i, "text": DEFECT if i % 3 else CLEAN} for i in range(70)] + [{"id": 70}])
    one, two = (newslint("check", "--no-config", "--select", "BP", "--jobs", jobs, "--format", "json", "a.jsonl", cwd=tmp_path) for jobs in ("1", "2"))
    assert one.stdout == two.stdout
    assert json.loads(one.stdout)["summary"]["files"] == 70


def test_rows_are_compared_with_each_other(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", [{"id": "one", "text": CLEAN}, {"id": "two", "text": CLEAN}])
    found = report("--no-config", "--select", "XD", "a.jsonl", cwd=tmp_path)["findings"]
    assert {str(f["path"]) for f in found} & {"a.jsonl#one", "a.jsonl#two"}


def test_what_a_row_states_is_evidence(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", [{"id": "a", "text": "The port reopened, its operator said.", "day": "2021-07-05", "by": "Jane Roe", "outlet": "Post"}])
    asked = ("--date-field", "day", "--author-field", "by", "--source-field", "outlet")
    card = json.loads(newslint("profile", "--no-config", *asked, "--format", "json", "a.jsonl", cwd=tmp_path).stdout)["files"][0]
    assert (card["date"]["value"], card["date"]["kind"], card["byline"], card["publisher"]) == ("2021-07-05", "metadata", "Jane Roe", "Post")
    codes = [f["code"] for f in report("--no-config", "--select", "DT001,SR001,SR002", *asked, "a.jsonl", cwd=tmp_path)["findings"]]
    assert codes == []


def test_fields_in_the_settings(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", [{"key": "k", "body": DEFECT, "text": CLEAN}])
    (tmp_path / "newslint.yaml").write_text("text-field: body\nid-field: key\nselect: [BP001]\n")
    assert [f["path"] for f in report("a.jsonl", cwd=tmp_path)["findings"]] == ["a.jsonl#k"]
    assert report("--text-field", "text", "a.jsonl", cwd=tmp_path)["findings"] == []


def test_a_folder_says_which_files_of_rows_it_holds(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl")
    (tmp_path / "b.txt").write_text(CLEAN)
    told = report(*ONLY, ".", cwd=tmp_path)
    assert told["files"] == [
        {"path": "a.jsonl", "judged": False, "skipped": "rows: read only where it is named, or where `include` asks for it"},
        {"path": "b.txt", "judged": True},
    ]
    (tmp_path / "newslint.yaml").write_text('include: ["*.jsonl"]\n')
    assert len(report("--select", "BP001", ".", cwd=tmp_path)["files"]) == 3


def test_fixes_are_not_made_in_rows(tmp_path: Path) -> None:
    before = write(tmp_path / "a.jsonl").read_bytes()
    for option in ("--fix", "--diff"):
        done = newslint("check", *ONLY, option, "a.jsonl", cwd=tmp_path)
        assert "newslint: a.jsonl: 1 findings not fixed: fixes are not made in rows of files\n" in done.stderr
        assert done.returncode == 2
    assert (tmp_path / "a.jsonl").read_bytes() == before


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_fixes_are_not_made_in_pages(tmp_path: Path, option: str) -> None:
    (tmp_path / "a.html").write_text("<p>One.</p><p>[gallery]</p>")
    done = newslint("check", *ONLY, option, "a.html", cwd=tmp_path)
    assert "newslint: a.html: not fixed: fixes are not made in HTML\n" in done.stderr
    assert done.returncode == 2
    assert (tmp_path / "a.html").read_text() == "<p>One.</p><p>[gallery]</p>"


def test_a_baseline_of_rows(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", [{"id": "https://e.org//x/../y", "text": DEFECT}])
    newslint("check", *ONLY, "--write-baseline", "known.json", "a.jsonl", cwd=tmp_path)
    assert json.loads((tmp_path / "known.json").read_text())["findings"][0]["path"] == "a.jsonl#https://e.org//x/../y"
    assert newslint("check", *ONLY, "--baseline", "known.json", "--strict-baseline", "a.jsonl", cwd=tmp_path).returncode == 0


def test_one_broken_file_leaves_the_others(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", [{"id": "x", "text": DEFECT}])
    parquet.write_table(pa.table({"texts": ["x"]}), tmp_path / "b.parquet")
    (tmp_path / "c.jsonl.gz").write_bytes(b"rubbish")
    done = newslint("check", *ONLY, "--format", "concise", "a.jsonl", "b.parquet", "c.jsonl.gz", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout.startswith("a.jsonl#x:9:1: error BP001")
    assert "newslint: b.parquet: no column 'text'; did you mean 'texts'? (--text-field)\n" in done.stderr
    assert "newslint: c.jsonl.gz: damaged: not a gzipped file" in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jsonl")
    done = newslint("check", *ONLY, "a.jsonl", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "newslint: a.jsonl: not a regular file but a named pipe: not opened\n")


def test_rows_do_not_come_from_standard_input(tmp_path: Path) -> None:
    done = newslint("check", *ONLY, "-", "--stdin-filename", "a.jsonl", cwd=tmp_path, stdin=b"{}")
    assert done.returncode == 2
    assert "rows are read from files, not from standard input" in done.stderr


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [
        ("a.parquet", "pyarrow", "parquet"),
        ("a.warc", "fastwarc", "warc"),
        ("a.jsonl.zst", "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd", "zst"),
    ],
)
def test_what_a_missing_package_is_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    for missing in {module, module.replace("backports", "compression")}:
        monkeypatch.setitem(sys.modules, missing, None)
    if module == "backports.zstd":
        monkeypatch.delattr("backports.zstd", raising=False)
    (lost,) = inputs.records(str(tmp_path / name))
    assert isinstance(lost, inputs.Unread)
    assert f"pip install 'newslint[{extra}]'" in lost.reason


def test_how_much_of_a_page_is_judged(tmp_path: Path) -> None:
    assert maincontent.available()
    body = "".join(
        f"<p>The harbour was closed on day {i} after a storm tore two cranes from their rails, the port authority said.</p>" for i in "one two three".split()
    )
    (tmp_path / "a.html").write_text(f"<html><body><nav>[gallery]</nav><article><h1>Storm</h1>{body}</article></body></html>")
    assert [len(report(*ONLY, *part, "a.html", cwd=tmp_path)["findings"]) for part in ((), ("--html", "main"), ("--html", "whole"))] == [0, 0, 1]
    found = report(*ONLY, "--html", "whole", "a.html", cwd=tmp_path)["findings"][0]
    assert (found["start"], found["text"]) == ({"line": 1, "column": 18, "offset": 17}, "[gallery]")


def test_since_takes_a_file_of_rows_as_a_whole(tmp_path: Path) -> None:
    def git(*args: str) -> None:
        identity = ("-c", "user.name=x", "-c", "user.email=x@e.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *identity, *args], cwd=tmp_path, check=True, capture_output=True)

    for name in ("a.jsonl", "b.jsonl"):
        write(tmp_path / name, [{"id": "x", "text": DEFECT}, {"id": "y", "text": DEFECT}])
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "x")
    write(tmp_path / "a.jsonl", [{"id": "x", "text": DEFECT}, {"id": "y", "text": DEFECT + "More."}])
    found = report(*ONLY, "--since", "HEAD", "a.jsonl", "b.jsonl", cwd=tmp_path)["findings"]
    assert [f["path"] for f in found] == ["a.jsonl#x", "a.jsonl#y"]
