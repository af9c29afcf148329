"""Makes what is generated in the documentation: the README's rule table and sample output, and the JSON Schemas of rule and config files.

python docs/generate.py            # write
python docs/generate.py --check    # exit 1 and name what is stale
"""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lint import explain, plan, ruleset, run, schema  # noqa: E402
from lint.config import Settings  # noqa: E402
from lint.files import Target  # noqa: E402
from lint.report import Style, rendered  # noqa: E402
from lint.report.text import summary  # noqa: E402

SAMPLE = "seeds/002_404ac855c4996d3e.txt"
LINES = 24


def table() -> str:
    """The rule table of the README."""
    return "".join(explain.table(ruleset.load().rules))


def output() -> str:
    """The first lines of what the command prints for one seed, and its last."""
    planned = plan.Plan(Settings())
    outcome = run.check(Target(SAMPLE, named=True, raw=(ROOT / SAMPLE).read_bytes()), planned)
    report = run.report(run.Collected((), (), ()), [outcome], planned)
    lines = "".join(rendered("text", report, Style())).splitlines()
    shown = lines if len(lines) <= LINES else [*lines[:LINES], "  ...", "", *summary(report, Style())]
    return f"```\n$ newslint {SAMPLE}\n" + "\n".join(shown) + "\n```\n"


def made() -> dict[Path, str]:
    """Every generated file with its content."""
    readme = (ROOT / "README.md").read_text("utf-8")
    for name, content in (("output", output()), ("rules", table())):
        readme = re.sub(rf"(<!-- {name}: begin[^\n]*-->\n).*?(<!-- {name}: end -->)", lambda m, c=content: m[1] + c + m[2], readme, flags=re.DOTALL)
    schemas = {ROOT / "docs" / f"{s}-schema.json": json.dumps(schema.of(s), indent=1, ensure_ascii=False) + "\n" for s in schema.SUBJECTS}
    return {ROOT / "README.md": readme, **schemas}


def main() -> int:
    """Write what is stale, or only name it with --check."""
    stale = [path for path, content in made().items() if not path.exists() or path.read_text("utf-8") != content]
    for path in stale:
        print(f"stale: {path.relative_to(ROOT)}")
        if "--check" not in sys.argv:
            path.write_text(made()[path], "utf-8")
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
