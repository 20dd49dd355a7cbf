"""What a professional wrote beside my plan, and what I think of it; for the desk, the form that writes it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.support import authors
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.say_dissent import (
    answer_dissent,
    keep_out_of_print,
    say_dissent,
    withdraw_dissent,
)

from ..forms.plan_authors import AnswerForm, BesideForm
from ..refusals import press_button
from .plan_mine import Mine, back, show, with_plan, write_form

_PRESSES = {
    "no_print": "It stays here, and does not come out on paper.",
    "print": "It comes out on paper again.",
    "take_back": "You took it back.",
    "put_back": "It stands beside the plan again.",
}


@with_plan
def plan_beside(request: HttpRequest, mine: Mine) -> HttpResponse:
    """All that stands beside the plan. POST, for the desk: write something there. No word of the plan changes."""
    plan = mine.plan
    wishes = {f"wish:{wish.pk}": wish for wish in support.aspirations_of(plan)}
    acts = {f"act:{one.act.pk}": one.act for one in support.acts_of(plan)}
    parts = [
        ("plan", "The whole plan"),
        *((code, wish.words[:80]) for code, wish in wishes.items()),
        *((code, act.title) for code, act in acts.items()),
    ]

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        rows = [
            (one, AnswerForm(initial={"answer": one.answer}, prefix=str(one.pk)))
            for one in authors.beside(plan).all
        ]
        mine_back = authors.withdrawn_by(plan, mine.actor) if mine.by_proxy else []
        return show(
            request, "beside",
            {
                **context, "plan": plan, "rows": rows, "by_proxy": mine.by_proxy, "taken_back": mine_back,
                "account": mine.actor.account_id,
            },
            status,
        )  # fmt: skip

    if request.method != "POST":
        return page({"form": BesideForm(parts=parts, initial={"beside": "plan"})})
    if not mine.by_proxy:
        raise NotAllowed("Only somebody at the desk writes here. You write on your plan itself.")
    form = BesideForm(request.POST, parts=parts)

    def write() -> dict[str, str]:
        given = form.cleaned_data
        one = say_dissent(
            plan=plan, words=given["words"], by=mine.actor, wish=wishes.get(given["beside"]),
            act=acts.get(given["beside"]),
        )  # fmt: skip
        return {"beside": str(one.pk)}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "It stands beside the plan. They read it, and may answer.")
        return back(request, "plan_beside")

    return write_form(request, form, action="plan_beside", write=write, page=page, done=done, free=("words",))


@require_POST
@with_plan
def plan_dissent(request: HttpRequest, mine: Mine, dissent_id: uuid.UUID) -> HttpResponse:
    """Answer it in words, keep it off paper, or (its author) take it back."""
    one = authors.get_dissent(mine.plan, dissent_id)
    pressed = request.POST.get("press", "")

    def write() -> None:
        if pressed in ("no_print", "print"):
            keep_out_of_print(dissent=one, by=mine.actor, out=pressed == "no_print")
        elif pressed in ("take_back", "put_back"):
            withdraw_dissent(dissent=one, by=mine.actor, withdraw=pressed == "take_back")
        elif pressed == "answer":
            answer_dissent(dissent=one, words=request.POST.get(f"{one.pk}-answer", ""), by=mine.actor)
        else:
            raise Refused("Press one of the buttons.")

    said = _PRESSES.get(pressed, "Kept. Your answer stands beside it.")
    return press_button(request, "plan_dissent", write, said, "plan_beside")
