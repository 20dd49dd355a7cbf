"""Lift one stop of one combination, on record, by somebody who may."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor

from ..models import Weave, WeaveLift
from ..rules import may_lift
from ..weaving import found_for


def lift_stop(*, weave: Weave, stop: str, by: Actor) -> WeaveLift:
    """`stop`: the key of a stop that stands. Takes away that one and no other. Raises Refused, NotAllowed."""
    with register.writing(weave.place_id):
        weave.refresh_from_db()
        if weave.state in ("draft", "ended", "listed"):
            raise Refused("Nobody asks for this at the moment. Reload the page.")
        there = next((one for one in found_for(weave).stops if one.key == stop), None)
        if there is None:
            raise Refused("This does not stand in the way any more. Reload the page.")
        if not there.liftable:
            raise Refused("Nobody can lift this: something else has to be chosen.")
        if not may_lift(by, *there.lifter):
            raise NotAllowed(f"Only {there.who} can lift this.")
        lift = WeaveLift.objects.create(
            place=weave.place, weave=weave, stop=stop, lifted_by=by.shown_as[:80], at=now()
        )
        register.record(
            place=weave.place,
            action="lifted a stop",
            noun="weave",
            subject=weave.pk,
            facts={"stop": there.code, "by": by.role},
        )
    return lift
