"""The asking side of two who both said yes: pass on how to reach me, take it back, and read what they passed on."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from helpfulacts.support.actions.pass_on import take_back

from ..refusals import press_button
from .pass_on import pass_on_page, reach_page
from .plan_mine import Mine, act_of, with_plan


@with_plan
def act_pass_on(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    """How they can reach me: one sentence, for whoever gives this."""
    return pass_on_page(request, act_of(mine, act_id), "person", mine.actor, mine.by_proxy, "my_plan")


@require_POST
@with_plan
def act_take_back(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    """It is gone, from now."""
    act = act_of(mine, act_id)
    return press_button(
        request, "act_take_back", lambda: take_back(act=act, side="person", by=mine.actor),
        "Taken back. They cannot read it any more.", "my_plan", anchor=f"act-{act.pk}",
    )  # fmt: skip


@require_POST
@with_plan
def act_reach(request: HttpRequest, mine: Mine, act_id: uuid.UUID) -> HttpResponse:
    """What they passed on to me: one look, which they see."""
    return reach_page(request, act_of(mine, act_id), "person", mine.actor, mine.by_proxy, "my_plan")
