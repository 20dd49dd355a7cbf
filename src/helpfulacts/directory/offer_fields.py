"""The columns of an offer that a draft decides, and the wards and postcodes that it names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.places import geo
from helpfulacts.places.models import Area, Place, Postcode

from .confidential import without_places
from .drafts import OfferDraft
from .eligibility import checked, with_leaves

_SAME_NAME = [
    "title",
    "kind",
    "sphere",
    "summary",
    "description",
    "access",
    "provider",
    "giver",
    "kept_by",
    "published_venue",
    "on_bank_holidays",
    "fetches",
    "min_age",
    "max_age",
    "ask_first",
    "cost",
    "cost_pence",
    "brings",
    "what_next",
    "if_not",
    "who_can_stop",
    "permission",
    "who_pays",
    "funding_ends",
    "restricted_to",
    "checked_on",
    "checked_by",
    "checked_how",
    "contact",
    "website",
    "source_hash",
]
_same = attrgetter(*_SAME_NAME)


class Finder:
    """Wards and postcodes that a batch of drafts names, read once."""

    def __init__(self, place: Place, drafts: Sequence[OfferDraft]) -> None:
        self.place = place
        newest_last = Area.objects.filter(place=place, level="ward").order_by("version", "name")
        self.wards = {ward.name.casefold(): ward for ward in newest_last}
        codes = {self._code(draft.postcode) for draft in drafts if draft.postcode}
        known = Postcode.objects.filter(place=place, code__in=codes).select_related("ward")
        self.postcodes = {row.code: row for row in known.order_by("code")}

    @staticmethod
    def _code(text: str) -> str:
        return " ".join(text.upper().split())

    def ward_called(self, name: str, title: str) -> Area:
        ward = self.wards.get(name.strip().casefold())
        if ward is None:
            raise Refused(f"“{title}”: “{name}” is not a ward of {self.place.name}.", field="ward")
        return ward

    def ward(self, draft: OfferDraft) -> Area | None:
        if isinstance(draft.ward, str):
            return (
                self.ward_called(draft.ward, draft.title) if draft.ward.strip() else self._by_postcode(draft)
            )
        if draft.ward is not None and draft.ward.place_id != self.place.pk:
            raise Refused(f"“{draft.title}”: its ward belongs to another place.", field="ward")
        return draft.ward or self._by_postcode(draft)

    def _by_postcode(self, draft: OfferDraft) -> Area | None:
        row = self.postcodes.get(self._code(draft.postcode)) if draft.postcode else None
        return row.ward if row else None

    def point(self, draft: OfferDraft, ward: Area | None) -> tuple[float | None, float | None]:
        """Where it is. A place that is not published is kept only as the centre of its 1 km cell."""
        if draft.latitude is not None and draft.longitude is not None:
            point = (draft.latitude, draft.longitude)
        elif row := self.postcodes.get(self._code(draft.postcode)) if draft.postcode else None:
            point = (row.latitude, row.longitude)
        elif ward is not None and draft.where and set(draft.where) != {"online"}:
            point = (ward.latitude, ward.longitude)
        else:
            return None, None
        return point if draft.published_venue else geo.cell_centre(geo.cell_of(*point))


def fields_of(draft: OfferDraft, finder: Finder) -> dict[str, Any]:
    """The column values of `Offer` that a draft, checked before, decides. Raises Refused for an unknown ward."""
    draft = without_places(draft)
    for owner in (draft.provider, draft.giver, draft.kept_by):
        if owner is not None and owner.place_id != finder.place.pk:
            raise Refused(f"“{draft.title}”: who gives it belongs to another place.", field="provider")
    ward = finder.ward(draft)
    latitude, longitude = finder.point(draft, ward)
    values: dict[str, Any] = dict(zip(_SAME_NAME, _same(draft), strict=True))
    values |= {
        "shown_from": draft.shown_from or _shown_from(draft, ward),
        "facets": dict(draft.facets),
        "particulars": {key: value for key, value in draft.particulars.items() if key != "tried"},
        "where": list(draft.where),
        "ward": ward,
        "latitude": latitude,
        "longitude": longitude,
        "address": draft.address if draft.published_venue else "",
        "serves_wards": [finder.ward_called(name, draft.title).name for name in draft.serves_wards],
        "languages": list(draft.languages),
        "eligibility": with_leaves(checked(draft.eligibility), partial(_named_here, finder, draft.title)),
        "activities": list(draft.activities),
        "costs": [dict(row) for row in draft.costs],
    }
    if draft.carried is not None:
        values["carried"] = dict(draft.carried)
    return values


def _named_here(finder: Finder, title: str, name: str, value: Any) -> dict[str, Any]:
    """A rule of who it is for, with wards as this place writes them."""
    if name == "lives_in":
        value = list(dict.fromkeys(finder.ward_called(ward, title).name for ward in value))
    return {name: value}


def _shown_from(draft: OfferDraft, ward: Area | None) -> str:
    if draft.provider is not None:
        return draft.provider.name
    if draft.giver is not None:
        return f"Somebody in {ward.name}" if ward else "Somebody in this place"
    return "Not known"
