"""The opinion map of a real conversation of some two thousand people, timed with the test of its stability."""

from __future__ import annotations

import time
from pathlib import Path

from helpfulacts.engine.choosing.opinion_map import opinion_map
from helpfulacts.exchange.polis import read_polis

from ..measure import peak_mb
from .rows import Row

GOAL = 2.0
CONVERSATION = "vtaiwan.uberx"


def conversation(data: Path | None) -> list[Row]:
    """Seconds of the map from votes to groups, its goal, and the memory of it. data: the folder that holds `polis/`."""
    folder = data / "polis" / CONVERSATION if data else None
    what = f"opinion map of {CONVERSATION}"
    if folder is None or not folder.is_dir():
        return [Row(what, note="not timed: its votes are not among the data")]
    began = time.perf_counter()
    given = read_polis(folder / "votes.csv", folder / "comments.csv")
    read, busy = time.perf_counter(), time.process_time()
    found = opinion_map(given.matrix.votes, given.matrix.answered, seed="bench", statements=given.words)
    seconds, processor = time.perf_counter() - read, time.process_time() - busy
    groups = "no groups shown" if found.groups is None else f"{len(found.groups)} groups"
    return [
        Row("read its votes", read - began),
        Row(
            what, seconds, GOAL, processor=processor, peak_mb=peak_mb(),
            note=f"{found.people:,} people, {len(found.statements)} statements, {groups}",
        ),
    ]  # fmt: skip
