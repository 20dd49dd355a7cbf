"""Whom I must never meet: said with a press, on a list that only I see, and taken back there."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from helpfulacts.directory import selectors as directory
from helpfulacts.people.apart import aparts_of, get_apart
from helpfulacts.support import plans
from helpfulacts.support.actions.keep_apart import (
    apart_by_ticket,
    apart_from_asker,
    apart_from_giver,
    end_apart,
)

from ..forms.apart import ApartForm
from ..refusals import press_button
from .giving_mine import Giver, act_asked, with_giver
from .offer import shown_offer
from .plan_mine import show, write_form

SAID = "From now you are kept apart, both ways. They are not told."


@require_http_methods(["GET", "POST"])
@with_giver
def plan_apart(request: HttpRequest, mine: Giver) -> HttpResponse:
    """GET: the list. POST: one more, by a ticket number."""

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        told = {
            **context,
            "aparts": aparts_of(mine.person),
            "by_proxy": mine.by_proxy,
            "has_plan": plans.plan_of(mine.person) is not None,
        }
        return show(request, "apart", told, status=status)

    if request.method != "POST":
        return page({"form": ApartForm()})
    form = ApartForm(request.POST)

    def write() -> dict[str, str]:
        apart_by_ticket(person=mine.person, by=mine.actor, **form.cleaned_data)
        return {}

    def done(answer: dict[str, str]) -> HttpResponse:
        messages.success(request, SAID)
        return redirect("plan_apart", place_slug=mine.place.slug)

    return write_form(request, form, action="plan_apart", write=write, page=page, done=done)


@require_POST
@with_giver
def apart_from(request: HttpRequest, mine: Giver, offer_id: uuid.UUID) -> HttpResponse:
    """From whoever gives an offer that they may read."""
    offer = directory.get_offer(mine.place, shown_offer(request, offer_id).pk)
    return press_button(
        request, "apart_from", lambda: apart_from_giver(person=mine.person, offer=offer, by=mine.actor), SAID, "plan_apart"
    )  # fmt: skip


@require_POST
@with_giver
def giving_apart(request: HttpRequest, mine: Giver, act_id: uuid.UUID) -> HttpResponse:
    """From somebody who asked for what they give."""
    act = act_asked(mine, act_id)
    return press_button(
        request, "giving_apart", lambda: apart_from_asker(person=mine.person, act=act, by=mine.actor), SAID, "plan_apart"
    )  # fmt: skip


@require_POST
@with_giver
def apart_end(request: HttpRequest, mine: Giver, apart_id: uuid.UUID) -> HttpResponse:
    """They may meet again."""
    apart = get_apart(mine.person, apart_id)
    return press_button(
        request, "apart_end", lambda: end_apart(apart=apart, by=mine.actor), "You may meet again.", "plan_apart"
    )  # fmt: skip
