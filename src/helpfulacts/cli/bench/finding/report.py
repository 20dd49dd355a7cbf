"""Every engine and every measure in one run, and the goals beside what was found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from helpfulacts.core.errors import Refused

ENGINES = ("fts5-join", "tantivy", "bm25s", "postgresql")
HALVES = ("development", "held_out")
WITH, WITHOUT, BASE = "ours by words and meaning", "ours by words", "FTS5 OR"
NOT_REACHABLE = "not reachable: set HELPFULACTS_DATABASE, for example with tools/with-postgres"

MOST_RULES = 4_000
"""Offers whose rules are worked out when they are asked: a second or two for a week."""

Figures = dict[str, Any]


@dataclass(frozen=True)
class Goal:
    """`found` beside its limit; None where it could not be measured. `met` is None then."""

    what: str
    found: float | None
    least: float | None = None
    most: float | None = None

    @property
    def met(self) -> bool | None:
        if self.found is None:
            return None
        return (self.least is None or self.found >= self.least) and (
            self.most is None or self.found <= self.most
        )


def run_all(sizes: list[int], labels: Path, demonstration: Path, progress: Callable[[str], None]) -> Figures:
    """Rows are generated once for each size, and each engine gets the same in a process of its own."""
    for file in (
        labels / "queries_development.toml",
        labels / "queries_held_out.toml",
        demonstration / "place.toml",
    ):
        if not file.is_file():
            raise Refused(f"{file} is not there. Run this from a checkout of the project, or give --labels.")
    with tempfile.TemporaryDirectory(prefix="helpfulacts-bench-") as name:
        folder = Path(name)
        progress("the labelled sentences")
        figures: Figures = {
            "quality": _worker(folder / "quality", "quality", labels, demonstration),
            "sizes": {},
        }
        for size in sizes:
            file = folder / f"rows-{size}"
            progress(f"making {size:,} offers")
            _worker(folder / "rows", "rows", file, size, demonstration)
            engines: Figures = {}
            for engine in ENGINES:
                progress(f"{engine}, {size:,} offers")
                engines[engine] = _peer(engine, file, labels, folder / f"{engine}-{size}")
            progress(f"ours, {size:,} offers")
            data = folder / f"ours-{size}"
            engines["ours"] = _worker(data, "ours", file, labels)
            figures["sizes"][str(size)] = engines
            if size == max(sizes):
                progress(f"requests a second, {size:,} offers")
                figures["serving"] = _worker(data, "serving", file, labels, size) | {"size": size}
        progress("what is open then")
        figures["windows"] = _worker(folder / "windows", "windows", min(max(sizes), MOST_RULES))
    goals = goals_of(figures)
    figures["goals"] = [asdict(goal) | {"met": goal.met} for goal in goals]
    return figures


def goals_of(figures: Figures) -> list[Goal]:
    """The goals of the design, each with the figure of this run."""
    ways = figures["quality"]["ways"]
    best = ways.get(WITH, ways[WITHOUT])
    goals = [
        Goal(
            f"nDCG@10, ours / FTS5 OR, {half.replace('_', ' ')}",
            best[half]["ndcg_at_10"] / ways[BASE][half]["ndcg_at_10"],
            least=1.4,
        )
        for half in HALVES
    ]
    goals.append(
        Goal(
            "sentences with an answer for which nothing is shown",
            sum(best[half]["empty"] for half in HALVES),
            most=0,
        )
    )
    for size, engines in figures["sizes"].items():
        ours = engines["ours"]["search"]
        goals += [
            Goal(
                f"combined search p95, ours / FTS5 join, {int(size):,} offers",
                _ratio(ours["p95_ms"], engines["fts5-join"], "p95_ms"),
                most=0.25,
            ),
            Goal(
                f"combined search p50, ours / tantivy, {int(size):,} offers",
                _ratio(ours["p50_ms"], engines["tantivy"], "p50_ms"),
                most=2.0,
            ),
        ]
    if serving := figures.get("serving"):
        for what, least in (("list", 0.4), ("search", 0.85)):
            rate = f"{what}_rps"
            goals.append(
                Goal(
                    f"requests a second, ours / raw ASGI, {what}",
                    serving["ours"][rate] / serving["raw ASGI"][rate],
                    least=least,
                )
            )
    for when, row in figures["windows"]["windows"].items():
        goals.append(Goal(f"what is open {when}, table of dates / rules", row["ratio"], most=0.05))
    goals.append(
        Goal(
            "sentences of danger that reach the ranker",
            figures["quality"]["danger"]["reached_the_ranker"],
            most=0,
        )
    )
    return goals


def _ratio(ours: float, peer: Figures, which: str) -> float | None:
    return ours / peer["search"][which] if "search" in peer else None


def _peer(engine: str, file: Path, labels: Path, folder: Path) -> Figures:
    if engine == "postgresql" and not os.environ.get("HELPFULACTS_DATABASE"):
        return {"note": NOT_REACHABLE}
    folder.mkdir()
    try:
        return _worker(folder, "peer", engine, file, labels, folder, keep_database=engine == "postgresql")
    except Refused as refusal:  # one engine that fails must not cost the others' figures
        return {"note": str(refusal)}


def _worker(data: Path, *arguments: Any, keep_database: bool = False) -> Figures:
    """A process of its own, with a data folder of its own; ours always on SQLite."""
    environment = {**os.environ, "HELPFULACTS_DATA": str(data)}
    if not keep_database:
        environment.pop("HELPFULACTS_DATABASE", None)
    command = [sys.executable, "-m", "helpfulacts.cli.bench.finding.worker", *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise Refused(f"{arguments[0]} could not be measured: {last}")
    found: Figures = json.loads(done.stdout.strip().splitlines()[-1]) if done.stdout.strip() else {}
    return found
