"""One line of the report."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """What was timed. `reference` is recorded seconds of another program, which is not run here; None where there is none.

    `processor` is our own seconds of it, which tell more where a machine is busy. `goal` is in seconds, `goal_mb` in megabytes of the whole process; `right` says whether the result is the reference's.
    """

    what: str
    seconds: float | None = None
    goal: float | None = None
    reference: float | None = None
    peak_mb: float | None = None
    goal_mb: float | None = None
    right: bool | None = None
    note: str = ""
    processor: float | None = None

    @property
    def times_as_fast(self) -> float | None:
        return self.reference / self.seconds if self.reference and self.seconds else None

    @property
    def met(self) -> bool | None:
        """Whether every goal of the row is met; None where it has none."""
        held = [
            measured is not None and measured <= goal
            for measured, goal in ((self.seconds, self.goal), (self.peak_mb, self.goal_mb))
            if goal is not None
        ]
        return all(held) if held else None

    def as_report(self) -> dict[str, Any]:
        return asdict(self) | {"times_as_fast": self.times_as_fast, "met": self.met}
