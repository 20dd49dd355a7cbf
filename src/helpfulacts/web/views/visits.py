"""Visits that people make alone: said, checked in and out with one press; and those over their time, for the desk."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.clock import now, today
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.open_record import open_passed_on
from helpfulacts.support import visits
from helpfulacts.support.actions.plan_visit import (
    check_in,
    check_out,
    plan_visit,
    say_they_are_safe,
    take_longer,
)

from ..forms.visits import VisitForm
from ..refusals import press_button
from .office import desk_only, keepers_only
from .plan_mine import write_form

LATE = "Somebody was not out of a visit in time"


@require_http_methods(["GET", "POST"])
@keepers_only
def my_visits(request: HttpRequest) -> HttpResponse:
    """GET: your visits, with one press each, and the form of a new one. POST: a new one."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        told = {**context, "visits": visits.my_visits(place, actor), "now": now()}
        return render(request, "web/office/visits.html", told, status=status)

    if request.method != "POST":
        return page({"form": VisitForm(initial={"who": actor.shown_as, "day": today(place.zone)})})
    form = VisitForm(request.POST)

    def write() -> dict[str, str]:
        return {"visit": str(plan_visit(place=place, by=actor, **form.cleaned_data).pk)}

    def done(answer: dict[str, str]) -> HttpResponse:
        messages.success(request, "Written down. Press “I am out” when you are.")
        return redirect("visits", place_slug=place.slug)

    return write_form(request, form, action="plan_visit", write=write, page=page, done=done)


def _press(
    request: HttpRequest, visit_id: uuid.UUID, action: str, change: Callable[..., Any], said: str
) -> HttpResponse:
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    visit = visits.get_my_visit(place, visit_id, actor)
    return press_button(request, action, lambda: change(visit=visit, by=actor), said, "visits")


@require_POST
@keepers_only
def visit_in(request: HttpRequest, visit_id: uuid.UUID) -> HttpResponse:
    """They are there."""
    return _press(request, visit_id, "visit_in", check_in, "You are there. Press “I am out” when you are.")


@require_POST
@keepers_only
def visit_longer(request: HttpRequest, visit_id: uuid.UUID) -> HttpResponse:
    """Half an hour more."""
    return _press(request, visit_id, "visit_longer", take_longer, "You have half an hour more.")


@require_POST
@keepers_only
def visit_out(request: HttpRequest, visit_id: uuid.UUID) -> HttpResponse:
    """They are out and well."""
    return _press(request, visit_id, "visit_out", check_out, "Good that you are out. Nobody is told.")


@require_GET
@desk_only
def visit_where(request: HttpRequest, visit_id: uuid.UUID) -> HttpResponse:
    """Where somebody is who should be out by now. Each look is written down, and so is what is done."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    visit = visits.get_overdue(place, visit_id)
    open_passed_on(place=place, actor=actor, person=visit.pk, why=LATE, noun=visits.NOUN, subject=visit.pk)
    context = {"visit": visit, "looks": people.looks_at(place, visit.pk)}
    return render(request, "web/office/visit_where.html", context)


@require_POST
@desk_only
def visit_safe(request: HttpRequest, visit_id: uuid.UUID) -> HttpResponse:
    """Somebody reached them."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    visit = visits.get_overdue(place, visit_id)
    return press_button(
        request, "visit_safe", lambda: say_they_are_safe(visit=visit, by=actor), "Good. It is written down that you reached them.",
        "desk",
    )  # fmt: skip
