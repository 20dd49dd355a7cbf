"""Givers who owe the next word and have said nothing for a while; and the words of the courteous question to them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from helpfulacts.core.clock import date_in_words, today

from .introducing import SILENT_AFTER, next_promise, owner_of, waits_for_place
from .models import Introduction


def silent_since(one: Introduction) -> dt.date | None:
    """The day since which its giver owes a word and is silent, two weeks at least; None otherwise.

    After a nudge, sent or dropped, they have two weeks again.
    """
    promise = next_promise(one)
    if promise is None or owner_of(promise) != "giver" or waits_for_place(one):
        return None
    last = one.nudges.order_by("-at").first()
    since = max(promise.made_at, last.at) if last else promise.made_at
    zone, day = ZoneInfo(one.place.zone), today(one.place.zone)
    if day - since.astimezone(zone).date() < SILENT_AFTER:
        return None
    if promise.due >= day:
        return None  # they named a day that is still to come
    return promise.made_at.astimezone(zone).date()


def nudge_words(one: Introduction, since: dt.date) -> str:
    """The drafted letter. It names the offer and the day, and nothing of the person."""
    place = one.place
    return (
        f"Hello,\n\non {date_in_words(since)} somebody was introduced to you for “{one.act.title}”. We have not heard "
        "from you yet. Could you say yes, or not now? Both are fine, and you need no reason.\n\n"
        f"You can answer on your page, or ring us: {place.person_to_talk_to}"
        f"{', ' + place.phone if place.phone else ''}.\n\nThank you for what you give.\n"
    )
