"""What ends by date: the places of courses and bookings that are over, and done acts that nobody spoke of again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from helpfulacts.core import register
from helpfulacts.people.actor import SYSTEM

from ..models import HelpfulAct
from ..states import move
from .free_place import free_place

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

TELL_US_WITHIN = dt.timedelta(days=28)
"""How long the person is asked what changed. They may still say so later."""


def free_by_date(*, place: Place, day: dt.date) -> int:
    """How many places of acts whose last day was before `day` are free now. Run again, it changes nothing."""
    with register.writing(place):
        over = list(
            HelpfulAct.objects.filter(place=place, holds__isnull=False, ends_on__lt=day)
            .exclude(state__in=("suggested", "agreed"))
            .select_related("offer", "place")
            .order_by("ends_on", "created_at", "pk")
        )
        for act in over:
            free_place(act=act, by=SYSTEM)
    return len(over)


def close_untold(*, place: Place, day: dt.date) -> int:
    """How many done acts are closed because nobody said within 28 days what changed: their reading stays missing."""
    until = dt.datetime.combine(day, dt.time(), ZoneInfo(place.zone)) - TELL_US_WITHIN
    with register.writing(place):
        untold = list(
            HelpfulAct.objects.filter(place=place, state="done", changed_at__lt=until)
            .select_related("place")
            .order_by("changed_at", "pk")
        )
        for act in untold:
            move(act, "confirmed", at=act.changed_at)
            register.record(
                place=place,
                action="closed without a word",
                noun="helpful act",
                subject=act.pk,
                facts={"told us what changed": False, "by": SYSTEM.role},
            )
    return len(untold)
