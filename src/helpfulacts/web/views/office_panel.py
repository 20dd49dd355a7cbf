"""The panel of a question as its convenor sees it: how many said yes, whether it can hold, and the draw."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.deliberation import drawing, selectors
from helpfulacts.deliberation.actions.draw_panel import draw_panel, work_out
from helpfulacts.deliberation.selectors import last_day

from ..forms.panel import SeedForm
from ..once import answer_already, once_only
from ..refusals import add_refusal
from .office import convenors_only

ACTION = "panel_desk"


@require_http_methods(["GET", "POST"])
@convenors_only
def panel_desk(request: HttpRequest, number: int) -> HttpResponse:
    """GET: how it stands. POST: draw it by the seed, once."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    deliberation = selectors.get_deliberation(place, number)
    panel = drawing.panel_of(deliberation)
    if panel is None:
        raise NotFound("No panel is drawn for this question.")
    form = SeedForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, deliberation, panel, form)
    if not form.is_valid():
        return _page(request, deliberation, panel, form, 422)
    try:
        if answer_already(request, ACTION) is None:
            _draw(request, deliberation, form.cleaned_data["seed"], actor)
    except Refused as refusal:
        add_refusal(form, refusal)
        return _page(request, deliberation, panel, form, 422)
    messages.success(request, "The panel is drawn. Those who are on it read it on their own page.")
    return redirect("panel_desk", place_slug=place.slug, number=number)


def _draw(request: HttpRequest, deliberation: Any, seed: str, actor: Any) -> None:
    """The lottery is worked out first, for it may take a while: nobody waits meanwhile to write something else."""
    worked = work_out(deliberation=deliberation, by=actor)

    def write() -> dict[str, int]:
        return {"number": draw_panel(deliberation=deliberation, seed=seed, by=actor, worked=worked).number}

    once_only(request, ACTION, write)


def _page(
    request: HttpRequest, deliberation: Any, panel: drawing.Panel, form: SeedForm, status: int = 200
) -> HttpResponse:
    place = request.place  # type: ignore[attr-defined]
    drawn = panel.standing == "drawn"
    context = {
        "one": deliberation,
        "panel": panel,
        "form": form,
        "until": last_day(panel.stage, place.zone),
        "pool": None if drawn or panel.standing == "ended" else drawing.pool_now(panel),
        "places": drawing.places_taken(panel) if drawn else None,
    }
    return render(request, "web/office/panel_desk.html", context, status=status)
