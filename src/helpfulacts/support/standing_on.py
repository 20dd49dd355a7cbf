"""What the offers and acts of a place stand on, which needs they cover where, and what is a single point of failure.

    read_system(place) -> System       coverage by need and ward, and the weak points, each with its owner and day
    weak_point(place, id) -> WeakPoint

Nobody is named who is not on the list already. Of people only “a few” is said, or a number to the nearest ten.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpfulacts.core.errors import NotFound
from helpfulacts.directory.models import Prerequisite, WeavePart
from helpfulacts.directory.selectors import listed
from helpfulacts.engine.small import SMALL, nearest
from helpfulacts.places.selectors import areas
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.models import Promise

from .needs_covered import Coverage, Row, coverage_of, covers_of, uses_of
from .single_points import Loss, losses, stands_on

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

NOUN = "weak point"
MANY = 100
WHATS = {
    "giver": "A person",
    "body": "A body",
    "venue": "A place",
    "fund": "Money",
    "offer": "Something on the list",
}


@dataclass(frozen=True)
class WeakPoint:
    """One support whose end leaves a need with nothing. what: a key of WHATS. ends_on: the last day of money.

    offers: titles of what stops. needs: (facet, ward) left with nothing, ward "" where it is the whole place. owner: whose
    move it is as far as the list says, "" for nobody; promise: who took it on and until when, if anybody did.
    """

    id: uuid.UUID
    what: str
    called: str
    owner: str
    ends_on: dt.date | None
    offers: tuple[str, ...]
    needs: tuple[tuple[str, str], ...]
    people: int
    weeks: int
    promise: Promise | None

    @property
    def people_said(self) -> str:
        return about(self.people)

    @property
    def weeks_said(self) -> str:
        """People-weeks in the next twelve weeks, to the nearest hundred; "" under a hundred people, whose number they tell."""
        return f"about {nearest(self.weeks, 100):,}" if self.people >= MANY else ""


@dataclass(frozen=True)
class Support:
    """What offers stand on, whether or not there is another way. offers: how many; users: people who use them now."""

    what: str
    called: str
    ends_on: dt.date | None
    offers: int
    users: int

    @property
    def users_said(self) -> str:
        return about(self.users)


@dataclass(frozen=True)
class System:
    """supports: what more than one offer stands on, another offer, or money with a last day; most used first.
    covered_twice: ids, as of weak points, of what offers stand on that help with something, all of which has another way."""

    coverage: tuple[Coverage, ...]
    weak_points: tuple[WeakPoint, ...]
    supports: tuple[Support, ...]
    offers: int
    covered_twice: frozenset[uuid.UUID]


def about(number: int) -> str:
    """“nobody now”, “a few people”, “about 40 people”: to the nearest ten, so that no two numbers give a third away."""
    if number == 0:
        return "nobody now"
    return "a few people" if number < SMALL else f"about {max(10, nearest(number, 10)):,} people"


def read_system(place: Place) -> System:
    rows = _offers(place)
    wards = [(area.name, area.latitude, area.longitude) for area in areas(place)]
    covers = covers_of(rows, wards)
    labels, direct = _supports(rows)
    names = {row["id"]: row["title"] for row in rows}
    waits_for = _waits_for(place, names)
    for needed in {needed for ones in waits_for.values() for needed in ones}:
        labels[needed] = ("offer", names[needed], _owner_of(rows, needed), None)
    found = losses(stands_on(direct, waits_for), covers, uses_of(place, names, covers))
    taken = {key: one for key, one in promises.taken_on(place, NOUN).items() if not one.kept_at}
    points = [
        _point(place, key, labels[key], loss, names, taken) for key, loss in found.items() if loss.needs
    ]
    points.sort(key=lambda one: (-one.weeks, -len(one.needs), -len(one.offers), one.called))
    supports = [
        Support(labels[key][0], labels[key][1], labels[key][3], len(loss.offers), loss.users)
        for key, loss in found.items()
        if len(loss.offers) > 1 or labels[key][0] in ("offer", "fund")
    ]
    supports.sort(key=lambda one: (-one.users, -one.offers, one.called))
    twice = frozenset(
        _id(place, labels[key][0], key)
        for key, loss in found.items()
        if not loss.needs and any(covers.get(offer) for offer in (key, *loss.offers))
    )
    return System(
        coverage_of(covers, [name for name, _, _ in wards]), tuple(points), tuple(supports), len(rows), twice
    )


def weak_point(place: Place, point_id: uuid.UUID) -> WeakPoint:
    for point in read_system(place).weak_points:
        if point.id == point_id:
            return point
    raise NotFound("Nothing in this place would be left without help if that stopped.")


Label = tuple[str, str, str, dt.date | None]
"""(what, called, owner, the day on which it ends)"""


def _offers(place: Place) -> list[Row]:
    """What is on the list and is more than an idea."""
    rows = listed(place).exclude(kind="idea").order_by("title", "pk")
    values = rows.values(
        "id", "title", "facets", "giver_id", "provider_id", "provider__name", "shown_from", "published_venue",
        "address", "who_pays", "funding_ends", "where", "latitude", "longitude", "serves_wards",
    )  # fmt: skip
    return [dict(row) for row in values]


def _supports(rows: list[Row]) -> tuple[dict[Hashable, Label], dict[Hashable, set[Hashable]]]:
    labels: dict[Hashable, Label] = {}
    direct: dict[Hashable, set[Hashable]] = {}
    users: dict[Hashable, set[str]] = defaultdict(set)  # of a venue: bodies whose offers are there
    for row in rows:
        body = row["provider__name"] or ""
        under: dict[Hashable, Label] = {}
        if row["giver_id"]:
            under["giver", row["giver_id"]] = ("giver", row["shown_from"], body, None)
        if row["provider_id"]:
            under["body", row["provider_id"]] = ("body", body, body, None)
        if row["published_venue"] and row["address"].strip():
            under["venue", " ".join(row["address"].casefold().split())] = (
                "venue",
                row["address"],
                body,
                None,
            )
        if row["funding_ends"]:
            ends, payer = row["funding_ends"], row["who_pays"]
            # money that nobody named is not the money of another that nobody named
            whose = payer.casefold() or row["provider_id"] or row["id"]
            under["fund", f"{whose} {ends}"] = ("fund", payer or "Money", payer or body, ends)
        for key, label in under.items():
            labels.setdefault(key, label)
            if label[0] == "venue" and body:
                users[key].add(body)
        direct[row["id"]] = set(under)
    for key, bodies in users.items():
        labels[key] = ("venue", labels[key][1], bodies.pop() if len(bodies) == 1 else "", None)
    return labels, direct


def _owner_of(rows: Iterable[Row], offer: Hashable) -> str:
    return next((row["provider__name"] or "" for row in rows if row["id"] == offer), "")


def _waits_for(place: Place, names: dict[Any, str]) -> dict[Hashable, set[Hashable]]:
    """offer → offers it cannot do without: what it needs first, and the parts it is woven from."""
    found: dict[Hashable, set[Hashable]] = defaultdict(set)
    pairs = list(Prerequisite.objects.filter(place=place).order_by("pk").values_list("offer_id", "needs_id"))
    parts = WeavePart.objects.filter(place=place, used=True, weave__state="listed").order_by("pk")
    pairs += parts.values_list("weave__offer_id", "offer_id")
    for offer, needed in pairs:
        if offer in names and needed in names:
            found[offer].add(needed)
    return found


def _id(place: Place, what: str, key: Any) -> uuid.UUID:
    """The same from night to night, for as long as offers stand on it."""
    return uuid.uuid5(place.pk, f"weak point:{what}:{key if what == 'offer' else key[1]}")


def points_of(place: Place, giver: uuid.UUID, offers: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """The weak points that somebody who gives, and what they give, are or were."""
    return {_id(place, "giver", ("giver", giver)), *(_id(place, "offer", offer) for offer in offers)}


def _point(
    place: Place, key: Any, label: Label, loss: Loss, names: dict[Any, str], taken: dict[uuid.UUID, Promise]
) -> WeakPoint:
    what, called, owner, ends_on = label
    point_id = _id(place, what, key)
    everywhere = {facet for facet, ward in loss.needs if not ward}
    needs = {(facet, "" if facet in everywhere else ward) for facet, ward in loss.needs}
    return WeakPoint(
        id=point_id, what=what, called=called, owner=owner, ends_on=ends_on,
        offers=tuple(sorted(names[offer] for offer in loss.offers)), needs=tuple(sorted(needs)),
        people=loss.people, weeks=loss.weeks, promise=taken.get(point_id),
    )  # fmt: skip
