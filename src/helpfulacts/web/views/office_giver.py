"""What an organisation gives: who is coming, how many it can take, and what was done. Made for a small club."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from helpfulacts.accountability.queries import waiting_for
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.check_offer import check_offer
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.people import keepers
from helpfulacts.people.rules import may_keep_offers
from helpfulacts.promises import selectors as promises
from helpfulacts.support import caseload as care
from helpfulacts.support import quarters
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.finish_act import finish_act
from helpfulacts.support.actions.move_up_queue import state_places
from helpfulacts.support.actions.report_act import decline_act, mark_done
from helpfulacts.support.giving import coming_to

from ..coming import first_names
from ..forms.office import CapacityForm
from ..keeper_session import link_open_here
from ..once import once_only
from ..refusals import add_refusal, press_button, refuse_and_return
from ..seen import stands_as_seen
from ..taking_back import own_number
from ..templatetags.office_parts import people_words
from ..undo import last_change, remember
from .office import givers_only
from .office_giver_rows import called_of, cannot_of, our_offers, when_of
from .speaking import waits_for_us

FEW = 10


def our_body(request: HttpRequest) -> Any:
    """The organisation that the actor of this page acts for."""
    return keepers.get_organisation(request.place, request.actor.body_id)  # type: ignore[attr-defined]


def _page(
    request: HttpRequest, bound: CapacityForm | None = None, at: uuid.UUID | None = None, status: int = 200
) -> HttpResponse:
    body = our_body(request)
    done = coming_to(body, states=("done", "confirmed"))
    said = [act for act in done if act.changed_anything]
    context = {
        "body": body,
        "offers": our_offers(body, request.actor, bound, at),  # type: ignore[attr-defined]
        "asked": care.asked_of_body(body.place, body.pk),
        "quarter": quarters.asked_of(body),
        "found": promises.found_of(body.place, today(body.place.zone), by=body.pk),
        "done": len(done),
        "said": len(said) if len(said) >= FEW else None,
        "better": sum(act.changed_anything in ("yes", "a_bit") for act in said) if len(said) >= FEW else None,
        "form": bound,
        "queries": waiting_for(body),
        **waits_for_us(request),
        **keeping(request, body),
    }
    return render(request, "web/office/my_offers.html", context, status=status)


def keeping(request: HttpRequest, body: Any) -> dict[str, Any]:
    """How the entries are kept: the change that can be taken back, the links that open them, and the reminders."""
    place = request.place  # type: ignore[attr-defined]
    here = link_open_here(request)
    return {
        "undo": last_change(request),
        "links": [link for link in keepers.live_links(place, body.pk) if here is None or link.pk != here.pk],
        "link_here": here,
        "reach": keepers.reach_of(body),
    }


@require_GET
@givers_only
def my_offers(request: HttpRequest) -> HttpResponse:
    """Our offers and who is coming."""
    return _page(request)


def our_offer(request: HttpRequest, offer_id: uuid.UUID) -> Any:
    """The offer, where it is one of the body that the actor keeps; 404 otherwise."""
    offer = directory.get_offer(request.place, offer_id)  # type: ignore[attr-defined]
    if not may_keep_offers(request.actor, offer.provider_id):  # type: ignore[attr-defined]
        raise NotFound("There is no such offer in this place.")
    return offer


def _our_act(request: HttpRequest, act_id: uuid.UUID) -> Any:
    act = support.get_act(request.place, act_id)  # type: ignore[attr-defined]
    if act.offer is None or not may_keep_offers(request.actor, act.offer.provider_id):  # type: ignore[attr-defined]
        raise NotFound("There is no such act in this place.")
    return act


@require_POST
@givers_only
def offer_places(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Our own number. Fewer than people hold takes nothing from them, and closes it to others."""
    offer = our_offer(request, offer_id)
    form = CapacityForm(request.POST, auto_id=f"id_{offer.pk}_%s")
    if form.is_valid():
        before = own_number(directory.current_capacity(offer))
        number = form.cleaned_data["stated"]

        def write() -> dict[str, Any]:
            stands_as_seen(request, directory.current_capacity(offer), form)
            period, moved = state_places(offer=offer, stated=number, by=request.actor)  # type: ignore[attr-defined]
            return {"closed": period.closed, "held": period.held, "moved": moved}

        try:
            answer = once_only(request, "offer_places", write)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            stands = own_number(directory.current_capacity(offer))
            if stands is None:
                said = f"{offer.title}: no number stands now."
            elif stands != number:  # the form was sent before, and the number was changed since
                said = f"{offer.title}: you can take {stands} now."
            else:
                said = f"{offer.title}: you can take {number}."
                if answer["closed"]:
                    said += f" {answer['held']} people have a place already. They keep it, and nobody else can join now."
                if answer["moved"]:
                    said += f" {people_words(answer['moved'])} moved up from the queue."
            messages.success(request, said)
            _remember_number(request, offer, before)
            return redirect("my_offers", place_slug=request.place.slug)  # type: ignore[attr-defined]
    return _page(request, form, offer.pk, 422)


@require_POST
@givers_only
def offer_full(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """We are full: no more places than people hold now, and none of those goes to somebody else when it comes free."""
    return _number_button(
        request, offer_id, "offer_full", lambda offer: state_capacity(offer=offer, stated=0, by=request.actor),  # type: ignore[attr-defined]
        "{title} is full. Nobody else can join until you say so.",
    )  # fmt: skip


@require_POST
@givers_only
def offer_talks_first(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """We talk with each person first. Whoever waits in the queue is to be talked with as well."""
    return _number_button(
        request, offer_id, "offer_talks_first",
        lambda offer: state_places(offer=offer, stated=0, by=request.actor, talks_first=True),  # type: ignore[attr-defined]
        "{title}: people read that you talk with them first, and say then if there is a place.",
    )  # fmt: skip


def _number_button(
    request: HttpRequest, offer_id: uuid.UUID, action: str, change: Callable[[Any], Any], said: str
) -> HttpResponse:
    """A button in place of a number: it can be taken back as well. `said` names the offer as {title}."""
    offer = our_offer(request, offer_id)
    before = own_number(directory.current_capacity(offer))
    answer = press_button(request, action, lambda: change(offer), said.format(title=offer.title), "my_offers")
    _remember_number(request, offer, before)
    return answer


def _remember_number(request: HttpRequest, offer: Any, before: int | None) -> None:
    """So that it can be taken back. Where no number stood there is none to go back to."""
    after = own_number(directory.current_capacity(offer))
    if before is not None and after != before:
        remember(request, offer, "places", before, after, f"how many {offer.title} can take")


@require_POST
@givers_only
def still_right(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """What is written about our offer is still right."""
    offer = our_offer(request, offer_id)
    return press_button(
        request, "still_right", lambda: check_offer(offer=offer, by=request.actor, how="page"),  # type: ignore[attr-defined]
        f"Thank you. {offer.title} is marked as checked by you today.", "my_offers",
    )  # fmt: skip


def _button(action: str, change: Callable[..., Any], said: str, why: str) -> Callable[..., HttpResponse]:
    """A button of one of our acts: `change(act=, by=)` once, then `said`."""

    @require_POST
    @givers_only
    def pressed(request: HttpRequest, act_id: uuid.UUID) -> HttpResponse:
        act = _our_act(request, act_id)
        return press_button(request, action, lambda: change(act=act, by=request.actor), said, "my_offers")  # type: ignore[attr-defined]

    pressed.__doc__ = why
    return pressed


act_given = _button(
    "act_given",
    mark_done,
    "Done, thank you. The person is asked what changed for them.",
    "We did it. The person is asked to say so too.",
)
act_not_now = _button(
    "act_not_now",
    decline_act,
    "You said that you cannot. You do not need a reason. The person is told, and the next one can come.",
    "We cannot, without a reason. It loses us nothing.",
)
act_ended = _button(
    "act_ended",
    finish_act,
    "Thank you. The place is free, and the next one can come.",
    "They no longer come, or it came back: the place is free.",
)


@require_GET
@givers_only
def act_cannot(request: HttpRequest, act_id: uuid.UUID) -> HttpResponse:
    """Are you sure? What follows is said before it is done."""
    act, body = _our_act(request, act_id), our_body(request)
    names = first_names([act], body, request.actor)  # type: ignore[attr-defined]
    ours = [one.pk for one in coming_to(body, states=("promised",)) if one.offer_id == act.offer_id]
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
