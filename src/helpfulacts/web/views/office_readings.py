"""How things are, counted: for officers, of people who agreed, and never a small number."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from helpfulacts.coordination.counted_readings import counted_readings

from .office import officers_only


@require_GET
@officers_only
def readings_counted(request: HttpRequest) -> HttpResponse:
    """Numbers alone: nobody's record is opened."""
    return render(
        request,
        "web/office/readings_counted.html",
        {"counted": counted_readings(request.place)},  # type: ignore[attr-defined]
    )
