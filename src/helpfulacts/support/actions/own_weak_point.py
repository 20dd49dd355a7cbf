"""A body takes on a single point of failure until a day: a stand-in, new money, another room."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from helpfulacts.directory.rules import may_see_to_gaps
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Organisation
from helpfulacts.people.rules import require
from helpfulacts.promises.actions.take_on import take_on
from helpfulacts.promises.models import Promise

from ..standing_on import NOUN, weak_point

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def own_weak_point(
    *, place: Place, point_id: uuid.UUID, body: Organisation, until: dt.date, by: Actor
) -> Promise:
    """`body` owes the place a second way by the end of `until`: whoever does not act for it only asks it. Raises NotFound where nothing depends on it now."""
    require(may_see_to_gaps(by), "say who takes this on")
    point = weak_point(place, point_id)
    return take_on(
        place=place, about_noun=NOUN, about_id=point.id, body=body.pk, body_called=body.name, until=until, by=by.role,
        acts_for=by.body_id,
        what=f"Find a second way, so that not all depends on one: {point.called}.",
    )  # fmt: skip
