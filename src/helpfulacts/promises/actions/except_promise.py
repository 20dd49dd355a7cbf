"""A promise cannot be kept, and says why."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused

from ..models import Promise


def except_promise(*, promise: Promise, reason: str, by: str) -> Promise:
    """Excused for a reason that is read by both sides. A kept one is refused."""
    if not reason.strip():
        raise Refused("Say why the promise cannot be kept.", field="reason")
    if promise.kept_at:
        raise Refused("This promise was already kept.")
    with register.writing(promise.place_id):
        changed = Promise.objects.filter(
            place=promise.place_id, pk=promise.pk, kept_at__isnull=True, excepted_at__isnull=True
        ).update(excepted_at=now(), exception=reason.strip()[:200])
        if changed:
            register.record(
                place=promise.place, action="excused", noun="promise", subject=promise.pk, facts={"by": by}
            )
    promise.refresh_from_db()
    return promise
