"""Whoever gives or keeps an offer must not be found: the desk takes all of theirs off the list, or shows it again."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.protect_giver import protect_giver

from ..forms.office import ProtectForm
from ..once import once_only
from ..refusals import add_refusal
from .office import desk_only

HIDDEN = "Nobody can find what they give now."
FOUND = "What they give can be found again."


@require_http_methods(["GET", "POST"])
@desk_only
def protect(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """GET: what follows. POST: done, with a reason that the giver can read."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    offer = directory.get_offer(place, offer_id)
    person = offer.person_behind
    if person is None:
        raise NotFound("No person gives this, so there is nobody to hide.")
    form = ProtectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def write() -> dict[str, bool]:
            hide = request.POST.get("protected") == "yes"
            why = form.cleaned_data["why"]
            protect_giver(person=person, protected=hide, why=why, by=actor, offer=offer)
            return {"hidden": hide}

        try:
            done = once_only(request, "protect_giver", write)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, HIDDEN if done["hidden"] else FOUND)
            return redirect("protect_giver", place_slug=place.slug, offer_id=offer.pk)
    status = 422 if form.is_bound else 200
    return render(
        request,
        "web/office/protect.html",
        {"offer": offer, "form": form, "to_hide": not person.protected},
        status=status,
    )
