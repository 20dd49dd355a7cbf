"""Who bears what of a combination, beside the figures that givers said: whose cost nobody said, and whose money it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .facets import SPHERES
from .models import Offer, Weave, WeavePart
from .weaving import named, role_of


def unsaid_costs(offers: Iterable[Offer]) -> list[tuple[str, str]]:
    """(its name, the code of its sphere) of each part that has not said what it costs whom; money is a line of its own."""
    return [
        (named(offer)[0], offer.sphere) for offer in offers if not offer.costs and role_of(offer) != "money"
    ]


def money_from(weave: Weave, parts: Sequence[WeavePart]) -> list[tuple[str, str]]:
    """(who gives it, the code of its sphere) of the money among the parts; empty where it needs none."""
    if not weave.pounds:
        return []
    offers = [part.offer for part in parts if part.state != "left" and role_of(part.offer) == "money"]
    return [(named(offer)[1], offer.sphere) for offer in offers]


def spheres_without(costs: Iterable[dict[str, Any]], *others: Iterable[tuple[str, str]]) -> list[str]:
    """Codes of the spheres that bear nothing of it, in the order of the list."""
    bear = {str(cost["sphere"]) for cost in costs} | {sphere for rows in others for _, sphere in rows}
    return [code for code in SPHERES if code not in bear]
