"""“Not now”, for a whole offer: nobody new is introduced until its giver goes on. No reason is asked; it costs nothing."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor

from .. import fulltext, history
from ..models import Offer
from ..moments import moment_of_change
from ..rules import may_change
from .index_offers import show_again
from .list_offer import refuse_young


def pause_offer(*, offer: Offer, by: Actor) -> Offer:
    """It leaves the list and finding. What was agreed goes on, the queue waits, and nothing it says is changed."""
    nothing = "This is not on the list, so there is nothing to pause."
    return _move(offer, by, ("active", "paused"), nothing, action="paused an offer")


def resume_offer(*, offer: Offer, by: Actor) -> Offer:
    """It is back as it was, with everything that it said and had. It waits for no new check."""
    return _move(offer, by, ("paused", "active"), "This is not paused.", action="went on with an offer")


def _move(offer: Offer, by: Actor, move: tuple[str, str], refusal: str, *, action: str) -> Offer:
    before, after = move
    if not may_change(by, offer):
        raise NotAllowed("Only the people who give this can say “not now”.")
    with register.writing(offer.place_id):
        if after == "active":
            refuse_young(offer)
        moved = Offer.objects.filter(place=offer.place_id, pk=offer.pk, status=before).update(
            status=after, not_now=after == "paused", changed_at=moment_of_change(offer.place_id)
        )
        if not moved:
            raise Refused(refusal)
        offer.refresh_from_db(fields=["status", "not_now", "changed_at"])
        if after == "active":
            show_again([offer])
        else:
            fulltext.remove([offer])
        history.note(offer, "resumed" if after == "active" else "paused", by)
        register.record(
            place=offer.place,
            action=action,
            noun="offer",
            subject=offer.pk,
            facts={"kind": offer.kind},
        )
    return offer
