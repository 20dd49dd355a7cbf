"""One method on one place in a process of its own, so that its time and memory are its own.

    python -m helpfulacts.cli.bench.worker make FILE SIZE SEED
    python -m helpfulacts.cli.bench.worker METHOD FILE LIMIT
    python -m helpfulacts.cli.bench.worker explanations FILE
    python -m helpfulacts.cli.bench.worker candidates SIZE SEED

The first saves a synthetic place. The second loads it, runs the method on a tiny place first, so that no compilation
is timed, then runs it on the real one and prints one line of JSON. Past LIMIT seconds (0 for none) the alarm of the
system ends the process. Memory is the most this process ever held, the place itself and the tiny run included.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpfulacts.engine.sharing.instance import MICRO, Instance

from . import around
from .instances import SyntheticPlace, synthetic_place
from .measure import peak_mb
from .methods import METHODS, OURS

TINY = 200


def run(name: str, place: SyntheticPlace, limit: float) -> dict[str, Any]:
    """Time one method. The result is counted here, from the assignment and the place alone."""
    method = METHODS[name]
    try:
        method.run(synthetic_place(TINY, seed=0))
    except ModuleNotFoundError:
        return {"note": f"not installed: pip install {method.needs}"}
    if limit and hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, limit)
    started = time.perf_counter()
    assign, gap = method.run(place)
    seconds = time.perf_counter() - started
    if limit and hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
    peak = peak_mb()
    halves = around.halves(place) if name == OURS else {}
    placed = assign >= 0
    return {
        "seconds": round(seconds, 4),
        "peak_mb": peak,
        "certified_gap": gap,
        "served": int(placed.sum()),
        "benefit": total_gain(place.instance, assign) / MICRO,
        "served_by_class": {int(c): int(placed[place.classes == c].sum()) for c in np.unique(place.classes)},
        "admitted": sha256(placed.tobytes()).hexdigest(),
        **halves,
    }


def total_gain(instance: Instance, assign: NDArray[np.int64]) -> int:
    """Micro-gains of an assignment; ValueError where it is none."""
    held = np.repeat(assign, np.diff(instance.indptr)) == instance.offer
    if int(held.sum()) != int((assign >= 0).sum()):
        raise ValueError("Somebody holds an offer that is not one of their pairs.")
    if (np.bincount(instance.offer[held], minlength=instance.offers) > instance.capacity).any():
        raise ValueError("An offer has more holders than places.")
    return int(instance.gain[held].sum())


def main(arguments: list[str]) -> None:
    task, file, *rest = arguments
    if task == "make":
        synthetic_place(int(rest[0]), int(rest[1])).save(Path(file))
        return
    if task == "candidates":
        around.pairs_found(TINY, seed=0)
        print(json.dumps({**around.pairs_found(int(file), int(rest[0])), "peak_mb": peak_mb()}))
    elif task == "explanations":
        around.explanations(synthetic_place(TINY, seed=0))
        print(json.dumps({**around.explanations(SyntheticPlace.load(Path(file))), "peak_mb": peak_mb()}))
    else:
        print(json.dumps(run(task, SyntheticPlace.load(Path(file)), float(rest[0]))))


if __name__ == "__main__":
    main(sys.argv[1:])
