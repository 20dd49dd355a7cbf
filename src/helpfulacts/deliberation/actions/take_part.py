"""Take part: a person, an organisation, or the holder of a paper slip. One membership each, by constraint."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.ids import one_of
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Organisation, Person
from helpfulacts.people.rules import require

from ..decisions import is_over
from ..models import Deliberation, Membership
from ..papers import DRAWN_ALONE
from ..rules import may_convene, may_enter_papers

OVER = "This is over. What was decided is on its page."
SLIP_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without those that are read for one another."""


def take_part(*, deliberation: Deliberation, person: Person, by: Actor) -> Membership:
    """The person comes by themselves, or with somebody from the desk. Who takes part already does so no second time; who left
    may come again.

    There is no entry on the register: its order and hour would tell who came when. Raises Refused, NotAllowed.
    """
    if by.person_id != person.pk and not may_enter_papers(by):
        raise NotAllowed("Each person takes part for themselves, or with somebody from the desk.")
    if person.place_id != deliberation.place_id:
        raise Refused("You take part where you live.")
    with register.writing(deliberation.place_id):
        there = Membership.objects.filter(
            place=deliberation.place_id, deliberation=deliberation, person=person
        ).first()
        if there is not None and there.left_on is None:
            return there
        _must_be_open(deliberation)
        _may_come(deliberation, person)
        if there is not None:  # whoever left comes back as who they were, and counts once
            there.left_on = None
            there.save(update_fields=["left_on"])
            return there
        return Membership.objects.create(
            place=deliberation.place,
            deliberation=deliberation,
            person=person,
            evidence=how_known(person),
            joined_on=today(deliberation.place.zone),
        )


def invite(
    *,
    deliberation: Deliberation,
    by: Actor,
    person: Person | None = None,
    organisation: Organisation | None = None,
    role: str = "member",
    side: str = "",
    came: str = "invited",
    evidence: str = "invited by whoever asks",
) -> Membership:
    """Whoever asks brings somebody in: for a panel, a side, or to help it along. Raises Refused, NotAllowed."""
    require(may_convene(by), "invite somebody")
    if (person is None) == (organisation is None):
        raise Refused("Choose one: a person or an organisation.")
    if role not in dict(Membership.ROLES):
        raise Refused("Choose one of the roles that are offered.", field="role")
    try:
        with register.writing(deliberation.place_id), transaction.atomic():
            return Membership.objects.create(
                place=deliberation.place, deliberation=deliberation, person=person, organisation=organisation, role=role,
                side=side, came=came, evidence=evidence, joined_on=today(deliberation.place.zone),
            )  # fmt: skip
    except IntegrityError:
        raise Refused("They take part already.") from None


def give_out_slips(*, deliberation: Deliberation, number: int, evidence: str, by: Actor) -> list[str]:
    """Numbers for paper slips, one for each whom the desk has looked up on its roll. One register entry for all.

    `evidence` says how they were looked up. At most 1,000 at a time, and none where only those take part who were drawn.
    """
    require(may_enter_papers(by), "give out paper slips")
    if not 1 <= number <= 1000:
        raise Refused("Give out between 1 and 1,000 slips at a time.", field="number")
    if not evidence.strip():
        raise Refused("Say how you know that they may take part.", field="evidence")
    if deliberation.open_to == "drawn":
        raise Refused(DRAWN_ALONE)
    with register.writing(deliberation.place_id):
        _must_be_open(deliberation)
        slips = ["".join(one_of(SLIP_LETTERS) for _ in range(12)) for _ in range(number)]
        Membership.objects.bulk_create(
            Membership(
                place=deliberation.place, deliberation=deliberation, slip=slip, evidence=evidence.strip()[:120],
                joined_on=today(deliberation.place.zone),
            )
            for slip in slips
        )  # fmt: skip
        register.record(
            place=deliberation.place,
            action="gave out paper slips",
            noun="deliberation",
            subject=deliberation.pk,
            facts={"number": deliberation.number, "slips": number},
        )
    return slips


def _must_be_open(deliberation: Deliberation) -> None:
    if deliberation.published_at is None:
        raise Refused("This is not published yet.")
    if is_over(deliberation):
        raise Refused(OVER)


def _may_come(deliberation: Deliberation, person: Person) -> None:
    if deliberation.open_to == "area" and person.ward_id != deliberation.area_id:
        raise Refused(
            f"This is for people who live in {deliberation.area}. If you do, tell the desk your postcode, and come back."
        )
    if deliberation.open_to in ("invited", "drawn"):
        raise Refused("This is for those who were asked to it. You can read all of it here.")


def how_known(person: Person) -> str:
    """How it was seen that they may take part."""
    return "known at the desk" if person.vouched_by else "says that they live here"
