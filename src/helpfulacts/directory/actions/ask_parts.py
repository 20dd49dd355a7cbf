"""Ask those who give the parts of a combination. Each may say yes or not now, without a reason."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.promises.actions.ask_desk_to_tell import ask_desk_to_tell

from ..models import Weave, WeavePart
from ..stops import when_in_words
from ..weaving import found_for, parts_of, wanted_of
from .begin_weave import _move, require_open

ASK_WITHIN = dt.timedelta(days=2)


def ask_parts(*, weave: Weave, by: Actor) -> list[WeavePart]:
    """Ask every part that was not asked yet. The desk rings those who have no way to answer here.

    Refused while something stands that only another choice can mend: nobody is asked for what cannot be.
    """
    with register.writing(weave.place_id):
        require_open(weave, by)
        parts = parts_of(weave)
        fixed = next((stop for stop in found_for(weave, parts).stops if not stop.liftable), None)
        if fixed is not None:
            raise Refused(f"Mend this before you ask anybody: {fixed.sentence}")
        new = [part for part in parts if part.state == "draft"]
        if not new:
            raise Refused("Everybody has been asked already.")
        for part in new:
            part.state, part.asked_at = "asked", now()
            part.save(update_fields=["state", "asked_at"])
            _desk_rings(weave, part)
        _move(weave, weave.state if weave.offer_id else "asked")
        register.record(
            place=weave.place, action="asked for parts of a weave", noun="weave", subject=weave.pk,
            facts={"parts": len(new)},
        )  # fmt: skip
    return new


def _desk_rings(weave: Weave, part: WeavePart) -> None:
    offer = part.offer
    to = ("person", offer.giver_id) if offer.giver_id else ("organisation", offer.provider_id)
    if to[1] is None:
        return
    ask_desk_to_tell(
        place=weave.place,
        to=to,
        about=("weave part", part.pk),
        what=f"Ask if “{offer.title}” may be part of “{weave.title}”, {when_in_words(wanted_of(weave))}. Yes or not now.",
        trigger="a resource-weaver asks",
        due=today(weave.place.zone) + ASK_WITHIN,
    )
