"""Sign a version of an agreement for a side. With the last side it is in force, and the version before it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor

from .. import agreements
from ..models import AgreementVersion, Signature
from ..rules import speaks_for

if TYPE_CHECKING:
    from helpfulacts.people.models import Organisation


def sign_agreement(
    *, version: AgreementVersion, side: str, organisation: Organisation, signed_by: str, by: Actor
) -> Signature:
    """`signed_by`: the name of whoever signs, as everybody reads it. Whoever speaks for the organisation signs for the side that it
    is known to be of; of whom no side is known, the office enters it from paper.

    Raises Refused, NotAllowed.
    """
    if not (by.has("officer") or speaks_for(by, organisation.pk)):
        raise NotAllowed(
            "Only whoever speaks for a body signs for it, or the office when they have signed on paper."
        )
    if side not in agreements.side_codes(version.agreement):
        raise Refused("Choose one of the sides of this agreement.", field="side")
    if not by.has("officer") and agreements.sides_of_bodies(version).get(organisation.pk) != side:
        raise Refused(
            f"{organisation.name} is not known to be of that side. Sign on paper, and the office enters it.",
            field="side",
        )
    if organisation.place_id != version.place_id:
        raise Refused("Choose a body of this place.", field="organisation")
    name = tidy(signed_by)[:120]
    if not name:
        raise Refused("Write the name of whoever signs.", field="signed_by")
    day = today(version.place.zone)
    with register.writing(version.place_id):
        latest = agreements.versions(version.agreement)[0]
        if latest.pk != version.pk:
            raise Refused(agreements.NEWER)
        try:
            with transaction.atomic():
                signed = Signature.objects.create(
                    place=version.place, version=version, side=side, organisation=organisation, signed_by_shown_as=name,
                    signed_on=day,
                )  # fmt: skip
        except IntegrityError:
            raise Refused(f"{organisation.name} has signed this already.") from None
        whole = not agreements.not_signed_by(version) and version.in_force_from is None
        if whole:
            version.in_force_from = day
            version.save(update_fields=["in_force_from"])
        register.record(
            place=version.place,
            action="signed an agreement",
            noun="agreement",
            subject=version.agreement_id,
            facts={
                "agreement": version.agreement.number, "version": version.number, "hash": version.hash, "side": side,
                "body": organisation.name, "in force": whole,
            },
        )  # fmt: skip
    return signed
