"""Promises that cannot be kept, or need not be, and say why."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.engine.small import some

from ..models import OPEN, Promise
from .pause_clock import end_pause

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def except_promise(*, promise: Promise, reason: str, by: str) -> Promise:
    """Excused for a reason that is read by both sides. A kept one is refused."""
    if not reason.strip():
        raise Refused("Say why the promise cannot be kept.", field="reason")
    if promise.kept_at:
        raise Refused("This promise was already kept.")
    with register.writing(promise.place_id):
        end_pause(promise)
        changed = Promise.objects.filter(OPEN, place=promise.place_id, pk=promise.pk).update(
            excepted_at=now(), exception=reason.strip()[:200]
        )
        if changed:
            register.record(
                place=promise.place, action="excused", noun="promise", subject=promise.pk, facts={"by": by}
            )
    promise.refresh_from_db()
    return promise


def except_promises_about(*, place: Place, noun: str, subject: uuid.UUID, reason: str, by: str) -> int:
    """Excuse all that is still owed about one thing, for it has ended; how many. Whoever ends it calls this: no promise
    outlives what it is about. One entry of the register for them all."""
    with register.writing(place):
        owed = list(Promise.objects.filter(OPEN, place=place, about_noun=noun, about_id=subject))
        for promise in owed:
            end_pause(promise)
        Promise.objects.filter(OPEN, place=place, about_noun=noun, about_id=subject).update(
            excepted_at=now(), exception=reason.strip()[:200]
        )
        if owed:
            facts = {"promises": some(len(owed)), "by": by}
            register.record(place=place, action="excused", noun=noun, subject=subject, facts=facts)
    return len(owed)
