"""Somebody works on what nobody has yet, until a day; and it is met, by an offer that is on the list."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Organisation
from helpfulacts.people.rules import require
from helpfulacts.places.models import Area
from helpfulacts.promises.actions.keep_promise import keep_promise
from helpfulacts.promises.actions.take_on import take_on
from helpfulacts.promises.models import Promise
from helpfulacts.promises.selectors import open_about

from ..facets import FACET_WORDS
from ..gap_work import NOUN, gap_id, gap_in_words, met_by, that_meet
from ..models import Offer
from ..rules import may_see_to_gaps

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def work_on_gap(
    *, place: Place, facet: str, ward: Area | None, body: Organisation, until: dt.date, by: Actor
) -> Promise:
    """`body` is to find or make this help by a day: whoever does not act for it only asks it. Another body that worked on it hands over."""
    require(may_see_to_gaps(by), "say who works on this")
    called = ward.name if ward else ""
    about = gap_id(place.pk, _facet(facet), called)
    return take_on(
        place=place, about_noun=NOUN, about_id=about, body=body.pk, body_called=body.name, until=until, by=by.role,
        acts_for=by.body_id,
        what=f"Find or make help: {gap_in_words(facet, called, place)}.",
    )  # fmt: skip


def meet_gap(*, place: Place, facet: str, ward: Area | None, offer: Offer, by: Actor) -> Promise:
    """The offer meets it: the promise of whoever worked on it is kept. Raises Refused where nobody works on it."""
    require(may_see_to_gaps(by), "say that this is met")
    about = gap_id(place.pk, _facet(facet), ward.name if ward else "")
    with register.writing(place):
        if not that_meet(place, facet, ward).filter(pk=offer.pk).exists():
            raise Refused("Choose something on the list that helps with this there.", field="offer")
        owed = open_about(place, NOUN, about)
        if not owed:
            raise Refused("Nobody works on this now. Say first who does, and until when.")
        return keep_promise(promise=owed[0], evidence=met_by(offer), by=by.role)


def _facet(code: str) -> str:
    if code not in FACET_WORDS:
        raise Refused("Choose what is missing from the list.", field="facet")
    return code
