"""Take part no longer: what somebody answered where it is not counted yet goes, and what was counted stays as it was counted."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Cast, Membership, PanelAnswers, Position
from ..rules import may_act_as


def leave(*, membership: Membership, by: Actor) -> None:
    """They can come again while it is open, with nothing answered. What they brought stays until they take it back.

    There is no entry on the register, as for taking part. Raises Refused, NotAllowed.
    """
    require(may_act_as(by, membership), "take somebody out of this")
    if membership.organisation_id is not None:
        raise Refused("A body that was asked takes part until this is over. Tell whoever asks.")
    with register.writing(membership.place_id):
        membership.refresh_from_db(fields=["left_on"])
        if membership.left_on is not None:
            raise Refused("You do not take part in this any more.")
        for model in (Position, Cast):  # positions lead to casts
            model.objects.filter(
                place=membership.place_id, membership=membership, stage__closed_at__isnull=True
            ).delete()
        PanelAnswers.objects.filter(place=membership.place_id, membership=membership).delete()
        membership.left_on = today(membership.place.zone)
        membership.save(update_fields=["left_on"])
