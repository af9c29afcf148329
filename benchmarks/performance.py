"""CPU time of newslint and its peers on the same articles, side by side in one run; writes docs/performance.md.

python benchmarks/performance.py PATH/corpora/boilerplate/dev.jsonl.gz [--articles 200] [--runs 5] [--node PATH/node_modules/.bin]

Each tool reads the same files in a process of its own, in turn, `--runs` times; the median of user and system time counts, start-up included.
Tools that are not installed are left out and named. proselint and codespell come from PyPI, typos from PyPI or cargo, write-good and alex from npm.
"""

import argparse
import gzip
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lint.checks import literals  # noqa: E402

PAGE = ROOT / "docs" / "performance.md"


@dataclass(frozen=True)
class Tool:
    """A command without its files, what it does for the time, and at most how many articles it is given."""

    name: str
    command: list[str]
    does: str
    most: int = 1_000_000


@dataclass(frozen=True)
class Measured:
    """What a tool took: seconds of processor time for `size` bytes in `files` files and for one file."""

    tool: Tool
    files: int
    size: int
    seconds: float
    one: float

    @property
    def rate(self) -> float:
        """Megabytes of text a second of processor time, start-up included."""
        return self.size / 1e6 / self.seconds


def version(package: str) -> str:
    """The installed version of a Python package, with a blank before it; nothing where it is not one."""
    try:
        return " " + metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def tools(node: Path | None, words: Path) -> tuple[list[Tool], list[str]]:
    """The tools that are installed, and the names of those that are not."""
    beside = Path(sys.executable).parent
    lint = [sys.executable, "-m", "lint", "--no-config", "--jobs", "1"]
    found = [
        Tool("newslint", [*lint, "--no-cache", "--no-crossfile"], "the default rules: leftovers, sources, dates, quotations, names, wording, integrity"),
        Tool("newslint, with cross-file rules", [*lint, "--no-cache"], "the same, and the files compared with each other"),
        Tool("newslint, files judged before", [*lint, "--no-crossfile"], "reads and hashes the files, takes findings from the cache"),
    ]
    wanted = [
        ("proselint" + version("proselint"), beside / "proselint", ["check"], "regular expressions for usage and style", 100),
        ("codespell" + version("codespell"), beside / "codespell", [], "looks each word up in a list of misspellings", 1_000_000),
        ("typos" + version("typos"), beside / "typos", ["--no-ignore"], "looks each word up in a list of misspellings; Rust", 1_000_000),
        ("write-good", (node or beside) / "write-good", [], "regular expressions for weak prose", 100),
        ("alex", (node or beside) / "alex", ["--quiet"], "parses the text, looks for unkind words", 20),
        ("textlint", (node or beside) / "textlint", ["--no-color", "--rule", "write-good"], "parses the text, write-good's rules over its sentences", 20),
        ("harper", beside / "harper-cli", ["lint"], "spelling and grammar; Rust", 100),
        ("vale", beside / "vale", ["--minAlertLevel=suggestion"], "the rules of its own style; Go", 1_000_000),
        ("languagetool", beside / "languagetool-commandline", ["-l", "en-US"], "spelling and grammar; Java", 20),
        ("ripgrep", Path("rg"), ["--count-matches", "--ignore-case", "-F", "-f", str(words)], "looks for the literals of the rules: the limit", 1_000_000),
        ("GNU grep", Path("grep"), ["-o", "-b", "-F", "-f", str(words)], "looks for the literals of the rules: the limit", 1_000_000),
        ("wc -w", Path("/usr/bin/wc"), ["-w"], "counts words: the limit", 1_000_000),
    ]
    absent = []
    for name, path, options, does, most in wanted:
        where = shutil.which(str(path)) or shutil.which(path.name)
        if where:
            found.append(Tool(name, [where, *options], does, most))
        else:
            absent.append(name)
    return found, absent


def needed() -> list[str]:
    """The literals that the patterns of the built-in rules need, one of which must stand in a text for any to match."""
    return sorted({literal for needs in literals._built_in().values() for literal in needs})


def articles(corpus: Path, most: int, folder: Path) -> list[Path]:
    """The first pages of the corpus, each as a file."""
    written: dict[str, Path] = {}
    with gzip.open(corpus, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            if row["page"] not in written:
                path = folder / f"{len(written):04}.txt"
                path.write_text("\n\n".join(line["t"] for line in row["lines"]) + "\n", "utf-8")
                written[row["page"]] = path
                if len(written) >= most:
                    break
    return list(written.values())


def run(command: list[str], environment: Mapping[str, str]) -> float:
    """User and system time of one run in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(listed: list[Tool], files: list[Path], runs: int, environment: Mapping[str, str]) -> list[Measured]:
    """Every tool on every file and on one of about 3 KB, in turn; the medians."""
    one = min(files, key=lambda path: abs(path.stat().st_size - 3_000))
    taken: dict[str, list[tuple[float, float]]] = {tool.name: [] for tool in listed}
    for turn in range(runs + 1):
        for tool in listed:
            many = run([*tool.command, *map(str, files[: tool.most])], environment)
            single = run([*tool.command, str(one)], environment)
            if turn or runs == 1:  # the first turn fills every cache
                taken[tool.name].append((many, single))
    found = []
    for tool in listed:
        given = files[: tool.most]
        many, single = (statistics.median(times) for times in zip(*taken[tool.name], strict=True))
        found.append(Measured(tool, len(given), sum(path.stat().st_size for path in given), many, single))
    return found


def table(found: list[Measured], base: Measured) -> list[str]:
    """The figures as a table, each rate beside that of `base`."""
    lines = [
        "| tool | files | MB | CPU s | MB/s | of " + base.tool.name + " | one 3 KB file, CPU s | what it does |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for m in found:
        lines.append(
            f"| {m.tool.name} | {m.files} | {m.size / 1e6:.2f} | {m.seconds:.2f} | {m.rate:.2f} | {m.rate / base.rate:.2f} | {m.one:.3f} | {m.tool.does} |"
        )
    return lines


def main() -> int:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--node", type=Path, help="the folder of the commands that npm installed")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder, "literals")
        words.write_text("\n".join(needed()) + "\n", "utf-8")
        listed, absent = tools(given.node, words)
        cache = Path(folder, "cache")
        files = articles(given.corpus, given.articles, Path(folder))
        environment = {**os.environ, "NEWSLINT_CACHE_DIR": str(cache), "PYTHONPATH": str(ROOT)}
        found = measure(listed, files, given.runs, environment)
    base = next((m for m in found if m.tool.name.startswith("proselint")), found[0])
    said = [
        f"{len(files)} articles, median of {given.runs} runs, Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}."
        + (f" Not installed: {', '.join(absent)}." if absent else "")
    ]
    text = PAGE.read_text("utf-8") if PAGE.exists() else "<!-- measured: begin -->\n<!-- measured: end -->\n"
    head, _, rest = text.partition("<!-- measured: begin -->\n")
    tail = rest.partition("<!-- measured: end -->")[2]
    PAGE.write_text("\n".join([head + "<!-- measured: begin -->", *said, "", *table(found, base), "<!-- measured: end -->"]) + tail, "utf-8")
    print("\n".join([*said, *table(found, base)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
