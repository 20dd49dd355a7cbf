"""Say what may be shared with whom; and take it back."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core import register
from helpfulacts.core.clock import now

from ..models import Consent, Person


def give_consent(
    *, person: Person, what: str, with_whom: str, why: str, until: dt.date, basis: str = "self"
) -> Consent:
    """The person agrees, until a day, to one thing being shared with one body for one reason.

    `basis` is how they said so (`Consent.BASES`).
    """
    with register.writing(person.place_id):
        consent = Consent.objects.create(
            place=person.place,
            person=person,
            what=what,
            with_whom=with_whom,
            why=why,
            basis=basis,
            given_at=now(),
            until=until,
        )
        register.record(place=person.place, action="gave consent", noun="consent", subject=consent.pk)
    return consent


def withdraw_consent(*, consent: Consent) -> None:
    """It no longer counts, from now. Withdrawing twice changes nothing."""
    with register.writing(consent.place_id):
        changed = Consent.objects.filter(
            place=consent.place_id, pk=consent.pk, withdrawn_at__isnull=True
        ).update(withdrawn_at=now())
        if changed:
            register.record(
                place=consent.place, action="withdrew consent", noun="consent", subject=consent.pk
            )
