"""Whose plan is open in this browser, and who is acting on it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.people.rules import may_use_desk
from helpfulacts.support import plans
from helpfulacts.support import selectors as support

from ..once import deleted_already, once_only
from ..refusals import add_refusal, refuse_and_return
from ..safety import first_advice
from ..visitor import helping_key, visitor_of

SUGGESTED = "It stands on their plan as your suggestion. They say yes, or no thanks."
UNDONE_YES = "undone_yes"
"""In the session until the plan is shown: the act whose yes a “not now” took back."""


@dataclass(frozen=True)
class Mine:
    """The open plan, its person, and the actor: the person, or somebody at the desk writing for them (by proxy)."""

    place: Any
    person: Any
    plan: Any
    actor: Actor
    by_proxy: bool


def actor_for(request: HttpRequest, person: Any) -> Actor:
    """Who opens a plan by its words is its person, unless signed in at the desk: then it is for them, and logged."""
    visitor = visitor_of(request)
    account = visitor.actor.account_id
    if may_use_desk(visitor.actor) and (account is None or person.account_id != account):
        return visitor.actor
    return the_person(person.pk, account)


def mine_of(request: HttpRequest) -> Mine | None:
    """The plan that is open in this browser, or None."""
    person = visitor_of(request).person
    plan = plans.plan_of(person) if person is not None else None
    if plan is None:
        return None
    actor = actor_for(request, person)
    return Mine(request.place, person, plan, actor, actor.person_id != person.pk)  # type: ignore[attr-defined]


def with_plan(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view `mine`. Nobody's plan open: to the page where it is opened or begun.

    What is not on this plan is not found, as if it did not exist.
    """

    @functools.wraps(view)
    def wrapped(request: HttpRequest, **named: Any) -> HttpResponse:
        mine = mine_of(request)
        if mine is None:
            if answer := deleted_already(request):
                return answer
            to = "helping" if helping_key(request) in request.session else "come_back"
            return redirect(to, place_slug=request.place.slug)  # type: ignore[attr-defined]
        try:
            if mine.by_proxy and request.method == "GET":
                open_record(
                    place=mine.place, actor=mine.actor, person=mine.person, why="To write on it for you, at the desk",
                    noun="plan", subject=mine.plan.pk,
                )  # fmt: skip
            return view(request, mine, **named)
        except NotFound as refusal:
            return refuse_and_return(request, refusal, "my_plan")

    return wrapped


def with_plan_in_use(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """As `with_plan`, for pages that only a plan in use has. What is sent goes to its action, which refuses too."""

    @with_plan
    @functools.wraps(view)
    def wrapped(request: HttpRequest, mine: Mine, **named: Any) -> HttpResponse:
        if request.method != "POST" and mine.plan.state == "ended":
            return refuse_and_return(
                request, Refused("This plan has ended. Begin a new one whenever you like."), "my_plan"
            )
        return view(request, mine, **named)

    return wrapped


def suggests(request: HttpRequest, mine: Mine) -> bool:
    """Somebody at the desk pressed “It is my own idea”: it stands beside the plan, for its person to answer."""
    return mine.by_proxy and bool(request.POST.get("suggest"))


def act_of(mine: Mine, act_id: Any) -> Any:
    """One act of this plan. Somebody else's is as good as not there."""
    act = support.get_act(mine.place, act_id)
    if act.plan_id != mine.plan.pk:
        raise NotFound("There is no such act on this plan.")
    return act


def show(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A personal page: with the way to leave it fast."""
    return render(request, f"web/plan/{template}.html", {"personal": True, **(context or {})}, status=status)


def write_form(
    request: HttpRequest,
    form: forms.Form,
    *,
    action: str,
    write: Callable[[], Any],
    page: Callable[[dict[str, Any], int], HttpResponse],
    done: Callable[[Any], HttpResponse],
    free: tuple[str, ...] = (),
    names: dict[str, str] | None = None,
) -> HttpResponse:
    """A posted form: crisis rules over its `free` sentences first, then mistakes with everything kept, then `write`.

    `page(context, status)` draws the form again; `done(answer)` answers when it is written. The words are kept in
    the form while the panel is shown; “I am safe” sends them as they are.
    """
    advice = first_advice(*(request.POST.get(name, "") for name in free))
    if advice and not request.POST.get("safe"):
        return page({"form": form, "advice": advice}, 200)
    if form.is_valid():
        try:
            answer = once_only(request, action, write)
        except Refused as refusal:
            add_refusal(form, refusal, **(names or {}))
        else:
            return done(answer)
    return page({"form": form, "advice": advice}, 422)


def press(
    request: HttpRequest, action: str, write: Callable[[], Any], to: str = "my_plan", **where: Any
) -> HttpResponse | None:
    """A button after which more than a sentence follows (else `press_button`): writes once.

    A refusal is said on the page called `to`; None when all went well.
    """
    try:
        once_only(request, action, write)
    except Refused as refusal:
        return refuse_and_return(request, refusal, to, **where)
    return None


def back(request: HttpRequest, to: str = "my_plan", anchor: str = "", **where: Any) -> HttpResponse:
    answer = redirect(to, place_slug=request.place.slug, **where)  # type: ignore[attr-defined]
    if anchor:
        answer["Location"] += f"#{anchor}"
    return answer
