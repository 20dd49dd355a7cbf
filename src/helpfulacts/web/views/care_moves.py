"""The buttons of somebody's introductions at the desk: they met, it rests, it goes on, it is over; and a nudge to a giver."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from helpfulacts.core.errors import Refused
from helpfulacts.exchange.texts.nudging import send_nudge, way_to
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.support import caseload as care
from helpfulacts.support.actions.cancel_introduction import cancel_introduction, void_introduction
from helpfulacts.support.actions.complete_introduction import complete_introduction
from helpfulacts.support.actions.fail_introduction import fail_introduction
from helpfulacts.support.actions.hold_introduction import go_on, hold_introduction
from helpfulacts.support.actions.nudge_giver import answer_nudge
from helpfulacts.support.actions.re_route import reopen
from helpfulacts.support.actions.start_introduction import start_introduction
from helpfulacts.support.silence import nudge_words, silent_since

from ..forms.introductions import COMPLETED, OverForm, RestForm
from ..once import once_only
from ..refusals import press_button, refuse_and_return
from .care import navigators_only
from .plan_mine import write_form

THEIR_WORDS = "What the person says, in their words. Leave it out if they said nothing."
_PRESSED: dict[str, tuple[Callable[..., Any], str]] = {
    "met": (start_introduction, "Good. It is going on."),
    "go_on": (go_on, "It goes on."),
    "stop": (cancel_introduction, "Stopped. What was passed on is gone."),
    "mistake": (void_introduction, "Taken out. It stays on record as a mistake."),
    "again": (reopen, "Written anew. They read the two lines, and say yes or not now."),
}


def end_it(one: Any, how: str, words: str, by: Any) -> None:
    """It worked out, or it did not: one form, two actions."""
    ended = complete_introduction if how in dict(COMPLETED) else fail_introduction
    ended(introduction=one, how=how, words=words, by=by)


@require_POST
@navigators_only
def care_move(request: HttpRequest, introduction_id: uuid.UUID) -> HttpResponse:
    """One button, named by `press`."""
    one, actor = care.get_introduction(request.place, introduction_id), request.actor  # type: ignore[attr-defined]
    person_id = one.act.plan.person_id
    press = request.POST.get("press", "")
    if press == "rest":
        form = RestForm(request.POST)
        if not form.is_valid():
            refusal = Refused("Write until which day it rests, for example 24/6/2026.")
            return refuse_and_return(request, refusal, "my_person", person_id=person_id)
        return press_button(
            request, "care_move",
            lambda: hold_introduction(introduction=one, until=form.cleaned_data["until"], by=actor),
            "It rests until then.", "my_person", person_id=person_id,
        )  # fmt: skip
    if press not in _PRESSED:
        refusal = Refused("Press one of the buttons of this introduction.")
        return refuse_and_return(request, refusal, "my_person", person_id=person_id)
    change, said = _PRESSED[press]
    return press_button(
        request, "care_move", lambda: change(introduction=one, by=actor), said, "my_person", person_id=person_id
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@navigators_only
def care_over(request: HttpRequest, introduction_id: uuid.UUID) -> HttpResponse:
    """How it ended: the person's words first."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    one = care.get_introduction(place, introduction_id)
    person = one.act.plan.person
    form = OverForm(request.POST or None, hint=THEIR_WORDS)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return render(
            request, "web/office/introduction_over.html", {"one": one, "person": person, **context}, status=status
        )  # fmt: skip

    if request.method != "POST":
        open_record(
            place=place, actor=actor, person=person, why="To write down how it ended", noun="introduction",
            subject=one.pk,
        )  # fmt: skip
        return page({"form": form})

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Kept. They can say more about it on their plan.")
        return redirect("my_person", place_slug=place.slug, person_id=person.pk)

    return write_form(
        request, form, action="care_over", page=page, done=done, free=("words",),
        write=lambda: end_it(one, form.cleaned_data["how"], form.cleaned_data["words"], actor),
    )  # fmt: skip


@require_POST
@navigators_only
def nudge(request: HttpRequest, introduction_id: uuid.UUID) -> HttpResponse:
    """Send the drafted letter, or drop it. It is written down first, and sent after."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    one = care.get_introduction(place, introduction_id)
    sends = request.POST.get("press") == "send"
    since = silent_since(one)
    words = nudge_words(one, since) if since is not None else ""
    if sends and not way_to(one).form:
        refusal = Refused("We hold no address for them. Ring them, then drop the letter here.")
        return refuse_and_return(request, refusal, "my_people")
    pressed: list[bool] = []

    def write() -> dict[str, bool]:
        answer_nudge(introduction=one, send=sends, by=actor)
        pressed.append(True)
        return {"sent": sends}

    try:
        once_only(request, "nudge", write)
        if pressed and sends:
            send_nudge(introduction=one, words=words)
    except Refused as refusal:
        return refuse_and_return(request, refusal, "my_people")
    messages.success(request, "Sent. We look again in two weeks." if sends else "Dropped. Nothing was sent.")
    return redirect("my_people", place_slug=place.slug)
