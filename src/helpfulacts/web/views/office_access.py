"""Getting in and taking part, as whoever keeps an entry, or the desk, says it: one form, one press to take it back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.say_access import say_access
from helpfulacts.directory.rules import gives_it

from ..access_words import named, stands_there
from ..forms.access import AccessForm
from ..once import once_only
from ..refusals import add_refusal
from ..seen import as_seen
from ..taking_back import access_as_plain
from ..undo import remember, was_last
from .office import keepers_only, offer_to_change


@require_http_methods(["GET", "POST"])
@keepers_only
def offer_access(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """What is known of getting in, and a form that says more. Only what is chosen changes, and gets its day."""
    offer, actor = offer_to_change(request, offer_id), request.actor  # type: ignore[attr-defined]
    day = today(offer.place.zone)
    asked: dict[str, Any] = {"desk": not gives_it(actor, offer), "now": stands_there(offer, day)}
    if request.method != "POST":
        return _page(request, offer, AccessForm(initial={"on": day}, **asked))
    form = AccessForm(request.POST, **asked)
    if not form.is_valid():
        return _page(request, offer, form, 422)
    given = form.cleaned_data

    def write() -> dict[str, Any]:
        before = access_as_plain(offer)
        changed = say_access(
            offer=offer, said=form.said, on=given["on"], source=given.get("source", "keeper"),
            name=given.get("name", ""), by=actor, seen=as_seen(request, offer, form),
        )  # fmt: skip
        stood, stands = (
            [row for row in rows if row[0] in changed] for rows in (before, access_as_plain(offer))
        )
        return {"changed": changed, "before": stood, "after": stands}

    try:
        answer = once_only(request, "say_access", write)
    except Refused as refusal:
        add_refusal(form, refusal)
        return _page(request, offer, form, 422)
    if answer["changed"]:
        what = f"what is said of getting in to {offer.title}"
        remember(request, offer, "access", answer["before"], answer["after"], what)
        messages.success(request, f"Thank you. People see it now: {named(answer['changed'])}.")
    else:
        messages.success(request, "It says that already. Nothing was changed.")
    return redirect("offer_access", place_slug=offer.place.slug, offer_id=offer.pk)


def _page(request: HttpRequest, offer: Any, form: AccessForm, status: int = 200) -> HttpResponse:
    context = {
        "offer": offer,
        "form": form,
        "former": was_last(request, offer, "access"),
    }
    return render(request, "web/office/offer_access.html", context, status=status)
