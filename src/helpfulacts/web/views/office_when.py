"""The usual week of an offer: lines to edit, the next dates in words before they are saved, and the way back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.change_when import change_when
from helpfulacts.directory.week_grid import as_plain, next_dates, week_of
from helpfulacts.directory.week_words import date_words, dates_in_words, other_words
from helpfulacts.support.actions.change_dates import change_dates

from ..coming import with_told
from ..forms.when import WhenForm
from ..once import once_only
from ..refusals import add_refusal
from ..seen import as_seen
from ..undo import remember, was_last
from .office import keepers_only, offer_to_change


def _page(
    request: HttpRequest, offer: Any, form: WhenForm, *, shown: bool = False, status: int = 200
) -> HttpResponse:
    """`shown`: with the dates that the form would give."""
    day = today(offer.place.zone)
    context: dict[str, Any] = {
        "offer": offer,
        "form": form,
        "former": was_last(request, offer, "dates"),
        "shown": shown,
    }
    if shown:
        context["dates"] = [date_words(one, day) for one in next_dates(offer, form.week, day)]
    return render(request, "web/office/offer_when.html", context, status=status)


@keepers_only
def offer_when(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Sent with “look”, it shows the next dates; with “save”, they count."""
    offer = offer_to_change(request, offer_id)
    day = today(offer.place.zone)
    week = week_of(offer, day)
    asked: dict[str, Any] = {"week": week, "others": [other_words(one, day) for one in week.others]}
    if request.method != "POST":
        return _page(request, offer, WhenForm(**asked))
    more = bool(request.POST.get("more"))
    form = WhenForm(request.POST, more=more, **asked)
    valid = form.is_valid()
    if more:
        form.errors.clear()  # nothing is looked at yet: only another line was asked for
        return _page(request, offer, form)
    if not valid:
        return _page(request, offer, form, status=422)
    if request.POST.get("do") != "save":
        return _page(request, offer, form, shown=True)
    words = dates_in_words(offer.schedules.all(), day)

    actor = request.actor  # type: ignore[attr-defined]

    def write() -> dict[str, Any]:
        seen = as_seen(request, offer, form)
        to_tell = change_dates(
            offer=offer, write=lambda: change_when(offer=offer, week=form.week, by=actor, seen=seen)
        )
        return {"changed": form.week != week, "to_tell": to_tell}

    try:
        answer = once_only(request, "change_when", write)
    except Refused as refusal:
        add_refusal(form, refusal, slots="slot_0_day")
        return _page(request, offer, form, status=422)
    written = directory.get_offer(offer.place, offer.pk)
    now = dates_in_words(written.schedules.all(), day)
    if answer["changed"]:
        said = f"the days and times of {offer.title}"
        remember(request, offer, "dates", as_plain(week), as_plain(week_of(written, day)), said)
        messages.success(request, with_told(f"{offer.title}: now {now}. Before: {words}.", answer["to_tell"]))
    else:
        messages.success(request, f"{offer.title}: {now}, as before. Nothing was changed.")
    return redirect("offer_when", place_slug=offer.place.slug, offer_id=offer.pk)
