"""A coverage-guided fuzz target: any bytes as a text, with the promises of docs/reliability.md as its oracle.

pip install atheris
python benchmarks/fuzz/check.py -max_total_time=600 -max_len=4000 CORPUS-FOLDER seeds/
"""

import json
import re
import sys

import atheris

with atheris.instrument_imports(include=["lint"]):
    from lint import engine, ruleset, strictyaml
    from lint.model import FileResult, Report
    from lint.report import FORMATS, Style, escape, rendered
    from lint.text import decode

RULES = ruleset.load()
CHECKS = RULES.checks(r for r in RULES.rules if r.match["kind"] != "grammar")
RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")


def one_input(raw: bytes) -> None:
    """Judge the bytes as a text and as YAML; raises AssertionError where a promise is broken."""
    if raw[:1] == b"\x01":
        try:
            strictyaml.parse(raw[1:].decode("utf-8", "replace"))
        except strictyaml.SourceError as error:
            escape.one_line(str(error)).encode()
        return
    document = decode.decode(raw, "x.txt")
    findings, failures = engine.judge(document, CHECKS)
    assert not failures, failures[0].reason
    assert all(0 <= f.start.offset <= f.end.offset <= len(document.source) for f in findings)
    report = Report((FileResult("x.txt", judged=True),), tuple(findings), ())
    for form in FORMATS:
        written = "".join(rendered(form, report, Style()))
        written.encode()
        assert form in ("sarif", "gitlab") or not RAW.search(written), form
        if form in ("json", "sarif", "gitlab"):
            json.loads(written)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
