"""Reads of what is asked of places on other installations, and of what they ask of this one."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound

from .models import AskedByNeighbour, AskedNextDoor, Aspiration, HelpfulAct, NextDoorLine

if TYPE_CHECKING:
    from helpfulacts.places.models import Neighbour, Place

YES = ("agreed", "promised", "done", "confirmed")


def agreed(place: Place) -> QuerySet[AskedNextDoor]:
    """What may be over there today: by its person's yes, of a wish and a plan that still stand, while the places are linked."""
    day = today(place.zone)
    return AskedNextDoor.objects.filter(
        place=place,
        consent__withdrawn_at=None,
        consent__until__gte=day,
        aspiration__plan__person__protected=False,
        aspiration__plan__state__in=("live", "paused", "stays"),
        line__neighbour__takes=True,
        line__neighbour__until__gte=day,
    ).exclude(aspiration__state="struck_out")


def open_lines(place: Place) -> list[AskedNextDoor]:
    """All that is agreed, with what is needed to send it, ask about it and say what came of it."""
    found = agreed(place).select_related("line__neighbour__place", "consent", "act", "place")
    return list(found.order_by("line_id"))


def lines_to_forget(place: Place) -> list[NextDoorLine]:
    """What was told a neighbour, or may have been, and has nobody's yes any more: taken back, over, or erased here."""
    live = agreed(place).filter(line=OuterRef("pk"))
    rows = NextDoorLine.objects.filter(place=place).exclude(Exists(live))
    return list(rows.select_related("neighbour__place", "place"))


def is_under_way(neighbour: Neighbour) -> bool:
    """Something is asked of this neighbour, or by it, or is still to be forgotten over there."""
    place = neighbour.place_id
    return (
        NextDoorLine.objects.filter(place=place, neighbour=neighbour).exists()
        or AskedByNeighbour.objects.filter(place=place, neighbour=neighbour).exists()
    )


def said_of(act: HelpfulAct | None) -> str:
    """What the person answered to a suggestion from next door, as it is told there; "" while they have not."""
    if act is None or act.state == "suggested":
        return ""
    return "yes" if act.state in YES else "not_now"


def wish_by_id(place: Place, wish: uuid.UUID) -> Aspiration:
    found = Aspiration.objects.filter(place=place, pk=wish).select_related("plan__person", "place").first()
    if found is None:
        raise NotFound("There is no such wish in this place.")
    return found


def asked_of(wish: Aspiration) -> list[AskedNextDoor]:
    """Every place next door that a wish was passed on to, live or not."""
    rows = AskedNextDoor.objects.filter(place=wish.place_id, aspiration=wish)
    return list(rows.select_related("line__neighbour", "consent", "act", "place", "aspiration__plan__person"))


def asked_by_neighbours(place: Place) -> list[AskedByNeighbour]:
    """What neighbouring places ask of this one, the oldest first. What is over is not there any more."""
    rows = AskedByNeighbour.objects.filter(place=place, until__gte=today(place.zone))
    return list(rows.select_related("neighbour", "place"))


def asked_by(neighbour: Neighbour, handle: uuid.UUID) -> AskedByNeighbour:
    """What this neighbour asked under this handle. Raises NotFound."""
    rows = AskedByNeighbour.objects.filter(
        place=neighbour.place_id, neighbour=neighbour, handle=handle, until__gte=today(neighbour.place.zone)
    )
    found = rows.select_related("neighbour", "place").first()
    if found is None:
        raise NotFound("Nothing is asked here under this handle.")
    return found


def asked_here(place: Place, handle: uuid.UUID) -> AskedByNeighbour:
    """The same for the desk, whichever neighbour asked."""
    found = next((one for one in asked_by_neighbours(place) if one.handle == handle), None)
    if found is None:
        raise NotFound("Nothing is asked here under this handle.")
    return found
