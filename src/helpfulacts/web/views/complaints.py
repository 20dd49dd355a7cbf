"""Something went wrong: anybody says so without signing in, comes back by six words, and reads the answer."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.coordination.small_counts import spoken
from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotFound
from helpfulacts.people import selectors as people
from helpfulacts.support import complaints
from helpfulacts.support.actions.complain import complain as make_complaint
from helpfulacts.support.actions.complain import take_back

from ..complaint_words import next_after, steps_of
from ..forms.complaints import ComplainForm
from ..how_often import count_said
from ..refusals import press_button
from ..six_words import open_by_six_words
from ..slips import sealed_slip, take_slip
from ..visitor import IDLE, visitor_of
from .plan_mine import write_form

SLIP = "complaint_slip"
WRONG = "Those words open nothing here. Check each one, or ask at the desk."
FIGURES_OF = dt.timedelta(days=365)
ENOUGH = 10
"""So many answers there must be before anything is told of the time they took."""


@require_http_methods(["GET", "POST"])
def complain(request: HttpRequest) -> HttpResponse:
    """GET: a few words, no name. POST: crisis first; then it is kept, and six words wait on its page."""
    place = request.place  # type: ignore[attr-defined]

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        told = {**context, "personal": True, "next_after": next_after(place)}
        return render(request, "web/public/complain.html", told, status=status)

    if request.method != "POST":
        return page({"form": ComplainForm()})
    form = ComplainForm(request.POST)

    def write() -> dict[str, str]:
        given = form.cleaned_data
        complaint, phrase = make_complaint(
            place=place,
            about=given["about"],
            words=given["words"],
            contact=given["contact"],
            by=visitor_of(request).actor,
        )
        count_said(request)  # what was refused was not said, so it does not count
        request.session[SLIP] = sealed_slip(phrase, complaint)
        _open_here(request, complaint)
        return {"complaint": str(complaint.pk)}

    def done(answer: dict[str, str]) -> HttpResponse:
        return redirect("complaint", place_slug=place.slug)

    return write_form(request, form, action="complain", write=write, page=page, done=done, free=("words",))


@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """Open a complaint by its six words. Words that open nothing all get the same sentence."""
    place = request.place  # type: ignore[attr-defined]

    def page(context: dict[str, Any], status: int) -> HttpResponse:
        return render(
            request, "web/public/complaint_come_back.html", {**context, "personal": True}, status=status
        )

    def opens(words: str) -> HttpResponse | None:
        found = complaints.complaint_by_phrase(place, words)
        if found is None:
            return None
        request.session.cycle_key()
        _open_here(request, found)
        return redirect("complaint", place_slug=place.slug)

    return open_by_six_words(request, page=page, opens=opens, wrong=WRONG)


@require_GET
def complaint(request: HttpRequest) -> HttpResponse:
    """The complaint that is open in this browser: its six words once, where it has got to, and the answer."""
    place = request.place  # type: ignore[attr-defined]
    mine = _mine(request)
    if mine is None:
        return redirect("complaint_come_back", place_slug=place.slug)
    context = {
        "complaint": mine,
        "words": take_slip(request, mine, SLIP).split(),
        "steps": steps_of(mine, complaints.owed_about(mine)),
        "looks": people.looks_at(place, mine.pk),
        "next_after": next_after(place, mine.about),
        "personal": True,
    }
    return render(request, "web/public/complaint.html", context)


@require_POST
def take_it_back(request: HttpRequest) -> HttpResponse:
    """Nobody need answer it any more, and its words are wiped out."""
    mine = _mine(request)
    if mine is None:
        return redirect("complaint_come_back", place_slug=request.place.slug)  # type: ignore[attr-defined]
    return press_button(
        request,
        "complaint_take_back",
        lambda: take_back(complaint=mine, by=visitor_of(request).actor.role),
        "You took it back. Its words are wiped out.",
        "complaint",
    )


@require_GET
def counted(request: HttpRequest) -> HttpResponse:
    """What is told of complaints: how many were right, and how long an answer took, where there are enough of them."""
    place = request.place  # type: ignore[attr-defined]
    figures = complaints.figures(place, now() - FIGURES_OF)
    counts = {"upheld": figures.upheld, "partly": figures.partly, "not_upheld": figures.not_upheld}
    answered = sum(counts.values())
    context = {
        "answered": answered,
        "enough": answered >= ENOUGH,
        "counts": spoken(counts),
        "days": figures.days,
        "next_after": next_after(place),
    }
    return render(request, "web/public/complaints.html", context)


def _key(request: HttpRequest) -> str:
    return f"complaint:{request.place.id}"  # type: ignore[attr-defined]


def _open_here(request: HttpRequest, found: Any) -> None:
    request.session[_key(request)] = {"id": str(found.pk), "seen": int(now().timestamp())}


def _mine(request: HttpRequest) -> Any:
    """The complaint that is open in this browser; None when there is none, or an hour went by without a page of it."""
    kept = request.session.get(_key(request))
    if not kept or now().timestamp() - kept["seen"] > IDLE:
        request.session.pop(_key(request), None)
        return None
    try:
        found = complaints.get_complaint(request.place, uuid.UUID(kept["id"]))  # type: ignore[attr-defined]
    except NotFound:
        return None
    _open_here(request, found)
    return found
