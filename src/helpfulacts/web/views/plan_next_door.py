"""What places next door have left over: a yes or no to being told of it, and what came, with yes or not now."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from helpfulacts.coordination import next_door_shown as shown
from helpfulacts.coordination.actions.answer_next_door import answer_next_door
from helpfulacts.coordination.actions.say_next_door import say_next_door
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.places import selectors as places
from helpfulacts.support import next_door_shown, plans

from ..refusals import press_button
from .plan_mine import Mine, back, press, show, with_plan, with_plan_in_use


@with_plan_in_use
def plan_next_door(request: HttpRequest, mine: Mine) -> HttpResponse:
    """GET: what came, and their yes or no. POST: the yes, or taking it back."""
    if request.method != "POST":
        context = {
            "plan": mine.plan,
            "person": mine.person,
            "offered": shown.offered_to(mine.person),
            "yes": shown.yes_of(mine.person),
            "near": shown.next_to(mine.place),
            "may_ask": not mine.person.protected and places.may_be_asked(mine.place, today(mine.place.zone)),
            "wishes": plans.aspirations_of(mine.plan),
            "next_door_asked": next_door_shown.of_plan(mine.plan),
        }
        return show(request, "next_door", context)
    yes, basis = request.POST.get("tell") == "yes", "spoken" if mine.by_proxy else "self"

    def write() -> dict[str, bool]:
        say_next_door(person=mine.person, yes=yes, basis=basis)
        return {"yes": yes}

    return press_button(
        request, "plan_next_door", write,
        "We will tell you when a place next door has something left over for you." if yes
        else "We will not tell you of anything new from places next door.",
        "plan_next_door",
    )  # fmt: skip


@require_POST
@with_plan
def next_door_answer(request: HttpRequest, mine: Mine, row_id: uuid.UUID) -> HttpResponse:
    """Yes, or not now; a yes may still become a “not now”."""
    one = shown.get_offered(mine.place, row_id, mine.person)
    answer = request.POST.get("answer")
    yes = answer == "yes"

    def write() -> dict[str, str]:
        if answer not in ("yes", "not_now"):
            raise Refused("Choose yes or not now.")
        return {"state": answer_next_door(row=one.row, yes=yes, by=mine.actor).state}

    refused = press(request, "next_door_answer", write, "plan_next_door")
    if refused is None:
        messages.success(
            request,
            f"You said yes. The desk gets in touch with you, and with the desk in {one.there.name}."
            if yes
            else "You said not now. You lose nothing, and the place is free for somebody else.",
        )
    return refused or back(request, "plan_next_door")
