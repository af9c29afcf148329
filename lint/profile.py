"""What a text states about itself: date, byline, publisher, sources, quotations, scores. No verdict."""

from typing import Any

from lint.checks import Library
from lint.text import segment
from lint.text.document import Document


def profile(document: Document, library: Library) -> dict[str, Any]:
    """The contract's profile object of one document."""
    return {
        "path": document.path,
        "words": len(document.view(segment.words)),
        "sentences": len(document.view(segment.sentences)),
        "date": None,
        "attributions": [],
        "garble_score": None,
    }
