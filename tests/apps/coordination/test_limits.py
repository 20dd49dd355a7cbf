"""A limit makes whoever had enough places wait; they are counted, told until when, and lose no right."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from rule_makers import cap
from rule_makers import document as rule_document

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.figures import held_by_limits
from helpfulacts.coordination.limits import again_on
from helpfulacts.coordination.models import Allocation
from helpfulacts.coordination.rule_reading import parse
from helpfulacts.core.clock import date_in_words, now, today
from helpfulacts.directory.models import Gap
from helpfulacts.people.models import Person
from helpfulacts.support.models import Aspiration, HelpfulAct, Plan


def had(person: Person, offer: Any, days_ago: int, state: str = "confirmed") -> HelpfulAct:
    """A place from a round so many days ago, for a wish that is answered since."""
    plan = Plan.objects.get(person=person)
    wish = Aspiration(place=plan.place, plan=plan, facets=["repairs"], state="done", created_at=now())
    wish.words = "A shelf."
    wish.save(force_insert=True)
    at = now() - dt.timedelta(days=days_ago)
    act = HelpfulAct(
        place=plan.place, plan=plan, offer=offer, aspiration=wish, shown_from="A club", kind=offer.kind,
        sphere=offer.sphere, state=state, from_round=True, created_at=at, changed_at=at,
    )  # fmt: skip
    act.title = offer.title
    act.save(force_insert=True)
    return act


@pytest.fixture
def two(place: Any, make_offer: Any, make_asker: Any) -> tuple[Any, Any, Any]:
    """(somebody who had a place thirty days ago, somebody who had none, a past offer); one place is free."""
    enact_rules(place=place, document=rule_document(caps=[cap("repairs", 1, 90)]))
    past = make_offer("Repair Friday", places=0, access="shared")
    make_offer("Repair Saturday", places=1)
    first, second = make_asker(sector="TT3 1", facts={"carer": True}), make_asker(sector="TT3 1")
    had(first, past, 30)
    return first, second, past


def row(run: Any, person: Any) -> Any:
    return Allocation.objects.get(run=run, person=person)


@pytest.mark.django_db
def test_who_had_as_many_as_the_rules_let_waits_and_is_told_until_when(
    two: Any, place: Any, officer: Any, open_everything: Any
) -> None:
    first, second, _ = two
    run = run_round(place=place)
    assert (row(run, first).status, row(run, second).status) == ("refused", "placed")
    assert run.people == run.placed + run.refused + run.gaps == 2 and run.gaps == 0
    assert not Gap.objects.exists()
    answer = selectors.explain(run, persons=[first.pk])[0]
    again = date_in_words(today(place.zone) + dt.timedelta(days=60))
    assert answer["code"] == "waits" and answer["offers"] == []
    assert "You had 1 shared place in the last 90 days for this: " in answer["sentence"]
    assert (
        f"So you wait, and may ask for it again from {again}. The rule is: Whoever had" in answer["sentence"]
    )
    assert "does not count as one that you missed" in answer["sentence"]
    told = selectors.explanation_for(selectors.allocation_of(run, first))
    assert told.code == "waits" and told.standing == ""
    assert selectors.check_run(run).same_outcome
    open_everything(run)
    confirm_run(run=run, by=officer)
    first.refresh_from_db()
    assert first.missed_rounds == 0


@pytest.mark.django_db
def test_a_place_that_was_not_taken_or_is_long_ago_holds_nobody_back(two: Any, place: Any) -> None:
    first, _, _ = two
    HelpfulAct.objects.update(state="not_now")
    assert row(run_round(place=place), first).status == "placed"
    HelpfulAct.objects.update(state="confirmed", created_at=now() - dt.timedelta(days=91))
    assert row(run_round(place=place), first).status == "placed"


@pytest.mark.django_db
def test_a_limit_takes_nobodys_right_and_no_other_wish(
    two: Any, place: Any, make_offer: Any, make_asker: Any
) -> None:
    raw = rule_document(caps=[cap("food", 1, 90), cap("repairs", 1, 90)])
    enact_rules(place=place, document=raw)
    meals = make_offer("Hot meals", places=1, facets={"food": 3})
    owed = make_asker(("food",), facts={"no_food": True})
    act = had(owed, meals, 10)
    Aspiration.objects.filter(pk=act.aspiration_id).update(facets=["food"])
    both = make_asker(wishes=[("repairs",), ("nature",)], sector="TT3 1")
    had(both, two[2], 30)
    make_offer("Wood walk", places=1, facets={"nature": 3})
    run = run_round(place=place)
    assert row(run, owed).status == "placed"
    assert row(run, both).offer.title == "Wood walk"
    said = selectors.explain(run, persons=[both.pk])[0]["sentence"]
    assert "The rules let others go first for that." in said and "may ask for it again from" in said


def test_the_day_to_ask_again_is_when_fewer_than_the_most_are_left_in_the_window() -> None:
    limit = parse(rule_document(caps=[cap("repairs", 2, 30)])).caps[0]
    day = dt.date(2026, 6, 30)
    days = [dt.date(2026, 6, 1), dt.date(2026, 6, 10), dt.date(2026, 6, 20)]
    assert again_on(limit, days, day) == dt.date(2026, 7, 10)
    assert again_on(limit, days[:2], day) == dt.date(2026, 7, 1)
    assert again_on(limit, days[:1], day) is None
    assert again_on(limit, days[:2], dt.date(2026, 7, 1)) is None


@pytest.mark.django_db
def test_how_many_a_limit_holds_is_told_with_what_the_rule_says(two: Any, place: Any) -> None:
    run = run_round(place=place)
    assert held_by_limits(run) == (1, ["Whoever had a place waits, so that others have one first."])
