"""What files are compared by waits in one temporary file, and comes back byte for byte."""

from lint.model import FileResult
from lint.outcome import Outcome, Stretch, put_by


def test_facts_are_put_by_and_come_back() -> None:
    made = [Outcome(FileResult(f"{i}.txt", judged=True), facts=None if i == 1 else bytes([i]) * i) for i in range(4)]
    kept = list(put_by(made))
    assert [o.result.path for o in kept] == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert [o.facts.read() if isinstance(o.facts, Stretch) else o.facts for o in kept] == [b"", None, b"\2\2", b"\3\3\3"]
    assert [o.facts.read() for o in reversed(kept) if o.facts] == [b"\3\3\3", b"\2\2", b""]


def test_outcomes_without_facts_open_no_file() -> None:
    made = [Outcome(FileResult("a.txt", judged=False))]
    assert list(put_by(made)) == made
