"""Quotations: curly and straight, nested, unclosed, and continued over paragraphs."""

from lint.model import Span
from lint.text.document import Document


def quoted(document: Document, span: Span) -> bool:
    """Whether `span` lies inside quotation marks."""
    return False
