"""The source card: facts aligned at 80 columns with small bars, and the same as Markdown in which nothing of the text is mark-up."""

import csv
import re
from typing import Any

from lint.model import FileResult, Report
from lint.report import Style, profile
from lint.report.excerpt import columns
from tests.command import ROOT, newslint

HOSTILE = "[x](javascript:1) | <script>\u202e @all `code`"


def card(**changes: Any) -> dict[str, Any]:
    made = {
        "path": "a.txt", "words": 240, "sentences": 12, "language": "en", "title": {"start": 0, "end": 4, "text": "Port"}, "date": None, "byline": None,
        "publisher": None, "wire": None, "garble_score": 0.93, "boilerplate_share": 0.004, "readability": None, "sources": [], "quotes": [],
        "attributions": [], "claims": {"sentences": 12, "attributed": 6, "unattributed": 0, "vague": 0},
    }  # fmt: skip
    return made | changes


REPORT = Report((FileResult("a.txt", True),), (), ())


def test_scores_have_bars() -> None:
    lines = "".join(profile.as_text([card()], REPORT, Style())).splitlines()
    assert "  garbled     █████████░ 0.93 on a scale from 0 to 1" in lines
    assert "  leftovers   █░░░░░░░░░ 0% of the text" in lines
    assert "  claims      █████░░░░░ 6 of 12 sentences have a source" in lines


def test_a_text_without_sentences_has_an_empty_bar() -> None:
    empty = card(claims={"sentences": 0, "attributed": 0, "unattributed": 0, "vague": 0}, garble_score=None, boilerplate_share=None)
    assert "░░░░░░░░░░ 0 of 0 sentences" in "".join(profile.as_text([empty], REPORT, Style()))


def test_the_cards_of_the_seeds_fit_80_columns() -> None:
    done = newslint("profile", "seeds/", cwd=ROOT)
    assert done.returncode == 0
    assert max(columns(line) for line in done.stdout.splitlines()) <= 80


def test_markdown_holds_a_table_and_nothing_of_the_text_as_mark_up() -> None:
    made = "".join(profile.as_markdown([card(byline=HOSTILE, title={"start": 0, "end": 1, "text": HOSTILE})], REPORT))
    heading, _, head, rule, *rows = made.splitlines()
    assert (heading[:4], head, rule) == ("### ", "| a.txt | |", "| --- | --- |")
    assert "| published | not stated |" in rows
    byline = next(row for row in rows if row.startswith("| byline"))
    assert re.findall(r"(?<!\\)[\[\]()<>|`@]", byline) == ["|", "|", "|"]
    assert "\u202e" not in made


def test_markdown_from_the_command() -> None:
    done = newslint("profile", "--format", "markdown", "seeds/", cwd=ROOT)
    assert done.returncode == 0
    assert done.stdout.count("\n| --- | --- |\n") == 5
    assert done.stdout.endswith("5 files, 0 not read\n")


def test_a_table_has_a_line_for_each_text_and_no_formula() -> None:
    claim = '=HYPERLINK("http://x.example")\n'
    made = "".join(profile.as_csv([card(byline=claim, sources=[{"name": "@SUM(1)", "type": "named_person", "count": 1}]), card(path="b, c.txt")]))
    first, second = csv.DictReader(made.splitlines(), strict=True)
    assert (first["path"], second["path"]) == ("a.txt", "b, c.txt")
    assert (first["byline"], first["sources"]) == ('\'=HYPERLINK("http://x.example")', "'@SUM(1)")
    assert (first["date"], first["garble_score"], first["attributed"], first["named_sources"]) == ("", "0.93", "6", "1")


def test_the_table_of_the_seeds_has_a_line_for_each() -> None:
    done = newslint("profile", "--format", "csv", "seeds/", cwd=ROOT)
    rows = list(csv.DictReader(done.stdout.splitlines(), strict=True))
    assert done.returncode == 0
    assert [row["path"][6:9] for row in rows] == ["000", "001", "002", "003", "004"]
    assert rows[2]["date"] == "2021-07-06"
