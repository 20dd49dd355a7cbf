"""A person says if their readings may be counted without their name. They are asked once, and may change their mind at any time."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.people.actions.give_consent import give_consent, withdraw_consent
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import CountingChoice, Plan
from ..readings import COUNTED, WHY_COUNTED, WITH_THE_COUNT, counting_of
from ..rules import may_change_plan

FOR = dt.timedelta(days=730)
"""A yes ends by itself after two years."""


def choose_counting(*, plan: Plan, answer: str, by: Actor) -> CountingChoice:
    """answer: "yes" or "no". A yes is a consent until a day; a no takes back the one that there is."""
    require(may_change_plan(by, plan), "say this for this person")
    if answer not in dict(CountingChoice.ANSWERS):
        raise Refused("Choose yes or no.", field="answer")
    person = plan.person
    with register.writing(plan.place_id):
        choice, _ = CountingChoice.objects.update_or_create(
            place=plan.place, person=person, defaults={"answer": answer, "at": now()}
        )
        consent = counting_of(person)
        if answer == "no" and consent is not None:
            withdraw_consent(consent=consent)
        elif answer == "yes" and consent is None:
            give_consent(
                person=person,
                what=COUNTED,
                with_whom=WITH_THE_COUNT,
                why=WHY_COUNTED,
                until=today(plan.place.zone) + FOR,
                basis="self" if by.person_id == person.pk else "spoken",
            )
    return choice
