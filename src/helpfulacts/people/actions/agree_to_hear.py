"""A person agrees to get a short e-mail when something moves that they brought or said yes to; and takes it back."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused

from ..actor import Actor
from ..hearing import WAYS, WHAT, WHY, WITH, hears
from ..models import Consent, Person
from .give_consent import give_consent, withdraw_consent
from .reach_person import reach_person

FOR = dt.timedelta(days=365)
"""A yes ends by itself after a year."""


def agree_to_hear(*, person: Person, email: str, by: Actor) -> None:
    """Keep the address, sealed, and the yes; said again, the address is changed. Raises Refused, NotAllowed.

    How they are told of anything else stays as it was.
    """
    _themselves(person, by)
    if person.channel not in WAYS:
        raise Refused("We reach you in another way. Change that first, on your plan or at the desk.", field="email")  # fmt: skip
    if "@" not in email:
        raise Refused("That does not look like an e-mail address. Check it.", field="email")
    with register.writing(person.place_id):
        reach_person(person=person, channel=person.channel, contact=email)
        if hears(person) is None:
            give_consent(
                person=person, what=WHAT, with_whom=WITH, why=WHY, until=today(person.place.zone) + FOR
            )


def hear_no_more(*, person: Person, by: Actor) -> None:
    """From now on nothing is sent, and an address that was for nothing else goes. Said twice, it changes nothing."""
    _themselves(person, by)
    rows = Consent.objects.filter(place=person.place_id, person=person, what=WHAT, withdrawn_at__isnull=True)
    with register.writing(person.place_id):
        for consent in rows:
            withdraw_consent(consent=consent)
        if person.channel == "desk" and person.contact:
            reach_person(person=person, channel="desk", contact="")


def _themselves(person: Person, by: Actor) -> None:
    if by.person_id != person.pk:
        raise NotAllowed("Only the person themselves can say this.")
