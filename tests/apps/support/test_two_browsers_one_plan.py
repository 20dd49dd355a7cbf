"""Two browsers, one plan: nothing said in one is undone by an old page in the other, and what ended stays ended."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import Actor
from helpfulacts.support import plans
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.answer_act import answer_act, ask_again, veto_offer
from helpfulacts.support.actions.aspire import add_aspiration, put_back_aspiration, strike_out_aspiration
from helpfulacts.support.actions.change_plan import (
    end_plan,
    join_rounds,
    pause_plan,
    resume_plan,
    reword_plan,
    say_what_you_offer,
)
from helpfulacts.support.actions.choose_offer import add_own_act, choose_offer
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.give_micro_fund import give_micro_fund
from helpfulacts.support.actions.report_act import mark_done
from helpfulacts.support.actions.say_costs import drop_cost, say_cost
from helpfulacts.support.actions.spend_micro_fund import spend_micro_fund
from helpfulacts.support.models import HelpfulAct, Plan


def again(plan: Any) -> Any:
    return Plan.objects.select_related("person", "place").get(place=plan.place_id, pk=plan.pk)


def test_leaving_rounds_is_not_undone_by_an_old_page(make_plan: Any) -> None:
    plan = make_plan()
    join_rounds(plan=plan, by=plan.actor)
    old = again(plan)
    join_rounds(plan=plan, by=plan.actor, join=False)
    reword_plan(plan=old, words="Other words", by=plan.actor)
    kept = again(plan)
    assert (kept.in_rounds, kept.words, kept.state) == (False, "Other words", "live")
    assert old.in_rounds is False, "and the old one knows"


def test_each_change_writes_its_own_column_and_leaves_the_others(make_plan: Any) -> None:
    plan = make_plan()
    pages = [again(plan) for _ in range(4)]
    reword_plan(plan=pages[0], words="Second words", by=plan.actor)
    say_what_you_offer(plan=pages[1], words="Sewing", by=plan.actor)
    pause_plan(plan=pages[2], by=plan.actor)
    add_aspiration(plan=pages[3], words="Company", facets=["company"], by=plan.actor)
    kept = again(plan)
    assert (kept.words, kept.can_offer, kept.state, kept.version) == ("Second words", "Sewing", "paused", 5)
    assert [one.words for one in plans.versions_of(kept)] == ["Second words"] * 4 + [plan.words]


def test_a_form_made_from_an_older_version_writes_nothing_and_says_so(make_plan: Any) -> None:
    plan = make_plan("First words")
    old = again(plan)
    reword_plan(plan=plan, words="Second words", by=plan.actor, seen=plan.version)
    for write in (reword_plan, say_what_you_offer):
        old.version = 1
        with pytest.raises(Refused, match="changed after you opened this page"):
            write(plan=old, words="From an old page", by=plan.actor, seen=1)
        assert (old.version, old.words) == (2, "Second words"), "read now, it can be sent again"
    assert again(plan).words == "Second words"
    reword_plan(plan=old, words="Third words", by=plan.actor, seen=old.version)
    assert again(plan).words == "Third words"


@pytest.mark.parametrize("ended", ["ended", "erased"])
def test_nothing_is_changed_on_a_plan_that_ended_or_was_erased(
    make_plan: Any, offer: Any, place: Any, ended: str
) -> None:
    plan = make_plan()
    wish = add_aspiration(plan=plan, words="Company", facets=["company"], by=plan.actor)
    struck = add_aspiration(plan=plan, words="A shed", facets=["company"], by=plan.actor)
    strike_out_aspiration(aspiration=struck, by=plan.actor)
    asked = choose_offer(plan=plan, offer=offer("A bed"), by=plan.actor)
    put_aside = choose_offer(plan=plan, offer=offer("A chair"), by=plan.actor)
    answer_act(act=put_aside, answer="not_now", by=plan.actor)
    old = [support.get_act(place, act.pk) for act in (asked, put_aside)]
    stale = again(plan)
    table = offer("A table")
    me: Actor = plan.actor
    (end_plan if ended == "ended" else erase_plan)(plan=again(plan), by=me)
    before = Plan.objects.filter(place=place).values_list("state", "version").first()
    for write in (
        lambda: reword_plan(plan=stale, words="x", by=me),
        lambda: say_what_you_offer(plan=stale, words="x", by=me),
        lambda: join_rounds(plan=stale, by=me),
        lambda: pause_plan(plan=stale, by=me),
        lambda: resume_plan(plan=stale, by=me),
        lambda: add_aspiration(plan=stale, words="x", facets=["company"], by=me),
        lambda: strike_out_aspiration(aspiration=wish, by=me),
        lambda: put_back_aspiration(aspiration=struck, by=me),
        lambda: choose_offer(plan=stale, offer=table, by=me),
        lambda: add_own_act(plan=stale, title="x", shown_from="x", kind="service", sphere="personal", by=me),
        lambda: answer_act(act=old[0], answer="yes", by=me),
        lambda: ask_again(act=old[1], by=me),
    ):
        with pytest.raises(Refused, match=r"ended|deleted"):
            write()
    assert Plan.objects.filter(place=place).values_list("state", "version").first() == before
    assert not HelpfulAct.objects.filter(place=place, state__in=HelpfulAct.LIVE).exists()


def test_a_plan_deleted_twice_at_once_is_deleted_once(make_plan: Any) -> None:
    plan, other = make_plan(), None
    other = again(plan)
    erase_plan(plan=plan, by=plan.actor)
    with pytest.raises(Refused, match="deleted already"):
        erase_plan(plan=other, by=plan.actor)


def test_a_veto_from_an_old_page_of_what_was_promised_meanwhile_still_lets_it_go(
    make_plan: Any, offer: Any, place: Any
) -> None:
    plan, walk = make_plan(), offer("A walk", places=1)
    act = choose_offer(plan=plan, offer=walk, by=plan.actor)
    old = support.get_act(place, act.pk)
    answer_act(act=act, answer="yes", by=plan.actor)
    veto_offer(act=old, by=plan.actor)
    assert (support.get_act(place, act.pk).state, walk.capacity.get().held) == ("not_now", 0)


def test_a_spend_from_an_old_page_leaves_the_costs_that_were_said_meanwhile(
    place: Any, officer: Any, make_plan: Any, offer: Any
) -> None:
    plan = make_plan()
    act = choose_offer(plan=plan, offer=offer("A bed"), by=plan.actor)
    tom, until = begin_account(email="tom@example.org"), today() + dt.timedelta(days=90)
    body = begin_organisation(place=place, name="A council for voluntary service")
    grant = grant_role(
        place=place, account=tom, role="navigator", shown_as="Tom", body=body, begins=today(), until=until
    )
    fund = give_micro_fund(
        place=place, grant=grant, sphere="civic", each_pence=10_000, until=until, by=officer
    )
    pages = [support.get_act(place, act.pk) for _ in range(3)]
    said = {"sphere": "private", "pence": 500, "paid_minutes": 0, "unpaid_minutes": 0, "by": plan.actor}
    say_cost(act=pages[0], bearer="A small donor", **said)
    tom_acts = Actor("Tom", "navigator", tom.pk, None, body.pk)
    spend_micro_fund(fund=fund, act=pages[1], pence=6_000, what="Two taxis", by=tom_acts)
    say_cost(act=pages[2], bearer="A neighbour", **said)
    assert [row["bearer"] for row in support.get_act(place, act.pk).costs] == [
        "A small donor",
        body.name,
        "A neighbour",
    ]
    drop_cost(act=pages[0], said=pages[0].costs[0]["said"], by=plan.actor)
    assert [row["bearer"] for row in support.get_act(place, act.pk).costs] == [body.name, "A neighbour"]


def test_done_from_an_old_page_is_measured_by_the_day_that_was_agreed_meanwhile(
    place: Any, make_plan: Any, offer: Any
) -> None:
    plan = make_plan()
    act = choose_offer(plan=plan, offer=offer("A bed", by="The charity"), by=plan.actor)
    answer_act(act=act, answer="yes", by=plan.actor)
    old, day = support.get_act(place, act.pk), today(place.zone) + dt.timedelta(days=3)
    HelpfulAct.objects.filter(place=place, pk=act.pk).update(on_day=day, starts=dt.time(10))
    with pytest.raises(Refused, match="So nothing has happened yet"):
        mark_done(act=old, on=today(place.zone), by=plan.actor)
    kept = support.get_act(place, act.pk)
    assert (kept.state, kept.on_day, kept.starts) == ("promised", day, dt.time(10))
