"""Papers that came in together: count them, before anybody reads what is on them."""

from __future__ import annotations

from django.db.models import Max

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.public_words import public_words
from helpfulacts.people.rules import require

from ..ballots import require_ballot
from ..models import PaperBatch, Stage
from ..papers import mark_of, require_countable
from ..rules import may_enter_papers
from ..selectors import read_again

MOST = 10_000


def begin_paper_batch(
    *, stage: Stage, papers: int, came_from: str, by: Actor, channel: str = "paper"
) -> PaperBatch:
    """So many papers, from a box (“paper”) or a meeting. Also when the time to vote is past, until the part is closed.

    Raises Refused, NotAllowed.
    """
    require(may_enter_papers(by), "count papers")
    require_ballot(stage)
    if channel not in ("paper", "meeting"):
        raise Refused("Say where they came from: a box, or a meeting.", field="channel")
    if not 1 <= papers <= MOST:
        raise Refused(f"Count them, and say how many there are: 1 to {MOST:,}.", field="papers")
    missing = "Say where they came from, such as “the box in the library”."
    came_from = public_words(came_from, missing, field="came_from", longest=120)
    with register.writing(stage.place_id):
        read_again(stage)
        require_countable(stage)
        mine = PaperBatch.objects.filter(place=stage.place_id, stage=stage)
        batch = PaperBatch.objects.create(
            place=stage.place, stage=stage, number=(mine.aggregate(last=Max("number"))["last"] or 0) + 1,
            channel=channel, came_from=came_from, papers=papers, counted_by_shown_as=by.shown_as[:80], begun_at=now(),
        )  # fmt: skip
        register.record(
            place=stage.place,
            action="counted papers",
            noun="paper batch",
            subject=batch.pk,
            facts={
                "number": stage.deliberation.number, "stage": stage.order, "batch": batch.number, "papers": papers,
                "channel": channel, "from": came_from, "by": by.shown_as,
            },
            commitment=mark_of(batch, by),
        )  # fmt: skip
    return batch
