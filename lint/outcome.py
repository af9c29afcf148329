"""What became of one file of a run, as data that goes between processes and into the cache."""

from dataclasses import dataclass, field
from typing import Any

from lint.model import Failure, FileResult, Finding


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `facts` is what it is compared with other files by."""

    result: FileResult
    findings: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()
    profile: dict[str, Any] | None = field(default=None)
    facts: bytes | None = field(default=None, repr=False)


def lost(path: str, reason: str) -> Outcome:
    """The outcome of a file that was not judged."""
    return Outcome(FileResult(path, judged=False), failures=(Failure(path, reason),))
