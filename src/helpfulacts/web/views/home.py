"""The home page: a sentence first, the loop with live figures, and the doors of a demonstration."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from helpfulacts.core.clock import now, today
from helpfulacts.directory import selectors as directory
from helpfulacts.places import selectors as places
from helpfulacts.support import plans

from .. import doors, loop
from ..apart import apart_here
from ..forms.public import FindForm

WEEKS = 12


def places_here(request: HttpRequest) -> HttpResponse:
    """One place: straight to it. Several: the list of them."""
    here = places.all_places()
    chosen = places.find_place(settings.DEFAULT_PLACE) if settings.DEFAULT_PLACE else None
    if chosen or len(here) == 1:
        return redirect("home", place_slug=(chosen or here[0]).slug)
    return render(request, "web/public/places.html", {"places": here})


def home(request: HttpRequest) -> HttpResponse:
    place = request.place  # type: ignore[attr-defined]
    figures = plans.loop_figures(place, now() - dt.timedelta(weeks=WEEKS))
    return render(
        request,
        "web/public/home.html",
        {
            "form": FindForm(place=place),
            "figures": figures,
            "ring": loop.draw(figures),
            "counts": directory.counts(place, apart_here(request)),
            "doors": doors.doors_of(place),
            "up_to": today(place.zone),
        },
    )


@require_POST
def door(request: HttpRequest, who: str) -> HttpResponse:
    """Open a door of the demonstration. Anywhere else there is no such page."""
    place = request.place  # type: ignore[attr-defined]
    opened = doors.go_through(request, who)
    if opened is None:
        raise Http404("There is no such door here.")
    return redirect(opened.opens, place_slug=place.slug)
