"""A browser that the six words of a named helper opened: it reads one plan and suggests, until it is closed or stopped.

It closes as a person's own plan does: after an hour without a page, and at once when their words are stopped or changed.
"""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac

from helpfulacts.core.clock import now
from helpfulacts.core.errors import NotFound
from helpfulacts.people.actions.open_record import open_once_a_day
from helpfulacts.people.actor import Actor
from helpfulacts.support import authors

from .refusals import refuse_and_return
from .visitor import IDLE, close_plan_in_this_browser, helping_key

WHY = "You named them to help with your plan"


@dataclass(frozen=True)
class Helping:
    """Somebody whom a person named, at work on their plan: the place, the plan, who helps, and the actor."""

    place: Any
    plan: Any
    helper: Any
    actor: Actor


def _mark(helper: Any) -> str:
    """Changes whenever their words do."""
    return salted_hmac("helpfulacts.helping", helper.phrase_hash).hexdigest()


def open_helping_in_this_browser(request: HttpRequest, helper: Any) -> None:
    """Remember whom the words were for; a plan of one's own that was open here closes."""
    close_plan_in_this_browser(request)
    request.session.cycle_key()
    request.session[helping_key(request)] = {"id": str(helper.pk), "mark": _mark(helper), "seen": _moment()}


def close_helping(request: HttpRequest) -> None:
    request.session.pop(helping_key(request), None)


def _moment() -> int:
    return int(now().timestamp())


def helping_of(request: HttpRequest) -> Helping | None:
    """Whom this browser helps now, asked of the database on each page; None for nobody."""
    kept = request.session.get(helping_key(request))
    if not kept:
        return None
    place = request.place  # type: ignore[attr-defined]
    helper = authors.live_helper(place, uuid.UUID(kept["id"]))
    if helper is None or kept["mark"] != _mark(helper) or _moment() - kept["seen"] > IDLE:
        close_helping(request)
        return None
    request.session[helping_key(request)] = {**kept, "seen": _moment()}
    return Helping(place, helper.plan, helper, authors.actor_of(helper))


def with_helping(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view `helping`. Nobody is helped here: to the page where six words open a plan.

    The first page of a day makes one look, which the person sees.
    """

    @functools.wraps(view)
    def wrapped(request: HttpRequest, **named: Any) -> HttpResponse:
        helping = helping_of(request)
        if helping is None:
            return redirect("come_back", place_slug=request.place.slug)  # type: ignore[attr-defined]
        open_once_a_day(
            place=helping.place, actor=helping.actor, people=[helping.plan.person_id], why=WHY,
            noun="named helper", subject=helping.helper.pk,
        )  # fmt: skip
        try:
            return view(request, helping, **named)
        except NotFound as refusal:
            return refuse_and_return(request, refusal, "helping")

    return wrapped
