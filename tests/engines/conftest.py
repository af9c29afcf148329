"""Real engines with two workers on this machine. Without one its tests are skipped, or fail where NEWSLINT_REQUIRE_OPTIONAL=1."""

import contextlib
import importlib.util
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from lint.batch import Linter
from tests.command import CLEAN, DEFECT, environment

FILES, ROWS = 4, 60


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> None:
    """The engine that the test's module is named after."""
    name = request.module.__name__.rsplit("test_", 1)[-1]
    package = {"spark": "pyspark"}.get(name, name)
    if importlib.util.find_spec(package) is None:
        said = f"{package} is not installed: pip install 'newslint[{name}]'"
        if os.environ.get("NEWSLINT_REQUIRE_OPTIONAL") == "1":
            pytest.fail(f"{said}, and NEWSLINT_REQUIRE_OPTIONAL=1 asks for the tests of the engines")
        pytest.skip(said)


def texts() -> dict[str, list[tuple[str, str]]]:
    """Rows by the name of their file."""
    return {f"rows-{f}.jsonl": [(f"r{f}-{i}", f"{f} {i}. {DEFECT if i % 3 else CLEAN}") for i in range(ROWS)] for f in range(FILES)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name, rows in texts().items():
        (tmp_path / "in" / name).write_text("".join(json.dumps({"id": key, "text": text}) + "\n" for key, text in rows), "utf-8")
    return tmp_path


def expected(linter: Linter) -> list[dict[str, Any]]:
    """The rows of one process, in order of id."""
    rows = [row for listed in texts().values() for row in listed]
    made = linter.lint_batch(pa.RecordBatch.from_pydict({"id": [key for key, _ in rows], "text": [text for _, text in rows]}))
    return ordered(made.to_pylist())


def ordered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: str(row["id"]))


@pytest.fixture
def script(folder: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs Python in a process group of its own, all of which is ended afterwards; `hangs` says that it may have to be killed."""

    def run(code: str, seconds: float = 240, hangs: bool = False) -> subprocess.CompletedProcess[str]:
        (folder / "script.py").write_text(code, "utf-8")
        quiet = {
            "RAY_USAGE_STATS_ENABLED": "0",
            "HF_HUB_OFFLINE": "1",
            "PYSPARK_PYTHON": sys.executable,
            "SPARK_LOCAL_IP": "127.0.0.1",
            "NO_PROXY": "127.0.0.1",
        }
        started = subprocess.Popen(
            [sys.executable, "script.py"],
            cwd=folder,
            env=environment(**quiet),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            out, _ = started.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)
            out, _ = started.communicate()
            assert hangs, out
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(started.pid, signal.SIGKILL)
        return subprocess.CompletedProcess(started.args, started.returncode, out, "")

    return run
