"""“Who bears the cost”: the person writes down what one party gives for an act, and takes it back.

What the giver or a micro-fund said stays as it is: only rows that were said here have a key, and only those go.
"""

from __future__ import annotations

from typing import Any

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.core.ids import new_id
from helpfulacts.directory.facets import SPHERES
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import HelpfulAct
from ..rules import may_change_plan
from ..states import read_again
from ..versions import require_in_use

MOST_ROWS = 12
GONE = "That is not on your plan now. Reload the page to see it as it is."


def say_cost(
    *,
    act: HelpfulAct,
    bearer: str,
    sphere: str,
    pence: int,
    paid_minutes: int,
    unpaid_minutes: int,
    by: Actor,
) -> None:
    """One more who bears something of `act`: money in pence, time in minutes. Raises Refused for nothing at all."""
    if not bearer.strip():
        raise Refused("Say who bears it.", field="bearer")
    if sphere not in SPHERES:
        raise Refused("Choose where it comes from.", field="sphere")
    if min(pence, paid_minutes, unpaid_minutes) < 0 or not pence + paid_minutes + unpaid_minutes:
        raise Refused("Say how much money or time, as well as you know.", field="pounds")
    row = {
        "bearer": bearer.strip()[:120], "sphere": sphere, "pence": pence, "paid_minutes": paid_minutes,
        "unpaid_minutes": unpaid_minutes, "said": new_id().hex,
    }  # fmt: skip
    with register.writing(act.place_id):
        _may_write(act, by)
        if len(act.costs) >= MOST_ROWS:
            raise Refused(f"There are {MOST_ROWS} rows already. Take one out first.")
        _keep(act, [*act.costs, row], "said who bears a cost")


def drop_cost(*, act: HelpfulAct, said: str, by: Actor) -> None:
    """Take such a row out. Nothing happens where it has gone already."""
    with register.writing(act.place_id):
        _may_write(act, by)
        left = [row for row in act.costs if row.get("said") != said]
        if len(left) < len(act.costs):
            _keep(act, left, "took back who bears a cost")


def _may_write(act: HelpfulAct, by: Actor) -> None:
    require(may_change_plan(by, act.plan), "change this plan")
    require_in_use(act.plan)
    read_again(act)
    if act.state not in HelpfulAct.LIVE:
        raise Refused(GONE)


def _keep(act: HelpfulAct, rows: list[dict[str, Any]], action: str) -> None:
    act.costs = rows
    HelpfulAct.objects.filter(place=act.place_id, pk=act.pk).update(costs_sealed=act.costs_sealed)
    register.record(place=act.place, action=action, noun="helpful act", subject=act.pk)
