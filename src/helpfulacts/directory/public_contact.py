"""How everybody may reach those who give: only what a body wrote down to be seen. What a person gives has no number."""

from __future__ import annotations

from .models import Offer


def public_contact(offer: Offer) -> str:
    """The number or e-mail of the entry, or else the number of its body; "" for what a person gives."""
    if offer.giver_id is not None or offer.sphere == "personal" or offer.provider is None:
        return ""
    return offer.contact or offer.provider.phone


def digits_in(contact: str) -> int:
    """How many digits it has: a number to ring has nine or more."""
    return sum(one.isdigit() for one in contact)
