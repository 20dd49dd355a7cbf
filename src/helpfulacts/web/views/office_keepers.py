"""The desk and those who keep entries: a link after a check, links to stop, texts to read, and what keepers changed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory import texts as questions
from helpfulacts.directory.actions.ask_if_right import have_read
from helpfulacts.people import keepers
from helpfulacts.people.actions.end_keeper_link import end_keeper_link
from helpfulacts.people.actions.keep_reach import keep_reach
from helpfulacts.people.actions.make_keeper_link import TO_OPEN, make_keeper_link

from ..forms.keeper import BodyNameForm, VouchLinkForm
from ..once import once_only
from ..refusals import add_refusal, press_button
from .keeper_link import address_of_link, send_link
from .office import desk_only

SHOWN = 20
_CHANGES = {
    "change_offer": "what it says was changed",
    "change_when": "the usual week was changed",
    "set_day": "a day that differs was written down",
    "drop_day": "a day that differed is as usual again",
    "say_bank_holidays": "bank holidays were changed",
    "state_capacity": "the number of places was changed",
    "say_access": "how people get in was said",
    "end_offers": "it has ended",
}


@dataclass(frozen=True)
class Change:
    """One change by a keeper, from the register. `offer` is None where it is gone."""

    offer: Any
    what: str
    at: Any


def _changes(place: Any) -> list[Change]:
    rows = register.entries(place, noun="offer", newest_first=True).filter(
        action__in=list(_CHANGES), facts__by="provider"
    )
    return [
        Change(
            directory.offer_by_id(place, row.subject) if row.subject else None, _CHANGES[row.action], row.at
        )
        for row in rows[:SHOWN]
    ]


@require_GET
@desk_only
def office_keepers(request: HttpRequest) -> HttpResponse:
    """Everything about keepers on one page."""
    place = request.place  # type: ignore[attr-defined]
    asked = request.GET.get("name", "").strip()
    form = BodyNameForm(request.GET) if "name" in request.GET else BodyNameForm()
    context = {
        "form": form,
        "asked": asked,
        "found": keepers.bodies_called(place, asked, SHOWN) if asked else [],
        "links": keepers.live_links(place),
        "texts": questions.texts_to_read(place),
        "changes": _changes(place),
    }
    return render(request, "web/office/keepers.html", context)


@require_http_methods(["GET", "POST"])
@desk_only
def keeper_vouch(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """Send a link to an address that was checked, or print it as a letter: shown once, kept nowhere."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    body = keepers.get_organisation(place, organisation_id)
    if request.method != "POST":
        return render(request, "web/office/keeper_vouch.html", {"body": body, "form": VouchLinkForm()})
    form = VouchLinkForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        made: dict[str, str] = {}

        def write() -> dict[str, str]:
            if given["email"] or given["number"]:
                keep_reach(organisation=body, by=actor, email=given["email"], number=given["number"])
            how = "vouched" if given["by"] == "email" else "letter"
            made["token"] = make_keeper_link(
                organisation=body, how=how, by=actor, checked_how=given["checked_how"]
            )
            return {"body": str(body.pk)}

        try:
            once_only(request, "keeper_vouch", write)
            if made and given["by"] == "email":
                send_link(request, body, given["email"], made["token"])
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return _handed_over(request, body, given["by"], made.get("token", ""))
    return render(request, "web/office/keeper_vouch.html", {"body": body, "form": form}, status=422)


def _handed_over(request: HttpRequest, body: Any, by: str, token: str) -> HttpResponse:
    place = request.place  # type: ignore[attr-defined]
    if by == "letter" and token:
        context = {"body": body, "address": address_of_link(request, token), "days": TO_OPEN.days}
        return render(request, "web/office/keeper_letter.html", context)
    if by == "letter":
        messages.success(request, "That letter was shown once. If it was not printed, make another.")
    else:
        messages.success(request, f"The link for {body.name} is on its way. It waits for seven days.")
    return redirect("keepers", place_slug=place.slug)


@require_POST
@desk_only
def keeper_stop(request: HttpRequest, link_id: uuid.UUID) -> HttpResponse:
    """Stop a link at the desk: its browser is shut out on its next page."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    link = keepers.get_link(place, link_id)
    return press_button(
        request, "keeper_stop", lambda: end_keeper_link(link=link, by=actor),
        f"That link to the entries of {link.organisation.name} is stopped.", "keepers",
    )  # fmt: skip


@require_POST
@desk_only
def text_read(request: HttpRequest, text_id: uuid.UUID) -> HttpResponse:
    """Read, and done what it needs: its words and number are erased."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    return press_button(
        request, "text_read", lambda: have_read(place=place, text_id=text_id, by=actor),
        "Thank you. That text is off the list, and its words are erased.", "keepers",
    )  # fmt: skip
