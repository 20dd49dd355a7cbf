"""Days that differ: for whoever gives something, and for the desk. Each is one press to add and one to take back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from helpfulacts.core.clock import date_in_words, today
from helpfulacts.core.errors import Refused
from helpfulacts.directory import occurrences
from helpfulacts.directory.actions.change_days import drop_day, say_bank_holidays, set_day
from helpfulacts.directory.drafts import OtherDay
from helpfulacts.support.actions.change_dates import change_dates

from ..coming import with_told
from ..forms.days import DayForm, HolidaysForm
from ..once import once_only
from ..refusals import add_refusal, refuse_and_return
from .office import keepers_only, offer_to_change


def _page(request: HttpRequest, offer: Any, status: int = 200, **forms: Any) -> HttpResponse:
    day = today(offer.place.zone)
    context = {
        "offer": offer,
        "days": occurrences.days_that_differ(offer, day),
        "dates": occurrences.occurrences_of(offer, day, limit=8),
        "day_form": DayForm(),
        "holidays_form": HolidaysForm(initial={"on_bank_holidays": offer.on_bank_holidays}),
        **forms,
    }
    return render(request, "web/office/days.html", context, status=status)


def _write(
    request: HttpRequest, offer: Any, action: str, form: Any, name: str, write: Callable[[], Any], said: str
) -> HttpResponse:
    try:
        answer = once_only(request, action, lambda: {"to_tell": change_dates(offer=offer, write=write)})
    except Refused as refusal:
        add_refusal(form, refusal)
        return _page(request, offer, 422, **{name: form, "wrong": form})
    messages.success(request, with_told(said, answer["to_tell"]))
    return redirect("offer_days", place_slug=offer.place.slug, offer_id=offer.pk)


@require_GET
@keepers_only
def offer_days(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """What differs, what comes next, and two small forms."""
    return _page(request, offer_to_change(request, offer_id))


@require_POST
@keepers_only
def add_day(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """A day that is closed, or has other hours."""
    offer = offer_to_change(request, offer_id)
    form = DayForm(request.POST)
    if not form.is_valid():
        return _page(request, offer, 422, day_form=form, wrong=form)
    given = form.cleaned_data
    other = OtherDay(given["day"], given["starts"], given["ends"], given["reason"])
    return _write(
        request, offer, "set_day", form, "day_form",
        lambda: set_day(offer=offer, other=other, by=request.actor),  # type: ignore[attr-defined]
        f"{date_in_words(given['day'])} is changed. People see it now.",
    )  # fmt: skip


@require_POST
@keepers_only
def take_day(request: HttpRequest, offer_id: uuid.UUID, day: str) -> HttpResponse:
    """The day is as usual again."""
    offer = offer_to_change(request, offer_id)
    try:
        which = dt.date.fromisoformat(day)
        answer = once_only(
            request, "drop_day",
            lambda: {"to_tell": change_dates(
                offer=offer, write=lambda: drop_day(offer=offer, day=which, by=request.actor)  # type: ignore[attr-defined]
            )},
        )  # fmt: skip
    except ValueError:
        raise Http404("There is no such day.") from None
    except Refused as refusal:
        return refuse_and_return(request, refusal, "offer_days", offer_id=offer.pk)
    messages.success(request, with_told(f"{date_in_words(which)} is as usual again.", answer["to_tell"]))
    return redirect("offer_days", place_slug=offer.place.slug, offer_id=offer.pk)


@require_POST
@keepers_only
def bank_holidays(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Whether it runs on bank holidays."""
    offer = offer_to_change(request, offer_id)
    form = HolidaysForm(request.POST)
    if not form.is_valid():
        return _page(request, offer, 422, holidays_form=form, wrong=form)
    answer = form.cleaned_data["on_bank_holidays"]
    return _write(
        request, offer, "say_bank_holidays", form, "holidays_form",
        lambda: say_bank_holidays(offer=offer, answer=answer, by=request.actor),  # type: ignore[attr-defined]
        "Thank you. People see it now.",
    )  # fmt: skip
