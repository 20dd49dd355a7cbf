"""A human may change what a round gave: with a name, a reason, and nobody else worse off."""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.override_allocation import override_allocation
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.models import Allocation
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.people.actor import SYSTEM

pytestmark = pytest.mark.django_db
WHY = "Their lift has gone and Lye is nearer"


@pytest.fixture
def world(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> Any:
    """Two at Repair Saturday, one at Lye with a place to spare, one refused who fits Repair Saturday alone."""
    repair, lye = (
        make_offer("Repair Saturday", places=1),
        make_offer("Lye repairs", places=2, facets={"repairs": 1, "food": 2}),
    )
    person = make_asker(("repairs", "food"))
    refused = [make_asker(("repairs",), wish={"travel_limit_m": 5000}) for _ in range(3)]
    run = run_round(place=place, seed="s")
    return run, repair, lye, person, refused


def allocation(run: Any, **which: Any) -> Any:
    return (
        Allocation.objects.filter(run=run, **which)
        .select_related("offer", "person")
        .order_by("index")
        .first()
    )


def test_it_works(world: Any, officer: Any) -> None:
    run, repair, _, _, _ = world
    one = allocation(run, status="placed", offer=repair)
    made = override_allocation(run=run, allocation=one, to_offer=None, reason=WHY, by=officer)
    assert (
        made.by_shown_as == "Mel, partnership officer" and made.from_offer == repair and made.to_offer is None
    )
    run.refresh_from_db()
    assert run.people == run.placed + run.refused + run.gaps
    (answer,) = selectors.explain(run, persons=[one.person_id])
    assert (
        "Mel, partnership officer changed what this round gave you. Their reason: Their lift has gone"
        in answer["sentence"]
    )


def test_a_freed_place_may_be_given_to_somebody_it_fits(
    world: Any, officer: Any, open_everything: Any
) -> None:
    run, repair, _, _, _ = world
    one, other = allocation(run, status="placed", offer=repair), allocation(run, status="refused")
    with pytest.raises(Refused, match="full in this round"):
        override_allocation(run=run, allocation=other, to_offer=repair, reason=WHY, by=officer)
    override_allocation(run=run, allocation=one, to_offer=None, reason=WHY, by=officer)
    override_allocation(run=run, allocation=other, to_offer=repair, reason=WHY, by=officer)
    assert len(selectors.overrides_of(run)) == 2
    run.refresh_from_db()
    placed = run.placed
    open_everything(run)
    assert confirm_run(run=run, by=officer).placed == placed


def test_a_place_the_giver_has_since_taken_back_is_not_given(world: Any, officer: Any) -> None:
    """Otherwise somebody else would lose theirs when the round is confirmed."""
    run, repair, _, _, _ = world
    one, other = allocation(run, status="placed", offer=repair), allocation(run, status="refused")
    override_allocation(run=run, allocation=one, to_offer=None, reason=WHY, by=officer)
    state_capacity(offer=repair, stated=0, by=SYSTEM)
    assert selectors.alternatives(other).offers == []
    with pytest.raises(Refused, match="full in this round"):
        override_allocation(run=run, allocation=other, to_offer=repair, reason=WHY, by=officer)


@pytest.mark.parametrize("reason", ["", "   ", "because", "I say"])
def test_a_reason_of_a_few_words_is_needed(world: Any, officer: Any, reason: str) -> None:
    run, *_ = world
    with pytest.raises(Refused, match="Say in a few words why"):
        override_allocation(
            run=run, allocation=allocation(run, status="placed"), to_offer=None, reason=reason, by=officer
        )
    assert selectors.overrides_of(run) == []


def test_only_a_named_officer_may(world: Any) -> None:
    run, *_ = world
    with pytest.raises(NotAllowed):
        override_allocation(run=run, allocation=allocation(run), to_offer=None, reason=WHY, by=SYSTEM)


def test_an_offer_that_does_not_fit_is_refused(world: Any, officer: Any, make_offer: Any) -> None:
    run, *_ = world
    with pytest.raises(Refused, match="does not fit"):
        override_allocation(
            run=run, allocation=allocation(run), to_offer=make_offer("Elsewhere"), reason=WHY, by=officer
        )


def test_a_vetoed_offer_is_never_given(world: Any, officer: Any) -> None:
    from helpfulacts.core.clock import now
    from helpfulacts.support.models import Veto

    run, _, lye, person, _ = world
    mine = allocation(run, person=person)
    target = lye if mine.offer != lye else world[1]
    Veto.objects.create(place=run.place, person=person, offer=target, at=now())
    with pytest.raises(Refused, match="not this one"):
        override_allocation(run=run, allocation=mine, to_offer=target, reason=WHY, by=officer)


def test_a_right_cannot_be_taken_away(
    place: Any, rules: Any, officer: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer("Beds", places=1, facets={"furniture": 3})
    make_asker(("furniture",), facts={"no_bed": True})
    run = run_round(place=place)
    with pytest.raises(Refused, match="a place that the person has a right to"):
        override_allocation(run=run, allocation=allocation(run), to_offer=None, reason=WHY, by=officer)
    shown = selectors.alternatives(allocation(run))
    assert (shown.offers, shown.no_place, shown.for_a_right) == ([], False, True)


def test_what_is_shown_as_possible_is_what_the_change_allows(world: Any, officer: Any) -> None:
    run, repair, _, _, _ = world
    refused = allocation(run, status="refused")
    before = selectors.alternatives(refused)
    assert (before.offers, before.no_place, before.for_a_right) == ([], False, False)
    override_allocation(
        run=run,
        allocation=allocation(run, status="placed", offer=repair),
        to_offer=None,
        reason=WHY,
        by=officer,
    )
    (one,) = selectors.alternatives(refused).offers
    assert (one.offer, one.free) == (repair, 1)


def test_a_confirmed_round_is_changed_no_more(world: Any, officer: Any, open_everything: Any) -> None:
    run, *_ = world
    open_everything(run)
    confirm_run(run=run, by=officer)
    with pytest.raises(Refused, match="can no longer be changed"):
        override_allocation(run=run, allocation=allocation(run), to_offer=None, reason=WHY, by=officer)


@pytest.fixture
def two_wishes(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> Any:
    """(run, Hot meals, somebody with a place at Repair Saturday who wishes for food as well)."""
    from helpfulacts.support.models import Aspiration

    make_offer("Repair Saturday", places=1)
    meals = make_offer("Hot meals", places=1, facets={"food": 1})
    person = make_asker(wishes=[("repairs",), ("food",)])
    run = run_round(place=place, seed="s")
    assert allocation(run).offer.title == "Repair Saturday"
    food = next(wish for wish in Aspiration.objects.filter(plan__person=person) if wish.facets == ["food"])
    return run, meals, food


def test_a_change_serves_the_wish_that_the_new_offer_fits(
    two_wishes: Any, officer: Any, open_everything: Any
) -> None:
    from helpfulacts.support.models import HelpfulAct

    run, meals, food = two_wishes
    override_allocation(run=run, allocation=allocation(run), to_offer=meals, reason=WHY, by=officer)
    assert allocation(run).claim.aspiration == food
    open_everything(run)
    confirm_run(run=run, by=officer)
    assert HelpfulAct.objects.get(offer=meals).aspiration == food


def test_what_is_struck_out_after_a_change_is_not_given(
    two_wishes: Any, officer: Any, open_everything: Any, citizen_of: Any
) -> None:
    from helpfulacts.support.actions.aspire import strike_out_aspiration

    run, meals, food = two_wishes
    override_allocation(run=run, allocation=allocation(run), to_offer=meals, reason=WHY, by=officer)
    strike_out_aspiration(aspiration=food, by=citizen_of(food.plan.person))
    open_everything(run)
    assert confirm_run(run=run, by=officer).placed == 0
    assert "no longer on your plan" in selectors.explain(run)[0]["sentence"]


def test_what_is_struck_out_before_a_change_cannot_be_given(
    two_wishes: Any, officer: Any, citizen_of: Any
) -> None:
    from helpfulacts.support.actions.aspire import strike_out_aspiration

    run, meals, food = two_wishes
    assert [one.offer for one in selectors.alternatives(allocation(run)).offers] == [meals]
    strike_out_aspiration(aspiration=food, by=citizen_of(food.plan.person))
    assert selectors.alternatives(allocation(run)).offers == []
    with pytest.raises(Refused, match="no longer on this person's plan"):
        override_allocation(run=run, allocation=allocation(run), to_offer=meals, reason=WHY, by=officer)


def test_a_change_is_a_look_that_the_person_sees(world: Any, officer: Any) -> None:
    from helpfulacts.people import looks

    run, repair, *_ = world
    one = allocation(run, status="placed", offer=repair)
    override_allocation(run=run, allocation=one, to_offer=None, reason=WHY, by=officer)
    (look,) = [one.look for one in looks.seen_by(one.person)]
    assert (look.by_shown_as, look.subject) == ("Mel, partnership officer", one.pk)
