"""Getting in and taking part, as whoever keeps an entry, or the desk, says it: one form, one press to take it back."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.access import access_of
from helpfulacts.directory.actions.say_access import put_access_back, say_access
from helpfulacts.directory.drafts import AccessDraft
from helpfulacts.directory.facets import ACCESS_NEEDS
from helpfulacts.directory.rules import gives_it

from ..access_words import stands_there
from ..forms.access import AccessForm
from ..once import once_only
from ..refusals import add_refusal
from ..undo import last_change, remember
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
    given, before = form.cleaned_data, [_plain(one) for one in access_of(offer)]
    try:
        answer = once_only(
            request,
            "say_access",
            lambda: {
                "changed": say_access(
                    offer=offer, said=form.said, on=given["on"], source=given.get("source", "keeper"),
                    name=given.get("name", ""), by=actor,
                )
            },
        )  # fmt: skip
    except Refused as refusal:
        add_refusal(form, refusal)
        return _page(request, offer, form, 422)
    if answer["changed"]:
        named = "; ".join(ACCESS_NEEDS[fact].lower() for fact in answer["changed"])
        remember(
            request,
            offer,
            "access",
            {"changed": answer["changed"], "before": before},
            f"what is said of getting in to {offer.title}",
        )
        messages.success(request, f"Thank you. People see it now: {named}.")
    else:
        messages.success(request, "It says that already. Nothing was changed.")
    return redirect("offer_access", place_slug=offer.place.slug, offer_id=offer.pk)


def _page(request: HttpRequest, offer: Any, form: AccessForm, status: int = 200) -> HttpResponse:
    last = last_change(request)
    context = {
        "offer": offer,
        "form": form,
        "former": last is not None and last["what"] == "access" and last["offer"] == str(offer.pk),
    }
    return render(request, "web/office/offer_access.html", context, status=status)


def _plain(one: AccessDraft) -> list[str]:
    return [one.fact, one.answer, one.on.isoformat() if one.on else "", one.source, one.by]


def take_access_back(offer: Any, kept: dict[str, Any], by: Any) -> None:
    """What stood there before, from the session of this browser."""
    facts = [
        AccessDraft(fact, answer, dt.date.fromisoformat(on) if on else None, source, name)
        for fact, answer, on, source, name in kept["before"]
    ]
    put_access_back(offer=offer, changed=kept["changed"], before=facts, by=by)
