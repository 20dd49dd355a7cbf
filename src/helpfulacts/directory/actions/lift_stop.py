"""Lift one stop of one combination, on record, by somebody who may."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core import register
from helpfulacts.core.clock import date_in_words, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor

from ..models import Weave, WeaveLift
from ..rules import may_lift
from ..weaving import days_in, found_for


def lift_stop(*, weave: Weave, stop: str, by: Actor, seen_until: dt.date | None = None) -> WeaveLift:
    """`stop`: the key of a stop that stands. Takes away that one and no other, in this combination alone.

    `seen_until`: the last day of the evidence that was seen, where it has one. Raises Refused, NotAllowed.
    """
    with register.writing(weave.place_id):
        weave.refresh_from_db()
        if weave.state in ("draft", "ended", "listed"):
            raise Refused("Nobody asks for this at the moment. Reload the page.")
        there = next((one for one in found_for(weave).stops if one.key == stop), None)
        if there is None:
            raise Refused("This does not stand in the way any more. Reload the page.")
        if not there.liftable:
            raise Refused("Nobody can lift this: something else has to be chosen.")
        if not may_lift(by, weave, *there.lifter):
            raise NotAllowed(f"Only {there.who} can lift this.")
        if seen_until is not None:
            _refuse_what_runs_out(weave, seen_until)
        lift = WeaveLift.objects.create(
            place=weave.place,
            weave=weave,
            stop=stop,
            lifted_by=by.shown_as[:80],
            lifted_role=by.role[:20],
            at=now(),
            seen_until=seen_until,
        )
        register.record(
            place=weave.place,
            action="lifted a stop",
            noun="weave",
            subject=weave.pk,
            facts={"stop": there.code, "by": by.role, "until": seen_until},
        )
    return lift


def _refuse_what_runs_out(weave: Weave, seen_until: dt.date) -> None:
    if seen_until < today(weave.place.zone):
        raise Refused("It has run out already. Ask for a newer one.", field="until")
    last = days_in(weave)[-1:]
    if last and seen_until < last[0]:
        raise Refused(
            f"It runs out before the last day, {date_in_words(last[0])}. Ask for one that runs longer.",
            field="until",
        )
