"""Reads of what nobody has yet, month by month, as numbers that may be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from helpfulacts.places.models import Place

from .facets import FACET_CODES
from .gap_figures import MOST_MONTHS, GapMonth, GapRow, gap_months
from .models import Gap


def gaps_by_month(place: Place, day: dt.date) -> list[GapMonth]:
    """What nobody has yet, as numbers that may be told: the months before that of `day` in which there was any, newest first."""
    this_month = day.replace(day=1)
    first = this_month - relativedelta(months=MOST_MONTHS)
    return gap_months(row for row in _gap_rows(place, first) if first <= row.month < this_month)


def gaps_so_far(place: Place, day: dt.date) -> list[str]:
    """Facets that somebody asked for in vain in the month of `day`: no number is told before the month is over."""
    this_month = day.replace(day=1)
    asked = {code for row in _gap_rows(place, this_month) if row.month == this_month for code in row.facets}
    return [code for code in FACET_CODES if code in asked]


def _gap_rows(place: Place, first: dt.date) -> Iterator[GapRow]:
    zone = ZoneInfo(place.zone)
    rows = Gap.objects.filter(place=place, at__gte=dt.datetime.combine(first, dt.time(), zone)).order_by("pk")
    values = rows.values_list("at", "facets", "ward__name", "when", "source")
    for at, facets, ward, when, source in values.iterator(chunk_size=5000):
        yield GapRow(at.astimezone(zone).date().replace(day=1), tuple(facets), ward or "", when, source)
