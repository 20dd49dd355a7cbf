"""A person agrees that one wish of their plan is passed on to a place next door; and takes it back."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.people.actions.give_consent import give_consent, withdraw_consent
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Consent
from helpfulacts.people.rules import require
from helpfulacts.places.models import Neighbour

from ..models import AskedNextDoor, Aspiration, NextDoorLine
from ..next_door import agreed
from ..rules import may_change_plan
from ..versions import require_in_use
from .release_act import release_place_of

LONGEST = dt.timedelta(days=366)
WHY = "So that they can say if they have something for you"


@dataclass(frozen=True)
class Agreed:
    """Until when, how they said so, and if their own sentence goes along. What it is about always does."""

    until: dt.date
    basis: str = "self"
    with_words: bool = False


def ask_next_door(
    *, wish: Aspiration, neighbour: Neighbour, said: Agreed, by: Actor, handle: uuid.UUID | None = None
) -> AskedNextDoor:
    """Nothing is sent by this: what is agreed goes with the next exchange. Raises Refused with one sentence.

    Never passed on: a name, an address, a postcode, how to reach anybody, any other wish. handle: one at hand, for a repeat.
    """
    plan, person = wish.plan, wish.plan.person
    require(may_change_plan(by, plan), "agree to this for this person")
    day = today(wish.place.zone)
    if not day < said.until <= min(day + LONGEST, neighbour.until):
        raise Refused(
            "Choose a day after today, within a year, and while the two places are linked.", field="until"
        )
    theirs = by.person_id == plan.person_id
    if said.basis not in dict(Consent.BASES) or theirs != (said.basis == "self"):
        raise Refused("Say how they told you: in words, or in writing.", field="basis")
    if not neighbour.base or not neighbour.secret or not neighbour.takes:
        raise Refused(
            "This place has not agreed to ask that one. Link them first, with “takes” and a secret."
        )
    with register.writing(wish.place_id):
        require_in_use(plan)
        wish.refresh_from_db(fields=["state"])
        person.refresh_from_db(fields=["protected"])
        if person.protected:
            raise Refused("Somebody who must not be found is told to nobody. Ring us to talk about it.")
        if wish.state != "open":
            raise Refused("This is not open on the plan now, so there is nothing to ask.")
        if agreed(wish.place).filter(aspiration=wish, line__neighbour=neighbour).exists():
            raise Refused("This was passed on to them already. Take it back first, to say it another way.")
        consent = give_consent(
            person=person,
            what="wish, in your own words" if said.with_words else "wish, but not your words",
            with_whom=f"{neighbour.called}, a place next door that does not hear your name,",
            why=WHY,
            until=said.until,
            basis=said.basis,
        )
        line = NextDoorLine.objects.create(
            place=wish.place, neighbour=neighbour, handle=handle or uuid.uuid4()
        )
        asked = AskedNextDoor(
            place=wish.place, aspiration=wish, consent=consent, line=line, facets=list(wish.facets)
        )
        asked.words = wish.words if said.with_words else ""
        asked.save(force_insert=True)
        register.record(
            place=wish.place, action="agreed to ask next door", noun="place", subject=neighbour.pk,
            facts={"by": by.role},
        )  # fmt: skip
    return asked


def take_back_next_door(*, asked: AskedNextDoor, by: Actor) -> None:
    """The place next door is told to forget it, with the next exchange. A suggestion not yet answered goes; a yes stays."""
    require(may_change_plan(by, asked.aspiration.plan), "take this back for this person")
    with register.writing(asked.place_id):
        withdraw_consent(consent=asked.consent)
        let_go_next_door(consent=asked.consent, by=by)


def let_go_next_door(*, consent: Consent, by: Actor) -> None:
    """Inside `register.writing`, where a consent is taken back: what was suggested by it and has no answer yet goes."""
    for asked in AskedNextDoor.objects.filter(place=consent.place_id, consent=consent).select_related("act"):
        if asked.act is not None and asked.act.state == "suggested":
            release_place_of(act=asked.act, state="not_now", by=by)
