"""Let the clock of a promise stand still for a reason, and go on: its day moves by the days it stood."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused

from ..clocks import CLOCKS, due_day
from ..models import Promise, PromisePause
from ..selectors import open_pauses, stands_still


def pause_clock(*, promise: Promise, why: str, by: str) -> PromisePause:
    """From today on no day counts. Only for a reason that the clock knows, while it is open and not late. Raises Refused."""
    day = today(promise.place.zone)
    clock = CLOCKS.get(promise.clock)
    if clock is None or why not in clock.pauses:
        raise Refused("This clock does not stand still for that reason.", field="why")
    with register.writing(promise.place_id):
        promise.refresh_from_db()
        if promise.kept_at or promise.excepted_at:
            raise Refused("This has ended already, so its clock stands still.")
        if promise.due < day:
            raise Refused("This is late already. Answer it: its clock cannot stand still now.")
        if stands_still(promise):
            raise Refused("This clock stands still already.")
        pause = PromisePause(place=promise.place, promise=promise, since=day, why=why)
        pause.save(force_insert=True)
        register.record(
            place=promise.place,
            action="paused a clock",
            noun="promise",
            subject=promise.pk,
            facts={"clock": clock.key, "why": why, "by": by},
        )
    return pause


def go_on(*, promise: Promise, by: str) -> Promise:
    """From today on days count again. Raises Refused when it did not stand still."""
    with register.writing(promise.place_id):
        promise.refresh_from_db()
        if not end_pause(promise):
            raise Refused("This clock runs already.")
        register.record(
            place=promise.place,
            action="went on with a clock",
            noun="promise",
            subject=promise.pk,
            facts={"clock": promise.clock, "due": promise.due.isoformat(), "by": by},
        )
    return promise


def end_pause(promise: Promise) -> bool:
    """End what stands still, in the caller's transaction, and move the day of `promise`; whether there was anything to end."""
    pause = open_pauses(promise.place_id).filter(promise=promise).first()
    if pause is None:
        return False
    pause.until = today(promise.place.zone)
    pause.save(update_fields=["until"])
    set_due(promise)
    return True


def set_due(promise: Promise) -> None:
    """Work the day of a promise out again, from its clock and all that moved it, in the caller's transaction."""
    stood = sum((pause.until - pause.since).days for pause in promise.pauses.all() if pause.until)
    assert promise.counts_from is not None  # the database keeps one with each clock
    promise.due = due_day(
        CLOCKS[promise.clock],
        promise.counts_from,
        promise.place.nation,
        longer=promise.longer,
        paused=stood,
    )
    promise.save(update_fields=["due"])
