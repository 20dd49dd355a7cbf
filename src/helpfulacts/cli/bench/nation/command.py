"""`helpfulacts bench nation`: 30, 100 and 300 places on two workers beside one process, in the same run."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from rich.console import Console
from rich.table import Table

from helpfulacts.cli.command import PlainCommand
from helpfulacts.cli.nation.cluster import INSTALL, installed
from helpfulacts.core.errors import Refused

from . import tiles
from .task import SMALLEST_PLACE

PLACES = (30, 100, 300)
WORKERS = 2
SEED = 1
SMALLEST, LARGEST = PLACES[-1] * SMALLEST_PLACE, 10_000_000
PEOPLE = 1_000_000
TOWN = 100_000
NOTE = (
    "Synthetic places, made from a seed where they are shared; each row in processes of its own. Seconds are from the "
    "first task to the last answer; to come up and to read what was compiled stands beside. Memory is the most each "
    "process held, added up, the one that leads included. Tiles: one town cut by lines, each tile sharing alone, then "
    "with what is left over offered to the tiles beside it, everybody having said yes."
)

Row = dict[str, Any]


def run(command: PlainCommand, people: int | None, as_json: bool) -> int:
    """The exit code: 1 where workers and one process did not come to the same outcome in every place."""
    people = PEOPLE if people is None else people
    if not SMALLEST <= people <= LARGEST:
        raise Refused(
            f"The size is {people}. Give --size a number of people from {SMALLEST:,} to {LARGEST:,}."
        )
    if not installed():
        raise Refused(f"Dask is not installed, and it is what is timed. Run `{INSTALL}`.")
    found: list[Row] = []
    with command.console.status("starting") as status:
        for places in PLACES:
            status.update(f"{places} places, one process")
            alone = _timed(0, places, people)
            status.update(f"{places} places, {WORKERS} workers")
            found.append(_row(places, people, alone, _timed(WORKERS, places, people)))
        town = min(TOWN, people)
        status.update(f"a town of {town:,} in tiles")
        lines = tiles.rows(town, SEED)
    same = all(row["same_outcomes"] for row in found)
    if as_json:
        command.report({"rows": found, "tiles": lines, "same_outcomes": same, "note": NOTE}, "", as_json=True)
    else:
        _show(people, found, lines)
    return 0 if same else 1


def _timed(workers: int, places: int, people: int) -> Row:
    words = [str(number) for number in (workers, places, people, SEED)]
    done = subprocess.run(
        [sys.executable, "-m", "helpfulacts.cli.bench.nation.timed", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise Refused(f"{places} places could not be shared: {last}")
    answer: Row = json.loads(done.stdout)
    return answer


def _row(places: int, people: int, alone: Row, workers: Row) -> Row:
    return {
        "places": places,
        "people": people,
        "workers": WORKERS,
        "one_process": alone,
        "on_workers": workers,
        "times_as_fast": round(alone["seconds"] / workers["seconds"], 2),
        "same_outcomes": alone["outcomes"] == workers["outcomes"],
    }


def _show(people: int, found: list[Row], lines: list[Row]) -> None:
    out = Console()
    table = Table(title=f"A nation of {people:,} people", box=None, padding=(0, 1), pad_edge=False)
    for title in (
        "places",
        "1 process s",
        "MB",
        f"{WORKERS} workers s",
        "MB",
        "start s",
        "× as fast",
        "same",
    ):
        table.add_column(title, justify="right", no_wrap=True)
    for row in found:
        alone, workers = row["one_process"], row["on_workers"]
        table.add_row(
            str(row["places"]), f"{alone['seconds']:.2f}", f"{alone['peak_mb']:.0f}", f"{workers['seconds']:.2f}",
            f"{workers['peak_mb']:.0f}", f"{workers['start_seconds']:.1f}", f"{row['times_as_fast']:.2f}",
            "yes" if row["same_outcomes"] else "NO",
        )  # fmt: skip
    out.print(table)
    cut = Table(title=f"A town of {lines[0]['people']:,} in tiles", box=None, padding=(0, 1), pad_edge=False)
    for title in ("tiles", "served whole", "alone", "%", "with leftovers", "%"):
        cut.add_column(title, justify="right", no_wrap=True)
    for line in lines:
        cut.add_row(
            str(line["tiles"]), f"{line['served_whole']:,}", f"{line['served_isolated']:,}",
            f"{line['isolated_percent']:.1f}", f"{line['served_with_leftovers']:,}",
            f"{line['with_leftovers_percent']:.1f}",
        )  # fmt: skip
    out.print(cut)
    out.print(NOTE)
