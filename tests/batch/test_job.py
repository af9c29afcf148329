"""`newslint batch`: complete, without doubles, the same after any interruption."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest

from lint import files
from lint.batch import columns, job
from lint.batch.columns import SCHEMA, Text
from lint.config import Asked, ConfigError, Settings
from lint.plan import Plan
from lint.selection import Selection
from tests.command import CLEAN, DEFECT, environment, newslint

ASKED = ("rows.jsonl", "story.txt", "--output", "out.parquet", "--batch-size", "20", "--select", "BP,DT001", "--no-config", "--jobs", "1")
"""A run over 91 rows and one text file: five parts."""
NAMES = [*(f"rows.jsonl#r{i}" for i in range(33)), "rows.jsonl#null", *(f"rows.jsonl#r{i}" for i in range(33, 90)), "story.txt"]
KILLED_AT = """
import os, signal, sys
from pathlib import Path
from lint import cli
if __name__ == "__main__":
    wanted, moment = int(sys.argv.pop(1)), sys.argv.pop(1)
    replace, seen = Path.replace, []
    def killed(self, target):
        seen.append(target)
        if len(seen) == wanted and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        replace(self, target)
        if len(seen) == wanted:
            os.kill(os.getpid(), signal.SIGKILL)
    Path.replace = killed
    sys.exit(cli.main(["batch", *sys.argv[1:]]))
"""
"""The command, killed before or after it puts its n-th file in place: 1 is the manifest, 2 to 6 are the parts, 7 is the output, 8 its name."""


def filled(folder: Path) -> Path:
    lines = [json.dumps({"id": f"r{i}", "text": f"{i}. {DEFECT if i % 3 else CLEAN}"}) for i in range(90)]
    lines.insert(33, '{"id": "null", "text": null}')
    (folder / "rows.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "story.txt").write_text(DEFECT, "utf-8")
    (folder / "killed.py").write_text(KILLED_AT, "utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return filled(tmp_path)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The rows of a run that nothing interrupts."""
    place = filled(tmp_path_factory.mktemp("whole"))
    assert newslint("batch", *ASKED, cwd=place).returncode == 2
    return rows(place)


def rows(folder: Path) -> list[dict[str, Any]]:
    table = parquet.read_table(folder / "out.parquet")
    assert table.schema.remove_metadata() == SCHEMA
    made: list[dict[str, Any]] = table.to_pylist()
    return made


def test_every_text_has_its_row_in_order(folder: Path) -> None:
    done = newslint("batch", *ASKED, cwd=folder)
    made = rows(folder)
    assert [row["id"] for row in made] == NAMES
    assert [row["id"] for row in made if not row["judged"]] == ["rows.jsonl#null"]
    assert sum(row["errors"] for row in made) == 61
    assert done.returncode == 2
    assert done.stderr == "newslint: rows.jsonl#null: its field 'text' is null\n"
    assert done.stdout.splitlines()[0] == "92 rows, 61 errors, 0 warnings, 0 notes, 1 not judged"
    assert done.stdout.splitlines()[2] == "written to out.parquet"
    assert sorted(p.name for p in folder.iterdir()) == ["killed.py", "out.parquet", "rows.jsonl", "story.txt"]


def test_the_findings_are_those_of_check(folder: Path) -> None:
    newslint("batch", *ASKED, cwd=folder)
    (story,) = [row for row in rows(folder) if row["id"] == "story.txt"]
    checked = json.loads(newslint("--format", "json", "--select", "BP,DT001", "--no-config", "story.txt", cwd=folder).stdout)["findings"]
    fields = [f.name for f in SCHEMA.field("findings").type.value_type]
    assert story["findings"] == [{name: f.get(name) for name in fields} for f in checked]


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize(
    ("number", "moment", "kept"), [(1, "before", 0), (1, "after", 0), (3, "before", 1), (3, "after", 2), (7, "before", 5), (8, "before", 5), (8, "after", None)]
)
def test_a_killed_run_goes_on_where_it_stopped(folder: Path, number: int, moment: str, kept: int | None, expected: list[dict[str, Any]]) -> None:
    killed = subprocess.run([sys.executable, "killed.py", f"{number}", moment, *ASKED], cwd=folder, env=environment(), capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    done = newslint("batch", *ASKED, cwd=folder)
    assert done.returncode == 2
    told = done.stdout.splitlines()[1]
    assert told == "all judged by an earlier run" if kept in (None, 5) else told.endswith(f", {kept} parts kept from an earlier run")
    assert rows(folder) == expected
    assert sorted(p.name for p in folder.iterdir()) == ["killed.py", "out.parquet", "rows.jsonl", "story.txt"]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found through /proc")
def test_a_killed_worker_costs_nothing(folder: Path) -> None:
    text = "\n".join(json.dumps({"id": i, "text": DEFECT * 30}) for i in range(200))
    (folder / "rows.jsonl").write_text(text, "utf-8")
    run = subprocess.Popen(
        [sys.executable, "-m", "lint", "batch", *ASKED, "--jobs", "2"], cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    until = time.monotonic() + 60
    while not list(folder.glob("out.parquet.parts/part-*")) and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(_workers(run.pid)[0], signal.SIGKILL)
    _, err = run.communicate(timeout=240)
    assert run.returncode == 0, err
    assert "the worker process was killed by signal 9: its " in err
    made = rows(folder)
    assert [row["id"] for row in made] == [*(f"rows.jsonl#{i}" for i in range(200)), "story.txt"]
    assert {row["errors"] for row in made} == {30, 1}


def _workers(pid: int) -> list[int]:
    """The processes below this one that judge: the tracker of multiprocessing does not."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("awaited", ["lock", "part-*"], ids=["while workers begin", "in the middle"])
def test_ctrl_c_exits_130_and_the_next_run_goes_on(folder: Path, awaited: str, expected: list[dict[str, Any]]) -> None:
    run = subprocess.Popen(
        [sys.executable, "-m", "lint", "batch", *ASKED], cwd=folder, env=environment(), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    until = time.monotonic() + 60
    while not list(folder.glob(f"out.parquet.parts/{awaited}")) and time.monotonic() < until:
        time.sleep(0.002)
    time.sleep(0.1)
    os.killpg(run.pid, signal.SIGINT)
    _, err = run.communicate(timeout=60)
    assert (run.returncode, err.strip()) == (130, "newslint: interrupted")
    done = newslint("batch", *ASKED, cwd=folder)
    assert ("0 parts kept" in done.stdout) == (awaited == "lock")
    assert rows(folder) == expected


class Deadly(job.Judging):
    """A worker that dies of one row."""

    def __call__(self, chunk: job.Chunk) -> Any:
        if any(columns.name(text) == "rows.jsonl#r50" for text in chunk.texts):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(chunk)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_row_that_kills_its_workers_is_named_and_the_rest_is_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "Judging", Deadly)
    monkeypatch.chdir(folder)
    told = job.run(asked(), folder / "out.parquet")
    made = rows(folder)
    assert [row["id"] for row in made] == NAMES
    assert [row["id"] for row in made if not row["judged"]] == ["rows.jsonl#null", "rows.jsonl#r50"]
    assert told.total.lost[1] == ("rows.jsonl#r50", "the worker process was killed by signal 9")
    assert told.restarts[0].startswith("the worker process was killed by signal 9: its ")


class Stillborn(job.Judging):
    """A worker that dies of every row."""

    def __call__(self, chunk: job.Chunk) -> Any:
        os._exit(3)


def test_workers_that_never_live_end_the_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "Judging", Stillborn)
    monkeypatch.chdir(folder)
    with pytest.raises(ConfigError, match="no worker lives long enough to judge a row: the worker process ended with status 3"):
        job.run(asked(), folder / "out.parquet")


def asked(*select: str, size: int = 20) -> job.Job:
    settings = Settings(asked=Asked(Selection(select or ("BP", "DT001"))))
    return job.Job(files.collect(["rows.jsonl", "story.txt"]), Plan(settings), rows=size)


def test_other_inputs_or_settings_are_refused_until_restart(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    output = folder / "out.parquet"
    job.run(asked(), output)
    before = output.read_bytes()
    for other, said in ((asked("BP"), "rules"), (asked(size=30), "settings")):
        with pytest.raises(ConfigError, match=rf"out\.parquet: the output of a run with other {said}; --restart replaces it"):
            job.run(other, output)
    (folder / "story.txt").write_text(CLEAN, "utf-8")
    with pytest.raises(ConfigError, match="with other inputs; --restart"):
        job.run(asked(), output)
    assert output.read_bytes() == before
    assert job.run(asked(), output, restart=True).total.errors == 60
    output.write_text("a file of the user's own")
    with pytest.raises(ConfigError, match="is not the output of such a run"):
        job.run(asked(), output)


def test_an_unfinished_run_with_other_settings_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    subprocess.run([sys.executable, "killed.py", "3", "after", *ASKED], cwd=folder, env=environment(), capture_output=True, check=False)
    done = newslint("batch", *ASKED, "--batch-size", "30", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "newslint: out.parquet.parts: an unfinished run with other settings; --restart begins anew\n"
    assert newslint("batch", *ASKED, "--batch-size", "30", "--restart", cwd=folder).returncode == 2
    assert [row["id"] for row in rows(folder)] == NAMES


def test_a_killed_restart_goes_on_beside_the_older_output(folder: Path) -> None:
    older = [word.replace("BP,DT001", "BP") for word in ASKED]
    newslint("batch", *older, cwd=folder)
    before = (folder / "out.parquet").read_bytes()
    subprocess.run([sys.executable, "killed.py", "4", "after", *ASKED, "--restart"], cwd=folder, env=environment(), capture_output=True, check=False)
    assert (folder / "out.parquet").read_bytes() == before
    done = newslint("batch", *ASKED, cwd=folder)
    assert "3 parts kept" in done.stdout
    assert [row["id"] for row in rows(folder)] == NAMES


def test_two_runs_do_not_write_the_same_output(folder: Path) -> None:
    import fcntl

    parts = folder / "out.parquet.parts"
    parts.mkdir()
    with (parts / "lock").open("w") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        done = newslint("batch", *ASKED, cwd=folder)
    assert (done.returncode, done.stderr) == (2, "newslint: out.parquet: another run is writing it\n")


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        (("rows.jsonl", "--output", "out.parquet", "--select", "BP01"), 2, "newslint: unknown rule 'BP01'"),
        (("rows.jsonl", "--output", "gone/out.parquet"), 2, "newslint: gone"),
        (("rows.jsonl", "--output", "out.parquet", "--select", "XD001"), 2, "newslint: rule XD001 cannot run in a batch: it compares texts with each other"),
        (("rows.jsonl", "--output", "out.parquet", "--select", "MT020"), 2, "newslint: rule MT020 cannot run in a batch: batches use no LanguageTool"),
        (("rows.jsonl",), 2, "newslint: missing option '--output'"),
        (("-", "--output", "out.parquet"), 2, "newslint: a batch reads files, not standard input"),
        (("story.txt", "gone.txt", "--output", "out.parquet"), 2, "newslint: gone.txt: cannot be read: no such file or directory"),
        (("story.txt", "--output", "out.parquet", "--fail-on", "error"), 1, ""),
        (("story.txt", "--output", "out.parquet"), 0, ""),
        (("rows.jsonl", "--output", "out.parquet", "--text-field", "body"), 2, "newslint: rows.jsonl#r0: it has no field 'body'"),
    ],
)
def test_exit_codes(folder: Path, asked: tuple[str, ...], status: int, said: str) -> None:
    done = newslint("batch", *asked, "--no-config", cwd=folder)
    assert done.returncode == status
    assert done.stderr.startswith(said)
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="names that no other system allows")
def test_a_name_that_is_no_text_is_escaped(folder: Path) -> None:
    (folder / os.fsdecode(b"raw\xff.txt")).write_text(DEFECT)
    done = newslint("batch", ".", "--output", "out.parquet", "--no-config", "--select", "BP", cwd=folder)
    assert (done.returncode, done.stderr) == (2, "newslint: rows.jsonl#null: its field 'text' is null\n")
    assert [row["id"] for row in rows(folder)] == ["raw\\udcff.txt", *NAMES]


def test_the_output_is_no_input(folder: Path) -> None:
    assert newslint("batch", ".", "--output", "out.parquet", "--no-config", "--select", "BP", cwd=folder).returncode == 2
    again = newslint("batch", ".", "--output", "out.parquet", "--no-config", "--select", "BP", cwd=folder)
    assert (again.returncode, again.stdout.splitlines()[1]) == (2, "all judged by an earlier run")


def test_parts_begin_at_the_same_rows_whatever_the_workers(folder: Path) -> None:
    texts: list[Text] = [files.Target(str(folder / "story.txt"), named=True)] * 70
    assert [len(chunk.texts) for chunk in job.chunks(texts, 50, 1)] == [32, 18, 20]
    assert [chunk.part for chunk in job.chunks(texts, 50, 4)] == [4, 4, 5]


def test_large_texts_make_small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "PART_BYTES", 150_000)
    texts: list[Text] = [job.Record("a", f"{i}", "x" * 40_000) for i in range(6)]
    assert [(chunk.part, len(chunk.texts)) for chunk in job.chunks(texts, 1_000, 1)] == [(1, 2), (1, 2), (2, 2)]
