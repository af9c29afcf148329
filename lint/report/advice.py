"""What is wrong and what to do, in one line."""

from lint.model import Finding
from lint.report.escape import one_line


def advice(f: Finding) -> str:
    """The finding's message and its advice as two sentences."""
    message = one_line(f.message)
    return f"{message}{'' if message[-1:] in '.!?…' else '.'} {one_line(f.do)}".rstrip()
