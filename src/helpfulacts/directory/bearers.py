"""Who bears a cost and who is named in a line, once somebody who gave has been forgotten."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from helpfulacts.people.models import Organisation
from helpfulacts.places.models import Place

from .models import Offer

GAVE = "Somebody who gave"
"""What stands where a giver was named."""
PERSON = "personal"


def bearers_of(rows: Iterable[dict[str, Any]]) -> set[str]:
    """Who bears these rows of costs, as they are named there."""
    return {str(row.get("bearer", "")) for row in rows}


def names_in(offers: Iterable[Offer]) -> set[str]:
    """How people name themselves in what they give: whom it is shown from, and whoever of them bears a cost.

    What a body gives is shown from the body, which stays.
    """
    offers = list(offers)
    shown = {offer.shown_from for offer in offers if offer.provider_id is None}
    borne = bearers_of(row for offer in offers for row in offer.costs if row.get("sphere") == PERSON)
    return {name for name in shown | borne if name.strip()}


def bodies_of(place: Place) -> set[str]:
    return set(Organisation.objects.filter(place=place).order_by().values_list("name", flat=True))


def without_names(text: str, names: Collection[str], instead: str = GAVE) -> str:
    """The text with `instead` for each of `names`, whole words in any case; in small letters but where a line begins."""
    for name in sorted((name for name in names if name.strip()), key=len, reverse=True):
        whole = re.compile(rf"(?<!\w){re.escape(name.strip())}(?!\w)", re.IGNORECASE)
        text = whole.sub(
            lambda found: instead if not found.start() else instead[:1].lower() + instead[1:], text
        )
    return text


def without_bearers(
    rows: Iterable[dict[str, Any]], *, names: Collection[str], kept: Collection[str]
) -> list[dict[str, Any]]:
    """Rows of costs that name nobody of `names`; what it came to stays.

    A row that its person said themselves on their plan (`said`) keeps all but the name. Of the others, which were taken
    over from an entry, only the bearers of `kept` stay: the rest is how the giver said it.
    """
    found = []
    for row in rows:
        bearer = str(row.get("bearer", ""))
        left = without_names(bearer, names)
        theirs = re.search(rf"{GAVE}['’]", left, re.IGNORECASE)  # “Ada's van” reads badly without Ada
        if theirs or ("said" not in row and (left != bearer or bearer not in kept)):
            left = GAVE
        found.append({**row, "bearer": left} if left != bearer else row)
    return found
