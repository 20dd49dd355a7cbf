"""The buttons of what somebody gives: of an offer (not now, go on, it ends) and of one who asked for it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from helpfulacts.directory.actions.change_offer import end_offers
from helpfulacts.directory.actions.pause_offer import pause_offer
from helpfulacts.support.actions.change_dates import change_dates
from helpfulacts.support.actions.finish_act import finish_act
from helpfulacts.support.actions.move_up_queue import go_on_giving
from helpfulacts.support.actions.pass_on import say_yes_as_giver, take_back
from helpfulacts.support.actions.report_act import decline_act, mark_done

from ..refusals import press_button
from .giving_mine import Giver, act_asked, offer_of, with_giver
from .pass_on import pass_on_page, reach_page


def _of_offer(action: str, change: Callable[..., Any], said: str, why: str) -> Callable[..., HttpResponse]:
    """A button of one of my offers: `change(offer=, by=)` once, then `said`."""

    @require_POST
    @with_giver
    def pressed(request: HttpRequest, giver: Giver, offer_id: uuid.UUID) -> HttpResponse:
        offer = offer_of(giver, offer_id)
        return press_button(request, action, lambda: change(offer=offer, by=giver.actor), said, "my_giving")

    pressed.__doc__ = why
    return pressed


def _of_act(action: str, change: Callable[..., Any], said: str, why: str) -> Callable[..., HttpResponse]:
    """A button of one who asked: `change(act=, by=)` once, then `said`."""

    @require_POST
    @with_giver
    def pressed(request: HttpRequest, giver: Giver, act_id: uuid.UUID) -> HttpResponse:
        act = act_asked(giver, act_id)
        return press_button(request, action, lambda: change(act=act, by=giver.actor), said, "my_giving")

    pressed.__doc__ = why
    return pressed


giving_pause = _of_offer(
    "giving_pause",
    pause_offer,
    "Nobody new is sent to you now. You need no reason, and it costs you nothing. Go on whenever you like.",
    "Not now, without a reason.",
)
giving_resume = _of_offer(
    "giving_resume",
    go_on_giving,
    "It is on the list again, as it was. Thank you.",
    "Go on: it is on the list again, as it was.",
)
giving_yes = _of_act(
    "giving_yes",
    say_yes_as_giver,
    "You both said yes. Now each of you can pass on how to reach you, if you like.",
    "Yes to this one too.",
)
giving_not_now = _of_act(
    "giving_not_now",
    decline_act,
    "You said not now. You need no reason. The desk tells them.",
    "Not this one, without a reason.",
)
giving_done = _of_act(
    "giving_done", mark_done, "Thank you. They are asked what changed for them.", "It was done."
)
giving_back = _of_act(
    "giving_back",
    finish_act,
    "Thank you. Its place is free for somebody else.",
    "It came back, or they no longer come.",
)


@require_POST
@with_giver
def giving_end(request: HttpRequest, giver: Giver, offer_id: uuid.UUID) -> HttpResponse:
    """It ends. What was agreed of a gift of one's own stays agreed; who comes to what one keeps for a body is told."""
    offer = offer_of(giver, offer_id)

    def end() -> int:
        return end_offers(place=giver.place, offers=[offer], by=giver.actor)

    return press_button(
        request, "giving_end", end if offer.giver_id else lambda: change_dates(offer=offer, write=end),
        f"{offer.title} has ended. Thank you for what you gave.", "my_giving",
    )  # fmt: skip


@with_giver
def giving_pass_on(request: HttpRequest, giver: Giver, act_id: uuid.UUID) -> HttpResponse:
    """How they can reach me: one sentence, for this one person."""
    act = act_asked(giver, act_id)
    return pass_on_page(request, act, "giver", giver.actor, giver.by_proxy, "my_giving")


@require_POST
@with_giver
def giving_take_back(request: HttpRequest, giver: Giver, act_id: uuid.UUID) -> HttpResponse:
    """It is gone, from now."""
    act = act_asked(giver, act_id)
    return press_button(
        request, "giving_take_back", lambda: take_back(act=act, side="giver", by=giver.actor),
        "Taken back. They cannot read it any more.", "my_giving",
    )  # fmt: skip


@require_POST
@with_giver
def giving_reach(request: HttpRequest, giver: Giver, act_id: uuid.UUID) -> HttpResponse:
    """What they passed on to me: one look, which they see."""
    return reach_page(request, act_asked(giver, act_id), "giver", giver.actor, giver.by_proxy, "my_giving")
