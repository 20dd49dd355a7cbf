"""What a professional wrote beside my plan, and what I think of it; for the desk, the form that writes it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from helpfulacts.core.errors import NotAllowed, NotFound, Refused
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.support import authors, plans
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.say_dissent import (
    answer_dissent,
    keep_out_of_print,
    say_dissent,
    withdraw_dissent,
)
from helpfulacts.support.actions.suggest_change import suggest_change

from ..forms.plan_authors import AnswerForm, BesideForm
from ..refusals import press_button
from .office import for_roles
from .plan_mine import Mine, back, show, with_plan, write_form

_PRESSES = {
    "no_print": "It stays here, and does not come out on paper.",
    "print": "It comes out on paper again.",
    "take_back": "You took it back.",
    "put_back": "It stands beside the plan again.",
}


_FIRST = {"beside": "plan", "how": "dissent"}
_WRITTEN = "It stands beside the plan, with your name. They read it, and may answer."


def _parts(plan: Any) -> list[tuple[str, str]]:
    """What something may be written about: (code, in words)."""
    wishes = [(f"wish:{wish.pk}", wish.words[:80]) for wish in plans.aspirations_of(plan)]
    acts = [(f"act:{one.act.pk}", one.act.title) for one in support.acts_of(plan)]
    return [("plan", "The whole plan"), *wishes, *acts]


def _write(plan: Any, given: dict[str, Any], by: Any) -> dict[str, bool]:
    kind, _, key = given["beside"].partition(":")
    wish = plans.get_aspiration(plan, uuid.UUID(key)) if kind == "wish" else None
    act = support.get_act(plan.place, uuid.UUID(key)) if kind == "act" else None
    if given["how"] == "dissent":
        say_dissent(plan=plan, words=given["words"], by=by, wish=wish, act=act)
    elif act is not None:
        raise Refused("For help on the plan, say how you see it. It has no words to change.", field="how")
    else:
        part = "reword" if wish else "words"
        suggest_change(plan=plan, part=part, words=given["words"], about=wish, by=by)
    return {"written": True}


@with_plan
def plan_beside(request: HttpRequest, mine: Mine) -> HttpResponse:
    """All that stands beside the plan. POST, for the desk: write something there. No word of the plan changes."""
    plan, parts = mine.plan, _parts(mine.plan)

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
        return page({"form": BesideForm(parts=parts, initial=_FIRST)})
    if not mine.by_proxy:
        raise NotAllowed("Only somebody at the desk writes here. You write on your plan itself.")
    form = BesideForm(request.POST, parts=parts)

    def write() -> dict[str, bool]:
        return _write(plan, form.cleaned_data, mine.actor)

    def done(answer: Any) -> HttpResponse:
        messages.success(request, _WRITTEN)
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


@require_http_methods(["GET", "POST"])
@for_roles("navigator")
def person_beside(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """The same for whoever walks beside somebody, from their page. Each time it is shown is one look, which they see."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    person = people.get_person(place, person_id)
    plan = plans.plan_of(person)
    if plan is None:
        raise NotFound("There is no such person in this place.")
    parts = _parts(plan)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        open_record(place=place, actor=actor, person=person, why="To write beside your plan", subject=plan.pk)
        return render(
            request,
            "web/office/person_beside.html",
            {"person": person, "plan": plan, **context},
            status=status,
        )

    if request.method != "POST":
        return page({"form": BesideForm(parts=parts, initial=_FIRST)})
    form = BesideForm(request.POST, parts=parts)

    def done(answer: Any) -> HttpResponse:
        messages.success(request, _WRITTEN)
        return redirect("my_person", place_slug=place.slug, person_id=person_id)

    return write_form(
        request, form, action="person_beside", write=lambda: _write(plan, form.cleaned_data, actor), page=page,
        done=done, free=("words",),
    )  # fmt: skip
