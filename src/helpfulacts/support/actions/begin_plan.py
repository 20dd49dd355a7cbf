"""Begin a plan from one free sentence. No account, no form, no eligibility question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor

from ..models import Plan, PlanVersion

if TYPE_CHECKING:
    from helpfulacts.people.models import Person
    from helpfulacts.places.models import Place

LONGEST = 600
LONGEST_HEADING = 80


def tidy_words(words: str, *, field: str = "words", needed: bool = True) -> str:
    """The sentence as kept, by the one rule of `core.words.tidy`. Raises Refused when empty or too long."""
    kept = tidy(words)
    if needed and not kept:
        raise Refused("Say in a few words what would help.", field=field)
    if len(kept) > LONGEST:
        raise Refused(f"Please keep it under {LONGEST} letters. You can add more later.", field=field)
    return kept


def tidy_heading(heading: str) -> str:
    kept = tidy(heading)
    if len(kept) > LONGEST_HEADING:
        raise Refused(f"Please keep the name under {LONGEST_HEADING} letters.", field="heading")
    return kept


def begin_plan(
    *,
    place: Place,
    person: Person,
    words: str,
    by: Actor,
    by_proxy: str = "",
    group: bool = False,
    heading: str = "",
) -> Plan:
    """A live plan with the person's sentence on top, at version 1. One plan in use a person.

    heading: what a group or a street is called; the plan is then theirs.
    """
    heading = tidy_heading(heading)
    group = group or bool(heading)
    words = tidy_words(words)
    commitment, salt = register.commit_to(words)
    moment = now()
    plan = Plan(
        place=place,
        person=person,
        by_proxy=by_proxy[:120],
        group=group,
        salt=salt,
        created_at=moment,
        changed_at=moment,
    )
    plan.words = words
    if heading:
        plan.heading = heading
    version = PlanVersion(place=place, plan=plan, number=1, at=moment, change="began the plan")
    version.author = f"{by_proxy}, for you" if by_proxy else "you"
    version.words = words
    try:
        with register.writing(place):
            plan.save(force_insert=True)
            version.save(force_insert=True)
            register.record(
                place=place,
                action="began a plan",
                noun="plan",
                subject=plan.pk,
                facts={"proxy": bool(by_proxy), "by": by.role, "group": group},
                commitment=commitment,
            )
    except IntegrityError:
        raise Refused(
            "You already have a plan in use. Open it, or end it before you begin another."
        ) from None
    return plan
