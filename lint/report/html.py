"""Format `html`: one page that holds the whole report and needs nothing else: no network, no other file, and no script to be read."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

import msgspec

from lint import __version__
from lint.model import FAMILIES, FileResult, Finding, Report, Rule, Severity, Span
from lint.report import marked
from lint.report.escape import html, one_line
from lint.report.marked import Stretch

_FAMILIES = (*FAMILIES.values(), "custom")
_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LEVELS = tuple(sorted(Severity, reverse=True))
_STRIP = 240
"""Units across the strip that shows where in a text the findings lie."""

_TICKS = 400
"""From this many ticks on a strip tells families and levels apart, but not rules."""

_SOURCES = 6
"""Named sources listed in a file's row; its section lists all."""

_PART = 40
"""Lines that a browser draws together or, out of sight, not at all."""

_EXAMPLE = re.compile("⟦([^⟦⟧]*)⟧")


class _Page(msgspec.Struct, frozen=True):
    """One file with what is shown of it: its number, its findings that stand, and the addresses they have on the page."""

    number: int
    file: FileResult
    findings: Sequence[Finding]
    anchors: Sequence[str]

    @property
    def profile(self) -> Mapping[str, Any]:
        """What the text states about itself; empty where it was not asked."""
        return self.file.profile or {}

    @property
    def name(self) -> str:
        """The text's own title, or its path."""
        title = self.profile.get("title")
        return one_line(title["text"])[:160] if title and title["text"].strip() else one_line(self.file.path)

    @property
    def garbled(self) -> bool:
        """Whether the text as a whole was found to be garbled."""
        return any(f.code == "MT010" for f in self.findings)

    @property
    def undated(self) -> bool:
        """Whether the text was read and states no full date."""
        return bool(self.profile) and not self.profile["date"]


def render(report: Report) -> Iterator[str]:
    """The report as one HTML page."""
    pages = _pages(report)
    shown = [f for page in pages for f in page.findings]
    families = [name for name in _FAMILIES if any(f.family == name for f in shown)]
    yield from _head(families)
    yield f"<header class=top><p class=brand>newslint <span>{__version__}</span></p><h1>What {_counted(len(pages), 'text')} show</h1></header>"
    yield from _bar(shown, families)
    yield "<main>"
    yield from _unread(report)
    yield from _overview(pages, shown, families, report)
    for page in pages:
        yield from _section(page, pages, report)
    yield from _rules(shown, report.rules)
    yield from _silenced(report)
    yield "</main>"
    yield from _foot()


def _pages(report: Report) -> list[_Page]:
    """The files that were judged or have findings, in order, each finding with an address that is unique on the page."""
    standing: dict[str, list[Finding]] = {}
    for f in report.findings:
        if f.silenced is None:
            standing.setdefault(f.path, []).append(f)
    used: Counter[str] = Counter()
    pages = []
    files = {f.path: f for f in report.files if f.judged or f.path in standing} | {
        path: FileResult(path, judged=True) for path in standing if path not in {f.path for f in report.files}
    }
    for number, file in enumerate(files.values(), 1):
        findings = standing.get(file.path, [])
        anchors = []
        for f in findings:
            used[f.fingerprint] += 1
            anchors.append(f.fingerprint if used[f.fingerprint] == 1 else f"{f.fingerprint}-{used[f.fingerprint]}")
        pages.append(_Page(number, file, findings, anchors))
    return pages


def _head(families: Sequence[str]) -> Iterator[str]:
    """Everything before the page's body; only the style and the script that stand in the page may run, by their digests."""
    style, script = _beside("page.css") + _filters(families), _beside("page.js")
    policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'"
    yield "<!doctype html>\n<html lang=en><head><meta charset=utf-8>"
    yield f'<meta http-equiv=Content-Security-Policy content="{policy}">'
    yield "<meta name=viewport content='width=device-width, initial-scale=1'><meta name=referrer content=no-referrer>"
    yield f"<title>newslint report</title><style>{style}</style></head><body>"
    yield "<a class=skip href=#overview>Skip to the overview</a>"


def _foot() -> Iterator[str]:
    yield "<footer><p>newslint says how a text tells where it comes from. It does not say whether a text is true.</p></footer>"
    yield f"<script>{_beside('page.js')}</script></body></html>\n"


def _beside(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _filters(families: Sequence[str]) -> str:
    """Style that takes away what a box without a tick stands for, so that filters work without a script."""
    tokens = [f"s-{_WORDS[level]}" for level in _LEVELS] + [f"f-{name}" for name in families]
    off = [(f".bar:has(#show-{token}:not(:checked))~main", f".{token}") for token in tokens]
    gone = "".join(f"{main} .card{kind}:not(:target),{main} .tick{kind},{main} mark{kind}>.n{{display:none}}" for main, kind in off)
    return gone + "".join(f"{main} mark{kind}{{background:none;border-bottom-color:transparent}}" for main, kind in off)


def _bar(shown: Sequence[Finding], families: Sequence[str]) -> Iterator[str]:
    """The filters; each is a box with its number of findings."""
    levels, kinds = Counter(f.severity for f in shown), Counter(f.family for f in shown)
    yield "<div class=bar role=search aria-label=Filters><details open><summary>Filters</summary><div class=boxes>"
    yield "<fieldset><legend>Level</legend>"
    for level in _LEVELS:
        word = _WORDS[level]
        ticked = " checked" if level > Severity.INFO else ""
        yield f"<label class='box l-{word}'><input type=checkbox id=show-s-{word}{ticked}> {word}s <b>{levels[level]:,}</b></label>"
    yield "</fieldset>"
    yield "<fieldset><legend>Mark in the text</legend>"
    yield "<label class=box><input type=checkbox id=mark-quotes> quotations</label>"
    yield "<label class=box><input type=checkbox id=mark-sources> attributions</label></fieldset>"
    yield "<fieldset class=js><legend><label for=find>Rule</label></legend><input type=search id=find list=codes placeholder='code, name or word'>"
    codes = sorted({(f.code, f.name) for f in shown})
    yield f"<datalist id=codes>{''.join(f'<option value={_quoted(code)}>{html(name)}</option>' for code, name in codes)}</datalist>"
    yield "</fieldset>"
    if families:
        yield "<fieldset><legend>Family</legend>"
        for name in families:
            yield f"<label class='box f-{name}'><input type=checkbox id=show-f-{name} checked> {name} <b>{kinds[name]:,}</b></label>"
        yield "</fieldset>"
    yield "</div><p class='state js'><output id=state aria-live=polite></output>"
    yield "<button type=button id=theme>Light or dark</button> <button type=button id=keys aria-expanded=false aria-controls=help>Keys</button></p>"
    yield "<dl id=help hidden><dt>j k</dt><dd>next, previous finding</dd><dt>] [</dt><dd>next, previous text</dd><dt>o</dt><dd>open or close it</dd>"
    yield "<dt>1 2 3</dt><dd>errors, warnings, notes</dd><dt>q a</dt><dd>quotations, attributions</dd><dt>/</dt><dd>look for a rule</dd>"
    yield "<dt>t</dt><dd>light or dark</dd><dt>?</dt><dd>these keys</dd><dt>Esc</dt><dd>all filters back, nothing chosen</dd></dl></details></div>"


def _unread(report: Report) -> Iterator[str]:
    """What was not judged, before anything else, for a page without it would look clean."""
    if report.failures:
        yield f"<section class='alert'><h2>{_counted(len(report.failures), 'thing')} could not be judged</h2><ul>"
        for failure in report.failures:
            where = " ".join(f"<code>{html(one_line(part))}</code>" for part in (failure.path, failure.rule) if part)
            yield f"<li>{where} {html(one_line(failure.reason))}</li>"
        yield "</ul></section>"
    skipped = [f for f in report.files if f.skipped]
    if skipped or report.notes:
        yield "<section class=aside><ul>"
        yield from (f"<li>{html(one_line(note))}</li>" for note in report.notes)
        yield from (f"<li>skipped <code>{html(one_line(f.path))}</code>: {html(one_line(f.skipped or ''))}</li>" for f in skipped)
        yield "</ul></section>"


def _overview(pages: Sequence[_Page], shown: Sequence[Finding], families: Sequence[str], report: Report) -> Iterator[str]:
    yield "<section id=overview><div class=glance><h2>At a glance</h2><ul>"
    yield from _glance(pages, report)
    yield "</ul></div>"
    yield from _plot(shown, families)
    yield f"<h2>{_counted(len(pages), 'text')}</h2><ol class=rows>"
    for page in pages:
        yield from _row(page, report)
    yield "</ol></section>"


def _glance(pages: Sequence[_Page], report: Report) -> Iterator[str]:
    """The sentences a newcomer looks for: which texts are garbled, which have no date, who speaks."""
    profiled = [p for p in pages if p.profile]
    if profiled:
        yield _among("reads as garbled", "read as garbled", [p for p in pages if p.garbled], len(pages))
        yield _among("states no full date", "state no full date", [p for p in pages if p.undated], len(pages))
        names: Counter[str] = Counter()
        for source in (s for p in profiled for s in p.profile["sources"]):
            names[one_line(source["name"])] += source["count"]
        vague = sum(p.profile["claims"]["vague"] for p in profiled)
        listed = _fullest(names, {one_line(s["name"]) for p in profiled for s in p.profile["sources"] if s["type"] == "named_person"})[:_SOURCES]
        most = ", ".join(html(name) for name in listed)
        more = f" and {len(names) - len(listed):,} more" if len(names) > len(listed) else ""
        yield f"<li><b>{_counted(len(names), 'source')}</b> with a name{': ' + most + more if most else ''}; vague ones speak {_times(vague)}.</li>"
    for event in report.events:
        links = ", ".join(_link(p) for p in pages if p.file.path in event.files)
        told = f"{len(event.files)} texts tell one event, from at most {_counted(len(event.origins), 'independent origin')}"
        why = "".join(f"<br><small>{html(one_line(str(link)))}</small>" for link in event.links)
        yield f"<li><b>{told}</b>: {links}.{why}</li>"


def _fullest(names: Counter[str], people: Set[str]) -> list[str]:
    """The names by how often they speak, without those of people that stand in a fuller name of a person as well (Wenbin in Wang Wenbin)."""
    words = {name: frozenset(w for w in name.split() if not w.endswith(".")) for name in names}
    return [name for name, _ in names.most_common() if name not in people or not any(words[name] < words[other] for other in people)]


def _among(one: str, several: str, found: Sequence[_Page], count: int) -> str:
    """`2 of 5 texts read as garbled`, with links to them."""
    verb = one if len(found) == 1 or count == 1 else several
    head = f"<b>{len(found) or 'None'} of {_counted(count, 'text')}</b> {verb}"
    more = f" and {len(found) - 12} more" if len(found) > 12 else ""
    return f"<li>{head}{': ' + ', '.join(_link(p) for p in found[:12]) + more if found else ''}.</li>"


def _link(page: _Page) -> str:
    return f"<a href=#text-{page.number}>{html(page.name)}</a>"


def _plot(shown: Sequence[Finding], families: Sequence[str]) -> Iterator[str]:
    """Findings by family and level: a table with a bar in each row, all bars on one scale."""
    counts = Counter((f.family, f.severity) for f in shown)
    total = Counter(f.severity for f in shown)
    longest = max((sum(counts[name, level] for level in _LEVELS) for name in families), default=1)
    yield "<div class=plot><h2>Findings</h2><table><thead><tr><th scope=col>family</th>"
    yield "".join(f"<th scope=col class=l-{_WORDS[level]}>{_WORDS[level]}s</th>" for level in _LEVELS) + "<td></td></tr></thead><tbody>"
    for name in families:
        yield f"<tr data-family={name}><th scope=row><span class='dot f-{name}'></span>{name}</th>"
        yield "".join(f"<td>{counts[name, level]:,}</td>" for level in _LEVELS)
        yield f"<td class=bars>{_stacked([(f'l-{_WORDS[level]}', counts[name, level]) for level in _LEVELS], longest)}</td></tr>"
    yield "</tbody><tfoot><tr data-family=all><th scope=row>all</th>" + "".join(f"<td>{total[level]:,}</td>" for level in _LEVELS)
    yield "<td></td></tr></tfoot></table></div>"


def _stacked(parts: Sequence[tuple[str, int]], longest: int) -> str:
    """Bars side by side in an SVG of 200 units that stand for `longest`."""
    drawn, x = [], 0.0
    for name, number in parts:
        width = 200 * number / longest
        drawn.append(f"<rect class={name} x={x:.1f} y=0 width={width:.1f} height=10></rect>" if number else "")
        x += width
    return f"<svg viewBox='0 0 200 10' preserveAspectRatio=none aria-hidden=true>{''.join(drawn)}</svg>"


def _row(page: _Page, report: Report) -> Iterator[str]:
    """One file in the overview: who says it is, who speaks in it, its scores, and where its findings lie."""
    yield f"<li class=row><div class=what><h3>{_link(page)}</h3>{_path(page)}"
    yield f"<p class=flags>{''.join(_flags(page))}</p></div>"
    if page.profile:
        yield f"<dl>{''.join(_origin(page, report))}</dl><dl>{''.join(_voices(page, _SOURCES))}</dl><dl class=scores>{''.join(_scores(page))}</dl>"
    levels = Counter(f.severity for f in page.findings)
    told = ", ".join(f"<span class=l-{_WORDS[level]}>{_counted(levels[level], _WORDS[level])}</span>" for level in _LEVELS if levels[level])
    yield f"<div class=where><p>{told or 'nothing found'}</p>{_strip(page)}</div></li>"


def _path(page: _Page) -> str:
    """The path, where the text has a name of its own."""
    path = one_line(page.file.path)
    return f"<p class=path>{html(path)}</p>" if path != page.name else ""


def _flags(page: _Page) -> Iterator[str]:
    if page.garbled:
        yield "<span class='flag bad'>garbled</span>"
    if page.undated:
        yield "<span class='flag bad'>no date</span>"
    if page.profile and not page.profile["sources"]:
        yield "<span class='flag mild'>no named source</span>"


def _origin(page: _Page, report: Report) -> Iterator[str]:
    profile = page.profile
    date = profile["date"]
    yield _fact("published", f"<b>{html(date['value'])}</b> <small>({html(date['kind'])})</small>" if date else "<span class=none>no full date</span>")
    for name in ("byline", "publisher", "wire"):
        value = profile[name]
        if value or name != "wire":
            yield _fact(name, html(one_line(value)) if value else "<span class=none>not stated</span>")
    event = next((e for e in report.events if page.file.path in e.files), None)
    if event:
        yield _fact("told by", f"{len(event.files)} texts, at most {_counted(len(event.origins), 'independent origin')}")


def _voices(page: _Page, limit: int) -> Iterator[str]:
    sources = sorted(page.profile["sources"], key=lambda s: -s["count"])
    listed = "".join(f"<li>{html(one_line(', '.join(filter(None, (s['name'], s.get('role'))))))}{_repeated(s['count'])}</li>" for s in sources[:limit])
    more = f"<li class=none>and {len(sources) - limit:,} more</li>" if len(sources) > limit else ""
    yield _fact(f"{_counted(len(sources), 'named source')}", f"<ul class=names>{listed}{more}</ul>" if sources else "<span class=none>none</span>")
    vague = page.profile["claims"]["vague"]
    if vague:
        yield _fact("vague sources", _times(vague))


def _repeated(count: int) -> str:
    return f" <small>×{count}</small>" if count > 1 else ""


def _scores(page: _Page) -> Iterator[str]:
    for label, key in (("garble score", "garble_score"), ("leftovers", "boilerplate_share")):
        value = page.profile[key]
        if value is not None:
            told = f"{value:.2f}" if key == "garble_score" else f"{value:.0%}"
            width = max(0.0, min(100.0, 100 * value))
            kind = "meter bad" if key == "garble_score" and page.garbled else "meter"
            yield _fact(label, f"{told}<svg class='{kind}' viewBox='0 0 100 6' preserveAspectRatio=none aria-hidden=true>"
                               f"<rect class=ground x=0 y=0 width=100 height=6></rect><rect x=0 y=0 width={width:.0f} height=6></rect></svg>")  # fmt: skip
    yield _fact("words", f"{page.profile['words']:,}")


def _fact(label: str, value: str) -> str:
    return f"<div><dt>{label}</dt><dd>{value}</dd></div>"


def _strip(page: _Page) -> str:
    """Where in the text the findings lie, from its first character to its last."""
    length = len(page.file.text or "")
    if not length:
        return ""
    ticks: dict[tuple[int, str], int] = {}
    for f in page.findings:
        if f.scope == "span":
            place, classes = int(_STRIP * f.start.offset / length), _classes(f)
            if len(ticks) > _TICKS:
                classes = classes.rpartition(" ")[0]
            width = max(2, int(_STRIP * (f.end.offset - f.start.offset) / length))
            ticks[place, classes] = max(width, ticks.get((place, classes), 0))
    drawn = "".join(
        f"<rect class='tick {classes}' x={place} y=0 width={min(width, _STRIP - place)} height=14></rect>" for (place, classes), width in ticks.items()
    )
    return f"<svg class=strip viewBox='0 0 {_STRIP} 14' preserveAspectRatio=none role=img aria-label='where in the text the findings lie'>{drawn}</svg>"


def _classes(f: Finding) -> str:
    """The classes by which a finding's card, marks and tick are filtered."""
    family = f.family if f.family in _FAMILIES else "custom"
    return f"s-{_WORDS[f.severity]} f-{family} r-{html(f.code)}"


def _section(page: _Page, pages: Sequence[_Page], report: Report) -> Iterator[str]:
    """One file: what it says about itself, then its text with each finding beside the line it begins in."""
    yield f"<section class=text id=text-{page.number} aria-labelledby=name-{page.number}>"
    yield f"<h2 id=name-{page.number}>{html(page.name)}</h2>{_path(page)}<p class=flags>{''.join(_flags(page))}</p>"
    if page.profile:
        yield f"<dl class=facts>{''.join((*_origin(page, report), *_voices(page, len(page.profile['sources'])), *_scores(page)))}</dl>"
    numbers = {path: p.number for p in pages for path in (p.file.path,)}
    cards = [_card(i, f, anchor, numbers) for i, (f, anchor) in enumerate(zip(page.findings, page.anchors), 1)]
    whole = [card for card, f in zip(cards, page.findings) if f.scope == "document"]
    if whole:
        yield f"<div class='cards whole'>{''.join(whole)}</div>"
    if page.file.text is None:
        yield from (_cut(card, f) for card, f in zip(cards, page.findings) if f.scope == "span")
    else:
        yield from _lines(page, page.file.text, cards)
    yield "<p class=up><a href=#overview>Overview</a></p></section>"


def _cut(card: str, f: Finding) -> str:
    """A finding where the whole text is not at hand: the line around it."""
    line = f.excerpt
    told = f"{html(line.before)}<mark class='{_classes(f)}'>{html(line.inside)}</mark>{html(line.after)}" if line else ""
    return f"<div class=pair><p class=line data-n={f.start.line} dir=auto>{told}</p><div class=cards>{card}</div></div>"


def _lines(page: _Page, text: str, cards: Sequence[str]) -> Iterator[str]:
    places = marked.lines(text)
    beside: dict[int, list[str]] = {}
    for f, card in zip(page.findings, cards):
        if f.scope == "span":
            beside.setdefault(min(f.start.line, len(places)), []).append(card)
    language = page.profile.get("language", "")
    spoken = f" lang={language}" if re.fullmatch("[a-z]{2,3}", language) and language != "und" else ""
    yield f"<div class=prose{spoken}><div class=part>"
    told = 0
    for number, (place, stretches) in enumerate(zip(places, marked.by_line(places, _stretches(page))), 1):
        line = Span(place.start, place.start + len(text[place.start : place.end].rstrip("\r\n")))
        notes = beside.get(number)
        if not line.length and not notes:
            continue
        if told and told % _PART == 0:
            yield "</div><div class=part>"
        told += 1
        seen = f"<p class=line data-n={number} dir=auto>{''.join(marked.nested(text, line, [s for s in stretches if s.span.start < line.end]))}</p>"
        yield f"<div class=pair>{seen}<div class=cards>{''.join(notes)}</div></div>" if notes else seen
    yield "</div></div>"


def _stretches(page: _Page) -> list[Stretch]:
    """What is marked in a text: findings always, quotations and attributions on request."""
    found = []
    for quote in page.profile.get("quotes", ()):
        by = html(one_line(quote["speaker"])) if quote["speaker"] else "no speaker"
        found.append(Stretch(Span(quote["start"], quote["end"]), f"<q data-by='{by}'>", "q", again="<q>"))
    for attribution in page.profile.get("attributions", ()):
        for part, name in (("source", "b"), ("cue", "i")):
            span = attribution[part]
            if span:
                vague = " class=vague" if attribution["type"] in ("vague", "anonymous", "none") and part == "source" else ""
                found.append(Stretch(Span(span["start"], span["end"]), f"<{name}{vague}>", name))
    for i, (f, anchor) in enumerate(zip(page.findings, page.anchors), 1):
        if f.scope == "span":
            note = f"<a class=n href=#{html(anchor)} aria-label='finding {i}'>{i}</a>"
            found.append(Stretch(Span(f.start.offset, f.end.offset), f"<mark class='{_classes(f)}'>", "mark", note))
    return found


def _card(number: int, f: Finding, anchor: str, numbers: Mapping[str, int]) -> str:
    """A finding: what is seen, and on opening why it matters and what to do."""
    word = _WORDS[f.severity]
    where = f"{f.start.line}:{f.start.column}" if f.scope == "span" else "the whole text"
    related = "".join(
        f"<p>{_place(p.path, numbers) if p.path != f.path else 'line'} {p.start.line}:{p.start.column} {html(one_line(p.message))}</p>" for p in f.related
    )
    rule = html(f.code)
    return (
        f"<details class='card {_classes(f)}' id={_quoted(anchor)}><summary><b class=l-{word}>{word} </b><b>{rule}</b> {html(f.name)}"
        f"<span>{number} · {where}</span><br>{html(one_line(f.message))}</summary>"
        f"<p>{html(one_line(f.why))}</p>{related}"
        f"<p><b>Do:</b> {html(one_line(f.do))}<a href=#rule-{rule}>the rule</a><a href=#{html(anchor)}>link</a></p></details>"
    )


def _place(path: str, numbers: Mapping[str, int]) -> str:
    name = html(one_line(path))
    return f"<a href=#text-{numbers[path]}>{name}</a>" if path in numbers else name


def _rules(shown: Sequence[Finding], rules: Sequence[Rule]) -> Iterator[str]:
    """The page of each rule that found something, by the same words as `newslint explain`."""
    tallies = Counter((f.code, f.severity) for f in shown)
    found = sorted({f.code: f for f in shown}.items())
    if not found:
        return
    known = {rule.code: rule for rule in rules}
    yield "<section id=rules><h2>The rules that found something</h2>"
    for code, f in found:
        counts = " ".join(f"data-{_WORDS[level]}={tallies[code, level]}" for level in _LEVELS)
        words = html(f"{code} {f.name} {f.family}".lower())
        yield f"<article class=rule id={_quoted('rule-' + code)} data-code={_quoted(code)} data-family={_quoted(f.family)} data-words='{words}' {counts}>"
        yield f"<h3><span class='dot f-{html(f.family)}'></span>{html(code)} {html(f.name)}</h3>"
        yield from _explained(known[code]) if code in known else (f"<p>{html(f.why)}</p><p><b>Do:</b> {html(f.do)}</p>",)
        yield "</article>"
    yield "</section>"


def _explained(rule: Rule) -> Iterator[str]:
    yield f"<p class=path>{html(rule.family)}, {html(rule.severity)}, {html(rule.confidence)} confidence</p>"
    yield f"<p>{html(rule.why)}</p><p><b>Do:</b> {html(rule.do)}</p>"
    for label, examples in (("Found", rule.examples.bad[:2]), ("Not found", rule.examples.good[:2])):
        if examples:
            quoted = "".join(f"<blockquote>{html(example[:400])}</blockquote>" for example in examples)
            yield f"<p class=path>{label}</p>" + _EXAMPLE.sub(r"<mark>\1</mark>", quoted)


def _silenced(report: Report) -> Iterator[str]:
    silenced = [f for f in report.findings if f.silenced is not None]
    if not silenced:
        return
    yield f"<section id=silenced><details><summary>{_counted(len(silenced), 'silenced finding')}</summary><ul>"
    for f in silenced:
        reason = f.silenced.reason if f.silenced else ""
        what = f"{html(f.code)} {html(one_line(f.message))} <small>{html(one_line(reason))}</small>"
        yield f"<li><code>{html(one_line(f.path))}:{f.start.line}</code> {what}</li>"
    yield "</ul></details></section>"


def _quoted(text: str) -> str:
    return f'"{html(text)}"'


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _times(number: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number:,} times")
