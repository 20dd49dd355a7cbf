"""Nobody is promised a day that has gone, and nobody says that something happened before its day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from helpfulacts.core.clock import UTC, as_if, now, today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.drafts import Weekly
from helpfulacts.directory.facets import DAYS
from helpfulacts.people.actor import Actor
from helpfulacts.promises.models import Promise
from helpfulacts.support import selectors
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.book_for_act import book_for_act
from helpfulacts.support.actions.choose_offer import add_own_act, choose_offer
from helpfulacts.support.actions.report_act import confirm_act, mark_done

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(weeks=1)


def after_it(act: Any) -> dt.datetime:
    """An evening of the day that was suggested: the two hours from ten are over."""
    return dt.datetime.combine(act.on_day, dt.time(20), UTC)


@pytest.fixture
def act(offer: Any, make_plan: Any) -> Any:
    plan = make_plan()
    return choose_offer(plan=plan, offer=offer("Tea", "service", by="A club"), by=plan.actor)


def test_a_yes_to_a_time_that_has_gone_promises_the_next_one(act: Any) -> None:
    suggested = act.on_day
    with as_if(after_it(act)):
        said = answer_act(act=act, answer="yes", by=Actor("the person", "citizen", None, act.plan.person_id))
    assert said.on_day == suggested + WEEK
    assert Promise.objects.get(kind="act").due == suggested + WEEK


def test_a_suggestion_is_shown_with_the_next_date_that_is_still_to_come(act: Any) -> None:
    (shown,) = selectors.acts_of(act.plan)
    assert (shown.on_day, shown.starts) == (act.on_day, dt.time(10))
    with as_if(after_it(act)):
        (shown,) = selectors.acts_of(act.plan)
    assert shown.on_day == act.on_day + WEEK


def test_what_is_suggested_on_its_day_after_its_hour_begins_with_the_next_date(
    act: Any, offer: Any, make_plan: Any
) -> None:
    plan = make_plan()
    with as_if(after_it(act)):
        assert choose_offer(plan=plan, offer=act.offer, by=plan.actor).on_day == act.on_day + WEEK


def test_a_suggestion_without_a_day_says_when_it_could_be(offer: Any, make_plan: Any) -> None:
    plan = make_plan()
    choose_offer(plan=plan, offer=offer("A drill"), by=plan.actor)
    tea = choose_offer(plan=plan, offer=offer("Tea", "service"), by=plan.actor)
    tea.on_day = tea.starts = None
    tea.save(update_fields=["on_day", "starts"])
    said = {one.act.title: one.when for one in selectors.acts_of(plan)}
    assert said == {"A drill": "Any time you like", "Tea": "Thursdays at 10am, if you say yes"}


def test_nobody_says_that_it_happened_before_its_day(act: Any) -> None:
    me = Actor("the person", "citizen", None, act.plan.person_id)
    club = Actor("Rae", "provider", None, None, act.offer.provider_id)
    desk = Actor("Tom, link worker", "navigator")
    answer_act(act=act, answer="yes", by=me)
    if act.on_day == today():  # the test runs on a Thursday morning
        act.on_day += WEEK
        act.save(update_fields=["on_day"])
    for by, instead in (
        (club, "If you cannot do it"),
        (me, "press “Stop this”"),
        (desk, "press “Stop this”"),
    ):
        with pytest.raises(Refused, match=f"This is on Thursday.*{instead}"):
            mark_done(act=act, by=by)
    with pytest.raises(Refused, match="nothing has happened yet"):
        confirm_act(act=act, outcome="", changed="yes", by=me)
    act.refresh_from_db()
    assert act.state == "promised" and not Promise.objects.get(kind="act").kept_at
    with as_if(after_it(act)):
        assert mark_done(act=act, by=me).state == "done"


def test_nobody_says_that_it_happened_before_its_hour(act: Any) -> None:
    me = Actor("the person", "citizen", None, act.plan.person_id)
    club = Actor("Rae", "provider", None, None, act.offer.provider_id)
    answer_act(act=act, answer="yes", by=me)
    for by in (club, me):
        with (
            as_if(dt.datetime.combine(act.on_day, dt.time(8), UTC)),
            pytest.raises(Refused, match=r"10am.*or after"),
        ):
            mark_done(act=act, by=by)
    with as_if(dt.datetime.combine(act.on_day, dt.time(10, 30), UTC)):
        assert mark_done(act=act, by=club).state == "done"


def test_what_has_no_day_is_done_on_any_and_what_is_booked_from_its_first_time(
    offer: Any, make_plan: Any
) -> None:
    plan = make_plan()
    hall = offer(
        "The hall", "resource", by="A hall", on_bank_holidays="runs",
        particulars={"mode": "booked", "unit": "hour", "units": 3, "amount": 40, "each": 2},
        weekly=tuple(Weekly(day, dt.time(9), dt.time(17)) for day in DAYS),
    )  # fmt: skip
    drill, hour = (choose_offer(plan=plan, offer=one, by=plan.actor) for one in (offer("A drill"), hall))
    for one in (drill, hour):
        answer_act(act=one, answer="yes", by=plan.actor)
    assert mark_done(act=drill, by=plan.actor, on=today()).state == "done"
    with pytest.raises(Refused, match="No time is booked yet"):
        mark_done(act=hour, by=plan.actor)
    day = today() + dt.timedelta(days=2)
    book_for_act(act=hour, day=day, first=20, last=22, by=plan.actor)
    with pytest.raises(Refused, match="This is on"):
        mark_done(act=hour, by=plan.actor)
    with as_if(dt.datetime.combine(day, dt.time(20), UTC)):
        assert mark_done(act=hour, by=plan.actor).state == "done"


def test_a_session_that_began_is_promised_to_nobody_and_the_next_one_is(
    act: Any, offer: Any, make_plan: Any
) -> None:
    """The two hours from ten go on at half past eleven: they are neither suggested, nor shown, nor promised by a yes."""
    plan, following = make_plan(), act.on_day + WEEK
    with as_if(dt.datetime.combine(act.on_day, dt.time(10, 30), UTC)):
        again = choose_offer(plan=plan, offer=act.offer, by=plan.actor)
        (shown,) = selectors.acts_of(act.plan)
        said = answer_act(act=act, answer="yes", by=Actor("the person", "citizen", None, act.plan.person_id))
    assert [again.on_day, shown.on_day, said.on_day] == [following] * 3
    assert again.starts == said.starts == dt.time(10)


@pytest.fixture
def undated(offer: Any, make_plan: Any) -> Any:
    """Promised by a body, with no day yet: “A day will be fixed with you”."""
    plan = make_plan()
    act = choose_offer(plan=plan, offer=offer("Gutters cleared", "intervention", by="A firm"), by=plan.actor)
    return answer_act(act=act, answer="yes", by=plan.actor)


def test_what_has_no_day_yet_is_done_only_with_the_day_on_which_it_happened(undated: Any) -> None:
    me = Actor("the person", "citizen", None, undated.plan.person_id)
    desk = Actor("Tom, link worker", "navigator")
    assert selectors.acts_of(undated.plan)[0].when == "A day will be fixed with you"
    with pytest.raises(Refused, match=r"No day was fixed.*Say on which day it happened") as refused:
        mark_done(act=undated, by=me)
    assert refused.value.field == "on_day"
    for by in (me, desk):  # who writes for them says the day too
        with pytest.raises(Refused, match="Say on which day it happened"):
            confirm_act(act=undated, outcome="", changed="yes", by=by)
    with pytest.raises(Refused, match="has not come yet"):
        confirm_act(act=undated, outcome="", changed="", by=me, on=today() + dt.timedelta(days=1))
    with pytest.raises(Refused, match="You agreed it on"):
        confirm_act(act=undated, outcome="", changed="", by=me, on=today() - dt.timedelta(days=1))
    undated.refresh_from_db()
    assert undated.state == "promised" and not Promise.objects.get(kind="act").kept_at
    with as_if(dt.datetime.combine(today() + dt.timedelta(days=9), dt.time(12), UTC)):
        happened = today() - dt.timedelta(days=4)
        said = confirm_act(act=undated, outcome="", changed="yes", by=me, on=happened)
    said.refresh_from_db()
    assert (said.state, said.on_day) == ("confirmed", happened)


def test_the_giver_says_that_it_is_done_without_more_for_they_know_when_they_came(undated: Any) -> None:
    firm = Actor("Rae", "provider", None, None, undated.offer.provider_id)
    assert mark_done(act=undated, by=firm).state == "done"


def test_a_day_that_was_fixed_is_not_said_again(act: Any) -> None:
    me = Actor("the person", "citizen", None, act.plan.person_id)
    day = answer_act(act=act, answer="yes", by=me).on_day
    with as_if(after_it(act)):
        said = confirm_act(act=act, outcome="", changed="", by=me, on=day - WEEK)
    said.refresh_from_db()
    assert said.on_day == day


def test_an_idea_is_tried_on_any_day(offer: Any, make_plan: Any) -> None:
    plan = make_plan()
    idea = choose_offer(plan=plan, offer=offer("A walk before tea", "idea"), by=plan.actor)
    answer_act(act=idea, answer="yes", by=plan.actor)
    assert selectors.acts_of(plan)[0].when == "Any time you like"
    assert confirm_act(act=idea, outcome="", changed="", by=plan.actor).state == "confirmed"


def test_help_of_ones_own_without_a_day_is_done_on_a_day_that_its_person_says(make_plan: Any) -> None:
    plan = make_plan()
    own = add_own_act(
        plan=plan, title="The shed is mended", shown_from="My brother", kind="product", sphere="personal",
        by=plan.actor, state="promised",
    )  # fmt: skip
    with pytest.raises(Refused, match="Say on which day it happened"):
        mark_done(act=own, by=plan.actor)
    with pytest.raises(Refused, match=r"You put it on your plan on .* Choose that day, or one after it"):
        mark_done(act=own, by=plan.actor, on=today() - dt.timedelta(days=1))
    with as_if(now() + dt.timedelta(days=9)):
        came = today() - dt.timedelta(days=2)
        confirm_act(act=own, outcome="", changed="yes", by=plan.actor, on=came)
        (shown,) = selectors.acts_of(plan)
    assert own.on_day == came and shown.when.startswith(f"{came:%A}"), "never “since today”"
