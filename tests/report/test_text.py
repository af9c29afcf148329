"""The text format: what a person sees."""

import re

import pytest

from lint.model import Excerpt, Failure, FileResult, Position, Report, Severity, Silence
from lint.report import Style, rendered
from lint.report.excerpt import columns, underlined, wrapped
from tests.report.samples import finding, hostile

LONG = "The port of Rotterdam reopened on Monday after a closure of two days, and its operator said in a statement that all ships had been let in by noon."


def shown(report: Report, style: Style | None = None) -> str:
    return "".join(rendered("text", report, style or Style()))


def report(*findings: object, **parts: object) -> Report:
    return Report((FileResult("plain.txt", True, headline="no date"),), tuple(findings), (), **parts)  # type: ignore[arg-type]


def test_a_finding_stands_under_its_path_and_headline() -> None:
    assert shown(report(finding())) == (
        "plain.txt\n"
        "  no date\n"
        "  2:3  error    BP001 shortcode  CMS shortcode left in the text: [mc4wp_form]\n"
        "        [mc4wp_form]\n"
        "        ^^^^^^^^^^^^\n"
        "\n"
        "1 file, 1 error, 0 warnings, 0 notes, 0 not read\n"
    )


def test_notes_are_counted_and_shown_when_asked() -> None:
    note = finding(severity=Severity.INFO)
    assert shown(report(note)) == "1 file, 0 errors, 0 warnings, 1 note, 0 not read\n"
    assert "info     BP001" in shown(report(note), Style(show=Severity.INFO))


def test_silenced_skipped_stopped_and_unread_are_in_the_summary() -> None:
    made = Report(
        (FileResult("a.txt", True), FileResult("b.txt", False), FileResult("c.png", False, skipped="a PNG picture")),
        (finding(silenced=Silence("baseline")),),
        (Failure("b.txt", "gone"), Failure("a.txt", "stopped", "BP001")),
    )
    assert shown(made) == "skipped c.png: a PNG picture\n1 file, 0 errors, 0 warnings, 0 notes, 1 not read, 1 silenced, 1 skipped, 1 stopped\n"


def test_findings_beyond_the_limit_are_counted() -> None:
    text = shown(report(*(finding(start=Position(i, 1, i)) for i in range(1, 8))), Style(limit=3))
    assert text.count("BP001") == 3
    assert "  ... and 4 more\n" in text
    assert "7 errors" in text


def test_colour_is_only_added() -> None:
    plain, coloured = shown(report(finding())), shown(report(finding()), Style(colour=True))
    assert coloured != plain
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


@pytest.mark.parametrize("width", [50, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    span = LONG.index("operator"), LONG.index("operator") + 8
    wide = finding(message=LONG, excerpt=Excerpt(LONG[: span[0]], LONG[span[0] : span[1]], LONG[span[1] :]))
    assert max(columns(line) for line in shown(report(wide), Style(width=width)).splitlines()) <= width


def test_nothing_hidden_reaches_the_terminal() -> None:
    text = shown(hostile(), Style(show=Severity.INFO))
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e\ud800]", text) is None
    assert re.search(r"^\s*(::|##\[)", text, re.MULTILINE) is None


@pytest.mark.parametrize(
    ("before", "inside", "after", "line", "marks"),
    [
        ("He said ", "on Monday", " that it rained.", "He said on Monday that it rained.", "        ^^^^^^^^^"),
        ("", "x" * 50, "", "x" * 38 + "…", "^" * 38),
        ("one two three four five six seven ", "eight", " nine ten eleven twelve", "…six seven eight nine ten eleven twelve", "           ^^^^^"),
        ("北京 ", "said", "", "北京 said", "     ^^^^"),
        ("a\tb ", "c\x1b[2J", "", "a b c\\x1b[2J", "    ^^^^^^^^"),
    ],
)
def test_a_line_is_cut_around_its_span(before: str, inside: str, after: str, line: str, marks: str) -> None:
    cut = underlined(Excerpt(before, inside, after), 40)
    assert (f"{cut.before}{cut.inside}{cut.after}", " " * cut.indent + "^" * cut.length) == (line, marks)


def test_words_are_wrapped_with_a_first_line_of_its_own() -> None:
    assert wrapped("one two three four", 9, 4) == ["one", "two three", "four"]
    assert wrapped("", 9, 4) == [""]


def test_concise_is_one_line_for_each_finding() -> None:
    text = "".join(rendered("concise", report(finding(), finding(message="two\nlines")), Style()))
    assert text == "plain.txt:2:3: error BP001 shortcode: CMS shortcode left in the text: [mc4wp_form]\nplain.txt:2:3: error BP001 shortcode: two lines\n"
