"""How long an editor waits: seconds of processor time to judge an article of about 1,000 words after a change, median of N (20)."""

import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lint.editor import Desk  # noqa: E402


def main(times: int) -> int:
    """Print the median and the worst."""
    article = (ROOT / "seeds" / "000_fb92f28173f812bf.txt").read_text("utf-8")
    article += article[: len(article) // 4]
    desk = Desk(ROOT)
    desk.judge(article, "a.txt")
    taken = []
    for number in range(times):
        begun = time.process_time()
        desk.judge(f"{article}More {number}.\n", "a.txt")
        taken.append(time.process_time() - begun)
    print(f"{len(article.split())} words, {times} times: median {statistics.median(taken) * 1000:.0f} ms, worst {max(taken) * 1000:.0f} ms of processor time")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
