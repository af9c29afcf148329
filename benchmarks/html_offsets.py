"""Do findings in HTML pages point at the right characters? `python benchmarks/html_offsets.py FOLDER` reads every page below a folder.

The text at the offsets of each finding, and of each line and every tenth word, is read by another parser (lxml), which resolves entities and drops tags,
and must equal what newslint says stands there, blanks and characters that no reader sees aside.
With `--part whole` the words that lxml sees in the whole page are counted too, and how many of them newslint sees.
"""

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

import lxml.html

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lint import engine
from lint.config import Settings
from lint.model import Span
from lint.plan import Plan
from lint.text import decode, page, segment, tokens
from lint.text.document import Document

HIDDEN = "|".join(f".//{tag}" for tag in sorted(page.UNSEEN)) + (
    "|.//comment()|.//processing-instruction()|.//*[@hidden]"
    "|.//*[contains(translate(translate(@style,' ',''),'DISPLAYNOE','displaynoe'),'display:none')]"
    "|.//*[contains(translate(translate(@style,' ',''),'VISBLTYHDEN','visbltyhden'),'visibility:hidden')]"
)
BLANKS = re.compile("[\\s\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f\x80-\x9f]+")


def seen(source: str) -> str:
    """What another parser makes of a stretch of a page, without blanks."""
    try:
        root = lxml.html.fragment_fromstring(re.sub("[\x00-\x08\x0b\x0e-\x1f]", "", source), create_parent="div")
    except (lxml.etree.LxmlError, ValueError):
        return ""
    for element in root.xpath(HIDDEN):
        if element.getparent() is not None:
            element.drop_tree()
    return BLANKS.sub("", root.text_content())


def wrong(document: Document, span: Span, stated: str) -> bool:
    """Whether the source at a span of the text reads otherwise than stated."""
    at = document.original(span)
    return seen(document.source[at.start : at.end]) != BLANKS.sub("", stated)


def measure(path: Path, part: str, plan: Plan, counts: Counter[str], show: int) -> None:
    """One page: its findings, lines and words held against the source."""
    document = decode.decode(path.read_bytes(), str(path), "html", part)
    faults = []
    findings, _ = engine.judge(document, plan.active_with(()).checks, "en", "none")
    for f in findings:
        if f.scope == "span":
            counts["findings"] += 1
            if seen(document.source[f.start.offset : f.end.offset]) != BLANKS.sub("", f.text):
                faults.append(("findings", f.code, f.text[:80], document.source[f.start.offset : f.end.offset][:160]))
    for kind, spans in (
        ("lines", document.view(segment.lines)),
        ("words", [tokens.span(document, i) for i in range(0, len(document.view(tokens.written)), 10)]),
    ):
        for span in spans:
            counts[kind] += 1
            if wrong(document, span, document[span]):
                at = document.original(span)
                faults.append((kind, "", document[span][:80], document.source[at.start : at.end][:160]))
    counts["pages"] += 1
    counts["pages with a fault"] += bool(faults)
    for kind, *rest in faults:
        counts[f"wrong {kind}"] += 1
        if counts[f"wrong {kind}"] <= show:
            print(path.name, kind, *map(repr, rest))
    if part == "whole":
        theirs = Counter(re.findall(r"\w{3,}", page_words(document.source)))
        ours = Counter(re.findall(r"\w{3,}", document.text))
        counts["words lxml sees"] += theirs.total()
        counts["of these seen"] += (theirs & ours).total()
        counts["words newslint sees"] += ours.total()


def page_words(source: str) -> str:
    """The words of a whole page as another parser sees them."""
    try:
        root = lxml.html.document_fromstring(source.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (lxml.etree.LxmlError, ValueError):
        return ""
    for element in root.xpath(HIDDEN):
        if element.getparent() is not None:
            element.drop_tree()
    return " ".join(root.itertext())


def main() -> int:
    """Measure every page; 1 when a finding points at the wrong characters."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=["main", "whole"], default="whole")
    parser.add_argument("--show", type=int, default=5, help="how many faults of each kind are shown")
    asked = parser.parse_args()
    plan, counts = Plan(Settings()), Counter[str]()
    for path in sorted(p for p in asked.folder.rglob("*") if p.suffix.lower() in (".html", ".htm")):
        measure(path, asked.part, plan, counts, asked.show)
    for name, count in counts.items():
        print(f"{name}: {count:,}")
    return int(counts["wrong findings"] > 0 or not counts["pages"])


if __name__ == "__main__":
    sys.exit(main())
