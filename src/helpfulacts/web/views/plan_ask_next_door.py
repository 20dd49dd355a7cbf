"""One wish asked of a place next door: what would go over, the person's yes to it, what became of it, and taking it back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.support import next_door_shown as shown
from helpfulacts.support import plans
from helpfulacts.support.actions.ask_next_door import ask_next_door, take_back_next_door

from ..forms.ask_next_door import AskNextDoorForm
from ..refusals import press_button, refuse_and_return
from .plan_mine import Mine, back, show, with_plan, with_plan_in_use, write_form


@with_plan_in_use
def wish_next_door(request: HttpRequest, mine: Mine, wish_id: uuid.UUID) -> HttpResponse:
    """GET: what would go over, and what became of what went. POST: the yes to one asking."""
    wish = plans.get_aspiration(mine.plan, wish_id)
    near = shown.may_be_asked(wish)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        told = {
            "plan": mine.plan,
            "person": mine.person,
            "by_proxy": mine.by_proxy,
            "wish": wish,
            "asked": shown.of_plan(mine.plan).get(wish.pk, []),
            "near": near,
        }
        return show(request, "wish_next_door", {**told, **context}, status)

    if request.method != "POST":
        form = AskNextDoorForm(wish=wish, near=near, by_proxy=mine.by_proxy) if near else None
        return page({"form": form})
    if not near:
        refusal = Refused("No place next door can be asked about this now, or it was asked already.")
        return refuse_and_return(request, refusal, "wish_next_door", wish_id=wish.pk)
    form = AskNextDoorForm(request.POST, wish=wish, near=near, by_proxy=mine.by_proxy)

    def write() -> dict[str, str]:
        there = form.neighbour()
        ask_next_door(wish=wish, neighbour=there, said=form.agreed(), by=mine.actor)
        return {"there": there.called}

    def done(answer: dict[str, str]) -> HttpResponse:
        messages.success(request, f"{answer['there']} will be asked. You can take it back at any time.")
        return back(request, "wish_next_door", wish_id=wish.pk)

    return write_form(request, form, action="wish_next_door", write=write, page=page, done=done)


@require_POST
@with_plan
def wish_next_door_back(request: HttpRequest, mine: Mine, asked_id: uuid.UUID) -> HttpResponse:
    """They take it back: the place next door is told to forget it."""
    every = (one for rows in shown.of_plan(mine.plan).values() for one in rows)
    asked = next((one for one in every if one.row.pk == asked_id), None)
    if asked is None:
        raise NotFound("It is forgotten there already, so there is nothing to take back.")
    return press_button(
        request, "wish_next_door_back", lambda: take_back_next_door(asked=asked.row, by=mine.actor),
        f"You took it back. {asked.there} is told to forget it.", "wish_next_door", wish_id=asked.row.aspiration_id,
    )  # fmt: skip
