"""One file judged or described: its document, what the rules and the profile say of it, as an Outcome."""

from collections.abc import Callable

from lint import engine, files, inputs, profile
from lint.checks import Library
from lint.files import Target
from lint.inputs import Record, Unread
from lint.model import FileResult
from lint.outcome import Outcome, lost
from lint.plan import Plan
from lint.text.document import Document


def judged(target: Target | Record | Unread, plan: Plan, headline: bool, together: bool) -> Outcome:
    """What the rules say of one file. Never raises on what a file holds."""

    def judge(document: Document) -> Outcome:
        active = plan.active(target.path)
        findings, failures = engine.judge(document, active.checks, plan.language, plan.settings.config.inline)
        line = profile.headline(document, active.library) if headline else ""
        facts = _facts(document, active.library) if together else None
        return Outcome(FileResult(target.where, judged=True, headline=line), tuple(findings), tuple(failures), facts=facts)

    return _guarded(target, plan, judge)


def described(target: Target | Record | Unread, plan: Plan, text: bool = False, together: bool = False) -> Outcome:
    """The profile of one file, on request with its text and with the facts by which files are compared. Never raises on what a file holds."""

    def make(document: Document) -> Outcome:
        result = FileResult(target.where, judged=True, text=document.source if text else None)
        facts = _facts(document, plan.rules.library) if together else None
        return Outcome(result, profile=profile.profile(document, plan.rules.library), facts=facts)

    return _guarded(target, plan, make)


def _guarded(target: Target | Record | Unread, plan: Plan, make: Callable[[Document], Outcome]) -> Outcome:
    """One bad text costs one text."""
    if isinstance(target, Unread):
        return lost(target.where, target.reason)
    asked = plan.settings.config
    try:
        loaded = inputs.document(target, asked.html) if isinstance(target, Record) else files.load(target, asked.max_size, asked.html)
        if isinstance(loaded, Document):
            return make(loaded)
        return Outcome(loaded) if isinstance(loaded, FileResult) else lost(target.where, loaded.reason)
    except Exception as error:
        return Outcome(FileResult(target.where, judged=False), failures=(engine.fault(target.where, error),))


def _facts(document: Document, library: Library) -> bytes:
    from lint.crossfile import facts

    return facts.encoded(facts.gather(document, library))
