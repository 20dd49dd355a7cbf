"""Open one case of a round before it is confirmed: the look is recorded, and the person sees it.

open_case(run=, allocation=, by=Actor) -> Explanation
"""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..explanation import Explanation, explain_one
from ..models import Allocation, Opening, Run
from ..rules import may_decide_round
from .say_before_round import mark_read


def open_case(*, run: Run, allocation: Allocation, by: Actor) -> Explanation:
    """What the person would be told, for a named officer to read. Any case may be opened, listed or not."""
    require(may_decide_round(by), "open a case of this round")
    if allocation.run_id != run.pk:
        raise Refused("This case belongs to another round.")
    opening = Opening.objects.filter(place=run.place_id, run=run, allocation=allocation).first()
    why = opening.get_why_display() if opening else "Looked at in a sharing round"
    with register.writing(run.place_id):
        open_record(
            place=run.place, actor=by, person=allocation.person, why=f"Sharing round {run.number}: {why}",
            noun="allocation", subject=allocation.pk,
        )  # fmt: skip
        Opening.objects.filter(
            place=run.place_id, run=run, allocation=allocation, opened_at__isnull=True
        ).update(opened_at=now(), opened_by_shown_as=by.shown_as[:80])
        if Run.objects.filter(place=run.place_id, pk=run.pk, state="proposed").exists():
            mark_read(run=run, person=allocation.person, by=by)
    return explain_one(allocation)
