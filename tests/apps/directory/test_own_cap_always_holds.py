"""The giver's own cap: on no path, in whatever order, do more people hold a place at once. And “not now” costs nothing."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory.actions.change_offer import change_offers
from helpfulacts.directory.actions.hold_place import hold_place
from helpfulacts.directory.actions.open_periods import open_periods
from helpfulacts.directory.actions.pause_offer import pause_offer, resume_offer
from helpfulacts.directory.actions.release_place import release_place
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.directory.drafts import CapacityDraft
from helpfulacts.directory.finding import find
from helpfulacts.directory.models import CapacityPeriod, Offer
from helpfulacts.directory.redraft import redraft
from helpfulacts.directory.selectors import current_capacity, free_places
from helpfulacts.people.actor import Actor

CAP = 2
PATHS = ("hold", "hold", "hold", "release", "desk", "desk cap", "period", "feed", "pause")


def held(offer: Offer) -> int:
    return CapacityPeriod.objects.filter(place=offer.place_id, offer=offer).aggregate(n=Sum("held"))["n"] or 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(PATHS), st.integers(0, 6)), max_size=14))
def test_no_path_ever_gives_a_giver_more_than_their_own_cap_at_once(
    place: Any, offer_of: Any, make_person: Any, officer: Any, steps: list[tuple[str, int]]
) -> None:
    """Stating, the desk, new periods, a feed, and rounds and queues (which all hold by `hold_place` or `with_room`)."""
    with transaction.atomic():
        offer = offer_of(
            "service", sphere="personal", giver=make_person(), capacity=CapacityDraft("place", 5, CAP)
        )
        moment = now()
        for path, number in steps:
            with as_if(moment):
                period = current_capacity(offer)
                assert period is not None
                with contextlib.suppress(Refused, NotAllowed):
                    _take(path, number, offer, period, officer, place)
            if path == "period":
                moment += dt.timedelta(days=1)
            assert held(offer) <= CAP, (path, number)
            with as_if(moment):
                free = free_places([offer], today())[offer.pk]
                assert free is not None and held(offer) + free <= CAP
        transaction.set_rollback(True)


def _take(path: str, number: int, offer: Offer, period: CapacityPeriod, officer: Actor, place: Any) -> None:
    if path == "hold":
        hold_place(period=period)
    elif path == "release":
        release_place(period=period)
    elif path == "desk":
        state_capacity(offer=offer, stated=number, by=officer)
    elif path == "desk cap":
        state_capacity(offer=offer, stated=number, own_cap=number if number > CAP else None, by=officer)
    elif path == "period":
        start = max(today(), period.begins) + dt.timedelta(days=1)
        open_periods(place=place, like=[period], begins=start, until=start + dt.timedelta(weeks=4))
    elif path == "feed":
        said = CapacityDraft("place", number, CAP)
        change_offers(place=place, changes=[(offer, replace(redraft(offer), capacity=said))])
    else:
        pause_offer(offer=offer, by=officer)
        resume_offer(offer=offer, by=officer)


def test_the_database_itself_keeps_places_within_the_cap(place: Any, offer_of: Any) -> None:
    offer = offer_of("service", capacity=CapacityDraft("place", 5, CAP))
    with pytest.raises(IntegrityError), transaction.atomic():
        CapacityPeriod.objects.filter(place=place, offer=offer).update(places=3)


def test_only_the_giver_raises_their_own_cap_and_the_desk_only_on_their_word(
    place: Any, offer_of: Any, make_person: Any, citizen_of: Any, officer: Any
) -> None:
    person = make_person()
    offer = offer_of("service", sphere="personal", giver=person, capacity=CapacityDraft("place", 3, CAP))
    for raised in (9, None):
        with pytest.raises(NotAllowed, match="Only the giver can raise"):
            state_capacity(offer=offer, stated=9, own_cap=raised, by=officer)
    assert state_capacity(offer=offer, stated=9, by=officer).places == CAP, "the number rises, the cap holds"
    assert state_capacity(offer=offer, stated=1, own_cap=1, by=officer).own_cap == 1, (
        "lower is always allowed"
    )
    assert state_capacity(offer=offer, stated=4, own_cap=4, by=officer, on_their_word=True).own_cap == 4
    assert state_capacity(offer=offer, stated=6, own_cap=6, by=citizen_of(person)).places == 6


def test_what_was_lent_before_still_weighs_when_new_places_open(place: Any, offer_of: Any) -> None:
    cot = offer_of("product", capacity=CapacityDraft("item", CAP, CAP))
    given = offer_of("product", title="A coat to keep", capacity=CapacityDraft("item", CAP, CAP),
                     particulars={"stock": 2, "condition": "Warm", "delivery": "collect"})  # fmt: skip
    for offer in (cot, given):
        period = current_capacity(offer)
        assert period is not None
        hold_place(period=period)
        hold_place(period=period)
        later = today() + dt.timedelta(weeks=1)
        open_periods(place=place, like=[period], begins=later, until=later + dt.timedelta(weeks=4))
    free = free_places([cot, given], today() + dt.timedelta(weeks=2))
    assert free == {cot.pk: 0, given.pk: CAP}, "a loan weighs until it is back; a gift is gone"


def test_not_now_needs_no_reason_and_costs_neither_order_nor_standing(
    place: Any, offer_of: Any, make_person: Any, citizen_of: Any
) -> None:
    person = make_person()
    by = citizen_of(person)
    mine = offer_of("idea", title="A soup night in our street", sphere="personal", giver=person)
    offer_of("idea", title="A soup night on Sundays")
    before = [found.offer.pk for found in find(place, "soup night").results]
    kept = Offer.objects.filter(pk=mine.pk).values().get()
    assert pause_offer(offer=mine, by=by).status == "paused"
    assert mine.pk not in [found.offer.pk for found in find(place, "soup night").results]
    resume_offer(offer=mine, by=by)
    assert [found.offer.pk for found in find(place, "soup night").results] == before
    now_kept = Offer.objects.filter(pk=mine.pk).values().get()
    assert {name for name in kept if kept[name] != now_kept[name]} == {"changed_at"}
    person.refresh_from_db()
    assert person.missed_rounds == 0
    with pytest.raises(Refused):
        resume_offer(offer=mine, by=by)
    with pytest.raises(NotAllowed):
        pause_offer(offer=mine, by=citizen_of(make_person()))
