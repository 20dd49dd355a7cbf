"""What nobody has yet, by month, ward, time and source; who works on it until when; and what meets it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.directory import gap_work, gaps_told
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.work_on_gap import meet_gap, work_on_gap
from helpfulacts.directory.facets import FACETS
from helpfulacts.directory.gap_figures import WHENS, GapMonth
from helpfulacts.directory.rules import may_see_to_gaps
from helpfulacts.exchange.gap_files import as_csv, as_json
from helpfulacts.people import selectors as people
from helpfulacts.places import selectors as places

from ..forms.gaps import GapWorkForm
from ..refusals import press_button
from .office import for_roles
from .plan_mine import write_form

ROLES = ("officer", "navigator", "resource-weaver", "system-architect", "board")
MONTHS_SHOWN = 6
gap_readers = for_roles(*ROLES)


def bodies_to_choose(place: Any) -> list[tuple[str, str]]:
    return [(str(body.pk), body.name) for body in people.organisations(place)]


def body_chosen(place: Any, key: str) -> Any:
    return next(body for body in people.organisations(place) if str(body.pk) == key)


@require_http_methods(["GET", "POST"])
@gap_readers
def office_gaps(request: HttpRequest) -> HttpResponse:
    """The newest month that is over first; another one by its link. Posting says who works on a gap."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    wards = {area.name: area for area in places.areas(place)}
    form = GapWorkForm(
        request.POST if request.method == "POST" else None, bodies=bodies_to_choose(place), wards=list(wards)
    )
    months, may = gaps_told.gaps_by_month(place, today(place.zone)), may_see_to_gaps(actor)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        asked = request.GET.get("month", "")
        month = next((one for one in months if f"{one.first:%Y-%m}" == asked), months[0] if months else None)
        shown = months[:MONTHS_SHOWN][::-1]
        work = gap_work.work_on_gaps(place, list(wards))
        return render(
            request,
            "web/office/gaps.html",
            {
                "month": month,
                "months": shown,
                "table": _over_time(shown),
                "so_far": gaps_told.gaps_so_far(place, today(place.zone)),
                "whens": WHENS,
                "sources": gap_work.source_in_words(),
                "work": [
                    (
                        one,
                        gap_work.that_meet(place, one.facet, wards.get(one.ward))
                        if may and not one.met
                        else (),
                    )
                    for one in work
                ],
                "day": today(place.zone),
                "may": may,
                **context,
            },
            status=status,
        )

    if request.method != "POST":
        return page({"form": form})
    if not may:
        raise PermissionDenied("This page is for officers and system-architects.")

    def write() -> dict[str, str]:
        given = form.cleaned_data
        promise = work_on_gap(
            place=place, facet=given["facet"], ward=wards.get(given["ward"]), until=given["until"], by=actor,
            body=body_chosen(place, given["body"]),
        )  # fmt: skip
        return {"promise": str(promise.pk)}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Written down, with the day. It is on the list of days to keep.")
        return redirect("office_gaps", place_slug=place.slug)

    return write_form(request, form, action="office_gaps", write=write, page=page, done=done)


def _over_time(months: list[GapMonth]) -> list[tuple[str, list[int | None]]]:
    """Each facet that was asked for, and how often in each of `months`; None = some."""
    asked = {figure.facet for month in months for figure in month.figures}
    rows = [
        (facet.code, [month.times(facet.code) for month in months]) for facet in FACETS if facet.code in asked
    ]
    return sorted(rows, key=lambda row: -sum(times or 0 for times in row[1]))


@require_POST
@for_roles("officer", "system-architect")
def gap_met(request: HttpRequest) -> HttpResponse:
    """An offer on the list meets a gap that somebody works on."""
    place = request.place  # type: ignore[attr-defined]

    def write() -> None:
        try:
            offer = directory.get_offer(place, uuid.UUID(request.POST.get("offer", "")))
        except ValueError:
            raise Refused("Choose what meets it.") from None
        ward = places.area_by_name(place, request.POST.get("ward", "")) if request.POST.get("ward") else None
        meet_gap(place=place, facet=request.POST.get("facet", ""), ward=ward, offer=offer, by=request.actor)  # type: ignore[attr-defined]

    return press_button(request, "gap_met", write, "Good. It says “met” now, and by what.", "office_gaps")


@require_GET
@gap_readers
def gaps_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same numbers as a table or as JSON."""
    place = request.place  # type: ignore[attr-defined]
    if kind not in ("csv", "json"):
        raise NotFound("There is no such file here.")
    months = gaps_told.gaps_by_month(place, today(place.zone))
    text, mime = (
        (as_csv(place, months), "text/csv") if kind == "csv" else (as_json(place, months), "application/json")
    )
    answer = HttpResponse(text, content_type=f"{mime}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{place.slug}-gaps.{kind}"'
    return answer
