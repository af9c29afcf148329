"""What hostile texts cost at three lengths, for all rules together and, where that grows too fast, for each of them; then what comparing two of them costs.

    PYTHONPATH=. python benchmarks/growth.py [LENGTH [NAME-PART]]        from LENGTH characters (25,000) to twice and four times as many

A family is named when twice the text costs three times as much or more; what is under a tenth of a second is noise. Ends with status 1 then.
"""

import sys
import time
from collections.abc import Callable

from lint import engine, ruleset
from lint.crossfile import facts, judgement
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


def compared(texts: tuple[str, str]) -> float:
    """What comparing two texts costs beyond what each costs by itself."""
    held = [facts.gather(decode.document(text, f"{number}.txt"), RULES.library) for number, text in enumerate(texts)]
    return spent(lambda: judgement.judge(held, RULES.library, RULES.rules))


def measured(cost: Callable[[int], float], length: int) -> list[float]:
    """The costs at a length, twice and four times as much; the lesser of two, where they grow too fast, for another process may have been in the way."""
    costs = [cost(length * times) for times in (1, 2, 4)]
    return list(map(min, costs, [cost(length * times) for times in (1, 2, 4)])) if too_fast(costs) else costs


def too_fast(costs: list[float]) -> bool:
    """Whether costs at three lengths grow too fast at one of the steps."""
    return grows(costs[0], costs[1]) or grows(costs[1], costs[2])


def main(length: int, part: str) -> int:
    """Measure every family and name those that grow too fast."""
    fast, worst = 0, []
    alone = [(name, make, lambda size, make=make: whole(make(size))) for name, make in shapes.every()]
    pairs = [(f"together: {name}", None, lambda size, make=make: compared(make(size))) for name, make in shapes.together()]
    for name, make, cost in (*alone, *pairs):
        if part not in name:
            continue
        cost(1_000)
        costs = measured(cost, length)
        worst.append((costs[2], name))
        if too_fast(costs):
            fast += 1
            print(f"{name}: {' '.join(f'{c:.2f}' for c in costs)} s", flush=True)
            short, long = (each(make(times * length)) if make else {} for times in (2, 4))
            for code in sorted(long, key=lambda c: -long[c])[:6]:
                print(f"    {code}: {short[code]:.2f} {long[code]:.2f}", flush=True)
    print(f"{len(worst)} families, {fast} grow too fast; the slowest at {4 * length:,} characters:")
    for spent_, name in sorted(worst, reverse=True)[:12]:
        print(f"    {spent_:6.2f} s  {name}")
    return int(fast > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 25_000, sys.argv[2] if len(sys.argv) > 2 else ""))
