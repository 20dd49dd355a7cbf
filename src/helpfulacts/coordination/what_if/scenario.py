"""What would be different: rules, places of shared offers, offers that end. Read from what somebody typed, with one
clear sentence for the first mistake.

    change_places(place, "Repair Saturday=+6")      -> (offer id, places then)
    offer_named(place, "Repair Saturday")           -> Offer
"""

from __future__ import annotations

import re
import tomllib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.models import Offer
from helpfulacts.directory.selectors import from_protected

from ..changes import Changes, places_now
from ..rule_document import RuleDocument, as_json
from ..rule_reading import parse

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

MOST = 3
"""So many scenarios are told side by side."""
MOST_PLACES = 9_999
MOST_LETTERS = 100_000
_CHANGE = re.compile(r"([+-]?)(\d{1,5})")


@dataclass(frozen=True)
class Scenario:
    """One way in which things could be. places: how many places an offer would have, by offer."""

    title: str
    document: RuleDocument
    places: Mapping[uuid.UUID, int] = field(default_factory=dict)
    ends: frozenset[uuid.UUID] = frozenset()

    @property
    def changes(self) -> Changes:
        return Changes(self.places, self.ends)

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "rules": as_json(self.document),
            "places": {str(offer): then for offer, then in sorted(self.places.items(), key=lambda item: str(item[0]))},
            "ends": sorted(map(str, self.ends)),
        }  # fmt: skip


def rules_from_text(text: str, name: str = "The rules") -> RuleDocument:
    """Rules as somebody wrote them down in TOML. Raises Refused."""
    if len(text) > MOST_LETTERS:
        raise Refused(f"{name}: this is longer than rules can be.", field="pasted")
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as mistake:
        raise Refused(f"{name}: this cannot be read as TOML. {mistake}.", field="pasted") from None
    except RecursionError:
        raise Refused(f"{name}: this is nested too deeply.", field="pasted") from None
    except ValueError:  # Python reads no number of thousands of digits
        raise Refused(f"{name}: a number in it is longer than any rule needs.", field="pasted") from None
    try:
        return parse(raw)
    except Refused as refusal:
        raise Refused(f"{name}: {refusal}", field="pasted") from None


def shared_offers(place: Place) -> list[Offer]:
    """Shared offers whose places could change, by title. Those of givers who must not be found are left out."""
    found = Offer.objects.filter(place=place, status="active", access="shared").exclude(kind="idea")
    return list(found.exclude(from_protected()).order_by("title", "id"))


def offer_named(place: Place, name: str, field: str = "places") -> Offer:
    """A shared offer by its id or its exact title. Raises Refused."""
    name = name.strip()
    found = [offer for offer in shared_offers(place) if name == str(offer.pk)] or [
        offer for offer in shared_offers(place) if offer.title.casefold() == name.casefold()
    ]
    if not found:
        raise Refused(f"There is no shared offer called “{name[:80]}” here.", field=field)
    if len(found) > 1:
        ids = ", ".join(str(offer.pk) for offer in found)
        raise Refused(f"{len(found)} shared offers are called “{name[:80]}”. Say which by its id: {ids}.", field=field)  # fmt: skip
    return found[0]


def places_then(place: Place, offer: Offer, said: str) -> int:
    """“+6” and “-3” from what there is today, “0” or “12” in all. Raises Refused."""
    found = _CHANGE.fullmatch(said.strip().replace("−", "-"))
    if not found:
        raise Refused(
            f"“{said.strip()[:20]}” is no number of places. Write +6 for six more, -3 for three fewer, or 12 for twelve in all.",
            field="places",
        )
    now = places_now(place, today(place.zone)).get(offer.pk, (0, 0))[0]
    sign, number = found[1], int(found[2])
    then = now + number if sign == "+" else now - number if sign == "-" else number
    if not 0 <= then <= MOST_PLACES:
        raise Refused(
            f"“{offer.title}” has {now} places, so it would have {then}: that is not a number it could have.",
            field="places",
        )
    return then


def change_places(place: Place, said: str) -> tuple[uuid.UUID, int]:
    """“Offer title or id=+6”, as (offer, places then). Raises Refused."""
    name, equals, number = said.rpartition("=")
    if not equals:
        raise Refused(f"“{said[:80]}” does not say how many: write it like “Repair Saturday=+6”.", field="places")  # fmt: skip
    offer = offer_named(place, name)
    return offer.pk, places_then(place, offer, number)


def check(scenarios: list[Scenario]) -> None:
    """Raises Refused when they cannot be told side by side."""
    if not scenarios:
        raise Refused("Choose rules, or a change, to look at.", field="rules")
    if len(scenarios) > MOST:
        raise Refused(f"Choose at most {MOST}, so that they can be read side by side.", field="rules")
    for scenario in scenarios:
        if scenario.ends & set(scenario.places):
            raise Refused("An offer cannot both end and have another number of places.", field="ends")
