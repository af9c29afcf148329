"""One file judged or described: its document, what the rules and the profile say of it, as an Outcome."""

from collections.abc import Callable

from lint import engine, files, inputs, profile
from lint.checks import Library
from lint.files import Target
from lint.inputs import Record, Unread
from lint.model import Failure, FileResult
from lint.outcome import Outcome, Part, lost
from lint.plan import Plan
from lint.text import windows
from lint.text.document import Document
from lint.text.windows import Window

Text = Target | Record | Unread | Window


def judged(target: Text, plan: Plan, headline: bool, together: bool) -> Outcome:
    """What the rules say of one file, or of one part of it. Never raises on what a file holds."""

    def judge(document: Document) -> Outcome:
        active = plan.active(target.path)
        asked = (active.checks, plan.language, plan.settings.config.inline)
        if isinstance(target, Window):
            findings, failures = engine.judge_window(target, document, *asked)
            one = Part(target.number, target.last, tuple(f for f in findings if f.scope == "document"))
            findings = [f for f in findings if f.scope == "span"]
        else:
            findings, failures = engine.judge(document, *asked)
            one = None
        opening = windows.opening(document) if one is None or one.number == 0 else None
        line = profile.headline(opening, active.library) if headline and opening else ""
        facts = _facts(opening, active.library) if together and opening else None
        return Outcome(FileResult(target.where, judged=True, headline=line), tuple(findings), tuple(failures), facts=facts, part=one)

    return _guarded(target, plan, judge)


def described(target: Text, plan: Plan, text: bool = False, together: bool = False) -> Outcome:
    """The profile of one file, on request with its text and with the facts by which files are compared. Never raises on what a file holds."""

    def make(document: Document) -> Outcome:
        result = FileResult(target.where, judged=True, text=document.source if text else None)
        facts = _facts(document, plan.rules.library) if together else None
        return Outcome(result, profile=profile.profile(document, plan.rules.library), facts=facts)

    return _guarded(target, plan, make)


def _guarded(target: Text, plan: Plan, make: Callable[[Document], Outcome]) -> Outcome:
    """One bad text costs one text."""
    if isinstance(target, Unread):
        return lost(target.where, target.reason)
    if isinstance(target, Window) and target.fault:
        return lost(target.where, target.fault, part(target))
    try:
        loaded = _loaded(target, plan)
        if isinstance(loaded, Document):
            return make(loaded)
        return Outcome(loaded) if isinstance(loaded, FileResult) else lost(target.where, loaded.reason)
    except Exception as error:
        return Outcome(FileResult(target.where, judged=False), failures=(engine.fault(target.where, error),), part=part(target))


def part(target: Text) -> Part | None:
    """Which part of its file this is; None for all of it."""
    return Part(target.number, target.last) if isinstance(target, Window) else None


def _loaded(target: Target | Record | Window, plan: Plan) -> Document | Failure | FileResult:
    asked = plan.settings.config
    if isinstance(target, Window):
        return target.document()
    return inputs.document(target, asked.html) if isinstance(target, Record) else files.load(target, asked.max_size, asked.html)


def _facts(document: Document, library: Library) -> bytes:
    from lint.crossfile import facts

    return facts.encoded(facts.gather(document, library))
