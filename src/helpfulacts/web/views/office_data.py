"""Requests for what is held: those whose clock runs, and words of others that an officer looks at before they are told."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.exchange import your_data
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.lengthen_clock import lengthen_clock
from helpfulacts.promises.actions.pause_clock import go_on, pause_clock
from helpfulacts.promises.clocks import CLARIFICATION, IDENTITY
from helpfulacts.support import data_requests
from helpfulacts.support.actions.decide_others_words import decide_others_words

from ..forms.data import OthersWordsForm
from ..refusals import press_button
from .office import officers_only
from .plan_mine import write_form

TO_LOOK = "To see what may be told to you of what somebody else wrote"
"""What the person reads of the look, so it speaks to them."""
SAID = {
    "identity": "The clock stands still until they have said who they are.",
    "meaning": "The clock stands still until they have said what they mean.",
    "on": "The clock runs again.",
    "longer": "More time is taken. They must hear of it, and why.",
}


@require_GET
@officers_only
def data_requests_page(request: HttpRequest) -> HttpResponse:
    """By their day, and the words that wait, oldest first. No names and no words: they open one by one."""
    place = request.place  # type: ignore[attr-defined]
    context = {
        "running": data_requests.running(place),
        "waiting": data_requests.waiting_words(place),
        "day": today(place.zone),
    }
    return render(request, "web/office/data_requests.html", context)


@require_POST
@officers_only
def data_clock(request: HttpRequest, promise_id: uuid.UUID) -> HttpResponse:
    """Let the clock stand still, go on, or take the longer time that the law allows."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    promise = promises.get_promise(place, promise_id)
    if promise.clock != "subject-access":
        raise NotFound("There is no such request in this place.")
    do = request.POST.get("do", "")

    def write() -> None:
        if do == "longer":
            lengthen_clock(promise=promise, by=actor.role)
        elif do == "on":
            go_on(promise=promise, by=actor.role)
        elif do in ("identity", "meaning"):
            why = IDENTITY if do == "identity" else CLARIFICATION
            pause_clock(promise=promise, why=why, by=actor.role)
        else:
            raise Refused("Choose what to do with the clock.")

    return press_button(request, "data_clock", write, SAID.get(do, ""), "data_requests")


@require_http_methods(["GET", "POST"])
@officers_only
def others_words(request: HttpRequest, words_id: uuid.UUID) -> HttpResponse:
    """GET: what somebody else wrote, and the person sees that you looked. POST: told as you leave it, or kept back."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    words = data_requests.get_others_words(place, words_id)
    if words.decision:
        messages.info(request, "Somebody has decided about these words already.")
        return redirect("data_requests", place_slug=place.slug)
    where, said = your_data.waiting_words(words)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        open_record(
            place=place, actor=actor, person=words.person, why=TO_LOOK, noun="data request", subject=words.pk
        )
        told = {**context, "words": words, "where": where, "said": said}
        return render(request, "web/office/others_words.html", told, status=status)

    if request.method != "POST":
        return page({"form": OthersWordsForm(initial={"told": said})})
    form = OthersWordsForm(request.POST)

    def write() -> dict[str, str]:
        given = form.cleaned_data
        decide_others_words(
            words=words, decision=given["decision"], told=given["told"], ground=given["ground"], by=actor
        )
        return {"words": str(words.pk)}

    def done(answer: dict[str, str]) -> HttpResponse:
        messages.success(request, "Decided.")
        return redirect("data_requests", place_slug=place.slug)

    return write_form(request, form, action="others_words", write=write, page=page, done=done)
