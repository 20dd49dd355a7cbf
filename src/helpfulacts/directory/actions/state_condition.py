"""Say what an offer asks for or brings, and that somebody saw the evidence."""

from __future__ import annotations

import datetime as dt
import uuid

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Organisation, RoleGrant

from .. import history
from ..condition_words import CONDITIONS
from ..models import Condition, Offer
from ..public_words import refuse_private
from ..rules import gives_it, may_state_conditions


def state_condition(
    *,
    offer: Offer,
    side: str,
    code: str,
    by: Actor,
    sentence: str = "",
    lifter: Organisation | None = None,
    lifter_role: str = "",
    number: int | None = None,
) -> Condition:
    """`offer` asks for, or brings, `code`. Stated again, it says the new thing, and evidence is looked at anew."""
    if not may_state_conditions(by, offer):
        raise NotAllowed("Only the people who give this can say what it asks for.")
    if code not in CONDITIONS:
        raise Refused("Choose what it is about from the list.", field="code")
    if side not in dict(Condition.SIDES):
        raise Refused("Say if it asks for this, or brings it.", field="side")
    if side == "asks" and code == "minimum_people" and not number:
        raise Refused("Say how many people there have to be, as a whole number.", field="number")
    if (lifter is None) == (lifter_role == ""):
        raise Refused("Say who can lift this: an organisation or a role.", field="lifter")
    if lifter_role and lifter_role not in dict(RoleGrant.ROLES):
        raise Refused("Choose the role that can lift this from the list.", field="lifter")
    refuse_private(sentence, field="sentence", about=offer)
    with register.writing(offer.place_id):
        condition, _ = Condition.objects.update_or_create(
            place=offer.place,
            offer=offer,
            side=side,
            code=code,
            defaults={
                "sentence": (sentence.strip() or CONDITIONS[code].name)[:240],
                "number": number,
                "lifter": lifter,
                "lifter_role": lifter_role,
                "state": "open",
                "seen_on": None,
                "seen_until": None,
            },
        )
        history.note(offer, "conditions", by)
        register.record(
            place=offer.place, action="stated a condition", noun="offer", subject=offer.pk,
            facts={"side": side, "code": code},
        )  # fmt: skip
    return condition


def see_evidence(*, condition: Condition, by: Actor, until: dt.date | None = None) -> Condition:
    """Somebody in a role, who does not give it, saw the evidence today; `until` is the day that it runs out."""
    offer = condition.offer
    if not by.has("navigator", "officer", "resource-weaver") or gives_it(by, offer):
        raise NotAllowed("Evidence is looked at by somebody in a role who does not give this.")
    day = today(offer.place.zone)
    if until is not None and until < day:
        raise Refused("It has run out already. Ask for a newer one.", field="until")
    with register.writing(offer.place_id):
        condition.state, condition.seen_on, condition.seen_until = "met", day, until
        condition.save(update_fields=["state", "seen_on", "seen_until"])
        history.note(offer, "evidence", by)
        register.record(
            place=offer.place, action="saw evidence", noun="offer", subject=offer.pk,
            facts={"code": condition.code, "until": until},
        )  # fmt: skip
    return condition


def drop_condition(*, offer: Offer, condition_id: uuid.UUID, by: Actor) -> None:
    """It is not asked for, or not brought, any more."""
    if not may_state_conditions(by, offer):
        raise NotAllowed("Only the people who give this can say what it asks for.")
    with register.writing(offer.place_id):
        gone, _ = Condition.objects.filter(place=offer.place_id, offer=offer, pk=condition_id).delete()
        if not gone:
            raise Refused("This is not on the list any more.")
        history.note(offer, "conditions", by)
        register.record(place=offer.place, action="dropped a condition", noun="offer", subject=offer.pk)
