"""A list that somebody brought in by spreadsheet: most rows came in, one was mended, and two wait for a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from helpfulacts.directory import imports
from helpfulacts.directory.actions.mend_import import mend_row
from helpfulacts.people.actor import Actor

from ..sheets import staging
from ..sheets.importing import finish

LIST = Path("lists") / "warm-rooms.csv"
NAME = "Warm rooms"


def bring_in_list(*, folder: Path, place: Any, by: Actor) -> None:
    """Bring in the list of warm rooms as an officer would; the wards that are written wrong stay to be mended."""
    one = staging.stage(place=place, raw=(folder / LIST).read_bytes(), file_name=LIST.name, by=by)
    row = staging.likely_header(one, 0)
    _, columns, _ = staging.guess(one, 0, row)
    staging.choose(
        one=one,
        sheet=0,
        row=row,
        name=NAME,
        columns=columns,
        constants={"sphere": "civic"},
        remember=True,
        by=by,
    )
    while staging.check_some(one):
        pass
    one.refresh_from_db()
    day = one.columns.index("days")
    friday = next(row for row in imports.rows_of(one, "aside") if row.cells[day] == "Fryday")
    mended = [*friday.cells[:day], "Friday", *friday.cells[day + 1 :]]
    mend_row(one=one, row=friday, cells=mended, everywhere=[day], by=by)
    staging.check_some(one)
    one.refresh_from_db()
    finish(one=one, by=by)
