"""What bodies took on is kept once there is a second way; where it left the list otherwise, it is no longer needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpfulacts.people.actor import SYSTEM
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.except_promise import except_promise
from helpfulacts.promises.actions.keep_promise import keep_promise

from ..standing_on import NOUN, read_system

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


KEPT = "There is a second way: no need hangs on this alone any more."
NOT_NEEDED = "No longer needed: nothing on the list stands on this now, or what does helps with no need."


def keep_weak_points(*, place: Place) -> int:
    """How many open promises of a second way are kept now. Run each night; run again, it changes nothing.

    Where an offer ended, or was changed so that nothing hangs on the point, nobody found a second way: that promise ends
    with its reason, and counts as excused.
    """
    owed = {about: one for about, one in promises.taken_on(place, NOUN).items() if not one.kept_at}
    if not owed:
        return 0
    system, kept = read_system(place), 0
    still = {point.id for point in system.weak_points}
    for about, promise in owed.items():
        if about in system.covered_twice:
            keep_promise(promise=promise, evidence=KEPT, by=SYSTEM.role)
            kept += 1
        elif about not in still:
            except_promise(promise=promise, reason=NOT_NEEDED, by=SYSTEM.role)
    return kept
