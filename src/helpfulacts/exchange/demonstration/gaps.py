"""What people looked for and nobody has, in the month that is over: many in one ward, and few in each of some others. Invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import now
from helpfulacts.directory.actions.log_gap import log_gap
from helpfulacts.places import selectors as places

from .hours import by_day

FACET = "childcare"
ASKED = {
    "Netherton, Woodside and St Andrews": 14,
    "Gornal": 6,
    "Brierley Hill": 5,
    "Lye and Stourbridge North": 4,
}
"""Ward and how often. One is told as a number; the others are each under ten, and only ever “some”."""
EVENINGS = ("tue_eve", "thu_eve")


def ask_in_vain(*, place: Any) -> None:
    """Somebody looked for evening childcare and found none, in the middle of the last month."""
    month = now().replace(day=1, hour=11) - dt.timedelta(days=1)
    with by_day(month.replace(day=15)):
        for name, times in ASKED.items():
            ward = places.area_by_name(place, name)
            for _ in range(times):
                log_gap(place=place, facets=(FACET,), ward=ward, times=EVENINGS, source="finding")
