"""An act with an earlier day than what it waits for says so, on both; neither is forbidden."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from helpfulacts.core.clock import date_in_words, today
from helpfulacts.support import selectors
from helpfulacts.support.actions.choose_offer import add_own_act
from helpfulacts.support.actions.say_order import say_after
from helpfulacts.support.models import HelpfulAct
from helpfulacts.support.too_early import too_early

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(make_plan: Any) -> Any:
    """A carpet in three days that waits for a floor in nine."""
    plan = make_plan()
    acts = [
        add_own_act(
            plan=plan, title=title, shown_from="My brother", kind="service", sphere="personal", by=plan.actor,
            on_day=today() + dt.timedelta(days=days), state="promised",
        )
        for title, days in (("The carpet", 3), ("The floor", 9))
    ]  # fmt: skip
    say_after(act=acts[0], first=acts[1], by=plan.actor)
    return plan, *acts


def test_both_say_that_the_days_are_the_wrong_way_round(two: Any) -> None:
    plan, carpet, floor = two
    said = too_early(selectors.acts_of(plan))
    days = [date_in_words(act.on_day) for act in (carpet, floor)]
    assert said[carpet.pk] == (
        f"This is on {days[0]}. It waits for The floor, and that comes after it, on {days[1]}."
    )
    assert said[floor.pk] == (
        f"This is on {days[1]}. The carpet waits for it, and comes before it, on {days[0]}."
    )


def test_days_in_order_on_one_day_or_unknown_say_nothing(two: Any) -> None:
    plan, carpet, floor = two
    day = floor.on_day
    for carpet_day, carpet_at, floor_at, expected in (
        (day + dt.timedelta(days=1), None, None, 0),
        (day, None, dt.time(9), 0),
        (day, dt.time(8), dt.time(9), 2),
        (None, None, None, 0),
    ):
        HelpfulAct.objects.filter(pk=carpet.pk).update(on_day=carpet_day, starts=carpet_at)
        HelpfulAct.objects.filter(pk=floor.pk).update(starts=floor_at)
        assert len(too_early(selectors.acts_of(plan))) == expected
    HelpfulAct.objects.filter(pk=carpet.pk).update(on_day=day - dt.timedelta(days=2))
    HelpfulAct.objects.filter(pk=floor.pk).update(state="done")
    assert too_early(selectors.acts_of(plan)) == {}, "what is done is waited for no more"
