"""The command as a user runs it: in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"

CLEAN = (
    "Port reopens after storm, operator says\n\n"
    "By Anna Jansen\n\n"
    "ROTTERDAM, 5 July 2021 - The port reopened on Monday after a closure of two days, its operator, Havenbedrijf Noord, said in a statement.\n\n"
    "“Shipping resumed at six in the morning,” Pieter de Vries, a spokesman for Havenbedrijf Noord, told reporters on Monday. "
    "Two terminals stay closed, he said.\n"
)
DEFECT = CLEAN + '\n[mc4wp_form id=""]\n'
WARNED = CLEAN.replace("5 July 2021 - ", "5 July 2021 - ").replace("Monday after", "Tuesday after")


def environment(**changes: str) -> dict[str, str]:
    """A plain environment: no colour, no width, no config of the user's own."""
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "NEWSLINT_CONFIG", "CI", "TERM", "PYTHONIOENCODING")}
    return {**kept, "PYTHONPATH": str(ROOT), **changes}


def newslint(*args: str, cwd: Path, env: Mapping[str, str] | None = None, stdin: bytes = b"", warnings: bool = True) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder and wait for it."""
    done = subprocess.run(
        [sys.executable, *(["-W", "error"] if warnings else []), "-m", "lint", *args],
        cwd=cwd, env=environment(**(env or {})), input=stdin, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
