"""Is this yours? A link to the address that is held, one page with one button, and the browser keeps the entries."""

from __future__ import annotations

import contextlib
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.exchange.messages.sending import send
from helpfulacts.exchange.texts.asking import link_words
from helpfulacts.people import keepers
from helpfulacts.people.actions.end_keeper_link import end_keeper_link, refuse_keeper_link
from helpfulacts.people.actions.make_keeper_link import make_keeper_link
from helpfulacts.people.actions.open_keeper_link import NO_USE, open_keeper_link

from ..asks import WAIT, asked_too_often
from ..keeper_session import keep_open_here, link_open_here
from ..once import once_only
from ..refusals import press_button, refuse_and_return
from ..visitor import leave_plan
from .office import givers_only

TOKEN = "keeper_token"
LONGEST_TOKEN = 64
ASKED = (
    "If we hold an address for them, a link is on its way to it. It opens once, and it waits for seven days."
)


def _offer_of_a_body(request: HttpRequest, offer_id: uuid.UUID) -> Any:
    offer = directory.get_offer(request.place, offer_id)  # type: ignore[attr-defined]
    if not directory.is_listed(offer) or offer.provider is None or offer.giver_id is not None:
        raise NotFound("There is no such offer in this place.")
    return offer


@require_http_methods(["GET", "POST"])
def keeper_ask(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Ask for a link. The answer is the same whether an address is held or not, and nobody types one here."""
    offer = _offer_of_a_body(request, offer_id)
    if request.method != "POST":
        return render(request, "web/public/keeper_ask.html", {"offer": offer})
    if asked_too_often(request):
        return refuse_and_return(request, Refused(WAIT), "keeper_ask", offer_id=offer.pk)
    made: dict[str, str] = {}

    def write() -> dict[str, str]:
        if keepers.address_held(offer.provider):
            with contextlib.suppress(Refused):  # enough for today: the answer does not tell
                made["token"] = make_keeper_link(organisation=offer.provider, how="asked")
        return {"asked": str(offer.pk)}

    try:
        once_only(request, "keeper_ask", write)
    except Refused as refusal:
        return refuse_and_return(request, refusal, "keeper_ask", offer_id=offer.pk)
    if made:
        with contextlib.suppress(Refused):  # the port logs it; the answer does not tell what is held
            send_link(request, offer.provider, keepers.address_held(offer.provider), made["token"])
    messages.success(request, ASKED)
    return redirect("keeper_ask", place_slug=offer.place.slug, offer_id=offer.pk)


def send_link(request: HttpRequest, body: Any, to: str, token: str) -> None:
    """The letter with a link, after the transaction that made it."""
    place = request.place  # type: ignore[attr-defined]
    send(
        place=place,
        to=to,
        subject=f"Keep the entries of {body.name} right",
        words=link_words(place, body, address_of_link(request, token)),
    )


def address_of_link(request: HttpRequest, token: str) -> str:
    place = request.place  # type: ignore[attr-defined]
    return request.build_absolute_uri(reverse("keeper_link", args=[place.slug, token]))


@require_GET
def keeper_link(request: HttpRequest, token: str) -> HttpResponse:
    """Takes the token out of the address, so that no page, history or Referer holds it. Nothing is opened or spent."""
    request.session[TOKEN] = token[:LONGEST_TOKEN]
    return redirect("keeper_open", place_slug=request.place.slug)  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def keeper_open(request: HttpRequest) -> HttpResponse:
    """One button opens the entries; the other says that it was not they who asked."""
    place = request.place  # type: ignore[attr-defined]
    token = request.session.get(TOKEN, "")
    link = keepers.link_by_token(place, token) if token else None
    if link is None and link_open_here(request) is not None:
        return render(request, "web/public/keeper_open.html", {"open_here": True})
    if request.method != "POST":
        status = 410 if token and link is None else 200
        return render(
            request, "web/public/keeper_open.html", {"link": link, "had": bool(token), "no_use": NO_USE}, status=status
        )  # fmt: skip
    if request.POST.get("press") == "not_me":
        return _not_me(request, token)
    try:
        answer = once_only(
            request, "keeper_open", lambda: {"link": str(open_keeper_link(place=place, token=token).pk)}
        )
    except Refused as refusal:
        return refuse_and_return(request, refusal, "keeper_open")
    leave_plan(request)  # whoever was here before is gone: what a keeper writes is never written as them
    keep_open_here(request, answer["link"])
    messages.success(request, "Your entries are open in this browser. Close them when you have finished.")
    return redirect("my_offers", place_slug=place.slug)


def _not_me(request: HttpRequest, token: str) -> HttpResponse:
    place = request.place  # type: ignore[attr-defined]
    try:
        once_only(request, "keeper_not_me", lambda: {"ended": refuse_keeper_link(place=place, token=token)})
    except Refused as refusal:
        return refuse_and_return(request, refusal, "keeper_open")
    request.session.pop(TOKEN, None)
    messages.success(request, "Thank you. That link opens nothing any more, and nothing was changed.")
    return redirect("keeper_open", place_slug=place.slug)


@require_POST
@givers_only
def keeper_close(request: HttpRequest) -> HttpResponse:
    """Close the entries in this browser. Its link is over, and the browser forgets everything."""
    place, link = request.place, link_open_here(request)  # type: ignore[attr-defined]
    if link is not None:
        try:
            once_only(
                request, "keeper_close",
                lambda: {"ended": end_keeper_link(link=link, by=request.actor)},  # type: ignore[attr-defined]
            )  # fmt: skip
        except Refused as refusal:
            return refuse_and_return(request, refusal, "my_offers")
        leave_plan(request)
        messages.success(
            request, "Your entries are closed in this browser. Ask for a new link when you like."
        )
    return redirect("home", place_slug=place.slug)


@require_POST
@givers_only
def keeper_end(request: HttpRequest, link_id: uuid.UUID) -> HttpResponse:
    """“That is not us”: another link to the same body's entries is stopped."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    link = keepers.get_link(place, link_id)
    if link.organisation_id != actor.body_id:
        raise NotFound("There is no such link in this place.")
    return press_button(
        request, "keeper_end", lambda: end_keeper_link(link=link, by=actor),
        "That link is stopped. Look at your entries, and change back what is not right.", "my_offers",
    )  # fmt: skip
