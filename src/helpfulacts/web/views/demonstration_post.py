"""Only in a demonstration: the letters and texts that it would have sent, and a phone to answer them with."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.exchange.messages import outbox as kept
from helpfulacts.exchange.texts.answering import take_text
from helpfulacts.exchange.texts.asking import ask_now
from helpfulacts.people import keepers

from ..refusals import refuse_and_return

NEWEST = 30
SAID = "phone_said"
REPLIES = ("1", "2", "3", "4", "STOP")


def _only_here(request: HttpRequest) -> Any:
    place = request.place  # type: ignore[attr-defined]
    if not place.demonstration:
        raise Http404("There is no such page here.")
    return place


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """Newest first; the links in letters can be pressed."""
    place = _only_here(request)
    return render(request, "web/demonstration/outbox.html", {"letters": kept.messages(place.slug)[:NEWEST]})


@require_http_methods(["GET", "POST"])
def phone(request: HttpRequest) -> HttpResponse:
    """The phone of an invented club: what it was asked by text, and the digits that it can answer with."""
    place = _only_here(request)
    reaches = keepers.reaches_by_text(place)
    if not reaches:
        raise Http404("No invented club has a phone here.")
    reach = reaches[0]
    if request.method == "POST":
        return _press(request, place, reach)
    texts = [one for one in kept.messages(place.slug, form="text") if one.to == reach.number]
    came = [{"at": one.moment, "mine": False, "words": one.words} for one in texts]
    went = [
        {"at": dt.datetime.fromisoformat(at), "mine": True, "words": words}
        for at, words in request.session.get(SAID, [])
    ]
    talk = sorted([*came, *went], key=lambda one: one["at"])[-12:]
    context = {"body": reach.organisation, "talk": talk, "replies": REPLIES}
    return render(request, "web/demonstration/phone.html", context)


def _press(request: HttpRequest, place: Any, reach: Any) -> HttpResponse:
    pressed = request.POST.get("press", "")
    try:
        if pressed == "ask":
            if not ask_now(place=place, reach=reach):
                raise Refused("This club has no entry to ask about.")
        elif pressed in REPLIES:
            request.session[SAID] = [*request.session.get(SAID, []), [now().isoformat(), pressed]][-12:]
            take_text(
                place=place, sender=reach.number, words=pressed, message_id=f"phone {secrets.token_hex(16)}"
            )
    except Refused as refusal:
        return refuse_and_return(request, refusal, "phone")
    return redirect("phone", place_slug=place.slug)
