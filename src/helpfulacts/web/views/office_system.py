"""The system-architect's workspace: what there is where, what is missing, and what much stands on, with whose move it is."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.directory import gap_work, gaps_told, likenesses
from helpfulacts.directory.gap_figures import WHENS_ALONE
from helpfulacts.directory.rules import may_see_to_gaps
from helpfulacts.places import selectors as places
from helpfulacts.promises import selectors as promises
from helpfulacts.support.actions.own_weak_point import own_weak_point
from helpfulacts.support.needs_covered import REACH_M
from helpfulacts.support.standing_on import NOUN, WHATS, read_system, weak_point

from ..forms.gaps import OwnerForm
from ..weak_points import draw_weak_points
from .office import for_roles
from .office_gaps import bodies_to_choose, body_chosen
from .plan_mine import write_form

MOST_DRAWN, MOST_LISTED, MOST_SUPPORTS = 8, 40, 20
system_readers = for_roles("system-architect", "officer", "board")


@require_GET
@system_readers
def office_system(request: HttpRequest) -> HttpResponse:
    place = request.place  # type: ignore[attr-defined]
    system, day = read_system(place), today(place.zone)
    months = gaps_told.gaps_by_month(place, day)
    wards = [area.name for area in places.areas(place)]
    return render(
        request,
        "web/office/system.html",
        {
            "system": system,
            "points": system.weak_points[:MOST_LISTED],
            "supports": system.supports[:MOST_SUPPORTS],
            "drawing": draw_weak_points(system.weak_points[:MOST_DRAWN]),
            "whats": WHATS,
            "bare": [row for row in system.coverage if row.none_in],
            "full": [row for row in system.coverage if not row.none_in],
            "month": months[0] if months else None,
            "whens": WHENS_ALONE,
            "work": [one for one in gap_work.work_on_gaps(place, wards) if not one.met],
            "may": may_see_to_gaps(request.actor),  # type: ignore[attr-defined]
            "alike": likenesses.proposed(place).count(),
            "day": day,
            "reach": REACH_M,
        },
    )


@require_http_methods(["GET", "POST"])
@system_readers
def weak_point_page(request: HttpRequest, point_id: uuid.UUID) -> HttpResponse:
    """What would stop, what would be left without help, and who takes it on until when; or, once it is none, what was promised."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    try:
        point = weak_point(place, point_id)
    except NotFound:
        promise = promises.taken_on(place, NOUN).get(point_id)
        if promise is None:
            raise
        second_way = point_id in read_system(place).covered_twice
        shown = {"promise": promise, "second_way": second_way}
        return render(request, "web/office/weak_point_gone.html", shown)
    may = may_see_to_gaps(actor)
    if request.method == "POST" and not may:
        raise PermissionDenied("This page is for officers and system-architects.")
    form = OwnerForm(request.POST if request.method == "POST" else None, bodies=bodies_to_choose(place))

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        shown = {"point": point, "whats": WHATS, "day": today(place.zone), "may": may, **context}
        return render(request, "web/office/weak_point.html", shown, status=status)

    if request.method != "POST":
        return page({"form": form})

    def write() -> dict[str, str]:
        body = body_chosen(place, form.cleaned_data["body"])
        until = form.cleaned_data["until"]
        promise = own_weak_point(place=place, point_id=point_id, body=body, until=until, by=actor)
        return {"promise": str(promise.pk)}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Written down, with the day. It is on the list of days to keep.")
        return redirect("weak_point", place_slug=place.slug, point_id=point_id)

    return write_form(request, form, action="weak_point", write=write, page=page, done=done)
