"""Reads of places, areas and postcodes."""

from __future__ import annotations

from helpfulacts.core.errors import NotFound

from .models import Place


def all_places() -> list[Place]:
    return list(Place.objects.order_by("name"))


def find_place(slug: str) -> Place | None:
    return Place.objects.filter(slug=slug).first()


def get_place(slug: str) -> Place:
    """The place, or Refused with the names of those there are."""
    place = find_place(slug)
    if place is None:
        known = (
            ", ".join(p.slug for p in all_places())
            or "none yet: run `helpfulacts demo` or `helpfulacts place create`"
        )
        raise NotFound(f"There is no place called “{slug}” here. Places: {known}.")
    return place
