"""Rules explained from their own files: the list of all, or one rule with why, what to do, examples, options and measured figures."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from lint import rulefolder, selftest
from lint.checks import kind
from lint.model import Excerpt, Rule, Severity, Span
from lint.report import Style, escape
from lint.report.escape import markdown, one_line
from lint.report.excerpt import underlined, wrapped
from lint.report.text import BOLD, COLOURS, DIM, paint

Figures = dict[str, dict[str, Any]]


def measured() -> Figures:
    """The published figures of the built-in rules by code: `precision`, `recall`, `n`, `corpus`; empty where none were measured."""
    try:
        found: Figures = json.loads((rulefolder.folder() / "measured.json").read_text("utf-8"))
    except OSError:
        return {}
    return found


def as_data(rule: Rule, figures: Figures) -> dict[str, Any]:
    """One rule as JSON: its file's keys, its family and its figures."""
    return {"family": rule.family, **msgspec.to_builtins(rule), "measured": figures.get(rule.code)}


def as_json(rules: Sequence[Rule], *, listing: bool) -> Iterator[str]:
    """The rules as JSON: a list, or one object for one rule that was asked for by name."""
    figures = measured()
    data = [as_data(rule, figures) for rule in rules]
    yield escape.json(json.dumps(data if listing or len(data) != 1 else data[0], ensure_ascii=False, indent=1)) + "\n"


def table(rules: Sequence[Rule]) -> Iterator[str]:
    """The rules as a Markdown table."""
    figures = measured()
    yield "| code | name | level | confidence | precision | recall | n | what it tells |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n"
    for rule in rules:
        off = "" if rule.default else " (off by default)"
        told = one_line(rule.message).replace("|", "\\|").replace("{", "‹").replace("}", "›")
        found = figures.get(rule.code)
        yield (
            f"| {rule.code} | {rule.name} | {rule.severity}{off} | {rule.confidence} "
            f"| {_share(found, 'precision')} | {_share(found, 'recall')} | {found['n'] if found else ''} | {told} |\n"
        )


def listing(rules: Sequence[Rule], style: Style) -> Iterator[str]:
    """The rules one a line: code, name, level, confidence, measured precision."""
    figures = measured()
    name = max((len(r.name) for r in rules), default=4)
    yield paint(f"{'code':5}  {'name':{name}}  {'level':7}  {'confidence':10}  precision", DIM, style) + "\n"
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            yield paint(f"\n{family}", BOLD, style) + "\n"
        level = paint(f"{rule.severity:7}", COLOURS[Severity.of(rule.severity)], style)
        off = "" if rule.default else "  off by default"
        yield f"{rule.code:5}  {rule.name:{name}}  {level}  {rule.confidence:10}  {_share(figures.get(rule.code), 'precision')}{off}".rstrip() + "\n"


def card(rule: Rule, style: Style) -> Iterator[str]:
    """One rule for people: why, what to do, examples with the span underlined, options, figures."""
    head = f"{rule.code} {rule.name}"
    facts = [rule.family, rule.severity, f"{rule.confidence} confidence", *([] if rule.default else ["off by default"])]
    yield f"{paint(head, BOLD, style)}  {', '.join(facts)}\n"
    yield from _paragraph("Says", rule.message, style)
    yield from (line for name, case in rule.cases.items() if case.message for line in _paragraph("", f"{name}: {case.message}", style))
    yield from _paragraph("Why", rule.why, style)
    yield from _paragraph("Do", rule.do, style)
    yield from _examples("Bad", rule.examples.bad, style)
    yield from _examples("Good", rule.examples.good, style)
    yield from _examples("Missed", rule.examples.missed, style)
    yield from _options(rule, style)
    yield from _figures(measured().get(rule.code), style)
    notes = {"Languages": ", ".join(rule.languages), "Since": rule.since, "Fix": rule.fix or "", "Yields to": ", ".join(rule.yields_to)}
    for name, value in notes.items():
        if value:
            yield from _paragraph(name, value, style)
    for reference in rule.references:
        yield from _paragraph("See", reference, style)


def page(rule: Rule) -> Iterator[str]:
    """One rule as a Markdown page."""
    yield f"# {rule.code} {rule.name}\n\n{rule.family}, {rule.severity}, {rule.confidence} confidence{'' if rule.default else ', off by default'}\n\n"
    yield f"**Says:** {markdown(rule.message)}\n\n## Why\n\n{one_line(rule.why)}\n\n## What to do\n\n{one_line(rule.do)}\n"
    for title, examples in (("Bad", rule.examples.bad), ("Good", rule.examples.good), ("Known misses", rule.examples.missed)):
        if examples:
            yield f"\n## {title}\n\n```text\n" + "\n---\n".join("\n".join(_marked(e, Style(width=100))) for e in examples) + "\n```\n"
    if figures := measured().get(rule.code):
        yield "\n## Measured\n\n" + _told(figures) + "\n"
    if rule.references:
        yield "\n## References\n\n" + "".join(f"- {one_line(r)}\n" for r in rule.references)


def _paragraph(name: str, text: str, style: Style) -> Iterator[str]:
    lines = wrapped(one_line(text), style.width - 12, style.width - 12)
    for i, line in enumerate(lines):
        yield f"  {paint(f'{name:9}', DIM, style) if i == 0 else ' ' * 9} {line}\n"


def _examples(name: str, examples: Sequence[str], style: Style) -> Iterator[str]:
    for i, example in enumerate(examples):
        for j, line in enumerate(_marked(example, style)):
            lead = paint(f"{name:9}", DIM, style) if i == j == 0 else " " * 9
            yield f"  {lead} {line}".rstrip() + "\n"


def _marked(example: str, style: Style) -> Iterator[str]:
    """The lines of an example that hold a marked span, each underlined; all lines of one that holds none."""
    parsed = selftest.parse(example)
    spans = [s for s in parsed.expected if s.end > s.start]
    start, shown = 0, False
    for line in parsed.text.splitlines(keepends=True):
        end = start + len(line.rstrip("\r\n"))
        inside = [Span(max(s.start, start), min(s.end, end)) for s in spans if s.start < end and s.end > start]
        for span in inside:
            cut = underlined(Excerpt(parsed.text[start : span.start], parsed.text[span.start : span.end], parsed.text[span.end : end]), style.width - 12)
            yield f"{cut.before}{cut.inside}{cut.after}"
            yield " " * cut.indent + paint("^" * cut.length, COLOURS[Severity.ERROR], style)
        if not spans and line.strip():
            yield from wrapped(one_line(line), style.width - 12, style.width - 12)
        start, shown = start + len(line), shown or bool(inside)
    if parsed.expected and not spans:
        yield paint("(the whole document)", DIM, style)


def _options(rule: Rule, style: Style) -> Iterator[str]:
    """The options of the rule's kind with the values they have in this rule."""
    chosen = kind(str(rule.match["kind"])).Options
    values = msgspec.to_builtins(msgspec.convert({k: v for k, v in rule.match.items() if k != "kind"}, chosen))
    yield from _paragraph("Kind", str(rule.match["kind"]), style)
    for field in msgspec.structs.fields(chosen):
        value = values.get(field.encode_name)
        told = f"{len(value)} entries" if isinstance(value, (list, dict)) and len(json.dumps(value)) > 100 else json.dumps(value, ensure_ascii=False)
        yield from _paragraph("Option", f"{field.encode_name}: {told}", style)


def _figures(figures: dict[str, Any] | None, style: Style) -> Iterator[str]:
    if figures:
        yield from _paragraph("Measured", _told(figures), style)


def _told(figures: dict[str, Any]) -> str:
    told = [f"{name} {figures[name]:.2f}" for name in ("precision", "recall") if figures.get(name) is not None]
    where = f" on {figures['corpus']}" if figures.get("corpus") else ""
    return ", ".join(told) + (f" (n {figures['n']:,}){where}" if figures.get("n") else where)


def _share(figures: dict[str, Any] | None, name: str) -> str:
    return f"{figures[name]:.2f}" if figures and figures.get(name) is not None else ""
