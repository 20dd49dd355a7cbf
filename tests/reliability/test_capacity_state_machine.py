"""Two offers, the second after the first; five plans; every way to take, wait for, end and give back a place (G4).

In any order: after each step the places held are what the acts hold together with what was held outside plans, and
never more than there are. `test_capacity_stories` writes two of them down, to be read.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from two_offers import PLANS, Stories, TwoOffers, run_stories

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.hold_place import hold_place
from helpfulacts.directory.actions.release_place import release_place
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.support.actions.answer_act import answer_act, ask_again
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.change_plan import end_plan
from helpfulacts.support.actions.choose_offer import choose_offer, draft_act, link_dependencies
from helpfulacts.support.actions.close_by_date import close_untold, free_by_date
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.finish_act import finish_act
from helpfulacts.support.actions.lapse_unanswered import lapse_unanswered
from helpfulacts.support.actions.move_up_queue import move_up_queues
from helpfulacts.support.actions.report_act import confirm_act, decline_act, mark_done, stop_act
from helpfulacts.support.models import HelpfulAct
from helpfulacts.support.states import must_wait

WHOSE, WHICH = st.integers(0, PLANS - 1), st.integers(0, 1)
LETS_GO = ("suggested", "agreed", "promised")


class Capacity(Stories):
    def __init__(self) -> None:
        super().__init__()
        self.outside = [0, 0]

    @rule(whose=WHOSE, which=WHICH)
    def choose(self, whose: int, which: int) -> None:
        live = self.acts(which, plan=self.plans[whose], state__in=HelpfulAct.LIVE).exists()
        try:
            choose_offer(plan=self.plans[whose], offer=self.one.offers[which], by=self.me(whose))
            assert not live
        except Refused:
            assert live, "only one live act an offer"

    @rule(whose=WHOSE, which=WHICH)
    def suggest_with_a_place_kept(self, whose: int, which: int) -> None:
        """As a confirmed sharing round does."""
        if self.acts(which, plan=self.plans[whose], state__in=HelpfulAct.LIVE).exists():
            return
        free = self.free(which)
        try:
            with transaction.atomic():
                act = draft_act(
                    plan=self.plans[whose],
                    offer=self.one.offers[which],
                    aspiration=None,
                    reason={"code": "chosen"},
                    holds=hold_place(period=self.period(which)),
                    answer_by=today() + dt.timedelta(days=3),
                )
                act.save(force_insert=True)
                link_dependencies(act)
            assert free
        except Refused:
            assert not free

    @rule(whose=WHOSE, which=WHICH)
    def say_yes(self, whose: int, which: int) -> None:
        act = self.latest(whose, which)
        if act is None:
            return
        before, held, key = act.state, act.holds_id is not None, (act.changed_at, act.pk)
        ahead = [
            one for one in self.waiting(which) if before == "suggested" or (one.changed_at, one.pk) < key
        ]
        a_place = held or self.free(which) > len(ahead)
        try:
            answer_act(act=act, answer="yes", by=self.me(whose))
        except Refused:
            after_what_went = which == 1 and act.waits_for.exclude(needs__state__in=HelpfulAct.LIVE).exists()
            assert before != "suggested" or after_what_went
            return
        assert before in ("suggested", "agreed")
        ahead_of_all = a_place and not must_wait(act)
        assert act.state == ("promised" if ahead_of_all else "agreed")
        assert (act.holds_id is not None) == (held or ahead_of_all)

    def let_go(self, whose: int, which: int, way: Any) -> None:
        act = self.latest(whose, which)
        if act is None:
            return
        before, held = act.state, act.holds_id is not None
        queue = [one for one in self.waiting(which) if one.pk != act.pk]
        try:
            way(act)
        except Refused:
            assert before not in LETS_GO
            return
        assert before in LETS_GO
        row = self.acts(which).get(pk=act.pk)
        assert row.state in ("not_now", "declined", "stopped") and row.holds_id is None
        if held and queue:
            queue[0].refresh_from_db()
            assert queue[0].state != "agreed" or not self.free(which), "whoever waits longest moves up"

    @rule(whose=WHOSE, which=WHICH)
    def say_not_now(self, whose: int, which: int) -> None:
        self.let_go(whose, which, lambda act: answer_act(act=act, answer="not_now", by=self.me(whose)))

    @rule(whose=WHOSE, which=WHICH)
    def stop(self, whose: int, which: int) -> None:
        self.let_go(whose, which, lambda act: stop_act(act=act, by=self.me(whose)))

    @rule(whose=WHOSE, which=WHICH)
    def giver_says_not_now(self, whose: int, which: int) -> None:
        self.let_go(whose, which, lambda act: decline_act(act=act, by=self.one.giver))

    @rule(whose=WHOSE, which=WHICH)
    def ask_again(self, whose: int, which: int) -> None:
        act = self.latest(whose, which)
        if act is not None and act.state in ("not_now", "lapsed"):
            ask_again(act=act, by=self.me(whose))

    @rule(whose=WHOSE, which=WHICH)
    def mark_done(self, whose: int, which: int) -> None:
        act = self.latest(whose, which)
        if act is None:
            return
        before, held = act.state, act.holds_id
        try:
            mark_done(act=act, by=self.one.giver)
            assert before == "promised"
            assert self.acts(which).get(pk=act.pk).holds_id == held, "it goes on, or was given to keep"
        except Refused:
            assert before != "promised"
            return
        for dependant in HelpfulAct.objects.filter(waits_for__needs=act, state="agreed", holds__isnull=False):
            assert must_wait(dependant), "what holds a place and waits no longer is promised"

    @rule(whose=WHOSE, which=WHICH, changed=st.sampled_from(["", "yes", "a_bit", "no"]))
    def confirm(self, whose: int, which: int, changed: str) -> None:
        act = self.latest(whose, which)
        if act is None:
            return
        may = act.state in ("promised", "done") or (act.state == "confirmed" and not act.changed_anything)
        try:
            confirm_act(act=act, outcome="", changed=changed, by=self.me(whose), on=today())
            assert may
        except Refused:
            assert not may

    @rule(whose=WHOSE, which=WHICH, giver=st.booleans())
    def finish(self, whose: int, which: int, giver: bool) -> None:
        act = self.latest(whose, which)
        if act is None:
            return
        may = which == 0 and act.state in ("done", "confirmed") and act.holds_id is not None
        before = act.state
        try:
            finish_act(act=act, by=self.one.giver if giver else self.me(whose))
            assert may
        except Refused:
            assert not may
            return
        row = self.acts(which).get(pk=act.pk)
        assert (row.state, row.holds_id) == (before, None)

    @rule(whose=WHOSE)
    def end_the_plan_and_begin_another(self, whose: int) -> None:
        plan, me = self.plans[whose], self.me(whose)
        end_plan(plan=plan, by=me)
        assert not plan.acts.filter(state__in=LETS_GO).exists()
        assert not self.acts(0, plan=plan, holds__isnull=False).exists(), "who ended a plan comes no longer"
        self.plans[whose] = begin_plan(place=self.one.place, person=plan.person, words="Again", by=me)

    @rule(whose=WHOSE)
    def erase_the_plan(self, whose: int) -> None:
        person = self.plans[whose].person
        given = self.acts(
            1, plan__person=person, state__in=("done", "confirmed"), holds__isnull=False
        ).count()
        period = self.period(1)
        erase_plan(plan=self.plans[whose], by=self.me(whose))
        left = self.period(1).places
        assert left == period.places - given or period.closed, "what was given is not there to give again"
        self.plans[whose] = self.one.somebody()

    @rule(days=st.integers(0, 60))
    def a_night(self, days: int) -> None:
        place, day = self.one.place, today() + dt.timedelta(days=days)
        lapse_unanswered(place=place, day=day)
        lapse_unanswered(place=place, day=day + dt.timedelta(days=2))
        free_by_date(place=place, day=day)
        close_untold(place=place, day=day)
        move_up_queues(place=place)
        for which in (0, 1):
            assert not (self.free(which) and self.waiting(which)), "nobody waits beside a free place"
            holding = self.acts(which, state="agreed", holds__isnull=False)
            assert all(must_wait(act) for act in holding)
            assert days < 4 or not self.acts(which, state="suggested", answer_by__isnull=False).exists()
            assert days < 29 or not self.acts(which, state="done").exists()

    @rule(which=WHICH, stated=st.integers(0, 4), own_cap=st.none() | st.integers(0, 4))
    def giver_states_places(self, which: int, stated: int, own_cap: int | None) -> None:
        held = self.period(which).held
        period = state_capacity(
            offer=self.one.offers[which], stated=stated, own_cap=own_cap, by=self.one.giver
        )
        limit = stated if own_cap is None else min(stated, own_cap)
        assert (period.held, period.places, period.closed) == (held, max(limit, held), held > limit)

    @rule(which=WHICH)
    def hold_outside_plans(self, which: int) -> None:
        free = self.free(which)
        try:
            hold_place(period=self.period(which))
            assert free
            self.outside[which] += 1
        except Refused:
            assert not free

    @rule(which=WHICH)
    def release_outside_plans(self, which: int) -> None:
        if self.outside[which]:
            release_place(period=self.period(which))
            self.outside[which] -= 1

    @invariant()
    def never_more_held_than_there_are_and_held_is_what_acts_hold(self) -> None:
        for which in (0, 1):
            period = self.period(which)
            assert 0 <= period.held <= period.places
            assert period.held == self.acts(which, holds__isnull=False).count() + self.outside[which]

    @invariant()
    def an_act_let_go_holds_nothing(self) -> None:
        gone = ["not_now", "declined", "lapsed", "stopped"]
        assert not HelpfulAct.objects.filter(state__in=gone, holds__isnull=False).exists()


@pytest.mark.slow
def test_no_order_of_sixty_stories_gives_a_place_too_many(two_offers: TwoOffers) -> None:
    run_stories(Capacity, two_offers, 60, 20)


@pytest.mark.release
def test_no_order_of_five_hundred_long_stories_gives_a_place_too_many(two_offers: TwoOffers) -> None:
    run_stories(Capacity, two_offers, 500, 50)
