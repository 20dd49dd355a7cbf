"""What an organisation calls those who come to it: a first name only where the person agreed, and each one is a look."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.open_record import open_once_a_day
from helpfulacts.people.actor import Actor

FIRST_NAME = "first name"
WHY = "You agreed that they see your first name"


def with_told(said: str, to_tell: int) -> str:
    """What was done, and how many people or groups the desk now tells about it."""
    if not to_tell:
        return said
    who = "One who is coming is" if to_tell == 1 else f"{to_tell} who are coming are"
    return f"{said} {who} told by the desk."


def first_names(acts: Iterable[Any], body: Any, by: Actor) -> dict[uuid.UUID, str]:
    """The first name of each act's person, "" without their consent. Who is named sees that `by` read it today."""
    acts, day = list(acts), today(body.place.zone)
    names = {act.pk: _first_name(act, body, day) for act in acts}
    shown = [act.plan.person_id for act in acts if names[act.pk]]
    open_once_a_day(place=body.place, actor=by, people=shown, why=WHY, noun=FIRST_NAME)
    return names


def _first_name(act: Any, body: Any, day: Any) -> str:
    """The first name, if a live consent of the person shares it with this body."""
    person = act.plan.person
    yes = any(
        consent.what == FIRST_NAME
        and consent.with_whom in (body.name, act.shown_from)
        and consent.withdrawn_at is None
        and consent.until >= day
        for consent in people.consents_of(person)
    )
    return person.called.split()[0] if yes and person.called.strip() else ""
