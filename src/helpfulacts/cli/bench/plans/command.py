"""`helpfulacts bench plans`: list, search and open among many plans, on each database, beside one bare question in SQL."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from helpfulacts.cli.command import PlainCommand
from helpfulacts.core.errors import Refused

from ..own_database import SERVER, measured_apart

SMALLEST, LARGEST = 20, 200_000
WORKER = "helpfulacts.cli.bench.plans.worker"
PAGES = {"list": "the caseload", "search": "a search in it", "open": "one person’s page"}
NOTE = (
    "Invented places, each database in a process of its own. A page goes through the whole program, from address to "
    "HTML, without server and network: names are opened, each look is kept. Processor milliseconds are a mean and our own, without a database server's: they tell more where a machine is busy. “Bare” is the same rows by one hand-written "
    "question in SQL, with nothing opened, kept or drawn; of a search, the nearest that SQL can answer, for names are sealed."
)
Row = dict[str, Any]


def run(command: PlainCommand, sizes: list[int], as_json: bool) -> None:
    """Measure each size on each database that is there, and print."""
    for size in sizes:
        if not SMALLEST <= size <= LARGEST:
            raise Refused(
                f"The size is {size}. Give --size a number of plans from {SMALLEST} to {LARGEST:,}."
            )
    with command.console.status("starting") as status:
        rows = run_all(sorted(set(sizes)), status.update)
    if as_json:
        command.report({"rows": rows, "note": NOTE}, "", as_json=True)
    else:
        show(rows)


def run_all(sizes: list[int], progress: Callable[[str], None]) -> list[Row]:
    """One row a size and database: “postgresql” where `HELPFULACTS_DATABASE` names a server."""
    rows = []
    for size in sizes:
        for name in ("sqlite", *(("postgresql",) if os.environ.get(SERVER) else ())):
            progress(f"{size:,} plans, {name}")
            with tempfile.TemporaryDirectory(prefix="helpfulacts-bench-") as folder:
                found = measured_apart(WORKER, str(size), name=name, folder=Path(folder))
                rows.append({"plans": size, "database": name, **found})
    return rows


def show(rows: list[Row]) -> None:
    """The figures as a table."""
    out = Console()
    table = Table(title="Pages among many plans", box=None, padding=(0, 1), pad_edge=False)
    table.add_column("page", no_wrap=True)
    for title in ("plans", "database", "p50 ms", "p95 ms", "processor", "reads", "bare ms", "× bare"):
        table.add_column(title, justify="right", no_wrap=True)
    for row in rows:
        for name, words in PAGES.items():
            page = row[name]
            table.add_row(
                words, f"{row['plans']:,}", row["database"], f"{page['p50_ms']:.1f}", f"{page['p95_ms']:.1f}",
                f"{page['processor_ms']:.1f}",
                str(page["reads"]), f"{page['bare_p50_ms']:.2f}", f"{page['times_bare']:.0f}",
            )  # fmt: skip
    out.print(table)
    out.print(f"A caseload has {rows[-1]['caseload']} people. {NOTE}")
