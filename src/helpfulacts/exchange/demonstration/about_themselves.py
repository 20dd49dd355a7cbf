"""What some people of the demonstration say about themselves, only to check that we are fair. Every answer is invented.

Drawn with no lean towards whoever has a place, so that the page shows what chance alone looks like; many say nothing.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from helpfulacts.core.clock import now
from helpfulacts.people.actions.say_equality import say_equality
from helpfulacts.people.actor import the_person
from helpfulacts.people.equality import QUESTIONS

from .hours import by_day

MOST, LEFT_OUT = 700, 0.08
WEIGHTS = {
    "sex": (51, 48, 1),
    "ethnic_group": (12, 5, 4, 74, 3, 2),
    "disability": (34, 64, 2),
}
"""How often each answer is drawn, in the order of the question's answers."""


def say_about_themselves(*, plans: Sequence[Any], seed: Any) -> None:
    rng = random.Random(f"{seed} about themselves")
    with by_day(now()):
        grown = [plan for plan in plans if not plan.person.is_under_18 and not plan.group and plan.in_rounds]
        for plan in rng.sample(grown, min(MOST, len(grown))):
            answers = {
                one.code: rng.choices([code for code, _ in one.answers], WEIGHTS[one.code])[0]
                for one in QUESTIONS
                if rng.random() >= LEFT_OUT
            }
            say_equality(person=plan.person, answers=answers, by=the_person(plan.person_id))
