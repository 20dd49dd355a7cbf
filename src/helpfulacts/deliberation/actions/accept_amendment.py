"""Accept a change to the text, or some words of it. Two that cannot both stand are settled by a ballot."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..contributions import last_revision
from ..models import Contribution
from ..rules import may_convene
from ..words import NOUN, next_number, require_not_over, said, write_revision

COLLIDES = "Another change to the same words is accepted. Put both to a ballot: it settles which one stands."


def accept_amendment(*, amendment: Contribution, by: Actor) -> Contribution:
    """Its words are in the text from today. Raises Refused, NotAllowed."""
    require(may_convene(by), "accept a change to the text")
    with register.writing(amendment.place_id):
        amendment.refresh_from_db()
        _must_fit(amendment)
        amendment.accepted_on = today(amendment.place.zone)
        try:
            with transaction.atomic():
                amendment.save(update_fields=["accepted_on"])
        except IntegrityError:
            amendment.accepted_on = None
            raise Refused(COLLIDES) from None
        _record(amendment, by)
    return amendment


def accept_part(*, amendment: Contribution, words: str, by: Actor, no_person: bool = False) -> Contribution:
    """Accept some words of it: a new change to the same revision, which names the one it comes from (`parent`).

    The one it comes from stays as it was brought, and is not accepted. Raises Refused, NotAllowed.
    """
    require(may_convene(by), "accept a change to the text")
    if amendment.change == "delete":
        raise Refused("A change that takes words out is accepted whole, or not.")
    _, words = said(amendment.deliberation, "amendment", "", words, no_person)
    with register.writing(amendment.place_id):
        amendment.refresh_from_db()
        _must_fit(amendment)
        number, day = next_number(amendment.deliberation), today(amendment.place.zone)
        try:
            with transaction.atomic():
                part = Contribution.objects.create(
                    place=amendment.place, deliberation=amendment.deliberation, number=number, kind="amendment", order=number,
                    state="shown", parent=amendment, amends=amendment.amends, change=amendment.change, accepted_on=day,
                    brought_on=day,
                )  # fmt: skip
        except IntegrityError:
            raise Refused(COLLIDES) from None
        theirs = last_revision(amendment)
        write_revision(part, theirs.title, words, theirs.language)
        _record(part, by, part_of=amendment.number)
    return part


def _must_fit(amendment: Contribution) -> None:
    require_not_over(amendment.deliberation)
    if amendment.kind != "amendment" or amendment.state != "shown" or amendment.joined_into_id is not None:
        raise Refused("Only a change that is shown is accepted.")
    if amendment.accepted_on is not None:
        raise Refused("This is accepted already.")
    assert amendment.amends is not None
    if last_revision(amendment.amends.contribution).pk != amendment.amends_id:
        raise Refused("The words that it changes are not the last ones any more.")


def _record(amendment: Contribution, by: Actor, **more: int) -> None:
    register.record(
        place=amendment.place,
        action="accepted a change to the text",
        noun=NOUN,
        subject=amendment.pk,
        facts={
            "deliberation": amendment.deliberation.number,
            "number": amendment.number,
            "by": by.role,
            **more,
        },
    )
