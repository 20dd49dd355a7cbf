"""What bodies of a place offer on some needs: what its desk may answer a place next door with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .models import Offer
from .selectors import listed, listed_by_ids

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def of_bodies_about(place: Place, facets: Iterable[str], most: int = 6) -> list[Offer]:
    """The best fit first, by grade. Ideas are left out: nobody gives them, so nobody could take a next step."""
    wanted = set(facets)
    rows = listed(place).filter(provider__isnull=False).exclude(kind="idea").order_by("title", "pk")
    fit = {
        key: sum(grade for code, grade in has.items() if code in wanted)
        for key, has in rows.values_list("pk", "facets")
    }
    best = sorted((key for key in fit if fit[key]), key=lambda key: -fit[key])[:most]
    return listed_by_ids(place, map(str, best))
