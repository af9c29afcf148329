"""Make rules/data/english-words.txt.gz: English words with a frequency band, from the wordfreq package (no run-time dependency).

Each line holds three first letters, a tab, and the words that begin with them as ` rest=band`. The band is twice the Zipf frequency, in hexadecimal:
6 is one use in a million words, c one in a thousand. Words below 1.5 on the Zipf scale are left out: that far down the lists are mostly misspellings.
"""

import gzip
import math
from collections import defaultdict
from pathlib import Path

import wordfreq

FLOOR = 1.5
TARGET = Path(__file__).resolve().parents[2] / "rules" / "data" / "english-words.txt.gz"


def main() -> None:
    """Write the file."""
    groups: dict[str, list[str]] = defaultdict(list)
    for word, frequency in sorted(wordfreq.get_frequency_dict("en", "large").items()):
        zipf = math.log10(frequency) + 9
        if zipf >= FLOOR and word.isalpha():
            groups[word[:3]].append(f" {word[3:]}={min(15, int(2 * zipf)):x}")
    text = "".join(f"{prefix}\t{''.join(words)} \n" for prefix, words in sorted(groups.items()))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{sum(map(len, groups.values()))} words, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
