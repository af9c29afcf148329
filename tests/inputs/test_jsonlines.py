"""JSON lines are read one by one; what is wrong with one costs that one."""

import gzip
import json
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lint import inputs
from lint.inputs import Fields, Limits, Record, Unread

try:
    from compression import zstd
except ImportError:
    from backports import zstd

PACKED = {".jsonl": bytes, ".ndjson": bytes, ".jsonl.gz": gzip.compress, ".jsonl.zst": zstd.compress}


def told(path: Path, fields: Fields | None = None, limits: Limits | None = None) -> list[tuple[str, str | bytes]]:
    """The name of each row with its text or the reason why there is none."""
    shown = []
    for read in inputs.records(str(path), fields, limits):
        name = read.where.removeprefix(str(path))
        shown.append((name, read.text if isinstance(read, Record) else read.reason))
    return shown


@contextmanager
def held_at_most(limit: int) -> Iterator[None]:
    """The memory that Python takes inside stays under this many bytes, of which the names of rows take 17 million."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < limit
    finally:
        tracemalloc.stop()


def lines(*rows: object) -> bytes:
    return b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows)


@pytest.mark.parametrize("ending", PACKED)
def test_rows_in_order(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(
        PACKED[ending](lines({"id": "x", "text": "One."}, {"id": 2, "text": "Two."}, b"", {"url": "https://e.org/", "text": "Three."}, {"text": "Four."}))
    )
    assert told(path) == [("#x", "One."), ("#2", "Two."), ("#https://e.org/", "Three."), ("#5", "Four.")]


def test_the_last_line_needs_no_end(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'\xef\xbb\xbf{"text": "One."}\r\n{"text": "Two."}')
    assert told(tmp_path / "a.jsonl") == [("#1", "One."), ("#2", "Two.")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"{", "not valid JSON: expecting property name enclosed in double quotes"),
        (b"nope", "not valid JSON: expecting value"),
        (b'["text"]', "not a JSON object"),
        (b'{"text": "\xff"}', "not UTF-8: byte 0xff at byte 11 of the line"),
        (b"[" * 50_000, "not valid JSON: nested too deeply"),
        (b'{"text": null}', "its field 'text' is null"),
        (b'{"text": 5}', "its field 'text' is no text but a number"),
        (b'{"texts": "x"}', "it has no field 'text'; did you mean 'texts'?"),
        (b'{"a": "x"}', "it has no field 'text'"),
        (b'{"text": "' + b"x" * 1_000_001 + b'"}', "too large: the limit is 1,000,000 bytes (--max-size)"),
        (b'{"text": "' + b"x" * 9_000_000 + b'"}', "too large: the limit is 1,000,000 bytes (--max-size)"),
    ],
)
def test_a_bad_row_costs_itself(tmp_path: Path, row: bytes, reason: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines({"text": "Before."}, row, {"text": "After."}))
    assert told(tmp_path / "a.jsonl") == [("#1", "Before."), ("#2", reason), ("#3", "After.")]


def test_half_a_surrogate_pair_is_a_lost_character(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"id": "\\ud800", "text": "cut \\ud83d"}\n')
    assert told(tmp_path / "a.jsonl") == [("#\ufffd", "cut \ufffd")]


def test_a_name_given_twice_gets_the_number_of_its_row(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(*({"id": name, "text": "x"} for name in ("a", "b", "a", " a ", "a"))))
    assert [name for name, _ in told(tmp_path / "a.jsonl")] == ["#a", "#b", "#a~3", "#a~4", "#a~5"]


def test_what_a_row_states(tmp_path: Path) -> None:
    row = {
        "body": "x",
        "text": "y",
        "key": 7,
        "headline": "T",
        "publish_date": "2021-07-05",
        "authors": ["A", {"name": "B"}],
        "source_domain": "e.org",
        "lang": "en",
    }
    (tmp_path / "a.jsonl").write_bytes(lines(row))
    (read,) = inputs.records(str(tmp_path / "a.jsonl"), Fields(text="body", id="key"))
    assert isinstance(read, Record)
    assert (read.name, read.text, read.row, read.form) == ("7", "x", 1, "text")
    assert inputs.document(read).metadata == inputs.record.Metadata("T", "2021-07-05", "A, B", "e.org", "en")
    (read,) = inputs.records(str(tmp_path / "a.jsonl"), Fields(title="body", date="missing"))
    assert isinstance(read, Record)
    assert (read.metadata.title, read.metadata.date) == ("x", None)


@pytest.mark.parametrize(("field", "form"), [("html", "html"), ("raw_html", "html"), ("markdown", "markdown"), ("content-md", "markdown"), ("body", "text")])
def test_the_name_of_a_field_tells_its_form(tmp_path: Path, field: str, form: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines({field: "<p>x</p>"}))
    (read,) = inputs.records(str(tmp_path / "a.jsonl"), Fields(text=field))
    assert isinstance(read, Record)
    assert read.form == form
    assert inputs.document(read).text == ("<p>x</p>" if form == "text" else "x")


@pytest.mark.parametrize("ending", [".jsonl.gz", ".jsonl.zst"])
def test_cut_off(tmp_path: Path, ending: str) -> None:
    whole = PACKED[ending](lines(*({"text": f"{i} {i * 7919 % 1000}" * 50} for i in range(2_000))))
    (tmp_path / f"a{ending}").write_bytes(whole[: len(whole) * 2 // 3])
    read = told(tmp_path / f"a{ending}")
    assert len(read) > 100
    assert read[:-1] == [(f"#{i + 1}", f"{i} {i * 7919 % 1000}" * 50) for i in range(len(read) - 1)]
    assert read[-1] == ("", f"cut off: its compressed data ends too early; what follows line {len(read) - 1:,} is not read")


@pytest.mark.parametrize("ending", [".jsonl.gz", ".jsonl.zst"])
@pytest.mark.parametrize("raw", [b"rubbish", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03rubbish", b"\x28\xb5\x2f\xfdrubbish"])
def test_not_packed_at_all(tmp_path: Path, ending: str, raw: bytes) -> None:
    (tmp_path / f"a{ending}").write_bytes(raw)
    ((name, reason),) = told(tmp_path / f"a{ending}")
    assert name == ""
    assert reason.startswith(("damaged: ", "cut off: "))
    assert reason.endswith("; nothing of it is read")


@pytest.mark.parametrize("ending", [".jsonl.gz", ".jsonl.zst"])
def test_a_bomb_is_left_alone(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"a{ending}").write_bytes(PACKED[ending](lines({"text": "x"}) + b"a" * 30_000_000))
    limits = Limits(size=100_000, free=1_000_000)
    reason = "it unpacks to more than 200 times its size, as decompression bombs do (--max-ratio); what follows line 1 is not read"
    with held_at_most(25_000_000):
        assert told(tmp_path / f"a{ending}", limits=limits) == [("#1", "x"), ("", reason)]


def test_a_gigantic_line_is_not_held(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("wb") as file:
        file.write(b'{"text": "')
        file.truncate(300_000_000)  # a hole: nothing is written to the disk
        file.seek(0, 2)
        file.write(b'"}\n' + lines({"text": "After."}))
    with held_at_most(25_000_000):
        assert told(tmp_path / "a.jsonl", limits=Limits(size=100_000)) == [("#1", "too large: the limit is 100,000 bytes (--max-size)"), ("#2", "After.")]


def test_rows_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines({"text": "One."}) + b"rubbish\n" * 10)
    coming: Iterator[Record | Unread] = inputs.records(str(tmp_path / "a.jsonl"))
    first = next(coming)
    assert isinstance(first, Record)
    assert first.text == "One."


@pytest.mark.parametrize(
    ("name", "reason"), [("a.jsonl", "not a regular file but a folder: not opened"), ("b.jsonl", "cannot be read: no such file or directory")]
)
def test_no_regular_file(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "a.jsonl").mkdir()
    assert told(tmp_path / name) == [("", f"{reason}; nothing of it is read")]


@pytest.mark.parametrize("name", ["a.JSONL", "x/a.ndjson.gz", "a.jsonl.zst", "a.parquet", "a.warc", "a.warc.gz"])
def test_files_of_rows(name: str) -> None:
    assert inputs.holds_records(name)


@pytest.mark.parametrize("name", ["a.json", "a.jsonl.txt", "a.gz", "a.warc.zst", "jsonl"])
def test_other_files(name: str) -> None:
    assert not inputs.holds_records(name)
