"""“After …”: the person says which of their acts comes before another. An order, not a need: nothing is lost by it."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import ActDependency, HelpfulAct
from ..rules import may_change_plan
from ..states import read_again
from ..versions import require_in_use
from .release_act import LETS_GO, go_ahead_without

COMES_FIRST = (*LETS_GO, "done", "confirmed")


def say_after(*, act: HelpfulAct, first: HelpfulAct, by: Actor) -> None:
    """`act` comes after `first`, on the same plan. Raises Refused where that would go round in a circle."""
    plan = act.plan
    require(may_change_plan(by, plan), "change this plan")
    with register.writing(act.place_id):
        require_in_use(plan)
        read_again(act)
        read_again(first)
        if first.plan_id != plan.pk or act.state not in LETS_GO or first.state not in COMES_FIRST:
            raise Refused("That is not on your plan now. Reload the page to see it as it is.")
        if act.pk == first.pk or act.pk in _before(first):
            raise Refused(
                f"That would go round in a circle: “{first.title}” already comes after “{act.title}”."
                if act.pk != first.pk
                else "It cannot come after itself."
            )
        _, new = ActDependency.objects.get_or_create(
            place=act.place, act=act, needs=first, defaults={"said": True}
        )
        if new:
            register.record(place=act.place, action="said an order", noun="helpful act", subject=act.pk)


def drop_after(*, act: HelpfulAct, first: HelpfulAct, by: Actor) -> None:
    """Take such an order back. What an offer itself needs stays."""
    require(may_change_plan(by, act.plan), "change this plan")
    with register.writing(act.place_id):
        require_in_use(act.plan)
        links = ActDependency.objects.filter(place=act.place_id, act=act, needs=first, said=True)
        if links.exists():
            go_ahead_without(links)
            register.record(place=act.place, action="dropped an order", noun="helpful act", subject=act.pk)


def _before(act: HelpfulAct) -> set[object]:
    """Every act that `act` comes after, one way or another."""
    found: set[object] = set()
    look = {act.pk}
    while look:
        links = ActDependency.objects.filter(place=act.place_id, act__in=look).values_list("needs", flat=True)
        look = set(links) - found
        found |= look
    return found
