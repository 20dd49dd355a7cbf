"""Running every method on every seed, and what the rows together show."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpfulacts.core.errors import Refused

from .methods import CHECK, FLOW, OURS, ROWS

TIMES_THE_FLOW = 10.0
SHORTEST_LIMIT = 1.0
LIMIT_WITHOUT_FLOW = 300.0
GREATEST_GAP = 1e-3
MOST_MB = 1000.0
LEFT_OUT_ABOVE = 100_000
SLOW = ("scipy", "highs", "networkx")
"""Peers that were not shown to finish above so many people within ten times the flow; there they are left out."""
GOALS = {"candidates": 10.0, "explanations": 60.0}
"""Seconds that each part may take at any size."""
L1_L2_SECONDS = 30.0
SHARE_OF_FLOW = {100_000: 0.2, 1_000_000: 0.25}
"""The part of the flow's time that ours may take, up to so many people; among fewer than the first it is not judged."""
COLUMNS = ("seconds", "peak_mb", "certified_gap", "served", "benefit")
HALVES = ("l1_seconds", "l2_seconds")
SMALLEST_JUDGED, LARGEST = min(SHARE_OF_FLOW), max(SHARE_OF_FLOW)

Row = dict[str, Any]


def run_all(size: int, seeds: int, progress: Callable[[str], None]) -> tuple[list[Row], Row, list[Row]]:
    """(rows, gate, parts around the sharing). The flow runs first: whoever takes more than ten times as long is stopped."""
    rows: list[Row] = []
    checks: list[Row] = []
    parts: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="helpfulacts-bench-") as folder:
        for seed in range(1, seeds + 1):
            file = Path(folder) / f"place-{seed}.npz"
            progress(f"making a place of {size:,} people, seed {seed}")
            _worker("make", str(file), str(size), str(seed))
            limit = LIMIT_WITHOUT_FLOW
            for method in ROWS:
                if method.name in SLOW and size > LEFT_OUT_ABOVE:
                    note = f"left out above {LEFT_OUT_ABOVE:,} people"
                    rows.append(
                        {"method": method.name, "size": size, "seed": seed, **_filled({"note": note})}
                    )
                    continue
                progress(f"{method.name}, seed {seed}")
                found = timed(method.name, file, 0.0 if method.name == FLOW else limit)
                rows.append({"method": method.name, "size": size, "seed": seed, **_filled(found)})
                if method.name == FLOW and found.get("seconds") is not None:
                    limit = max(SHORTEST_LIMIT, TIMES_THE_FLOW * found["seconds"])
            progress(f"checking who was admitted, seed {seed}")
            checks.append(timed(CHECK, file, LIMIT_WITHOUT_FLOW))
            for part, *arguments in (("candidates", str(size), str(seed)), ("explanations", str(file))):
                progress(f"{part}, seed {seed}")
                found = _found(_worker(part, *arguments), 0.0)
                parts.append({"part": part, "size": size, "seed": seed, **found})
            file.unlink()
    return rows, gate(rows, checks), parts


def goals(rows: list[Row], parts: list[Row]) -> Row:
    """Which of the aims are met by every seed; None where it was not measured. They fail nothing: a busy machine is slow."""
    size = rows[0]["size"]
    mine = [row for row in rows if row["method"] == OURS]
    flow = [row for row in rows if row["method"] == FLOW]
    ratios = [
        a["seconds"] / b["seconds"] if a["seconds"] and b["seconds"] else None
        for a, b in zip(mine, flow, strict=True)
    ]
    share = next((part for most, part in SHARE_OF_FLOW.items() if size <= most), SHARE_OF_FLOW[LARGEST])
    met: Row = {
        f"sharing_in_{L1_L2_SECONDS:.0f}_s": _within([row["seconds"] for row in mine], L1_L2_SECONDS),
        "proved_optimal": all(row["certified_gap"] == 0 for row in mine),
    }
    if size >= SMALLEST_JUDGED:
        met[f"at_most_{share}_of_the_flow"] = _within(ratios, share)
    for part, most in GOALS.items():
        seconds = [row.get("seconds") for row in parts if row["part"] == part]
        met[f"{part}_in_{most:.0f}_s"] = _within(seconds, most)
    return met


def _within(values: list[float | None], most: float) -> bool | None:
    return None if not values or None in values else max(one for one in values if one is not None) <= most


def gate(rows: list[Row], checks: list[Row]) -> Row:
    """What must hold of ours: exactly the right people, and a gap of at most 1e-3. None: could not be checked."""
    mine = [row for row in rows if row["method"] == OURS]
    flow = [row for row in rows if row["method"] == FLOW]
    pairs = list(zip(mine, flow, strict=True))
    same_counts = all(ours["served_by_class"] == other["served_by_class"] for ours, other in pairs)
    flow_ran = all(other["seconds"] is not None for other in flow)
    same_people = all(
        ours["admitted"] == other.get("admitted") for ours, other in zip(mine, checks, strict=True)
    )
    check_ran = all("admitted" in other for other in checks)
    gaps = [row["certified_gap"] for row in mine if row["certified_gap"] is not None]
    gap_holds = len(gaps) == len(mine) and max(gaps) <= GREATEST_GAP
    memory = [row.get("peak_mb") for row in mine]
    found: Row = {
        "exact_set": same_people if check_ran else None,
        "served_by_class_as_flow": same_counts if flow_ran else None,
        "largest_gap": max(gaps, default=None),
        "gap_at_most_1e-3": gap_holds,
        "memory_at_most_1_gb": _within(memory, MOST_MB),
    }
    judged = [found["exact_set"], found["served_by_class_as_flow"], gap_holds, found["memory_at_most_1_gb"]]
    found["passed"] = False if False in judged else None if None in judged else True
    return found


def timed(name: str, file: Path, limit: float) -> Row:
    """What the worker found, or a note on why it found nothing. A limit of 0 is none."""
    return _found(_worker(name, str(file), str(limit), ends=0.0 if not limit else limit + 120.0), limit)


def _found(done: subprocess.CompletedProcess[str] | None, limit: float) -> Row:
    if done is None or (hasattr(signal, "SIGALRM") and done.returncode == -signal.SIGALRM):
        return {"note": f"stopped after {limit:.3g} s"}
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        return {"note": f"failed: {last}"}
    found: Row = json.loads(done.stdout)
    return found


def _worker(*arguments: str, ends: float = 0.0) -> subprocess.CompletedProcess[str] | None:
    command = [sys.executable, "-m", "helpfulacts.cli.bench.worker", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=ends or None)
    except subprocess.TimeoutExpired:
        return None
    if arguments[0] == "make" and done.returncode:
        raise Refused(f"The place could not be made: {done.stderr.strip().splitlines()[-1]}")
    return done


def _filled(found: Row) -> Row:
    return {
        **{column: found.get(column) for column in COLUMNS},
        **{half: found[half] for half in HALVES if half in found},
        "served_by_class": found.get("served_by_class"),
        "admitted": found.get("admitted"),
        "note": found.get("note", ""),
    }
