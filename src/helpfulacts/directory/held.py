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


def _that(columns: str, why: str) -> dict[str, str]:
    return dict.fromkeys(columns.split(), why)


COUNTED = "that something was given is counted"
ENTRY = _that(
    "kind sphere access status on_bank_holidays fetches title shown_from giver kept_by provider search_key exchange_id "
    "source source_hash checked_by checked_how created_at changed_at forgotten was_listed "
    "to_check published_venue names_spoken_to not_now",
    "that something was given, by somebody: `forget_words.BLANK` is what each column says then",
)
MARK = {"mark": "a mark of whoever said it, from which nothing can be read"}
HELD = (
    Held(Offer, "What you give", _given, stays=ENTRY),
    Held(Schedule, "When you give it", _of_offers(Schedule)),
    Held(ScheduleException, "Days on which that differs", _of_offers(ScheduleException)),
    Held(CapacityPeriod, "For how many", _of_offers(CapacityPeriod), stays=_that(
        "offer begins until unit stated own_cap places held closed before_full talks_first said_on", COUNTED)),
    Held(AccessFact, "How people get in to what you give", _of_offers(AccessFact)),
    Held(OfferLocation, "Where you give it", _of_offers(OfferLocation)),
    Held(OfferVersion, "How the entry of what you give changed", _of_offers(OfferVersion),
        stays=_that("offer number at by_shown_as change", "when it changed, and in which role")),
    Held(Assurance, "Who checked what you give", _of_offers(Assurance),
        stays=_that("offer on at by_key by_shown_as how until slot", "who checked it, in a role")),
    Held(Correction, "What people said is wrong with it", _of_offers(Correction), MARK, ("note",),
        stays=_that("offer trial what mark at answer done answered_at answered_by", "what others said; not in their words")),
    Held(Moderation, "What was decided about your words", lambda person: Moderation.objects.filter(
        Q(offer__in=_given(person)) | Q(trial__writer=person), place=person.place_id), stays=_that(
            "number at noun offer ground decision reason reports by_key by_shown_as answers appealed_at",
            "what was decided, which anybody may look up; never the words it was about")),
    Held(Trial, "Ideas that you tried", lambda person: Trial.objects.filter(
        Q(writer=person) | Q(offer__in=_given(person)), place=person.place_id), {"writer": "it is you, or it is not told"},
        stays=_that("offer by words worked on imported", "what others found when they tried it, in their own words")),
)  # fmt: skip
