"""Holds the measured quality: scores a fixed sample of each corpus and fails when a figure is worse than its floor.

python benchmarks/quality/gate.py            # compare; exit 1 below a floor, 2 when nothing could be measured
python benchmarks/quality/gate.py --raise    # lift each floor to just under today's figure; a floor never goes down
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import scorer

FLOORS = Path(__file__).with_name("floors.json")


def main() -> int:
    """Run the gate and return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=scorer.SHARED, help="the folder with corpora and scoring")
    parser.add_argument("--raise", dest="lift", action="store_true", help="write better floors where today's figures allow")
    args = parser.parse_args()
    if not (args.shared / "corpora").is_dir():
        print(f"no corpora in {args.shared}: nothing measured", file=sys.stderr)
        return 2
    held = json.loads(FLOORS.read_text("utf-8"))
    failed = 0
    for task, sample in held["samples"].items():
        answer = scorer.read(scorer.run(task, args.shared, sample["size"], sample["seed"]))
        if answer.lost:
            print(f"{task}: {len(answer.lost)} texts not judged, first: {answer.lost[0]}")
            failed += 1
        failed += sum(not _holds(floor, answer) for floor in held["floors"] if floor["task"] == task)
        if args.lift:
            held["floors"] = [_lifted(floor, answer) if floor["task"] == task else floor for floor in held["floors"]]
    if args.lift:
        FLOORS.write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(held['floors'])} floors, {failed} not held")
    return 1 if failed else 0


def _holds(floor: dict[str, Any], answer: scorer.Answer) -> bool:
    """Whether a figure is no worse than its floor (`least`) or ceiling (`most`); says so when it is."""
    figure = answer.figures.get((floor["measure"], floor["subset"], floor["figure"]))
    value = figure.value if figure else None
    name = f"{floor['measure']} | {floor['subset']} | {floor['figure']}"
    if value is None:
        print(f"NOT MEASURED  {name}")
        return False
    held = value >= floor["least"] if "least" in floor else value <= floor["most"]
    bound = f"at least {floor['least']}" if "least" in floor else f"at most {floor['most']}"
    print(f"{'ok  ' if held else 'FAIL'}  {value:.3f}  {bound}  {name}")
    return held


def _lifted(floor: dict[str, Any], answer: scorer.Answer) -> dict[str, Any]:
    """The floor moved to a hair under today's figure, or as it was where that would lower it."""
    figure = answer.figures.get((floor["measure"], floor["subset"], floor["figure"]))
    if figure is None or figure.value is None:
        return floor
    if "least" in floor:
        return {**floor, "least": max(floor["least"], round(figure.value - 0.005, 3))}
    return {**floor, "most": min(floor["most"], round(figure.value + 0.005, 3))}


if __name__ == "__main__":
    sys.exit(main())
