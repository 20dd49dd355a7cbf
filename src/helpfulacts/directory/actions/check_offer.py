"""A person says that one offer is still right. One at a time: a batch stamp is worth nothing."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor

from ..models import Offer
from ..rules import may_check

HOW = ("phone", "visit", "letter", "email", "text", "page")


def check_offer(*, offer: Offer, by: Actor, how: str = "phone") -> Offer:
    """Record that `by` checked the offer today, and how: one of `HOW`; “page” is its giver's own word on their page."""
    if not may_check(by, offer):
        raise NotAllowed("Only a person in a role here can say that an offer is still right.")
    if how not in HOW:
        raise Refused(f"Say how you checked it: {', '.join(HOW)}.", field="how")
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


def stamp(offer: Offer, by: Actor, how: str) -> None:
    offer.checked_on, offer.checked_by, offer.checked_how = today(offer.place.zone), by.shown_as[:120], how
    offer.save(update_fields=["checked_on", "checked_by", "checked_how"])
