"""Take the longer time that a law allows, once, when the person was told so."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused

from ..clocks import CLOCKS
from ..models import Promise
from ..selectors import stands_still
from .pause_clock import set_due


def lengthen_clock(*, promise: Promise, by: str) -> Promise:
    """The person has been told, and why, while it was not late. Raises Refused where no law allows it, or it was taken."""
    clock = CLOCKS.get(promise.clock)
    if clock is None or not clock.longer:
        raise Refused("No more time is allowed for this.")
    with register.writing(promise.place_id):
        promise.refresh_from_db()
        if promise.kept_at or promise.excepted_at:
            raise Refused("This has ended already.")
        if promise.longer:
            raise Refused("More time was taken already, and it is given only once.")
        if promise.due < today(promise.place.zone) and not stands_still(promise):
            raise Refused("This is late already, so no more time can be taken. Answer it now.")
        promise.longer = True
        promise.save(update_fields=["longer"])
        set_due(promise)
        register.record(
            place=promise.place,
            action="took longer",
            noun="promise",
            subject=promise.pk,
            facts={"clock": clock.key, "due": promise.due.isoformat(), "by": by},
        )
    return promise
