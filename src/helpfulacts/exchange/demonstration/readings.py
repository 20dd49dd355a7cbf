"""How things are, in the demonstration: some who said it twice, some once, some who left things out. Every number is invented.

The second answers are drawn around the first with no lean either way: made-up people prove no effect.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

from helpfulacts.core.clock import now
from helpfulacts.people import selectors as people
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.support import readings
from helpfulacts.support.actions.choose_counting import choose_counting
from helpfulacts.support.actions.give_reading import give_reading
from helpfulacts.support.plans import plan_of

from .hours import by_day

TOM = Actor("Tom, link worker", "navigator")
WEEK = dt.timedelta(weeks=1)
MOST = 180
COUNTED, ASKED, TWICE, LEFT_OUT = 0.75, 0.9, 0.6, 0.2


def say_how_things_are(*, place: Any, plans: Sequence[Any], seed: Any) -> None:
    """Of those who have been here longest: eleven weeks ago, and for some again five weeks ago. And Asha, whose door is first."""
    rng = random.Random(f"{seed} readings")
    grown = [plan for plan in plans if not plan.person.is_under_18]
    for plan in rng.sample(grown, min(MOST, len(grown))):
        by = TOM if rng.random() < 0.15 else the_person(plan.person_id)
        asked = readings.questions_of(plan)
        first = {one.code: _drawn(rng, one) for one in asked}
        with by_day(now() - 11 * WEEK):
            give_reading(plan=plan, answers=_some(rng, first), by=by)
            draw = rng.random()
            if draw < ASKED:
                choose_counting(plan=plan, answer="yes" if draw < COUNTED else "no", by=by)
        if rng.random() < TWICE:
            again = {one.code: _near(rng, one, first[one.code]) for one in asked}
            with by_day(now() - 5 * WEEK):
                give_reading(plan=plan, answers=_some(rng, again), by=by)
    _asha(place)


def _asha(place: Any) -> None:
    """Ten days ago at the library, with four left out; yesterday by herself, with some of those."""
    person = people.person_of_account(place, people.account_by_email("asha@demo.invalid"))
    plan = plan_of(person) if person else None
    if person is None or plan is None:
        return
    wishes = [one.code for one in readings.goals_of(plan)]
    for ago, by, scores, answers in (
        (10, TOM, (2, 1), {"health": 3, "happy": 3, "anxious": 8, "worthwhile": 4, "satisfied": 3, "lonely": 1}),
        (
            1, the_person(person.pk), (5, 2),
            {"health": 3, "happy": 5, "anxious": 6, "satisfied": 4, "lonely": 2, "belonging": 2, "managing": 4},
        ),
    ):  # fmt: skip
        with by_day(now() - dt.timedelta(days=ago)):
            given = {**dict(zip(wishes, scores, strict=False)), **answers}
            give_reading(plan=plan, answers=given, by=by)


def _drawn(rng: random.Random, question: Any) -> int:
    if question.is_scale:
        return min(10, max(0, round(rng.gauss(3.2 if question.lower_is_better else 6.5, 2.2))))
    numbers = [number for number, _ in question.choices]
    return numbers[min(len(numbers) - 1, max(0, round(rng.gauss(len(numbers) / 2 - 0.5, 1))))]


def _near(rng: random.Random, question: Any, number: int) -> int:
    lowest, highest = question.choices[0][0], question.choices[-1][0]
    return min(
        highest,
        max(lowest, number + rng.choice((-2, -1, 0, 0, 1, 2) if question.is_scale else (-1, 0, 0, 1))),
    )


def _some(rng: random.Random, answers: dict[str, int]) -> dict[str, int | None]:
    """Some are left out, as people do."""
    return {code: None if rng.random() < LEFT_OUT else number for code, number in answers.items()}
