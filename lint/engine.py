"""Checks over documents: hits become findings, faults become failures, and a report holds both."""

from collections.abc import Sequence

from lint import patterns, suppress
from lint.checks import limits
from lint.fingerprint import numbered
from lint.model import Check, Edit, Excerpt, Failure, Finding, Hit, Position, Rule, Severity, Span
from lint.outcome import about_all
from lint.text import language, marks, segment, windows
from lint.text.document import Document
from lint.text.windows import Window

EXCERPT = 160
"""Characters of the line that are kept on each side of a finding, and of the finding itself."""

_LINE_END = patterns.compiled(r"[\r\n]")


def judge(
    document: Document, checks: Sequence[tuple[Rule, Check]], spoken: str = "", inline: suppress.Inline = "markup"
) -> tuple[list[Finding], list[Failure]]:
    """All findings of these rules in one document, in order, and the rules that failed on it; a long one is judged in windows.

    `spoken` is its language where the user said so; `inline` says whose marks silence findings.
    """
    if not windows.long(document):
        return _judged(document, checks, spoken, inline)
    parts = [judge_window(window, window.document(), checks, spoken, inline) for window in windows.of_document(document)]
    findings = [*about_all([part[0] for part in parts]), *(f for part in parts for f in part[0] if f.scope == "span")]
    failures = dict.fromkeys(failure for part in parts for failure in part[1])
    return list(numbered(sorted(findings, key=lambda f: f.order))), list(failures)


def judge_window(
    window: Window, document: Document, checks: Sequence[tuple[Rule, Check]], spoken: str = "", inline: suppress.Inline = "markup"
) -> tuple[list[Finding], list[Failure]]:
    """What is found in a window's own stretch or said of it as a whole, and the rules that failed on it; `document` shows the window."""
    findings, failures = _judged(document, checks, spoken, inline)
    own = window.own
    if own is None:
        return findings, failures
    return [f for f in findings if f.scope == "document" or (own.start <= f.start.offset and (window.last or f.start.offset < own.end))], failures


def _judged(document: Document, checks: Sequence[tuple[Rule, Check]], spoken: str, inline: suppress.Inline) -> tuple[list[Finding], list[Failure]]:
    found: list[tuple[Rule, Hit]] = []
    failures = []
    spoken = spoken or document.view(language.language)
    stopped = 0
    for rule, check in checks:
        if "any" not in rule.languages and spoken not in rule.languages:
            continue
        if stopped >= limits.STRIKES and isinstance(check, limits.Limited):
            failures.append(Failure(document.path, f"not run: {stopped} other rules took too long on this text", rule.code))
            continue
        try:
            found += [(rule, hit) for hit in check(document)]
        except limits.StoppedError as error:
            stopped += 1
            failures.append(Failure(document.path, str(error), rule.code))
        except Exception as error:  # one bad rule costs one rule on one file
            failures.append(fault(document.path, error, rule.code))
    findings = [finding(document, rule, hit) for rule, hit in _yielded(document, found)]
    if document.view(marks.marks):
        findings = _silenced(document, findings, checks, inline)
    return list(numbered(sorted(findings, key=lambda f: f.order))), failures


def _silenced(document: Document, findings: list[Finding], checks: Sequence[tuple[Rule, Check]], inline: suppress.Inline) -> list[Finding]:
    """The findings with those that marks cover silenced; where marks are not read, each one is reported as such."""
    if suppress.read(document, inline):
        return suppress.applied(document, findings)
    others = [f for f in findings if f.family != suppress.FAMILY]
    unused = next((rule for rule, _ in checks if rule.code == "NL001"), None)
    if inline == "none" or unused is None:
        return others
    return others + [finding(document, unused, Hit(m.span, case="unread", source=m.span)) for m in document.view(marks.marks)]


def fault(path: str, error: Exception, rule: str | None = None) -> Failure:
    """An internal error as something that was not judged."""
    import traceback

    said = " ".join(str(error).split())[:200]
    return Failure(path, f"internal error: {type(error).__name__}" + (f": {said}" if said else ""), rule, traceback.format_exc())


def finding(document: Document, rule: Rule, hit: Hit) -> Finding:
    """A hit with its rule's words and its place in the source."""
    case = rule.cases.get(hit.case)
    severity = Severity.of((case and case.severity) or rule.severity)
    message = _filled((case and case.message) or rule.message, hit)
    if hit.span is None:
        start = end = Position(1, 1, 0)
        text, excerpt = "", None
    else:
        source = hit.source or document.original(hit.span)
        start, end = document.position(source.start), document.position(source.end)
        # In a page what stands between two offsets holds tags: the text is what a reader sees there.
        text = document[hit.span] if document.form == "html" and not hit.source else document.source[source.start : source.end]
        excerpt = _excerpt(document.source, source) if hit.source else _excerpt(document.text, hit.span)
    return Finding(
        path=document.path,
        code=rule.code,
        name=rule.name,
        family=rule.family,
        severity=severity,
        confidence=rule.confidence,
        message=message,
        why=(case and case.why) or rule.why,
        do=(case and case.do) or rule.do,
        scope="document" if hit.span is None else "span",
        start=start,
        end=end,
        text=text,
        excerpt=excerpt,
        fix=_fix(document, rule, hit),
        related=tuple(document.place(r.span, r.message) for r in hit.related),
    )


def _yielded(document: Document, found: list[tuple[Rule, Hit]]) -> list[tuple[Rule, Hit]]:
    """Without the hits of rules that yield to another rule's hit in the same sentence."""
    if not any(rule.yields_to for rule, _ in found):
        return found
    spans: dict[str, list[Span]] = {}
    for rule, hit in found:
        if hit.span is not None:
            spans.setdefault(rule.code, []).append(hit.span)
    kept = []
    for rule, hit in found:
        sentence = segment.sentence_at(document, hit.span.start) if rule.yields_to and hit.span else None
        if sentence is None or not any(s.meets(sentence.span) for code in rule.yields_to for s in spans.get(code, ())):
            kept.append((rule, hit))
    return kept


def _filled(message: str, hit: Hit) -> str:
    for name, value in hit.fields.items():
        if "{" + name + "}" in message:
            folded = " ".join(value.split())
            message = message.replace("{" + name + "}", folded if len(folded) <= 80 else folded[:77] + "...")
    return message


def _excerpt(text: str, span: Span) -> Excerpt:
    """The line around a span; only a bounded stretch on each side is looked at, however long the line."""
    before = _LINE_END.split(text[max(0, span.start - EXCERPT) : span.start])[-1]
    inside, *broken = _LINE_END.split(text[span.start : min(span.end, span.start + EXCERPT)], maxsplit=1)
    end = span.start + len(inside)
    after = "" if broken else _LINE_END.split(text[end : end + EXCERPT], maxsplit=1)[0]
    return Excerpt("…" * (len(before) == EXCERPT < span.start) + before, inside, after + "…" * (len(after) == EXCERPT < len(text) - end))


def _fix(document: Document, rule: Rule, hit: Hit) -> tuple[Edit, ...]:
    if rule.fix is not None and hit.edits:
        return tuple(_placed(document, edit) for edit in hit.edits)
    if rule.fix is None or not hit.fixable or hit.span is None or (rule.fix == "replace" and hit.replacement is None):
        return ()
    source: Span | None = document.original(hit.span)
    if source is not None and document.form == "markdown":
        from lint.text import markdown

        source = markdown.whole(document, source, replaced=rule.fix == "replace")
    if source is None:
        return ()
    return (_placed(document, Edit(source.start, source.end, hit.replacement or "" if rule.fix == "replace" else "")),)


def _placed(document: Document, edit: Edit) -> Edit:
    """An edit of the document's source as one of its file."""
    if not document.origins:
        return edit
    start = document.position(edit.start).offset
    return Edit(start, start + edit.end - edit.start, edit.text)
