"""One offer, five plans, every way to take, wait for and give back a place, in any order (guarantee G4).

After each step the places held are what the acts hold together with what was held outside plans, and never more than
there are. The last tests write two such stories down, to be read.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.hold_place import hold_place
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.release_place import release_place
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft
from helpfulacts.directory.models import CapacityPeriod
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import Actor
from helpfulacts.support.actions.answer_act import answer_act, ask_again
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.choose_offer import choose_offer, draft_act
from helpfulacts.support.actions.lapse_unanswered import lapse_unanswered
from helpfulacts.support.actions.report_act import confirm_act, decline_act, mark_done, stop_act
from helpfulacts.support.models import HelpfulAct

PLANS = 5
WHOSE = st.integers(0, PLANS - 1)
LETS_GO = ("suggested", "agreed", "promised")


class OneOffer:
    """What the machine starts from, made once: an offer of two places, its giver, and five people with plans."""

    def __init__(self, place: Any, make_person: Any, citizen_of: Any) -> None:
        body = begin_organisation(place=place, name="A repair club")
        self.giver = Actor("A repair club", "provider", None, None, body.pk)
        [self.offer] = list_offers(
            place=place,
            drafts=[
                OfferDraft(
                    title="A mended bicycle",
                    kind="resource",
                    sphere="civic",
                    provider=body,
                    shown_from="A repair club",
                    particulars={"mode": "divided", "unit": "hour", "amount": 9, "each": 1},
                    capacity=CapacityDraft("place", 2),
                )
            ],
        )
        self.place, self.plans, self.people = place, [], []
        for _ in range(PLANS):
            person = make_person()
            self.people.append(citizen_of(person))
            self.plans.append(
                begin_plan(place=place, person=person, words="My bicycle is broken.", by=self.people[-1])
            )


class Capacity(RuleBasedStateMachine):
    """Runs inside a savepoint that is undone at the end, so every example starts from the same offer."""

    one: OneOffer

    def __init__(self) -> None:
        super().__init__()
        self.outside = 0
        self.undo = transaction.atomic()
        self.undo.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def period(self) -> CapacityPeriod:
        return CapacityPeriod.objects.get(place=self.one.place, offer=self.one.offer)

    def free(self) -> bool:
        period = self.period()
        return not period.closed and period.held < period.places

    def acts(self, **filters: Any) -> Any:
        return HelpfulAct.objects.filter(place=self.one.place, offer=self.one.offer, **filters)

    def latest(self, whose: int) -> HelpfulAct | None:
        """The act of this plan on which something was done last; a live one if there is one."""
        acts = self.acts(plan=self.one.plans[whose]).select_related("plan__person", "offer", "holds", "place")
        return acts.filter(state__in=HelpfulAct.LIVE).first() or acts.order_by("-changed_at", "pk").first()

    @rule(whose=WHOSE)
    def choose(self, whose: int) -> None:
        live = self.acts(plan=self.one.plans[whose], state__in=HelpfulAct.LIVE).exists()
        try:
            choose_offer(plan=self.one.plans[whose], offer=self.one.offer, by=self.one.people[whose])
            assert not live
        except Refused:
            assert live, "only one live act an offer"

    @rule(whose=WHOSE)
    def suggest_with_a_place_kept(self, whose: int) -> None:
        """As a confirmed sharing round does."""
        if self.acts(plan=self.one.plans[whose], state__in=HelpfulAct.LIVE).exists():
            return
        free = self.free()
        try:
            with transaction.atomic():
                act = draft_act(
                    plan=self.one.plans[whose],
                    offer=self.one.offer,
                    aspiration=None,
                    reason={"code": "chosen"},
                    holds=hold_place(period=self.period()),
                    answer_by=today() + dt.timedelta(days=3),
                )
                act.save(force_insert=True)
            assert free
        except Refused:
            assert not free

    @rule(whose=WHOSE)
    def say_yes(self, whose: int) -> None:
        act = self.latest(whose)
        if act is None:
            return
        before, place_for_it = act.state, act.holds_id is not None or self.free()
        try:
            answer_act(act=act, answer="yes", by=self.one.people[whose])
        except Refused:
            # Agreed already: still waiting, unless a place was there to take.
            assert before != "suggested"
            return
        assert before in ("suggested", "agreed")
        assert act.state == ("promised" if place_for_it else "agreed")
        assert (act.holds_id is not None) == place_for_it

    def let_go(self, whose: int, way: Any) -> None:
        act = self.latest(whose)
        if act is None:
            return
        before, held = act.state, act.holds_id is not None
        queue = list(
            self.acts(state="agreed", holds__isnull=True).exclude(pk=act.pk).order_by("changed_at", "id")
        )
        try:
            way(act)
        except Refused:
            assert before not in LETS_GO
            return
        assert before in LETS_GO
        row = self.acts().get(pk=act.pk)
        assert row.state in ("not_now", "declined", "stopped") and row.holds_id is None
        if held and queue:
            queue[0].refresh_from_db()
            assert queue[0].state == "promised" or not self.free(), "whoever waits longest moves up"

    @rule(whose=WHOSE)
    def say_not_now(self, whose: int) -> None:
        self.let_go(whose, lambda act: answer_act(act=act, answer="not_now", by=self.one.people[whose]))

    @rule(whose=WHOSE)
    def stop(self, whose: int) -> None:
        self.let_go(whose, lambda act: stop_act(act=act, by=self.one.people[whose]))

    @rule(whose=WHOSE)
    def giver_says_not_now(self, whose: int) -> None:
        self.let_go(whose, lambda act: decline_act(act=act, by=self.one.giver))

    @rule(whose=WHOSE)
    def ask_again(self, whose: int) -> None:
        act = self.latest(whose)
        if act is not None and act.state in ("not_now", "lapsed"):
            ask_again(act=act, by=self.one.people[whose])

    @rule(whose=WHOSE)
    def mark_done(self, whose: int) -> None:
        act = self.latest(whose)
        if act is None:
            return
        before, held = act.state, act.holds_id
        try:
            mark_done(act=act, by=self.one.giver)
            assert before == "promised"
            assert self.acts().get(pk=act.pk).holds_id == held, "what was given is not given twice"
        except Refused:
            assert before != "promised"

    @rule(whose=WHOSE, changed=st.sampled_from(["", "yes", "a_bit", "no"]))
    def confirm(self, whose: int, changed: str) -> None:
        act = self.latest(whose)
        if act is None:
            return
        before = act.state
        try:
            confirm_act(act=act, outcome="", changed=changed, by=self.one.people[whose])
            assert before in ("promised", "done")
        except Refused:
            assert before not in ("promised", "done")

    @rule()
    def nobody_answers_in_time(self) -> None:
        lapse_unanswered(place=self.one.place, day=today() + dt.timedelta(days=30))
        assert not self.acts(state="suggested", answer_by__isnull=False).exists()

    @rule(stated=st.integers(0, 4), own_cap=st.none() | st.integers(0, 4))
    def giver_states_places(self, stated: int, own_cap: int | None) -> None:
        held = self.period().held
        period = state_capacity(offer=self.one.offer, stated=stated, own_cap=own_cap, by=self.one.giver)
        limit = stated if own_cap is None else min(stated, own_cap)
        assert (period.held, period.places, period.closed) == (held, max(limit, held), held > limit)

    @rule()
    def hold_outside_plans(self) -> None:
        free = self.free()
        try:
            hold_place(period=self.period())
            assert free
            self.outside += 1
        except Refused:
            assert not free

    @precondition(lambda self: self.outside > 0)
    @rule()
    def release_outside_plans(self) -> None:
        release_place(period=self.period())
        self.outside -= 1

    @invariant()
    def never_more_held_than_there_are(self) -> None:
        period = self.period()
        assert 0 <= period.held <= period.places

    @invariant()
    def what_is_held_is_what_acts_hold(self) -> None:
        assert self.period().held == self.acts(holds__isnull=False).count() + self.outside

    @invariant()
    def an_act_let_go_holds_nothing(self) -> None:
        gone = ["not_now", "declined", "lapsed", "stopped"]
        assert not self.acts(state__in=gone, holds__isnull=False).exists()


def _run(one: OneOffer, examples: int, steps: int) -> None:
    machine = type("CapacityOfOneOffer", (Capacity,), {"one": one})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture
def one_offer(place: Any, make_person: Any, citizen_of: Any) -> OneOffer:
    return OneOffer(place, make_person, citizen_of)


@pytest.mark.slow
def test_no_order_of_sixty_stories_gives_a_place_too_many(one_offer: OneOffer) -> None:
    _run(one_offer, 60, 20)


@pytest.mark.release
def test_no_order_of_five_hundred_long_stories_gives_a_place_too_many(one_offer: OneOffer) -> None:
    _run(one_offer, 500, 50)


def test_the_one_who_waited_longest_gets_the_place_given_back(one_offer: OneOffer) -> None:
    acts = [
        choose_offer(plan=plan, offer=one_offer.offer, by=who)
        for plan, who in zip(one_offer.plans, one_offer.people, strict=True)
    ]
    for act, who in zip(acts, one_offer.people, strict=True):
        answer_act(act=act, answer="yes", by=who)
    assert [act.state for act in acts] == ["promised", "promised", "agreed", "agreed", "agreed"]
    answer_act(act=acts[0], answer="not_now", by=one_offer.people[0])
    for act in acts:
        act.refresh_from_db()
    assert [act.state for act in acts] == ["not_now", "promised", "promised", "agreed", "agreed"]
    assert [act.holds_id is not None for act in acts] == [False, True, True, False, False]


def test_a_yes_to_what_was_already_let_go_is_refused_in_a_sentence(one_offer: OneOffer) -> None:
    """As from a page that was left open."""
    person, offer = one_offer.people[0], one_offer.offer
    act = choose_offer(plan=one_offer.plans[0], offer=offer, by=person)
    answer_act(act=act, answer="not_now", by=person)
    with pytest.raises(Refused):
        answer_act(act=act, answer="yes", by=person)
    assert CapacityPeriod.objects.get(place=one_offer.place, offer=offer).held == 0
