"""Introductions, plans and promises in any order, over two offers of two places; the second comes after the first.

After each step: no illegal move was made, nothing is agreed that its person (or the desk for them) did not agree to, an
act and its introduction say the same, each open introduction has exactly one open promise of what comes next, no promise
outlives what it is about, a plan says what was said last and keeps each version, no word of a note is lost, and no place
is given twice.
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
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.promises.models import OPEN as OWED
from helpfulacts.promises.models import Promise
from helpfulacts.support.actions.answer_act import answer_act, ask_again
from helpfulacts.support.actions.answer_introduction import answer_introduction
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.cancel_introduction import (
    cancel_introduction,
    end_consents,
    void_introduction,
    withdraw_sharing,
)
from helpfulacts.support.actions.change_plan import end_plan, pause_plan, resume_plan, reword_plan
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.complete_introduction import complete_introduction
from helpfulacts.support.actions.draft_introduction import draft_introduction
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.fail_introduction import fail_introduction
from helpfulacts.support.actions.finish_act import finish_act
from helpfulacts.support.actions.hold_introduction import go_on, hold_introduction
from helpfulacts.support.actions.lapse_unanswered import lapse_unanswered
from helpfulacts.support.actions.move_next import move_next
from helpfulacts.support.actions.move_up_queue import move_up_queues, state_places
from helpfulacts.support.actions.re_route import re_route, reopen
from helpfulacts.support.actions.report_act import confirm_act, decline_act, mark_done, stop_act
from helpfulacts.support.actions.request_introduction import Yes, request_introduction
from helpfulacts.support.actions.start_introduction import start_introduction
from helpfulacts.support.actions.write_note import write_note
from helpfulacts.support.introducing import MOVES, OPEN, WITH, talks_first
from helpfulacts.support.models import HelpfulAct, Introduction, Note, PlanVersion
from helpfulacts.support.states import must_wait

WHOSE, WHICH = st.integers(0, 1), st.sampled_from([0, 0, 0, 1])
"""Few people at few offers, so that twenty steps get far with the same introduction."""
LINES = ("She sings alto.", "She would like to come.")
TOM = Actor("Tom", "navigator")


class Introducing(Stories):
    def __init__(self) -> None:
        super().__init__()
        self.states: dict[Any, str] = {}
        self.agreed: set[Any] = set()
        self.asked_again: set[Any] = set()
        self.notes: list[list[str]] = [[] for _ in range(PLANS)]
        self.said: list[list[tuple[str, str]]] = [[("My bicycle is broken.", "")] for _ in range(PLANS)]

    def theirs(self, whose: int, which: int) -> Introduction | None:
        """The introduction of this plan at this offer on which something was done last; an open one if there is one."""
        rows = Introduction.objects.filter(
            act__plan=self.plans[whose], act__offer=self.one.offers[which]
        ).select_related("act__plan__person", "act__plan__place", "act__offer", "place", "consent")
        return rows.filter(state__in=OPEN).first() or rows.order_by("-changed_at", "pk").first()

    def agree(self, act: Any) -> None:
        self.agreed.add(act.pk)

    @staticmethod
    def tried(step: Any) -> bool:
        """Whether it was done; refused, nothing may be half done: the savepoint of the action sees to that."""
        try:
            with transaction.atomic():
                step()
        except Refused:
            return False
        return True

    @rule(whose=WHOSE, which=WHICH)
    def suggest(self, whose: int, which: int) -> None:
        self.tried(lambda: choose_offer(plan=self.plans[whose], offer=self.one.offers[which], by=TOM))

    @rule(whose=WHOSE, which=WHICH)
    def draft(self, whose: int, which: int) -> None:
        act = self.latest(whose, which)
        if act is not None:
            free = not act.introductions.filter(state__in=OPEN).exists()
            done = self.tried(lambda: draft_introduction(act=act, lines=LINES, by=TOM))
            assert done == (free and act.state in ("suggested", "agreed"))

    @rule(whose=WHOSE, which=WHICH)
    def introduce(self, whose: int, which: int) -> None:
        self.suggest(whose, which)
        self.draft(whose, which)
        self.request(whose, which, desk=False, giver=False)

    @rule(whose=WHOSE, which=WHICH, desk=st.booleans(), giver=st.booleans())
    def request(self, whose: int, which: int, desk: bool, giver: bool) -> None:
        one = self.theirs(whose, which)
        if one is None:
            return
        basis = "spoken" if desk else "self"
        yes = Yes("phone", today() + dt.timedelta(days=30), "01632 960001", basis)
        by = self.one.giver if giver else TOM if desk else self.me(whose)
        done = self.tried(lambda: request_introduction(introduction=one, lines=LINES, yes=yes, by=by))
        if done:
            assert not giver, "nobody says yes for the person but the person, or the desk for them"
            self.agree(one.act)

    @rule(whose=WHOSE, which=WHICH, yes=st.booleans())
    def answer(self, whose: int, which: int, yes: bool) -> None:
        one = self.theirs(whose, which)
        if one is None:
            return
        before, answer = one.state, "yes" if yes else "not_now"
        if self.tried(lambda: answer_introduction(introduction=one, answer=answer, by=self.one.giver)):
            assert before == "requested"
            assert one.state == ("accepted" if yes else "rejected")

    @rule(whose=WHOSE, which=WHICH, what=st.sampled_from(["start", "hold", "go on", "complete", "fail"]))
    def go_through(self, whose: int, which: int, what: str) -> None:
        one = self.theirs(whose, which)
        if one is None:
            return
        by = self.me(whose)
        steps = {
            "start": lambda: start_introduction(introduction=one, by=by),
            "hold": lambda: hold_introduction(introduction=one, until=today(), by=by),
            "go on": lambda: go_on(introduction=one, by=by),
            "complete": lambda: complete_introduction(introduction=one, how="met", by=by),
            "fail": lambda: fail_introduction(introduction=one, how="lost_touch", by=by),
        }
        self.tried(steps[what])

    @rule(whose=WHOSE, which=WHICH, how=st.sampled_from(["person", "desk", "consent", "mistake"]))
    def stop_it(self, whose: int, which: int, how: str) -> None:
        one = self.theirs(whose, which)
        if one is None:
            return
        was_open, consent = one.state in OPEN, one.consent
        if how == "consent" and consent is not None:
            withdraw_sharing(consent=consent, by=self.me(whose))
        elif how == "mistake":
            assert self.tried(lambda: void_introduction(introduction=one, by=TOM)) == was_open
        else:
            by = TOM if how == "desk" else self.me(whose)
            assert self.tried(lambda: cancel_introduction(introduction=one, by=by)) == was_open
        if how != "consent" or consent is not None:
            one.refresh_from_db()
            assert not one.is_open, "not now is free at every step"

    @rule(whose=WHOSE, which=WHICH, again=st.booleans())
    def another_way(self, whose: int, which: int, again: bool) -> None:
        one = self.theirs(whose, which)
        if one is None:
            return
        other = self.one.offers[1 - which]
        self.tried(
            (lambda: reopen(introduction=one, by=TOM))
            if again
            else (lambda: re_route(introduction=one, offer=other, lines=LINES, by=TOM))
        )

    @rule(whose=WHOSE, which=WHICH, answer=st.sampled_from(["yes", "not_now"]))
    def answer_the_act(self, whose: int, which: int, answer: str) -> None:
        act = self.latest(whose, which)
        if act is None:
            return
        drafted = act.introductions.filter(state__in=OPEN).exists()
        done = self.tried(lambda: answer_act(act=act, answer=answer, by=self.me(whose)))
        if done and answer == "yes":
            assert not drafted, "a yes goes with the two lines"
            self.agree(act)

    @rule(
        whose=WHOSE, which=WHICH,
        what=st.sampled_from(["done", "confirm", "decline", "stop", "finish", "again"]),
    )  # fmt: skip
    def buttons_of_the_act(self, whose: int, which: int, what: str) -> None:
        act = self.latest(whose, which)
        if act is None:
            return
        me = self.me(whose)
        steps = {
            "done": lambda: mark_done(act=act, by=self.one.giver),
            "confirm": lambda: confirm_act(act=act, outcome="", changed="yes", by=me, on=today()),
            "decline": lambda: decline_act(act=act, by=self.one.giver),
            "stop": lambda: stop_act(act=act, by=me),
            "finish": lambda: finish_act(act=act, by=me),
            "again": lambda: ask_again(act=act, by=me),
        }
        if self.tried(steps[what]) and what == "again":
            self.agreed.discard(act.pk)
            self.asked_again.add(act.pk)

    @rule(whose=WHOSE, which=WHICH, days=st.integers(0, 40), gap=st.booleans())
    def note(self, whose: int, which: int, days: int, gap: bool) -> None:
        one = self.theirs(whose, which)
        one = one if one is not None and one.is_open else None
        words = f"We spoke of {days} things."
        write_note(
            person=self.plans[whose].person, words=words, by=TOM, introduction=one,
            next_day=today() + dt.timedelta(days=days) if one else None, nobody_has=("money",) if gap else (),
        )  # fmt: skip
        self.notes[whose].append(words)

    @rule(whose=WHOSE, which=WHICH, days=st.integers(0, 400))
    def another_day(self, whose: int, which: int, days: int) -> None:
        one = self.theirs(whose, which)
        if one is not None:
            due = today() + dt.timedelta(days=days)
            self.tried(lambda: move_next(introduction=one, due=due, by=TOM))

    @rule(which=WHICH, stated=st.integers(0, 3), talks=st.booleans())
    def giver_states_places(self, which: int, stated: int, talks: bool) -> None:
        state_places(
            offer=self.one.offers[which], stated=0 if talks else stated, by=self.one.giver, talks_first=talks
        )

    @rule(days=st.integers(0, 60))
    def a_night(self, days: int) -> None:
        place, day = self.one.place, today() + dt.timedelta(days=days)
        lapse_unanswered(place=place, day=day)
        end_consents(place=place, day=day)
        move_up_queues(place=place)

    @rule(whose=WHOSE, erase=st.booleans())
    def leave_and_begin_again(self, whose: int, erase: bool) -> None:
        plan, me = self.plans[whose], self.me(whose)
        if erase:
            erase_plan(plan=plan, by=me)
            self.plans[whose], self.notes[whose] = self.one.somebody(), []
            self.said[whose] = [("My bicycle is broken.", "")]
        else:
            end_plan(plan=plan, by=me)
            self.plans[whose] = begin_plan(place=self.one.place, person=plan.person, words="Again", by=me)
            self.said[whose] = [("Again", "")]

    @rule(whose=WHOSE, what=st.sampled_from(["reword", "reword", "pause", "go on"]), desk=st.booleans())
    def write_on_the_plan(self, whose: int, what: str, desk: bool) -> None:
        """By its person, or by the desk for them; nobody else changes a word of it."""
        plan, by = self.read(self.plans[whose].pk), TOM if desk else self.me(whose)
        before = plan.version
        with pytest.raises(NotAllowed):
            reword_plan(plan=plan, words="Not theirs", by=self.one.giver)
        words = f"My bicycle is broken, said {before} times."
        steps = {
            "reword": lambda: reword_plan(plan=plan, words=words, by=by),
            "pause": lambda: pause_plan(plan=plan, by=by),
            "go on": lambda: resume_plan(plan=plan, by=by),
        }
        self.tried(steps[what])
        plan = self.read(plan.pk)
        self.plans[whose] = plan
        if plan.version > before:
            last = words if what == "reword" else self.said[whose][-1][0]
            self.said[whose].append((last, TOM.shown_as if desk else ""))

    @invariant()
    def only_legal_moves_were_made(self) -> None:
        now = dict(Introduction.objects.values_list("pk", "state"))
        for pk, state in now.items():
            before = self.states.get(pk)
            if before is not None and before != state:
                assert state in _reached_from(before), f"{before} to {state}"
        self.states = now

    @invariant()
    def an_act_and_its_introduction_say_the_same(self) -> None:
        for one in Introduction.objects.select_related("act"):
            if one.state in OPEN:
                assert one.act.state in WITH[one.state], (one.state, one.act.state)
            elif one.state == "completed":
                assert one.act.state in ("done", "confirmed")
            elif one.state == "rejected":
                assert one.act.state == "declined"
            elif one.state == "failed":
                assert one.act.state == "stopped"
            elif one.state == "cancelled" and one.act.pk not in self.asked_again:
                assert one.act.state in ("stopped", "declined", "not_now", "lapsed")

    @invariant()
    def nothing_is_agreed_without_its_person(self) -> None:
        beyond = HelpfulAct.objects.filter(state__in=["agreed", "promised", "done", "confirmed"])
        assert set(beyond.values_list("pk", flat=True)) <= self.agreed
        sent = Introduction.objects.exclude(state__in=["draft", "entered-in-error"])
        assert not sent.filter(consent__isnull=True).exists()
        assert not Introduction.objects.filter(state__in=OPEN, consent__withdrawn_at__isnull=False).exists()

    @invariant()
    def each_open_one_has_one_next_thing_and_no_other_has_any(self) -> None:
        still = Promise.objects.filter(
            about_noun="introduction", kept_at__isnull=True, excepted_at__isnull=True
        )
        about = sorted(still.values_list("about_id", flat=True))
        assert about == sorted(Introduction.objects.filter(state__in=OPEN).values_list("pk", flat=True)), (
            "an orphan promise, or nobody owes the next thing"
        )

    @invariant()
    def no_promise_outlives_what_it_is_about(self) -> None:
        live = HelpfulAct.objects.filter(state__in=["suggested", "agreed", "promised"])
        owed = Promise.objects.filter(OWED, about_noun="helpful act").exclude(kind="tell")
        assert not owed.exclude(about_id__in=live.values("pk")).exists()
        promised = live.filter(state="promised").values_list("pk", flat=True)
        assert sorted(owed.values_list("about_id", flat=True)) == sorted(promised), "one promise an act"
        people = Person.objects.values("pk")
        assert not Promise.objects.filter(OWED, to_noun="person").exclude(to_id__in=people).exists()

    @invariant()
    def a_plan_says_what_was_said_last_and_keeps_each_version(self) -> None:
        for whose, plan in enumerate(self.plans):
            found = list(PlanVersion.objects.filter(plan=plan).order_by("number"))
            assert [one.number for one in found] == list(range(1, plan.version + 1))
            assert [one.words for one in found] == [words for words, _ in self.said[whose]]
            assert all(by in one.author for one, (_, by) in zip(found, self.said[whose], strict=True))
            assert plan.words == found[-1].words

    @invariant()
    def no_note_is_lost(self) -> None:
        for whose, plan in enumerate(self.plans):
            kept = Note.objects.filter(person=plan.person_id).order_by("at", "pk")
            assert sorted(note.words for note in kept) == sorted(self.notes[whose])

    @invariant()
    def no_place_is_given_twice(self) -> None:
        for which in (0, 1):
            period = self.period(which)
            assert 0 <= period.held <= period.places
            assert period.held == self.acts(which, holds__isnull=False).count()

    @invariant()
    def nobody_is_promised_dates_where_they_talk_first_and_have_not_said_yes(self) -> None:
        for act in HelpfulAct.objects.filter(state="agreed", holds__isnull=True).select_related(
            "offer", "place"
        ):
            if talks_first(act) and not must_wait(act):
                assert act.introductions.filter(state__in=["requested", "draft"]).exists()


def _reached_from(state: str) -> set[str]:
    """Every state that legal moves lead to from `state`: one step of ours may be several of them."""
    found, look = set(), [state]
    while look:
        for after in MOVES[look.pop()] - found:
            found.add(after)
            look.append(after)
    return found


@pytest.mark.slow
def test_no_order_of_sixty_stories_introduces_anybody_wrongly(two_offers: TwoOffers) -> None:
    run_stories(Introducing, two_offers, 60, 20)


@pytest.mark.release
def test_no_order_of_five_hundred_long_stories_introduces_anybody_wrongly(two_offers: TwoOffers) -> None:
    run_stories(Introducing, two_offers, 500, 50)
