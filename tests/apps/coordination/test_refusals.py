"""A refusal is true: of who came first and why, and of what a person or the days since have changed."""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.override_allocation import override_allocation
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.inputs import forget_opened, open_outcome
from helpfulacts.coordination.models import Allocation
from helpfulacts.core.clock import now
from helpfulacts.directory.models import CapacityPeriod
from helpfulacts.engine.sharing.order import ticket
from helpfulacts.support.models import Veto

pytestmark = pytest.mark.django_db
WHY = "Their lift has gone and it is near"
BY_HAND = "A person changed some of these by hand and wrote down why."
CAME_FREE = "Room came free here after the round was worked out. It goes into the next round."
LOST = "Some of these places were lost before the round was confirmed."
FULL_NOW = "all are full"


def row(run: Any, person: Any) -> Any:
    return Allocation.objects.select_related("person", "offer").get(run=run, person=person)


def letter(run: Any, person: Any) -> str:
    forget_opened()
    return str(selectors.explain(run, persons=[person.pk])[0]["sentence"])


@pytest.fixture
def three(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> Any:
    """(offer, run, who was placed, who was refused, who comes last): two carers and another for one place."""
    offer = make_offer("Repair Saturday", places=1)
    carers = [make_asker(sector="TT3 1", facts={"carer": True}) for _ in range(2)]
    last = make_asker(sector="TT3 1")
    run = run_round(place=place)
    first, second = sorted(carers, key=lambda person: row(run, person).status)
    return offer, run, first, second, last


def test_who_is_passed_over_by_hand_is_told_so(three: Any, officer: Any) -> None:
    """Nobody ranked below you holds a place you could reach: that is what the rules give, not what a person changed."""
    offer, run, first, second, last = three
    assert BY_HAND not in letter(run, second)
    override_allocation(run=run, allocation=row(run, first), to_offer=None, reason=WHY, by=officer)
    override_allocation(run=run, allocation=row(run, last), to_offer=offer, reason=WHY, by=officer)
    _, outcome = open_outcome(run)
    assert outcome.rank[row(run, last).index] > outcome.rank[row(run, second).index]
    told = letter(run, second)
    assert "This is how it came out by the rules alone." in told and BY_HAND in told
    assert CAME_FREE not in told and str(last.pk) not in told
    reason = selectors.explanation_for(selectors.allocation_of(run, second))
    assert reason.since == [BY_HAND]


def test_a_place_taken_back_by_hand_is_told_as_free(three: Any, officer: Any, open_everything: Any) -> None:
    _, run, first, second, _ = three
    override_allocation(run=run, allocation=row(run, first), to_offer=None, reason=WHY, by=officer)
    open_everything(run)
    confirm_run(run=run, by=officer)
    told = letter(run, second)
    assert BY_HAND in told and CAME_FREE in told
    assert FULL_NOW not in selectors.explanation_for(selectors.allocation_of(run, second)).lede


def test_a_place_that_came_free_before_confirming_is_told_as_free(
    three: Any, officer: Any, open_everything: Any
) -> None:
    offer, run, first, second, _ = three
    open_everything(run)
    Veto.objects.create(place=run.place, person=first, offer=offer, at=now())
    confirm_run(run=run, by=officer)
    told = letter(run, second)
    assert CAME_FREE in told and BY_HAND not in told and LOST not in told


def test_a_place_that_was_lost_before_confirming_is_not_told_as_free(
    three: Any, officer: Any, open_everything: Any
) -> None:
    _, run, _, second, _ = three
    open_everything(run)
    CapacityPeriod.objects.update(stated=0, places=0)
    confirm_run(run=run, by=officer)
    told = letter(run, second)
    assert LOST in told and CAME_FREE not in told


def test_what_happened_elsewhere_is_not_told(
    three: Any, place: Any, officer: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer("Hot meals", places=1, facets={"food": 3})
    eater = make_asker(("food",))
    run = run_round(place=place)
    override_allocation(run=run, allocation=row(run, eater), to_offer=None, reason=WHY, by=officer)
    refused = Allocation.objects.filter(run=run, status="refused").exclude(person=eater)
    assert refused.exists()
    for one in refused.select_related("person"):
        assert "by hand" not in letter(run, one.person) and CAME_FREE not in letter(run, one.person)


# Ticket or right ------------------------------------------------------------------------------------------------------


def seed_where(first: Any, second: Any) -> str:
    """A seed that draws `first` before `second`."""
    return next(
        seed for seed in map(str, range(99)) if ticket(seed, first.ticket_id) < ticket(seed, second.ticket_id)
    )


def test_who_loses_to_a_right_with_an_earlier_ticket_is_not_told_of_a_ticket(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer("Hot meals", places=1, facets={"food": 3})
    no_bed = make_asker(("food", "furniture"), facts={"no_bed": True})
    no_food = make_asker(("food",), facts={"no_food": True})
    run = run_round(place=place, seed=seed_where(no_bed, no_food))
    assert row(run, no_food).status == "placed"
    assert "All went to people the rules put before you." in letter(run, no_bed)


def test_who_loses_by_the_ticket_is_told_of_the_ticket_though_owed_something_else(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer("Hot meals", places=1, facets={"food": 3})
    no_bed = make_asker(("food", "furniture"), facts={"no_bed": True})
    cold = make_asker(("food",), facts={"no_warmth": True})
    run = run_round(place=place, seed=seed_where(cold, no_bed))
    assert row(run, cold).status == "placed"
    assert "All went to people in the same group as you." in letter(run, no_bed)


# Why this place, and what comes next ----------------------------------------------------------------------------------


def test_a_better_fit_is_said_to_serve_the_whole_and_not_to_give_more_people_a_place(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer("Best", places=1), make_offer("Next best", places=1, facets={"repairs": 2})
    people = [make_asker(), make_asker()]
    run = run_round(place=place)
    assert run.placed == 2
    told = next(letter(run, person) for person in people if row(run, person).offer.title == "Next best")
    assert (
        "another fits a little better, but we offer you this one so that the places do the most good together"
        in told
    )
    assert "more people have a place" not in told


def test_a_place_that_meets_a_right_says_so_where_another_fits_better(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer("Repair Saturday", places=1), make_offer("Beds", places=1, facets={"furniture": 2})
    person = make_asker(("repairs", "furniture"), facts={"no_bed": True})
    run = run_round(place=place)
    assert row(run, person).offer.title == "Beds"
    assert "another fits a little better, but this one is yours by right" in letter(run, person)


def test_who_keeps_a_place_is_told_that_the_rest_waits_until_it_ends(
    place: Any, rules: Any, officer: Any, make_offer: Any, make_asker: Any, open_everything: Any
) -> None:
    make_offer(places=1)
    person = make_asker(wishes=[("repairs",), ("grief",)])
    first = run_round(place=place)
    open_everything(first)
    confirm_run(run=first, by=officer)
    told = letter(run_round(place=place), person)
    assert "You keep your place" in told and "again once your place ends" in told and "next time" not in told
