"""Paths from the command line to the files to judge, sorted, with a reason for each one that cannot be judged."""

from collections.abc import Sequence
from pathlib import Path


def collect(paths: Sequence[str]) -> list[Path]:
    """Every file asked for, folders walked in order."""
    found: list[Path] = []
    for name in paths:
        path = Path(name)
        found += sorted(p for p in path.rglob("*") if p.is_file() and p.suffix in (".txt", ".md", ".html")) if path.is_dir() else [path]
    return found
