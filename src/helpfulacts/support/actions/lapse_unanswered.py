"""Let go of suggestions whose day to answer has passed, and of all that waits for an offer that has ended."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.people.actor import SYSTEM
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.make_promise import TELL_WITHIN

from ..models import HelpfulAct
from .release_act import release_each

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def lapse_unanswered(*, place: Place, day: dt.date) -> int:
    """How many went on `day`. Run before each round and each night; running it again changes nothing.

    What nobody answered in time lapses, and its place goes to somebody else. Whoever has no e-mail and was not told
    yet gets more time, once: until the desk ought to have told them. Where the offer ended, the giver has said not
    now, and the desk tells the person.
    """
    open_acts = (
        HelpfulAct.objects.filter(place=place)
        .select_related("plan__person", "offer", "holds", "place")
        .order_by("created_at", "pk")
    )
    with register.writing(place):
        late = [
            act for act in open_acts.filter(state="suggested", answer_by__lt=day) if not _more_time(act, day)
        ]
        release_each(acts=late, state_of=lambda act: "lapsed", by=SYSTEM)
        ended = list(open_acts.filter(state__in=("suggested", "agreed"), offer__status="ended"))
        release_each(acts=ended, state_of=lambda act: "declined", by=SYSTEM)
    return len(late) + len(ended)


def _more_time(act: HelpfulAct, day: dt.date) -> bool:
    """Move the day to answer, once, for somebody whom the desk still owes the news."""
    untold = act.plan.person.channel != "email" and bool(
        promises.open_about(act.place, "helpful act", act.pk, kind="tell")
    )
    if act.more_time or not untold:
        return False
    HelpfulAct.objects.filter(place=act.place_id, pk=act.pk).update(
        answer_by=day + TELL_WITHIN, more_time=True
    )
    register.record(
        place=act.place,
        action="more time to answer",
        noun="helpful act",
        subject=act.pk,
        facts={"until": (day + TELL_WITHIN).isoformat(), "why": "they were not told yet"},
    )
    return True
