"""Accept a change to the text, or some words of it. Two that cannot both stand are settled by a ballot."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..answered import last_published
from ..contributions import last_revision
from ..models import Contribution, Decision, Outcome
from ..rules import may_convene
from ..selectors import open_stages
from ..words import NOUN, next_number, require_not_over, said, write_revision

COLLIDES = "Another change to the same words is accepted. Put both to a ballot: it settles which one stands."
VOTING = "People vote on the changes now. Accept some of its words once the vote is over."
DECIDED = "This is decided, and the text stands as it was decided. Ask anew to change it."


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
    if any(stage.kind == "ballot" for stage in open_stages(amendment.deliberation)):
        raise Refused(VOTING)
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


def stand_as_decided(decision: Decision) -> None:
    """What a decision answers yes is in the text, and what it answers otherwise is not. Inside `register.writing`; that the answers
    make one text was looked at before (`text_decided.cannot_stand`)."""
    rows = Contribution.objects.filter(place=decision.place_id, kind="amendment")
    said = Outcome.objects.filter(place=decision.place_id, decision=decision)
    yes = said.filter(answer="yes").values("contribution_id")
    rows.filter(pk__in=said.exclude(answer="yes").values("contribution_id")).update(accepted_on=None)
    rows.filter(pk__in=yes, accepted_on=None).update(accepted_on=today(decision.place.zone))


def _must_fit(amendment: Contribution) -> None:
    require_not_over(amendment.deliberation)
    if last_published(amendment.deliberation) is not None:
        raise Refused(DECIDED)
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
