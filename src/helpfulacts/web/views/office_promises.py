"""Days to keep: promises with a clock that says they are due soon, due today or late."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from helpfulacts.promises import selectors as promises

from .office import for_roles


@require_GET
@for_roles("officer", "navigator", "system-architect")
def days_to_keep(request: HttpRequest) -> HttpResponse:
    """The late ones first. Nobody's name and no words: each opens where it is dealt with."""
    rows = promises.days_to_keep(request.place)  # type: ignore[attr-defined]
    return render(request, "web/office/days_to_keep.html", {"rows": rows})
