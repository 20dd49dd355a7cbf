"""However an entry comes back to the list, it comes back with its dates: the night makes none while it is off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.directory.actions.answer_likeness import merge_entries, part_entries
from helpfulacts.directory.actions.change_offer import end_offers
from helpfulacts.directory.actions.decide_reported import decide_reported
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.pause_offer import pause_offer, resume_offer
from helpfulacts.directory.actions.release_held_offer import release_held_offer
from helpfulacts.directory.actions.roll_occurrences import roll_occurrences
from helpfulacts.directory.actions.say_wrong import say_wrong
from helpfulacts.directory.drafts import OfferDraft, OtherDay, Weekly
from helpfulacts.directory.models import Likeness, Occurrence, Offer
from helpfulacts.directory.selectors import listed
from helpfulacts.directory.snapshots import put_back, said_by
from helpfulacts.people.actor import SYSTEM, Actor

pytestmark = pytest.mark.django_db
TOM, MEL = Actor("Tom, link worker", "navigator"), Actor("Mel, officer", "officer")
WEEKS_OFF = dt.timedelta(weeks=14)
Way = tuple[Callable[[Offer], Any], Callable[[Offer, Any], Any]]


def hide(offer: Offer) -> None:
    decide_reported(offer=offer, decision="hidden", ground="scam", reason="It asks for money.", by=TOM)


def end_with_an_import(offer: Offer) -> dict[str, Any]:
    said = said_by([offer])[offer.pk]
    end_offers(place=offer.place, offers=[offer], by=SYSTEM)
    return said


def hold(offer: Offer) -> None:
    Offer.objects.filter(pk=offer.pk).update(status="held")


def merge(offer: Offer) -> Likeness:
    kept = Offer.objects.exclude(pk=offer.pk).get()
    first, second = sorted((offer, kept), key=lambda one: one.pk)
    likeness = Likeness.objects.create(place=offer.place, first=first, second=second, score=90)
    return merge_entries(likeness=likeness, keep=kept, by=TOM)


WAYS: dict[str, Way] = {
    "not now": (
        lambda offer: pause_offer(offer=offer, by=MEL),
        lambda offer, _: resume_offer(offer=offer, by=MEL),
    ),
    "held": (hold, lambda offer, _: release_held_offer(offer=offer, by=MEL, how="visit")),
    "hidden": (
        hide,
        lambda offer, _: decide_reported(offer=offer, decision="shown", reason="It is fine.", by=MEL),
    ),
    "one with another": (merge, lambda _, likeness: part_entries(likeness=likeness, by=TOM)),
    "ended by an import": (end_with_an_import, lambda offer, said: put_back(offer, said)),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_comes_back_to_the_list_has_the_dates_of_the_next_weeks(place: Any, way: str) -> None:
    away, back = WAYS[way]
    later = today(place.zone) + WEEKS_OFF
    tea, soup = (
        OfferDraft(
            title=title, kind="service", sphere="civic", shown_from="A club", where=("venue",), imported=True,
            weekly=(Weekly("tue", dt.time(12), dt.time(14)),), on_bank_holidays="runs",
            other_days=(OtherDay(later + dt.timedelta(days=8), dt.time(9), dt.time(10), ""),),
        )
        for title in ("Tea", "Soup")
    )  # fmt: skip
    offer, other = list_offers(place=place, drafts=[tea, soup])
    kept = away(offer)
    with as_if(now() + WEEKS_OFF):
        roll_occurrences(place=place)
        back(Offer.objects.get(pk=offer.pk), kept)
        dates = Occurrence.objects.filter(place=place, day__gte=later).order_by("day", "starts")
        mine, theirs = (list(dates.filter(offer=one).values_list("day", "starts")) for one in (offer, other))
        assert Offer.objects.get(pk=offer.pk).status == "active"
    assert len(theirs) >= 13 and mine == theirs


@pytest.mark.parametrize("way", ["one with another", "ended by an import"])
def test_what_a_decision_hid_while_it_was_off_the_list_comes_back_hidden(place: Any, way: str) -> None:
    away, back = WAYS[way]
    drafts = [
        OfferDraft(title=title, kind="service", sphere="civic", shown_from="A club", imported=True)
        for title in ("Tea", "Soup")
    ]
    offer, _ = list_offers(place=place, drafts=drafts)
    say_wrong(offer=offer, what="unsafe", mark="a")
    kept = away(offer)
    hide(offer)
    back(Offer.objects.get(pk=offer.pk), kept)
    offer.refresh_from_db()
    assert (offer.status, offer.merged_into_id) == ("hidden", None)
    assert [row.title for row in listed(place)] == ["Soup"]
    decide_reported(offer=offer, decision="shown", reason="It is fine.", by=MEL)
    assert offer.status == "active", "and a person can show it again"
