"""“Is it fair?” as it was counted: read from the same rows as the ward pages, never from people.

fairness(place) -> Fairness
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from helpfulacts.coordination.fairness import ROUNDS, Counted, Fairness, Kept, report_of
from helpfulacts.coordination.models import Run

from .models import WardFigures

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def fairness(place: Place) -> Fairness:
    """The report of the round that was counted last, with those before it as its trend. Takes no count of anybody."""
    zone = ZoneInfo(place.zone)
    kept = [
        Kept(
            row.run_number,
            row.confirmed_on,
            row.made_at.astimezone(zone).date(),
            Counted.of_kept(row.table["fair"]),
        )
        for row in WardFigures.objects.filter(place=place)[:ROUNDS]
        if "fair" in row.table
    ]
    newest = _confirmed(place).values_list("number", flat=True).first()
    return report_of(place, kept, newest)


def stamp_of(place: Place) -> str:
    counted = WardFigures.objects.filter(place=place).values_list("pk", flat=True).first()
    return f"{counted}|{_confirmed(place).values_list('pk', flat=True).first()}"


def _confirmed(place: Place) -> QuerySet[Run]:
    """Newest first."""
    return Run.objects.filter(place=place, state="confirmed").order_by("-number")
