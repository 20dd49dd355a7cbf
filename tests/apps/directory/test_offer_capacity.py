"""Places: never more held than there are, whatever is held, given back or stated, in whatever order."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory.actions.hold_place import hold_place
from helpfulacts.directory.actions.release_place import release_place
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.directory.drafts import CapacityDraft
from helpfulacts.directory.models import CapacityPeriod
from helpfulacts.directory.selectors import current_capacity, free_places
from helpfulacts.people.actor import NOBODY, SYSTEM, Actor

STEPS = st.lists(
    st.one_of(
        st.just(("hold", 0, None)),
        st.just(("release", 0, None)),
        st.tuples(st.just("state"), st.integers(0, 6), st.one_of(st.none(), st.integers(0, 6))),
    ),
    max_size=30,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_order_of_holding_giving_back_and_stating_holds_a_place_too_many(
    place: Any, offer_of: Any, steps: list[tuple[str, int, int | None]]
) -> None:
    with transaction.atomic():
        offer = offer_of("service", capacity=CapacityDraft("place", 3, 2))
        held, stated, cap = 0, 3, 2
        period = current_capacity(offer)
        assert period is not None
        for step, number, own_cap in steps:
            limit = min(stated, cap) if cap is not None else stated
            if step == "hold":
                if held < limit:
                    hold_place(period=period)
                    held += 1
                else:
                    with pytest.raises(Refused):
                        hold_place(period=period)
            elif step == "release":
                if held:
                    release_place(period=period)
                    held -= 1
                else:
                    with pytest.raises(Refused):
                        release_place(period=period)
            else:
                stated, cap = number, own_cap
                period = state_capacity(offer=offer, stated=stated, own_cap=cap, by=SYSTEM)
            row = CapacityPeriod.objects.get(place=place, pk=period.pk)
            limit = min(stated, cap) if cap is not None else stated
            assert row.held == held <= row.places
            assert row.places == max(limit, held)
            assert row.closed == (held > limit)
            assert free_places([offer], today())[offer.pk] == max(0, limit - held)
        transaction.set_rollback(True)


def test_the_database_itself_refuses_a_place_too_many(place: Any, offer_of: Any) -> None:
    offer = offer_of("service", capacity=CapacityDraft("place", 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        CapacityPeriod.objects.filter(place=place, offer=offer).update(held=2)


def test_the_givers_own_cap_counts_when_it_is_lower(offer_of: Any) -> None:
    period = current_capacity(offer_of("service", capacity=CapacityDraft("place", 12, 10)))
    assert period is not None and period.places == 10


def test_stating_fewer_than_are_held_takes_nothing_from_anybody(offer_of: Any) -> None:
    offer = offer_of("service", capacity=CapacityDraft("place", 4))
    period = current_capacity(offer)
    assert period is not None
    for _ in range(3):
        hold_place(period=period)
    lowered = state_capacity(offer=offer, stated=1, by=SYSTEM)
    assert (lowered.held, lowered.places, lowered.closed) == (3, 3, True)
    release_place(period=lowered)
    assert (lowered.held, lowered.places, lowered.closed) == (2, 2, True), "the place given back is gone"
    with pytest.raises(Refused):
        hold_place(period=lowered)
    release_place(period=lowered)
    assert (lowered.held, lowered.places, lowered.closed) == (1, 1, False)


def test_nobody_else_may_state_a_givers_places(offer_of: Any) -> None:
    offer = offer_of("service")
    for stranger in (
        NOBODY,
        Actor("Another club", "provider", None, None, offer.pk),
        Actor("x", "citizen", None, offer.pk),
    ):
        with pytest.raises(NotAllowed):
            state_capacity(offer=offer, stated=9, by=stranger)


def test_a_number_stands_until_its_giver_states_another(place: Any, offer_of: Any) -> None:
    shared = offer_of("service", access="shared", capacity=CapacityDraft("place", 5))
    opened = offer_of("service", title="Open, with a number", capacity=CapacityDraft("place", 2))
    never = offer_of("connection", title="Open, without a number")
    hold_place(period=current_capacity(opened))
    far = today() + dt.timedelta(weeks=13)
    free = free_places([shared, opened, never], far)
    assert (free[shared.pk], free[opened.pk], free[never.pk]) == (5, 1, None), "silence lifts no cap"
    assert free_places([shared], today() - dt.timedelta(days=1))[shared.pk] == 0, "no number was stated yet"


def test_a_number_restated_late_keeps_what_is_held_and_is_looked_at_again_in_twelve_weeks(
    place: Any, offer_of: Any
) -> None:
    offer = offer_of(
        "service", capacity=CapacityDraft("place", 5, None, dt.date(2020, 1, 1), dt.date(2020, 3, 1))
    )
    hold_place(period=current_capacity(offer))
    period = state_capacity(offer=offer, stated=4, by=SYSTEM)
    assert (period.places, period.held) == (4, 1)
    assert period.until == today() + dt.timedelta(weeks=12, days=-1)
    assert CapacityPeriod.objects.filter(place=place, offer=offer).count() == 1
