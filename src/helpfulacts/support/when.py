"""When an act happens, as its person reads it: the time that they booked, and never a day that has gone by unanswered."""

from __future__ import annotations

import datetime as dt
import uuid

from helpfulacts.core.clock import date_in_words, time_in_words, today
from helpfulacts.directory.bookable import bookings_of_act, is_booked_by_time
from helpfulacts.directory.half_hours import time_of
from helpfulacts.directory.weeks import week_starts_in_words
from helpfulacts.places.models import Place

from .models import HelpfulAct
from .sessions import first_sessions


def next_days(acts: list[HelpfulAct], place: Place) -> dict[uuid.UUID, tuple[dt.date | None, dt.time | None]]:
    """(day, when it starts) by the act, where that is not the day that was agreed.

    What is booked by the half-hour happens when it is booked, and on no day before that. An act that waits for a yes or a
    place, and whose own day has gone, could be on the next one.
    """
    day = today(place.zone)
    found: dict[uuid.UUID, tuple[dt.date | None, dt.time | None]] = {}
    for act in acts:
        if is_booked(act):
            first = next(iter(bookings_of_act(place, act.pk, day)), None)
            found[act.pk] = (first.day, time_of(first.from_slot)) if first else (None, None)
    gone = [
        act
        for act in acts
        if act.state in ("suggested", "agreed") and act.offer and act.on_day and act.on_day <= day
    ]
    offers = [act.offer for act in gone if act.offer]
    soonest = first_sessions(offers, place) if offers else {}
    for act in gone:
        found[act.pk] = soonest.get(act.offer.pk, (None, None)) if act.offer else (None, None)
    return found


def is_booked(act: HelpfulAct) -> bool:
    """Promised, and its person chooses the time."""
    return act.state == "promised" and act.offer is not None and is_booked_by_time(act.offer)


def when_of(act: HelpfulAct, on_day: dt.date | None, starts: dt.time | None) -> str:
    """When it happens, in words; or when it could, where no day is agreed yet."""
    if on_day:
        words = date_in_words(on_day)
        return f"{words}, {time_in_words(starts)}" if starts else words
    if act.state in ("done", "confirmed"):
        return f"Since {date_in_words(act.changed_at.date())}"
    if is_booked(act):
        return "You have not booked a time yet"
    if act.answer_by and act.state == "suggested":
        return f"Answer by {date_in_words(act.answer_by)}"
    if act.offer_id is None:
        return "As you agreed together"
    weekly = week_starts_in_words(act.offer.schedules.all()) if act.offer else ""
    if act.kind == "idea" and not weekly:
        return "Any time you like"
    if act.state == "suggested":
        return f"{weekly}, if you say yes" if weekly else "Any time you like"
    return weekly or "A day will be fixed with you"
