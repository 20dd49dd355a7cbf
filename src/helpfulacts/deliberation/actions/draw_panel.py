"""Draw the panel that a stage promised, from those who said yes, by a seed from the public."""

from __future__ import annotations

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Max

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.engine.choosing.panel_quotas import BadPool
from helpfulacts.engine.choosing.sortition import PanelLottery, panel_lottery
from helpfulacts.engine.ledger import canonical
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..counting import draw
from ..drawing import Panel, panel_of, said_yes
from ..models import Deliberation, Membership, Stage, Tally
from ..no_panel import why_none
from ..panels import pool_from
from ..rules import may_convene
from .count_stage import LONGEST_SEED, input_hash
from .join_draw import forget_lots

PATIENCE = 60.0
"""Seconds for which chances that are more equal are looked for: somebody waits at the page."""
WHY_NOT = {
    "drawn": "The panel is drawn already, and is not drawn a second time.",
    "ended": "A panel is drawn in what is published and not over.",
    "open": "People can still say yes. Draw it when the last day of that is over, by a seed that nobody knew before.",
}


@dataclass(frozen=True)
class WorkedOut:
    """The lottery of a panel before its seed, and what everybody had told when it was worked out."""

    stage: Stage
    size: int
    seed_from: str
    said: Mapping[uuid.UUID, Mapping[str, str]]
    lottery: PanelLottery


def work_out(*, deliberation: Deliberation, by: Actor, seconds: float = PATIENCE) -> WorkedOut:
    """Which panels can be drawn, and how likely. It writes nothing and may take a while, so it comes before any transaction.

    seconds: after so many the chances are taken as equal as they are then, and it is said that more was not proved. Raises Refused where it is not its time, or the quotas cannot hold, with a change that would and no small count; NotAllowed.
    """
    require(may_convene(by), "draw a panel")
    panel = _in_turn(deliberation)
    said = said_yes(panel.stage)
    try:
        lottery = panel_lottery(pool_from(panel.promised, said), panel.promised.size, seconds=seconds)
    except BadPool as problem:
        why = why_none(panel.promised, said) or str(problem)
        raise Refused(
            f"No panel of {panel.promised.size} can be drawn from those who said yes. {why}"
        ) from None
    return WorkedOut(panel.stage, panel.promised.size, panel.promised.seed_from, said, lottery)


def draw_panel(*, deliberation: Deliberation, seed: str, by: Actor, worked: WorkedOut | None = None) -> Tally:
    """Members become the panel, by size and quotas that were published. It is drawn once, and the count holds nobody.

    What people told about themselves is deleted with it; each keeps the chance that they had. worked: what `work_out` gave,
    where it was asked before. Raises as that does.
    """
    require(may_convene(by), "draw a panel")
    seed = seed.strip()
    if not seed or len(seed) > LONGEST_SEED:
        raise Refused(f"Give the seed that was drawn in public, up to {LONGEST_SEED} letters.", field="seed")
    worked = worked or work_out(deliberation=deliberation, by=by)
    stage, lottery = worked.stage, worked.lottery
    with register.writing(stage.place_id):
        deliberation.refresh_from_db(fields=["published_at", "ended_at"])
        _in_turn(deliberation)
        if said_yes(stage) != worked.said:
            raise Refused(
                "Somebody took their yes back meanwhile. Draw again by the same seed: nothing was drawn."
            )
        tallies = Tally.objects.filter(place=stage.place_id, deliberation=deliberation)
        made_from = draw.made_from(lottery)
        result, explanation = draw.count(made_from, stage.parameters, seed)
        _seat(lottery, seed, stage.place_id)
        forget_lots(deliberation)
        tally = Tally.objects.create(
            place=stage.place, deliberation=deliberation, stage=stage,
            number=(tallies.aggregate(last=Max("number"))["last"] or 0) + 1, rule=draw.RULE.code,
            version=draw.RULE.version, parameters=stage.parameters, seed=seed, made_from=made_from,
            input_hash=input_hash(draw.RULE.code, draw.RULE.version, stage.parameters, seed, made_from),
            result=result, explanation=explanation, made_at=now(),
        )  # fmt: skip
        register.record(
            place=stage.place,
            action="drew a panel",
            noun="tally",
            subject=tally.pk,
            facts={
                "number": tally.number, "deliberation": deliberation.number, "stage": stage.order, "size": worked.size,
                "seed": seed, "seed from": worked.seed_from, "input": tally.input_hash,
                "result": hashlib.sha256(canonical(result)).hexdigest(), "proved": lottery.proved,
                **({} if lottery.proved else {"seconds": lottery.seconds}),
            },
        )  # fmt: skip
    return tally


def _in_turn(deliberation: Deliberation) -> Panel:
    panel = panel_of(deliberation)
    if panel is None:
        raise Refused("No panel is drawn for this question.")
    if panel.standing in WHY_NOT:
        raise Refused(WHY_NOT[panel.standing])
    return panel


def _seat(lottery: PanelLottery, seed: str, place: uuid.UUID) -> None:
    """Those who are drawn are on the panel; each who said yes keeps their chance, and nothing else of what they told."""
    rows = Membership.objects.filter(place=place)
    by_chance: dict[int, list[str]] = defaultdict(list)
    for people, exact in zip(lottery.pool.people, lottery.chances, strict=True):
        by_chance[max(round(100 * exact), 1 if exact else 0)] += people
    for of_100, alike in by_chance.items():
        chance = {"chance_of_100": of_100}
        rows.filter(pk__in=alike).update(**chance)
    rows.filter(pk__in=lottery.panel(seed)).update(role="panel", came="drawn")
