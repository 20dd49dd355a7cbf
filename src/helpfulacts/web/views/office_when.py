"""The usual week of an offer: lines to edit, the next dates in words before they are saved, and the way back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.change_when import change_when
from helpfulacts.directory.week_grid import Week, as_plain, from_plain, next_dates, week_of
from helpfulacts.directory.week_words import date_words, other_words

from ..forms.when import WhenForm
from ..once import once_only
from ..refusals import add_refusal, refuse_and_return
from .office_days import _offer, keepers_only

BEFORE = "week_before"
"""In the session: how an offer happened before this browser changed it, to go back to."""


def _page(
    request: HttpRequest, offer: Any, form: WhenForm, *, shown: bool = False, status: int = 200
) -> HttpResponse:
    """`shown`: with the dates that the form would give."""
    day = today(offer.place.zone)
    context: dict[str, Any] = {
        "offer": offer,
        "form": form,
        "others": [other_words(one, day) for one in form.kept.others],
        "former": request.session.get(BEFORE, {}).get("offer") == str(offer.pk),
        "shown": shown,
    }
    if shown:
        context["dates"] = [date_words(one, day) for one in next_dates(offer, form.week, day)]
    return render(request, "web/office/offer_when.html", context, status=status)


@keepers_only
def offer_when(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Sent with “look”, it shows the next dates; with “save”, they count."""
    offer = _offer(request, offer_id)
    week = week_of(offer, today(offer.place.zone))
    if request.method != "POST":
        return _page(request, offer, WhenForm(week=week))
    more = bool(request.POST.get("more"))
    form = WhenForm(request.POST, week=week, more=more)
    valid = form.is_valid()
    if more:
        form.errors.clear()  # nothing is looked at yet: only another line was asked for
        return _page(request, offer, form)
    if not valid:
        return _page(request, offer, form, status=422)
    if request.POST.get("do") != "save":
        return _page(request, offer, form, shown=True)
    try:
        _change(request, offer, form.week, week)
    except Refused as refusal:
        add_refusal(form, refusal, slots="slot_0_day")
        return _page(request, offer, form, status=422)
    messages.success(request, f"{offer.title}: the new times are saved, and people see them now.")
    return redirect("offer_when", place_slug=offer.place.slug, offer_id=offer.pk)


@require_POST
@keepers_only
def undo_when(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Back to the week before the last change in this browser."""
    offer = _offer(request, offer_id)
    kept = request.session.get(BEFORE, {})
    try:
        if kept.get("offer") != str(offer.pk):
            raise Refused("There is no earlier week to go back to.")
        _change(request, offer, from_plain(kept["said"]), week_of(offer, today(offer.place.zone)))
    except Refused as refusal:
        return refuse_and_return(request, refusal, "offer_when", offer_id=offer.pk)
    messages.success(
        request, f"{offer.title}: it is as it was before. Press the same button to take that back."
    )
    return redirect("offer_when", place_slug=offer.place.slug, offer_id=offer.pk)


def _change(request: HttpRequest, offer: Any, week: Week, before: Week) -> None:
    def write() -> dict[str, str]:
        change_when(offer=offer, week=week, by=request.actor)  # type: ignore[attr-defined]
        request.session[BEFORE] = {"offer": str(offer.pk), "said": as_plain(before)}
        return {"offer": str(offer.pk)}

    once_only(request, "change_when", write)
