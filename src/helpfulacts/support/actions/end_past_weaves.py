"""A combination whose last day is over ends, and whoever still holds a place in it is told."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core import register
from helpfulacts.directory.actions import list_weave
from helpfulacts.directory.models import Offer
from helpfulacts.places.models import Place

from .tell_ended import tell_ended


def end_past_weaves(*, place: Place, day: dt.date) -> int:
    """As the action of the directory, with the news; how many ended. Run each night."""
    ended = 0

    def write() -> None:
        nonlocal ended
        ended = list_weave.end_past_weaves(place=place, day=day)

    with register.writing(place):
        woven = Offer.objects.filter(place=place, woven__isnull=False).exclude(status="ended")
        tell_ended(place=place, offers=woven.order_by("search_key"), write=write)
    return ended
