"""Import one source of Open Referral UK 3.0 into a place: read it all, make it ready unseen, show all of it or nothing."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.core.memory import seldom_collected

from ..fetch import host_of
from ..sheets.tables import rows_of_csv
from ..strict_json import printable
from . import limits
from .api import Crawl, Progress
from .gather import Gathered, SetAside
from .imported import Imported
from .reading import Budget, rows_in, unpacked
from .writing import Writing

_ENDINGS = (".json", ".ndjson", ".jsonl", ".gz", ".zip")
_LINE_ENDINGS = (".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz")


def import_source(
    *, place: Any, source: str, set_aside: Path, name: str = "", progress: Progress = lambda *_: None
) -> Imported:
    """Import a file, a folder or an https address. `name` is the feed's lasting name (default: the file's or host's).

    Raises Refused with one sentence, and then nothing was changed. Rows that cannot be used go to the `set_aside`
    file; the same import again changes nothing. `progress(done, total or None, what)` is told of headway.
    """
    started = time.perf_counter()
    address = "://" in source
    name = name or (host_of(source) if address else Path(source).name.removesuffix(".gz"))
    aside = SetAside(set_aside)
    gathered = Gathered(printable(name, 200), aside, place.name, by_hand=not address)
    try:
        if address:
            Crawl(gathered, progress).read(source)
        else:
            rows = rows_of_csv(Path(source), place, gathered.source)
            gathered.take(rows) if rows is not None else _read_files(Path(source), gathered, progress)
        with seldom_collected():
            imported = Writing(place, gathered, progress).write()
        imported.set_aside, imported.left_out = aside.count, dict(sorted(aside.reasons.items()))
        imported.set_aside_file = aside.keep()
    finally:
        aside.drop()
        gathered.close()
    imported.seconds = round(time.perf_counter() - started, 3)
    return imported


def _read_files(path: Path, gathered: Gathered, progress: Progress) -> None:
    files = _files(path)
    budget, sound, first = Budget(), 0, ""
    for number, file in enumerate(files):
        progress(number, len(files), "files")
        try:
            with file.open("rb") as raw, unpacked(raw, printable(file.name, 100), budget) as streams:
                for guard in streams:
                    rows = rows_in(guard, lines=guard.name.split(" in ")[0].lower().endswith(_LINE_ENDINGS))
                    if len(files) == 1:
                        gathered.take(rows)
                    else:
                        gathered.attempt(rows)
                    sound += 1
        except OSError:
            raise Refused(f"{printable(file.name, 100)} cannot be read. Check who may read it.") from None
        except Refused as refusal:
            if len(files) == 1 or budget.left < 0:
                raise
            first = first or str(refusal)
            gathered.aside.add("file", str(refusal), file.name, source=gathered.source, row=0)
    if not sound:
        raise Refused(first or f"{printable(path.name, 100)} holds no JSON. Choose another file.")


def _files(path: Path) -> list[Path]:
    try:
        if path.is_file():
            return [path]
        if path.exists() and not path.is_dir():
            raise Refused(f"{printable(str(path), 200)} is neither a file nor a folder. Choose another.")
        if not path.is_dir():
            raise Refused(f"{printable(str(path), 200)} is not there. Check the name of the file or folder.")
        found = sorted(
            file for file in path.iterdir() if file.name.lower().endswith(_ENDINGS) and file.is_file()
        )
    except (OSError, ValueError):
        raise Refused(f"{printable(str(path), 200)} cannot be read. Check its name.") from None
    if not found:
        raise Refused(f"{printable(str(path), 200)} holds no JSON files.")
    if len(found) > limits.FILES:
        raise Refused(
            f"{printable(str(path), 200)} holds more than {limits.FILES} files. Import it in parts."
        )
    return found
