"""Rounds that were held and their draws, for anybody: who confirmed, what a person changed, and every drawn number."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from helpfulacts.coordination import public_rounds
from helpfulacts.coordination import selectors as coordination
from helpfulacts.engine.sharing.draw_check import check_draw

from ..forms.draws import TicketForm
from .office import page_of

SHOWN = 60


@require_GET
def rounds_held(request: HttpRequest) -> HttpResponse:
    place = request.place  # type: ignore[attr-defined]
    rounds = public_rounds.rounds_held(place)
    context = {"page": page_of(request, rounds), "changed": public_rounds.changed_by_people(place)}
    return render(request, "web/public/rounds_held.html", context)


@require_http_methods(["GET", "POST"])
def draw(request: HttpRequest, number: int) -> HttpResponse:
    """GET: what was drawn, and everybody's number. POST: where one ticket came. A ticket is never in an address."""
    run, published = _draw_or_404(request, number)
    form = TicketForm(request.POST) if request.method == "POST" else TicketForm()
    found = None
    if published and form.is_bound and form.is_valid():
        found = check_draw(published, form.cleaned_data["ticket"])
    context: dict[str, Any] = {
        "run": run,
        "lottery": coordination.document_of(run.rule_set).by_lottery,
        "draw": run.draw,
        "form": form,
        "found": found,
        "check": check_draw(published) if published else None,
        "first": published["numbers"][:SHOWN] if published else [],
        "drawn": published["seed"] if published else run.seed_shown,
        "root": published["root"] if published else "",
        "sealed": bool(public_rounds.sealed_root(run)),
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "web/public/draw.html", context, status=status)


@require_GET
def draw_saved(request: HttpRequest, number: int) -> HttpResponse:
    """The whole draw as a file, as `helpfulacts verify --draw` checks it."""
    run, published = _draw_or_404(request, number)
    if published is None:
        raise Http404("The numbers of this draw are not shown.")
    text = json.dumps(published, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{run.place.slug}-draw-{number}.json"'
    return response


def _draw_or_404(request: HttpRequest, number: int) -> tuple[Any, dict[str, Any] | None]:
    run = public_rounds.confirmed_run_of_draw(request.place, number)  # type: ignore[attr-defined]
    if run is None:
        raise Http404("There is no draw with this number that has been shown.")
    return run, public_rounds.published_draw(run)
