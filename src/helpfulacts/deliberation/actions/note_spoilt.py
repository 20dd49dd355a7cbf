"""Say how many papers of a batch cannot be read as a vote, and why."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.public_words import public_words
from helpfulacts.people.rules import require

from ..models import PaperBatch
from ..papers import require_open_batch
from ..rules import may_enter_papers


def note_spoilt(*, batch: PaperBatch, spoilt: int, why: str, by: Actor) -> PaperBatch:
    """All of the batch together, said anew each time; they count as papers and as no vote. Raises Refused, NotAllowed."""
    require(may_enter_papers(by), "enter papers")
    if spoilt:
        missing = "Say why they cannot be counted, such as “two were empty”."
        why = public_words(why, missing, field="why", longest=300)
    with register.writing(batch.place_id):
        batch.refresh_from_db(fields=["entered", "spoilt", "closed_at"])
        require_open_batch(batch)
        if not 0 <= spoilt <= batch.papers - batch.entered:
            raise Refused(
                f"{batch.papers} papers were counted and {batch.entered} entered: at most "
                f"{batch.papers - batch.entered} can be spoilt.",
                field="spoilt",
            )
        batch.spoilt, batch.spoilt_why = spoilt, why if spoilt else ""
        batch.save(update_fields=["spoilt", "spoilt_why"])
    return batch
