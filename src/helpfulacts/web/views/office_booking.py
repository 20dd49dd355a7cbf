"""Book a room or a thing by the half-hour, and give the time back."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.clock import date_in_words, today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.directory import bookable
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.book_slots import book_slots
from helpfulacts.directory.half_hours import between_in_words, time_of
from helpfulacts.people import selectors as people
from helpfulacts.people.actor import Actor
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.book_for_act import book_again, book_for_act, give_back
from helpfulacts.support.clashes import Busy, busy_times

from ..forms.weaving import BookForm
from ..once import once_only
from ..refusals import add_refusal, press_button
from .office import acting_as, for_roles
from .plan_mine import back, mine_of

ROLES = ("provider", "navigator", "officer", "resource-weaver")
booking_roles = for_roles(*ROLES)


@dataclass(frozen=True)
class Who:
    """Who books: an organisation through somebody in a role, or a person for an act on their own plan."""

    actor: Actor
    body: Any = None
    act: Any = None

    @property
    def choice(self) -> tuple[str, str]:
        if self.act is not None:
            return ("act", "What is on my plan")
        return ("body", f"{self.body.name}, or somebody it helps")


def _who(request: HttpRequest, offer: Any) -> Who:
    """403 for anybody else."""
    place: Any = request.place  # type: ignore[attr-defined]
    mine = mine_of(request)
    if mine is not None:
        for row in support.acts_of(mine.plan, states=("promised",)):
            if row.act.offer is not None and row.act.offer.pk == offer.pk:
                return Who(mine.actor, act=row.act)
    if not directory.may_be_named(offer):
        raise NotFound("There is no such offer in this place.")
    actor = acting_as(request, *ROLES)
    return Who(actor, body=next(body for body in people.organisations(place) if body.pk == actor.body_id))


def _bookable_or_404(request: HttpRequest, offer_id: uuid.UUID) -> Any:
    offer = directory.get_offer(request.place, offer_id)  # type: ignore[attr-defined]
    if not bookable.is_booked_by_time(offer) or offer.status != "active":
        raise Http404("This is not booked by the hour.")
    return offer


def _chosen_day(request: HttpRequest, days: list[dt.date]) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return days[0] if days else None
    return day if day in days else (days[0] if days else None)


@require_http_methods(["GET", "POST"])
def book(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """GET: the half-hours of one day, free or taken, in words. POST: from when until when."""
    offer = _bookable_or_404(request, offer_id)
    who = _who(request, offer)
    present = today(offer.place.zone)
    sent = request.method == "POST"
    # What was sent is answered by the action, so that a time that went meanwhile is said to be taken.
    days = {
        day: one
        for day, one in bookable.days_of(offer, present, present + bookable.AHEAD).items()
        if one.slots or sent
    }
    day = _chosen_day(request, list(days))
    slots = days[day].free if day else {}
    form = BookForm(
        request.POST if sent else None,
        whom=[who.choice],
        slots=[slot for slot in slots if sent or slots[slot]],
    )
    if sent and day is not None and form.is_valid():
        given = form.cleaned_data

        def write() -> dict[str, str]:
            when = {"day": day, "first": given["first"], "last": given["until"], "by": who.actor}
            if who.act is not None:
                return {"booking": str(book_for_act(act=who.act, **when).pk)}
            return {"booking": str(book_slots(offer=offer, body=who.body, **when).pk)}

        try:
            once_only(request, "book", write)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            hours = between_in_words(given["first"], given["until"])
            messages.success(request, f"{offer.title} is booked for you on {date_in_words(day)}, {hours}.")
            if who.act:
                return back(request, anchor=f"act-{who.act.pk}")
            return redirect("our_bookings", place_slug=offer.place.slug)
    units = bookable.units_of(offer)
    busy = busy_times(who.act.plan, besides=who.act) if who.act is not None and day is not None else []
    same_day = [one for one in busy if one.begins.date() == day or one.ends.date() == day]
    rows = [
        (slot, between_in_words(slot, slot + 1), _words(free, units) + _busy_then(day, slot, same_day))
        for slot, free in slots.items()
    ]
    context = {
        "offer": offer,
        "days": days,
        "day": day,
        "rows": rows,
        "busy": same_day,
        "form": form,
        "who": who,
        "share": bookable.share_of(offer),
    }
    return render(request, "web/office/book.html", context, status=422 if form.is_bound else 200)


def _busy_then(day: Any, slot: int, busy: list[Busy]) -> str:
    """“. You are at Tea then”, of the first thing on their plan that this half-hour meets."""
    begins = dt.datetime.combine(day, time_of(slot))
    met = (one for one in busy if one.begins < begins + dt.timedelta(minutes=30) and begins < one.ends)
    return next((f". You are at {one.title} then" for one in met), "")


def _words(free: int, units: int) -> str:
    if units == 1:
        return "Free" if free else "Taken"
    return f"{free} of {units} free" if free else f"All {units} taken"


@require_GET
@booking_roles
def our_bookings(request: HttpRequest) -> HttpResponse:
    """Who has our rooms and things when, and what we have booked elsewhere. Who weaves keeps no rooms here."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    since, weaves = today(place.zone), actor.role == "resource-weaver"
    context = {
        "weaves": weaves,
        "ours": [] if weaves else bookable.bookings_with(place, since, keeper=actor.body_id),
        "made": bookable.bookings_with(place, since, body=actor.body_id),
        "given_back": bookable.bookings_with(place, since, body=actor.body_id, released=True)[:5],
    }
    return render(request, "web/office/our_bookings.html", context)


def _booking_or_404(request: HttpRequest, booking_id: uuid.UUID) -> Any:
    actor = request.actor  # type: ignore[attr-defined]
    booking = bookable.get_booking(request.place, booking_id)  # type: ignore[attr-defined]
    bodies = [booking.body_id]
    if actor.role == "provider":
        bodies.append(booking.offer.provider_id)
    if actor.role in ("provider", "resource-weaver") and actor.body_id not in bodies:
        raise NotFound("There is no such booking in this place.")
    return booking


@require_POST
@booking_roles
def release(request: HttpRequest, booking_id: uuid.UUID) -> HttpResponse:
    """Give the time back."""
    booking, actor = _booking_or_404(request, booking_id), request.actor  # type: ignore[attr-defined]
    said = "The time is free again. You can book it again below."
    if booking.act is not None or booking.body_id != actor.body_id:
        said = "The time is free again. The desk tells those who had it."
    return press_button(
        request, "release_booking", lambda: give_back(booking=booking, by=actor), said, "our_bookings"
    )


@require_POST
@booking_roles
def again(request: HttpRequest, booking_id: uuid.UUID) -> HttpResponse:
    """Undo: book it again, if nobody has it."""
    booking = _booking_or_404(request, booking_id)
    return press_button(
        request, "book_again", lambda: book_again(booking=booking, by=request.actor),  # type: ignore[attr-defined]
        "It is booked again.", "our_bookings",
    )  # fmt: skip
