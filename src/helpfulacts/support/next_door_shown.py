"""What pages show of a wish that is asked of a place next door: to its person, and to the desk."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.places import selectors as places
from helpfulacts.places.models import Neighbour

from .models import AskedByNeighbour, AskedNextDoor, Aspiration, Plan
from .next_door import agreed, asked_by_neighbours, lines_to_forget, said_of

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


@dataclass(frozen=True)
class Asked:
    """One asking. state: “waits” to go over, “asked”, “offer”, “nothing”, or “ending”: they are told to forget it.

    said: what its person answered to an offer, "" while they have not. told: it has arrived next door.
    """

    row: AskedNextDoor
    state: str
    said: str

    @property
    def there(self) -> str:
        return self.row.line.neighbour.called

    @property
    def told(self) -> bool:
        return bool(self.said) and self.row.line.told == self.said


def of_plan(plan: Plan) -> dict[uuid.UUID, list[Asked]]:
    """All that is asked for a plan, by the wish, the last one first."""
    found: dict[uuid.UUID, list[Asked]] = defaultdict(list)
    for one in _shown(AskedNextDoor.objects.filter(place=plan.place_id, aspiration__plan=plan), plan.place):
        found[one.row.aspiration_id].append(one)
    return dict(found)


def of_place(place: Place) -> list[Asked]:
    """All that people of a place have asked next door by a yes that stands, the last one first."""
    return [one for one in _shown(AskedNextDoor.objects.filter(place=place), place) if one.state != "ending"]


def get_asked(place: Place, asked_id: uuid.UUID) -> Asked:
    """One of them. Raises NotFound, also once its yes is over."""
    for one in _shown(AskedNextDoor.objects.filter(place=place, pk=asked_id), place):
        if one.state != "ending":
            return one
    raise NotFound("Nothing is asked next door under this address any more.")


def to_forget(place: Place) -> int:
    """How many lines next door is still to be told to forget."""
    return len(lines_to_forget(place))


def may_be_asked(wish: Aspiration) -> list[Neighbour]:
    """Places that this may be asked today and were not: none where it is not open, or its person must not be found."""
    plan = wish.plan
    if wish.state != "open" or plan.state == "ended" or plan.person.protected:
        return []
    known = set(agreed(wish.place).filter(aspiration=wish).values_list("line__neighbour", flat=True))
    return [one for one in places.may_be_asked(wish.place, today(wish.place.zone)) if one.pk not in known]


def asked_by_id(place: Place, asked_id: uuid.UUID) -> AskedByNeighbour:
    """What a neighbour asks here, for the desk. Raises NotFound, also once it was taken back or is over."""
    found = next((one for one in asked_by_neighbours(place) if one.pk == asked_id), None)
    if found is None:
        raise NotFound("The place next door took this back, or its time is over.")
    return found


def _shown(rows: QuerySet[AskedNextDoor], place: Place) -> list[Asked]:
    beside = ("line__neighbour", "consent", "act", "place", "aspiration__plan__person")
    found = list(rows.select_related(*beside).order_by("-consent__given_at", "-id"))
    live = set(agreed(place).filter(pk__in=[row.pk for row in found]).values_list("pk", flat=True))
    return [Asked(row, _state(row) if row.pk in live else "ending", said_of(row.act)) for row in found]


def _state(row: AskedNextDoor) -> str:
    if row.answer:
        return row.answer
    return "waits" if row.line.sent_at is None else "asked"
