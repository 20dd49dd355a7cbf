"""Two stories of one offer with two places, to be read: the order of a queue, and a yes that comes too late."""

from __future__ import annotations

import pytest
from two_offers import TwoOffers

from helpfulacts.core.errors import Refused
from helpfulacts.directory.models import CapacityPeriod
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.choose_offer import choose_offer


def test_the_one_who_waited_longest_gets_the_place_given_back(two_offers: TwoOffers) -> None:
    people = [two_offers.citizen_of(plan.person) for plan in two_offers.plans]
    acts = [
        choose_offer(plan=plan, offer=two_offers.offers[0], by=who)
        for plan, who in zip(two_offers.plans, people, strict=True)
    ]
    for act, who in zip(acts, people, strict=True):
        answer_act(act=act, answer="yes", by=who)
    assert [act.state for act in acts] == ["promised", "promised", "agreed", "agreed", "agreed"]
    answer_act(act=acts[0], answer="not_now", by=people[0])
    for act in acts:
        act.refresh_from_db()
    assert [act.state for act in acts] == ["not_now", "promised", "promised", "agreed", "agreed"]
    assert [act.holds_id is not None for act in acts] == [False, True, True, False, False]


def test_a_yes_to_what_was_already_let_go_is_refused_in_a_sentence(two_offers: TwoOffers) -> None:
    """As from a page that was left open."""
    plan, offer = two_offers.plans[0], two_offers.offers[0]
    person = two_offers.citizen_of(plan.person)
    act = choose_offer(plan=plan, offer=offer, by=person)
    answer_act(act=act, answer="not_now", by=person)
    with pytest.raises(Refused):
        answer_act(act=act, answer="yes", by=person)
    assert CapacityPeriod.objects.get(place=two_offers.place, offer=offer).held == 0
