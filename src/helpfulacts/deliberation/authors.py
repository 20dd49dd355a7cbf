"""What the author of something reads about it: what was done, by which line and why, and what they can do now."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from helpfulacts.core.errors import Refused

from .actions.reword import require_changeable
from .actions.withdraw import require_not_voted_on
from .models import Contribution, Moderation, Stage
from .policy import Line, policy
from .stages import KINDS


@dataclass(frozen=True)
class Fate:
    """Of one thing. done: the earliest first. line, reason: by which it is hidden now, None and "" where it is not.

    asked_again: its author asked for another look, which happens once; waits_again: and nobody has looked yet.
    """

    contribution: Contribution
    done: list[Moderation] = field(default_factory=list)
    line: Line | None = None
    reason: str = ""
    asked_again: bool = False
    waits_again: bool = False
    may_reword: bool = False
    may_take_back: bool = False

    @property
    def may_ask_again(self) -> bool:
        return self.contribution.state == "hidden" and not self.asked_again


def fates_of(contributions: Iterable[Contribution], stage: Stage | None) -> dict[uuid.UUID, Fate]:
    """By the id of each. stage: the part in which things are brought now, None where there is none."""
    rows = list(contributions)
    done: dict[uuid.UUID, list[Moderation]] = defaultdict(list)
    if rows:
        said = Moderation.objects.filter(place=rows[0].place_id, contribution__in=rows)
        for one in said.order_by("at"):
            done[one.contribution_id].append(one)
    return {one.pk: _fate(one, done[one.pk], stage) for one in rows}


def _fate(contribution: Contribution, done: list[Moderation], stage: Stage | None) -> Fate:
    hidden = [one for one in done if one.what in ("hidden", "kept hidden")]
    why = hidden[-1] if hidden and contribution.state == "hidden" else None
    asked = [one for one in done if one.what == "appealed"]
    answered = {one.answers_id for one in done}
    brings = stage is not None and contribution.kind in KINDS[stage.kind].brings
    return Fate(
        contribution,
        done,
        policy().get(why.policy) if why else None,
        why.reason if why else "",
        bool(asked),
        contribution.state == "hidden" and any(one.pk not in answered for one in asked),
        brings and _allowed(require_changeable, contribution),
        _allowed(require_not_voted_on, contribution),
    )


def _allowed(require: Callable[[Contribution], None], contribution: Contribution) -> bool:
    try:
        require(contribution)
    except Refused:
        return False
    return True
