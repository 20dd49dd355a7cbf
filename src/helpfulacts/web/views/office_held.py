"""Offers that wait for a person's check: read, ring the giver, release it, or end it with a reason sent back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory import vetting
from helpfulacts.directory.actions.change_offer import end_offers
from helpfulacts.directory.actions.release_held_offer import release_held_offer
from helpfulacts.directory.actions.see_check import see_check
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.promises.actions.ask_desk_to_tell import ask_desk_to_tell
from helpfulacts.support.actions.change_dates import change_dates

from ..cards import cards_for
from ..forms.office import EndForm, ReleaseForm
from ..forms.vetting import CheckForm
from ..once import once_only
from ..refusals import add_refusal
from ..seen import as_seen
from .office import desk_only, page_of


@require_GET
@desk_only
def held_offers(request: HttpRequest) -> HttpResponse:
    """Oldest first."""
    place = request.place  # type: ignore[attr-defined]
    page = page_of(request, directory.held_offers(place))
    day = today(place.zone)
    missing = {offer.pk: vetting.still_missing(offer, day) for offer in page.object_list}
    return render(request, "web/office/held_offers.html", {"page": page, "missing": missing})


def _held_or_404(request: HttpRequest, offer_id: uuid.UUID) -> Any:
    offer = directory.get_offer(request.place, offer_id)  # type: ignore[attr-defined]
    if offer.status != "held":
        raise NotFound(
            "This offer waits for no check any more: somebody has listed it or sent it back. "
            "Go back to the offers that wait."
        )
    return offer


def _page(request: HttpRequest, offer: Any, status: int = 200, **more: Any) -> HttpResponse:
    place = request.place  # type: ignore[attr-defined]
    period = directory.current_capacity(offer)
    context = {
        "offer": offer,
        "card": cards_for(place, [offer])[0],
        "period": period,
        "rows": vetting.activities_of(offer.activities),
        "missing": vetting.still_missing(offer, today(place.zone)),
        "rule": vetting.rule(),
        "check_form": CheckForm.of(offer),
        "body": offer.provider if offer.kept_by_id else None,
        "release_form": ReleaseForm(),
        "end_form": EndForm(),
        **more,
    }
    return render(request, "web/office/held_offer.html", context, status=status)


@require_http_methods(["GET", "POST"])
@desk_only
def held_offer(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """GET: all that they wrote. POST: it was checked, and is listed from now."""
    offer = _held_or_404(request, offer_id)
    if request.method != "POST":
        return _page(request, offer)
    form = ReleaseForm(request.POST)
    if form.is_valid():
        actor, how = request.actor, form.cleaned_data["how"]  # type: ignore[attr-defined]

        def write() -> dict[str, str]:
            release_held_offer(offer=offer, by=actor, how=how, seen=as_seen(request, offer, form))
            return {"offer": str(offer.pk)}

        try:
            once_only(request, "release_held", write)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"“{offer.title}” is listed. People can find it from now.")
            return redirect("release_held", place_slug=request.place.slug)  # type: ignore[attr-defined]
    return _page(request, offer, 422, release_form=form, wrong=form)


@require_POST
@desk_only
def held_check(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """What they would do, which check was seen, and to how many people we spoke. Never what a certificate says."""
    offer = _held_or_404(request, offer_id)
    form = CheckForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data

        def write() -> dict[str, str]:
            see_check(
                offer=offer,
                activities=tuple(given["activities"]),
                level=given["level"],
                names=int(given["names"]),
                by=request.actor,  # type: ignore[attr-defined]
            )
            return {"offer": str(offer.pk)}

        try:
            once_only(request, "held_check", write)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, "Kept. Only that it was seen, which kind it was, and today's date.")
            return redirect("held_offer", place_slug=request.place.slug, offer_id=offer.pk)  # type: ignore[attr-defined]
    return _page(request, offer, 422, check_form=form, wrong=form)


@require_POST
@desk_only
def held_reach(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Open the giver's name and number: one look, which they see."""
    offer = _held_or_404(request, offer_id)
    giver = offer.person_behind_id
    if giver is None:
        return _page(request, offer)
    person = people.person_by_id(request.place, giver)  # type: ignore[attr-defined]
    if person is None:
        raise Http404("There is no such person in this place.")
    open_record(
        place=request.place,  # type: ignore[attr-defined]
        actor=request.actor,  # type: ignore[attr-defined]
        person=person,
        why="To check what you offer before it is listed",
        noun="offer",
        subject=offer.pk,
    )
    return _page(request, offer, giver=person)


@require_POST
@desk_only
def end_held(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """It is not listed; the giver is told why, in these words, by the end of tomorrow."""
    offer = _held_or_404(request, offer_id)
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    form = EndForm(request.POST)
    if form.is_valid():

        def write() -> dict[str, str]:
            change_dates(offer=offer, write=lambda: end_offers(place=place, offers=[offer], by=actor))
            _send_back(place, offer, form.cleaned_data["reason"])
            return {"offer": str(offer.pk)}

        try:
            once_only(request, "end_held", write)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request, f"“{offer.title}” is not listed. Its giver is on the list of people to tell."
            )
            return redirect("release_held", place_slug=place.slug)
    return _page(request, offer, 422, end_form=form, wrong=form)


def _send_back(place: Any, offer: Any, reason: str) -> None:
    giver = offer.person_behind_id
    to = ("person", giver) if giver else ("organisation", offer.provider_id)
    if to[1] is None:
        return
    ask_desk_to_tell(
        place=place,
        to=to,
        about=("offer", offer.pk),
        what=f"What they offered is not listed yet. Tell them why: {reason}",
        trigger="an offer was checked",
    )
