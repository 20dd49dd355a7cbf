"""A neighbouring place asks something for somebody there: it is taken down, answered by the desk, and forgotten."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.facets import FACET_CODES
from helpfulacts.directory.models import Offer
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import may_use_desk, require
from helpfulacts.places.models import Neighbour

from ..models import AskedByNeighbour
from .begin_plan import tidy_words
from .hear_next_door import LONGEST_STEP

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

LONGEST = dt.timedelta(days=366)
MOST = 500
"""How many wishes of one neighbour may wait at a time."""


def take_from_neighbour(
    *, neighbour: Neighbour, handle: uuid.UUID, facets: list[str], words: str, until: dt.date
) -> AskedByNeighbour:
    """Take it down, once under a handle. Raises Refused where it cannot be kept, or came before with something else."""
    place, day = neighbour.place, today(neighbour.place.zone)
    if not facets or len(set(facets)) != len(facets) or any(code not in FACET_CODES for code in facets):
        raise Refused("Say what it is about, with codes of the list of needs, each once.")
    if not day <= until <= day + LONGEST:
        raise Refused("Give a last day from today on, within a year.")
    words = tidy_words(words, needed=False)
    rows = AskedByNeighbour.objects.filter(place=place, neighbour=neighbour)
    with register.writing(place):
        if not Neighbour.objects.filter(place=place, pk=neighbour.pk, offers=True).exists():
            raise Refused("This place has not agreed to be asked. Its board decides that.")
        if (known := rows.filter(handle=handle).first()) is not None:
            if (known.facets, known.words, known.until) != (facets, words, until):
                raise Refused("Something else was asked under this handle. Draw a new one.")
            return known
        if rows.count() >= MOST:
            raise Refused(f"{MOST} wishes of that place wait here already. Take some back first.")
        asked = AskedByNeighbour(
            place=place, neighbour=neighbour, handle=handle, facets=facets, until=until, received_at=now()
        )
        asked.words = words
        asked.save(force_insert=True)
        register.record(place=place, action="was asked by a neighbour", noun="place", subject=neighbour.pk)
    return asked


def answer_neighbour(
    *, asked: AskedByNeighbour, offer: Offer | None, next_step: str = "", by_when: dt.date | None = None, by: Actor
) -> AskedByNeighbour:  # fmt: skip
    """An offer of this place with the next step and its day; without one: nothing here, and where else to ask. Said once.

    What one person gives is never told there: only what a body offers, which its feed shows too.
    """
    require(may_use_desk(by), "answer a neighbouring place")
    step, day = tidy(next_step), today(asked.place.zone)
    if offer is not None and (not step or len(step) > LONGEST_STEP):
        raise Refused(
            f"Say in up to {LONGEST_STEP} letters what comes next, and who does it.", field="next_step"
        )
    if len(step) > LONGEST_STEP:
        raise Refused(f"Say in up to {LONGEST_STEP} letters where else they could ask.", field="next_step")
    if offer is not None and (by_when is None or not day <= by_when <= asked.until):
        raise Refused("Choose by when, from today on and while they may be asked.", field="by_when")
    with register.writing(asked.place_id):
        try:
            asked.refresh_from_db()
        except AskedByNeighbour.DoesNotExist:
            raise Refused("It was taken back, so there is nothing to answer.") from None
        if asked.answer:
            raise Refused("This was answered already.")
        if offer is not None and (not directory.is_still_listed(offer) or offer.provider_id is None):
            raise Refused("Choose an offer of a body that is listed here now.", field="offer")
        asked.answer = "nothing" if offer is None else "offer"
        asked.offer = None if offer is None else offer.pk
        asked.next_step, asked.by_when = step, by_when if offer is not None else None
        asked.save(update_fields=["answer", "offer", "next_step_sealed", "by_when"])
        register.record(
            place=asked.place, action="answered a neighbour", noun="place", subject=asked.neighbour_id,
            facts={"by": by.role},
        )  # fmt: skip
    return asked


def hear_from_neighbour(*, asked: AskedByNeighbour, said: str) -> None:
    """What the person there answered to our offer: "yes" or "not_now". Saying it again changes nothing."""
    if said not in ("yes", "not_now"):
        raise Refused("Say “yes” or “not_now”.")
    with register.writing(asked.place_id):
        asked.refresh_from_db()
        if asked.answer != "offer":
            raise Refused("Nothing was offered under this handle, so there is nothing to say yes to.")
        if asked.said != said:
            asked.said = said
            asked.save(update_fields=["said"])
            register.record(
                place=asked.place, action="heard from a neighbour", noun="place", subject=asked.neighbour_id
            )


def forget_for_neighbour(*, asked: AskedByNeighbour) -> None:
    """All of it goes: the neighbouring place said so."""
    with register.writing(asked.place_id):
        if asked.delete()[0]:
            register.record(
                place=asked.place, action="forgot for a neighbour", noun="place", subject=asked.neighbour_id
            )


def forget_past_asks(*, place: Place) -> int:
    """What neighbours asked until a day that is over goes by night, told or not."""
    with register.writing(place):
        past = AskedByNeighbour.objects.filter(place=place, until__lt=today(place.zone))
        gone: int = past.delete()[0]
        if gone:
            register.record(place=place, action="forgot for a neighbour", noun="place", subject=None)
    return gone
