"""Mend staged rows: change their cells, leave them out, take them back in, or end what is gone from the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor

from ..imports import rows_of
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
    if row.done or row.outcome == "gone":
        raise Refused("This row is imported already. Change the offer itself.")
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise Refused(f"A cell holds at most {LONGEST_CELL:,} letters. Make it shorter.")
    with transaction.atomic():
        wide = max(len(one.columns), len(row.cells))
        before = [*row.cells, *[""] * (wide - len(row.cells))]
        after = [*cells, *before[len(cells) :]][:wide]
        mended = {row.pk: row}
        row.cells = after
        for column in everywhere:
            if not 0 <= column < wide or before[column] == after[column]:
                continue
            for other in rows_of(one).filter(done=False).exclude(outcome="gone"):
                other = mended.get(other.pk, other)
                if other.pk != row.pk and column < len(other.cells) and other.cells[column] == before[column]:
                    other.cells[column] = after[column]
                    mended[other.pk] = other
        for changed in mended.values():
            changed.outcome = "waiting"
        ImportRow.objects.bulk_update(mended.values(), ["cells", "outcome"], batch_size=200)
    return len(mended)


def leave_out(*, one: Import, row: ImportRow, by: Actor) -> None:
    """Do not import this row."""
    require_may_import(by)
    if row.done:
        raise Refused("This row is imported already. End the offer itself.")
    if row.outcome == "ends" and not row.cells:
        row.outcome = "gone"
    else:
        row.outcome = "out"
    row.save(update_fields=["outcome"])


def take_in(*, one: Import, row: ImportRow, by: Actor) -> None:
    """Look at a row again that was left out."""
    require_may_import(by)
    if row.outcome == "out":
        row.outcome = "waiting"
        row.save(update_fields=["outcome"])


def end_gone(*, one: Import, numbers: Iterable[int], by: Actor) -> int:
    """Of what stands in the list no more, end these rows' offers with the import, and only these; how many."""
    require_may_import(by)
    with transaction.atomic():
        rows_of(one, "ends").filter(cells=[], done=False).update(outcome="gone")
        return rows_of(one, "gone").filter(number__in=list(numbers)).update(outcome="ends")
