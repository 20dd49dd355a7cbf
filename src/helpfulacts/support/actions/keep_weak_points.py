"""What bodies took on is kept once no need hangs on that alone any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpfulacts.people.actor import SYSTEM
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.keep_promise import keep_promise

from ..standing_on import NOUN, read_system

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def keep_weak_points(*, place: Place) -> int:
    """How many open promises of a second way are kept now. Run each night; run again, it changes nothing."""
    owed = {about: one for about, one in promises.taken_on(place, NOUN).items() if not one.kept_at}
    if not owed:
        return 0
    still = {point.id for point in read_system(place).weak_points}
    done = [promise for about, promise in owed.items() if about not in still]
    for promise in done:
        keep_promise(promise=promise, evidence="No need hangs on this alone any more.", by=SYSTEM.role)
    return len(done)
