"""Who keeps a shared place asks for no second, and loses no right by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.override_allocation import override_allocation
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.models import Allocation
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.models import CapacityPeriod, Prerequisite
from helpfulacts.people.models import Person
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.report_act import confirm_act
from helpfulacts.support.models import Aspiration, HelpfulAct
from helpfulacts.support.plans import plan_of

pytestmark = pytest.mark.django_db
WHY = "A meal came free at the club"


def row_of(run: Any, person: Any) -> Any:
    return Allocation.objects.select_related("run__rule_set", "run__place", "person", "offer", "claim").get(
        run=run, person=person
    )


def told(run: Any, person: Any) -> str:
    (answer,) = selectors.explain(run, persons=[person.pk])
    text: str = answer["sentence"]
    return text


@pytest.fixture
def given(place: Any, officer: Any, open_everything: Any) -> Callable[[], Any]:
    """Run a round and confirm it."""

    def give() -> Any:
        run = run_round(place=place)
        open_everything(run)
        return confirm_run(run=run, by=officer)

    return give


@pytest.fixture
def asks_for_food(place: Any) -> Callable[..., None]:
    """The person says later that they have no food, and asks for it."""

    def ask(person: Any, facets: Any = ("food",)) -> None:
        Person.objects.filter(pk=person.pk).update(facts={"no_food": True})
        wish = Aspiration(place=place, plan=plan_of(person), facets=list(facets), created_at=now())
        wish.words = "Something to eat."
        wish.save(force_insert=True)

    return ask


@pytest.fixture
def keeper(rules: Any, make_offer: Any, make_asker: Any, given: Any) -> Any:
    """Somebody who keeps a place at Repair Saturday, given by round 1 and answered with yes."""
    make_offer("Repair Saturday", places=1)
    person = make_asker()
    given()
    return person


def test_keeping_a_place_never_cancels_a_right(
    place: Any, keeper: Any, officer: Any, make_offer: Any, make_asker: Any, asks_for_food: Any, given: Any
) -> None:
    asks_for_food(keeper)
    meals = make_offer("Hot meals", places=1, facets={"food": 3})
    lower = make_asker(("food",))
    run = given()
    mine = row_of(run, keeper)
    assert (run.people, run.placed, run.refused, run.gaps, run.alarms) == (2, 1, 1, 0, 0)
    assert (mine.offer, mine.continuing, mine.floor_unmet) == (meals, False, False)
    assert row_of(run, lower).status == "refused"
    # The act is made for the new place alone; the kept one stays as it was.
    acts = HelpfulAct.objects.filter(plan=plan_of(keeper)).order_by("created_at")
    assert [act.offer.title for act in acts] == ["Repair Saturday", "Hot meals"]
    assert list(CapacityPeriod.objects.values_list("held", flat=True)) == [1, 1]
    words = told(run, keeper)
    assert words.startswith("You have a place: Hot meals. It fits what you asked for: food.")
    assert "You have a right to it: Somebody with no food" in words
    assert "You keep the place that you had before, too: Repair Saturday." in words
    assert (
        "You also asked for: mending things at home. There is something for that on your plan already."
        in words
    )
    assert "only shared offer that fits" not in words and "Nobody has that yet" not in words
    # In the next round both are kept, and the right is met.
    after = run_round(place=place)
    again = row_of(after, keeper)
    assert (after.alarms, again.continuing, again.floor_unmet) == (0, True, False)
    assert "You keep your place: Repair Saturday." in told(after, keeper)
    assert "You have a right to it: Somebody with no food" in told(after, keeper)


def test_a_right_brings_nothing_but_what_meets_it(
    place: Any, keeper: Any, make_offer: Any, asks_for_food: Any
) -> None:
    """Nobody gets a second ordinary place before others had the chance of a first."""
    asks_for_food(keeper, ("food", "company"))
    make_offer("A snack", places=5, facets={"food": 1})
    make_offer("A club", places=5, facets={"company": 3})
    run = run_round(place=place)
    mine = row_of(run, keeper)
    assert (mine.status, mine.continuing, mine.floor_unmet, run.alarms) == ("placed", True, True, 1)


def test_a_kept_place_that_meets_the_right_is_enough(
    place: Any, rules: Any, make_offer: Any, make_asker: Any, given: Any
) -> None:
    meals = make_offer("Hot meals", places=1, facets={"food": 3})
    make_offer("More meals", places=1, facets={"food": 2})
    person = make_asker(("food",), facts={"no_food": True})
    assert row_of(given(), person).offer == meals
    run = run_round(place=place)
    assert (row_of(run, person).continuing, run.alarms) == (True, 0)
    assert "You have a right to it: Somebody with no food" in told(run, person)


def test_a_right_that_cannot_be_met_is_an_alarm_beside_the_kept_place(
    place: Any, keeper: Any, officer: Any, make_offer: Any, make_asker: Any, asks_for_food: Any,
    open_everything: Any,
) -> None:  # fmt: skip
    asks_for_food(keeper)
    meals = make_offer("Hot meals", places=0, facets={"food": 3})
    run = run_round(place=place)
    mine = row_of(run, keeper)
    assert (run.people, run.placed, run.refused, run.gaps, run.alarms) == (1, 1, 0, 0, 1)
    assert (mine.offer.title, mine.continuing, mine.floor_unmet) == ("Repair Saturday", True, True)
    words = told(run, keeper)
    assert words.startswith("You keep your place: Repair Saturday.")
    assert "You also have a right that this round could not meet: Somebody with no food" in words
    # A place that comes free since may be given to them; what they keep is not the round's to take back.
    with pytest.raises(Refused, match="none to take back"):
        override_allocation(run=run, allocation=mine, to_offer=None, reason=WHY, by=officer)
    assert (selectors.may_be_changed(mine), selectors.alternatives(mine).no_place) == (True, False)
    with pytest.raises(Refused, match="full in this round"):
        override_allocation(run=run, allocation=mine, to_offer=meals, reason=WHY, by=officer)
    open_everything(run)
    run = confirm_run(run=run, by=officer)
    assert (run.placed, run.alarms, HelpfulAct.objects.count()) == (1, 1, 1)


def test_a_person_may_give_a_freed_place_to_a_right_beside_a_kept_place(
    place: Any, keeper: Any, officer: Any, make_offer: Any, make_asker: Any, asks_for_food: Any,
    open_everything: Any,
) -> None:  # fmt: skip
    asks_for_food(keeper)
    meals = make_offer("Hot meals", places=1, facets={"food": 3})
    make_offer("Food parcels", places=2, facets={"food": 2})
    others = [make_asker(("food",), facts={"no_food": True}) for _ in range(3)]
    Person.objects.filter(pk__in=[one.pk for one in others]).update(
        missed_rounds=2
    )  # so the keeper comes last
    run = run_round(place=place)
    mine = row_of(run, keeper)
    assert run.alarms == 1 and mine.floor_unmet
    holder = Allocation.objects.get(run=run, offer=meals)
    assert holder.person in others
    holder.delete()  # their record was erased, so the place is free
    (one,) = selectors.alternatives(mine).offers
    assert one.offer == meals
    made = override_allocation(run=run, allocation=mine, to_offer=meals, reason=WHY, by=officer)
    assert (made.from_offer, made.to_offer) == (None, meals)
    mine = row_of(run, keeper)
    run.refresh_from_db()
    assert (mine.continuing, mine.floor_unmet, run.alarms) == (False, False, 0)
    assert "You keep the place that you had before, too: Repair Saturday." in told(run, keeper)
    with pytest.raises(Refused, match="a place that the person has a right to"):
        override_allocation(run=run, allocation=mine, to_offer=None, reason=WHY, by=officer)
    open_everything(run)
    confirm_run(run=run, by=officer)
    assert set(HelpfulAct.objects.filter(plan=plan_of(keeper)).values_list("offer__title", flat=True)) == {
        "Repair Saturday",
        "Hot meals",
    }


def test_who_holds_a_place_of_this_period_is_not_given_another_there(
    place: Any, rules: Any, make_offer: Any, make_asker: Any, citizen_of: Any, given: Any
) -> None:
    """An act that its person confirmed as done still holds its place of the period."""
    offer = make_offer(places=2)
    person = make_asker(wishes=[("repairs",), ("repairs",)])
    given()
    act = HelpfulAct.objects.get(plan=plan_of(person))
    answer_act(act=act, answer="yes", by=citizen_of(person))
    act.refresh_from_db()
    confirm_act(act=act, outcome="", changed="a_bit", by=citizen_of(person), on=today())
    run = given()
    assert row_of(run, person).continuing
    assert CapacityPeriod.objects.get(offer=offer).held == 1


@pytest.mark.parametrize(("days_left", "keeps"), [(0, True), (-1, False)])
def test_a_suggestion_that_waits_is_kept_when_a_new_period_begins(
    place: Any, rules: Any, make_offer: Any, make_asker: Any, given: Any, days_left: int, keeps: bool
) -> None:
    offer = make_offer("Repair Saturday", places=1)
    make_offer("Sew and mend", places=1, facets={"repairs": 2})
    person = make_asker()
    given()
    CapacityPeriod.objects.create(
        place=place, offer=offer, begins=today(), until=today() + dt.timedelta(days=90), stated=1, places=1
    )
    # On the last day to answer it still waits; the day after, it lapses before anything is shared.
    HelpfulAct.objects.update(answer_by=today() + dt.timedelta(days=days_left), more_time=True)
    mine = row_of(run_round(place=place), person)
    assert (mine.status, mine.continuing) == ("placed", keeps)


@pytest.mark.parametrize(
    ("state", "holds", "held"),
    [("suggested", True, False), ("agreed", False, False), ("agreed", True, True), ("promised", True, True)],
    ids=["not answered", "in the queue", "yes, and it waits for another thing", "promised"],
)
def test_a_thing_is_held_by_who_said_yes_and_has_the_place(
    place: Any, rules: Any, make_offer: Any, make_asker: Any, state: str, holds: bool, held: bool
) -> None:
    """The only delivery does not go to somebody whose bed is full and queued for."""
    from helpfulacts.coordination.entitlement import Found, offers_for
    from helpfulacts.coordination.options import options_for, wishes_of

    bed = make_offer("A bed", places=1, access="open", kind="product", facets={"furniture": 1})
    make_offer("Delivery", places=1, facets={"furniture": 2})
    lift = make_offer("A lift", places=None, access="open", facets={"furniture": 1})
    for offer in ("Delivery", "A lift"):
        Prerequisite.objects.create(place=place, offer=lift.__class__.objects.get(title=offer), needs=bed)
    person = make_asker(("furniture",))
    period = CapacityPeriod.objects.get(offer=bed)
    act = HelpfulAct(
        place=place, plan=plan_of(person), offer=bed, shown_from="A charity", kind="product", sphere="civic",
        state=state, holds=period if holds else None, created_at=now(), changed_at=now(),
    )  # fmt: skip
    act.title = "A bed"
    act.save()
    assert row_of(run_round(place=place), person).status == ("placed" if held else "gap")
    (option,) = options_for(
        plan_of(person), wishes_of(plan_of(person)), Found(None), offers_for(plan_of(person))
    )
    assert (option.offer.id, option.needs) == (lift.pk, () if held else (bed.pk,))
