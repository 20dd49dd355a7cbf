"""What goes next door: the officer's list with its confirm button, and the yes of whoever keeps an offer."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.coordination import next_door_shown as shown
from helpfulacts.coordination.actions.confirm_leftovers import confirm_leftovers
from helpfulacts.coordination.actions.lend_leftovers import lend_leftovers
from helpfulacts.directory import selectors as directory
from helpfulacts.people import keepers

from ..forms.next_door import LendForm
from ..refusals import press_button
from .office import for_roles, officers_only, page_of
from .office_giver import our_offer
from .plan_mine import write_form


@require_GET
@officers_only
def second_rounds(request: HttpRequest) -> HttpResponse:
    """What could go next door after each round here, newest first, and the button that confirms it."""
    place = request.place  # type: ignore[attr-defined]
    found = shown.seconds(place)
    context = {
        "page": page_of(request, found),
        "waiting": next((one for one in found if one.second.state == "proposed"), None),
        "to": shown.next_to(place, gives=True),
        "here": shown.next_to(place),
    }
    return render(request, "web/office/second_rounds.html", context)


@require_POST
@officers_only
def confirm_second_round(request: HttpRequest, number: int) -> HttpResponse:
    """A named person confirms: places are held, and their people next door are told."""
    second = shown.second_by_number(request.place, number)  # type: ignore[attr-defined]
    return press_button(
        request, "confirm_second_round", lambda: confirm_leftovers(second=second, by=request.actor),  # type: ignore[attr-defined]
        "You confirmed it. The places are held, and the people next door are being told.", "second_rounds",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_roles("provider", "officer")
def offer_next_door(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """GET: may what a round leaves over go next door? POST: their yes or no; an officer writes down what the keeper said."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    ours = actor.role == "provider"
    offer = our_offer(request, offer_id) if ours else directory.get_offer(place, offer_id)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        told = {
            "offer": offer,
            "ours": ours,
            "lent": shown.lent_by(offer),
            "to": shown.next_to(place, gives=True),
        }
        return render(request, "web/office/offer_next_door.html", {**told, **context}, status=status)

    if request.method != "POST":
        return page({"form": LendForm(ours=ours)})
    form = LendForm(request.POST, ours=ours)

    def write() -> dict[str, bool]:
        yes = form.cleaned_data["may"] == "yes"
        said_by = (
            keepers.get_organisation(place, actor.body_id).name if ours else form.cleaned_data["said_by"]
        )
        lend_leftovers(offer=offer, yes=yes, said_by=said_by, by=actor)
        return {"yes": yes}

    def done(answer: dict[str, bool]) -> HttpResponse:
        may = "may go next door" if answer["yes"] else "stays here"
        messages.success(request, f"{offer.title}: what a round leaves over {may}.")
        return redirect("offer_next_door", place_slug=place.slug, offer_id=offer.pk)

    return write_form(request, form, action="offer_next_door", write=write, page=page, done=done)
