"""A body answers the two questions of a quarter, for one offer, once."""

from __future__ import annotations

import re

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.directory.models import Offer
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import may_keep_offers, require

from .. import quarters
from ..models import QuarterAnswer

_WORD = re.compile(r"[^\W\d_]{1,30}(?:[-’'][^\W\d_]{1,30})?")


def answer_quarter(
    *, offer: Offer, came: str, word: str, by: Actor, minutes: int | None = None
) -> QuarterAnswer:
    """Of the last quarter that is over. One word has no room for anybody's private matters. Raises Refused."""
    require(may_keep_offers(by, offer.provider_id), "answer for this offer")
    said = tidy(word)
    if came not in dict(QuarterAnswer.CAME):
        raise Refused("Choose if they came.", field="came")
    if not _WORD.fullmatch(said):
        raise Refused("One word, please. For example: laughter.", field="word")
    if minutes is not None and not 1 <= minutes <= 240:
        raise Refused("Write how many minutes, from 1 to 240, or leave it empty.", field="minutes")
    with register.writing(offer.place_id):
        body = offer.provider
        if body is None or offer.pk not in {one.pk for one in quarters.asked_of(body)}:
            raise Refused("Nothing is asked about this now. We ask once a quarter, and no more.")
        answer = QuarterAnswer(
            place=offer.place, offer=offer, quarter=quarters.last_quarter(today(offer.place.zone))[0], came=came,
            minutes=minutes, by_shown_as=by.shown_as[:80], at=now(),
        )  # fmt: skip
        answer.word = said
        answer.save(force_insert=True)
        register.record(place=offer.place, action="answered for a quarter", noun="offer", subject=offer.pk)
    return answer
