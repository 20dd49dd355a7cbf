"""A panel of 22 from 150 people, timed beside seconds that were recorded of others on the same files and are not run here."""

from __future__ import annotations

import time
from pathlib import Path

from helpfulacts.exchange.panels import drawn_from, read_panel_files

from ..measure import peak_mb
from .rows import Row

GOAL = 10.0
MAXIMIN, LEXIMIN = 12.6, 39.2
"""Recorded seconds of sortition-algorithms, from 150 people to a panel of 22: its maximin, and its leximin with Gurobi."""


def from_150_to_22(data: Path | None) -> list[Row]:
    """Seconds from files to a panel, leximin, with its goal. data: the folder that holds `sortition/scotland_150_22`."""
    folder = data / "sortition" / "scotland_150_22" if data else None
    what = "panel of 22 from 150, leximin"
    if folder is None or not folder.is_dir():
        return [Row(what, note="not timed: its people are not among the data")]
    began, busy = time.perf_counter(), time.process_time()
    found = drawn_from(read_panel_files(folder / "candidates.csv", folder / "features.csv"), 22, "bench")
    seconds, processor = time.perf_counter() - began, time.process_time() - busy
    note = f"smallest chance {100 * found['min_probability']:.2f}%; maximin of the reference took {MAXIMIN} s"
    return [Row(what, seconds, GOAL, LEXIMIN, peak_mb=peak_mb(), processor=processor, note=note)]
