"""Guarantee G9 against feeds and finding: no number of queries says where in its square kilometre an unpublished place is.

The answers to every query are compared byte by byte between two homes at opposite ends of one cell. Where they never
differ, nothing that anybody works out from them (a mean of many, rounded distances, a radius narrowed step by step)
can be nearer than the cell. The same attack on a published venue finds it to a few metres, so the attack has teeth.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
import uuid
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from django.test import Client
from oruk_place import fill
from scipy.optimize import minimize

from helpfulacts.core.clock import as_if
from helpfulacts.directory.actions.change_offer import change_offers
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import LocationDraft, OfferDraft, Weekly
from helpfulacts.directory.finding import find
from helpfulacts.directory.models import Offer
from helpfulacts.places import geo
from helpfulacts.places.selectors import Where, areas

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
MOMENT = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
MIDDLE = geo.cell_centre(geo.cell_of(52.5125, -2.1))
CORNERS = ((MIDDLE[0] - 0.0042, MIDDLE[1] - 0.007), (MIDDLE[0] + 0.0042, MIDDLE[1] + 0.007))
SECTORS = ("TT1 1", "TT2 1", "TT3 1")
WORDS = (
    "bread lessons",
    "somebody to bake with",
    "company on saturday",
    "learn to cook",
    "a shed to work in",
)
ADDRESS = "/testham/api/oruk/"


def secrets_at(home: tuple[float, float], neighbour: Any) -> list[OfferDraft]:
    """A person's lessons at home, and a body's group that also meets in somebody's shed."""
    times = (Weekly("sat", dt.time(10), dt.time(12)),)
    common = {"kind": "service", "where": ("venue",), "weekly": times, "facets": {"making": 3, "company": 2}}
    per = {"particulars": {"per_session": 2, "starts": "any week"}}
    shed = LocationDraft(uuid.UUID(int=7), uuid.UUID(int=8), "A shed", "5 Back Lane", "TT2 1AA", *home)
    return [
        OfferDraft(title="Bread lessons at home", sphere="personal", key="home", giver=neighbour,
                   latitude=home[0], longitude=home[1], **common, **per),
        OfferDraft(title="Whittling in a shed", sphere="civic", key="shed", shown_from="A group",
                   latitude=home[0], longitude=home[1], locations=(shed,), **common, **per),
    ]  # fmt: skip


@pytest.fixture
def neighbour(make_person: Any) -> Any:
    return make_person()


@pytest.fixture
def hidden(place: Any, neighbour: Any) -> list[Any]:
    with as_if(MOMENT):
        fill(place, neighbour)
        listed = list_offers(place=place, drafts=secrets_at(CORNERS[0], neighbour), source="s")
    Offer.objects.update(changed_at=MOMENT)
    return listed


def move(place: Any, hidden: list[Any], home: tuple[float, float], neighbour: Any) -> None:
    with as_if(MOMENT):
        change_offers(place=place, changes=list(zip(hidden, secrets_at(home, neighbour), strict=True)))
    Offer.objects.update(changed_at=MOMENT)


def asked_of_the_feed(rng: random.Random, hidden: list[Any], times: int) -> Iterator[bytes]:
    """Repeats for averaging, every sector with radii of every size, every way to single an offer out."""
    client = Client()
    keys = [str(offer.exchange_id) for offer in hidden]
    for number in range(times):
        kind = number % 5
        query: dict[str, Any] = {"kinds": "all", "full": "true"}
        if kind == 0:
            path, query = f"services/{rng.choice(keys)}", {"kinds": "all"}
        elif kind == 1:
            path, query["search"] = "services", rng.choice(("bread", "whittling", "shed", "home"))
        else:
            path = "service_at_locations"
            query |= {"postcode": rng.choice(SECTORS), "proximity": int(10 ** rng.uniform(0, 4.3))}
            if kind == 4:
                query["search"] = rng.choice(("bread", "whittling"))
        yield client.get(ADDRESS + path, query).content


def asked_of_finding(rng: random.Random, place: Any, times: int) -> Iterator[bytes]:
    """Sentences from anywhere in and around the place: what is found, in which order, how far and why."""
    wards = areas(place)
    for _ in range(times):
        where = Where(
            "", "postcode", rng.uniform(52.49, 52.53), rng.uniform(-2.13, -2.07), rng.choice(wards), None, 5
        )
        found = find(place, rng.choice(WORDS), where)
        yield json.dumps(
            [(one.offer.title, one.distance_m, one.why, one.near, one.free) for one in found.results]
        ).encode()


def everything(place: Any, hidden: list[Any], times: int) -> str:
    rng, digest = random.Random("attack"), hashlib.sha256()
    with as_if(MOMENT):
        for answer in asked_of_the_feed(rng, hidden, times * 2 // 3):
            digest.update(answer)
        for answer in asked_of_finding(rng, place, times - times * 2 // 3):
            digest.update(answer)
    return digest.hexdigest()


@pytest.mark.parametrize(
    "times", [pytest.param(300, id="600"), pytest.param(5_000, id="10000", marks=pytest.mark.release)]
)
def test_no_number_of_queries_tells_one_end_of_a_cell_from_the_other(
    place: Any, hidden: list[Any], neighbour: Any, times: int
) -> None:
    """`times` queries of each home."""
    assert geo.cell_of(*CORNERS[0]) == geo.cell_of(*CORNERS[1])
    assert geo.distance_m(*CORNERS[0], *CORNERS[1]) > 1000
    before = everything(place, hidden, times)
    move(place, hidden, CORNERS[1], neighbour)
    assert everything(place, hidden, times) == before


def radius_of(title: str, sector: str) -> int | None:
    """The smallest proximity in metres at which the title is found from the sector, narrowed step by step."""

    def there(metres: int) -> bool:
        answer = Client().get(
            f"{ADDRESS}service_at_locations", {"postcode": sector, "proximity": metres, "kinds": "all"}
        )
        return title in {one["service"]["name"] for one in json.loads(answer.content)["contents"]}

    low, high = 0, 200_000
    if not there(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if there(middle) else (middle, high)
    return high


def test_narrowing_a_radius_finds_a_published_venue_and_never_a_home(place: Any, hidden: list[Any]) -> None:
    from helpfulacts.places.models import Postcode

    centres = [(row.latitude, row.longitude) for row in Postcode.objects.filter(place=place).order_by("code")]
    radii = [radius_of("Tea on Tuesdays", sector) for sector in SECTORS]
    assert None not in radii

    def miss(point: Any) -> float:
        lats, lons = np.array([point[0]]), np.array([point[1]])
        away = [geo.distances_m(*centre, lats, lons)[0] for centre in centres]
        return float(np.square(np.array(away) - np.array(radii)).sum())

    guess = minimize(miss, (52.515, -2.095), method="Nelder-Mead", options={"xatol": 1e-7}).x
    assert abs(guess[0] - 52.5201) * 111_000 < 20
    for offer in hidden:
        assert [radius_of(offer.title, sector) for sector in SECTORS] == [None, None, None]
    assert radius_of("A women's refuge", SECTORS[0]) is None


def test_no_point_of_an_unpublished_place_is_anywhere_in_the_feed(place: Any, hidden: list[Any]) -> None:
    text = b"".join(
        Client().get(ADDRESS + path, {"kinds": "all", "full": "true"}).content
        for path in ("services", "service_at_locations", "organizations")
    ).decode()
    for latitude, longitude in (CORNERS[0], geo.cell_centre(geo.cell_of(*CORNERS[0]))):
        assert str(latitude) not in text and str(longitude) not in text
    assert "Back Lane" not in text and "A shed" not in text
