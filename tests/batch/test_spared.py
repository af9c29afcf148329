"""A batch never writes over the texts it is made from."""

from pathlib import Path

from tests.command import newslint

ROW = '{"id": "a", "text": "The port reopened on Monday."}\n'


def test_the_output_may_not_be_an_input(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(ROW)
    done = newslint("batch", "rows.jsonl", "--output", "rows.jsonl", "--restart", cwd=tmp_path, warnings=False)
    assert done.returncode == 2
    assert done.stderr == "newslint: --output rows.jsonl is one of the texts that are read; nothing was written\n"
    assert (tmp_path / "rows.jsonl").read_text() == ROW
