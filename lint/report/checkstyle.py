"""Format `checkstyle`: the XML that many review tools read."""

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from lint import __version__
from lint.model import Report
from lint.report.escape import one_line
from lint.report.paths import shown


def render(report: Report) -> Iterator[str]:
    """One `file` element for each file, clean ones too, with an `error` element for each finding that stands and each failure."""
    errors: dict[str, list[str]] = {shown(f.path, report): [] for f in report.files if not f.skipped}
    for f in report.findings:
        if f.silenced is None:
            line = _error(f.start.line, f.start.column, f.severity.label, f.message, f"newslint.{f.family}.{f.code}")
            errors.setdefault(shown(f.path, report), []).append(line)
    for failure in report.failures:
        source = f"newslint.failure{'.' + failure.rule if failure.rule else ''}"
        errors.setdefault(shown(failure.path, report), []).append(_error(1, 1, "error", f"not judged: {failure.reason}", source))
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version={quoteattr(__version__)}>\n'
    for path, lines in errors.items():
        yield f"  <file name={quoteattr(path)}>\n{''.join(lines)}  </file>\n"
    yield "</checkstyle>\n"


def _error(line: int, column: int, severity: str, message: str, source: str) -> str:
    return f'    <error line="{line}" column="{column}" severity="{severity}" message={quoteattr(one_line(message))} source={quoteattr(source)}/>\n'
