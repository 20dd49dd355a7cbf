"""Worries about somebody's safety, for those who may read them: by day, opened one at a time, each look written down."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.people import selectors as people
from helpfulacts.people.actions.open_record import open_passed_on
from helpfulacts.support import concerns
from helpfulacts.support.actions.look_after_concern import close_concern, decide_what_is_told, take_in_hand

from ..forms.concerns import CloseConcernForm, ConcernAboutForm
from ..refusals import press_button
from .office import for_roles
from .plan_mine import write_form

TO_LOOK = "To look after what somebody is worried about"
readers_only = for_roles(concerns.LEAD, concerns.DEPUTY)


@require_GET
@readers_only
def worries(request: HttpRequest) -> HttpResponse:
    """By day, the late ones first; then what is in hand, then what is closed. No words: they open one by one."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    rows = concerns.worries(place, actor)
    context = {
        "waiting": [row for row in rows if row.due],
        "in_hand": [row for row in rows if not row.due and not row.concern.closed_at],
        "closed": [row for row in rows if not row.due and row.concern.closed_at],
        "late": sum(row.late for row in rows),
        "stands_in": actor.has(concerns.DEPUTY),
    }
    return render(request, "web/office/concerns.html", context)


@require_http_methods(["GET", "POST"])
@readers_only
def worry(request: HttpRequest, concern_id: uuid.UUID) -> HttpResponse:
    """GET: all that was said of one worry, and your look is written down. POST: how it ended."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    row = concerns.get_worry(place, concern_id, actor)
    found = row.concern

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        _look(request, found)
        told = {
            **context,
            "row": row,
            "concern": found,
            "said": list(found.said.filter(place=place)),
            "about": found.about.filter(place=place).select_related("person"),
            "looks": people.looks_at(place, found.pk),
        }
        return render(request, "web/office/concern.html", told, status=status)

    if request.method != "POST":
        return page({"form": CloseConcernForm()})
    form = CloseConcernForm(request.POST)

    def write() -> dict[str, str]:
        close_concern(concern=found, read=_read(request), by=actor, **form.cleaned_data)
        return {}

    def done(answer: dict[str, str]) -> HttpResponse:
        messages.success(request, "Closed. Whoever told it can still add to it with their six words.")
        return redirect("concerns", place_slug=place.slug)

    return write_form(request, form, action="close_concern", write=write, page=page, done=done)


@require_POST
@readers_only
def worry_in_hand(request: HttpRequest, concern_id: uuid.UUID) -> HttpResponse:
    """Somebody has looked: whoever told it reads that."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    found = concerns.get_worry(place, concern_id, actor).concern
    return press_button(
        request, "worry_in_hand", lambda: take_in_hand(concern=found, read=_read(request), by=actor),
        "It is in hand. Whoever told it can read that somebody looked.", "concern", concern_id=found.pk,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@readers_only
def worry_about(request: HttpRequest, concern_id: uuid.UUID) -> HttpResponse:
    """Whom it is about, and what they may read of it."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    found = concerns.get_worry(place, concern_id, actor).concern

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return render(request, "web/office/concern_about.html", {**context, "concern": found}, status=status)

    if request.method != "POST":
        return page({"form": ConcernAboutForm()})
    form = ConcernAboutForm(request.POST)

    def write() -> dict[str, str]:
        decide_what_is_told(concern=found, by=actor, **form.cleaned_data)
        return {}

    def done(answer: dict[str, str]) -> HttpResponse:
        messages.success(request, "Decided, by you and with your reason. You can decide it anew.")
        return redirect("concern", place_slug=place.slug, concern_id=found.pk)

    return write_form(request, form, action="worry_about", write=write, page=page, done=done)


def _read(request: HttpRequest) -> int:
    """How many times something was said of it on the page that they sent; 0, which is never all, where it does not say."""
    said = request.POST.get("read", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0


def _look(request: HttpRequest, found: Any) -> None:
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    open_passed_on(
        place=place, actor=actor, person=found.pk, why=TO_LOOK, noun=concerns.NOUN, subject=found.pk
    )
