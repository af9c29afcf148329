"""Texts in Arrow batches: rows in, judged rows out, in this process or in the workers of a cluster engine."""

from lint.batch.columns import SCHEMA
from lint.batch.linter import Linter, lint_batch

__all__ = ["SCHEMA", "Linter", "lint_batch"]
