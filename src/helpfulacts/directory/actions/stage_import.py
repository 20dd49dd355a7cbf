"""Stage a spreadsheet: its rows come in, its columns are chosen, its rows are checked. No offer changes yet.

What is staged is nobody's record, so none of this is on the register; what an import does to offers is.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.places.models import Place

from ..imports import at_its_latest, listed_from, rows_of
from ..models import ColumnMapping, Import, ImportRow, Offer
from ..rules import may_import

BATCH = 500
Rows = Iterable[tuple[int, Sequence[str]]]


@dataclass(frozen=True)
class RowResult:
    """What was found of one row."""

    row: ImportRow
    outcome: str
    title: str = ""
    reasons: Sequence[tuple[int | None, str]] = ()
    changes: Sequence[tuple[str, str, str]] = ()
    identity: uuid.UUID | None = None
    offer: Offer | None = None


@dataclass(frozen=True)
class Choice:
    """Which sheet and row of headings, and what each column says."""

    name: str
    sheet: int
    header_row: int
    headers: Sequence[str]
    columns: Sequence[str]
    constants: Mapping[str, str] = field(default_factory=dict)


def require_may_import(by: Actor) -> None:
    if not may_import(by):
        raise NotAllowed("Only somebody who looks after the directory can bring in a spreadsheet.")


def begin_import(*, place: Place, file_name: str, sheets: Sequence[tuple[str, Rows]], by: Actor) -> Import:
    """Stage all rows of a file. `sheets` are (name, [(number of the row, cells)])."""
    require_may_import(by)
    with transaction.atomic():
        one = Import.objects.create(
            place=place,
            file_name=tidy(file_name)[:120] or "no name",
            by=by.shown_as[:120],
            began_at=now(),
            sheets=[],
        )
        for at, (name, rows) in enumerate(sheets):
            staged = [
                _row(ImportRow(place=place, of=one, sheet=at, number=number), cells) for number, cells in rows
            ]
            ImportRow.objects.bulk_create(staged, batch_size=BATCH)
            one.sheets.append({"name": tidy(name), "rows": len(staged)})
        one.save(update_fields=["sheets"])
    return one


def _row(row: ImportRow, cells: Sequence[str]) -> ImportRow:
    row.cells = list(cells)
    return row


def choose_columns(*, one: Import, choice: Choice, by: Actor) -> None:
    """Take a choice of sheet, headings and columns: every row is to be checked (again). Not once it is imported."""
    require_may_import(by)
    with register.writing(one.place_id):
        if at_its_latest(one).state in ("done", "undone"):
            raise Refused("This list is imported already. Upload the file again to choose other columns.")
        one.name, one.sheet, one.header_row = choice.name, choice.sheet, choice.header_row
        one.headers, one.columns = list(choice.headers), list(choice.columns)
        one.constants, one.state = dict(choice.constants), "checking"
        one.save()
        rows = ImportRow.objects.filter(place=one.place_id, of=one)
        rows.filter(outcome="gone").delete()
        rows.update(
            outcome="waiting",
            reasons_sealed=None,
            changes_sealed=None,
            title_sealed=None,
            identity=None,
            offer=None,
        )
        rows.filter(sheet=one.sheet, number__lte=one.header_row).update(outcome="above")


def keep_checked(*, one: Import, results: Iterable[RowResult]) -> None:
    """Write down what became of rows; what was imported or left out since they were read stays as it is."""
    with register.writing(one.place_id):
        settled = set(ImportRow.objects.filter(Q(done=True) | Q(outcome="out"), place=one.place_id, of=one)
                      .values_list("pk", flat=True))  # fmt: skip
        rows = []
        for result in results:
            row = result.row
            if row.pk in settled:
                continue
            row.outcome, row.title, row.identity = result.outcome, result.title[:160], result.identity
            row.reasons, row.changes = [list(r) for r in result.reasons], [list(c) for c in result.changes]
            row.offer = result.offer
            rows.append(row)
        names = ["outcome", "title_sealed", "identity", "reasons_sealed", "changes_sealed", "offer"]
        ImportRow.objects.bulk_update(rows, names, batch_size=200)


def end_of_check(*, one: Import) -> None:
    """All rows are looked at: find what is listed from this list and stands in it no more."""
    with register.writing(one.place_id):
        if at_its_latest(one).state == "undone":
            return
        ids = set(rows_of(one).exclude(identity=None).values_list("identity", flat=True))
        ImportRow.objects.filter(place=one.place_id, of=one, outcome="gone", done=False).delete()
        kept = set(rows_of(one, "ends").values_list("offer_id", flat=True))
        last = ImportRow.objects.filter(place=one.place_id, of=one).order_by("-number").first()
        number = last.number if last else 0
        gone = [
            offer
            for offer in listed_from(one.place, one.name)
            if offer.exchange_id not in ids and offer.pk not in kept
        ]
        rows = []
        for at, offer in enumerate(gone, start=1):
            row = ImportRow(
                place=one.place, of=one, sheet=one.sheet, number=number + at, outcome="gone",
                identity=offer.exchange_id, offer=offer,
            )  # fmt: skip
            row.title = offer.title
            rows.append(row)
        ImportRow.objects.bulk_create(rows)
        if one.state == "checking":
            one.state = "ready"
            one.save(update_fields=["state"])


def keep_mapping(
    *, place: Place, choice: Choice, headers_key: str, columns: Mapping[str, Any], by: Actor
) -> ColumnMapping:
    """Keep which column says what under the list's name, for the next list with the same headings."""
    require_may_import(by)
    kept, _ = ColumnMapping.objects.update_or_create(
        place=place,
        name=choice.name,
        defaults={
            "headers_key": headers_key,
            "headers": list(choice.headers),
            "columns": dict(columns),
            "constants": dict(choice.constants),
            "kept_at": now(),
        },
    )
    return kept


def forget_mapping(*, mapping: ColumnMapping, by: Actor) -> None:
    require_may_import(by)
    mapping.delete()


def throw_away(*, one: Import, by: Actor) -> None:
    """Delete an import that has changed no offer, with all its rows."""
    require_may_import(by)
    with register.writing(one.place_id):
        if at_its_latest(one).state == "done":
            raise Refused("This list is imported. Undo it first, if it should not have been.")
        one.delete()
