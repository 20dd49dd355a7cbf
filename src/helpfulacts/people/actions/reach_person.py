"""How to get back in touch, as the person wants it."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import Refused

from ..models import Person


def reach_person(*, person: Person, channel: str, contact: str) -> Person:
    """Keep the way and the address (sealed). The desk needs no address."""
    if channel not in dict(Person.CHANNELS):
        raise Refused(
            "Choose how to get back in touch: e-mail, phone, letter or at the desk.", field="channel"
        )
    if channel != "desk" and not contact.strip():
        raise Refused("Tell us the address or number to reach you on, or choose the desk.", field="contact")
    if channel == "email" and "@" not in contact:
        raise Refused(
            "That does not look like an e-mail address. Check it, or choose another way.", field="contact"
        )
    person.channel = channel
    person.contact = contact.strip()[:200]
    with register.writing(person.place_id):
        person.save(update_fields=["channel", "contact_sealed"])
        register.record(place=person.place, action="said how to be reached", noun="person")
    return person
