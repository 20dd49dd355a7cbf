"""Reads for feeds: which offers and organisations they show, in an order that stays, and what is gone."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, QuerySet

from helpfulacts.core import deadline
from helpfulacts.core.clock import today
from helpfulacts.people.models import Organisation
from helpfulacts.places.models import Place

from .facets import KINDS
from .models import Departed, Offer, OfferBody, OfferLocation, Schedule, Trial
from .selectors import listed, with_needs

SERVICE_LIKE = ("service", "intervention")
ALL_KINDS = tuple(KINDS)
Point = tuple[float | None, float | None]


@dataclass(frozen=True)
class Wanted:
    """Filters of a feed; all that are given must hold. `facets`, `terms` and `taxonomies`: one of each must be there.

    `neighbours`: what persons give; `unowned`: what nobody named gives. `modified_since` also brings what is gone.
    Times are wall time; `day` is an iCalendar day (MO).
    """

    kinds: tuple[str, ...] = SERVICE_LIKE
    words: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    kind: str = ""
    any_facet: bool = False
    term: str = ""
    taxonomy: str = ""
    organisation: uuid.UUID | None = None
    neighbours: bool = False
    unowned: bool = False
    modified_since: dt.datetime | None = None
    youngest: int | None = None
    oldest: int | None = None
    day: str = ""
    from_time: dt.time | None = None
    until_time: dt.time | None = None

    @property
    def only_since(self) -> bool:
        """Nothing but a moment is asked for: then identifiers that are gone for good are told too."""
        return self.modified_since is not None and self == replace(
            Wanted(kinds=self.kinds), modified_since=self.modified_since
        )


def from_persons() -> Q:
    """Offers that a person gives, or that came from another place as a person's: their places are never shown."""
    return Q(giver__isnull=False) | Q(sphere="personal")


def from_neighbours() -> Q:
    """Offers for which the neighbours of the place stand as the organisation."""
    return Q(giver__isnull=False) | Q(sphere="personal", provider__isnull=True)


def without_moment(place: Place) -> Q:
    """What a person gives, keeps for a body or wrote a try of, and what was forgotten: when it changed is told to nobody.

    Everything of somebody who must not be found goes at one stroke: a moment would tell which entries are one person's.
    So whoever asks what changed is told of all of these, each time, gone or not.
    """
    wrote = Trial.objects.filter(place=place, offer=OuterRef("pk"), writer__isnull=False)
    return from_persons() | Q(kept_by__isnull=False) | Q(forgotten=True) | Q(Exists(wrote))


def begins_with(word: str) -> str:
    """A pattern, the same in both databases and in Python, for a text with a word that begins so."""
    return rf"(^|\W){re.escape(word)}"


def ever_shown(place: Place) -> QuerySet[Offer]:
    """What is or was in a feed. What waits for its first check, or was refused at it, is in none, not even as gone."""
    return Offer.objects.filter(place=place, was_listed=True)


def _since(place: Place, moment: dt.datetime) -> Q:
    """Changed since then, or has no moment; or its check ran out since, which is no change of it."""
    ran_out = Q(check_until__gte=moment.astimezone(ZoneInfo(place.zone)).date() - dt.timedelta(days=1))
    ran_out &= Q(check_until__lt=today(place.zone))
    return Q(changed_at__gte=moment) | ran_out | without_moment(place)


def offers_wanted(place: Place, wanted: Wanted) -> QuerySet[Offer]:
    """Offers in the order in which they were listed, which never changes. Words are found by `feed_keys`."""
    if wanted.modified_since is None:
        rows = listed(place)
    else:
        rows = ever_shown(place).filter(_since(place, wanted.modified_since))
    rows = rows.filter(kind__in=wanted.kinds)
    if wanted.facets:
        rows = rows.filter(reduce(or_, (Q(facets__has_key=code) for code in wanted.facets)))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.any_facet:
        rows = rows.exclude(facets={})
    if wanted.term:
        rows = rows.filter(carried__terms__icontains=wanted.term)
    if wanted.taxonomy:
        rows = rows.filter(carried__taxonomies__icontains=wanted.taxonomy)
    if wanted.organisation is not None:
        rows = rows.filter(provider__exchange_id=wanted.organisation).exclude(from_neighbours())
    if wanted.neighbours:
        rows = rows.filter(from_neighbours())
    if wanted.unowned:
        rows = rows.filter(provider__isnull=True).exclude(from_neighbours())
    if wanted.youngest is not None:
        rows = rows.filter(Q(max_age__isnull=True) | Q(max_age__gte=wanted.youngest))
    if wanted.oldest is not None:
        rows = rows.filter(Q(min_age__isnull=True) | Q(min_age__lte=wanted.oldest))
    if wanted.day or wanted.from_time or wanted.until_time:
        rows = rows.filter(_happens(place, wanted))
    return rows.order_by("search_key")


def _happens(place: Place, wanted: Wanted) -> Exists:
    times = Schedule.objects.filter(place=place, offer=OuterRef("pk"))
    if wanted.day:
        times = times.filter(rrule__regex=rf"BYDAY=[^;]*{wanted.day}")
    if wanted.from_time:
        times = times.filter(starts__gte=wanted.from_time)
    if wanted.until_time:
        times = times.filter(ends__lte=wanted.until_time)
    return Exists(times)


def with_all(rows: QuerySet[Offer], place: Place) -> QuerySet[Offer]:
    """The same with everything that a record shows (`without_moment`: not when it changed), in a fixed number of queries."""
    return _with_beside(rows, place).prefetch_related("schedules", "locations")


def _with_beside(rows: QuerySet[Offer], place: Place) -> QuerySet[Offer]:
    """The same with what a brief record shows: without its times and places."""
    rows = rows.annotate(without_moment=ExpressionWrapper(without_moment(place), BooleanField()))
    return rows.select_related("place", "ward", "provider", "giver", "kept_by").prefetch_related(
        "exceptions",
        "access_facts",
        Prefetch("trials", Trial.objects.filter(place=place, hidden=False).exclude(writer__protected=True)),
        Prefetch("bodies", OfferBody.objects.filter(place=place).select_related("organisation")),
        with_needs(place),
    )


def offer_shown(place: Place, exchange_id: uuid.UUID, kinds: Iterable[str]) -> Offer | None:
    """The offer with that identifier, listed or gone; None for one that was never shown."""
    rows = ever_shown(place).filter(exchange_id=exchange_id, kind__in=tuple(kinds))
    return with_all(rows, place).first()


def departed(place: Place, noun: str, since: dt.datetime | None = None) -> QuerySet[Departed]:
    """Identifiers that are gone for good, oldest first, each with the moment that is told of it.

    None is of an entry that was forgotten: that one stays, emptied, and says no moment (`without_moment`).
    """
    rows = Departed.objects.filter(place=place, noun=noun)
    if since is not None:
        rows = rows.filter(at__gte=since)
    return rows.order_by("at", "exchange_id")


def bodies_shown(place: Place, kinds: Iterable[str]) -> QuerySet[Organisation]:
    """Organisations with a part in something listed, and those that came in a feed, by identifier."""
    here = listed(place).filter(kind__in=tuple(kinds))
    gives = here.filter(provider=OuterRef("pk")).exclude(from_neighbours())
    part = OfferBody.objects.filter(place=place, organisation=OuterRef("pk"), offer__in=here)
    rows = Organisation.objects.filter(place=place).exclude(Q(source="") & ~Exists(gives) & ~Exists(part))
    return rows.order_by("exchange_id")


def given_by(
    place: Place, kinds: Iterable[str], ids: Iterable[uuid.UUID], *, neighbours: bool, unowned: bool
) -> QuerySet[Offer]:
    """What these organisations give, and what the two that stand in for others give where they are asked for."""
    alone = Q(provider__isnull=True)
    owned = Q(provider__exchange_id__in=list(ids)) & ~from_neighbours()
    wanted = owned | (from_neighbours() if neighbours else Q(pk__in=[]))
    wanted |= alone & ~from_neighbours() if unowned else Q(pk__in=[])
    return listed(place).filter(wanted, kind__in=tuple(kinds)).order_by("search_key")


def gives_besides(place: Place, kinds: Iterable[str]) -> tuple[bool, bool]:
    """(something listed is from persons, something is from nobody named)."""
    here = listed(place).filter(kind__in=tuple(kinds))
    unowned = here.filter(provider__isnull=True).exclude(from_neighbours())
    return here.filter(from_neighbours()).exists(), unowned.exists()


def exact_point(offer: Offer) -> Point:
    """Where its published venue is; (None, None) where only the middle of its ward is known."""
    ward = offer.ward
    middle = (None, None) if ward is None else (ward.latitude, ward.longitude)
    return _exact((offer.latitude, offer.longitude), middle)


def _exact(point: Point, middle_of_ward: Point) -> Point:
    return (None, None) if point == middle_of_ward else point


def has_own_place(offer: Offer) -> bool:
    """It has a first place that may be shown and of which more is known than its ward."""
    known = offer.address or offer.carried.get("at") or exact_point(offer) != (None, None)
    return offer.published_venue and bool(known)


@dataclass(frozen=True)
class Link:
    """One offer, by its search key, at one published place. `row` is None for the offer's own first place."""

    offer: int
    latitude: float | None
    longitude: float | None
    serves_wards: list[str]
    row: uuid.UUID | None = None


def links_wanted(place: Place, wanted: Wanted) -> list[Link]:
    """Every place that may be shown of the offers wanted, whatever their words, each offer's own place first.

    Only published venues, and never one of a person's. Columns are read, not offers: a long list is made at once.
    """
    offers = offers_wanted(place, wanted).exclude(from_persons())
    kept: dict[int, list[Link]] = {}
    serves: dict[int, list[str]] = {}
    said = ExpressionWrapper(Q(carried__has_key="at"), BooleanField())
    columns = offers.annotate(said=said).values_list(
        "search_key", "published_venue", "latitude", "longitude", "ward__latitude", "ward__longitude", "address", "said",
        "serves_wards",
    )  # fmt: skip
    for key, published, lat, lon, ward_lat, ward_lon, address, at, serves[key] in columns:
        deadline.check()
        point = _exact((lat, lon), (ward_lat, ward_lon))
        own = published and (address or at or point != (None, None))
        kept[key] = [Link(key, *point, serves[key])] if own else []
    rows = OfferLocation.objects.filter(place=place, published_venue=True, offer__in=offers.order_by())
    further = rows.order_by("name", "exchange_id").values_list(
        "offer__search_key", "latitude", "longitude", "pk"
    )
    for key, latitude, longitude, row in further:
        if key in kept:  # the second look may see what was listed since the first
            kept[key].append(Link(key, latitude, longitude, serves[key], row))
    return [link for links in kept.values() for link in links]


def link_found(
    place: Place, link_id: uuid.UUID, first_of: uuid.UUID
) -> tuple[Offer, OfferLocation | None] | None:
    """(offer, its further place or None for its own first) behind the identifier of a service at a place.

    `first_of` is the exchange id that the identifier would follow from if it were made from an offer's own.
    """
    shown = with_all(ever_shown(place), place)
    row = (
        OfferLocation.objects.filter(place=place, link_id=link_id, published_venue=True)
        .order_by("pk")
        .first()
    )
    if row is not None and (offer := shown.filter(pk=row.offer_id).first()):
        return offer, row
    own = Q(carried__at__id=str(link_id)) | Q(exchange_id=first_of, carried__at__isnull=True)
    offer = shown.filter(own, published_venue=True).order_by("search_key").first()
    return (offer, None) if offer else None


def said_of_terms(place: Place, kinds: Iterable[str]) -> list[Sequence[dict[str, Any]]]:
    """The attributes that feeds gave to listed offers and to organisations: lists of HSDS attribute objects."""
    offers = listed(place).filter(kind__in=tuple(kinds), carried__terms__isnull=False)
    bodies = bodies_shown(place, kinds).filter(carried__terms__isnull=False)
    return [
        *offers.order_by("search_key").values_list("carried__attributes", flat=True),
        *bodies.values_list("carried__attributes", flat=True),
    ]


def body_called(place: Place, exchange_id: uuid.UUID) -> Organisation | None:
    """The organisation with that identifier."""
    return Organisation.objects.filter(place=place, exchange_id=exchange_id).first()


def offers_by_key(place: Place, keys: Iterable[int], *, brief: bool = False) -> QuerySet[Offer]:
    """Offers of any status with everything that a record shows (or a brief one), by search key."""
    rows = Offer.objects.filter(place=place, search_key__in=list(keys)).order_by("search_key")
    return _with_beside(rows, place) if brief else with_all(rows, place)
