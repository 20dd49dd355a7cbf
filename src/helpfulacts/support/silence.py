"""Givers who owe the next word and have said nothing for a while; and the words of the courteous question to them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from helpfulacts.core.clock import date_in_words, today
from helpfulacts.promises.models import Promise

from .introducing import SILENT_AFTER, next_promise, owner_of, waits_for_place
from .models import Introduction


def silent_since(one: Introduction) -> dt.date | None:
    """The day since which its giver owes a word and is silent, two weeks at least; None otherwise.

    After a nudge, sent or dropped, they have two weeks again.
    """
    last = one.nudges.order_by("-at").first()
    return silence(one, next_promise(one), last.at if last else None, waits_for_place(one))


def silence(
    one: Introduction, promise: Promise | None, nudged: dt.datetime | None, waits: bool
) -> dt.date | None:
    """The same of what is at hand: the next promise, the last nudge, and whether it waits for a place in a queue."""
    if promise is None or owner_of(promise) != "giver" or waits:
        return None
    since = max(promise.made_at, nudged) if nudged else promise.made_at
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
        f"You can answer on your page, or ring us: {place.talk_to}.\n\nThank you for what you give.\n"
    )
