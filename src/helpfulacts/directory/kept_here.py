"""What people here changed of an entry that a list brought stays as they have it, whatever the list says next.

What they changed is read from its history: every change by a person names the fields that it changed.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from helpfulacts.core.words import joined
from helpfulacts.places.models import Place

from .drafts import OfferDraft
from .history import THE_LIST
from .models import Offer, OfferVersion
from .reaching import SPEAKS_FOR
from .redraft import redraft

_PLACE = ("ward", "latitude", "longitude", "postcode", "address", "published_venue")
_KEPT: dict[str, tuple[str, tuple[str, ...]]] = {
    "title": ("its name", ("title",)),
    "summary": ("its short description", ("summary",)),
    "description": ("its long description", ("description",)),
    "access": ("how places are given", ("access",)),
    "shown_from": ("who it is from", ("shown_from",)),
    "facets": ("what it helps with", ("facets",)),
    "where": ("how people get it", ("where",)),
    "ward": ("where it is", _PLACE),
    "address": ("where it is", _PLACE),
    "serves_wards": ("the wards it is for", ("serves_wards",)),
    "when": ("when it is open", ("weekly", "repeats")),
    "on_bank_holidays": ("its bank holidays", ("on_bank_holidays",)),
    "days": ("its days that are different", ("other_days",)),
    "languages": ("its languages", ("languages",)),
    "fetches": ("getting there", ("fetches",)),
    "min_age": ("the youngest age", ("min_age",)),
    "max_age": ("the oldest age", ("max_age",)),
    "eligibility": ("the rule of who it is for", ("eligibility",)),
    "ask_first": ("what they ask first", ("ask_first",)),
    "cost": ("what it costs", ("cost", "cost_pence")),
    "costs": ("who bears the cost", ("costs",)),
    "funding_ends": ("when its money ends", ("funding_ends",)),
    "brings": ("what you bring", ("brings",)),
    "what_next": ("what happens next", ("what_next",)),
    "if_not": ("what if not", ("if_not",)),
    "who_can_stop": ("who can stop it", ("who_can_stop",)),
    "permission": ("whose yes it needs", ("permission",)),
    "who_pays": ("who pays", ("who_pays",)),
    "contact": ("how to get in touch", ("contact",)),
    "website": ("its own page", ("website",)),
    "places": ("its number of places", ("capacity",)),
    "bodies": ("who stands behind it", ("bodies",)),
}  # fmt: skip
"""By field of the history: its words, and the fields of a draft that say it. Facts of getting in have a rule of their own."""
IN_ITS_FEED = "in its feed"
"""How an entry was checked, where only its list says that somebody did."""
_AS_THEY_ARE = ("other_days", "bodies")
"""None in a draft leaves what is kept."""


def changed_here(place: Place, offers: Iterable[uuid.UUID]) -> dict[uuid.UUID, set[str]]:
    """By offer, the fields (of `_KEPT`) that people here changed since a list brought it."""
    rows = OfferVersion.objects.filter(
        place=place, offer__in=list(offers), change__in=["changed", "merged", "parted", "capacity", "bodies"]
    ).exclude(by_shown_as=THE_LIST)
    found: dict[uuid.UUID, set[str]] = {}
    for offer, change, after in rows.order_by("offer", "number").values_list("offer_id", "change", "after"):
        names = _KEPT.keys() & (after or {}).keys()
        if change == "parted":  # it says again what it said before the two were brought together
            found.get(offer, set()).difference_update(names)
        else:
            found.setdefault(offer, set()).update(names)
    return found


def with_what_stays(
    place: Place, changes: Sequence[tuple[Offer, OfferDraft]]
) -> list[tuple[OfferDraft, list[str]]]:
    """For (offer, what its list says now): the draft with what people here changed, and the words of what so stays."""
    changed = changed_here(place, [offer.pk for offer, _ in changes])
    return [_as_kept(offer, draft, changed.get(offer.pk, set())) for offer, draft in changes]


def sentence_of(title: str, stays: Sequence[str]) -> str:
    """What a reader of the import is told of an entry of which something was left alone."""
    return f"People here changed “{title}”, so this stays as they have it: {joined(stays)}."


def _as_kept(offer: Offer, draft: OfferDraft, names: set[str]) -> tuple[OfferDraft, list[str]]:
    draft = _as_checked(offer, draft)
    if not names:
        return draft, []
    here = redraft(offer)
    stays: dict[str, None] = {}
    kept: dict[str, Any] = {}
    for name, (words, fields) in _KEPT.items():
        if name not in names:
            continue
        if name == "places" and here.capacity is None:  # what was said of them holds no longer
            continue
        theirs = {field: None if field in _AS_THEY_ARE else getattr(here, field) for field in fields}
        said = {field: getattr(draft, field) for field in fields}
        if any(said[field] != value for field, value in theirs.items() if said[field] not in (None, (), "")):
            stays[words] = None
        kept |= theirs
    return replace(draft, **kept, carried=_carried(offer, draft, kept)), list(stays)


def _carried(offer: Offer, draft: OfferDraft, kept: Iterable[str]) -> Any:
    """What the list says in its own words, but for what people here say otherwise."""
    if draft.carried is None:
        return None
    columns = ["dates" if name in ("weekly", "repeats") else name for name in kept]
    theirs = {word for column in columns for word in SPEAKS_FOR.get(column, ())}
    said = {word: value for word, value in draft.carried.items() if word not in theirs}
    return said | {word: offer.carried[word] for word in theirs if word in offer.carried}


def _as_checked(offer: Offer, draft: OfferDraft) -> OfferDraft:
    """A later check is not undone by what a list says of an earlier one, or by its silence."""
    if offer.checked_on is None or offer.checked_how == IN_ITS_FEED:
        return draft
    if draft.checked_on is not None and draft.checked_on > offer.checked_on:
        return draft
    return replace(
        draft, checked_on=offer.checked_on, checked_by=offer.checked_by, checked_how=offer.checked_how
    )
