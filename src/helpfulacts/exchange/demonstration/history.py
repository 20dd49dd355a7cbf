"""Twelve weeks of invented history, written through the same actions as everything else, dated back from today."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.open_case import open_case
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.actions.suggest_bundle import suggest_bundle
from helpfulacts.core.clock import as_if
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.keep_promises import keep_promises
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.begin_plans import PlanDraft, begin_plans
from helpfulacts.support.actions.close_by_date import close_untold, free_by_date
from helpfulacts.support.actions.finish_act import finish_act
from helpfulacts.support.actions.lapse_unanswered import lapse_unanswered
from helpfulacts.support.actions.release_act import release_place_of
from helpfulacts.support.actions.report_act import confirm_act, mark_done
from helpfulacts.support.giving import still_held
from helpfulacts.support.sessions import not_yet

from .hours import by_day

WEEKS = 12
DESK = Actor("The desk", "navigator")
ROUND_WEEKS = (10, 7, 4, 2)  # weeks ago at which a round ran and was confirmed
SAID = (
    ("yes", "It has made the week shorter."),
    ("yes", "I slept through. First time since March."),
    ("yes", "They did what they said, on the day they said."),
    ("a_bit", "Good people. Too far when it rains."),
    ("a_bit", "It helped for a bit."),
    ("a_bit", "I go. I do not talk yet, but I go."),
    ("no", "Kind, but it was not what I needed."),
    ("no", "It did not last."),
    ("yes", "I am teaching somebody else now."),
    ("yes", ""),
)


def come_to_an_end(*, place: Any) -> None:
    """Before new places open: what was lent has come back, and whoever has finished says so. Givers are never overrun."""
    for act in still_held(place, ends=("back", "said")):
        finish_act(act=act, by=DESK)


def _count_rows() -> None:
    """Rows of a transaction that goes on are counted by nobody else, and PostgreSQL plans by the count: for empty tables."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


class History:
    """Writes one week after another. `say` is told what is going on, for a progress line."""

    def __init__(
        self,
        *,
        place: Any,
        rng: random.Random,
        officer: Actor,
        today: dt.datetime,
        say: Callable[[str], None],
    ) -> None:
        self.place, self.rng, self.officer, self.today, self.say = place, rng, officer, today, say
        self.newest: list[Any] = []
        self.oldest: list[Any] = []
        self.plans: list[Any] = []

    def moment(self, weeks_ago: int, day: int = 0, hour: int = 10) -> dt.datetime:
        return (
            self.today - dt.timedelta(weeks=weeks_ago) + dt.timedelta(days=day, hours=hour - self.today.hour)
        )

    def write(
        self,
        drafts: Sequence[PlanDraft],
        *,
        periods: Sequence[tuple[dt.date, Callable[[], Any]]],
        besides: Mapping[int, Callable[[], Any]],
    ) -> None:
        """All weeks, oldest first: people come, ideas are answered, a round runs, help is done, people say.

        `periods` are (first day, open the places from then on), in order. `besides`: what else happens as a week begins,
        by how many weeks ago that is.
        """
        coming = list(periods)
        share = self._shares(len(drafts))
        start = 0
        for week in range(WEEKS, 0, -1):
            self.say(f"week {WEEKS - week + 1} of {WEEKS}")
            _count_rows()
            with transaction.atomic():
                while coming and coming[0][0] <= self.moment(week).date():
                    with as_if(self.moment(week)):
                        coming.pop(0)[1]()
                if week in besides:
                    with as_if(self.moment(week)):
                        besides[week]()
                joining = drafts[start : start + share[week]]
                start += share[week]
                for day in range(7):
                    self._day(week, day, joining)
        for _, open_places in coming:
            with by_day(self.today - dt.timedelta(hours=4)):
                open_places()

    def _day(self, week: int, day: int, joining: Sequence[PlanDraft]) -> None:
        """Plans begin on the first day, ideas are answered on the second, a round runs on the third."""
        with as_if(self.moment(week, day)):
            if day == 0:
                self.newest = begin_plans(place=self.place, drafts=joining)
                self.oldest = self.oldest or self.newest
                self.plans += self.newest
            if day == 1:
                self._answer_ideas(self.rng.sample(self.newest, min(len(self.newest), 16)))
        if day == 2 and week in ROUND_WEEKS:
            self._round(week)
        with as_if(self.moment(week, day, hour=18)):
            self._help_is_done(self.moment(week, day, hour=18))
            if day == 4:
                evening = self.moment(week, day).date()
                lapse_unanswered(place=self.place, day=evening)
                free_by_date(place=self.place, day=evening)
                close_untold(place=self.place, day=evening)
                self._people_are_told(week)

    @staticmethod
    def _shares(count: int) -> dict[int, int]:
        """How many join in each week; the last weeks bring rather more."""
        weights = {week: 10 + (WEEKS - week) for week in range(WEEKS, 0, -1)}
        total = sum(weights.values())
        shares = {week: count * weight // total for week, weight in weights.items()}
        shares[1] += count - sum(shares.values())
        return shares

    def _answer_ideas(self, plans: Sequence[Any]) -> None:
        for plan in plans:
            for act in suggest_bundle(plan=plan, limit=2):
                self._answer(act)

    def _answer(self, act: Any) -> None:
        """A yes to one may let another go that was suggested beside it."""
        act.refresh_from_db(fields=["state"])
        if act.state != "suggested":
            return
        draw = self.rng.random()
        by = the_person(act.plan.person_id)
        if draw < 0.68:
            answer_act(act=act, answer="yes", by=by)
        elif draw < 0.84:
            answer_act(act=act, answer="not_now", by=by)

    def _round(self, week: int) -> None:
        with as_if(self.moment(week, day=2, hour=9)):
            run = run_round(place=self.place, by=self.officer)
        with as_if(self.moment(week, day=2, hour=11)):
            for opening in coordination.cases_to_open(run):
                open_case(run=run, allocation=opening.allocation, by=self.officer)
            confirm_run(run=run, by=self.officer)
        with as_if(self.moment(week, day=2, hour=17)):
            for plan_acts in self._suggested_by_rounds():
                self._answer(plan_acts)

    def _suggested_by_rounds(self) -> list[Any]:
        return support.waiting_for_answer(self.place, from_round=True)

    def _people_are_told(self, week: int) -> None:
        """The desk rings, writes and tells; a few are always left over."""
        due = promises.to_tell(self.place, self.moment(week, day=4).date())
        told = [promise.pk for promise in due if self.rng.random() < (0.97 if week > 1 else 0.9)]
        keep_promises(place=self.place, promises=told, evidence="told by the desk", by="officer")

    def _help_is_done(self, moment: dt.datetime) -> None:
        """Most of what is due today happens; what is late follows later; a little fails; not everyone says what changed."""
        today = moment.date()
        due = {
            promise.about_id: promise.due
            for promise in promises.overdue(self.place, today + dt.timedelta(days=1))
            if promise.kind == "act" and promise.about_id
        }
        for act in support.promised_acts(self.place, due):
            draw = self.rng.random()
            if not_yet(act):
                continue
            happens = max(due[act.pk], act.on_day or due[act.pk])
            done = 0.0 if happens > today else 0.9 if happens == today else 0.3
            if draw < done:
                mark_done(act=act, by=self.officer)
                if self.rng.random() < 0.55:
                    changed, words = self.rng.choice(SAID)
                    confirm_act(act=act, outcome=words, changed=changed, by=the_person(act.plan.person_id))
            elif happens <= today and draw < done + 0.03:
                release_place_of(act=act, state="declined", by=self.officer)
