"""Say which days differ from the usual week, and whether it runs on bank holidays."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core import register
from helpfulacts.core.clock import are_hours, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor

from .. import history
from ..checks import LONGEST_REASON, MOST_OTHER_DAYS
from ..drafts import OtherDay
from ..models import Offer, ScheduleException
from ..moments import has_changed
from ..occurrences import rebuild
from ..public_words import refuse_private
from ..rules import may_change
from ..standing import as_it_stands

FARTHEST = dt.timedelta(days=731)


def set_day(*, offer: Offer, other: OtherDay, by: Actor) -> Offer:
    """On that day it is closed, or open at these hours instead of the usual ones. What was said of the day before goes.

    Raises Refused for a day that has gone or is more than two years away, and NotAllowed.
    """
    day = today(offer.place.zone)
    if not day <= other.day <= day + FARTHEST:
        raise Refused("Choose a day from today on, and not more than two years away.", field="day")
    if (other.starts is None) != (other.ends is None):
        raise Refused("Write both times, or neither if it is closed.", field="ends")
    if other.starts is not None and other.ends is not None and not are_hours(other.starts, other.ends):
        raise Refused("It has to end after it begins.", field="ends")
    if len(other.reason) > LONGEST_REASON:
        raise Refused(f"Keep the reason to {LONGEST_REASON} letters.", field="reason")
    refuse_private(other.reason, field="reason", where="the reason", about=offer)

    def write() -> None:
        rows = ScheduleException.objects.filter(place=offer.place_id, offer=offer)
        rows.filter(day=other.day).delete()
        if rows.count() >= MOST_OTHER_DAYS:
            raise Refused(f"There are {MOST_OTHER_DAYS} such days already. Take one away first.", field="day")
        ScheduleException.objects.create(
            place=offer.place, offer=offer, day=other.day, starts=other.starts, ends=other.ends,
            reason=other.reason,
        )  # fmt: skip

    return _change(
        offer, by, write, "set_day", {"day": other.day.isoformat(), "closed": other.starts is None}
    )


def drop_day(*, offer: Offer, day: dt.date, by: Actor) -> Offer:
    """The day is as usual again. Raises Refused where nothing was said of it, and NotAllowed."""

    def write() -> None:
        gone, _ = ScheduleException.objects.filter(place=offer.place_id, offer=offer, day=day).delete()
        if not gone:
            raise Refused("That day is as usual already.")

    return _change(offer, by, write, "drop_day", {"day": day.isoformat()})


def say_bank_holidays(*, offer: Offer, answer: str, by: Actor) -> Offer:
    """“runs”, “closed” or “unknown”. Raises Refused for anything else, and NotAllowed."""
    if answer not in ("runs", "closed", "unknown"):
        raise Refused("Say whether it runs on bank holidays.", field="on_bank_holidays")

    def write() -> None:
        offer.on_bank_holidays = answer
        offer.save(update_fields=["on_bank_holidays"])

    return _change(offer, by, write, "say_bank_holidays", {"answer": answer})


def _change(offer: Offer, by: Actor, write: Any, action: str, facts: dict[str, Any]) -> Offer:
    if not may_change(by, offer):
        raise NotAllowed("Only the people who give this can change its days.")
    with register.writing(offer.place_id):
        as_it_stands(offer)
        before, days = history.facts_of(offer), history.days_of(offer)
        write()
        has_changed(offer.place_id, [offer])
        rebuild(offer)
        history.changed(offer, before, by, days)
        register.record(
            place=offer.place, action=action, noun="offer", subject=offer.pk, facts=facts | {"by": by.role}
        )
    return offer
