"""Reports to render: one with everything that can go wrong in outside text, one empty, one far too long."""

from msgspec.structs import replace

from lint import ruleset
from lint.model import Edit, Excerpt, Failure, FileResult, Finding, Place, Position, Report, Severity, Silence

HOSTILE = (
    "\x1b[31mred\x1b[0m ::error title=PWNED::x%0A::error::y\r\n::warning::z [click](https://evil.example) ]]> --> </failure>"
    "\u202egnp.exe \u200bAL\u200bSO \ud800 \x00 =1+1 & <script>\"'"
)
NAMES = (
    "plain.txt", "%0A::error title=PWNED::.txt", "real\nnewline.txt", "-n.txt", "raw\udcff.txt", "rtl\u202e.txt", "a,b:c.txt",
    "esc\x1b[2J.txt", "dir/späce name.txt",
)  # fmt: skip
RULES = ruleset.load().rules
SHORTCODE = next(r for r in RULES if r.code == "BP001")


def finding(path: str = "plain.txt", text: str = "[mc4wp_form]", **changes: object) -> Finding:
    made = Finding(
        path=path,
        code="BP001",
        name="shortcode",
        family="boilerplate",
        severity=Severity.ERROR,
        confidence="high",
        message=f"CMS shortcode left in the text: {text}",
        why=SHORTCODE.why,
        do=SHORTCODE.do,
        scope="span",
        start=Position(2, 3, 10),
        end=Position(2, 3 + len(text), 10 + len(text)),
        text=text,
        excerpt=Excerpt("  ", text, ""),
        fingerprint="0123456789abcdef",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def hostile() -> Report:
    """Every name and every text field hold what must not get through; failures, silenced and document-level findings too."""
    findings = []
    for name in NAMES:
        place = Place(name, Position(1, 1, 0), Position(1, 4, 3), HOSTILE)
        findings += [
            finding(name, HOSTILE, related=(place,), fix=(Edit(10, 10 + len(HOSTILE), ""),), fingerprint=f"{len(findings):016x}"),
            finding(
                name, "", scope="document", start=Position(1, 1, 0), end=Position(1, 1, 0), severity=Severity.WARNING, fingerprint=f"{len(findings) + 1:016x}"
            ),
            finding(name, HOSTILE, severity=Severity.INFO, silenced=Silence("baseline", HOSTILE), fingerprint=f"{len(findings) + 2:016x}"),
        ]
    return Report(
        files=(
            *(FileResult(n, True) for n in NAMES),
            FileResult("clean.txt", True),
            FileResult("odd.txt", False, skipped=HOSTILE),
            FileResult("lost.txt", False),
        ),
        findings=tuple(findings),
        failures=(Failure("lost.txt", HOSTILE), Failure("plain.txt", HOSTILE, "BP001"), Failure(None, HOSTILE)),
        notes=(HOSTILE,),
        rules=RULES,
    )


def empty() -> Report:
    return Report((FileResult("clean.txt", True),), (), (), rules=RULES)


def many(count: int) -> Report:
    """`count` notes, then one warning and one error at the very end."""
    notes = tuple(finding(severity=Severity.INFO, fingerprint=f"{i:016x}") for i in range(count))
    last = (finding(severity=Severity.WARNING, fingerprint="f" * 16), finding(severity=Severity.ERROR, fingerprint="e" * 16))
    return Report((FileResult("plain.txt", True),), notes + last, (), rules=RULES)
