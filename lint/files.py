"""Paths from the command line to the regular files to judge, sorted, with a reason for each one that is not read."""

import os
import stat
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, overload

import msgspec

from lint import regular, rows
from lint.model import Failure, FileResult
from lint.regular import RefusedError, TooLargeError

if TYPE_CHECKING:
    from lint.text.document import Document
    from lint.text.pages import Part
    from lint.text.windows import Window

MAX_SIZE = 1_000_000
"""Bytes of the largest file that is read by default."""

INCLUDE = ("*.txt", "*.md", "*.html", "*.htm")
_ROWS = "rows: read only where it is named, or where `include` asks for it"
_BLOCK = 65_536
_ARCHIVES = (".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".zst", ".rar")


class Choice(msgspec.Struct, frozen=True):
    """Which files of a folder are meant. `base` is the folder that the patterns count from; an exclusion always wins."""

    include: tuple[str, ...] = INCLUDE
    exclude: tuple[str, ...] = ()
    base: str = "."
    gitignore: bool = True


USUAL = Choice()


class Target(msgspec.Struct, frozen=True):
    """A file to judge: `path` as it is opened and reported, `named` when it stood on the command line itself; `raw` holds what standard input gave."""

    path: str
    named: bool
    raw: bytes | None = None

    @property
    def where(self) -> str:
        """The path that is reported."""
        return self.path


class Targets(Sequence[Target]):
    """Files to judge in order of their paths. There may be a million: of each only its path is held."""

    def __init__(self, paths: Iterable[str], named: Container[str] = ()) -> None:
        """`paths` may hold one twice; `named` are those that stood on the command line."""
        self._paths = [path for path, _ in groupby(sorted(paths))]
        self._named = named

    def __len__(self) -> int:
        return len(self._paths)

    @overload
    def __getitem__(self, number: int) -> Target: ...
    @overload
    def __getitem__(self, number: slice) -> list[Target]: ...
    def __getitem__(self, number: int | slice) -> Target | list[Target]:
        paths = self._paths[number]
        return self._target(paths) if isinstance(paths, str) else [self._target(path) for path in paths]

    def __iter__(self) -> Iterator[Target]:
        return map(self._target, self._paths)

    def _target(self, path: str) -> Target:
        return Target(path, named=path in self._named)


class Collected(msgspec.Struct, frozen=True):
    """What a walk over the paths found: files to judge, files and folders passed over on purpose, and paths that cannot be judged."""

    targets: Sequence[Target]
    skipped: tuple[FileResult, ...] = ()
    failures: tuple[Failure, ...] = ()


class _Walk(msgspec.Struct):
    """The state of one walk."""

    choice: Choice
    met: list[str] = msgspec.field(default_factory=list)
    named: set[str] = msgspec.field(default_factory=set)
    skipped: dict[str, str] = msgspec.field(default_factory=dict)
    failures: dict[str, str] = msgspec.field(default_factory=dict)


def collect(paths: Sequence[str], choice: Choice = USUAL) -> Collected:
    """Every file asked for, folders walked, sorted by path. A path that is given twice counts once."""
    walk = _Walk(choice)
    for path in paths:
        _take(walk, _tidied(path))
    return Collected(
        targets=Targets(chain(walk.met, walk.named), walk.named),
        skipped=tuple(FileResult(path, judged=False, skipped=reason) for path, reason in sorted(walk.skipped.items()) if path not in walk.failures),
        failures=tuple(Failure(path, reason) for path, reason in sorted(walk.failures.items())),
    )


def read(target: Target, max_size: int = MAX_SIZE) -> bytes:
    """The bytes of a regular file of at most `max_size` bytes; raises RefusedError for anything else.

    A link is followed only where the user named it.
    """
    return b"".join(_blocks(target, max_size))


def _blocks(target: Target, max_size: int) -> Iterator[bytes]:
    if target.raw is not None:
        if len(target.raw) > max_size:
            raise _too_large(max_size)
        yield target.raw
        return
    try:
        yield from regular.blocks(Path(target.path), max_size, _BLOCK, follow=target.named)
    except TooLargeError:
        raise _too_large(max_size) from None


def long(target: Target) -> bool:
    """Whether a file is not to be held whole: it is larger than any that is read by default, and no page, whose mark-up cannot be cut."""
    try:
        size = Path(target.path).stat().st_size if target.raw is None else len(target.raw)
    except (OSError, ValueError):
        return False
    if size <= MAX_SIZE:
        return False
    from lint.text import markup

    return markup.form(target.path) != "html"


def stretches(target: Target, max_size: int) -> "Iterator[Window | Target]":
    """The windows of a long file, read as they are asked for; the file itself where it is no text, for of that only the beginning is read."""
    from lint.text import decode, markup, windows

    number = 0
    try:
        coming = _blocks(target, max_size)
        first = next(coming, b"")
        if decode.binary(first) is not None:
            yield target
            return
        for window in windows.of(target.path, decode.pieces(chain([first], coming)), markup.form(target.path)):
            yield window
            number += 1
    except RefusedError as refused:
        yield windows.Window(target.path, "", number=number, fault=str(refused))


def load(target: Target, max_size: int = MAX_SIZE, part: "Part" = "auto") -> "Document | Failure | FileResult":
    """The document in a file; a failure where it cannot be read; a result with the reason where a file that was only met in a walk is no text.

    `part` says how much of an HTML page is shown.
    """
    from lint.text import decode

    try:
        coming = _blocks(target, max_size)
        first = next(coming, b"")
        kind = decode.binary(first)
        raw = first if kind else first + b"".join(coming)
    except RefusedError as refused:
        return Failure(target.path, str(refused))
    if kind is None:
        return decode.decode(raw, target.path, part=part)
    reason = kind if kind.startswith("binary") else f"binary, not text but {kind}"
    return Failure(target.path, f"not judged: {reason}") if target.named else FileResult(target.path, judged=False, skipped=reason)


def _too_large(max_size: int) -> TooLargeError:
    return TooLargeError(f"too large: the limit is {max_size:,} bytes (--max-size)")


def _tidied(path: str) -> str:
    """The path without doubled separators and `.` steps; `..` stays, for a link may stand before it."""
    path = path.replace("\\", "/") if os.sep == "\\" else path
    parts = [p for i, p in enumerate(path.split("/")) if p not in ("", ".") or (i == 0 and p == "" and path.startswith("/"))]
    return "/".join(parts) or ("/" if path.startswith("/") else ".")


def _take(walk: _Walk, path: str) -> None:
    """One path of the command line."""
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError) as error:
        walk.failures[path] = regular.fault(error)
        return
    if _matches(path, walk.choice.exclude, walk.choice.base):
        walk.skipped[path] = "excluded"
    elif stat.S_ISDIR(mode):
        _descend(walk, path)
    elif stat.S_ISREG(mode):
        walk.named.add(path)
    else:
        walk.failures[path] = f"not a regular file but {regular.kind(mode)}: not opened"


def _descend(walk: _Walk, top: str) -> None:
    """Everything below a folder, without recursion: a tree may be deeper than the interpreter's stack."""
    ignored = _Ignored(top) if walk.choice.gitignore else None
    todo = [top]
    while todo:
        folder = todo.pop()
        try:
            with os.scandir(folder) as listed:
                entries = sorted(listed, key=lambda e: e.name, reverse=True)
        except OSError as error:
            walk.failures[folder] = regular.fault(error)
            continue
        if ignored:
            ignored.enter(folder, any(e.name == ".gitignore" for e in entries))
        for entry in entries:
            path = entry.name if folder == "." else f"{folder.rstrip('/')}/{entry.name}"
            if _meet(walk, entry, path, ignored):
                todo.append(path)


def _meet(walk: _Walk, entry: "os.DirEntry[str]", path: str, ignored: "_Ignored | None") -> bool:
    """One entry met in a walk; whether it is a folder to walk next."""
    choice = walk.choice
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except OSError as error:
        walk.failures[path] = regular.fault(error)
        return False
    folder = stat.S_ISDIR(mode)
    wanted = folder or _matches(path, choice.include, choice.base)
    if path in walk.named or (not wanted and not _worth_a_word(path, mode)):
        return False
    if entry.name.startswith("."):
        if (folder or wanted) and entry.name != ".git":
            walk.skipped[path] = "hidden"
        return False
    if _matches(path, choice.exclude, choice.base):
        walk.skipped[path] = "excluded"
        return False
    if ignored and ignored.covers(path, folder):
        walk.skipped[path] = "ignored by .gitignore"
        return False
    if folder:
        return True
    _sort_in(walk, path, mode, wanted)
    return False


def _sort_in(walk: _Walk, path: str, mode: int, wanted: bool) -> None:
    """A file met in a walk: to judge, passed over, or lost."""
    if stat.S_ISLNK(mode):
        try:
            target = Path(path).stat().st_mode
        except OSError as error:
            (walk.failures if wanted else walk.skipped)[path] = f"a symbolic link whose target {regular.fault(error)}"
            return
        if wanted or stat.S_ISDIR(target):
            walk.skipped[path] = "a symbolic link, not followed in a walk" if not _special(target) else f"a symbolic link to {regular.kind(target)}, not opened"
    elif not stat.S_ISREG(mode):
        walk.skipped[path] = f"not a regular file but {regular.kind(mode)}, not opened"
    elif wanted:
        walk.met.append(path)
    else:
        walk.skipped[path] = _ROWS if rows.holds_records(path) else "an archive, not opened"


def _special(mode: int) -> bool:
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _worth_a_word(path: str, mode: int) -> bool:
    """Whether a file that no `include` pattern names is told of all the same: archives and rows may hold texts, links may hide folders."""
    return stat.S_ISLNK(mode) or (stat.S_ISREG(mode) and path.lower().endswith((*_ARCHIVES, *rows.SUFFIXES)))


def _matches(path: str, patterns: Sequence[str], base: str) -> bool:
    """Whether a glob names this path, its name, or a folder above it."""
    if not patterns:
        return False
    relative = path
    if base != "." or path.startswith(("/", "..")):
        relative = os.path.relpath(path, base).replace(os.sep, "/")
    name = relative.rsplit("/", 1)[-1]
    return any(_glob(pattern, relative, name) for pattern in patterns)


def _glob(pattern: str, relative: str, name: str) -> bool:
    pattern = pattern.removeprefix("./").rstrip("/")
    if "/" not in pattern:
        return any(fnmatchcase(part, pattern) for part in relative.split("/")) if not pattern.startswith("*.") else fnmatchcase(name, pattern)
    pattern = pattern.removesuffix("/**")
    parts = relative.split("/")
    return any(fnmatchcase("/".join(parts[:i]), pattern.removeprefix("**/")) or fnmatchcase("/".join(parts[:i]), pattern) for i in range(1, len(parts) + 1))


class _Ignored:
    """The .gitignore files of a walk; nothing is ignored outside a git tree."""

    def __init__(self, top: str) -> None:
        self._root = _git_root(Path(top))
        self._specs: dict[str, Callable[[str], bool | None]] = {}
        if self._root is not None:
            above = [p for p in (Path(top).absolute(), *Path(top).absolute().parents) if p.is_relative_to(self._root)]
            for folder in above[1:]:
                self._load(folder)

    def enter(self, folder: str, has_file: bool) -> None:
        """Take the folder's own .gitignore into account."""
        if self._root is not None and has_file:
            self._load(Path(folder).absolute())

    def covers(self, path: str, folder: bool) -> bool:
        """Whether git would ignore this path: the nearest .gitignore that says something decides."""
        if not self._specs:
            return False
        absolute = str(Path(path).absolute()).replace(os.sep, "/")
        for above in _above(absolute):
            verdict = self._specs[above](absolute[len(above) :].lstrip("/") + "/" * folder) if above in self._specs else None
            if verdict is not None:
                return verdict
        return False

    def _load(self, folder: Path) -> None:
        try:
            lines = read(Target(str(folder / ".gitignore"), named=False)).decode("utf-8", "replace").splitlines()
        except RefusedError:
            return
        from pathspec import GitIgnoreSpec

        try:
            spec = GitIgnoreSpec.from_lines(lines)
        except ValueError:
            return
        self._specs[str(folder).replace(os.sep, "/")] = lambda path: spec.check_file(path).include


def _above(path: str) -> Iterator[str]:
    """The folders above a path, nearest first."""
    while "/" in path:
        path = path.rsplit("/", 1)[0]
        yield path or "/"


def _git_root(top: Path) -> Path | None:
    """The nearest folder with `.git` at or above this one."""
    start = top.absolute()
    return next((p for p in (start, *start.parents) if regular.there(p / ".git")), None)
