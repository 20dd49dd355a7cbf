"""Titles and givers of the offers in a what-if, read on the day it is looked at: a giver who left, or must not be found, is
not named for ever in what was shown once.

    named(place, figures) -> figures with "title", and "ask" in each impact list
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from helpfulacts.directory.models import Offer, Weave
from helpfulacts.directory.selectors import may_be_named

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

NOT_NAMED = "An offer that is no longer shown"
NO_LONGER = "A combination that is no longer shown"


def named(place: Place, figures: Mapping[str, Any]) -> dict[str, Any]:
    """Reads only. What stands in `figures` itself as a title is never used."""
    ids = {one["offer"] for way in figures["scenarios"] for one in (*way["places"], *way["ends"])}
    ids |= {one["offer"] for one in figures["impact"]}
    stands = [one for impact in figures["impact"] for one in impact["depends"] if one.get("id")]
    ids |= {one["id"] for one in stands if one["what"] == "offer"}
    rows = Offer.objects.filter(place=place, pk__in=map(uuid.UUID, ids)).select_related(
        "place", "giver", "kept_by"
    )
    offers = {str(offer.pk): offer for offer in rows if may_be_named(offer)}
    weaves = Weave.objects.filter(
        place=place, state="listed", pk__in=[uuid.UUID(one["id"]) for one in stands if one["what"] != "offer"]
    )
    titles = {str(weave.pk): weave.title for weave in weaves} | {
        key: one.title for key, one in offers.items()
    }

    def titled(one: Mapping[str, Any], key: str = "offer") -> dict[str, Any]:
        lost = NO_LONGER if one.get("what") == "combination" else NOT_NAMED
        return {**one, "title": titles.get(one.get(key, ""), lost)}

    return {
        **figures,
        "scenarios": [
            {**way, **{what: [titled(one) for one in way[what]] for what in ("places", "ends")}}
            for way in figures["scenarios"]
        ],
        "impact": [
            {**titled(one), "depends": [titled(other, "id") for other in one["depends"]], "ask": _ask(offers.get(one["offer"]))}
            for one in figures["impact"]
        ],
    }  # fmt: skip


def _ask(offer: Offer | None) -> list[dict[str, str]]:
    """Who must be asked before it ends; nobody is named whose offer may not be."""
    if offer is None:
        return []
    return [
        {"who": who, "why": why}
        for who, why in ((offer.shown_from, "gives it"), (offer.permission, "its permission is needed"),
                         (offer.who_can_stop, "can stop it"), (offer.who_pays, "pays for it")) if who
    ]  # fmt: skip
