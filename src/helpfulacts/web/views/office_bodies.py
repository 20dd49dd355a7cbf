"""Who else stands behind an entry: organisations added and taken away, each on the register and in its history."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.change_bodies import add_body, remove_body
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_organisation import begin_organisation

from ..forms.trust import BodyForm
from ..once import once_only
from ..refusals import add_refusal, press_button
from .office import desk_only
from .office_check import entry_or_404


@require_http_methods(["GET", "POST"])
@desk_only
def bodies(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """GET: who stands behind it. POST: one more, known here by that name or written down now."""
    offer = entry_or_404(request, offer_id)
    if request.method != "POST":
        return _page(request, offer, BodyForm())
    form = BodyForm(request.POST)
    if form.is_valid():
        name, part = form.cleaned_data["name"], form.cleaned_data["part"]

        def write() -> dict[str, str]:
            body = _called(offer.place, name) or begin_organisation(place=offer.place, name=name)
            row = add_body(offer=offer, organisation=body, part=part, by=request.actor)  # type: ignore[attr-defined]
            return {"body": str(row.pk)}

        try:
            once_only(request, "add_body", write)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{name} stands behind {offer.title} now.")
            return redirect("entry_bodies", place_slug=offer.place.slug, offer_id=offer.pk)
    return _page(request, offer, form, 422)


def _called(place: Any, name: str) -> Any:
    wanted = name.casefold()
    return next((body for body in people.organisations(place) if body.name.casefold() == wanted), None)


def _page(request: HttpRequest, offer: Any, form: BodyForm, status: int = 200) -> HttpResponse:
    context = {"offer": offer, "bodies": directory.bodies_of(offer), "form": form}
    return render(request, "web/office/bodies.html", context, status=status)


@require_POST
@desk_only
def body_away(request: HttpRequest, offer_id: uuid.UUID, body_id: uuid.UUID) -> HttpResponse:
    """Take one away. Adding it again brings it back."""
    offer = entry_or_404(request, offer_id)
    row = next((row for row in directory.bodies_of(offer) if row.pk == body_id), None)
    if row is None:
        raise Http404("That organisation does not stand behind this entry.")
    return press_button(
        request, "body_away", lambda: remove_body(body=row, by=request.actor),  # type: ignore[attr-defined]
        f"{row.organisation.name} was taken away. You can add it again.", "entry_bodies", offer_id=offer.pk,
    )  # fmt: skip
