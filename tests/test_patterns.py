"""Patterns that are kept compiled: the same as those `re` makes, and none compiled twice."""

import re
import subprocess
import sys
from pathlib import Path
from unittest.mock import ANY

import pytest

from benchmarks.equivalence import differing
from lint import patterns
from lint.checks import literals
from tests.command import CLEAN, ROOT
from tests.text.test_windows import text

CODE = "import json, sys; from lint import patterns; found = patterns.compiled(sys.argv[1]); print(len(patterns._new), bool(found.fullmatch('a-12')))"


def kept_again(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return patterns._pattern(pattern, patterns._make(pattern, flags))


@pytest.mark.parametrize(
    ("pattern", "flags"),
    [
        (r"(?P<first>\w+)-(?P<second>\d{2,})|x", 0),
        ("[à-ÿЀ-ӿ]+|[^a-z]", re.IGNORECASE),
        (r"(?i:a)b(?-i:C)(?=d)(?<!e)f", re.IGNORECASE | re.MULTILINE),
        (r"(a)\1 # twice", re.VERBOSE | re.DOTALL),
    ],
)
def test_same_program_as_re(pattern: str, flags: int) -> None:
    ours, theirs = kept_again(pattern, flags), re.compile(pattern, flags)
    assert ours == theirs
    assert (ours.flags, ours.groups, ours.groupindex) == (theirs.flags, theirs.groups, theirs.groupindex)


def test_same_program_for_every_pattern_of_the_rules() -> None:
    assert literals._built_in()
    for pattern in literals._built_in():
        assert kept_again(pattern, re.IGNORECASE) == re.compile(pattern, re.IGNORECASE)


def test_fault_is_that_of_re() -> None:
    with pytest.raises(re.error, match="unterminated"):
        patterns.compiled("(a")


def run(folder: Path, pattern: str) -> str:
    environment = {"NEWSLINT_CACHE_DIR": str(folder), "PYTHONPATH": str(Path(patterns.__file__).parent.parent)}
    made = subprocess.run([sys.executable, "-c", CODE, pattern], env=environment, capture_output=True, text=True, check=True)
    return made.stdout.strip()


def test_kept_between_runs(tmp_path: Path) -> None:
    assert run(tmp_path, r"(?P<a>[a-z])-(\d+)") == "1 True"
    assert run(tmp_path, r"(?P<a>[a-z])-(\d+)") == "0 True"


def test_damaged_store_costs_nothing(tmp_path: Path) -> None:
    run(tmp_path, r"a-(\d+)")
    (store,) = tmp_path.glob("patterns-*")
    store.write_bytes(store.read_bytes()[:-3])
    assert run(tmp_path, r"a-(\d+)") == "1 True"


AGAIN = """
import sys
from lint import cli, patterns
sys.argv = ["newslint", "--no-config", "--no-cache", "--format", "concise", sys.argv[1]]
cli.main()
print(len(patterns._new), *sorted({"rapidfuzz", "platformdirs", "tempfile", "yaml", "difflib", "csv", "textstat", "multiprocessing"} & set(sys.modules)))
"""


def test_small_file_compiles_nothing_and_loads_nothing_that_is_not_needed(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text(CLEAN, "utf-8")
    environment = {"NEWSLINT_CACHE_DIR": str(tmp_path / "cache"), "PYTHONPATH": str(Path(patterns.__file__).parent.parent)}
    command = [sys.executable, "-c", AGAIN, str(text)]
    runs = [subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.splitlines()[-1] for _ in range(2)]
    assert int(runs[0].split()[0]) > 100
    assert runs[1] == "0"


def test_every_rule_finds_the_same_with_the_fallback(tmp_path: Path) -> None:
    seeds = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    assert differing([*seeds, text(20_000, 21), text(5_000, 22, "\r\n"), "\u00a0".join(text(3_000, 23).split(" "))], str(tmp_path)) == ([], ANY)
