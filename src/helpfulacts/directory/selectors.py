"""Reads of offers and the places that are left in them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.db.models import Count, Model, Prefetch, Q, QuerySet

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound
from helpfulacts.core.rows import batches
from helpfulacts.places.models import Area, Place

from .apart import NONE
from .drafts import exchange_id_for
from .facets import FACET_CODES, KINDS, SPHERES
from .holding import rooms
from .models import CapacityPeriod, Offer, OfferBody, Prerequisite, Trial
from .vetting import check_ran_out

_Row = TypeVar("_Row", bound=Model)


def with_needs(place: Place) -> Prefetch[str]:
    """With what must be held first, and what tells whether that may be named."""
    rows = Prerequisite.objects.filter(place=place).order_by("pk")
    return Prefetch("prerequisites", rows.select_related("needs__place", "needs__giver", "needs__kept_by"))


def _one(rows: QuerySet[_Row], row_id: uuid.UUID | str) -> _Row | None:
    """The one with that identifier; None where there is none, or it is no identifier."""
    try:
        return rows.filter(pk=uuid.UUID(str(row_id))).first()
    except ValueError:
        return None


def offer_by_id(place: Place, offer_id: uuid.UUID | str) -> Offer | None:
    """The offer with what a page shows beside it, whatever its status; None if there is none here."""
    rows = Offer.objects.filter(place=place).select_related("place", "ward", "provider", "giver", "kept_by")
    beside = rows.prefetch_related("schedules", "exceptions", with_needs(place), "access_facts")
    return _one(beside, offer_id)


def get_offer(place: Place, offer_id: uuid.UUID | str) -> Offer:
    """As `offer_by_id`, or NotFound."""
    offer = offer_by_id(place, offer_id)
    if offer is None:
        raise NotFound("There is no such offer in this place.")
    return offer


def offer_by_key(place: Place, source: str, key: str) -> Offer | None:
    """The offer that was listed from `source` under `key`."""
    return (
        Offer.objects.filter(place=place, exchange_id=exchange_id_for(source, key))
        .select_related("ward")
        .first()
    )


def offers_by_exchange_id(place: Place, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Offer]:
    """Offers of any status by their exchange ids."""
    found: dict[uuid.UUID, Offer] = {}
    for batch in batches(ids):
        rows = Offer.objects.filter(place=place, exchange_id__in=batch)
        found |= {
            offer.exchange_id: offer for offer in rows.select_related("ward", "provider").order_by("title")
        }
    return found


def from_protected(at: str = "") -> Q:
    """Given, or kept for a body, by a person who must not be found: where it happens, they are. `at` leads to the offer."""
    return Q(**{f"{at}giver__protected": True}) | Q(**{f"{at}kept_by__protected": True})


def listed(place: Place, apart: frozenset[uuid.UUID] = NONE) -> QuerySet[Offer]:
    """Offers that may be seen: active, with no check that ran out, and not from a person who must not be found.

    apart: ids of those that the reader must never be led to (`apart.offers_apart`).
    """
    rows = Offer.objects.filter(place=place, status="active").exclude(from_protected())
    if apart:
        rows = rows.exclude(pk__in=apart)
    return rows.exclude(check_until__lt=today(place.zone))


def is_listed(offer: Offer) -> bool:
    """As `listed`, of one offer at hand."""
    return offer.status == "active" and not _is_unseen(offer)


def is_still_listed(offer: Offer) -> bool:
    """As `is_listed`, read again: what an action asks inside `register.writing` before somebody new is given it."""
    return listed(offer.place).filter(pk=offer.pk).exists()


def may_be_read(offer: Offer) -> bool:
    """Anybody may open its page: it is listed, or was and is not now, or has ended, or only its being hidden is told."""
    if not offer.was_listed or offer.status not in ("active", "paused", "ended", "hidden"):
        return False
    return not is_protected(offer) if offer.status in ("ended", "hidden") else not _is_unseen(offer)


def may_be_named(offer: Offer) -> bool:
    """Its title may stand on the page of another: what is hidden, held, ended or forgotten is named nowhere else."""
    return offer.status in ("active", "paused") and may_be_read(offer)


def get_named(place: Place, offer_id: uuid.UUID | str) -> Offer:
    """As `get_offer`, of what may be named: what cannot be is as good as not there. Raises NotFound."""
    offer = get_offer(place, offer_id)
    if not may_be_named(offer):
        raise NotFound("There is no such offer in this place.")
    return offer


def kept_instead(offer: Offer) -> Offer | None:
    """The entry that says the same and was kept, where it may be named."""
    kept = offer.merged_into
    return kept if kept is not None and may_be_named(kept) else None


def is_protected(offer: Offer) -> bool:
    """As `from_protected`, of one offer at hand."""
    return any(person is not None and person.protected for person in (offer.giver, offer.kept_by))


def _is_unseen(offer: Offer) -> bool:
    return is_protected(offer) or check_ran_out(offer, today(offer.place.zone))


def get_listed(place: Place, offer_id: uuid.UUID | str, apart: frozenset[uuid.UUID] = NONE) -> Offer:
    """The offer, if it may be seen now. apart: as for `listed`. Raises NotFound."""
    offer = _one(listed(place, apart), offer_id)
    if offer is None:
        raise NotFound("There is no such offer in this place.")
    return offer


def listed_by_ids(place: Place, ids: Iterable[str], apart: frozenset[uuid.UUID] = NONE) -> list[Offer]:
    """Those that may be seen now, in the order of `ids`. apart: as for `listed`."""
    ids = list(ids)
    rows = listed(place, apart).filter(pk__in=ids).select_related("place", "ward", "provider").order_by("pk")
    found = {str(offer.pk): offer for offer in rows}
    return [found[one] for one in ids if one in found]


def browse(
    place: Place,
    kind: str | None = None,
    sphere: str | None = None,
    facet: str | None = None,
    ward: Area | None = None,
    apart: frozenset[uuid.UUID] = NONE,
) -> QuerySet[Offer]:
    """Active offers by title. `ward`: those that are there or serve it (an offer with no list serves everybody)."""
    rows = listed(place, apart).select_related("ward", "provider")
    if kind:
        rows = rows.filter(kind=kind)
    if sphere:
        rows = rows.filter(sphere=sphere)
    if facet:
        # A facet code is a plain word, so a JSON key lookup is the same on both databases.
        rows = rows.filter(facets__has_key=facet) if facet in FACET_CODES else rows.none()
    if ward is not None:
        # JSON lists have no portable "contains": the few offers with a list of wards are read and compared here.
        lists = listed(place).exclude(serves_wards=[])
        serving = [
            pk for pk, names in lists.order_by("pk").values_list("pk", "serves_wards") if ward.name in names
        ]
        rows = rows.filter(Q(ward=ward) | Q(serves_wards=[]) | Q(pk__in=serving))
    return rows.order_by("title", "id")


def held_offers(place: Place) -> QuerySet[Offer]:
    """Offers waiting for a person's check, oldest first."""
    return (
        Offer.objects.filter(place=place, status="held")
        .select_related("ward", "provider", "place")
        .order_by("created_at", "id")
    )


def offers_of(
    place: Place, *, provider_id: uuid.UUID | None = None, giver_id: uuid.UUID | None = None
) -> list[Offer]:
    """Everything a body gives, or a person gives or keeps for a body; ended ones last."""
    rows = Offer.objects.filter(place=place).select_related("ward")
    rows = (
        rows.filter(provider=provider_id)
        if provider_id
        else rows.filter(Q(giver=giver_id) | Q(kept_by=giver_id))
    )
    if not provider_id and not giver_id:
        return []
    return sorted(rows.order_by("title", "id"), key=lambda offer: offer.status == "ended")


def tries_of(offer: Offer) -> list[Trial]:
    """“We tried it”, newest first, with those that were hidden: pages leave out their words, and say why.

    Of somebody who must not be found there is nothing, not even that.
    """
    rows = Trial.objects.filter(place=offer.place_id, offer=offer).exclude(writer__protected=True)
    return list(rows.order_by("-on", "by"))


def trial_by_id(offer: Offer, trial_id: uuid.UUID | str) -> Trial | None:
    """The words of one who tried an idea; None if there are none of that id."""
    return _one(Trial.objects.filter(place=offer.place_id, offer=offer), trial_id)


def current_capacity(offer: Offer, day: dt.date | None = None) -> CapacityPeriod | None:
    """The period of places that counts on `day` (default today): the one that began last. None: no number was stated.

    `until` is the day to look at the number again. It stands until its giver states another: silence never lifts a cap.
    """
    day = day or today(offer.place.zone)
    return (
        CapacityPeriod.objects.filter(place=offer.place_id, offer=offer, begins__lte=day)
        .order_by("-begins")
        .first()
    )


def _periods(offers: Iterable[Offer], **conditions: Any) -> Iterator[CapacityPeriod]:
    for batch in batches(offers):
        yield from CapacityPeriod.objects.filter(place=batch[0].place_id, offer__in=batch, **conditions)


def capacity_on(offers: Iterable[Offer], day: dt.date) -> dict[uuid.UUID, CapacityPeriod]:
    """As `current_capacity` for many offers (all of one place); those without a number are left out."""
    rows = sorted(_periods(offers, begins__lte=day), key=lambda period: period.begins)
    return {period.offer_id: period for period in rows}


def free_places(
    offers: Iterable[Offer], day: dt.date, periods: dict[uuid.UUID, CapacityPeriod] | None = None
) -> dict[uuid.UUID, int | None]:
    """Places left in each offer (all of one place) on `day`; None = no limit. `periods`: their `capacity_on`, if at hand.

    A shared offer that nobody has stated places for counts as none free; an open one then has no stated limit. Whoever
    talks with people first states none either: nothing is promised, and nobody is turned away.
    """
    offers = list(offers)
    periods = capacity_on(offers, day) if periods is None else periods
    room = rooms(offers, periods.values(), _periods(offers, held__gt=0))
    free: dict[uuid.UUID, int | None] = {}
    for offer in offers:
        period = periods.get(offer.pk)
        if offer.kind == "idea" or (period is not None and period.talks_first):
            free[offer.pk] = None
        elif period is None:
            free[offer.pk] = 0 if offer.access == "shared" else None
        else:
            free[offer.pk] = room[offer.pk]
    return free


def counts(place: Place, apart: frozenset[uuid.UUID] = NONE) -> dict[str, Any]:
    """How many active offers: in all, by kind, by sphere and by access. apart: as of `listed`."""
    rows = listed(place, apart)
    groups = rows.order_by().values("kind", "sphere", "access").annotate(n=Count("pk"))
    kinds, spheres, access = Counter[str](), Counter[str](), Counter[str]()
    for row in groups:
        kinds[row["kind"]] += row["n"]
        spheres[row["sphere"]] += row["n"]
        access[row["access"]] += row["n"]
    return {
        "offers": sum(kinds.values()),
        "kinds": {kind: kinds[kind] for kind in KINDS},
        "spheres": {sphere: spheres[sphere] for sphere in SPHERES},
        "access": {"open": access["open"], "shared": access["shared"]},
    }


def languages_spoken(place: Place) -> set[str]:
    """In which languages help is given here, by code."""
    rows = listed(place).order_by().values_list("languages", flat=True).distinct()
    return {code for codes in rows for code in codes}


def bodies_of(offer: Offer) -> list[OfferBody]:
    """The organisations with a part in an offer, beside the one that gives it."""
    rows = OfferBody.objects.filter(place=offer.place_id, offer=offer).select_related("organisation")
    return list(rows.order_by("part", "organisation__name"))
