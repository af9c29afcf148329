"""A baseline: findings that are known and left out of the verdict, one to a line of a JSON file."""

import errno
import json
import os
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Literal

import msgspec
from msgspec.structs import replace

from lint import atomic, fingerprint, regular, rows, strictyaml
from lint.model import Finding, Report, Silence
from lint.strictyaml import SourceError

NAME = "newslint-baseline.json"
MAX_BYTES = 50_000_000
EXCERPT = 80
TOLD = 20

_PRINT = re.compile(r'"fingerprint"\s*:\s*"([0-9a-f]{16})"')
_INDEX = re.compile(r"`\$\.findings\[(\d+)\]")


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One known finding. `path` counts from the folder of the baseline; `excerpt` and `reason` are for people."""

    path: str
    code: str
    fingerprint: str
    excerpt: str = ""
    reason: str = ""


class _Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: Literal[1]
    findings: tuple[Entry, ...]


class Baseline(msgspec.Struct, frozen=True):
    """The entries of one file, and the line each fingerprint stands on."""

    file: Path
    entries: tuple[Entry, ...] = ()
    lines: dict[str, int] | None = None

    @property
    def folder(self) -> str:
        """The folder that paths count from."""
        return str(self.file.parent)

    def place(self, entry: Entry) -> str:
        """`file:line` of an entry."""
        return f"{self.file}:{(self.lines or {}).get(entry.fingerprint, 1)}"


def load(file: Path) -> Baseline:
    """The baseline in `file`; raises SourceError, with the line, for anything that is none."""
    text = strictyaml.text_of(file, str(file), MAX_BYTES)
    content = _content(text, str(file))
    for number, entry in enumerate(content.findings):
        if not re.fullmatch("[0-9a-f]{16}", entry.fingerprint):
            raise SourceError(str(file), f"'{entry.fingerprint[:40]}' is no fingerprint: 16 hex digits are expected", _mark(text, number))
    lines = {m.group(1): n for n, line in enumerate(text.split("\n"), 1) for m in _PRINT.finditer(line)}
    return Baseline(file, content.findings, lines)


def _content(text: str, file: str) -> _Content:
    try:
        json.loads(text, object_pairs_hook=_without_doubles)  # tells line and column of a fault, and doubled keys
        return msgspec.json.decode(text, type=_Content)
    except json.JSONDecodeError as error:
        raise SourceError(file, f"no baseline, for it is not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}", (error.lineno, error.colno)) from None
    except msgspec.ValidationError as error:
        at = _INDEX.search(str(error))
        message = str(error).split(" - at ")[0].replace("Object", "the entry" if at else "the file").replace("`", "'")
        raise SourceError(file, f"no baseline: {message[:1].lower()}{message[1:]}", _mark(text, int(at.group(1))) if at else (1, 1)) from None
    except (ValueError, RecursionError) as error:
        raise SourceError(file, f"no baseline: {str(error) or 'nested too deep'}", (1, 1)) from None


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one entry: " + ", ".join(f"{k} {v}" for k, v in pairs)[:200])
    return found


def _mark(text: str, number: int) -> tuple[int, int]:
    """Line and column of the entry with this number, counted from 0."""
    decoder = json.JSONDecoder()
    at = text.index("[", text.index('"findings"')) + 1
    for i in range(number + 1):
        at = re.compile(r"[\s,]*").match(text, at).end()  # type: ignore[union-attr]
        if i < number:
            _, at = decoder.raw_decode(text, at)
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


def applied(report: Report, baseline: Baseline, known: Collection[str]) -> tuple[Report, tuple[Entry, ...]]:
    """The report with the findings of the baseline silenced, and the stale entries: those whose finding is gone.

    `known` are the codes of all loaded rules. An entry is not stale where this run did not judge its file by its rule.
    """
    entries = {e.fingerprint: e for e in baseline.entries}
    findings, met = [], set()
    for f in fingerprint.numbered(report.findings, baseline.folder):
        entry = entries.get(f.fingerprint)
        if entry is not None:
            met.add(entry.fingerprint)
        findings.append(replace(f, silenced=Silence("baseline", entry.reason)) if entry is not None and f.silenced is None else f)
    judged = _judged(report, baseline)
    stale = tuple(e for e in baseline.entries if e.fingerprint not in met and _gone(e, judged, baseline, known))
    return replace(report, findings=tuple(findings), notes=(*report.notes, *_told(stale, baseline))), stale


def _gone(entry: Entry, judged: Mapping[str, frozenset[str]], baseline: Baseline, known: Collection[str]) -> bool:
    if entry.code not in known:
        return True
    if entry.path in judged:
        return entry.code in judged[entry.path]
    return not regular.there(Path(baseline.folder, rows.split(entry.path)[0]))


def _judged(report: Report, baseline: Baseline) -> dict[str, frozenset[str]]:
    """The codes that each file of this run was judged by."""
    active = frozenset(r.code for r in report.rules)
    failed: dict[str | None, set[str]] = {}
    for failure in report.failures:
        failed.setdefault(failure.path, set()).add(failure.rule or "")
    return {_written(f.path, baseline): active - failed.get(f.path, set()) for f in report.files if f.judged}


def _told(stale: tuple[Entry, ...], baseline: Baseline) -> list[str]:
    told = [f"{baseline.place(e)}: stale: {e.code} is no longer found in {e.path}" + (f" ({e.excerpt})" if e.excerpt else "") for e in stale[:TOLD]]
    if stale:
        more = f"and {len(stale) - TOLD} more stale entries; " if len(stale) > TOLD else ""
        told.append(f"{baseline.file}: {more}--write-baseline {baseline.file} takes stale entries out")
    return told


def written(report: Report, old: Baseline, known: Collection[str]) -> Baseline:
    """The baseline that silences every finding of the report that no mark silences.

    Reasons are kept, and so are the entries of `old` that this run did not judge. The file is not written yet.
    """
    kept = {e.fingerprint: e for e in old.entries}
    made = {}
    for f in fingerprint.numbered(report.findings, old.folder):
        if f.silenced is None or f.silenced.by == "baseline":
            reason = kept[f.fingerprint].reason if f.fingerprint in kept else ""
            made[f.fingerprint] = Entry(path=_written(f.path, old), code=f.code, fingerprint=f.fingerprint, excerpt=_excerpt(f), reason=reason)
    judged = _judged(report, old)
    for e in old.entries:
        if e.fingerprint not in made and not _gone(e, judged, old, known):
            made[e.fingerprint] = e
    return Baseline(old.file, tuple(sorted(made.values(), key=lambda e: (e.path, e.code))))


def save(baseline: Baseline) -> None:
    """Write the file whole, one entry to a line; raises OSError."""
    lines = ",\n".join("  " + _line(e) for e in baseline.entries)
    text = f'{{"schema": 1, "findings": [\n{lines}\n]}}\n' if lines else '{"schema": 1, "findings": []}\n'
    file = Path(os.path.realpath(baseline.file))
    if file.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    atomic.write(file, text.encode("utf-8"), like=file)


def _line(entry: Entry) -> str:
    text = json.dumps(msgspec.to_builtins(entry), ensure_ascii=False)
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)


def _excerpt(f: Finding) -> str:
    folded = " ".join(f.text.split())
    return folded if len(folded) <= EXCERPT else folded[: EXCERPT - 3] + "..."


def _written(path: str, baseline: Baseline) -> str:
    """The path from the baseline's folder; bytes that are no text are written out, for JSON cannot hold them."""
    return fingerprint.relative(path, baseline.folder).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
