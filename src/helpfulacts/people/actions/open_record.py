"""Open somebody's record: each look is kept, and the person sees every one."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused

from ..actor import Actor
from ..models import AccessRecord, Person
from ..rules import may_see_plan, require

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def open_record(
    *,
    place: Place,
    actor: Actor,
    person: Person,
    why: str,
    noun: str = "plan",
    subject: uuid.UUID | None = None,
) -> AccessRecord | None:
    """One row for this look, or None when people look at their own. Raises NotAllowed; a reason is needed."""
    if actor.person_id == person.pk:
        return None
    require(may_see_plan(actor, person.pk), "open this record")
    if not why.strip():
        raise Refused("Say why you are opening this record. The person will see your reason.", field="why")
    return AccessRecord.objects.create(
        place=place,
        person=person.pk,
        by_account=actor.account_id,
        by_shown_as=actor.shown_as,
        role=actor.role,
        why=why.strip()[:120],
        noun=noun,
        subject=subject,
        at=now(),
    )
