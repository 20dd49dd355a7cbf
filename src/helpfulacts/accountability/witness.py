"""Reads of the heads of registers that neighbouring places have signed for each other."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.places.models import Place

from .models import CoSignature


def said(signed: CoSignature) -> dict[str, Any]:
    """The head as a file that `helpfulacts verify --head` reads."""
    of = signed.neighbour if signed.of == "theirs" else signed.place.slug
    return {"place": of, "size": signed.size, "root": signed.root}


def last_signed(place: Place, of: str) -> dict[str, Any]:
    """The last head that `place` signed of the register of the neighbour called `of`. Raises NotFound."""
    last = CoSignature.objects.filter(place=place, neighbour=of, of="theirs").order_by("size").last()
    if last is None:
        raise NotFound("Nothing of that place was signed here.")
    return said(last)


def signed_by_neighbours(place: Place) -> list[CoSignature]:
    """Heads of the register of `place` that others signed, the latest first."""
    return list(CoSignature.objects.filter(place=place, of="ours").select_related("place").order_by("-at"))


def last_of_each(place: Place) -> list[CoSignature]:
    """The longest head of the register of `place` that each neighbour signed."""
    last = {signed.neighbour: signed for signed in reversed(signed_by_neighbours(place))}
    return [last[neighbour] for neighbour in sorted(last)]


def was_signed_today(place: Place, neighbour: str) -> bool:
    """Did this neighbour sign the register of `place` today, on its calendar?"""
    begins = dt.datetime.combine(today(place.zone), dt.time(), ZoneInfo(place.zone))
    return CoSignature.objects.filter(place=place, neighbour=neighbour, of="ours", at__gte=begins).exists()
