"""datatrove: a filter and a formatter for pipelines like that of FineWeb. Needs `newslint[datatrove]`."""

from datatrove.data import Document as Page
from datatrove.pipeline.filters.base_filter import BaseFilter
from datatrove.pipeline.formatters.base import BaseFormatter

from lint import engine, fix
from lint.batch.linter import Linter
from lint.model import Finding, Level, Severity
from lint.text import decode
from lint.text.document import Document


def _findings(document: Document, linter: Linter) -> list[Finding]:
    plan = linter.plan()
    return engine.judge(document, plan.active_with(()).checks, plan.language, "none")[0]


class NewslintFilter(BaseFilter):  # type: ignore[misc]
    """Drops a page with more than `at_most` findings of level `least` or above; the code of the first of them is the reason that datatrove counts."""

    name = "newslint"

    def __init__(self, linter: Linter, least: Level = "error", at_most: int = 0, exclusion_writer: object = None) -> None:
        super().__init__(exclusion_writer)
        self.linter, self.least, self.at_most = linter, Severity.of(least), at_most

    def filter(self, doc: Page) -> bool | tuple[bool, str]:
        """Whether the page is kept, or why not."""
        codes = [f.code for f in _findings(decode.document(doc.text, doc.id), self.linter) if f.severity >= self.least]
        return len(codes) <= self.at_most or (False, codes[0])


class LeftoverCleaner(BaseFormatter):  # type: ignore[misc]
    """Takes leftovers of the web page out of a text and keeps the rest: the fixes that `newslint check --fix` makes."""

    name = "newslint leftovers"

    def __init__(self, linter: Linter | None = None) -> None:
        super().__init__()
        self.linter = linter or Linter(select=("BP",))

    def format(self, text: str) -> str:
        """The text without its leftovers."""
        document = decode.document(text)
        return fix.fixed(document, _findings(document, self.linter), lambda again: _findings(again, self.linter)).after
