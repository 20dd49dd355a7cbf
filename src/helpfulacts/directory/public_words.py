"""What anybody can read says nothing by which somebody is reached or found at home: one look for every free text."""

from __future__ import annotations

from helpfulacts.core.errors import Refused

from .contact_details import contact_details_in
from .exact_places import exact_place_in
from .models import Offer


def refuse_private(
    text: str, *, field: str, where: str = "what you wrote", about: Offer | None = None
) -> None:
    """Raise Refused where `text` holds a way to reach somebody, or an exact place.

    `about`: the entry that the text tells something of. What a body gives is at a place that anybody may know, so
    there, and only there, an address may stand.
    """
    found = contact_details_in(text)
    if found is None and (about is None or from_a_person(about)):
        found = exact_place_in(text)
    if found:
        raise Refused(f"There is {found} in {where}. Everybody can read it: take it out.", field=field)


def from_a_person(offer: Offer) -> bool:
    """Somebody gives it, or speaks for those who do: an exact place in it could be where they live."""
    return offer.giver_id is not None or offer.kept_by_id is not None or offer.sphere == "personal"
