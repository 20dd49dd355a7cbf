"""How everybody may reach those who give: only what was written down to be seen. What a person gives has no number."""

from __future__ import annotations

from .models import Offer


def public_contact(offer: Offer) -> str:
    """The number or e-mail of the entry, or else the number of its body; "" for what a person gives."""
    if offer.giver_id is not None or offer.sphere == "personal":
        return ""
    return offer.contact or (offer.provider.phone if offer.provider else "")


def number_to_ring(contact: str) -> str:
    """The digits to ring, where `contact` is a number and nothing else; "" otherwise."""
    digits = "".join(contact.split())
    long_enough = sum(one.isdigit() for one in digits) >= 9
    return digits if long_enough and not any(one.isalpha() or one == "@" for one in digits) else ""
