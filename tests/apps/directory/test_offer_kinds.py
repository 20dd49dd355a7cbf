"""Each of the six kinds behaves as its kind."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from directory_samples import SOUND

from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.hold_place import hold_place
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.directory.actions.try_idea import try_idea
from helpfulacts.directory.drafts import CapacityDraft
from helpfulacts.directory.facets import KINDS
from helpfulacts.directory.kinds import BEHAVIOURS, behaviour_of
from helpfulacts.directory.models import CapacityPeriod
from helpfulacts.directory.selectors import current_capacity, free_places, tries_of
from helpfulacts.people.actor import SYSTEM

DAY = dt.date(2026, 6, 1)


def test_there_is_a_behaviour_for_every_kind_and_no_other() -> None:
    assert set(BEHAVIOURS) == set(KINDS)


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_sound_draft_of_each_kind_has_no_mistakes(kind: str) -> None:
    assert behaviour_of(kind).check(SOUND[kind]) == []


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_missing_particular_gets_one_clear_sentence(kind: str) -> None:
    for key in SOUND[kind]:
        if key == "return_days":  # a gift has none
            continue
        mistakes = behaviour_of(kind).check({k: v for k, v in SOUND[kind].items() if k != key})
        assert len(mistakes) == 1, (key, mistakes)
        assert mistakes[0].endswith(".") and len(mistakes[0].split()) >= 5


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_feed_may_leave_particulars_out_but_not_get_them_wrong(kind: str) -> None:
    behaviour = behaviour_of(kind)
    assert behaviour.check({}, partial=True) == []
    wrong = {key: object() for key in SOUND[kind]}
    assert len(behaviour.check(wrong, partial=True)) == len(SOUND[kind])


def test_a_connection_names_two_parties_and_costs_the_introducers_time_not_stock(
    place: Any, offer_of: Any
) -> None:
    connection = BEHAVIOURS["connection"]
    assert connection.check(SOUND["connection"] | {"parties": ["only one"]}) == [
        "A connection names two parties: who is introduced to whom."
    ]
    assert connection.introducer_minutes(SOUND["connection"]) == 20  # type: ignore[attr-defined]
    facts = dict(connection.what_you_get(SOUND["connection"]))
    assert facts["Who meets"] == "a singer and you" and "20 minutes" in facts["Who introduces you"]
    offer = offer_of("connection")
    assert free_places([offer], DAY)[offer.pk] is None, (
        "nothing is used up until the introducer says how many"
    )
    assert not CapacityPeriod.objects.filter(place=place, offer=offer).exists()


def test_an_idea_is_never_full_and_never_enters_a_round(place: Any, draft: Any, offer_of: Any) -> None:
    idea = BEHAVIOURS["idea"]
    assert not idea.can_be_full and not idea.enters_rounds and not idea.makes_promise
    with pytest.raises(Refused, match="always open"):
        list_offers(place=place, drafts=[draft("idea", access="shared", capacity=CapacityDraft("place", 3))])
    offer = offer_of("idea")
    assert free_places([offer], DAY)[offer.pk] is None
    with pytest.raises(Refused, match="never full"):
        state_capacity(offer=offer, stated=5, by=SYSTEM)


def test_an_idea_is_copied_and_gathers_we_tried_it(offer_of: Any, officer: Any) -> None:
    offer = offer_of(
        "idea",
        particulars=SOUND["idea"] | {"tried": [{"by": "Nine homes", "words": "We did.", "worked": True}]},
    )
    try_idea(offer=offer, shown_as="A close in South", words="It rained.", worked=False, by=officer)
    assert {(trial.by, trial.worked) for trial in tries_of(offer)} == {
        ("Nine homes", True),
        ("A close in South", False),
    }
    assert [label for label, _ in behaviour_of(offer).what_you_get(offer.particulars)] == ["Step 1", "Step 2"]


def test_only_an_idea_gathers_tries(offer_of: Any, officer: Any) -> None:
    with pytest.raises(Refused, match="Only an idea"):
        try_idea(offer=offer_of("product"), shown_as="Us", words="We did.", worked=True, by=officer)


def test_an_intervention_has_consent_a_dose_and_an_end() -> None:
    course = BEHAVIOURS["intervention"]
    assert course.needs_consent
    first = DAY + dt.timedelta(days=3)
    yes = course.on_yes(SOUND["intervention"], DAY, first)
    assert yes.ends_on == first + dt.timedelta(weeks=5), "six weekly sessions end in the sixth week"
    facts = dict(yes.facts)
    assert (
        facts["How much"] == "6 sessions of 45 minutes" and "stop at any time" in facts["What you agree to"]
    )
    assert facts["It ends"] == "About Thursday 9 July"


def test_a_product_has_stock_a_condition_a_way_to_get_it_and_a_return_date(place: Any, offer_of: Any) -> None:
    offer = offer_of("product")
    period = current_capacity(offer)
    assert period is not None and (period.unit, period.places) == ("item", 2), "its stock is its places"
    hold_place(period=period)
    hold_place(period=period)
    with pytest.raises(Refused):
        hold_place(period=period)
    yes = behaviour_of(offer).on_yes(offer.particulars, DAY)
    assert yes.return_by == yes.due + dt.timedelta(days=14)
    facts = dict(yes.facts)
    assert facts["Condition"] == "Cleaned and tested" and facts["How you get it"] == "You collect it"


def test_a_gift_has_no_return_date() -> None:
    gift = {key: value for key, value in SOUND["product"].items() if key != "return_days"}
    yes = BEHAVIOURS["product"].on_yes(gift, DAY)
    assert yes.return_by is None and dict(yes.facts)["To keep or to borrow"] == "Yours to keep"


def test_a_resource_is_divided_into_whole_shares(offer_of: Any) -> None:
    offer = offer_of("resource", particulars=SOUND["resource"] | {"amount": 110})
    period = current_capacity(offer)
    assert period is not None and (period.unit, period.places) == ("share", 4), (
        "110 pounds hold four shares of 25"
    )
    assert dict(behaviour_of(offer).what_you_get(offer.particulars))["Your share"] == "About £25 each"


def test_a_resource_is_booked_by_the_hour_or_session(offer_of: Any) -> None:
    room = {"mode": "booked", "unit": "hour", "amount": 10, "each": 2}
    offer = offer_of("resource", particulars=room)
    period = current_capacity(offer)
    assert period is not None and (period.unit, period.places) == ("booking", 5)
    assert dict(behaviour_of(offer).what_you_get(room))["You book"] == "Up to 2 hours"
    assert behaviour_of(offer).check(room | {"each": 11}) == ["One person cannot get more than there is."]


def test_a_service_recurs_with_so_many_places_each_time(place: Any, draft: Any, offer_of: Any) -> None:
    with pytest.raises(Refused, match="comes round again"):
        list_offers(place=place, drafts=[draft("service", weekly=())])
    offer = offer_of("service")
    period = current_capacity(offer)
    assert period is not None and period.places == 3
    following = dt.date(2026, 6, 4)
    yes = behaviour_of(offer).on_yes(offer.particulars, DAY, following)
    assert yes.due == following, "a place at the next session is owed by that session"
    assert dict(yes.facts)["Next time"] == "Thursday 4 June"


@pytest.mark.parametrize("kind", list(KINDS))
def test_what_is_owed_after_a_yes_is_owed_later_than_the_yes(kind: str) -> None:
    assert BEHAVIOURS[kind].on_yes(SOUND[kind], DAY).due > DAY
