"""Begin a person's record: the least we can hold, and no account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy

from ..models import Account, Person

if TYPE_CHECKING:
    from helpfulacts.places.models import Area, Place, Postcode


def begin_person(
    *,
    place: Place,
    called: str = "",
    channel: str = "desk",
    contact: str = "",
    ward: Area | None = None,
    postcode: Postcode | None = None,
    age_band: str = "",
    languages: Iterable[str] = (),
    facts: Mapping[str, bool] | None = None,
    account: Account | None = None,
) -> Person:
    """A new person in `place`. `facts` maps a fact code to yes or no; absent means not known."""
    if channel not in dict(Person.CHANNELS):
        raise Refused(
            "Choose how to get back in touch: e-mail, phone, letter or at the desk.", field="channel"
        )
    if channel in ("email", "phone", "letter") and not contact.strip():
        raise Refused("Tell us the address or number to reach you on, or choose the desk.", field="contact")
    if channel == "email" and "@" not in contact:
        raise Refused(
            "That does not look like an e-mail address. Check it, or choose another way.", field="contact"
        )
    person = Person(
        place=place,
        channel=channel,
        ward=ward or (postcode.ward if postcode else None),
        postcode=postcode,
        age_band=age_band,
        languages=list(languages),
        facts=dict(facts or {}),
        account=account,
        created_at=now(),
    )
    person.called = tidy(called)[:60]
    person.contact = contact.strip()[:200]
    with register.writing(place):
        person.save(force_insert=True)
        register.record(place=place, action="began", noun="person", facts={"people": 1})
    return person
