"""Let go of suggestions whose day to answer has passed, and of all that waits for an offer that has ended."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from helpfulacts.people.actor import SYSTEM

from ..models import HelpfulAct
from .release_act import release_each

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def lapse_unanswered(*, place: Place, day: dt.date) -> int:
    """How many went on `day`. Run before each round and each night; running it again changes nothing.

    What nobody answered in time lapses, and its place goes to somebody else. Where the offer ended, the giver has
    said not now, and the desk tells the person.
    """
    open_acts = (
        HelpfulAct.objects.filter(place=place)
        .select_related("plan__person", "offer", "holds", "place")
        .order_by("created_at", "pk")
    )
    late = list(open_acts.filter(state="suggested", answer_by__lt=day))
    release_each(acts=late, state_of=lambda act: "lapsed", by=SYSTEM)
    ended = list(open_acts.filter(state__in=("suggested", "agreed"), offer__status="ended"))
    release_each(acts=ended, state_of=lambda act: "declined", by=SYSTEM)
    return len(late) + len(ended)
