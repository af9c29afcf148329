"""Outcomes of files that were judged before, in the user's cache folder: found again by program, rules, settings, path and text."""

import contextlib
import hashlib
import importlib.util
import os
import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec

from lint import __version__, files, regular, rulefolder
from lint.config import Settings
from lint.files import Target
from lint.model import Event, Finding
from lint.outcome import Outcome
from lint.regular import RefusedError
from lint.spool import Gathered

SHELF = 64
"""Files that one of the 256 shelves keeps when it is tidied."""

LARGEST = 50_000_000
"""Bytes of the largest file that is read for the cache."""

PART = 2_000
"""So many findings between files are kept in one file."""

Thing = TypeVar("Thing")


class Known(msgspec.Struct, frozen=True):
    """What is known of a plan whose rules and selectors were found to be in order."""

    compares: bool


class Compared(msgspec.Struct, frozen=True):
    """What files said against each other, the events that several tell of, and how many files tell of one alone."""

    findings: Sequence[Finding]
    events: tuple[Event, ...]
    alone: int


class _Summed(msgspec.Struct, frozen=True):
    """The same without the findings, which are kept in so many parts."""

    parts: int
    events: tuple[Event, ...]
    alone: int


class Cache(msgspec.Struct, frozen=True):
    """A place for what one combination of program, rules and settings (`base`) makes of texts. What cannot be kept or read is no fault."""

    folder: Path
    base: bytes

    def known(self) -> Known | None:
        """What is known of the plan, if it was in order before."""
        return self._get(self._name(b"plan"), Known)

    def keep_known(self, known: Known) -> None:
        """Note that the plan is in order."""
        self._put(self._name(b"plan"), known)

    def outcome(self, target: Target, asked: str, max_size: int) -> Outcome | None:
        """The outcome of a file whose text and path are as they were. `asked` says what the outcome must hold."""
        try:
            name = self.name_of(target, files.read(target, max_size), asked)
        except RefusedError:
            return None
        return self._get(name, Outcome)

    def keep_outcome(self, name: str, outcome: Outcome) -> None:
        """Keep the outcome of a file that was judged by every rule."""
        if outcome.result.judged and not outcome.failures:
            self._put(name, outcome)

    def name_of(self, target: Target, raw: bytes, asked: str) -> str:
        """The name under which the outcome of this text is kept."""
        return self._name(b"file", os.fsencode(target.path), asked.encode(), raw)

    def name_together(self, facts: Iterable[bytes]) -> str:
        """The name under which is kept what files with these facts said against each other."""
        return self._name(b"together", *(hashlib.sha256(fact).digest() for fact in facts))

    def compared(self, name: str) -> Compared | None:
        """What files said against each other."""
        summed = self._get(name, _Summed)
        if summed is None:
            return None
        found = Gathered()
        for number in range(summed.parts):
            part = self._get(self._part(name, number), list[Finding])
            if part is None:
                return None
            found.take(part)
        return Compared(found.kept(), summed.events, summed.alone)

    def keep_compared(self, name: str, compared: Compared) -> None:
        """Keep what files say against each other."""
        findings, count = iter(compared.findings), 0
        while part := list(islice(findings, PART)):
            self._put(self._part(name, count), part)
            count += 1
        self._put(name, _Summed(count, compared.events, compared.alone))

    def _part(self, name: str, number: int) -> str:
        return self._name(b"part", name.encode(), str(number).encode())

    def _name(self, *parts: bytes) -> str:
        digest = hashlib.sha256(self.base)
        for part in parts:
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.hexdigest()[:40]

    def _place(self, name: str) -> Path:
        return self.folder / name[:2] / name[2:]

    def _get(self, name: str, type_: type[Thing]) -> Thing | None:
        try:
            return msgspec.msgpack.decode(regular.read(self._place(name), LARGEST), type=type_)
        except (RefusedError, msgspec.DecodeError, ValueError):
            return None

    def _put(self, name: str, thing: object) -> None:
        place = self._place(name)
        temporary = place.with_name(f"{place.name}.{os.getpid()}")
        try:
            raw = msgspec.msgpack.encode(thing)
            place.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(raw)
            temporary.replace(place)
            if name.endswith("00"):
                _tidy(place.parent)
        except (OSError, ValueError, TypeError, msgspec.MsgspecError):
            with contextlib.suppress(OSError):
                temporary.unlink()


def opened(settings: Settings) -> Cache | None:
    """The cache for this program, these rules and settings; None where there is no folder for it, or where a rule reads a file of its own."""
    place = rulefolder.cache_folder()
    judged_by = msgspec.structs.replace(settings.config, format="", show="info", fail_on="never", jobs="auto", baseline=None, include=[], exclude=[])
    where = (settings.root, str(Path.cwd())) if settings.config.overrides else ()
    said = msgspec.json.encode((judged_by, settings.asked.selection, settings.asked.severity, where))
    own = _own_rules(settings.rules)
    if place is None or own is None or any(b"ratings" in words for words in (said, *own)):
        return None
    digest = hashlib.sha256(f"{__version__} {sys.version_info[:3]}".encode())
    for part in (said, *own, _extractor(), *rulefolder.stamps(Path(__file__).parent), *rulefolder.stamps(rulefolder.folder())):
        digest.update(len(part).to_bytes(8, "big") + part)
    return Cache(place / "outcomes", digest.digest())


def _extractor() -> bytes:
    """What tells one installed extractor of main content from another, and from none."""
    spec = importlib.util.find_spec("trafilatura")
    return b"" if spec is None or spec.origin is None else repr((spec.origin, Path(spec.origin).stat().st_mtime_ns)).encode()


def _own_rules(paths: Iterable[Path]) -> list[bytes] | None:
    """The names and contents of a user's rule files; None where one of them is no file or cannot be read."""
    found = []
    for top in paths:
        files = sorted(top.rglob("*.y*ml")) if regular.is_folder(top) else [top]
        found.append(os.fsencode(top))
        try:
            for path in files:
                found += [os.fsencode(path), regular.read(path, LARGEST)]
        except RefusedError:
            return None
    return found


def _tidy(shelf: Path) -> None:
    """Leave the newest files of a shelf."""
    with os.scandir(shelf) as entries:
        aged = sorted(entries, key=lambda entry: entry.stat().st_mtime_ns)
    for entry in aged[:-SHELF]:
        Path(entry.path).unlink(missing_ok=True)
