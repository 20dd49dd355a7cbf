"""A spreadsheet at the command line, read by columns that somebody chose on the page and kept."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.directory import imports
from helpfulacts.people.actor import SYSTEM

from ..oruk.gather import SetAside
from ..oruk.imported import Imported
from . import limits, staging
from .guessing import headers_key
from .importing import finish


def import_sheet(*, place: Any, path: Path, mapping: str, set_aside: Path) -> Imported:
    """Import the likeliest sheet of a file with the kept columns called `mapping`. It can be undone on the page.

    Raises Refused, and then nothing was changed.
    """
    started = time.perf_counter()
    kept = imports.mapping_called(place, mapping)
    if kept is None:
        raise Refused(f"No columns are kept under the name “{mapping}”. Choose them on the page first.")
    try:
        if path.stat().st_size > limits.BYTES:
            raise Refused(f"{path.name} is larger than {limits.BYTES >> 20} MB. Split it into smaller files.")
        raw = path.read_bytes()
    except OSError:
        raise Refused(f"{path} cannot be read. Check its name.") from None
    one = staging.stage(place=place, raw=raw, file_name=path.name, by=SYSTEM)
    aside = SetAside(set_aside)
    try:
        at, row = _headings(one, kept)
        columns = dict(zip(kept.headers, kept.columns["columns"], strict=True))
        headers = staging.headers_at(one, at, row)
        staging.choose(
            one=one,
            sheet=at,
            row=row,
            name=kept.name,
            columns=[columns.get(header, "") for header in headers],
            constants=kept.constants,
            remember=False,
            by=SYSTEM,
        )
        while staging.check_some(one):
            pass
        one.refresh_from_db()
        found = _counted(one, aside)
        if imports.rows_of(one, "new", "changed", "ends").exists():
            finish(one=one, by=SYSTEM)
        elif not found.set_aside:
            one.delete()  # nothing came of it: there is nothing to undo or to mend
        found.set_aside_file = aside.keep()
    except Refused:
        one.delete()
        raise
    finally:
        aside.drop()
    found.seconds = round(time.perf_counter() - started, 3)
    return found


def _headings(one: Any, kept: Any) -> tuple[int, int]:
    """The sheet and row whose headings are those of the kept columns."""
    for at in range(len(one.sheets)):
        for row, _ in imports.first_rows(one, at, 15):
            if headers_key(staging.headers_at(one, at, row)) == kept.headers_key:
                return at, row
    raise Refused(
        f"No row of the file has the headings of “{kept.name}”. Bring it in on the page to choose again."
    )


def _counted(one: Any, aside: SetAside) -> Imported:
    counts = imports.counts_of(one)
    for row in imports.rows_of(one, "aside").iterator():
        reason = " ".join(sentence for _, sentence in row.reasons)
        cells = dict(zip(one.headers, row.cells, strict=False))
        aside.add("row", reason, cells, source=one.name, row=row.number)
    for row in imports.asked_about(one).iterator():  # nobody is there to ask: it comes in, and is said
        cells = dict(zip(one.headers, row.cells, strict=False))
        aside.add("part", row.reasons[0][1], cells, source=one.name, row=row.number)
    return Imported(
        created=counts["new"],
        updated=counts["changed"] + counts["ends"],
        unchanged=counts["same"] + counts["closed"],
        set_aside=aside.count,
        left_out=dict(aside.reasons),
    )
