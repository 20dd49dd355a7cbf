"""Close one part of a deliberation once its time is over. A vote is opened with it, and from then on nothing in it changes."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.engine.ledger.ballots import check_opened
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from .. import board
from ..ballots import is_ballot, votes
from ..models import Cast, PaperBatch, Stage
from ..rules import may_convene
from .keep_position import keep_position
from .publish_board import NOUN, append, put_what_waits, shuffled


def close_stage(*, stage: Stage, by: Actor) -> Stage:
    """Of a vote, what still waits goes on the board, then which commitments were replaced, then each vote that counts, opened.

    Raises Refused before its time, while a batch of papers is open, or where a vote is not as it was handed in; NotAllowed.
    """
    require(may_convene(by), "close this part")
    with register.writing(stage.place_id):
        stage.refresh_from_db(fields=["closed_at"])
        if stage.closed_at is not None:
            raise Refused("This part is closed already.")
        if stage.deliberation.published_at is None:
            raise Refused("This is not published yet.")
        if now() < stage.closes:
            raise Refused("Its last day is not over. Close it when nobody can answer any more.")
        batch = PaperBatch.objects.filter(place=stage.place_id, stage=stage, closed_at=None).first()
        if batch is not None:
            raise Refused(f"Batch {batch.number} of papers is still open. Check it and close it first.")
        facts = {"number": stage.deliberation.number, "stage": stage.order, "kind": stage.kind}
        if is_ballot(stage):
            facts |= _open_votes(stage)
        stage.closed_at = now()
        stage.save(update_fields=["closed_at"])
        register.record(
            place=stage.place, action="closed a part of a deliberation", noun=NOUN, subject=stage.deliberation_id,
            facts=facts,
        )  # fmt: skip
        keep_position(deliberation=stage.deliberation, by=by)
    return stage


def _open_votes(stage: Stage) -> dict[str, object]:
    put_what_waits(stage)
    rows = Cast.objects.filter(place=stage.place_id, stage=stage, current=False).order_by("id")
    replaced = [{"kind": "replaced", "commitment": one} for one in rows.values_list("commitment", flat=True)]
    counted = []
    for cast, vote in votes(stage).items():
        entry = {"kind": "counted", "tracker": cast.tracker, "salt": cast.salt, "vote": vote}
        if not check_opened(entry, cast.commitment):
            raise Refused(
                "A vote in the database is not the one that was handed in. Nothing was closed: ask whoever runs this to look."
            )
        counted.append(entry | ({"side": cast.membership.side} if cast.membership.side else {}))
    append(stage, shuffled(replaced))
    append(stage, shuffled(counted))
    size, root = board.head(stage)
    return {"counted": len(counted), "replaced": len(replaced), "size": size, "root": root}
