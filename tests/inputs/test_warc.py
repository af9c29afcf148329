"""WARC archives: the pages that were answered; damage costs the records it befell."""

import gzip
import zlib
from pathlib import Path

import brotli
import pytest

from lint import inputs
from lint.inputs import Limits, Record
from tests.inputs.test_jsonlines import told

PAGE = "<html><body><p>Café {}</p></body></html>"


def record(name: str, body: bytes, *, status: str = "200 OK", kind: str = "response", more: str = "", **heads: str) -> bytes:
    """One record as crawlers write it."""
    if kind == "response":
        said = "".join(f"{key.replace('_', '-')}: {value}\r\n" for key, value in {"Content_Type": "text/html", **heads}.items())
        body = f"HTTP/1.1 {status}\r\n{said}\r\n".encode() + body
    form = {"response": "application/http; msgtype=response", "conversion": "text/plain", "warcinfo": "application/warc-fields"}[kind]
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {name}\r\nWARC-Date: 2021-07-05T08:00:00Z\r\n{more}Content-Type: {form}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def pages(count: int) -> list[bytes]:
    return [record(f"https://e.org/{i}", PAGE.format(i).encode()) for i in range(count)]


def expected(*numbers: int) -> list[tuple[str, str | bytes]]:
    return [(f"#https://e.org/{i}", PAGE.format(i).encode()) for i in numbers]


@pytest.mark.parametrize("packed", [True, False])
def test_pages_in_order(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(p) if packed else p for p in [record("x", b"software: y", kind="warcinfo"), *pages(3)]))
    assert told(path) == expected(0, 1, 2)


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(
        record("https://e.org/gone", b"x", status="404 Not Found")
        + record("https://e.org/there", b"x", status="301 Moved")
        + record("https://e.org/picture", b"\x89PNG\r\n\x1a\n", Content_Type="image/png")
        + record("https://e.org/wet", "Plain é.".encode(), kind="conversion")
        + record("https://e.org/said", b"\x89PNG\r\n\x1a\n")
    )
    assert told(path) == [("#https://e.org/wet", "Plain é.".encode()), ("#https://e.org/said", "not text but a PNG picture")]


RAW = zlib.compressobj(wbits=-15)
DEFLATED = RAW.compress(b"<p>Hi") + RAW.flush()


@pytest.mark.parametrize(
    ("body", "heads", "read"),
    [
        (gzip.compress(b"<p>Hi"), {"Content_Encoding": "gzip"}, b"<p>Hi"),
        (b"<p>Hi", {"Content_Encoding": "gzip"}, b"<p>Hi"),
        (zlib.compress(b"<p>Hi"), {"Content_Encoding": "deflate"}, b"<p>Hi"),
        (DEFLATED, {"Content_Encoding": "deflate"}, b"<p>Hi"),
        (brotli.compress(b"<p>Hi"), {"Content_Encoding": "br"}, b"<p>Hi"),
        (b"2\r\n<p\r\n3;x=y\r\n>Hi\r\n0\r\n\r\n", {"Transfer_Encoding": "chunked"}, b"<p>Hi"),
        (b"<p>Hi", {"Transfer_Encoding": "chunked"}, b"<p>Hi"),
        (gzip.compress(b"<p>Hi")[:-9], {"Content_Encoding": "gzip"}, "its content encoding is damaged: it ends too early"),
        (gzip.compress(b"a" * 9_000_000), {"Content_Encoding": "gzip"}, "too large: the limit is 1,000,000 bytes (--max-size)"),
        (brotli.compress(b"a" * 9_000_000), {"Content_Encoding": "br"}, "too large: the limit is 1,000,000 bytes (--max-size)"),
        (b"a" * 9_000_000, {}, "too large: the limit is 1,000,000 bytes (--max-size)"),
        (b"", {}, b""),
    ],
)
def test_encodings_of_sending(tmp_path: Path, body: bytes, heads: dict[str, str], read: str | bytes) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(record("https://e.org/x", body, **heads)) + gzip.compress(pages(1)[0]))
    assert told(tmp_path / "a.warc.gz") == [("#https://e.org/x", read), *expected(0)]


def test_a_page_says_how_it_is_encoded(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(record("x", "<p>Café".encode("latin-1"), Content_Type="text/html; charset=ISO-8859-1"))
    (read,) = inputs.records(str(tmp_path / "a.warc"))
    assert isinstance(read, Record)
    document = inputs.document(read)
    assert (document.path, document.text, document.form) == (f"{tmp_path}/a.warc#x", "Café", "html")


def test_a_damaged_member_costs_itself(tmp_path: Path) -> None:
    packed = [gzip.compress(p) for p in pages(5)]
    packed[2] = packed[2][:30] + b"\xff" * 40 + packed[2][70:]
    (tmp_path / "a.warc.gz").write_bytes(b"".join(packed))
    read = told(tmp_path / "a.warc.gz")
    assert [r for r in read if r[0]] == expected(0, 1, 3, 4)
    (reason,) = [text for name, text in read if not name]
    assert isinstance(reason, str)
    assert reason.startswith("damaged after record 2: ")
    assert reason.endswith("; read on at the next record")


def test_a_damaged_head_costs_its_record(tmp_path: Path) -> None:
    raw = pages(4)
    raw[1] = b"rubbish" + raw[1][40:]
    (tmp_path / "a.warc").write_bytes(b"".join(raw))
    read = told(tmp_path / "a.warc")
    assert [r for r in read if r[0]] == expected(0, 2, 3)
    assert len(read) == 4


def test_a_wrong_length_costs_its_record(tmp_path: Path) -> None:
    raw = pages(4)
    raw[1] = raw[1].replace(b"Content-Length: ", b"Content-Length: 9")
    (tmp_path / "a.warc").write_bytes(b"".join(raw))
    read = told(tmp_path / "a.warc")
    assert [r for r in read if isinstance(r[1], bytes)] == expected(0, 2, 3)
    assert str(read[1][1]).startswith("cut off: ")


@pytest.mark.parametrize("packed", [True, False])
def test_the_last_record_is_cut_off(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(p) if packed else p for p in pages(3))[:-30])
    *read, (name, reason) = told(path)
    assert read == expected(0, 1)
    assert name == "#https://e.org/2"
    assert str(reason).startswith("cut off: ")


def test_a_record_that_was_cut_off_when_crawled(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(record("x", b"<p>Hi", more="WARC-Truncated: length\r\n"))
    assert told(tmp_path / "a.warc") == [("#x", "cut off when it was crawled (length)")]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_no_archive_at_all(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"rubbish\n" * 1_000)
    ((where, reason),) = told(tmp_path / name)
    assert where == ""
    assert str(reason).startswith("damaged at its start: ")


def test_limits(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"".join(pages(1)))
    assert told(tmp_path / "a.warc", limits=Limits(size=10)) == [("#https://e.org/0", "too large: the limit is 10 bytes (--max-size)")]
