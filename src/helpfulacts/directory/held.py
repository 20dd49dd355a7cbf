"""What the directory holds about a person: what they give, what others said of it, and rooms booked for them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from helpfulacts.people.held import Held
from helpfulacts.people.models import Person

from .models import (
    AccessFact,
    Assurance,
    CapacityPeriod,
    Correction,
    Moderation,
    Offer,
    OfferLocation,
    OfferVersion,
    Schedule,
    ScheduleException,
    Trial,
)


def _given(person: Person) -> Any:
    return Offer.objects.filter(place=person.place_id).filter(Q(giver=person) | Q(kept_by=person))


def _of_offers(model: Any) -> Any:
    return lambda person: model.objects.filter(place=person.place_id, offer__in=_given(person))


MARK = {"mark": "a mark of whoever said it, from which nothing can be read"}
HELD = (
    Held(Offer, "What you give", _given),
    Held(Schedule, "When you give it", _of_offers(Schedule)),
    Held(ScheduleException, "Days on which that differs", _of_offers(ScheduleException)),
    Held(CapacityPeriod, "For how many", _of_offers(CapacityPeriod)),
    Held(AccessFact, "How people get in to what you give", _of_offers(AccessFact)),
    Held(OfferLocation, "Where you give it", _of_offers(OfferLocation)),
    Held(OfferVersion, "How the entry of what you give changed", _of_offers(OfferVersion)),
    Held(Assurance, "Who checked what you give", _of_offers(Assurance)),
    Held(Correction, "What people said is wrong with it", _of_offers(Correction), MARK, ("note",)),
    Held(Moderation, "What was decided about your words", lambda person: Moderation.objects.filter(
        Q(offer__in=_given(person)) | Q(trial__writer=person), place=person.place_id)),
    Held(Trial, "Ideas that you tried", lambda person: Trial.objects.filter(
        Q(writer=person) | Q(offer__in=_given(person)), place=person.place_id), {"writer": "it is you, or it is not told"}),
)  # fmt: skip
