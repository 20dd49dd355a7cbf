"""Words that must go leave the history of an entry: one version is emptied, on a ground, and that is on the record."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor

from ..models import Moderation, Offer, OfferVersion
from ..rules import may_moderate


def empty_version(*, offer: Offer, number: int, ground: str, by: Actor) -> None:
    """Empty what version `number` of `offer` said before and after; when, by whom and that it changed stay.

    `ground` is a code of `Moderation.GROUNDS`. Raises Refused where there is nothing to empty, and NotAllowed.
    """
    if not may_moderate(by, offer):
        raise NotAllowed("Words are taken out by a link worker or an officer who did not write them.")
    if ground not in dict(Moderation.GROUNDS):
        raise Refused("Choose why these words must go.", field="ground")
    with register.writing(offer.place_id):
        rows = OfferVersion.objects.filter(place=offer.place_id, offer=offer, number=number)
        if not rows.exclude(before=None, after=None).update(before=None, after=None):
            raise Refused("These words are gone already.")
        register.record(
            place=offer.place,
            action="emptied a version",
            noun="offer",
            subject=offer.pk,
            facts={"version": number, "ground": ground, "by": by.role},
        )
