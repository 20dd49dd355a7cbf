"""Reads for the pages: what is being decided, what somebody may answer next, and what they answered."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from helpfulacts.core.clock import now
from helpfulacts.places.models import Area, Place

from .ballots import is_ballot, rows_on_ballot
from .contributions import Shown, in_words, visible
from .decisions import decisions as published_decisions
from .models import Cast, Contribution, Decision, Deliberation, Membership, Position, Stage
from .selectors import published, standing_of
from .stages import RULES

ANSWERED_ONE_BY_ONE = ("statement", "proposal", "clause", "amendment")


@dataclass(frozen=True)
class Listed:
    """A deliberation in a list: its stages in order, those open now, and what comes next or was decided."""

    deliberation: Deliberation
    stages: tuple[Stage, ...]
    decision: Decision | None = None

    @property
    def open(self) -> list[Stage]:
        """Where somebody can answer or bring something now, or say yes to be drawn for those who then can."""
        if self.deliberation.ended_at is not None:
            return []
        drawn = self.deliberation.open_to == "drawn"
        asks = [stage for stage in self.stages if ("panel" in stage.parameters if drawn else stage.rule)]
        return [stage for stage in asks if standing_of(stage) == "open"]

    @property
    def next(self) -> Stage | None:
        """The first part that has not begun."""
        return next((stage for stage in self.stages if standing_of(stage) == "coming"), None)

    @property
    def decided_by(self) -> dt.datetime | None:
        """When the part closes in which it is decided."""
        return max((stage.closes for stage in self.stages if stage.kind == "decide"), default=None)


@dataclass(frozen=True)
class Lists:
    """Open to answers; not open, and not decided; decided; ended before their time; and reports of where we stand that are complete.

    The latest first; of what was decided, by the day of its decision.
    """

    open: list[Listed] = field(default_factory=list)
    coming: list[Listed] = field(default_factory=list)
    decided: list[Listed] = field(default_factory=list)
    ended: list[Listed] = field(default_factory=list)
    reports: list[Listed] = field(default_factory=list)


def lists(place: Place, area: Area | None = None) -> Lists:
    """Everything published, each in one list; of one area, what is about it or about the whole place."""
    rows = published(place)
    if area is not None:
        rows = rows.filter(Q(area=area) | Q(area__isnull=True))
    deliberations = list(rows)
    stages: dict[object, list[Stage]] = defaultdict(list)
    for stage in Stage.objects.filter(place=place, deliberation__in=deliberations).order_by("order"):
        stages[stage.deliberation_id].append(stage)
    decisions = {one.deliberation_id: one for one in reversed(published_decisions(place))}
    found = Lists()
    for one in deliberations:
        listed = Listed(one, tuple(stages[one.pk]), decisions.get(one.pk))
        if listed.decision is not None:
            found.decided.append(listed)
        elif one.ended_at is not None:
            found.ended.append(listed)
        elif listed.open:
            found.open.append(listed)
        elif one.uses == "position" and listed.decided_by and listed.decided_by <= now():
            found.reports.append(listed)
        else:
            found.coming.append(listed)
    found.decided.sort(key=_decided_last, reverse=True)
    return found


def _decided_last(listed: Listed) -> tuple[dt.date, int]:
    assert listed.decision is not None
    return listed.decision.decided_on, listed.decision.number


def everything(deliberation: Deliberation) -> QuerySet[Contribution]:
    """All that people brought, where it is shown and not joined with the same; reasons stand beside what they are about."""
    return visible(deliberation).filter(kind__in=ANSWERED_ONE_BY_ONE)


def options(stage: Stage) -> QuerySet[Contribution]:
    """What is answered in this stage: what its parameters name, by number or kind, else all that its kind of stage is about."""
    if is_ballot(stage):
        return rows_on_ballot(stage).select_related("area")
    rows = everything(stage.deliberation)
    if "kinds" in stage.parameters:
        rows = rows.filter(kind__in=stage.parameters["kinds"])
    numbers = stage.parameters.get("contributions")
    return rows.filter(number__in=numbers) if numbers else rows


def reasons_of(contributions: Iterable[Contribution], language: str = "en") -> dict[object, list[Shown]]:
    """What people said for or against each, where it is shown, by what it is about."""
    rows = list(contributions)
    found: dict[object, list[Shown]] = defaultdict(list)
    if rows:
        said = Contribution.objects.filter(
            place=rows[0].place_id, parent__in=rows, kind="reason", state="shown", joined_into__isnull=True
        )
        for one in in_words(said.order_by("number"), language):
            found[one.contribution.parent_id].append(one)
    return dict(found)


def answers_of(stage: Stage, membership: Membership | None) -> dict[int, int]:
    """What somebody answers in a stage now: a number for each contribution, by its number."""
    if membership is None:
        return {}
    rows = Position.objects.filter(place=stage.place_id, stage=stage, membership=membership, current=True)
    return dict(rows.order_by("contribution__number").values_list("contribution__number", "value"))


def to_answer(stage: Stage, seed: str, without: Iterable[int] = ()) -> list[int]:
    """The numbers of what is left to answer, in an order of its own for each `seed`, so that none is favoured."""
    left = set(options(stage).values_list("number", flat=True)) - set(without)
    return sorted(left, key=lambda number: hashlib.sha256(f"{seed}|{number}".encode()).digest())


def cast_of(stage: Stage, membership: Membership | None) -> Cast | None:
    """The vote of somebody that counts now, with its tracker and secret."""
    if membership is None:
        return None
    return Cast.objects.filter(place=stage.place_id, stage=stage, membership=membership, current=True).first()


@dataclass(frozen=True)
class TakePart:
    """How many take part, and of them how many the desk or their body knows."""

    all: int
    known: int


def how_many(deliberation: Deliberation) -> TakePart:
    rows = Membership.objects.filter(
        place=deliberation.place_id, deliberation=deliberation, left_on__isnull=True
    )
    rows = rows.exclude(role="observer")  # whoever looks on, until a panel is drawn say, has no part in it
    return TakePart(rows.count(), rows.exclude(evidence="says that they live here").count())


def open_of(stages: Iterable[Stage], *, handed_in: bool, weights: bool = False) -> Stage | None:
    """The open stage in which answers are given so, the latest one; None where there is none."""
    moment, found = now(), None
    for stage in stages:
        if not stage.rule or standing_of(stage, moment) != "open":
            continue
        if RULES[stage.rule].handed_in == handed_in and (stage.rule == "weights") == weights:
            found = stage
    return found
