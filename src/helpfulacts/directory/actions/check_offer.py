"""A person says that one entry is still right. One at a time: a batch stamp is worth nothing, and is refused."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor

from .. import history
from ..assurance import FRESH_DAYS, moment_slot
from ..models import Assurance, Offer
from ..moments import moment_of_change
from ..rules import may_check

HOW = ("phone", "visit", "letter", "email", "text", "page")
"""`text` and `page`: those who give it say so themselves, by a text or on their own page."""
SECONDS = {"text": 10, "page": 10}
"""The shortest time that a check takes, where it is not a minute."""
MOST_A_DAY = 60
HOW_REFUSED = f"Say how you checked it: {', '.join(HOW)}."
TOO_FAST = (
    "You checked another one a moment ago. Each check takes at least a minute: speak to somebody, or go and see. "
    "Nothing was marked."
)
JUST_DONE = "You said a moment ago that this is still right. That is kept: there is nothing more to do."
TOO_MANY = f"You have checked {MOST_A_DAY} entries today, which is plenty for one person. Go on tomorrow."


def check_offer(*, offer: Offer, by: Actor, how: str = "phone") -> Offer:
    """Record that `by` checked the offer today, and how: one of `HOW`.

    Raises NotAllowed; Refused for a check that comes too soon after the last one by the same person to be one.
    """
    if not may_check(by, offer):
        raise NotAllowed("Somebody in a role here, who does not give this, says that it is still right.")
    if how not in HOW:
        raise Refused(HOW_REFUSED, field="how")
    with register.writing(offer.place_id):
        stamp(offer, by, how)
        register.record(
            place=offer.place,
            action="check_offer",
            noun="offer",
            subject=offer.pk,
            facts={"how": how, "by": by.shown_as, "on": offer.checked_on},
        )
    return offer


def stamp(offer: Offer, by: Actor, how: str, *, change: str = "checked", seconds: int | None = None) -> None:
    """Write the check down: on the entry, among its checks and in its history; the caller's transaction.

    `seconds`: the shortest time that it takes, where it is not that of `how`.
    """
    moment, day = now(), today(offer.place.zone)
    seconds = SECONDS.get(how, 60) if seconds is None else seconds
    key = str(by.account_id or by.body_id or by.shown_as)[:120]
    near = dt.timedelta(seconds=seconds)
    mine = Assurance.objects.filter(place=offer.place_id, by_key=key)
    slot = moment_slot(seconds)
    if mine.filter(offer=offer, at__gt=moment - near, at__lt=moment + near).exists():
        raise Refused(JUST_DONE)
    if mine.filter(at__gt=moment - near, at__lt=moment + near).exists() or mine.filter(slot=slot).exists():
        raise Refused(TOO_FAST)
    if mine.filter(on=day).count() >= MOST_A_DAY:
        raise Refused(TOO_MANY)
    offer.checked_on, offer.checked_by, offer.checked_how = day, by.shown_as[:120], how
    offer.changed_at = moment_of_change(offer.place_id)
    offer.save(update_fields=["checked_on", "checked_by", "checked_how", "changed_at"])
    Assurance.objects.create(
        place=offer.place,
        offer=offer,
        on=day,
        at=moment,
        by_key=key,
        by_shown_as=by.shown_as[:120],
        how=how,
        until=day + dt.timedelta(days=FRESH_DAYS),
        slot=slot,
    )
    history.note(offer, change, by, how=how)
