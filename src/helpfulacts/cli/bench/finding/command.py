"""`helpfulacts bench finding`: what is asked for, and the figures as tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from rich.console import Console
from rich.table import Table

from helpfulacts.cli.command import PlainCommand
from helpfulacts.core.errors import Refused

from .report import HALVES, Figures, run_all

SMALLEST, LARGEST = 100, 200_000
LABELS = settings.CHECKOUT / "tests" / "golden" / "finding"
DEMONSTRATION = settings.CHECKOUT / "examples" / "dudley"
NOTE = (
    "Generated offers with the words of the demonstration. Every engine is asked the same: any of the words of a "
    "sentence, a ward, a kind and one filter more; the ten best keys. “Ours, answer” is a whole answer with its "
    "reasons, dates and places left, of which a search is the first step. For it to be timed “by meaning”, "
    "offers have vectors of a stand-in, for the real model needs 15 ms for each; sentences go through the real one."
)


def run(command: PlainCommand, sizes: list[int], labels: Path | None, as_json: bool) -> None:
    """Measure and print: each goal with what was found and whether it is met."""
    for size in sizes:
        if not SMALLEST <= size <= LARGEST:
            raise Refused(
                f"The size is {size}. Give --size a number of offers from {SMALLEST} to {LARGEST:,}."
            )
    with command.console.status("starting") as status:
        figures = run_all(sorted(set(sizes)), labels or LABELS, DEMONSTRATION, status.update)
    if as_json:
        command.report(figures | {"note": NOTE}, "", as_json=True)
    else:
        _show(figures)


def _show(figures: Figures) -> None:
    out = Console()
    table = _table("Labelled sentences", "way", "half", "n", "nDCG@10", "success@5", "empty", "gaps said")
    for way, halves in figures["quality"]["ways"].items():
        for half in HALVES:
            row = halves[half]
            table.add_row(
                way, half.replace("_", " "), str(row["n"]), f"{row['ndcg_at_10']:.3f}", f"{row['success_at_5']:.2f}",
                str(row["empty"]), f"{row['gaps_said']} of {row['gaps']}",
            )  # fmt: skip
    out.print(table)
    for size, engines in figures["sizes"].items():
        table = _table(f"Combined search, {int(size):,} offers", "engine", "p50 ms", "p95 ms", "MB")
        notes = []
        for name, row in engines.items():
            if "note" in row:
                notes.append(f"{name}: {row['note']}.")
                continue
            for part, words in (
                ("search", ""),
                ("answer", ", answer"),
                ("answer_by_meaning", ", answer by meaning"),
            ):
                if part in row:
                    table.add_row(
                        f"{name}{words}", f"{row[part]['p50_ms']:.2f}", f"{row[part]['p95_ms']:.2f}",
                        f"{row['peak_mb']:.0f}" if row.get("peak_mb") else "–",
                    )  # fmt: skip
        out.print(table)
        for note in notes:
            out.print(note)
    if serving := figures.get("serving"):
        table = _table(
            f"Requests a second, {serving['size']:,} offers",
            "program",
            "list",
            "search",
            "list, first asked",
            "search, first asked",
        )
        for name in ("ours", "raw ASGI"):
            rates = ("list_rps", "search_rps", "first_list_rps", "first_search_rps")
            table.add_row(name, *(f"{serving[name][rate]:.0f}" for rate in rates))
        out.print(table)
    table = _table(
        f"What is open then, {figures['windows']['rules']:,} offers", "when", "table ms", "rules ms", "ratio"
    )
    for when, row in figures["windows"]["windows"].items():
        table.add_row(when, f"{row['table_ms']:.1f}", f"{row['rules_ms']:.0f}", f"{row['ratio']:.3f}")
    out.print(table)
    table = _table("Goals", "what", "found", "goal", "met")
    for goal in figures["goals"]:
        limit = f"≥ {goal['least']:g}" if goal["least"] is not None else f"≤ {goal['most']:g}"
        found = "–" if goal["found"] is None else f"{goal['found']:.3g}"
        table.add_row(
            goal["what"], found, limit, {True: "yes", False: "NO", None: "not measured"}[goal["met"]]
        )
    out.print(table)
    out.print(NOTE)


def _table(title: str, first: str, *others: Any) -> Table:
    table = Table(title=title, box=None, padding=(0, 1), pad_edge=False)
    table.add_column(first)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table
