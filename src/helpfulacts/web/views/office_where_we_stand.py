"""Asking bodies where they stand, who has answered, and the answers of those who have no account: from a paper, or told to the desk."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.deliberation import selectors, stands
from helpfulacts.deliberation.actions.open_position import open_position
from helpfulacts.people import selectors as people

from ..deciding_words import stage_lines
from ..forms.where_we_stand import AskPositionForm, DeskPositionForm
from .office import convenors_only, desk_only, for_roles
from .plan_mine import write_form
from .where_we_stand import answer_page, report_of


@require_http_methods(["GET", "POST"])
@convenors_only
def position_ask(request: HttpRequest) -> HttpResponse:
    """GET: which board, which bodies, from which day. POST: it is asked, in public, and its parts follow by their dates."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    bodies = {str(one.pk): one for one in people.organisations(place)}
    form = AskPositionForm(
        request.POST if request.method == "POST" else None,
        bodies=[(key, one.name) for key, one in bodies.items()],
        initial={"first_day": today(place.zone)},
    )

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return render(request, "web/office/where_we_stand_ask.html", context, status=status)

    if request.method != "POST":
        return page({"form": form})

    def write() -> dict[str, int]:
        given = form.cleaned_data
        made = open_position(
            place=place, board=bodies[given["board"]], partners=[bodies[key] for key in given["partners"]], by=actor,
            first_day=given["first_day"],
        )  # fmt: skip
        return {"number": made.number}

    def done(answer: dict[str, int]) -> HttpResponse:
        messages.success(request, "It is asked. Each body answers in its own time.")
        return redirect("position_desk", place_slug=place.slug, number=answer["number"])

    return write_form(request, form, action="position_ask", write=write, page=page, done=done)


@require_GET
@for_roles("officer", "navigator", "elected")
def position_desk(request: HttpRequest, number: int) -> HttpResponse:
    """Who has answered how much, and how it came; the paper to print; where the desk enters what came to it."""
    report = report_of(request, number)
    one, place = report.deliberation, request.place  # type: ignore[attr-defined]
    rows = []
    for at, member in enumerate(stands.bodies_of(one)):
        said = [stand.said[at] for stand in report.stands]
        channels = {row.channel for row in said if row.answer}
        rows.append((member, sum(1 for row in said if row.answer), sorted(channels)))
    context = {
        "one": one, "report": report, "rows": rows, "of": len(report.stands),
        "open": selectors.standing_of(selectors.stage_of_kind(one, "gather")) == "open",
        "lines": stage_lines(selectors.stages_of(one), place.zone),
    }  # fmt: skip
    return render(request, "web/office/where_we_stand_desk.html", context)


@require_http_methods(["GET", "POST"])
@desk_only
def position_enter(request: HttpRequest, number: int, body: uuid.UUID) -> HttpResponse:
    """The answers of one body that was asked, from a paper or as it told them; sent again, they are changed."""
    report = report_of(request, number)
    members = {member.organisation_id: member for member in stands.bodies_of(report.deliberation)}
    if body not in members:
        raise NotFound("This body is not asked here. Choose one of those that are.")
    back = redirect("position_desk", place_slug=request.place.slug, number=number)  # type: ignore[attr-defined]
    return answer_page(
        request, report, members[body], request.actor, DeskPositionForm, "web/office/where_we_stand_enter.html", back  # type: ignore[attr-defined]
    )  # fmt: skip
