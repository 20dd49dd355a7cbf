"""What every page knows: its place, who is looking, and whether this is a demonstration."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from .kept import kept_ids
from .visitor import visitor_of


def page(request: HttpRequest) -> dict[str, Any]:
    place = getattr(request, "place", None)
    if place is None:
        return {"place": None, "visitor": None}
    return {"place": place, "visitor": visitor_of(request), "kept_number": len(kept_ids(request))}
