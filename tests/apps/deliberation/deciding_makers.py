"""Answers, votes that are counted, and decisions about them, in a line each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from helpfulacts.core.clock import as_if, today
from helpfulacts.deliberation import selectors
from helpfulacts.deliberation.actions.count_stage import count_stage
from helpfulacts.deliberation.actions.draft_decision import draft_decision
from helpfulacts.deliberation.models import (
    Contribution,
    Decision,
    Deliberation,
    Membership,
    Position,
    Stage,
    Tally,
)
from helpfulacts.people.actor import Actor

OFFICER = Actor("Mel, partnership officer", "officer")


def say(stage: Stage, member: Membership, answers: Mapping[Contribution, int]) -> None:
    """As it stands when it was handed in."""
    Position.objects.bulk_create(
        Position(
            place=stage.place, stage=stage, membership=member, contribution=one, value=value, said_on=today()
        )
        for one, value in answers.items()
    )


def close(deliberation: Deliberation, kind: str) -> Stage:
    """Its time is over, and it is closed."""
    stage = selectors.stage_of_kind(deliberation, kind)
    Stage.objects.filter(pk=stage.pk).update(closed_at=stage.closes)
    stage.refresh_from_db()
    return stage


def counted(deliberation: Deliberation, kind: str = "ballot", seed: str = "") -> Tally:
    return count_stage(stage=close(deliberation, kind), by=OFFICER, seed=seed)


def when_decided(deliberation: Deliberation) -> AbstractContextManager[Any]:
    """An hour into the part in which it is decided."""
    return as_if(selectors.stage_of_kind(deliberation, "decide").opens + dt.timedelta(hours=1))


def drafted(deliberation: Deliberation, **fields: Any) -> Decision:
    """Inside `when_decided`: by the forum, looked at again in a year."""
    given = {
        "body": "The forum", "sentence": "We pay for the benches.", "reason": "Most wanted them.", "by": OFFICER,
        "review_on": today(deliberation.place.zone) + dt.timedelta(days=365), **fields,
    }  # fmt: skip
    return draft_decision(deliberation=deliberation, **given)
