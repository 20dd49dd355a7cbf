"""Whose giving is open in this browser, and what of it a page may reach."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from helpfulacts.core.errors import NotFound
from helpfulacts.directory import selectors as directory
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.people.actor import Actor
from helpfulacts.support import selectors as support

from ..once import deleted_already
from ..visitor import visitor_of
from .plan_mine import actor_for, back

View = Callable[..., HttpResponse]
TO_WRITE = "To write on what you give, at the desk"


@dataclass(frozen=True)
class Giver:
    """Whose giving is open in this browser, and the actor: they themselves, or the desk writing for them."""

    place: Any
    person: Any
    actor: Actor
    by_proxy: bool

    def gives(self, offer: Any) -> bool:
        """It is theirs, or they keep it for a body."""
        return self.person.pk in (offer.giver_id, offer.kept_by_id)


def giver_of(request: HttpRequest) -> Giver | None:
    """Whose giving is open in this browser, or None."""
    person = visitor_of(request).person
    if person is None:
        return None
    actor = actor_for(request, person)
    return Giver(request.place, person, actor, actor.person_id != person.pk)  # type: ignore[attr-defined]


def with_giver(view: View) -> View:
    """Gives the view `giver`. Nobody open in this browser: to the page where six words open it."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, **named: Any) -> HttpResponse:
        giver = giver_of(request)
        if giver is None:
            if answer := deleted_already(request):
                return answer
            return redirect("come_back", place_slug=request.place.slug)  # type: ignore[attr-defined]
        if giver.by_proxy and request.method == "GET":
            open_record(
                place=giver.place, actor=giver.actor, person=giver.person, why=TO_WRITE, noun="offer", subject=None
            )  # fmt: skip
        try:
            return view(request, giver, **named)
        except NotFound:
            return back(request, "my_giving")

    return wrapped


def offer_of(giver: Giver, offer_id: uuid.UUID) -> Any:
    """One of their offers; somebody else's is as good as not there."""
    offer = directory.get_offer(giver.place, offer_id)
    if not giver.gives(offer):
        raise NotFound("There is no such offer of yours.")
    return offer


def act_asked(giver: Giver, act_id: uuid.UUID) -> Any:
    act = support.get_act(giver.place, act_id)
    if act.offer is None or not giver.gives(act.offer):
        raise NotFound("Nobody asked you for this.")
    return act
