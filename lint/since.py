"""Changed lines: what git says has changed since a revision, and the findings that touch it."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec
from msgspec.structs import replace

from lint import regular, rows
from lint.config import ConfigError
from lint.model import Finding, Position, Report

SECONDS = 120
LARGEST = 100_000_000
"""Bytes of the largest file whose lines are counted; a larger one counts as changed as a whole."""
_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_SECTION = re.compile(rb"^diff --git ", re.MULTILINE)
_LONE_CR = re.compile(rb"\r(?!\n)")
_GIT = ("git", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "core.quotepath=off")

Lines = tuple[range, ...] | None
"""Line numbers from 1 in ascending ranges; None for every line."""


class SinceError(ConfigError):
    """Why the changed lines cannot be told, in one line."""


class Changes(msgspec.Struct, frozen=True):
    """The changed lines of each changed file, by its path as the run names it; `ref` as the user wrote it."""

    ref: str
    lines: Mapping[str, Lines]


def changes(ref: str, paths: Sequence[str]) -> Changes:
    """What has changed in these files between the revision and the working tree. Untracked files are changed as a whole.

    `ref` ending in `...` means the point where HEAD left that revision. Raises SinceError where that cannot be told.
    """
    if not ref.strip(".") or ref.startswith("-"):
        raise SinceError(f"--since: '{ref}' is no git revision")
    top = Path(os.fsdecode(_git("rev-parse", "--show-toplevel").rstrip(b"\n")))
    names = {_inside(path, top): path for path in paths}
    commit = _commit(ref)
    stat = _git("diff", "--numstat", "-z", *_PLAIN, commit, folder=top)
    patch = _git("diff", "--unified=0", *_PLAIN, commit, folder=top)
    changed = dict(_changed(stat, patch))
    changed |= {name: None for name in _git("ls-files", "--others", "-z", folder=top).split(b"\0") if name}
    return Changes(ref, {path: _as_ours(path, changed[name]) for name, path in names.items() if name in changed})


_PLAIN = ("--no-color", "--no-ext-diff", "--no-textconv", "--find-renames", "--ignore-submodules", "-O/dev/null")


def touched(report: Report, changes: Changes) -> Report:
    """The report with only those findings that touch a changed line; one about a whole document where the file has changed at all."""
    kept = tuple(f for f in report.findings if _touches(f, changes.lines))
    left_out = sum(f.silenced is None for f in report.findings) - sum(f.silenced is None for f in kept)
    if not left_out:
        return replace(report, findings=kept)
    what = "1 finding" if left_out == 1 else f"{left_out} findings"
    return replace(report, findings=kept, notes=(*report.notes, f"--since {changes.ref}: {what} on unchanged lines left out"))


def _touches(f: Finding, lines: Mapping[str, Lines]) -> bool:
    file, row = rows.split(f.path)
    if f.scope == "document" or row is not None:  # the lines of a text inside a file of rows are not the file's
        return file in lines
    places = [(f.path, f.start, f.end), *((r.path, r.start, r.end) for r in f.related)]
    return any(_meets(lines.get(path, ()), start, end) for path, start, end in places)


def _meets(lines: Lines, start: Position, end: Position) -> bool:
    last = end.line - 1 if end.column == 1 and end.offset > start.offset else end.line
    return lines is None or any(start.line < r.stop and r.start <= last for r in lines)


def _commit(ref: str) -> bytes:
    """The hash of the revision; for `REF...` of the point where HEAD left it."""
    fork = ref.endswith("...")
    name = ref.removesuffix("...")
    try:
        commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").strip()
    except SinceError:
        raise SinceError(f"--since: this repository has no revision '{name}'{_shallow(name)}") from None
    if not fork:
        return commit
    try:
        return _git("merge-base", os.fsdecode(commit), "HEAD").strip()
    except SinceError:
        raise SinceError(f"--since: '{name}' and HEAD have no common commit{_shallow(name)}") from None


def _shallow(name: str) -> str:
    if _git("rev-parse", "--is-shallow-repository").strip() != b"true":
        return ""
    return f"; the checkout is shallow: fetch it (git fetch --unshallow origin {name}, or fetch-depth: 0 in actions/checkout, GIT_DEPTH: 0 in GitLab CI)"


def _changed(stat: bytes, patch: bytes) -> Iterator[tuple[bytes, Lines]]:
    """Each changed file's name from the top of the tree, and its lines as git counts them. Both outputs list the same files in the same order."""
    bounds = [*(m.start() for m in _SECTION.finditer(patch)), len(patch)]
    sections = [patch[a:b] for a, b in pairwise(bounds)]
    entries = list(_entries(stat))
    for number, (name, binary) in enumerate(entries):
        if binary or len(entries) != len(sections):
            yield name, None
        elif ranges := tuple(range(first, first + count) for first, count in _hunks(sections[number])):
            yield name, ranges


def _entries(stat: bytes) -> Iterator[tuple[bytes, bool]]:
    """Name and whether git takes the file for binary, from `--numstat -z`; a renamed file has an empty name and then its old and new one."""
    fields = iter(stat.split(b"\0"))
    for field in fields:
        if field:
            added, _, name = field.split(b"\t", 2)
            if not name:
                next(fields)
                name = next(fields)
            yield name, added == b"-"


def _hunks(section: bytes) -> Iterator[tuple[int, int]]:
    for m in _HUNK.finditer(section):
        yield int(m.group(1)), int(m.group(2) or 1)


def _as_ours(path: str, lines: Lines) -> Lines:
    """Line numbers as newslint counts them: a carriage return alone ends a line, which git does not know."""
    if lines is None:
        return None
    try:
        raw = regular.read(Path(path), LARGEST)
    except regular.RefusedError:
        return None
    if not _LONE_CR.search(raw):
        return lines
    before = [0]
    for line in raw.split(b"\n"):
        before.append(before[-1] + 1 + len(_LONE_CR.findall(line.removesuffix(b"\r"))))
    last = len(before) - 1
    return tuple(range(before[min(r.start, last) - 1] + 1, before[min(r.stop - 1, last)] + 1) for r in lines if r)


def _inside(path: str, top: Path) -> bytes:
    """The file's name from the top of the working tree."""
    full = Path(os.path.realpath(Path(path).parent)) / Path(path).name
    try:
        return os.fsencode(full.relative_to(top).as_posix())
    except ValueError:
        raise SinceError(f"--since: {path} is not in the git tree at {top}") from None


def _git(*args: str | bytes, folder: Path | None = None) -> bytes:
    """What a git command prints; raises SinceError with git's own words."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run([*_GIT, *args], cwd=folder, env=environment, capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL)  # noqa: S603
    except FileNotFoundError:
        raise SinceError("--since needs git, and there is none on this system") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SinceError(f"--since: git cannot be run: {error}") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SinceError(f"--since: {said[0] if said else 'git ' + str(args[0]) + ' failed'}")
    return done.stdout
