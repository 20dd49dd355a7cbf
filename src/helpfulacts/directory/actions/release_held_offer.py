"""Let a held offer onto the list, once a person has checked it."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people import selectors as people
from helpfulacts.people.actor import Actor

from .. import vetting
from ..models import Offer
from ..rules import may_release
from ..standing import as_it_stands, let_back
from .check_offer import HOW, HOW_REFUSED, stamp
from .index_offers import show_again
from .list_offer import refuse_young

NOT_RUNG = "You have not opened how to reach them. Open it, ring them, and then list it."


def release_held_offer(
    *, offer: Offer, by: Actor, how: str = "phone", seen: dt.datetime | None = None
) -> Offer:
    """Release a held offer: it can be found from now, or once its giver goes on where they said “not now”. `by` may not be the one who gives it, nor who typed it.

    Refused until what the rule of `vetting.py` needs for its activities is said as seen. An officer who releases what
    somebody keeps for a body vouches that they speak for it. Who has not opened how to reach the person who gives it
    cannot have rung them. `seen`: `changed_at` of what `by` read: words that its giver
    wrote meanwhile are read first. Raises Refused, NotAllowed.
    """
    if not may_release(by, offer):
        if offer.kept_by_id is not None and by.has("navigator"):
            raise NotAllowed("An officer lists this, and vouches that they speak for their group or firm.")
        raise NotAllowed("A held offer is checked by a link worker or an officer who did not write it.")
    if how not in HOW:
        raise Refused(HOW_REFUSED, field="how")
    with register.writing(offer.place_id):
        as_it_stands(offer, seen)
        refuse_young(offer)
        if missing := vetting.still_missing(offer, today(offer.place.zone)):
            raise Refused(missing, field="how")
        if how == "phone" and not _could_ring(offer, by):
            raise Refused(NOT_RUNG, field="how")
        if not let_back(offer, held=True):
            raise Refused(f"“{offer.title}” is not waiting for a check.")
        # Each waits on a page of its own, read one by one: calls made before may be written down one after another.
        stamp(offer, by, how, change="released", seconds=1)
        if offer.status == "active":
            show_again([offer])
        register.record(
            place=offer.place,
            action="release_held_offer",
            noun="offer",
            subject=offer.pk,
            facts={"how": how, "by": by.shown_as, **({"vouched": True} if offer.kept_by_id else {})},
        )
    return offer


def _could_ring(offer: Offer, by: Actor) -> bool:
    giver = offer.person_behind_id
    return giver is None or people.has_opened(offer.place, by, giver, offer.pk)
