"""Runs the command over a battery of bad inputs and faults and holds the score: all clean, and at least so many exactly as asked.

python benchmarks/faults.py PATH/make_faults.py [--work FOLDER]
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

EXACT = 55
"""How many cases must end exactly as asked; raise it when more do."""
DIRTY = 0
"""How many may crash, hang or print what they must not; lower it when fewer do."""


def main() -> int:
    """Run the battery and return 0 when the score holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("script", type=Path)
    parser.add_argument("--work", type=Path, default=None, help="where the bad inputs are made (default: a temporary folder)")
    given = parser.parse_args()
    work = given.work or Path(tempfile.mkdtemp(prefix="newslint-faults-"))
    work.mkdir(parents=True, exist_ok=True)
    command = f"{sys.executable} -m lint"
    subprocess.run(
        [
            sys.executable, str(given.script), str(work / "cases"), "--big", "--time-scale", "8", "--report", str(work / "report.jsonl"),
            "--run", f"{command} {{target}}", "--run-rules", f"{command} --rules {{rules}} {{target}}", "--run-fix", f"{command} --fix {{target}}",
        ],
        check=False,
    )  # fmt: skip
    rows = [json.loads(line) for line in (work / "report.jsonl").read_text("utf-8").splitlines()]
    exact, dirty = sum(r["exact"] for r in rows), [r["id"] for r in rows if not r["clean"]]
    print(f"{len(rows)} cases, {len(rows) - len(dirty)} clean, {exact} exactly as asked (at least {EXACT}); not clean: {', '.join(dirty) or 'none'}")
    return int(exact < EXACT or len(dirty) > DIRTY)


if __name__ == "__main__":
    sys.exit(main())
