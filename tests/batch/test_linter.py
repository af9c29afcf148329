"""Batches in, batches out: the findings of the command line, row by row, and nothing lost."""

import json
import multiprocessing
import pickle
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint import ruleset
from lint.batch import SCHEMA, Linter, lint_batch
from lint.config import ConfigError
from lint.inputs import Fields
from tests.command import CLEAN, DEFECT, ROOT, newslint
from tests.test_hostile import CASES

QUICK = Linter(select=["BP", "DT"])


def batch(*texts: Any, **columns: list[Any]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({"id": [f"{i}" for i in range(len(texts))], "text": list(texts), **columns})


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, Any], dict[str, Any]]:
    """Texts by path, what `check` says of them and what `profile` says of them."""
    folder = tmp_path_factory.mktemp("texts")
    texts = {f"{p.stem}.txt": p.read_bytes() for p in sorted((ROOT / "seeds").glob("*.txt"))} | {f"{name}.txt": raw for name, (raw, _) in CASES.items()}
    for name, raw in texts.items():
        (folder / name).write_bytes(raw)
    checked = json.loads(newslint("--format", "json", "--no-crossfile", "--no-config", *texts, cwd=folder).stdout)
    profiled = json.loads(newslint("profile", "--format", "json", "--no-config", *texts, cwd=folder).stdout)
    return texts, checked, profiled


def test_the_findings_are_those_of_the_command_line(told: tuple[dict[str, bytes], dict[str, Any], dict[str, Any]]) -> None:
    texts, checked, _ = told
    made = lint_batch(pa.RecordBatch.from_pydict({"id": list(texts), "text": list(texts.values())})).to_pylist()
    found = [{"path": row["id"], **finding} for row in made for finding in row["findings"]]
    fields = [f.name for f in SCHEMA.field("findings").type.value_type]
    expected = [{"path": f["path"]} | {name: f.get(name) for name in fields} for f in checked["findings"]]
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert len(found) > 100
    assert {row["id"] for row in made if row["judged"]} == {f["path"] for f in checked["files"] if f["judged"]}


def test_the_columns_are_those_of_the_profile(told: tuple[dict[str, bytes], dict[str, Any], dict[str, Any]]) -> None:
    texts, _, profiled = told
    made = lint_batch(pa.RecordBatch.from_pydict({"id": list(texts), "text": list(texts.values())})).to_pylist()
    cards = {card["path"]: card for card in profiled["files"]}
    for row in made:
        card = cards[row["id"]]
        for name in ("byline", "publisher", "wire", "language", "words", "sentences", "garble_score", "boilerplate_share"):
            assert row[name] == card[name], (row["id"], name)
        assert row["title"] == (card["title"] and card["title"]["text"])
        assert (row["date"] and (row["date"].isoformat(), row["date_kind"])) == (card["date"] and (card["date"]["value"], card["date"]["kind"]))


def test_counts_are_those_of_the_findings() -> None:
    (row,) = QUICK.lint_batch(batch(DEFECT)).to_pylist()
    severities = [f["severity"] for f in row["findings"]]
    assert [row["errors"], row["warnings"], row["infos"]] == [severities.count(s) for s in ("error", "warning", "info")]
    assert "BP001" in {f["code"] for f in row["findings"]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (pa.array([None, CLEAN], pa.string()), "its field 'text' is null"),
        (pa.array(["x" * 2_000, CLEAN]), "too large: the limit is 1,000 bytes (--max-size)"),
        (pa.array(["é" * 600, CLEAN]), "too large: the limit is 1,000 bytes (--max-size)"),
    ],
    ids=["null", "large", "large in bytes"],
)
def test_a_row_that_cannot_be_judged_costs_itself(text: pa.Array, said: str) -> None:
    made = Linter(select=["BP"], max_size=1_000).lint_batch(pa.RecordBatch.from_arrays([pa.array(["a", "b"]), text], ["id", "text"]))
    lost, judged = made.to_pylist()
    assert (lost["judged"], lost["failures"]) == (False, [{"rule": None, "reason": said}])
    assert (judged["id"], judged["judged"], judged["failures"]) == ("b", True, [])


def test_a_column_of_another_type_costs_its_rows() -> None:
    made = QUICK.lint_batch(batch(1, 2)).to_pylist()
    assert [(row["judged"], row["failures"][0]["reason"]) for row in made] == [(False, "its field 'text' is no text but a number")] * 2


def test_a_text_that_is_no_utf8_is_judged() -> None:
    raw = pa.array([DEFECT.encode().replace(b"operator", b"op\x92erator", 1)], pa.binary())
    text = pa.Array.from_buffers(pa.string(), 1, raw.buffers())
    (row,) = Linter(select=["TX"]).lint_batch(pa.RecordBatch.from_arrays([pa.array(["a"]), text], ["id", "text"])).to_pylist()
    assert row["judged"]
    assert [f["code"] for f in row["findings"]] == ["TX008"]


def test_types_of_columns(tmp_path: Path) -> None:
    columns = {"id": pa.array([7]), "text": pa.array([CLEAN]).dictionary_encode()}
    (row,) = QUICK.lint_batch(pa.RecordBatch.from_pydict(columns)).to_pylist()
    assert (row["id"], row["judged"]) == ("7", True)
    assert QUICK.lint_batch(batch(CLEAN).cast(pa.schema([("id", pa.large_string()), ("text", pa.large_string())]))).to_pylist()[0]["judged"]


def test_nothing_in_nothing_out() -> None:
    made = QUICK.lint_batch(batch().cast(pa.schema([("id", pa.string()), ("text", pa.string())])))
    assert (made.num_rows, made.schema) == (0, SCHEMA)


def test_a_missing_column_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="the batch has no column 'body', only id, text"):
        Linter(fields=Fields(text="body")).lint_batch(batch("x"))


def test_settings_are_obeyed(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text("severity: {BP001: info}\nignore: [DT]\n", "utf-8")
    (row,) = Linter(config=str(tmp_path / "house.yaml")).lint_batch(batch(DEFECT)).to_pylist()
    assert {f["severity"] for f in row["findings"] if f["code"] == "BP001"} == {"info"}
    with pytest.raises(ConfigError, match="unknown rule 'BP01'"):
        Linter(select=["BP01"]).lint_batch(batch(DEFECT))


def test_columns_of_metadata_are_evidence() -> None:
    text = "The port reopened on Monday, its operator said.\n"
    bare, dated = QUICK.lint_batch(batch(text, text, date=[None, "2021-07-05"])).to_pylist()
    assert (bare["date"], "DT001" in {f["code"] for f in bare["findings"]}) == (None, True)
    assert (dated["date"].isoformat(), dated["date_kind"], "DT001" in {f["code"] for f in dated["findings"]}) == ("2021-07-05", "metadata", False)


def test_the_rules_are_loaded_once_in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    loads = []
    load = ruleset.load
    monkeypatch.setattr(ruleset, "load", lambda *args: loads.append(1) or load(*args))
    linter = Linter(select=["BP002", "BP003"])
    for _ in range(3):
        pickle.loads(pickle.dumps(linter)).lint_batch(batch(CLEAN, DEFECT))
    assert len(loads) == 1


@pytest.mark.parametrize("method", [m for m in ("spawn", "forkserver") if m in multiprocessing.get_all_start_methods()])
def test_workers_say_the_same(method: str) -> None:
    given = batch(CLEAN, DEFECT, None)
    with multiprocessing.get_context(method).Pool(1) as pool:
        assert pool.apply(QUICK.lint_batch, (given,)).equals(QUICK.lint_batch(given))


@settings(max_examples=60)
@given(st.lists(st.one_of(st.none(), st.text(max_size=200)), max_size=5))
def test_any_text_gets_its_row_and_its_places(texts: list[str | None]) -> None:
    made = QUICK.lint_batch(
        batch(*[None if t is None else t.encode("utf-8", "replace").decode() for t in texts]).cast(pa.schema([("id", pa.string()), ("text", pa.string())]))
    )
    assert made.schema == SCHEMA
    for number, row in enumerate(made.to_pylist()):
        text = (texts[number] or "").encode("utf-8", "replace").decode()
        assert (row["id"], row["judged"]) == (f"{number}", texts[number] is not None)
        assert all(text[f["start"]["offset"] : f["end"]["offset"]] == f["text"] for f in row["findings"] if f["scope"] == "span")
