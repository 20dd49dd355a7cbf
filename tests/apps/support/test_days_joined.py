"""Of help on Wednesdays and Sundays its person says which they come on; dates, clashes and what is owed follow."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from helpfulacts.core.clock import UTC, as_if, today
from helpfulacts.core.errors import Refused
from helpfulacts.core.models import RegisterEntry
from helpfulacts.directory.drafts import Weekly
from helpfulacts.directory.kinds import behaviour_of
from helpfulacts.promises import selectors as promises
from helpfulacts.support import selectors
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.choose_days import choose_days
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.clashes import at_the_same_time
from helpfulacts.support.days_joined import days_on, joined
from helpfulacts.support.sessions import sessions_of

pytestmark = pytest.mark.django_db
WED, SUN = Weekly("wed", dt.time(14), dt.time(16)), Weekly("sun", dt.time(11), dt.time(12))


@pytest.fixture
def yes(offer: Any, make_plan: Any) -> Any:
    plan = make_plan()

    def make(title: str, *weekly: Weekly) -> Any:
        act = choose_offer(
            plan=plan, offer=offer(title, "service", by="A club", weekly=weekly), by=plan.actor
        )
        answer_act(act=act, answer="yes", by=plan.actor)
        found = selectors.get_act(act.place, act.pk)
        found.me = plan.actor
        return found

    return make


def weekdays(act: Any) -> set[int]:
    return {one.day.weekday() for one in sessions_of(act)}


def test_they_join_the_days_that_they_choose(yes: Any) -> None:
    act = yes("English", WED, SUN)
    first = act.on_day
    assert days_on(act) == [2, 6] and weekdays(act) == {first.weekday()} == set(joined(act))
    choose_days(act=act, days=[2, 6], by=act.me)
    again = selectors.get_act(act.place, act.pk)
    assert (again.on_day, again.joins, weekdays(again)) == (first, [2, 6], {2, 6})
    assert {(one.day.weekday(), one.starts.hour) for one in sessions_of(again) if one.starts} == {
        (2, 14),
        (6, 11),
    }
    other = 8 - first.weekday()
    choose_days(act=again, days=[other], by=act.me)
    only = selectors.get_act(act.place, act.pk)
    assert weekdays(only) == {other} and only.on_day.weekday() == other
    (owed,) = promises.open_about(act.place, "helpful act", act.pk, kind="act")
    assert owed.due == behaviour_of(only.offer).due(today(), only.on_day), "owed for the day they chose"
    assert owed.trigger == "they chose other days"


def test_what_is_at_the_same_time_follows(yes: Any) -> None:
    act, lunch = yes("English", WED, SUN), yes("Lunch", SUN)
    choose_days(act=act, days=[2], by=act.me)
    assert at_the_same_time(selectors.acts_of(act.plan)) == {}
    choose_days(act=selectors.get_act(act.place, act.pk), days=[2, 6], by=act.me)
    assert set(at_the_same_time(selectors.acts_of(act.plan))) == {act.pk, lunch.pk}


def test_days_that_it_is_not_on_are_refused(yes: Any) -> None:
    act, lunch = yes("English", WED, SUN), yes("Lunch", SUN)
    for days in ([], [1], [2, 9]):
        with pytest.raises(Refused, match="Choose at least one of its days"):
            choose_days(act=act, days=days, by=act.me)
    with pytest.raises(Refused, match="not on several days"):
        choose_days(act=lunch, days=[6], by=act.me)


def test_a_time_that_did_not_come_stays_owed_whatever_days_they_choose_after_it(yes: Any) -> None:
    act = yes("English", WED, SUN)
    first = act.on_day
    other = 8 - first.weekday()
    (owed,) = promises.open_about(act.place, "helpful act", act.pk, kind="act")
    with as_if(dt.datetime.combine(max(first, owed.due) + dt.timedelta(days=1), dt.time(7), UTC)):
        for days in ([first.weekday()], [2, 6], [other]):
            choose_days(act=selectors.get_act(act.place, act.pk), days=days, by=act.me)
            again = selectors.get_act(act.place, act.pk)
            assert (again.on_day, again.starts, weekdays(again)) == (first, act.starts, set(days))
            assert promises.open_about(act.place, "helpful act", act.pk, kind="act") == [owed]
            assert promises.standing_of(promises.get_promise(act.place, owed.pk), today()) == "late"


def test_the_same_days_again_change_nothing(yes: Any) -> None:
    act = yes("English", WED, SUN)
    entries = RegisterEntry.objects.count()
    choose_days(act=act, days=joined(act), by=act.me)
    assert RegisterEntry.objects.count() == entries
