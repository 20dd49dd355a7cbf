"""Reads of spreadsheets on their way in: what is staged, what became of its rows, and the mappings that are kept."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import Count, QuerySet

from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotFound
from helpfulacts.places.models import Place

from .models import CapacityPeriod, ColumnMapping, Import, ImportRow, Offer

KEPT = dt.timedelta(days=30)
"""How long staged rows are kept, and so how long an import can be undone."""


def get_import(place: Place, import_id: uuid.UUID) -> Import:
    """Raises NotFound."""
    found = Import.objects.filter(place=place, pk=import_id).first()
    if found is None:
        raise NotFound("There is no such import here. It may be older than thirty days.")
    return found


def at_its_latest(one: Import) -> Import:
    """Inside a lock: the import as the last writer left it. Raises NotFound when it was thrown away meanwhile."""
    get_import(one.place, one.pk)
    one.refresh_from_db()
    return one


def imports_of(place: Place) -> QuerySet[Import]:
    """Newest first."""
    return Import.objects.filter(place=place)


def kept_until(one: Import) -> dt.datetime:
    """Until when its rows are kept."""
    return (one.finished_at or one.began_at) + KEPT


def may_be_undone(one: Import) -> bool:
    return one.state == "done" and kept_until(one) > now()


def rows_of(one: Import, *outcomes: str) -> QuerySet[ImportRow]:
    """Its rows in order, of the sheet that was chosen; only those with `outcomes`, if any are named."""
    rows = ImportRow.objects.filter(place=one.place_id, of=one, sheet=one.sheet).exclude(outcome="above")
    return rows.filter(outcome__in=outcomes) if outcomes else rows


def asked_about(one: Import) -> QuerySet[ImportRow]:
    """New rows that a person should look at before they come in: those that lie outside the place."""
    return rows_of(one, "new").filter(done=False, offer=None, reasons_sealed__isnull=False)


def first_rows(one: Import, sheet: int, many: int) -> list[tuple[int, list[str]]]:
    """The first rows of a sheet as they were uploaded: (number, cells)."""
    rows = ImportRow.objects.filter(place=one.place_id, of=one, sheet=sheet).exclude(outcome="gone")
    return [(row.number, row.cells) for row in rows[:many]]


def get_row(one: Import, number: int) -> ImportRow:
    """Raises NotFound."""
    row = rows_of(one).filter(number=number).first()
    if row is None:
        raise NotFound("There is no such row in this import.")
    return row


def counts_of(one: Import) -> dict[str, int]:
    """How many rows came to each outcome; `done` counts what changed offers already. Once undone, what never came in is not counted as new or changed."""
    found = dict.fromkeys((code for code, _ in ImportRow.OUTCOMES), 0)
    rows = rows_of(one)
    if one.state == "undone":
        rows = rows.exclude(outcome__in=["new", "changed", "ends"], done=False)
    for outcome, many in rows.order_by().values_list("outcome").annotate(Count("pk")):
        found[outcome] = many
    found["done"] = rows.filter(done=True).count()
    return found


def listed_from(place: Place, source: str) -> QuerySet[Offer]:
    """What is listed here from one list, not ended."""
    return Offer.objects.filter(place=place, source=source).exclude(status="ended").order_by("title", "id")


def offers_of(one: Import) -> list[Offer]:
    """What this import listed, changed or ended."""
    rows = ImportRow.objects.filter(place=one.place_id, of=one, done=True)
    return list(Offer.objects.filter(place=one.place_id, pk__in=rows.values("offer")).order_by("pk"))


def held_now(place: Place, offers: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Those of `offers` in which somebody holds a place."""
    held = CapacityPeriod.objects.filter(place=place, offer__in=list(offers), held__gt=0)
    return set(held.values_list("offer_id", flat=True))


def mappings_of(place: Place) -> QuerySet[ColumnMapping]:
    return ColumnMapping.objects.filter(place=place)


def get_mapping(place: Place, mapping_id: uuid.UUID) -> ColumnMapping:
    """Raises NotFound."""
    found = ColumnMapping.objects.filter(place=place, pk=mapping_id).first()
    if found is None:
        raise NotFound("There is no such list of columns here.")
    return found


def mapping_called(place: Place, name: str) -> ColumnMapping | None:
    return ColumnMapping.objects.filter(place=place, name=name).first()


def mapping_for(place: Place, headers_key: str) -> ColumnMapping | None:
    """The mapping kept last for these headings."""
    return ColumnMapping.objects.filter(place=place, headers_key=headers_key).order_by("-kept_at").first()
