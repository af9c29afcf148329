"""What hostile texts cost at three lengths, for all rules together and, where that grows too fast, for each of them.

    PYTHONPATH=. python benchmarks/growth.py [LENGTH [NAME-PART]]        from LENGTH characters (25,000) to twice and four times as many

A family is named when twice the text costs three times as much or more; what is under a tenth of a second is noise. Ends with status 1 then.
"""

import sys
import time
from collections.abc import Callable

from lint import engine, ruleset
from lint.text import decode
from tests.checks import shapes

RULES = ruleset.load()
CHECKS = RULES.checks(r for r in RULES.rules if r.match["kind"] != "grammar")
NOISE = 0.1
LIMIT = 3.0


def spent(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def whole(text: str) -> float:
    """What all rules together cost."""
    return spent(lambda: engine.judge(decode.document(text), CHECKS, "en"))


def each(text: str) -> dict[str, float]:
    """What decoding and each rule cost; a view counts for the first rule that asks for it."""
    found = []
    costs = {"decoding": spent(lambda: found.append(decode.document(text)))}
    for rule, check in CHECKS:
        costs[rule.code] = spent(lambda check=check: list(check(found[0])))
    return costs


def grows(short: float, long: float) -> bool:
    """Whether twice the text costs too much more."""
    return long >= LIMIT * short and long > NOISE


def main(length: int, part: str) -> int:
    """Measure every family and name those that grow too fast."""
    fast, worst = 0, []
    for name, make in shapes.every():
        if part not in name:
            continue
        whole(make(1_000))
        costs = [whole(make(length * times)) for times in (1, 2, 4)]
        worst.append((costs[2], name))
        if not (grows(costs[0], costs[1]) or grows(costs[1], costs[2])):
            continue
        costs = [min(c, whole(make(length * times))) for c, times in zip(costs, (1, 2, 4))]  # another process may have been in the way
        if grows(costs[0], costs[1]) or grows(costs[1], costs[2]):
            fast += 1
            print(f"{name}: {' '.join(f'{c:.2f}' for c in costs)} s", flush=True)
            short, long = each(make(2 * length)), each(make(4 * length))
            for code in sorted(long, key=lambda c: -long[c])[:6]:
                print(f"    {code}: {short[code]:.2f} {long[code]:.2f}", flush=True)
    print(f"{len(worst)} families, {fast} grow too fast; the slowest at {4 * length:,} characters:")
    for cost, name in sorted(worst, reverse=True)[:12]:
        print(f"    {cost:6.2f} s  {name}")
    return int(fast > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 25_000, sys.argv[2] if len(sys.argv) > 2 else ""))
