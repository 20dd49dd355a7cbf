"""What places on other installations ask of this one and how the desk answers; what people here asked there."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from helpfulacts.core.clock import today
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.bodies_about import of_bodies_about
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.open_record import open_passed_on, open_record
from helpfulacts.places import selectors as places
from helpfulacts.support import next_door
from helpfulacts.support import next_door_shown as shown
from helpfulacts.support.actions.answer_neighbour import answer_neighbour

from ..forms.ask_next_door import HaveSomethingForm, NothingHereForm
from .office import desk_only, page_of
from .plan_mine import write_form

TO_ANSWER = "To answer the place next door"
TO_SEE = "To see what became of what you asked next door"
"""What the person reads of the look, so it speaks to them."""


@require_GET
@desk_only
def neighbours_asked(request: HttpRequest) -> HttpResponse:
    """Both ways, without names and without anybody's words: each opens by itself."""
    place = request.place  # type: ignore[attr-defined]
    day = today(place.zone)
    asked = next_door.asked_by_neighbours(place)
    context = {
        "links": [one for one in places.neighbours(place) if one.base and one.until >= day],
        "waiting": [one for one in asked if not one.answer],
        "answered": [one for one in asked if one.answer],
        "page": page_of(request, shown.of_place(place)),
        "to_forget": shown.to_forget(place),
    }
    return render(request, "web/office/neighbours.html", context)


@require_http_methods(["GET", "POST"])
@desk_only
def neighbour_ask(request: HttpRequest, asked_id: uuid.UUID) -> HttpResponse:
    """GET: one thing that a neighbour asks, and the look is kept. POST: the answer, for good."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    asked = shown.asked_by_id(place, asked_id)
    fits = [] if asked.answer else of_bodies_about(place, asked.facets)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        open_passed_on(
            place=place, actor=actor, person=asked.pk, why=TO_ANSWER, noun="asked by a neighbour", subject=asked.pk
        )  # fmt: skip
        told = {
            "asked": asked,
            "offer": directory.offer_by_id(place, asked.offer) if asked.offer else None,
            "looks": people.looks_at(place, asked.pk),
            "yes": HaveSomethingForm(offers=fits),
            "no": NothingHereForm(),
        }
        return render(request, "web/office/neighbour_ask.html", {**told, **context}, status=status)

    if request.method != "POST":
        return page({})
    no = request.POST.get("answer") == "no"
    form = NothingHereForm(request.POST) if no else HaveSomethingForm(request.POST, offers=fits)

    def again(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return page({**context, "no" if no else "yes": form}, status)

    def write() -> dict[str, str]:
        given = form.cleaned_data
        key = None if isinstance(form, NothingHereForm) else form.chosen()
        answer_neighbour(
            asked=asked,
            offer=directory.get_offer(place, key) if key else None,
            next_step=given["instead" if no else "next_step"],
            by_when=given.get("by_when"),
            by=actor,
        )
        return {"there": asked.neighbour.called}

    def done(answer: dict[str, str]) -> HttpResponse:
        messages.success(request, f"Answered. {answer['there']} hears it at the next exchange.")
        return redirect("neighbours_asked", place_slug=place.slug)

    return write_form(request, form, action="neighbour_ask", write=write, page=again, done=done)


@require_GET
@desk_only
def asked_for_them(request: HttpRequest, sent_id: uuid.UUID) -> HttpResponse:
    """One thing that somebody here asked next door, with their name; they see that you looked."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    one = shown.get_asked(place, sent_id)
    plan = one.row.aspiration.plan
    open_record(place=place, actor=actor, person=plan.person, why=TO_SEE, noun="plan", subject=plan.pk)
    context = {"one": one, "person": plan.person, "why_you_look": TO_SEE}
    return render(request, "web/office/asked_for_them.html", context)
