"""Parquet tables are read in small batches; a missing or wrong column ends the table, a bad row costs itself."""

import hashlib
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from lint.inputs import Fields, Limits
from tests.inputs.test_jsonlines import told


def table(path: Path, **columns: pa.Array) -> Path:
    parquet.write_table(pa.table(columns), path / "a.parquet")
    return path / "a.parquet"


def test_rows_in_order(tmp_path: Path) -> None:
    path = table(tmp_path, id=pa.array([7, 8, 7, None]), text=["One.", None, "Three.", "Four."], url=["a", "b", "c", "d"])
    assert told(path) == [("#7", "One."), ("#8", "its field 'text' is null"), ("#7~3", "Three."), ("#d", "Four.")]


@pytest.mark.parametrize("kind", [pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())])
def test_kinds_of_text(tmp_path: Path, kind: pa.DataType) -> None:
    assert told(table(tmp_path, text=pa.array(["One.", "Two."]).cast(kind))) == [("#1", "One."), ("#2", "Two.")]


def test_bytes_are_decoded_later(tmp_path: Path) -> None:
    assert told(table(tmp_path, html=pa.array([b"<p>\xe9</p>"])), Fields(text="html")) == [("#1", b"<p>\xe9</p>")]


def test_a_row_that_is_too_large(tmp_path: Path) -> None:
    path = table(tmp_path, text=["x" * 101, "é" * 51, "é" * 50])
    reason = "too large: the limit is 100 bytes (--max-size)"
    assert told(path, limits=Limits(size=100)) == [("#1", reason), ("#2", reason), ("#3", "é" * 50)]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (Fields(), "no column 'text'; did you mean 'texts'? (--text-field)"),
        (Fields(text="body"), "no column 'body'; there are id, texts, number (--text-field)"),
        (Fields(text="number"), "column 'number' is no text but int64 (--text-field)"),
        (Fields(text="texts", date="day"), "no column 'day'; there are id, texts, number (--date-field)"),
        (Fields(text="texts", id="uid"), "no column 'uid'; did you mean 'id'? (--id-field)"),
    ],
)
def test_columns_that_are_not_there(tmp_path: Path, fields: Fields, reason: str) -> None:
    assert told(table(tmp_path, id=["a"], texts=["x"], number=[1]), fields) == [("", reason)]


def test_a_table_that_is_cut_off(tmp_path: Path) -> None:
    path = table(tmp_path, text=["x" * 1_000])
    path.write_bytes(path.read_bytes()[:-100])
    ((name, reason),) = told(path)
    assert name == ""
    assert reason.startswith("damaged: ")
    assert reason.endswith("; nothing of it is read")


def test_damage_costs_the_rest_of_its_row_group(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = [hashlib.sha256(str(i).encode()).hexdigest() * 40 for i in range(4_000)]
    parquet.write_table(pa.table({"text": texts}), path, row_group_size=1_000, compression="gzip", use_dictionary=False)
    raw = bytearray(path.read_bytes())
    start = parquet.read_metadata(path).row_group(2).column(0).data_page_offset
    raw[start : start + 8] = b"\xff" * 8
    path.write_bytes(raw)
    read = told(path)
    lost = next(i for i, (name, _) in enumerate(read) if not name)
    assert lost == 2_000
    assert read[lost][1].startswith("damaged: ")
    assert read[lost][1].endswith(f"; rows {lost + 1:,} to 3,000 are not read")
    assert read[lost + 1 :] == [(f"#{i + 1}", texts[i]) for i in range(3_000, 4_000)]


def test_a_text_that_is_no_utf8_is_given_as_its_bytes(tmp_path: Path) -> None:
    column = pa.Array.from_buffers(pa.string(), 2, [None, pa.py_buffer(b"\0\0\0\0\1\0\0\0\2\0\0\0"), pa.py_buffer(b"a\xff")])
    assert told(table(tmp_path, text=column)) == [("#1", "a"), ("#2", b"\xff")]
