"""Say why, beside an answer; or, once it is decided on, reply to what was said. A body says it in public and at once."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.contact_details import refuse_contact_in
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy_lines
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Contribution, Membership, Stage
from ..rules import may_act_as
from ..selectors import read_again, require_member, require_open
from ..stages import kind_of
from ..words import LONGEST, next_number, write_revision
from .keep_position import keep_position


def give_reason(
    *, stage: Stage, membership: Membership, about: Contribution, words: str, by: Actor
) -> Contribution:
    """A contribution of kind “reason” under `about`. What a person says waits until it was read; Raises Refused, NotAllowed."""
    require(may_act_as(by, membership), "say why for this member")
    if "reason" not in kind_of(stage.kind).brings or about.deliberation_id != stage.deliberation_id:
        raise Refused("Nobody says why in this part.")
    said = tidy_lines(words)
    if not said:
        raise Refused("Write why.", field="words")
    if len(said) > (most := LONGEST["reason"]):
        raise Refused(f"Please keep it under {most:,} letters.", field="words")
    refuse_contact_in(said, field="words")
    with register.writing(stage.place_id):
        read_again(stage)
        require_open(stage)
        require_member(membership)
        made = put_beside(about, membership, said)
        if membership.role == "convenor":
            keep_position(deliberation=stage.deliberation, by=by)
    return made


def put_beside(about: Contribution, membership: Membership, said: str) -> Contribution:
    """Words that were checked, as a reason beside what they are about; inside `register.writing`."""
    made = Contribution.objects.create(
        place=about.place, deliberation=about.deliberation, author=membership, kind="reason", parent=about,
        number=next_number(about.deliberation), brought_on=today(about.place.zone),
        state="shown" if membership.organisation_id is not None else "waiting",
    )  # fmt: skip
    write_revision(made, "", said)
    return made
