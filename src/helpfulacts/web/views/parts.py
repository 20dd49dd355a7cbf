"""The gallery: every shared part of the pages with its states. Only a demonstration shows it."""

from __future__ import annotations

from types import SimpleNamespace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from helpfulacts.core.clock import now
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.facets import KINDS, SPHERES
from helpfulacts.places import selectors as places
from helpfulacts.support.plans import LoopFigures

from .. import loop
from ..cards import cards_for
from ..charts import Part, ShareBar, StackedBar
from ..forms.giving import GiftForm
from ..forms.public import TryForm
from ..gifts import GIFTS
from ..icons import PATHS
from ..safety import first_advice
from ..tiles import Tile

COLOURS = (
    ("ink", "Words"),
    ("paper", "Ground"),
    ("stone", "Head and foot"),
    ("glass", "Do, and yes"),
    ("brick", "Take care, civic"),
    ("canal", "Public"),
    ("damson", "Private"),
    ("bracken", "Wait, personal"),
    ("lamp", "Where you are"),
)


def parts(request: HttpRequest) -> HttpResponse:
    place = request.place  # type: ignore[attr-defined]
    if not place.demonstration:
        raise Http404("There is no such page here.")
    chosen = {kind: directory.browse(place, kind=kind).first() for kind in KINDS}
    areas = places.areas(place)
    tiles = [
        Tile(area.name, "some" if number % 7 == 6 else str(number % 7), "", min(3, number % 5), number == 2)
        for number, area in enumerate(areas)
    ]
    figures = LoopFigures(now(), 214, 163, 302, 241, 12, 118, 123, 31)
    return render(
        request,
        "web/public/parts.html",
        {
            "colours": COLOURS,
            "icons": [SimpleNamespace(name=name) for name in PATHS],
            "spheres": SPHERES,
            "cards": cards_for(place, [offer for offer in chosen.values() if offer]),
            "empty_form": TryForm(),
            "wrong_form": TryForm({"shown_as": "Nine homes on our road"}),
            "big_form": GiftForm(gift=GIFTS["hours"], place=place, known=False),
            "danger": first_advice("I cannot go on and I want to end it all"),
            "ring": loop.draw(figures),
            "stacked": [
                StackedBar("Group 1: 32 of 34", _three(32, 0, 2)),
                StackedBar("Group 2: 131 of 156", _three(131, 18, 7)),
                StackedBar("Group 3: 105 of 222", _three(105, 103, 14)),
            ],
            "shares": [
                ShareBar("1–2", 0.79, 0.72, 0.85),
                ShareBar("3–4", 0.65, 0.55, 0.74),
                ShareBar("5–6", 0.55, 0.44, 0.66),
                ShareBar("9–10", None),
            ],
            "areas": areas,
            "tiles": tiles,
        },
    )


def _three(placed: int, full: int, none: int) -> tuple[Part, ...]:
    return (
        Part("has a place", placed, "glass"),
        Part("all full", full, "wait"),
        Part("nothing suits", none, "brick"),
    )
