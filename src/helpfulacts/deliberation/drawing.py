"""Reads of a panel that is drawn by lot: what was promised, how it stands, and what one person may read of it.

panel_of(deliberation, stages) -> Panel | None               own_lot(panel, membership) -> OwnLot
pool_now(panel) -> PoolNow, for whoever asks                  on_panel(deliberation), places_taken(panel)
said_yes(stage) -> {id of a membership: its answers}, for the draw alone
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from helpfulacts.core.clock import now
from helpfulacts.engine.choosing.panel_quotas import Quota
from helpfulacts.engine.small import SMALL

from .counting import draw
from .models import Deliberation, Membership, PanelAnswers, Stage, Tally
from .no_panel import why_none
from .panels import PromisedPanel, promised_panel
from .selectors import stages_of, standing_of

MAY_BE_DRAWN = ("member", "observer")
"""Whoever helps to run it, or signs for a side, is not drawn for it."""


@dataclass(frozen=True)
class Panel:
    """standing: “open” (people can say yes), “over” (it can be drawn), “drawn”, or “ended” before it was."""

    stage: Stage
    promised: PromisedPanel
    tally: Tally | None
    standing: str

    @property
    def questions(self) -> list[tuple[str, tuple[Quota, ...]]]:
        """What is asked, with the quota of each answer."""
        return [(feature, self.promised.of(feature)) for feature in self.promised.features]


def panel_of(deliberation: Deliberation, stages: Iterable[Stage] | None = None) -> Panel | None:
    """The panel that it promises; None where it promises none."""
    for stage in stages if stages is not None else stages_of(deliberation):
        if "panel" not in stage.parameters:
            continue
        tally = Tally.objects.filter(
            place=stage.place_id, deliberation=deliberation, stage=stage, rule=draw.RULE.code
        ).first()
        return Panel(stage, promised_panel(stage.parameters), tally, _standing(deliberation, stage, tally))
    return None


def _standing(deliberation: Deliberation, stage: Stage, tally: Tally | None) -> str:
    if tally is not None:
        return "drawn"
    if deliberation.published_at is None or deliberation.ended_at is not None:
        return "ended"
    return "open" if standing_of(stage, now()) in ("coming", "open") else "over"


@dataclass(frozen=True)
class OwnLot:
    """How somebody stands to a panel. said: what they told, while it is kept. chance: of 100, once it was drawn; else None.

    on_it: they were drawn, and did not say no.
    """

    yes: bool = False
    said: Mapping[str, str] = field(default_factory=dict)
    chance: int | None = None
    on_it: bool = False


def own_lot(panel: Panel, membership: Membership | None) -> OwnLot:
    """For this member alone, and for nobody who helps them: who calls it shows `said` to its person only."""
    if membership is None:
        return OwnLot()
    row = PanelAnswers.objects.filter(
        place=panel.stage.place_id, stage=panel.stage, membership=membership
    ).first()
    drawn = membership.came == "drawn" and membership.role == "panel"
    on_it = drawn and membership.left_on is None
    return OwnLot(row is not None, row.said if row else {}, membership.chance_of_100, on_it)


def said_yes(stage: Stage) -> dict[uuid.UUID, dict[str, str]]:
    """What each who may be drawn told about themselves, by the id of their membership."""
    rows = PanelAnswers.objects.filter(
        place=stage.place_id, stage=stage, membership__left_on__isnull=True, membership__person__isnull=False,
        membership__role__in=MAY_BE_DRAWN,
    )  # fmt: skip
    return {row.membership_id: row.said for row in rows}


@dataclass(frozen=True)
class PoolNow:
    """Who said yes, as far as small counts allow. few: so few that nothing more is told. stops: why no panel can hold now, in words.

    by_answer: (quota, how many people gave that answer; None of fewer than ten, so that nobody is told from one or two).
    """

    all: int
    few: bool
    by_answer: tuple[tuple[Quota, int | None], ...] = ()
    stops: str = ""


def pool_now(panel: Panel) -> PoolNow:
    """Where fewer than ten said yes, only that."""
    said = said_yes(panel.stage)
    if len(said) < SMALL:
        return PoolNow(len(said), few=True)
    counts = Counter((feature, value) for answers in said.values() for feature, value in answers.items())
    told = [(quota, counts[quota.feature, quota.value]) for quota in panel.promised.quotas]
    by_answer = tuple((quota, number if number >= SMALL else None) for quota, number in told)
    return PoolNow(len(said), few=False, by_answer=by_answer, stops=why_none(panel.promised, said))


@dataclass(frozen=True)
class PlacesTaken:
    """Of a panel that was drawn: how many of its places are taken still, and how many are empty since."""

    taken: int
    empty: int


def on_panel(deliberation: Deliberation) -> QuerySet[Membership]:
    """Those who were drawn and are on it still."""
    return Membership.objects.filter(
        place=deliberation.place_id, deliberation=deliberation, role="panel", came="drawn", left_on__isnull=True,
        person__isnull=False,
    )  # fmt: skip


def places_taken(panel: Panel) -> PlacesTaken:
    """Whoever said no or was forgotten leaves an empty place: nobody is drawn after the draw."""
    taken = on_panel(panel.stage.deliberation).count()
    return PlacesTaken(taken, panel.promised.size - taken)


def lots_of(tally: Tally) -> list[list[str]]:
    """The mixes of people that could be drawn and the tickets of each, as a table, so that anybody draws again by the seed.

    Who is in a mix, and what sort of people, is not in it: of few who are alike, somebody would be known.
    """
    panels = tally.made_from["panels"]
    return [["mix", "tickets"], *([str(at), str(one["tickets"])] for at, one in enumerate(panels, start=1))]
