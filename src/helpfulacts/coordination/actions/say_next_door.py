"""A person says that they may be told of places next door, or takes that back: a consent like any other."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core.clock import today
from helpfulacts.people.actions.give_consent import give_consent, withdraw_consent
from helpfulacts.people.models import Consent, Person

from ..next_door import NEXT_DOOR, consents

WITH_WHOM = "Places next door, a place at a time, without your name"
WHY = "so that you can be told of help that they have left over"
LASTS = dt.timedelta(days=365)


def say_next_door(*, person: Person, yes: bool, basis: str = "self") -> Consent | None:
    """Until a year from now, or until it is taken back. A yes that stands is not given twice.

    What was offered and not yet answered stays theirs to answer; nothing new comes of a round after a no.
    """
    day = today(person.place.zone)
    standing = list(consents(person.place_id, day).filter(person=person))
    if yes:
        return standing[0] if standing else give_consent(
            person=person, what=NEXT_DOOR, with_whom=WITH_WHOM, why=WHY, until=day + LASTS, basis=basis
        )  # fmt: skip
    for one in standing:
        withdraw_consent(consent=one)
    return None
