"""“Who bears the cost”: the person writes down what one party gives for an act, and takes it back.

What the giver or a micro-fund said stays as it is: only rows that were said here have a key, and only those go.
"""

from __future__ import annotations

from typing import Any

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.directory.offer_costs import cost_row, with_row, without_row
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import HelpfulAct
from ..rules import may_change_plan
from ..states import read_again
from ..versions import require_in_use

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
    row = cost_row(
        bearer=bearer, sphere=sphere, pence=pence, paid_minutes=paid_minutes, unpaid_minutes=unpaid_minutes
    )
    with register.writing(act.place_id):
        _may_write(act, by)
        _keep(act, with_row(act.costs, row), "said who bears a cost")


def drop_cost(*, act: HelpfulAct, said: str, by: Actor) -> None:
    """Take such a row out. Nothing happens where it has gone already."""
    with register.writing(act.place_id):
        _may_write(act, by)
        left = without_row(act.costs, said)
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
