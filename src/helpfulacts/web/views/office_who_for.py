"""Who an offer is for: boxes to tick, the whole in words before it is saved, and the way back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from helpfulacts.core.errors import Refused
from helpfulacts.directory.eligibility import in_words
from helpfulacts.directory.redraft import draft_of_offer
from helpfulacts.places import selectors as places

from ..entry_changes import change_who_for
from ..forms.who_for import WhoForForm
from ..once import once_only
from ..refusals import add_refusal
from ..seen import as_seen
from ..undo import remember, was_last
from ..who_for import asked, who_for
from .office import keepers_only, offer_to_change


def _page(
    request: HttpRequest, offer: Any, form: WhoForForm, *, shown: bool = False, status: int = 200
) -> HttpResponse:
    """`shown`: with what the form would say, in words."""
    context: dict[str, Any] = {
        "offer": offer,
        "form": form,
        "now": who_for(offer),
        "asks_now": asked(offer),
        "rule": in_words(offer.eligibility) if form.kept else "",
        "former": was_last(request, offer, "who for"),
        "shown": shown,
    }
    if shown:
        draft = form.read_into(draft_of_offer(offer))
        context |= {"then": who_for(draft), "asks_then": asked(draft)}
    return render(request, "web/office/offer_who_for.html", context, status=status)


@keepers_only
def offer_who_for(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Sent with “look”, it says the whole in words; with “save”, it counts."""
    offer = offer_to_change(request, offer_id)
    wards = [area.name for area in places.areas(offer.place, "ward")]
    if request.method != "POST":
        return _page(request, offer, WhoForForm(offer=offer, wards=wards))
    form = WhoForForm(request.POST, offer=offer, wards=wards)
    if not form.is_valid():
        return _page(request, offer, form, status=422)
    if request.POST.get("do") != "save":
        return _page(request, offer, form, shown=True)
    actor = request.actor  # type: ignore[attr-defined]

    def write() -> dict[str, Any]:
        seen = as_seen(request, offer, form)
        return {"before": change_who_for(offer=offer, said=form.said, by=actor, seen=seen)}

    try:
        answer = once_only(request, "change_who_for", write)
    except Refused as refusal:
        offer.refresh_from_db()
        add_refusal(form, refusal, eligibility="questions")
        return _page(request, offer, form, status=422)
    if before := answer["before"]:
        after = {name: getattr(offer, name) for name in before}
        remember(request, offer, "who for", before, after, f"who {offer.title} is for")
        words = who_for(offer)
        messages.success(request, f"{offer.title} is now for {words[:1].lower()}{words[1:]}")
    else:
        messages.success(request, f"{offer.title}: nothing was changed.")
    return redirect("offer_who_for", place_slug=offer.place.slug, offer_id=offer.pk)
