"""`helpfulacts bench choosing`: every part, a table of rows, and whether each goal is met."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from helpfulacts.cli.command import PlainCommand
from helpfulacts.core.errors import Refused

from .rows import Row
from .worker import PARTS

WORKER = "helpfulacts.cli.bench.choosing.worker"
DATA = Path("data") / "participation"
NOTE = (
    "Each part in a process of its own. “Recorded” is what a reference was once recorded to take for the same; it is not run "
    "here, nor was it on this machine. “Processor” is our own seconds of it, which tell more where a machine is busy. Files of cities are read and counted by every rule that the reference has."
)


def data() -> Path | None:
    """The folder of data that others made, which HELPFULACTS_SHARED names; None where there is none."""
    named = os.environ.get("HELPFULACTS_SHARED", "")
    if not named:
        return None
    folder = Path(named) / DATA
    if not (folder / "pb" / "expected.json").is_file():
        raise Refused(f"There is no {DATA}/pb/expected.json in the folder that HELPFULACTS_SHARED names.")
    return folder


def run(command: PlainCommand, as_json: bool) -> int:
    """The exit code: 1 where a result is not the reference's. A goal that is missed fails nothing: a busy machine is slow."""
    folder = data()
    with command.console.status("starting") as status:
        found = run_all(folder, status.update)
    if as_json:
        told = {part: [row.as_report() for row in rows] for part, rows in found.items()}
        command.report({"parts": told, "note": NOTE}, "", as_json=True)
    else:
        show(found, folder)
    return 1 if any(row.right is False for rows in found.values() for row in rows) else 0


def run_all(folder: Path | None, progress: Callable[[str], None]) -> dict[str, list[Row]]:
    """The rows of every part that has any."""
    found = {}
    for part in PARTS:
        progress(part)
        done = subprocess.run(
            [sys.executable, "-m", WORKER, part, str(folder or "")], capture_output=True, text=True, check=False
        )  # fmt: skip
        if done.returncode:
            last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
            raise Refused(f"It could not be timed: {part}: {last}")
        if rows := [Row(**row) for row in json.loads(done.stdout)]:
            found[part] = rows
    return found


def show(found: dict[str, list[Row]], folder: Path | None) -> None:
    """The figures as a table for each part."""
    out = Console()
    for part, rows in found.items():
        table = Table(title=part.capitalize(), box=None, padding=(0, 1), pad_edge=False)
        table.add_column("what")
        for title in ("seconds", "processor", "recorded", "× as fast", "MB", "goal", "met", "right"):
            table.add_column(title, justify="right", no_wrap=True)
        for row in rows:
            goal = f"{row.goal_mb:.0f} MB" if row.goal_mb else f"{row.goal:g} s" if row.goal else "–"
            what = f"{row.what} ({row.note})" if row.note else row.what
            table.add_row(
                what, _number(row.seconds, ".3f"), _number(row.processor, ".3f"), _number(row.reference, ".2f"), _number(row.times_as_fast, ",.0f"),
                _number(row.peak_mb, ".0f"), goal, _said(row.met), _said(row.right),
            )  # fmt: skip
        out.print(table)
    out.print(NOTE)
    if folder is None:
        out.print("Set HELPFULACTS_SHARED to the folder of test data to time the files of real cities.")


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form)


def _said(holds: bool | None) -> str:
    return {True: "yes", False: "NO", None: "–"}[holds]
