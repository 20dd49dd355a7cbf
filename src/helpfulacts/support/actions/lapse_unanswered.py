"""Let go of suggestions whose day to answer has passed: the place goes to somebody else, and nothing is lost."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from helpfulacts.people.actor import SYSTEM

from ..models import HelpfulAct
from .release_act import release_each

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def lapse_unanswered(*, place: Place, day: dt.date) -> int:
    """How many lapsed on `day`. Run before each round; running it again changes nothing."""
    late = list(
        HelpfulAct.objects.filter(place=place, state="suggested", answer_by__lt=day)
        .select_related("plan__person", "offer", "holds", "place")
        .order_by("created_at", "pk")
    )
    release_each(acts=late, state_of=lambda act: "lapsed", by=SYSTEM)
    return len(late)
