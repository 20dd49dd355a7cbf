"""Which place a command is about."""

from __future__ import annotations

from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.places import selectors as places

NONE_YET = "There is no place here yet. Run `helpfulacts demo` or `helpfulacts place create`."


def the_place(slug: str | None) -> Any:
    """The place called `slug`; without one, the only place there is. Raises Refused with the names to choose from."""
    if slug is not None:
        return places.get_place(slug)
    here = places.all_places()
    if not here:
        raise Refused(NONE_YET)
    if len(here) > 1:
        raise Refused(
            f"There are several places here. Add --place and one of: {', '.join(p.slug for p in here)}."
        )
    return here[0]


def these_places(slug: str | None) -> list[Any]:
    """The place called `slug`, or all. Raises Refused where there is none."""
    here = [places.get_place(slug)] if slug else list(places.all_places())
    if not here:
        raise Refused(NONE_YET)
    return here
