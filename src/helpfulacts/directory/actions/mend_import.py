"""Mend staged rows: change their cells, leave them out, take them back in, or end what is gone from the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor

from ..imports import asked_about, at_its_latest, rows_of
from ..models import Import, ImportRow
from .stage_import import require_may_import

LONGEST_CELL = 20_000


def mend_row(
    *, one: Import, row: ImportRow, cells: Sequence[str], everywhere: Iterable[int], by: Actor
) -> int:
    """Put `cells` into a row, and those of the columns `everywhere` into each row that says the same there now.

    The rows are to be checked again; answers how many. Rows that changed an offer already stay as they are.
    """
    require_may_import(by)
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise Refused(f"A cell holds at most {LONGEST_CELL:,} letters. Make it shorter.")
    with register.writing(one.place_id):
        _latest(one, row, "Change the offer itself.")
        if row.outcome == "gone":
            raise Refused("This row is no longer in your list. Change the offer itself.")
        wide = max(len(one.columns), len(row.cells))
        before = [*row.cells, *[""] * (wide - len(row.cells))]
        after = [*cells, *before[len(cells) :]][:wide]
        columns = [at for at in everywhere if 0 <= at < wide and before[at] != after[at]]
        mended = [row]
        row.cells = after
        for other in (
            rows_of(one).filter(done=False).exclude(outcome="gone").exclude(pk=row.pk) if columns else ()
        ):
            says = list(other.cells)
            same = [at for at in columns if at < len(says) and says[at] == before[at]]
            if same:
                for at in same:
                    says[at] = after[at]
                other.cells = says
                mended.append(other)
        for changed in mended:
            changed.outcome = "waiting"
        ImportRow.objects.bulk_update(mended, ["cells_sealed", "outcome"], batch_size=200)
    return len(mended)


def leave_out(*, one: Import, row: ImportRow, by: Actor) -> None:
    """Do not import this row."""
    require_may_import(by)
    with register.writing(one.place_id):
        _latest(one, row, "End the offer itself.")
        if row.outcome == "ends" and not row.cells:
            row.outcome = "gone"
        else:
            row.outcome = "out"
        row.save(update_fields=["outcome"])


def leave_out_outside(*, one: Import, by: Actor) -> int:
    """Do not import the new rows that lie outside the place; how many."""
    require_may_import(by)
    with register.writing(one.place_id):
        _still_open(one)
        return asked_about(one).update(outcome="out")


def take_in(*, one: Import, row: ImportRow, by: Actor) -> None:
    """Look at a row again that was left out."""
    require_may_import(by)
    with register.writing(one.place_id):
        _latest(one, row, "End the offer itself.")
        if row.outcome == "out":
            row.outcome = "waiting"
            row.save(update_fields=["outcome"])


def end_gone(*, one: Import, numbers: Iterable[int], by: Actor) -> int:
    """Of what stands in the list no more, end these rows' offers with the import, and only these; how many."""
    require_may_import(by)
    with register.writing(one.place_id):
        _still_open(one)
        rows_of(one, "ends").filter(cells_sealed=None, done=False).update(outcome="gone")
        return rows_of(one, "gone").filter(number__in=list(numbers)).update(outcome="ends")


def _still_open(one: Import) -> None:
    if at_its_latest(one).state == "undone":
        raise Refused("This list is undone. Upload the file again to bring it in.")


def _latest(one: Import, row: ImportRow, instead: str) -> None:
    """The import and the row as the last writer left them: somebody else may have imported or undone it meanwhile."""
    _still_open(one)
    row.refresh_from_db()
    if row.done:
        raise Refused(f"This row is imported already. {instead}")
