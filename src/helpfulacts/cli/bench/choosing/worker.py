"""One part in a process of its own, so that its time and memory are its own.

    python -m helpfulacts.cli.bench.choosing.worker PART [FOLDER]

Prints one line of JSON: a list of rows. FOLDER holds the data of others, `pb` among it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from . import budgets, opinions, panel
from .rows import Row

PARTS: dict[str, Callable[[Path | None], list[Row]]] = {
    "the largest budget": budgets.largest,
    "budgets of cities": budgets.cities,
    "where people stand": opinions.conversation,
    "a panel": panel.from_150_to_22,
}


def main(part: str, folder: str = "") -> None:
    rows = PARTS[part](Path(folder) if folder else None)
    print(json.dumps([asdict(row) for row in rows]))


if __name__ == "__main__":
    main(*sys.argv[1:])
