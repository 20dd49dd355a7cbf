"""What an organisation gives: who is coming, how many it can take, and what was done. Made for a small club."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.check_offer import check_offer
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.directory.kinds import behaviour_of
from helpfulacts.people import selectors as people
from helpfulacts.people.rules import may_keep_offers
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.finish_act import finish_act
from helpfulacts.support.actions.move_up_queue import state_places
from helpfulacts.support.actions.report_act import decline_act, mark_done

from ..cards import cards_for
from ..coming import Coming, StillWith, who_is_coming
from ..forms.office import CapacityForm
from ..once import once_only
from ..refusals import add_refusal, refuse_and_return
from ..templatetags.office_parts import people_words
from .office import givers_only

FEW = 10


@dataclass(frozen=True)
class OurOffer:
    offer: Any
    card: Any
    period: Any | None
    free: int | None
    waiting: int
    coming: list[Coming]
    still: list[StillWith]
    form: CapacityForm
    counts: bool


def _body(request: HttpRequest) -> Any:
    actor = request.actor  # type: ignore[attr-defined]
    bodies = people.organisations(request.place)  # type: ignore[attr-defined]
    return next(body for body in bodies if body.pk == actor.body_id)


def _our_offers(
    request: HttpRequest, body: Any, bound: CapacityForm | None, at: uuid.UUID | None
) -> list[OurOffer]:
    place = request.place  # type: ignore[attr-defined]
    day = today(place.zone)
    offers = directory.offers_of(place, provider_id=body.pk)
    periods, cards = directory.capacity_on(offers, day), cards_for(place, offers, day)
    coming, still = who_is_coming(body, request.actor)  # type: ignore[attr-defined]
    rows = []
    for offer, card in zip(offers, cards, strict=True):
        period = periods.get(offer.pk)
        form = bound if bound is not None and offer.pk == at else None
        rows.append(
            OurOffer(
                offer=offer,
                card=card,
                period=period,
                free=card.free,
                waiting=support.waiting_for(offer),
                coming=[one for one in coming if one.act.offer_id == offer.pk],
                still=[one for one in still if one.act.offer_id == offer.pk],
                form=form
                or CapacityForm(initial={"stated": _own_number(period)}, auto_id=f"id_{offer.pk}_%s"),
                counts=offer.status == "active" and behaviour_of(offer).can_be_full,
            )
        )
    return rows


def _own_number(period: Any) -> int | None:
    """What they last said they can take: the smaller of the number stated and their own limit."""
    if period is None:
        return None
    return period.stated if period.own_cap is None else min(period.stated, period.own_cap)


def _page(
    request: HttpRequest, bound: CapacityForm | None = None, at: uuid.UUID | None = None, status: int = 200
) -> HttpResponse:
    body = _body(request)
    done = support.coming_to(body, states=("done", "confirmed"))
    said = [act for act in done if act.changed_anything]
    context = {
        "body": body,
        "offers": _our_offers(request, body, bound, at),
        "done": len(done),
        "said": len(said) if len(said) >= FEW else None,
        "better": sum(act.changed_anything in ("yes", "a_bit") for act in said) if len(said) >= FEW else None,
        "form": bound,
    }
    return render(request, "web/office/my_offers.html", context, status=status)


@require_GET
@givers_only
def my_offers(request: HttpRequest) -> HttpResponse:
    """Our offers and who is coming."""
    return _page(request)


def _our_offer(request: HttpRequest, offer_id: uuid.UUID) -> Any:
    try:
        offer = directory.get_offer(request.place, offer_id)  # type: ignore[attr-defined]
    except NotFound as refusal:
        raise Http404(str(refusal)) from None
    if not may_keep_offers(request.actor, offer.provider_id):  # type: ignore[attr-defined]
        raise Http404("There is no such offer of yours.")
    return offer


def _our_act(request: HttpRequest, act_id: uuid.UUID) -> Any:
    try:
        act = support.get_act(request.place, act_id)  # type: ignore[attr-defined]
    except NotFound as refusal:
        raise Http404(str(refusal)) from None
    if act.offer is None or not may_keep_offers(request.actor, act.offer.provider_id):  # type: ignore[attr-defined]
        raise Http404("There is no such act of yours.")
    return act


def _press(request: HttpRequest, action: str, write: Callable[[], Any], said: str) -> HttpResponse:
    """A button without a form: do it once, say so, and go back to the page."""
    try:
        once_only(request, action, write)
    except Refused as refusal:
        return refuse_and_return(request, refusal, "my_offers")
    messages.success(request, said)
    return redirect("my_offers", place_slug=request.place.slug)  # type: ignore[attr-defined]


@require_POST
@givers_only
def offer_places(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Our own number. Fewer than people hold takes nothing from them, and closes it to others."""
    offer = _our_offer(request, offer_id)
    form = CapacityForm(request.POST, auto_id=f"id_{offer.pk}_%s")
    if form.is_valid():
        number = form.cleaned_data["stated"]

        def write() -> dict[str, Any]:
            period, moved = state_places(offer=offer, stated=number, by=request.actor)  # type: ignore[attr-defined]
            return {"closed": period.closed, "held": period.held, "moved": moved}

        try:
            answer = once_only(request, "offer_places", write)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            said = f"{offer.title}: you can take {number}."
            if answer["closed"]:
                said += f" {answer['held']} people have a place already. They keep it, and nobody else can join now."
            if answer["moved"]:
                said += f" {people_words(answer['moved'])} moved up from the queue."
            messages.success(request, said)
            return redirect("my_offers", place_slug=request.place.slug)  # type: ignore[attr-defined]
    return _page(request, form, offer.pk, 422)


@require_POST
@givers_only
def offer_full(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """We are full: no more places than people hold now, and none of those goes to somebody else when it comes free."""
    offer = _our_offer(request, offer_id)

    def write() -> dict[str, int]:
        return {"held": state_capacity(offer=offer, stated=0, by=request.actor).held}  # type: ignore[attr-defined]

    return _press(
        request, "offer_full", write, f"{offer.title} is full. Nobody else can join until you say so."
    )


@require_POST
@givers_only
def still_right(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """What is written about our offer is still right."""
    offer = _our_offer(request, offer_id)

    def write() -> dict[str, str]:
        check_offer(offer=offer, by=request.actor, how="visit")  # type: ignore[attr-defined]
        return {"offer": str(offer.pk)}

    return _press(
        request, "still_right", write, f"Thank you. {offer.title} is marked as checked by you today."
    )


@require_POST
@givers_only
def act_given(request: HttpRequest, act_id: uuid.UUID) -> HttpResponse:
    """We did it. The person is asked to say so too."""
    act = _our_act(request, act_id)

    def write() -> dict[str, str]:
        mark_done(act=act, by=request.actor)  # type: ignore[attr-defined]
        return {"act": str(act.pk)}

    return _press(request, "act_given", write, "Done, thank you. The person is asked what changed for them.")


@require_POST
@givers_only
def act_not_now(request: HttpRequest, act_id: uuid.UUID) -> HttpResponse:
    """Not now, without a reason. It loses us nothing."""
    act = _our_act(request, act_id)

    def write() -> dict[str, str]:
        decline_act(act=act, by=request.actor)  # type: ignore[attr-defined]
        return {"act": str(act.pk)}

    said = "You said not now. You do not need a reason. The person is told, and the next one can come."
    return _press(request, "act_not_now", write, said)


@require_POST
@givers_only
def act_ended(request: HttpRequest, act_id: uuid.UUID) -> HttpResponse:
    """They no longer come, or it came back: the place is free."""
    act = _our_act(request, act_id)

    def write() -> dict[str, str]:
        finish_act(act=act, by=request.actor)  # type: ignore[attr-defined]
        return {"act": str(act.pk)}

    return _press(request, "act_ended", write, "Thank you. The place is free, and the next one can come.")
