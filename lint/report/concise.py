"""Format `concise`: one finding per line, `path:line:col: level CODE name: message`."""

from collections.abc import Iterator

from lint.model import Report
from lint.report import Style
from lint.report.escape import one_line


def render(report: Report, style: Style) -> Iterator[str]:
    """The findings that are shown, one a line, all of them."""
    for f in report.findings:
        if f.severity >= style.show and f.silenced is None:
            yield f"{one_line(f.path)}:{f.start.line}:{f.start.column}: {f.severity.label} {f.code} {f.name}: {one_line(f.message)}\n"
