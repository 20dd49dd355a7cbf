"""Say if what a round leaves over of a shared offer may go next door. Until somebody says yes, it may not."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.directory.models import Offer
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Lending
from ..rules import may_lend

WHO_GIVES = "who gives it"


def lend_leftovers(*, offer: Offer, yes: bool, said_by: str, by: Actor) -> None:
    """said_by: who keeps the offer and said so, as the place names them. Saying the same again changes nothing.

    Raises Refused for an offer that is not shared, or that is only for some wards or needs something else first.
    """
    require(may_lend(by, offer.provider_id), "say where this goes")
    said_by = said_by.strip()[:80]
    if not said_by:
        raise Refused("Say who keeps this offer and said so.", field="said_by")
    if offer.access != "shared":
        raise Refused("Only what is shared out in rounds is ever left over by one. This is open to all.")
    if yes and offer.serves_wards:
        raise Refused("This is only for some wards here, so it cannot go to another place.")
    with register.writing(offer.place_id):
        rows = Lending.objects.filter(place=offer.place_id, offer=offer, ended_at__isnull=True)
        if rows.exists() == yes:
            return
        if yes:
            # the name of a person who gives stands in what they give, and goes with it: nowhere else
            who = WHO_GIVES if offer.giver_id else said_by
            Lending.objects.create(place_id=offer.place_id, offer=offer, said_by=who, at=now())
        else:
            rows.update(ended_at=now())
        register.record(
            place=offer.place,
            action="lends what is left over",
            noun="offer",
            subject=offer.pk,
            facts={"yes": yes},
        )
