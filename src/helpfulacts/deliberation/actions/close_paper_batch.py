"""Close a batch of papers: a second person looks that what was entered and spoilt makes up what was counted."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import PaperBatch
from ..papers import counted_by, left_over, require_open_batch
from ..rules import may_enter_papers


def close_paper_batch(*, batch: PaperBatch, by: Actor) -> PaperBatch:
    """From now on nothing of it changes. Raises Refused while papers are missing, NotAllowed for whoever counted them."""
    require(may_enter_papers(by), "check papers")
    with register.writing(batch.place_id):
        batch.refresh_from_db(fields=["papers", "entered", "spoilt", "closed_at"])
        require_open_batch(batch)
        if counted_by(batch, by):
            raise NotAllowed("You counted these papers. Somebody else checks them and closes the batch.")
        if missing := left_over(batch):
            raise Refused(
                f"{batch.papers} papers were counted, {batch.entered} entered and {batch.spoilt} spoilt: "
                f"{missing} {'is' if missing == 1 else 'are'} missing. Enter what is left, or say it is spoilt."
            )
        batch.checked_by_shown_as, batch.closed_at = by.shown_as[:80], now()
        batch.save(update_fields=["checked_by_shown_as", "closed_at"])
        register.record(
            place=batch.place,
            action="checked papers",
            noun="paper batch",
            subject=batch.pk,
            facts={
                "number": batch.stage.deliberation.number, "stage": batch.stage.order, "batch": batch.number,
                "papers": batch.papers, "entered": batch.entered, "spoilt": batch.spoilt, "why": batch.spoilt_why,
                "by": by.shown_as,
            },
        )  # fmt: skip
    return batch
