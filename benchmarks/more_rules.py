"""How the time grows when the built-in rules are tripled by copies with other literals; the ratio of processor times, median of alternating runs.

python benchmarks/more_rules.py PATH/corpora/boilerplate/dev.jsonl.gz [--articles 100] [--runs 5]

In each copy every letter of a word or pattern is another one, so that the copies look for as many other words and find next to nothing.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.performance import articles
from lint import engine, rulefolder, ruleset
from lint.checks import Library, literals
from lint.model import Check, Rule
from lint.text import decode

LETTERS = "abcdefghijklmnopqrstuvwxyz"
PATTERNS = frozenset(("lines", "weak", "anywhere", "glued", "patterns", "innocent"))
WORDS = frozenset(("words", "labels", "only", "weak-labels", "hint"))


def shifted(by: int) -> Callable[[str], str]:
    """What puts another letter for each letter of a word."""
    table = str.maketrans(LETTERS + LETTERS.upper(), (LETTERS[by:] + LETTERS[:by]) + (LETTERS[by:] + LETTERS[:by]).upper())
    return lambda word: word.translate(table)


def copied(rule: Rule, number: int) -> Rule:
    """The rule under another code, with other letters in its words and in the literals of its patterns."""
    shift = shifted(7 * number)

    def pattern(text: str) -> str:
        return "".join(shift(item) if len(item) == 1 else item for item in literals._ITEM.findall(text))

    def changed(name: str, value: Any) -> Any:
        of_words = name in WORDS or (name == "any" and rule.match["kind"] in ("terms", "wording", "sequence"))
        of_patterns = name in PATTERNS or (name == "any" and rule.match["kind"] == "pattern")
        if not isinstance(value, list) or not (of_words or of_patterns):
            return value
        return [shift(v) if of_words else pattern(v) for v in value]

    match = {name: changed(name, value) for name, value in rule.match.items()}
    if rule.match["kind"] in ("terms", "wording") and rule.match.get("lexicon"):
        entries = rulefolder.lexicon(match.pop("lexicon"))
        listed = [w for words in entries.values() for w in words] if isinstance(entries, dict) else entries
        match["any"] = [*match.get("any", ()), *map(shift, listed)]
    return msgspec.structs.replace(rule, code=f"{rule.code}{number}", match=match)


def checks(rules: Sequence[Rule]) -> list[tuple[Rule, Check]]:
    """The default checks of these rules, all of them trusted."""
    library = Library(rules, frozenset(r.code for r in rules))
    return [(r, library.check(r)) for r in rules if r.default and r.match["kind"] not in ("grammar", "crossfile")]


def main() -> int:
    """Print the growth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        texts = [path.read_bytes() for path in articles(given.corpus, given.articles, Path(folder))]
    built_in = [r for r in ruleset.load().rules if r.status != "removed"]
    once = checks(built_in)
    thrice = checks([*built_in, *(copied(r, n) for n in (1, 2) for r in built_in)])
    taken: dict[int, list[float]] = {len(once): [], len(thrice): []}
    for turn in range(given.runs + 1):
        for active in (once, thrice):
            begun = time.process_time()
            for raw in texts:
                engine.judge(decode.decode(raw, "x.txt"), active)
            if turn:  # the first turn compiles what is needed
                taken[len(active)].append(time.process_time() - begun)
    (few, short), (many, long) = ((count, statistics.median(times)) for count, times in taken.items())
    print(f"{len(texts)} articles: {few} rules {short:.2f} s, {many} rules {long:.2f} s of processor time, {long / short:.2f} times")
    return 0


if __name__ == "__main__":
    sys.exit(main())
