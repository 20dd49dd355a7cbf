"""The public register: every consequential write, newest first, and the file that anybody can check."""

from __future__ import annotations

from itertools import groupby
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from helpfulacts.accountability import witness
from helpfulacts.core import register as core_register
from helpfulacts.engine.ledger import Head

from .office import page_of


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """What was done and when, in plain words. Nothing about anybody stands in it."""
    place = request.place  # type: ignore[attr-defined]
    size, root = core_register.head(place)
    page = page_of(request, core_register.entries(place, newest_first=True))
    zone = ZoneInfo(place.zone)
    days = groupby(page.object_list, key=lambda entry: entry.at.astimezone(zone).date())
    context = {"page": page, "size": size, "root": root, "days": [(day, list(rows)) for day, rows in days]}
    context["signed"] = witness.last_of_each(place)
    return render(request, "web/office/register.html", context)


@require_GET
def register_save(request: HttpRequest) -> StreamingHttpResponse:
    """The whole register as lines of text, header first, as `helpfulacts verify` checks it."""
    place = request.place  # type: ignore[attr-defined]
    lines = (line + "\n" for line in core_register.saved_lines(place))
    response = StreamingHttpResponse(lines, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{place.slug}-register.jsonl"'
    return response


@require_GET
def register_head(request: HttpRequest) -> HttpResponse:
    """The size and root of the register now: keep it, and a later copy must continue it."""
    place = request.place  # type: ignore[attr-defined]
    size, root = core_register.head(place)
    head = Head(place=place.slug, size=size, root=root)
    response = HttpResponse(head.to_json() + "\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{place.slug}-register.head"'
    return response
