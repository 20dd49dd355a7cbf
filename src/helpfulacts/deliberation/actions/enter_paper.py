"""Enter what is on one paper: the number of its slip, and the vote."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import F

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import Cast, Contribution, PaperBatch
from ..papers import left_over, require_open_batch, tidy_slip
from ..rules import may_enter_papers
from ..selectors import membership_of, read_again
from .cast_vote import cast_vote


def enter_paper(
    *, batch: PaperBatch, slip: str, answers: Mapping[Contribution, int], by: Actor, again: bool = False
) -> Cast:
    """`again`: this paper was entered in this batch with a mistake; it counts as it is entered now, and as one paper.

    Raises Refused for an unknown slip, one that was entered already, or more papers than were counted; NotAllowed.
    """
    require(may_enter_papers(by), "enter papers")
    stage = batch.stage
    with register.writing(batch.place_id):
        batch.refresh_from_db(fields=["entered", "spoilt", "closed_at"])
        read_again(stage)
        require_open_batch(batch)
        membership = membership_of(stage.deliberation, slip=tidy_slip(slip))
        if membership is None:
            raise Refused(
                "No slip with that number was given out. Look at it again; if it says so, the paper is spoilt.",
                field="slip",
            )
        was = Cast.objects.filter(place=batch.place_id, batch=batch, membership=membership).exists()
        if was and not again:
            raise Refused(
                "This slip was entered in this batch already. If that was a mistake, enter it again as a correction.",
                field="slip",
            )
        if again and not was:
            raise Refused(
                "This slip was not entered in this batch yet. Enter it as a new paper.", field="slip"
            )
        if not was and left_over(batch) <= 0:
            raise Refused(
                f"All {batch.papers} papers of this batch are entered or spoilt. Count them again before you go on."
            )
        cast = cast_vote(
            stage=stage, membership=membership, answers=answers, by=by, channel=batch.channel, batch=batch
        )
        if not was:
            PaperBatch.objects.filter(place=batch.place_id, pk=batch.pk).update(entered=F("entered") + 1)
        batch.refresh_from_db(fields=["entered"])
    return cast
