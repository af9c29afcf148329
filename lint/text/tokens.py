"""The words of a document as strings, and what stands between them: what checks that read word by word look at."""

from lint.text import segment
from lint.text.document import Document


def written(document: Document) -> tuple[str, ...]:
    """The words of `segment.words` as written, with plain apostrophes and hyphens."""
    plain = document.plain
    return tuple([plain[start:end] for start, end in document.view(segment.words)])


def lowered(document: Document) -> tuple[str, ...]:
    """The same in lower case."""
    return tuple([word.lower() for word in document.view(written)])


def gaps(document: Document) -> tuple[str, ...]:
    """What stands before each word: `gaps[i]` lies between the words i-1 and i, `gaps[0]` before the first; one more follows the last word."""
    plain, spans = document.plain, document.view(segment.words)
    ends = [0, *[end for _, end in spans]]
    starts = [*[start for start, _ in spans], len(plain)]
    return tuple([plain[end:start] for end, start in zip(ends, starts)])
