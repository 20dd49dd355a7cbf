"""What all that is done with papers asks first: that they can still be counted in, and who counted them. And reads of them."""

from __future__ import annotations

import hashlib
import uuid

from helpfulacts.core import register
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.people.actor import Actor
from helpfulacts.places.models import Place

from .ballots import is_ballot
from .models import Cast, Deliberation, Membership, PaperBatch, Position, Stage
from .selectors import published, require_open, stages_of, standing_of

DRAWN_ALONE = (
    "Only those who were drawn vote on this, so no slips are given out. Help them to answer instead."
)


def require_countable(stage: Stage) -> None:
    """Papers are read when a box is emptied: also after the last day, until the part is closed. Raises Refused."""
    if standing_of(stage) != "over" or stage.deliberation.ended_at is not None:
        require_open(stage)


def require_open_batch(batch: PaperBatch) -> None:
    """Raises Refused."""
    if batch.closed_at is not None:
        raise Refused("This batch is checked and closed. Nothing in it can be changed.")
    require_countable(batch.stage)


def mark_of(batch: PaperBatch, by: Actor) -> str:
    """Stands on the register for whoever counted a batch: it tells their account from any other and leads to nobody."""
    return hashlib.sha256(f"{batch.pk}|{by.key}".encode()).hexdigest()


def counted_by(batch: PaperBatch, by: Actor) -> bool:
    """Is this the one who counted the papers of this batch?"""
    begun = register.entries(batch.place, noun="paper batch").filter(subject=batch.pk).first()
    return batch.counted_by_shown_as == by.shown_as[:80] or begun.commitment == mark_of(batch, by)


def left_over(batch: PaperBatch) -> int:
    """Papers that were counted and are neither entered nor spoilt."""
    return batch.papers - batch.entered - batch.spoilt


def ballots_to_count(deliberation: Deliberation) -> list[Stage]:
    """The parts in which papers can still be entered: open, or over and not closed yet. The latest first."""
    if deliberation.published_at is None or deliberation.ended_at is not None:
        return []
    found = [stage for stage in stages_of(deliberation) if is_ballot(stage)]
    return [stage for stage in reversed(found) if standing_of(stage) in ("open", "over")]


def slips_for(deliberation: Deliberation) -> Stage | None:
    """The vote for which slips are given out: the one that can be counted in now, else the next; None where none are."""
    if why_no_slips(deliberation):
        return None
    coming = (one for one in stages_of(deliberation) if is_ballot(one) and standing_of(one) == "coming")
    return next(iter([*ballots_to_count(deliberation), *coming]), None)


def why_no_slips(deliberation: Deliberation) -> str:
    """Why the desk gives out none, in one sentence; "" where it does."""
    if deliberation.published_at is None:
        return "This is not published yet, so no slips are given out."
    if not _has_vote(deliberation):
        return "Nobody votes in this, so there are no slips."
    if deliberation.open_to == "drawn":
        return DRAWN_ALONE
    if deliberation.ended_at is not None:
        return "This is over, so no slips are given out."
    if all(standing_of(one) == "closed" for one in stages_of(deliberation) if is_ballot(one)):
        return "The vote is closed, so no slips are given out."
    return ""


def on_paper(deliberation: Deliberation) -> bool:
    """Whether anybody can vote in it on paper, now or ever: those who were drawn do not."""
    return _has_vote(deliberation) and deliberation.open_to != "drawn"


def _has_vote(deliberation: Deliberation) -> bool:
    return any(is_ballot(stage) for stage in stages_of(deliberation))


def questions_with_papers(place: Place) -> list[Deliberation]:
    """Published and not ended, with a vote that is not closed: slips are given out for these. The latest first."""
    rows = published(place).filter(ended_at__isnull=True)
    stages = Stage.objects.filter(place=place, deliberation__in=rows, closed_at__isnull=True)
    keys = {stage.deliberation_id for stage in stages if is_ballot(stage)}
    return [one for one in rows if one.pk in keys]


def batches(deliberation: Deliberation) -> list[PaperBatch]:
    """The latest first."""
    rows = PaperBatch.objects.filter(place=deliberation.place_id, stage__deliberation=deliberation)
    return list(rows.select_related("stage").order_by("-stage__order", "-number"))


def get_batch(place: Place, key: uuid.UUID) -> PaperBatch:
    """Raises NotFound."""
    rows = PaperBatch.objects.filter(place=place, pk=key)
    if (found := rows.select_related("stage__deliberation__place", "place").first()) is None:
        raise NotFound("There is no such batch of papers in this place.")
    return found


def entered_under(batch: PaperBatch, slip: str) -> dict[int, int] | None:
    """What was entered in this batch for a slip and counts now, by the number of each thing; None where nothing was."""
    rows = Cast.objects.filter(
        place=batch.place_id, batch=batch, current=True, membership__slip=tidy_slip(slip)
    )
    if (cast := rows.first()) is None:
        return None
    answers = Position.objects.filter(place=batch.place_id, cast=cast, current=True)
    return dict(answers.order_by("contribution__number").values_list("contribution__number", "value"))


def slips_of(deliberation: Deliberation) -> tuple[int, int]:
    """(How many slips were given out, how many of them came back as a paper that counts)."""
    given = Membership.objects.filter(place=deliberation.place_id, deliberation=deliberation).exclude(slip="")
    came = Cast.objects.filter(
        place=deliberation.place_id, stage__deliberation=deliberation, current=True, batch__isnull=False
    ).exclude(membership__slip="")
    return given.count(), came.values("membership").distinct().count()


def tidy_slip(slip: str) -> str:
    """The number of a slip as it is kept, however it was typed."""
    return "".join(slip.split()).replace("-", "").upper()
