"""The ward pages, for everybody: who is reached, what is there, what is missing and late, by which rules; and bodies."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from helpfulacts.accountability import bodies, queries, selectors
from helpfulacts.accountability.wards import Reached, newest
from helpfulacts.coordination import selectors as coordination
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.core.words import percent
from helpfulacts.deliberation import public
from helpfulacts.directory.facets import FACET_WORDS, KINDS, SPHERES
from helpfulacts.engine.small import some
from helpfulacts.places import selectors as places
from helpfulacts.promises import selectors as promises

from ..charts import Part, ShareBar, StackedBar
from ..tiles import Tile, level_of
from ..visitor import visitor_of
from .office_figures import STEPS
from .rules_pages import rule_lines

LOOKS = ("glass", "wait", "brick", "wash")
FEW = 20
"""So many queries a ward page shows; the page of all of them has the others."""


@require_GET
def wards(request: HttpRequest) -> HttpResponse:
    """Every ward beside the others, as the newest round with figures found them."""
    place = request.place  # type: ignore[attr-defined]
    reach = newest(place)
    rows = [
        (area, reach.wards.get(area.code, Reached(area.code, area.name, 0, 0)) if reach else None)
        for area in places.areas(place)
    ]
    context = {
        "reach": reach,
        "rows": rows,
        "areas": [area for area, _ in rows],
        "tiles": [_tile(area.name, row) for area, row in rows],
    }
    return render(request, "web/public/wards.html", context)


def _tile(name: str, row: Reached | None) -> Tile:
    """The share of askers with a place, as the office shows it of a round."""
    if row is None or row.share is None:
        return Tile(name, "–", "nobody asked" if row and row.asked == 0 else "too few to show")
    level = level_of(row.share, STEPS)
    words = f"{row.placed} of {row.asked}"
    return Tile(name, percent(row.share), words, level, look="" if level else "few")


@require_GET
def ward(request: HttpRequest, code: str) -> HttpResponse:
    place = request.place  # type: ignore[attr-defined]
    area = next((one for one in places.areas(place) if one.code == code), None)
    if area is None:
        raise NotFound("There is no such ward in this place.")
    day, reach = today(place.zone), newest(place)
    here = reach.wards.get(code, Reached(code, area.name, 0, 0)) if reach else None
    offered = selectors.offers_there(place, area)
    month, gaps = selectors.gaps_there(place, area, day)
    asked = queries.about_ward(place, area)
    rules = coordination.rules_in_force(place)
    late = coordination.overdue_rules(coordination.document_of(rules), day) if rules else []
    visitor, deciding = visitor_of(request), public.lists(place, area)
    context = {
        "ward": area,
        "reach": reach,
        "here": here,
        "reach_bars": _reach_bars(here, reach.everybody) if here and reach else [],
        "offered": offered,
        "kinds": [(KINDS[kind], *counts) for kind, counts in offered.kinds.items() if any(counts)],
        "spheres": [(SPHERES[sphere], *counts) for sphere, counts in offered.spheres.items()],
        "sphere_bars": _sphere_bars(offered),
        "month": month,
        "gaps": gaps,
        "gap_bars": _gap_bars(gaps),
        "rules": rules,
        "lines": rule_lines(rules, day) if rules else [],
        "overdue": late[0] if late else None,
        "late_work": selectors.late_work(place, area, day),
        "late": [one for one in asked if one.state == "late"],
        "late_help": some(promises.count_overdue(place, day)),
        "queries": asked[:FEW],
        "members": selectors.members(place),
        "may_ask": visitor.is_member,
        "coming": [*deciding.open, *deciding.coming],
    }
    return render(request, "web/public/ward.html", context)


def _reach_bars(here: Reached, everybody: Reached) -> list[ShareBar]:
    return [
        ShareBar(label, row.share, row.low, row.high) for label, row in (("Here", here), ("All", everybody))
    ]


def _sphere_bars(offered: selectors.Offered) -> list[StackedBar]:
    bars = []
    for label, at in (("Here", 0), ("In all", 1)):
        parts = tuple(
            Part(SPHERES[sphere], counts[at], look)
            for (sphere, counts), look in zip(offered.spheres.items(), LOOKS, strict=False)
        )
        words = " + ".join(f"{part.number:,}" for part in parts)
        bars.append(StackedBar(f"{label}: {words}", parts))
    return bars if offered.total else []


def _gap_bars(gaps: list[selectors.GapThere]) -> list[StackedBar]:
    """Each as long as all that was asked for of it, with the part of this ward filled; “some” has no bar."""
    return [
        StackedBar(
            f"{FACET_WORDS[gap.facet]}: {gap.here:,} of {gap.everywhere:,}",
            (Part("here", gap.here, "brick"), Part("elsewhere", gap.everywhere - gap.here, "plain")),
        )
        for gap in gaps
        if gap.here and gap.everywhere
    ]


@require_GET
def organisation(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    """What a body was asked in public, how soon it answers, and how it keeps what it promises."""
    place = request.place  # type: ignore[attr-defined]
    body = bodies.get_named(place, organisation_id)
    asked = queries.to_body(place, body)
    month = bodies.last_month(body, today(place.zone))
    context: dict[str, Any] = {
        "body": body,
        "queries": asked,
        "answering": queries.answering(asked),
        "month": month,
        "month_bars": _month_bars(month),
        "may_ask": visitor_of(request).is_member and bodies.may_be_asked(place, body),
    }
    return render(request, "web/public/organisation.html", context)


def _month_bars(month: bodies.LastMonth) -> list[StackedBar]:
    if not month.due or month.in_time is None or month.not_in_time is None:
        return []
    parts = (
        Part("by its day", month.in_time, "glass"),
        Part("not by its day", month.not_in_time, "brick"),
    )
    return [StackedBar(f"{month.in_time:,} by their day, {month.not_in_time:,} not", parts)]
