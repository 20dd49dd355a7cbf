"""A promise is kept."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused

from ..models import OPEN, Promise
from .pause_clock import end_pause


def keep_promise(*, promise: Promise, evidence: str, by: str) -> Promise:
    """Kept, with what shows it and who says so. Keeping it again changes nothing; an excepted one is refused."""
    if promise.excepted_at:
        raise Refused("This promise was excused, so it cannot be marked as kept. Make a new one.")
    with register.writing(promise.place_id):
        end_pause(promise)
        changed = Promise.objects.filter(OPEN, place=promise.place_id, pk=promise.pk).update(
            kept_at=now(), evidence=evidence[:200]
        )
        if changed:
            register.record(
                place=promise.place,
                action="kept",
                noun="promise",
                subject=promise.pk,
                facts={"by": by, "late": today(promise.place.zone) > promise.due},
            )
    promise.refresh_from_db()
    return promise
