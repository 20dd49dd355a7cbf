"""My list: keep offers without an account, take them off and put them back, print them, or add them all to a plan."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.support.actions.choose_offer import choose_offer

from .. import kept, looks
from ..apart import apart_here
from ..cards import cards_for
from .plan_mine import back, mine_of, press


def my_list(request: HttpRequest) -> HttpResponse:
    """What is kept, and the one that was just taken off, so that it can be put back."""
    place = request.place  # type: ignore[attr-defined]
    offers = kept.kept_offers(request)
    off = directory.offer_by_id(place, request.session.pop("list_off", "") or "none")
    if off is not None and (not directory.is_listed(off) or off.pk in apart_here(request)):
        off = None  # it cannot be put back
    return render(request, "web/public/my_list.html", {"cards": cards_for(place, offers), "off": off})


def print_list(request: HttpRequest) -> HttpResponse:
    """The same on one sheet: what, when, where, and whom to ring."""
    place = request.place  # type: ignore[attr-defined]
    return render(
        request, "web/public/my_list_print.html", {"cards": cards_for(place, kept.kept_offers(request))}
    )


@require_POST
def keep(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    """Put it on the list, and go back to what was found, or to its page with the way back; or to the list."""
    place = request.place  # type: ignore[attr-defined]
    look = request.POST.get("look", "")
    try:
        offer = kept.keep(request, offer_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"“{offer.title}” is in your list.")
    if looks.asked_before(request, look) is None:
        return _to_list(request)
    if request.POST.get("alone"):
        there = reverse("offer", kwargs={"place_slug": place.slug, "offer_id": offer_id})
        return redirect(f"{there}?look={look}")
    return redirect("found", place_slug=place.slug, look=look)


@require_POST
def take_off(request: HttpRequest, offer_id: uuid.UUID) -> HttpResponse:
    kept.take_off(request, offer_id)
    request.session["list_off"] = str(offer_id)
    return _to_list(request)


@require_POST
def empty(request: HttpRequest) -> HttpResponse:
    kept.empty(request)
    messages.success(request, "Your list is empty now. Nothing of it is left in this browser.")
    return _to_list(request)


@require_POST
def list_to_plan(request: HttpRequest) -> HttpResponse:
    """All of it to the plan that is open here. What cannot go is named with the reason, and stays in the list."""
    offers = kept.kept_offers(request)
    mine = mine_of(request)
    if not offers:
        return _to_list(request)
    if mine is None or mine.plan.state == "ended":
        messages.success(request, "Begin a plan first. Your list stays: then add it to your plan.")
        return redirect("begin_plan", place_slug=request.place.slug)  # type: ignore[attr-defined]
    left: list[str] = []

    def write() -> dict[str, int]:
        added = 0
        for offer in offers:
            try:
                choose_offer(plan=mine.plan, offer=offer, by=mine.actor)
            except Refused as refusal:
                left.append(f"“{offer.title}”: {refusal}")
            else:
                added += 1
                kept.take_off(request, offer.pk)
        return {"added": added}

    refused = press(request, "list_to_plan", write, "my_list")
    if refused is not None:
        return refused
    for sentence in left:
        messages.error(request, sentence)
    if len(left) < len(offers):
        messages.success(request, "Your list is on your plan. Nothing is agreed until you say yes.")
    return back(request, anchor="acts") if not left else _to_list(request)


def _to_list(request: HttpRequest) -> HttpResponse:
    return redirect("my_list", place_slug=request.place.slug)  # type: ignore[attr-defined]
