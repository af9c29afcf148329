"""Format `github`: workflow commands that GitHub Actions turns into annotations."""

from collections.abc import Iterator

from lint.model import Failure, Finding, Report, Severity
from lint.report.advice import advice
from lint.report.escape import one_line
from lint.report.paths import shown

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> Iterator[str]:
    """One command a line: each finding that stands, then each failure."""
    for f in report.findings:
        if f.silenced is None:
            yield _finding(f, report)
    for failure in report.failures:
        yield _failure(failure, report)


def _finding(f: Finding, report: Report) -> str:
    properties = {"file": shown(f.path, report), "line": str(f.start.line)}
    if f.scope == "span":
        properties["endLine"] = str(f.end.line)
        if f.start.line == f.end.line:  # columns across lines are refused
            properties |= {"col": str(f.start.column), "endColumn": str(f.end.column)}
    properties["title"] = f"{f.code} {f.name}"
    return command(_LEVELS[f.severity], properties, advice(f))


def _failure(failure: Failure, report: Report) -> str:
    properties = {"file": shown(failure.path, report)} if failure.path else {}
    rule = f" by {failure.rule}" if failure.rule else ""
    return command("error", {**properties, "title": f"not judged{rule}"}, f"{shown(failure.path, report)}: {one_line(failure.reason)}")


def command(level: str, properties: dict[str, str], message: str) -> str:
    """One workflow command with a line end; nothing in its parts can end it early or start another."""
    listed = ",".join(f"{name}={_property(one_line(value))}" for name, value in properties.items())
    return f"::{level} {listed}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
