"""“After …”: which of my acts comes first."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse

from helpfulacts.core.errors import NotFound
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.say_order import drop_after, say_after

from ..refusals import press_button
from .plan_mine import Mine, act_of, show, with_plan_in_use


@with_plan_in_use
def plan_after(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    """GET: what it comes after, and what else there is. POST: `first`, an act of this plan; `drop` takes it back."""
    act = act_of(mine, act_id)
    if request.method == "POST":
        try:
            first = act_of(mine, uuid.UUID(request.POST.get("first", "")))
        except ValueError:
            raise NotFound("There is no such act on this plan.") from None
        if request.POST.get("drop"):
            return press_button(
                request, "plan_after", lambda: drop_after(act=act, first=first, by=mine.actor),
                "It waits for that no more.", "plan_after", act_id=act.pk,
            )  # fmt: skip
        return press_button(
            request, "plan_after", lambda: say_after(act=act, first=first, by=mine.actor),
            f"It comes after “{first.title}” now.", "plan_after", act_id=act.pk,
        )  # fmt: skip
    links = {link.needs_id: link for link in act.waits_for.select_related("needs")}
    others = [one for one in support.acts_of(mine.plan) if one.act.pk != act.pk]
    return show(
        request,
        "after",
        {
            "act": act,
            "first": [(one.act, links[one.act.pk].said) for one in others if one.act.pk in links],
            "others": [one.act for one in others if one.act.pk not in links],
        },
    )
