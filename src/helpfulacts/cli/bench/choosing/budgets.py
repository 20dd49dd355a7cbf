"""Budgets: the largest city there is data of, and all files with every rule that the reference was run with.

Where there is no data, an invented city of that size.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np

from helpfulacts.cli.bench.measure import peak_mb
from helpfulacts.core.errors import Refused
from helpfulacts.engine.choosing import Ballots, Funding, equal_shares, explain_equal_shares, greedy, phragmen
from helpfulacts.exchange.pabulib import BudgetFile, parse_pb, read_pb, write_pb

from .rows import Row

LARGEST = "Poland_Warszawa_2026.pb"
VOTERS, PROJECTS, MOST_CHOSEN = 61_668, 83, 5
TURNS = 5
RULES: dict[str, Callable[[Ballots], Funding]] = {
    "mes_cost": lambda one: equal_shares(one, "cost"),
    "mes_cardinality": lambda one: equal_shares(one, "cardinality"),
    "greedy_cost_sat": lambda one: greedy(one, "cost"),
    "greedy_cardinality": lambda one: greedy(one, "cardinality"),
    "sequential_phragmen": phragmen,
}
Found = TypeVar("Found")


class Timed(NamedTuple, Generic[Found]):
    """What came out of some work, and what it took in seconds, by the clock and of the processor."""

    seconds: float
    processor: float
    found: Found


def timed(work: Callable[[], Found]) -> Timed[Found]:
    began, busy = time.perf_counter(), time.process_time()
    found = work()
    return Timed(time.perf_counter() - began, time.process_time() - busy, found)


def largest(folder: Path | None) -> list[Row]:
    """Reading, one count, one completed count and all reasons of the largest file, and the memory of it all."""
    data = folder / "pb" / LARGEST if folder else None
    name = LARGEST.removesuffix(".pb") if data else "an invented city"
    truth = expected(folder).get(LARGEST, {})
    text = data.read_bytes() if data else write_pb(invented()).encode()
    reading = timed(lambda: parse_pb(text, name))
    ballots = reading.found.ballots
    rows = [Row(f"read {name}, {ballots.voters:,} votes", reading.seconds, 1.0, processor=reading.processor)]
    for satisfaction in ("cost", "cardinality"):
        rule = RULES[key := f"mes_{satisfaction}"]
        turns = [timed(partial(rule, ballots)) for _ in range(TURNS)]
        right = chosen(ballots, turns[0].found) == sorted(truth["results"][key]) if truth else None
        seconds = statistics.median(one.seconds for one in turns)
        busy = statistics.median(one.processor for one in turns)
        reference = truth.get("seconds", {}).get(key)
        rows.append(Row(f"equal shares, {satisfaction}", seconds, 0.1, reference, right=right, note=f"median of {TURNS}", processor=busy))  # fmt: skip
    seconds, busy, found = timed(lambda: equal_shares(ballots, "cost", "add1"))
    rows.append(
        Row("equal shares, cost, completed (add1)", seconds, 4.0, note=f"{found.runs} counts", processor=busy)
    )
    seconds, busy, reasons = timed(lambda: explain_equal_shares(ballots, "cost", found))
    rows.append(Row("the reason for every project", seconds, note=f"{len(reasons)} projects", processor=busy))
    rows.append(Row("memory of all this", peak_mb=peak_mb(), goal_mb=300.0))
    return rows


def cities(folder: Path | None) -> list[Row]:
    """Every file with the rules that its reference was run with, reading included; then all of them together."""
    rows = []
    began, busy_began = time.perf_counter(), time.process_time()
    for name, truth in expected(folder).items():
        assert folder is not None
        try:
            seconds, busy, (right, reference) = timed(partial(_city, folder / "pb" / name, truth))
            rows.append(
                Row(name.removesuffix(".pb"), seconds, reference=reference, right=right, processor=busy)
            )
        except Refused:
            rows.append(Row(name.removesuffix(".pb"), note=f"refused: {truth['vote_type']} votes"))
    if rows:
        together = time.perf_counter() - began
        recorded = sum(row.reference or 0 for row in rows)
        busy = time.process_time() - busy_began
        rows.append(
            Row(f"all {len(rows)} files", together, 30.0, recorded, peak_mb=peak_mb(), processor=busy)
        )
    return rows


def _city(path: Path, truth: dict[str, Any]) -> tuple[bool, float]:
    """(whether every result is the reference's, its recorded seconds)."""
    ballots = read_pb(path).ballots
    right = True
    for key, winners in truth["results"].items():
        right &= chosen(ballots, RULES[key.partition(" ")[0]](ballots)) == sorted(winners)
    return right, sum(truth["seconds"].values())


def expected(folder: Path | None) -> dict[str, Any]:
    """What the reference found, by file; nothing where there is no data."""
    if folder is None:
        return {}
    found: dict[str, Any] = json.loads((folder / "pb" / "expected.json").read_text("utf-8"))
    return found


def chosen(ballots: Ballots, found: Funding) -> list[str]:
    return sorted(ballots.projects[j] for j in found.winners)


def invented(voters: int = VOTERS, projects: int = PROJECTS, seed: int = 1) -> BudgetFile:
    """As many votes on as many projects: few are liked by many, and costs reach from a bench to a school."""
    draw = np.random.default_rng(seed)
    liked = 1 / (5 + np.arange(projects))
    keys = draw.exponential(size=(voters, projects)) / liked
    count = draw.integers(1, MOST_CHOSEN + 1, voters)
    ranked = np.argsort(keys, axis=1)[:, :MOST_CHOSEN]
    ballots = [ranked[i, : count[i]].tolist() for i in range(voters)]
    costs = [int(cost) for cost in np.round(np.exp(draw.normal(13, 1.3, projects)), -2)]
    names = [str(number) for number in range(1, projects + 1)]
    return BudgetFile(Ballots.from_lists(names, costs, 400 * voters, ballots), {"description": "invented"})
