"""Format `junit`: one test case for each file, so that clean files show as passed."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from lint.model import FileResult, Finding, Report, Severity
from lint.report.escape import one_line
from lint.report.paths import shown


def render(report: Report) -> Iterator[str]:
    """A case fails when its file holds a finding at or above `fail_on`, and is an error when something in it was not judged.

    Findings below `fail_on` are told in the case's output and do not fail it.
    """
    cases = _cases(report)
    failed, errors, skipped = (sum(f"<{tag} " in case for case in cases) for tag in ("failure", "error", "skipped"))
    counts = f'tests="{len(cases)}" failures="{failed}" errors="{errors}" skipped="{skipped}"'
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
    yield f'  <testsuite name="newslint" {counts}>\n{"".join(cases)}  </testsuite>\n</testsuites>\n'


def _cases(report: Report) -> list[str]:
    findings: dict[str | None, list[Finding]] = {}
    for f in report.findings:
        if f.silenced is None:
            findings.setdefault(f.path, []).append(f)
    failures: dict[str | None, list[str]] = {}
    for failure in report.failures:
        reason = f"{failure.rule}: {failure.reason}" if failure.rule else failure.reason
        failures.setdefault(failure.path, []).append(one_line(reason))
    files: dict[str | None, FileResult | None] = {f.path: f for f in report.files}
    for path in (*findings, *failures):
        files.setdefault(path, None)
    return [_case(report, path, result, findings.get(path, []), failures.get(path, [])) for path, result in files.items()]


def _case(report: Report, path: str | None, result: FileResult | None, findings: list[Finding], failures: list[str]) -> str:
    inside = ""
    if result is not None and result.skipped:
        inside += f"      <skipped message={quoteattr(one_line(result.skipped))}/>\n"
    for reason in failures:
        inside += f'      <error type="not-judged" message={quoteattr(reason)}/>\n'
    bar = Severity.ERROR + 1 if report.fail_on is None else report.fail_on
    if failing := [f for f in findings if f.severity >= bar]:
        message = quoteattr(_counts(failing))
        inside += f'      <failure type="{max(f.severity for f in failing).label}" message={message}>{_listed(failing)}</failure>\n'
    if rest := [f for f in findings if f.severity < bar]:
        inside += f"      <system-out>{_listed(rest)}</system-out>\n"
    head = f'    <testcase classname="newslint" name={quoteattr(shown(path, report))}'
    return f"{head}>\n{inside}    </testcase>\n" if inside else f"{head}/>\n"


def _listed(findings: list[Finding]) -> str:
    return escape("\n".join(f"{f.start.line}:{f.start.column} {f.severity.label} {f.code} {f.name}: {one_line(f.message)}" for f in findings))


def _counts(findings: list[Finding]) -> str:
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    numbers = {level: sum(f.severity == level for f in findings) for level in words}
    return ", ".join(f"{n} {words[level]}{'s' if n > 1 else ''}" for level, n in numbers.items() if n)
