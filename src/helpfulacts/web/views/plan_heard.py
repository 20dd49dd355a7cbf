"""Say something before a round is decided: whoever confirms it must read that first, and I see who did."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.say_before_round import say_before_round, take_back_said

from ..forms.plan import BeforeRoundForm
from ..refusals import press_button
from .plan_mine import Mine, back, show, with_plan, with_plan_in_use, write_form


@with_plan_in_use
def before_round(request: HttpRequest, mine: Mine) -> HttpResponse:
    waiting = coordination.waiting_words(mine.person)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        read = coordination.words_read(mine.person)
        told = {"plan": mine.plan, "person": mine.person, "waiting": waiting, "read": read, **context}
        return show(request, "before_round", told, status)

    if request.method != "POST":
        return page({"form": BeforeRoundForm(initial={"words": waiting.words if waiting else ""})})
    form = BeforeRoundForm(request.POST)

    def write() -> dict[str, str]:
        said = say_before_round(person=mine.person, words=form.cleaned_data["words"], by=mine.actor)
        return {"said": str(said.pk)}

    def done(_: Any) -> HttpResponse:
        messages.success(request, "We have it. The round cannot be confirmed until a person has read it.")
        return back(request, "before_round")

    return write_form(
        request, form, action="before_round", write=write, page=page, done=done, free=("words",)
    )


@require_POST
@with_plan
def before_round_back(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Nobody has read it yet, so it is gone."""

    def write() -> dict[str, bool]:
        take_back_said(person=mine.person, by=mine.actor)
        return {"gone": True}

    return press_button(
        request, "before_round_back", write, "It is gone. Nobody has read it.", "before_round"
    )
