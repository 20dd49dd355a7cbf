"""What a list of results is worth against graded answers, and how long calls take."""

from __future__ import annotations

import math
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HALVES = ("development", "held_out")
DEPTH, SUCCESS_AT, GOOD = 10, 5, 2


@dataclass(frozen=True)
class Labelled:
    """One sentence and the grade (1 to 3) of each entry that answers it, by title. Without grades it is a gap."""

    id: str
    words: str
    grades: Mapping[str, int]


def labelled(folder: Path, half: str) -> list[Labelled]:
    """The sentences of one half, in the order of the file."""
    with (folder / f"queries_{half}.toml").open("rb") as file:
        rows = tomllib.load(file)["query"]
    return [Labelled(row["id"], row["words"], row["grades"]) for row in rows]


def ndcg(found: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Normalised discounted cumulative gain with gains 2^grade - 1 (Järvelin and Kekäläinen 2002): 0 to 1."""
    gains = [2 ** grades.get(title, 0) - 1 for title in found[:depth]]
    best = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:depth]
    return _discounted(gains) / _discounted(best)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def judged(queries: Sequence[Labelled], search: Callable[[str], Sequence[str]]) -> dict[str, Any]:
    """nDCG@10, success@5 (an entry of grade 2 or 3 among the first five) and empty results, over sentences with an answer.

    `gaps_said` counts the sentences without an answer for which nothing was shown, of `gaps`.
    """
    answered = [query for query in queries if query.grades]
    gaps = [query for query in queries if not query.grades]
    lists = [list(search(query.words)) for query in answered]
    return {
        "n": len(answered),
        "ndcg_at_10": sum(ndcg(found, q.grades) for found, q in zip(lists, answered, strict=True))
        / len(answered),
        "success_at_5": sum(
            any(q.grades.get(title, 0) >= GOOD for title in found[:SUCCESS_AT])
            for found, q in zip(lists, answered, strict=True)
        )
        / len(answered),
        "empty": sum(not found for found in lists),
        "gaps": len(gaps),
        "gaps_said": sum(not search(query.words) for query in gaps),
    }


def timed(calls: Sequence[Callable[[], Any]], rounds: int = 3) -> dict[str, float]:
    """Milliseconds of each call, in turn, after one round that is not counted: {p50, p95}."""
    for call in calls:
        call()
    spent = []
    for _ in range(rounds):
        for call in calls:
            began = time.perf_counter()
            call()
            spent.append(1000 * (time.perf_counter() - began))
    spent.sort()
    return {"p50_ms": spent[len(spent) // 2], "p95_ms": spent[int(0.95 * (len(spent) - 1))]}
