"""CPU time of newslint and its peers on the same articles, side by side in one run; writes docs/performance.md and its picture.

python benchmarks/performance.py PATH/corpora/boilerplate/dev.jsonl.gz [--articles 200] [--runs 5] [--node PATH/node_modules] [--bin PATH] [--jars PATH]

Each tool reads the same files in a process of its own, in turn, `--runs` times; the median of user and system time counts, start-up included.
Tools that are not installed are left out and named. How to get them:

    pip install proselint codespell typos
    npm install write-good alex textlint textlint-rule-write-good harper.js    (--node: the folder node_modules)
    cargo install --root PATH ripgrep                                          (--bin: PATH/bin)
    GOBIN=PATH/bin go install github.com/errata-ai/vale/v3/cmd/vale@v3.7.1
    mvn dependency:copy-dependencies of org.languagetool:languagetool-commandline:6.7 and :language-en:6.7    (--jars: the folder of the jars)
"""

import argparse
import gzip
import json
import math
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lint.checks import literals  # noqa: E402

PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "pictures" / "performance.svg"


@dataclass(frozen=True)
class Tool:
    """A command without its files, what it does for the time, and at most how many articles it is given; `folder`: it takes them as one folder."""

    name: str
    command: list[str]
    does: str
    most: int = 1_000_000
    folder: bool = False


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


@dataclass(frozen=True)
class Places:
    """Where tools that are not on the path stand, and the files that they are given: literals to look for, a configuration of Vale."""

    node: Path
    bin: Path
    jars: Path
    words: Path
    vale: Path


def tools(places: Places) -> tuple[list[Tool], list[str]]:
    """The tools that are installed, and the names of those that are not."""
    beside = Path(sys.executable).parent
    lint = [sys.executable, "-m", "lint", "--no-config", "--jobs", "1", "--languagetool", "off"]
    found = [
        Tool("newslint", [*lint, "--no-cache", "--no-crossfile"], "the default rules: leftovers, sources, dates, quotations, names, wording, integrity"),
        Tool("newslint, with cross-file rules", [*lint, "--no-cache"], "the same, and the files compared with each other"),
        Tool("newslint, files judged before", [*lint, "--no-crossfile"], "reads and hashes the files, takes findings from the cache"),
    ]
    listed = places.node / ".bin"
    rules = ["--rules-base-directory", str(places.node), "--no-color", "--rule", "write-good"]
    java = ["-cp", f"{places.jars}/*", "org.languagetool.commandline.Main", "-l", "en-US"]
    harper = [str(ROOT / "benchmarks" / "harper.mjs"), str(places.node)]
    wanted = [
        (True, Tool("proselint" + version("proselint"), [str(beside / "proselint"), "check"], "regular expressions for usage and style")),
        (True, Tool("codespell" + version("codespell"), [str(beside / "codespell")], "looks each word up in a list of misspellings")),
        (True, Tool("typos" + version("typos"), [str(beside / "typos"), "--no-ignore"], "looks each word up in a list of misspellings; Rust")),
        (True, Tool("write-good", [str(listed / "write-good")], "regular expressions for weak prose; JavaScript", 100)),
        (True, Tool("textlint", [str(listed / "textlint"), *rules], "parses the text, write-good's rules over it; JavaScript", 20)),
        (True, Tool("alex", [str(listed / "alex"), "--quiet"], "parses the text, looks for unkind words; JavaScript", 20)),
        (True, Tool("vale", [str(places.bin / "vale"), "--config", str(places.vale), "--no-exit"], "spelling and repeated words, the style it comes with; Go")),
        ((places.node / "harper.js").is_dir(), Tool("harper.js", ["node", *harper], "spelling and grammar; Rust as WebAssembly", 10)),
        (places.jars.is_dir(), Tool("LanguageTool 6.7", ["java", *java], "spelling and grammar; Java", 10, folder=True)),
        (
            True,
            Tool("ripgrep", [str(places.bin / "rg"), "-o", "-b", "-F", "-f", str(places.words)], "looks for the literals of the rules: the limit"),
        ),
        (True, Tool("GNU grep", ["grep", "-o", "-b", "-F", "-f", str(places.words)], "looks for the literals of the rules: the limit")),
        (True, Tool("wc -w", ["wc", "-w"], "counts words: the limit")),
    ]
    absent = []
    for there, tool in wanted:
        where = shutil.which(tool.command[0]) or shutil.which(Path(tool.command[0]).name)
        if there and where:
            found.append(replace(tool, command=[where, *tool.command[1:]]))
        else:
            absent.append(tool.name)
    return found, absent


def needed() -> list[str]:
    """The literals that the patterns of the built-in rules need, one of which must stand in a text for any to match."""
    return sorted({literal for needs, *_ in literals._built_in().values() for literal in needs})


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


def together(files: list[Path], most: int) -> Path:
    """A folder with the first of these files."""
    folder = files[0].parent / f"first-{most}"
    if not folder.exists():
        folder.mkdir()
        for path in files[:most]:
            shutil.copy(path, folder)
    return folder


def measure(listed: list[Tool], files: list[Path], runs: int, environment: Mapping[str, str]) -> list[Measured]:
    """Every tool on every file and on one of about 3 KB, in turn; the medians."""
    one = min(files, key=lambda path: abs(path.stat().st_size - 3_000))
    taken: dict[str, list[tuple[float, float]]] = {tool.name: [] for tool in listed}
    for turn in range(runs + 1):
        for tool in listed:
            given = ["--recursive", str(together(files, tool.most))] if tool.folder else list(map(str, files[: tool.most]))
            many = run([*tool.command, *given], environment)
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
            f"| {m.tool.name} | {m.files} | {m.size / 1e6:.2f} | {m.seconds:.3g} | {m.rate:.3g} | {m.rate / base.rate:.3g} | {m.one:.3f} | {m.tool.does} |"
        )
    return lines


def picture(found: list[Measured]) -> str:
    """The rates as bars on a logarithmic scale, as SVG."""
    listed = sorted(found, key=lambda m: m.rate)
    left, width, row, top = 210, 430, 24, 34
    low, high = -3, 3
    height = top + row * len(listed) + 34

    def across(rate: float) -> float:
        return left + width * (min(max(math.log10(rate), low), high) - low) / (high - low)

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 70} {height}" font-family="sans-serif" font-size="13" role="img">',
        "<title>Megabytes of text a second of processor time, each tool on the same articles</title>",
        f'<rect width="{left + width + 70}" height="{height}" fill="#ffffff"/>',
        f'<text x="{left}" y="20" fill="#222222">Megabytes of text a second of processor time (each line is ten times the one before)</text>',
    ]
    for power in range(low, high + 1):
        x = across(10.0**power)
        lines.append(f'<line x1="{x:.1f}" y1="{top - 4}" x2="{x:.1f}" y2="{height - 28}" stroke="#cccccc"/>')
        lines.append(f'<text x="{x:.1f}" y="{height - 12}" text-anchor="middle" fill="#444444">{10.0**power:g}</text>')
    for i, m in enumerate(listed):
        y = top + row * i
        colour = "#3949ab" if m.tool.name.startswith("newslint") else "#bdbdbd" if "the limit" in m.tool.does else "#78909c"
        lines.append(f'<text x="{left - 8}" y="{y + 14}" text-anchor="end" fill="#222222">{m.tool.name}</text>')
        lines.append(f'<rect x="{left}" y="{y + 2}" width="{across(m.rate) - left:.1f}" height="{row - 8}" fill="{colour}"/>')
        lines.append(f'<text x="{across(m.rate) + 6:.1f}" y="{y + 14}" fill="#222222">{m.rate:.3g}</text>')
    return "\n".join([*lines, "</svg>", ""])


def main() -> int:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--node", type=Path, default=Path("node_modules"), help="the folder node_modules that npm filled")
    parser.add_argument("--bin", type=Path, default=Path("bin"), help="the folder of the commands that cargo and go installed")
    parser.add_argument("--jars", type=Path, default=Path("jars"), help="the folder of LanguageTool's jars")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder, "literals")
        words.write_text("\n".join(needed()) + "\n", "utf-8")
        vale = Path(folder, "vale.ini")
        Path(folder, "styles").mkdir()
        vale.write_text("StylesPath = styles\nMinAlertLevel = suggestion\n[*]\nBasedOnStyles = Vale\n", "utf-8")
        listed, absent = tools(Places(given.node.absolute(), given.bin.absolute(), given.jars.absolute(), words, vale))
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
    PICTURE.write_text(picture(found), "utf-8")
    print("\n".join([*said, *table(found, base)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
