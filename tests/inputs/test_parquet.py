"""Parquet tables are read in small batches; a missing or wrong column ends the table, a bad row costs itself."""

import hashlib
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from lint.inputs import Fields, Limits, pagesizes
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


@pytest.mark.parametrize("compression", ["none", "snappy", "zstd"])
@pytest.mark.parametrize("version", ["1.0", "2.0"])
@pytest.mark.parametrize("dictionary", [True, False])
def test_the_sizes_of_pages(tmp_path: Path, compression: str, version: str, dictionary: bool) -> None:
    texts = [f"{i} " * 500 for i in range(3_000)]
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table({"n": range(3_000), "text": texts}), path, compression=compression, data_page_version=version, use_dictionary=dictionary)
    column = parquet.read_metadata(path).row_group(0).column(1)
    with path.open("rb") as raw:
        sizes = list(pagesizes.unpacked(raw, column))
    assert len(sizes) > 2
    assert 0 <= column.total_uncompressed_size - sum(sizes) < 40_000  # the headers themselves are counted too
    assert told(path, limits=Limits(page=3_000_000))[-1] == ("#3000", texts[-1])


def test_a_gigantic_text_costs_its_row_group_and_is_not_unpacked(tmp_path: Path) -> None:
    texts = ["One.", "x" * 50_000_000, "Three.", "Four."]
    parquet.write_table(pa.table({"text": texts}), tmp_path / "a.parquet", row_group_size=2, use_dictionary=False)
    before = pa.total_allocated_bytes()
    (name, reason), *others = told(tmp_path / "a.parquet", limits=Limits(page=1_000_000))
    assert name == ""
    assert reason == "too large: a page of column 'text' unpacks to 50,000,018 bytes, the limit is 1,000,000; rows 1 to 2 are not read"
    assert others == [("#3", "Three."), ("#4", "Four.")]
    assert pa.total_allocated_bytes() - before < 10_000_000
    assert told(tmp_path / "a.parquet")[1] == ("#2", "too large: the limit is 1,000,000 bytes (--max-size)")


def test_headers_that_are_damaged(tmp_path: Path) -> None:
    path = table(tmp_path, text=["x" * 1_000] * 100)
    raw = path.read_bytes()
    path.write_bytes(raw[:4] + b"\xff" * 50 + raw[54:])
    ((name, reason),) = told(path, limits=Limits(page=100))
    assert name == ""
    assert reason == "damaged: a page header is damaged; rows 1 to 100 are not read"
