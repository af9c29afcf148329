"""A linter whose worker is killed once, in the middle of its work. `killed` marks that it happened."""

import os
import signal
from pathlib import Path

import pyarrow as pa

from lint.batch import Linter
from lint.batch.parts import Parts
from lint.plan import Plan


def die_once(marker: str) -> None:
    try:
        Path(marker).touch(exist_ok=False)
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


class Dying(Linter, frozen=True):
    """Dies at the row named `victim`."""

    victim: str = ""
    marker: str = ""

    def lint_batch(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        if self.victim in batch["id"].to_pylist():
            die_once(self.marker)
        return super().lint_batch(batch)


class DyingAtPart(Linter, frozen=True):
    """Dies before it writes its third part, in a worker of `run`."""

    marker: str = ""
    parent: int = 0

    def plan(self) -> Plan:
        if os.getpid() != self.parent:
            write = Parts.write

            def written(parts: Parts, number: int, batches: object) -> None:
                if number == 3:
                    die_once(self.marker)
                write(parts, number, batches)  # type: ignore[arg-type]

            Parts.write = written  # type: ignore[method-assign,assignment]
        return super().plan()
