"""`helpfulacts coordinate --all-places`: the sharing round of every place, each on its own, and one report of all."""

from __future__ import annotations

import sys
import time
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from helpfulacts.cli.command import PlainCommand
from helpfulacts.cli.places_named import these_places
from helpfulacts.coordination.actions.propose_leftovers import propose_leftovers
from helpfulacts.core.errors import Refused
from helpfulacts.core.ids import new_id
from helpfulacts.core.words import counted

from .cluster import INSTALL, Failed, each, installed, using
from .work import coordinate_one

LONGEST_BATCH = 40
SUMS = ("people", "placed", "refused", "gaps", "not_asking", "alarms")


def run(command: PlainCommand, *, batch: str, scheduler: str, workers: int | None, as_json: bool) -> int:
    """The exit code: 0 every place has its round, 1 some were set aside, 2 (Refused) there is none or all were."""
    batch = _batch(batch)
    places = these_places(None)
    where = using(scheduler, workers, len(places))
    # Said before anything is done: whoever breaks this off, or loses power, must know how to go on.
    _say(
        command,
        f"Should this be broken off, `coordinate --all-places --batch {batch}` goes on where it stopped.",
    )
    if not where.scheduler and not where.workers and not installed() and len(places) > 1:
        _say(
            command,
            f"Dask is not installed, so the places go one after another. To use every processor: {INSTALL}.",
        )
    began = time.perf_counter()
    rows = _rounds(command.console, batch, places, where)
    next_door, not_next_door = _next_door(batch, rows)
    figures = {
        "batch": batch,
        "where": where.said(),
        "places": rows,
        "set_aside": sum("set_aside" in row for row in rows),
        **{name: sum(row.get(name, 0) for row in rows) for name in SUMS},
        "next_door": next_door,
        "next_door_set_aside": not_next_door,
        "seconds": round(time.perf_counter() - began, 3),
    }
    if figures["set_aside"] == len(rows):
        raise Refused(f"No place could have a round. {places[0].name}: {rows[0]['set_aside']}")
    command.report(figures, _words(figures), as_json=as_json)
    if not as_json:
        _show(rows)
    return 1 if figures["set_aside"] or not_next_door else 0


def _say(command: PlainCommand, words: str) -> None:
    command.console.print(words, markup=False, highlight=False, soft_wrap=True)


def _batch(key: str) -> str:
    if not key:
        return str(new_id())
    if not 8 <= len(key) <= LONGEST_BATCH or not key.isascii() or not key.isprintable():
        raise Refused(
            f"--batch takes 8 to {LONGEST_BATCH} plain characters: those that the first report gave."
        )
    return key


def _rounds(console: Console, batch: str, places: list[Any], where: Any) -> list[dict[str, Any]]:
    """One row a place, by its name."""
    by_key = {f"round-{batch}-{place.pk}": place for place in places}
    tasks = {key: (batch, str(place.pk)) for key, place in by_key.items()}
    found: dict[str, dict[str, Any]] = {}
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, disable=not sys.stderr.isatty(), transient=True) as bar:
        task = bar.add_task("Sharing rounds, place by place", total=len(places))
        for key, answer in each(coordinate_one, tasks, where):
            found[key] = {"set_aside": str(answer)} if isinstance(answer, Failed) else answer
            bar.advance(task)
    return [{**found[key], "place": place.slug, "name": place.name} for key, place in by_key.items()]


def _next_door(batch: str, rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], str]:
    """(what each place could give next door, why nothing was worked out or "")."""
    names = {row["place"]: row["name"] for row in rows}
    try:
        found = propose_leftovers(batch=batch)
    except Refused as refusal:
        return [], str(refusal)
    return [
        {
            "place": one.place.slug, "name": names[one.place.slug], "number": one.number,
            "left_over": one.left_over, "given": one.given,
        }
        for one in found
    ], ""  # fmt: skip


def _words(figures: dict[str, Any]) -> str:
    rows = figures["places"]
    done = len(rows) - figures["set_aside"]
    aside = "".join(f"\n  Set aside: {row['name']}. {row['set_aside']}" for row in rows if "set_aside" in row)
    aside += "".join(
        f"\n  Next door: {one['name']} has {counted(one['left_over'], 'place', 'places')} left over, and would offer "
        f"{one['given']:,} of them to people of its neighbours."
        for one in figures["next_door"]
    )
    if figures["next_door_set_aside"]:
        aside += f"\n  Next door: {figures['next_door_set_aside']}"
    return (
        f"Sharing rounds in {counted(done, 'place', 'places')}, {figures['where']}: "
        f"{counted(figures['people'], 'person', 'people')} asked.\n"
        f"  {figures['placed']:,} have a place, {figures['refused']:,} found all full or wait by a limit, "
        f"and for {figures['gaps']:,} nothing shared fits yet. {figures['not_asking']:,} did not ask.\n"
        f"  Rights not met: {figures['alarms']:,}. Took {figures['seconds']} seconds.{aside}\n"
        f"Nothing is sent yet. In each place a person opens the cases, then confirms."
    )


def _show(rows: list[dict[str, Any]]) -> None:
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    table.add_column("place")
    for title in ("round", "asked", "placed", "full", "gaps", "rights", "seconds"):
        table.add_column(title, justify="right", no_wrap=True)
    for row in rows:
        if "set_aside" in row:
            table.add_row(row["name"], "–", *[""] * 6)
            continue
        numbers = (f"{row[name]:,}" for name in ("number", "people", "placed", "refused", "gaps", "alarms"))
        table.add_row(row["name"], *numbers, f"{row['seconds']:.2f}")
    Console().print(table)
