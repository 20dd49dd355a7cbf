"""`helpfulacts bench importing`: a large feed taken in by a process of its own, beside the least that any writer could do.

The floor writes each service of the same feed as one row of text into one table of SQLite, with the same durability, in
one `executemany`. Nothing that only copies can be quicker; the ratio is what checking, reading and finding cost.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from .feed import write_feed
from .measure import peak_mb
from .own_database import SERVER, measured_apart

SMALLEST, LARGEST = 100, 120_000  # above, the feed is larger than an import reads
GOAL_PER_SECOND, GOAL_MB = 2_000, 300
WORKER = "helpfulacts.cli.bench.importing"
NOTE = (
    "An invented feed into an empty place, each database in a process of its own. The floor copies the same services as "
    "text into one table of SQLite. Processor seconds are the import's own, without a server's: they tell more where a "
    "machine is busy. The last column is the one transaction in which readers go from old to new."
)
Row = dict[str, Any]


def run_all(offers: int, progress: Callable[[str], None]) -> tuple[list[Row], Row]:
    """(one row a database and the floor, whether the goals of the embedded database are met)."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "feed.json"
        progress(f"writing a feed of {offers:,} offers")
        write_feed(file, offers)
        rows = []
        for name in ("floor", "sqlite", *(("postgresql",) if os.environ.get(SERVER) else ())):
            progress(f"taking it in: {name}")
            found = measured_apart(WORKER, name, str(file), name=name, folder=Path(folder) / name)
            rows.append({"into": name, "offers": offers, **found})
    floor = rows[0]["per_second"]
    for row in rows:
        row["times_the_floor"] = round(floor / row["per_second"], 1)
    mine = rows[1]
    gate = {
        "per_second": mine["per_second"] >= GOAL_PER_SECOND,
        "memory": mine["peak_mb"] is not None and mine["peak_mb"] < GOAL_MB,
    }
    return rows, gate | {"passed": all(gate.values())}


def show(rows: list[Row], gate: Row) -> None:
    """The figures as a table."""
    out = Console()
    table = Table(title=f"Importing {rows[0]['offers']:,} offers", box=None, padding=(0, 1), pad_edge=False)
    table.add_column("into", no_wrap=True)
    for title in ("seconds", "processor", "offers a second", "× floor", "MB", "seconds to show"):
        table.add_column(title, justify="right", no_wrap=True)
    for row in rows:
        figures = (
            row["seconds"],
            row["processor_seconds"],
            row["per_second"],
            row["times_the_floor"],
            row["peak_mb"],
            row["seconds_to_show"],
        )
        table.add_row(row["into"], *("–" if one is None else f"{one:,}" for one in figures))
    out.print(table)
    out.print(NOTE)
    verdict = "met" if gate["passed"] else "NOT met"
    out.print(f"Goals of SQLite ({GOAL_PER_SECOND:,} a second, less than {GOAL_MB} MB): {verdict}.")


def floor(file: Path, folder: Path) -> Row:
    """The same services as text, one row each."""
    folder.mkdir(parents=True, exist_ok=True)
    services = json.loads(file.read_bytes())
    database = sqlite3.connect(folder / "floor.sqlite3")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE service (id TEXT PRIMARY KEY, name TEXT, said TEXT)")
    started = _clocks()
    with database:
        rows = ((one["id"], one["name"], json.dumps(one)) for one in services)
        database.executemany("INSERT INTO service VALUES (?, ?, ?)", rows)
    found = _figures(len(services), started, None)
    database.close()
    return found


def import_it(file: Path, folder: Path) -> Row:
    """The import as the command does it, into a place that begins empty. Its tables are made by a process of their own: what that
    takes is no memory of an import."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], check=True)
    import django

    django.setup()
    from helpfulacts.exchange.oruk.importing import import_source

    from .place import begin_place

    marks: dict[tuple[str, int], float] = {}
    place, started = begin_place(f"bench-{time.time_ns()}"), _clocks()
    done = import_source(
        place=place,
        source=str(file),
        set_aside=folder / "aside",
        progress=lambda number, _, what: marks.__setitem__((what, number), time.perf_counter()),
    )
    return _figures(done.created, started, marks["showing", 1] - marks["showing", 0])


def _clocks() -> tuple[float, float]:
    """(seconds on the wall, seconds of the processor)."""
    return time.perf_counter(), time.process_time()


def _figures(offers: int, started: tuple[float, float], shown: float | None) -> Row:
    """Of what began when the clocks stood at `started` and ends as this is called; `shown`: seconds on the wall."""
    seconds, processor = (end - start for start, end in zip(started, _clocks(), strict=True))
    return {
        "seconds": round(seconds, 2),
        "processor_seconds": round(processor, 2),
        "per_second": round(offers / seconds),
        "peak_mb": peak_mb(),
        "seconds_to_show": None if shown is None else round(shown, 2),
    }


if __name__ == "__main__":
    task = floor if sys.argv[1] == "floor" else import_it
    print(json.dumps(task(Path(sys.argv[2]), Path(os.environ["HELPFULACTS_DATA"]))))
