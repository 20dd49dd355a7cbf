"""What anybody can read says nothing by which somebody is reached or found at home: one look for every free text."""

from __future__ import annotations

from helpfulacts.core.contact_details import contact_details_in
from helpfulacts.core.errors import Refused

from .drafts import OfferDraft
from .exact_places import exact_place_in
from .models import Offer

TAKE_IT_OUT = (
    "Take it out: everybody can read it, and we pass on how to reach you only when you both say yes."
)


def private_in(text: str, about: Offer | OfferDraft | None = None) -> str | None:
    """A way to reach somebody, or an exact place, in words ("a phone number"); None where `text` holds neither.

    `about`: the entry that the text tells something of. What a body gives is at a place that anybody may know, so
    there, and only there, an address may stand.
    """
    found = contact_details_in(text)
    if found is None and (about is None or from_a_person(about)):
        found = exact_place_in(text)
    return found


def refuse_private(
    text: str, *, field: str, where: str = "what you wrote", about: Offer | None = None
) -> None:
    """Raise Refused where `text` says what `private_in` finds."""
    if found := private_in(text, about):
        raise Refused(f"There is {found} in {where}. Everybody can read it: take it out.", field=field)


def from_a_person(said: Offer | OfferDraft) -> bool:
    """Somebody gives it, or speaks for those who do: an exact place in it could be where they live."""
    if isinstance(said, OfferDraft):
        people: tuple[object, ...] = (said.giver, said.kept_by)
    else:
        people = (said.giver_id, said.kept_by_id)
    return said.sphere == "personal" or any(one is not None for one in people)
