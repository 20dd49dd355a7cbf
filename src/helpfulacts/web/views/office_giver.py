"""What an organisation gives: who is coming, how many it can take, and what was done. Made for a small club."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.check_offer import check_offer
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.people import selectors as people
from helpfulacts.people.rules import may_keep_offers
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.finish_act import finish_act
from helpfulacts.support.actions.move_up_queue import state_places
from helpfulacts.support.actions.report_act import decline_act, mark_done

from ..coming import first_names
from ..forms.office import CapacityForm
from ..once import once_only
from ..refusals import add_refusal, refuse_and_return
from ..templatetags.office_parts import people_words
from .office import givers_only
from .office_giver_rows import called_of, cannot_of, our_offers, when_of

FEW = 10


def _body(request: HttpRequest) -> Any:
    actor = request.actor  # type: ignore[attr-defined]
    bodies = people.organisations(request.place)  # type: ignore[attr-defined]
    return next(body for body in bodies if body.pk == actor.body_id)


def _page(
    request: HttpRequest, bound: CapacityForm | None = None, at: uuid.UUID | None = None, status: int = 200
) -> HttpResponse:
    body = _body(request)
    done = support.coming_to(body, states=("done", "confirmed"))
    said = [act for act in done if act.changed_anything]
    context = {
        "body": body,
        "offers": our_offers(body, request.actor, bound, at),  # type: ignore[attr-defined]
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
        check_offer(offer=offer, by=request.actor, how="giver")  # type: ignore[attr-defined]
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


@require_GET
@givers_only
def act_cannot(request: HttpRequest, act_id: uuid.UUID) -> HttpResponse:
    """Are you sure? What follows is said before it is done."""
    act, body = _our_act(request, act_id), _body(request)
    names = first_names([act], body, request.actor)  # type: ignore[attr-defined]
    ours = [one.pk for one in support.coming_to(body, states=("promised",)) if one.offer_id == act.offer_id]
    if act.pk not in ours:
        return refuse_and_return(
            request, Refused("They are not coming any more, so there is nothing to change."), "my_offers"
        )
    context = {
        "act": act,
        "called": called_of(act, names[act.pk], 1 + ours.index(act.pk)),
        "when": when_of(act),
        "cannot": cannot_of(act),
    }
    return render(request, "web/office/act_cannot.html", context)


@require_POST
@givers_only
def act_not_now(request: HttpRequest, act_id: uuid.UUID) -> HttpResponse:
    """We cannot, without a reason. It loses us nothing."""
    act = _our_act(request, act_id)

    def write() -> dict[str, str]:
        decline_act(act=act, by=request.actor)  # type: ignore[attr-defined]
        return {"act": str(act.pk)}

    said = (
        "You said that you cannot. You do not need a reason. The person is told, and the next one can come."
    )
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
