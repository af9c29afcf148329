"""Marks silence what they name, with a reason, where they stand, and nothing else."""

import time

import pytest

from lint import engine, ruleset, suppress
from lint.model import Finding, Silence
from lint.text import decode
from lint.text.marks import marks
from tests.command import ROOT

RULES = ruleset.load([ROOT / "tests" / "house.yaml"])
CHECKS = RULES.checks(r for r in RULES.rules if r.code in {"TT001", "NL001", "NL002"})
MARK = "<!-- newslint: ignore TT001 -- agreed -->"


def judged(text: str, path: str = "a.md", inline: suppress.Inline = "markup") -> list[Finding]:
    findings, failures = engine.judge(decode.document(text, path), CHECKS, inline=inline)
    assert failures == []
    return findings


def told(text: str, path: str = "a.md", inline: suppress.Inline = "markup") -> list[tuple[str, int, bool]]:
    """Code, line, and whether it stands."""
    return [(f.code, f.start.line, f.silenced is None) for f in judged(text, path, inline)]


def test_the_next_block_only() -> None:
    assert told(f"{MARK}\n\n[gallery]\n[caption]\n\n[gallery]\n") == [("TT001", 3, False), ("TT001", 4, False), ("TT001", 6, True)]


def test_the_reason_is_kept() -> None:
    (found,) = judged(f"{MARK}\n[gallery]\n")
    assert found.silenced == Silence("mark", "agreed")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_line_end(line_end: str) -> None:
    assert told(f"{MARK}\n\n[gallery]\n\n[gallery]".replace("\n", line_end)) == [("TT001", 3, False), ("TT001", 5, True)]


def test_a_name_and_several_codes() -> None:
    assert told("<!-- newslint: ignore NM001, test-code -- agreed -->\n[gallery]\n")[-1] == ("TT001", 2, False)


def test_two_marks_for_one_block() -> None:
    assert told(f"<!-- a note -->\n{MARK}\n<!-- another -->\n\n[gallery]\n") == [("TT001", 5, False)]


def test_the_whole_file_from_the_top() -> None:
    text = "---\ntitle: x\n---\n\n<!-- newslint: ignore-file TT001 -- an archive -->\n\nOne.\n\n[gallery]\n\n[gallery]\n"
    assert told(text) == [("TT001", 9, False), ("TT001", 11, False)]


def test_the_whole_file_not_from_elsewhere() -> None:
    assert told("One.\n\n<!-- newslint: ignore-file TT001 -- an archive -->\n\n[gallery]\n") == [("NL002", 3, True), ("TT001", 5, True)]


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        ("<!-- newslint: ignore TT001 -->", "it gives no reason after --"),
        ("<!-- newslint: ignore TT001 -- -->", "it gives no reason after --"),
        ("<!-- newslint: ignore -- agreed -->", "it names no rule"),
        ("<!-- newslint: -->", "it gives no order; known are ignore and ignore-file"),
        ("<!-- newslint: ignore-fil TT001 -- agreed -->", "'ignore-fil' is no order; did you mean 'ignore-file'?"),
        ("<!-- newslint: ignore BP01 -- agreed -->", "there is no rule 'BP01'; did you mean 'BP001'?"),
        ("<!-- newslint: ignore BP -- agreed -->", "there is no rule 'BP'"),
        ("<!-- newslint: ignore NL002 -- agreed -->", "NL002 cannot be silenced by a mark"),
    ],
)
def test_faulty_marks_silence_nothing_and_say_why(mark: str, message: str) -> None:
    found = judged(f"{mark}\n\n[gallery]\n")
    assert [(f.code, f.start.line, f.start.column, f.text) for f in found] == [("NL002", 1, 1, mark), ("TT001", 3, 1, "[gallery]")]
    assert found[0].message.startswith(f"this mark is not obeyed: {message}")
    assert found[1].silenced is None


def test_unused_marks_are_reported_even_where_their_rule_is_off() -> None:
    only = RULES.checks(r for r in RULES.rules if r.code == "NL001")
    unused, _ = engine.judge(decode.document(f"{MARK}\n\nOne.\n", "a.md"), only)
    assert [(f.code, f.text) for f in unused] == [("NL001", MARK)]
    used, _ = engine.judge(decode.document(f"{MARK}\n\n[gallery]\n", "a.md"), only)
    assert used == []


def test_plain_text_cannot_silence_by_itself() -> None:
    assert told(f"{MARK}\n\n[gallery]\n", "a.txt") == [("NL001", 1, True), ("TT001", 3, True)]
    (unread, _) = judged(f"{MARK}\n\n[gallery]\n", "a.txt")
    assert unread.message == "this mark silences nothing: marks in plain text are not read"


def test_plain_text_where_the_settings_allow_it() -> None:
    assert told(f"One.\n{MARK}\n[gallery]\n[gallery]\n", "a.txt", "all") == [("TT001", 3, False), ("TT001", 4, True)]


def test_no_inline_reads_none_and_reports_none() -> None:
    assert told(f"{MARK}\n\n[gallery]\n", inline="none") == [("TT001", 3, True)]
    assert told("<!-- newslint: ignore -->\n\n[gallery]\n", inline="none") == [("TT001", 3, True)]


def test_marks_in_code_are_no_marks() -> None:
    assert told(f"```\n{MARK}\n```\n\n[gallery]\n") == [("TT001", 5, True)]
    assert told(f"Write `{MARK}` above it.\n\n[gallery]\n") == [("TT001", 3, True)]
    assert told(f"<script>\n{MARK}\n</script>\n<p>[gallery]</p>\n", "a.html") == [("TT001", 4, True)]
    assert told(f"<pre>{MARK}</pre>\n<p>[gallery]</p>\n", "a.html") == [("TT001", 2, True)]


def test_a_code_block_as_the_next_block() -> None:
    assert told(f"{MARK}\n```\n[gallery]\n\n[gallery]\n```\n[gallery]\n") == [("NL001", 1, True), ("TT001", 7, True)]


def test_html_elements() -> None:
    text = f"<body>\n{MARK}\n<div>\n<div>[gallery]</div>\n[gallery]</div>\n<p>[gallery]</p>\n"
    assert told(text, "a.html") == [("TT001", 4, False), ("TT001", 5, False), ("TT001", 6, True)]
    assert told(f"<p>{MARK}[gallery]</p><p>[gallery]</p>", "a.html") == [("TT001", 1, False), ("TT001", 1, True)]


def test_html_top() -> None:
    mark = "<!-- newslint: ignore-file TT001 -- agreed -->"
    assert told(f'<!doctype html>\n<html lang="en"><body>\n{mark}\n<p>[gallery]</p>', "a.html") == [("TT001", 4, False)]
    assert told(f"<p>One.</p>\n{mark}\n<p>[gallery]</p>", "a.html") == [("NL002", 2, True), ("TT001", 3, True)]


def test_what_stands_inside_a_mark_is_no_text() -> None:
    assert told("<!-- newslint: ignore TT001 -- the [gallery] is on purpose -->\n\n[gallery]\n") == [("TT001", 3, False)]


def test_positions_after_front_matter_and_hidden_characters() -> None:
    assert told(f"---\ntitle: x\n---\nA\u200bB\n\n{MARK}\n\n[gal\u200blery]\n\n[gallery]\n") == [("TT001", 8, False), ("TT001", 10, True)]


@pytest.mark.parametrize("path", ["a.md", "a.html", "a.txt"])
@pytest.mark.parametrize(
    "text",
    [
        "<!--" * 50_000, "<!-- newslint:" * 50_000, (MARK + "\n") * 5_000, MARK * 5_000, "<p>" * 50_000 + MARK, (MARK + "<p>") * 5_000,
        "<!-- newslint:" + " " * 200_000,
        "<!-- newslint: ignore" + " -" * 50_000 + "-->", "newslint:" + "<script>" * 50_000, "newslint:" + "```\n" * 50_000, "> " * 50_000 + MARK,
    ],
    ids=range(11),
)  # fmt: skip
def test_hostile_marks_are_read_in_linear_time(text: str, path: str) -> None:
    begun = time.process_time()
    document = decode.document(text, path)
    found = document.view(marks)
    assert len(found) <= 1_001
    findings, _ = engine.judge(document, CHECKS, inline="all")
    assert time.process_time() - begun < 5
    assert all(f.silenced is None or f.silenced.reason == "agreed" for f in findings)
