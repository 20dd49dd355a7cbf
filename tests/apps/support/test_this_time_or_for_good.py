"""Help that comes again is done this time, and the next stays; or for good. A “done” by mistake is taken back that day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from helpfulacts.core.clock import UTC, as_if, now, today
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.promises import selectors as promises
from helpfulacts.support import selectors
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.change_plan import end_plan
from helpfulacts.support.actions.choose_offer import add_own_act, choose_offer
from helpfulacts.support.actions.note_time import end_for_good, note_time
from helpfulacts.support.actions.report_act import confirm_act, mark_done, tell_so_far
from helpfulacts.support.actions.say_order import say_after
from helpfulacts.support.actions.take_back_done import take_back_done
from helpfulacts.support.came import comes_again, noted_words, takes_back
from helpfulacts.support.models import HelpfulAct

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(weeks=1)


def fresh(act: Any) -> Any:
    return selectors.get_act(act.place, act.pk)


def evening(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(20), UTC)


@pytest.fixture
def tea(offer: Any, make_plan: Any) -> Any:
    """Thursdays from ten; a promise, with four places."""
    plan = make_plan()
    act = choose_offer(plan=plan, offer=offer("Tea", "service", 4, by="A club"), by=plan.actor)
    answer_act(act=act, answer="yes", by=plan.actor)
    found = fresh(act)
    found.me = plan.actor
    return found


def test_it_came_this_time_and_the_next_stays_promised(tea: Any) -> None:
    first = tea.on_day
    with as_if(evening(first)):
        assert comes_again(tea)
        note_time(act=tea, by=tea.me)
        act = fresh(tea)
        assert (act.state, act.on_day, act.starts) == ("promised", first + WEEK, dt.time(10))
        assert noted_words(act).startswith(f"It came on {first:%A}")
        (owed,) = promises.open_about(act.place, "helpful act", act.pk, kind="act")
        assert owed.due > first + WEEK, "nobody has to say each week that it came"
        with pytest.raises(Refused, match="This is on Thursday"):
            note_time(act=act, by=tea.me)
    with as_if(evening(first + 3 * WEEK)):
        note_time(act=fresh(tea), by=tea.me)
        act = fresh(tea)
        assert act.on_day == first + 4 * WEEK, "the last that began is the one that came"
        assert "That makes 2 times." in noted_words(act)


def test_it_is_done_for_good_and_its_place_is_free(tea: Any) -> None:
    with as_if(evening(tea.on_day)):
        end_for_good(act=tea, by=tea.me)
        assert (fresh(tea).state, tea.offer.capacity.get().held) == ("done", 0)
        take_back_done(act=fresh(tea), by=tea.me)
        assert (fresh(tea).state, tea.offer.capacity.get().held) == ("promised", 1)
        assert len(promises.open_about(tea.place, "helpful act", tea.pk, kind="act")) == 1


def test_a_time_that_did_not_come_is_taken_back_on_the_same_day(tea: Any) -> None:
    first = tea.on_day
    with as_if(evening(first)):
        note_time(act=tea, by=tea.me)
        assert takes_back(fresh(tea)) == "time"
        take_back_done(act=fresh(tea), by=tea.me)
        act = fresh(tea)
        assert (act.on_day, act.starts, act.came) == (first, dt.time(10), [])
        assert len(promises.open_about(act.place, "helpful act", act.pk, kind="act")) == 1
        note_time(act=act, by=tea.me)
    with as_if(evening(first) + dt.timedelta(days=1)), pytest.raises(Refused, match="any more"):
        take_back_done(act=fresh(tea), by=tea.me)


def test_help_of_ones_own_that_comes_again_asks_for_the_day_each_time(make_plan: Any) -> None:
    plan = make_plan()
    rings = add_own_act(
        plan=plan, title="Meena rings me", shown_from="My sister", kind="service", sphere="personal",
        by=plan.actor, state="promised",
    )  # fmt: skip
    with pytest.raises(Refused, match="Say on which day it happened"):
        note_time(act=rings, by=plan.actor)
    note_time(act=rings, by=plan.actor, on=today())
    with pytest.raises(Refused, match="You have noted that day"):
        note_time(act=fresh(rings), by=plan.actor, on=today())
    with as_if(now() + WEEK):
        note_time(act=fresh(rings), by=plan.actor, on=today() - dt.timedelta(days=1))
        with pytest.raises(Refused, match="Say that day, or a later one"):
            end_for_good(act=fresh(rings), by=plan.actor, on=today() - dt.timedelta(days=2))
        end_for_good(act=fresh(rings), by=plan.actor, on=today())
        assert fresh(rings).on_day == today()
        take_back_done(act=fresh(rings), by=plan.actor)
        act = fresh(rings)
        assert (act.state, act.on_day, len(act.came)) == ("promised", None, 2)


def test_a_done_by_mistake_is_taken_back_while_nobody_has_built_on_it(offer: Any, make_plan: Any) -> None:
    plan = make_plan()
    drill = choose_offer(plan=plan, offer=offer("A drill", places=2), by=plan.actor)
    answer_act(act=drill, answer="yes", by=plan.actor)
    mark_done(act=drill, by=plan.actor, on=today())
    take_back_done(act=fresh(drill), by=plan.actor)
    act = fresh(drill)
    assert (act.state, act.on_day, act.offer.capacity.get().held) == ("promised", None, 1)
    with pytest.raises(Refused, match="any more"):
        take_back_done(act=act, by=plan.actor)
    stranger = Actor("somebody", "citizen", None, None)
    confirm_act(act=act, outcome="", changed="", on=today(), by=plan.actor)
    with pytest.raises(Refused):
        take_back_done(act=fresh(drill), by=stranger)
    take_back_done(act=fresh(drill), by=plan.actor)
    confirm_act(act=fresh(drill), outcome="The shelf is up.", changed="", on=today(), by=plan.actor)
    with pytest.raises(Refused, match="any more"):
        take_back_done(act=fresh(drill), by=plan.actor)


def test_nothing_is_taken_back_under_what_waited_for_it_or_where_the_place_has_gone(
    offer: Any, make_plan: Any
) -> None:
    plan, other = make_plan(), make_plan()
    bed, van = (
        choose_offer(plan=plan, offer=offer(name, places=1), by=plan.actor) for name in ("A bed", "A van")
    )
    answer_act(act=bed, answer="yes", by=plan.actor)
    say_after(act=van, first=bed, by=plan.actor)
    answer_act(act=van, answer="yes", by=plan.actor)
    mark_done(act=fresh(bed), by=plan.actor, on=today())
    assert (fresh(van).state, takes_back(fresh(bed))) == ("promised", "")
    meet = choose_offer(plan=plan, offer=offer("Tom introduces you", "connection", 1), by=plan.actor)
    answer_act(act=meet, answer="yes", by=plan.actor)
    mark_done(act=fresh(meet), by=plan.actor, on=today())
    theirs = choose_offer(plan=other, offer=meet.offer, by=other.actor)
    answer_act(act=theirs, answer="yes", by=other.actor)
    with pytest.raises(Refused, match="Its place has gone to somebody else"):
        take_back_done(act=fresh(meet), by=plan.actor)
    assert HelpfulAct.objects.get(pk=meet.pk).state == "done"


def test_a_time_that_they_told_us_of_or_that_counts_in_a_round_is_not_taken_back(tea: Any) -> None:
    with as_if(evening(tea.on_day)):
        note_time(act=tea, by=tea.me)
        tell_so_far(act=fresh(tea), outcome="", changed="", by=tea.me)
        assert takes_back(fresh(tea)) == "time", "nothing was said of it"
        HelpfulAct.objects.filter(pk=tea.pk).update(from_round=True)
        assert takes_back(fresh(tea)) == "", "their turn in the round ended with it"
        HelpfulAct.objects.filter(pk=tea.pk).update(from_round=False)
        tell_so_far(act=fresh(tea), outcome="", changed="yes", by=tea.me)
        assert takes_back(fresh(tea)) == "", "a wish may have been met by it"
        with pytest.raises(Refused, match="any more"):
            take_back_done(act=fresh(tea), by=tea.me)
    with as_if(evening(tea.on_day) + WEEK):
        note_time(act=fresh(tea), by=tea.me)
        assert takes_back(fresh(tea)) == "time", "what they said was of the time before"


def test_nobody_owes_an_idea_whose_done_is_taken_back(offer: Any, make_plan: Any) -> None:
    plan = make_plan()
    idea = choose_offer(plan=plan, offer=offer("A street lunch", "idea"), by=plan.actor)
    answer_act(act=idea, answer="yes", by=plan.actor)
    mark_done(act=fresh(idea), by=plan.actor)
    take_back_done(act=fresh(idea), by=plan.actor)
    assert fresh(idea).state == "promised"
    assert promises.open_about(idea.place, "helpful act", idea.pk, kind="act") == []


def test_nothing_is_taken_back_on_a_plan_that_has_ended(offer: Any, make_plan: Any) -> None:
    plan = make_plan()
    drill = choose_offer(plan=plan, offer=offer("A drill", places=2), by=plan.actor)
    answer_act(act=drill, answer="yes", by=plan.actor)
    mark_done(act=drill, by=plan.actor, on=today())
    old = fresh(drill)
    end_plan(plan=plan, by=plan.actor)
    with pytest.raises(Refused, match="This plan has ended"):
        take_back_done(act=old, by=plan.actor)
    assert fresh(drill).state == "done"
