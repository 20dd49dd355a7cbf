"""What an offer says before it is listed: plain values that a page, a file or a feed can fill in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from helpfulacts.core.ids import new_id

if TYPE_CHECKING:
    from helpfulacts.people.models import Organisation, Person
    from helpfulacts.places.models import Area

_NAMES = uuid.UUID("6f1c1f0e-5d0f-5a53-9b8d-0d5b6a1f7c11")


@dataclass(frozen=True)
class Weekly:
    """Every week on one day, wall time: `Weekly("thu", time(10), time(13))`."""

    day: str
    starts: dt.time
    ends: dt.time


@dataclass(frozen=True)
class Repeats:
    """A repetition that a week cannot say, as an RFC 5545 RRULE (WEEKLY or MONTHLY) from `first_day`."""

    rrule: str
    starts: dt.time
    ends: dt.time
    first_day: dt.date | None = None


@dataclass(frozen=True)
class OtherDay:
    """A day that differs: closed where there are no times, else open at these hours instead of the usual ones."""

    day: dt.date
    starts: dt.time | None = None
    ends: dt.time | None = None
    reason: str = ""


@dataclass(frozen=True)
class CapacityDraft:
    """How many, from `begins` (default today) until `until` (default twelve weeks). `own_cap`: what the giver can carry.

    `talks_first`: no number (`stated` is 0), for they talk with each person and say then if there is a place.
    """

    unit: str
    stated: int
    own_cap: int | None = None
    begins: dt.date | None = None
    until: dt.date | None = None
    talks_first: bool = False

    @property
    def limit(self) -> int:
        """As `CapacityPeriod.limit`."""
        return self.stated if self.own_cap is None else min(self.stated, self.own_cap)


@dataclass(frozen=True)
class AccessDraft:
    """One fact of getting in and taking part: “yes” or “no”, the day it was looked at, and who said it (see AccessFact).

    `imported`: as kept, its list said so. It is no part of what is said.
    """

    fact: str
    answer: str
    on: dt.date | None = None
    source: str = "import"
    by: str = ""
    imported: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class TrialDraft:
    """“We tried it”, for an idea."""

    by: str
    words: str
    worked: bool
    on: dt.date | None = None


@dataclass(frozen=True)
class LocationDraft:
    """One more place where it is given. `exchange_id` is the location's, `link_id` that of the service at it.

    One that is not published is kept only as the centre of its 1 km cell, without name, address or `carried`.
    """

    exchange_id: uuid.UUID
    link_id: uuid.UUID
    name: str = ""
    address: str = ""
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None
    ward: Area | None = None
    published_venue: bool = False
    carried: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class OfferDraft:
    """The fields of `Offer` by plain names. What is left out is kept as not known, never guessed.

    `key` is the offer's name in its own file or feed: with the source it gives a stable `exchange_id`.
    `ward` is an Area or a ward's name; `serves_wards` are ward names (empty = the whole place). `postcode` (a postcode
    or a sector) places the offer when latitude and longitude are not given. `needs` are keys of the same source, or
    exchange ids, of offers that must be held first. `imported` is true for a feed's record, which may leave out what
    only its kind would know. `activities` are codes of `vetting.py`. `kept_by` is the person who speaks for the body
    that gives it. `carried` is what a feed said in the words of HSDS that no field here holds, `locations` its further
    places, `bodies` the other organisations in it as (organisation, part), `other_days` the days that differ from its
    week, `access_facts` what is known of getting in; None leaves what is kept.
    """

    title: str
    kind: str
    sphere: str
    key: str = ""
    exchange_id: uuid.UUID | None = None
    summary: str = ""
    description: str = ""
    access: str = "open"
    provider: Organisation | None = None
    giver: Person | None = None
    kept_by: Person | None = None
    shown_from: str = ""
    facets: Mapping[str, int] = field(default_factory=dict)
    particulars: Mapping[str, Any] = field(default_factory=dict)
    where: tuple[str, ...] = ()
    ward: Area | str | None = None
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None
    published_venue: bool = False
    address: str = ""
    serves_wards: tuple[str, ...] = ()
    weekly: tuple[Weekly, ...] = ()
    repeats: tuple[Repeats, ...] = ()
    on_bank_holidays: str = "unknown"
    other_days: tuple[OtherDay, ...] | None = None
    languages: tuple[str, ...] = ()
    access_facts: tuple[AccessDraft, ...] | None = None
    fetches: str = "unknown"
    min_age: int | None = None
    max_age: int | None = None
    eligibility: Mapping[str, Any] = field(default_factory=dict)
    ask_first: str = ""
    cost: str = ""
    cost_pence: int | None = None
    costs: tuple[Mapping[str, Any], ...] = ()
    brings: str = ""
    what_next: str = ""
    if_not: str = ""
    who_can_stop: str = ""
    permission: str = ""
    who_pays: str = ""
    funding_ends: dt.date | None = None
    restricted_to: str = ""
    checked_on: dt.date | None = None
    checked_by: str = ""
    checked_how: str = ""
    activities: tuple[str, ...] = ()
    contact: str = ""
    website: str = ""
    source_hash: str = ""
    capacity: CapacityDraft | None = None
    needs: tuple[str | uuid.UUID, ...] = ()
    tried: tuple[TrialDraft, ...] = ()
    carried: Mapping[str, Any] | None = None
    locations: tuple[LocationDraft, ...] | None = None
    bodies: tuple[tuple[Organisation, str], ...] | None = None
    imported: bool = False


@lru_cache(maxsize=4096)
def exchange_id_for(source: str, key: str) -> uuid.UUID:
    """The stable identifier of `key` in `source` (UUID version 5): the same every time it is read."""
    return uuid.uuid5(_NAMES, f"{source}|{key}")


def identity(draft: OfferDraft, source: str) -> uuid.UUID:
    """The exchange id a draft will be listed under."""
    if draft.exchange_id:
        return draft.exchange_id
    return exchange_id_for(source, draft.key) if draft.key else new_id()
