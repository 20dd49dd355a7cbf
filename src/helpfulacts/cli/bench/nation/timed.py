"""One nation, once, in processes of its own, so that its time and memory are its own.

    python -m helpfulacts.cli.bench.nation.timed WORKERS PLACES PEOPLE SEED

WORKERS 0 is this process alone. Prints one line of JSON. To come up and to read what was compiled is not in `seconds`
but in `start_seconds`. Memory is the most that each process ever held, added up over all that took part.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from helpfulacts.cli.bench.measure import peak_mb
from helpfulacts.cli.nation.cluster import Failed, Using, each, give_out, opened

from .task import share_one, tasks, warm


def run(workers: int, places: int, people: int, seed: int) -> dict[str, Any]:
    given = tasks(places, people, seed)
    began = time.perf_counter()
    if not workers:
        warm()
        started = time.perf_counter()
        return _figures(each(share_one, given, Using()), started, started - began)
    with opened(Using(workers=workers)) as client:
        client.run(warm)
        started = time.perf_counter()
        return _figures(give_out(client, share_one, given), started, started - began)


def _figures(answers: Iterable[tuple[str, Any]], started: float, start: float) -> dict[str, Any]:
    found = dict(answers)
    seconds = time.perf_counter() - started
    failed = [key for key, answer in found.items() if isinstance(answer, Failed)]
    if failed:
        raise SystemExit(
            f"{len(failed)} places could not be shared, the first {failed[0]}: {found[failed[0]]}"
        )
    peak = {os.getpid(): peak_mb() or 0.0}  # this process leads where others work
    for answer in found.values():
        peak[answer["process"]] = max(answer["peak_mb"] or 0.0, peak.get(answer["process"], 0.0))
    outcomes = json.dumps([[key, found[key]["outcome"]] for key in sorted(found)])
    return {
        "seconds": round(seconds, 3),
        "start_seconds": round(start, 3),
        "peak_mb": round(sum(peak.values()), 1),
        "largest_process_mb": round(max(peak.values()), 1),
        "placed": sum(answer["placed"] for answer in found.values()),
        "largest_gap": max(answer["certified_gap"] for answer in found.values()),
        "outcomes": sha256(outcomes.encode()).hexdigest(),
    }


if __name__ == "__main__":
    print(json.dumps(run(*(int(word) for word in sys.argv[1:]))))
