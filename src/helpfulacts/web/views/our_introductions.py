"""Those who are asked: the two lines, yes, not now, we met, it is over; for a body, and for a person who gives."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.people.rules import may_keep_offers
from helpfulacts.support import caseload as care
from helpfulacts.support.actions.answer_introduction import answer_introduction
from helpfulacts.support.actions.read_reach import read_reach
from helpfulacts.support.actions.start_introduction import start_introduction

from ..forms.introductions import OverForm
from ..refusals import press_button, refuse_and_return
from .care_moves import end_it
from .giving_mine import Giver, with_giver
from .office import givers_only
from .plan_mine import write_form

OUR_WORDS = "What you saw, without anybody’s private matters. They and whoever introduced them can read it."
SAID = {
    "yes": "Good. They are told that you said yes.",
    "not_now": "You said not now. You need no reason, and it costs you nothing. They are told.",
    "met": "Good. Tell us when it is over.",
}


def _sent(place: Any, introduction_id: uuid.UUID, gives: Callable[[Any], bool]) -> Any:
    """An introduction that was sent to whoever `gives` its offer; NotFound otherwise."""
    one = care.get_introduction(place, introduction_id)
    if one.act.offer is None or one.state == "draft" or not gives(one.act.offer):
        raise NotFound("There is no such introduction in this place.")
    return one


def _ours(request: HttpRequest, introduction_id: uuid.UUID) -> Any:
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    return _sent(place, introduction_id, lambda offer: may_keep_offers(actor, offer.provider_id))


def _mine(giver: Giver, introduction_id: uuid.UUID) -> Any:
    return _sent(giver.place, introduction_id, giver.gives)


def _press(request: HttpRequest, one: Any, actor: Any, to: str) -> HttpResponse:
    press = request.POST.get("press", "")
    if press not in SAID:
        return refuse_and_return(request, Refused("Press one of the buttons."), to)

    def write() -> None:
        if press == "met":
            start_introduction(introduction=one, by=actor)
        else:
            answer_introduction(introduction=one, answer=press, by=actor)

    return press_button(request, f"introduction_{press}", write, SAID[press], to, anchor="introductions")


@require_POST
@givers_only
def our_introduction(request: HttpRequest, introduction_id: uuid.UUID) -> HttpResponse:
    """One button, named by `press`."""
    return _press(request, _ours(request, introduction_id), request.actor, "my_offers")  # type: ignore[attr-defined]


@require_POST
@givers_only
def our_introduction_reach(request: HttpRequest, introduction_id: uuid.UUID) -> HttpResponse:
    """How to get in touch with them: one look, which they see."""
    one, actor = _ours(request, introduction_id), request.actor  # type: ignore[attr-defined]
    return _reach(request, one, actor, "my_offers")


def _reach(request: HttpRequest, one: Any, actor: Any, to: str) -> HttpResponse:
    try:
        reach = read_reach(introduction=one, by=actor)
    except Refused as refusal:
        return refuse_and_return(request, refusal, to)
    return render(request, "web/office/introduction_reach.html", {"one": one, "reach": reach, "to": to})


@require_http_methods(["GET", "POST"])
@givers_only
def our_introduction_over(request: HttpRequest, introduction_id: uuid.UUID) -> HttpResponse:
    """How it ended, as those who were asked saw it."""
    one, actor = _ours(request, introduction_id), request.actor  # type: ignore[attr-defined]
    form = OverForm(request.POST or None, hint=OUR_WORDS)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return render(request, "web/office/introduction_over.html", {"one": one, **context}, status=status)

    if request.method != "POST":
        return page({"form": form})

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Thank you. They are asked how it went for them.")
        return redirect("my_offers", place_slug=request.place.slug)  # type: ignore[attr-defined]

    return write_form(
        request, form, action="our_introduction_over", page=page, done=done, free=("words",),
        write=lambda: end_it(one, form.cleaned_data["how"], form.cleaned_data["words"], actor),
    )  # fmt: skip


@require_POST
@with_giver
def giving_introduction(request: HttpRequest, giver: Giver, introduction_id: uuid.UUID) -> HttpResponse:
    """One button of somebody who was introduced to me, named by `press`."""
    return _press(request, _mine(giver, introduction_id), giver.actor, "my_giving")


@require_POST
@with_giver
def giving_introduction_reach(request: HttpRequest, giver: Giver, introduction_id: uuid.UUID) -> HttpResponse:
    """How to get in touch with them: one look, which they see."""
    return _reach(request, _mine(giver, introduction_id), giver.actor, "my_giving")
