"""One engine in a process of its own, so that its time and memory are its own.

    python -m helpfulacts.cli.bench.finding.worker rows FILE SIZE DEMONSTRATION
    python -m helpfulacts.cli.bench.finding.worker peer NAME FILE LABELS FOLDER
    python -m helpfulacts.cli.bench.finding.worker ours FILE LABELS
    python -m helpfulacts.cli.bench.finding.worker quality LABELS DEMONSTRATION
    python -m helpfulacts.cli.bench.finding.worker windows SIZE
    python -m helpfulacts.cli.bench.finding.worker serving FILE LABELS SIZE

Each prints one line of JSON. Ours reads and writes the data folder that HELPFULACTS_DATA names.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from ..measure import peak_mb
from .measures import HALVES, labelled, timed


def sentences(labels: Path) -> list[str]:
    return [query.words for half in HALVES for query in labelled(labels, half)]


def peer(name: str, file: Path, labels: Path, folder: Path) -> dict[str, Any]:
    from . import peers, rows

    began = time.perf_counter()
    try:
        if name == "postgresql":
            search = peers.postgres(rows.load(file), folder, os.environ["HELPFULACTS_DATABASE"])
        else:
            search = peers.PEERS[name](rows.load(file), folder)
    except ModuleNotFoundError:
        return {"note": f"not installed: pip install {peers.NEEDS.get(name, name)}"}
    built = time.perf_counter() - began
    queries = rows.asked(sentences(labels))
    return {
        "built_s": built,
        "search": timed([lambda one=one: search(one) for one in queries]),  # type: ignore[misc]
        "peak_mb": peak_mb(),
    }


def _django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpfulacts.site.settings")
    django.setup()


def main(arguments: list[str]) -> None:
    task, *rest = arguments
    _django()
    from . import rows

    if task == "rows":
        rows.save(Path(rest[0]), rows.generated(int(rest[1]), Path(rest[2])))
        return
    if task == "peer":
        print(json.dumps(peer(rest[0], Path(rest[1]), Path(rest[2]), Path(rest[3]))))
        return
    if task == "ours":
        from . import ours

        found = ours.measure(rows.load(Path(rest[0])), rows.asked(sentences(Path(rest[1]))))
    elif task == "quality":
        from . import quality

        found = quality.compared(Path(rest[0]), Path(rest[1]))
    elif task == "windows":
        from .. import windows

        found = windows.measure(int(rest[0]))
    else:
        from helpfulacts.directory.words import terms_of

        from . import serving

        words = [max(terms_of(one), key=len) for one in sentences(Path(rest[1])) if terms_of(one)]
        found = serving.measure(
            rows.load(Path(rest[0])), Path(os.environ["HELPFULACTS_DATA"]), words, int(rest[2])
        )
    print(json.dumps(found | {"peak_mb": peak_mb()}))


if __name__ == "__main__":
    main(sys.argv[1:])
