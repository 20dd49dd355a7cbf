"""Who is found, and what nobody can find out or gain: addresses stay private, stuffing gains nothing."""

from __future__ import annotations

import math
from typing import Any

import pytest

from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft
from helpfulacts.directory.finding import find
from helpfulacts.directory.models import Offer
from helpfulacts.directory.selectors import browse, counts
from helpfulacts.places import geo
from helpfulacts.places.selectors import Where

HOME = (52.51234, -2.10567)


def at(latitude: float, longitude: float) -> Where:
    return Where("TT1 1", "sector", latitude, longitude, None, None, None)


def test_a_home_is_stored_only_as_its_square_kilometre(place: Any, offer_of: Any) -> None:
    offer = offer_of("connection", latitude=HOME[0], longitude=HOME[1], address="14 Secret Close")
    stored = Offer.objects.get(place=place, pk=offer.pk)
    assert (stored.latitude, stored.longitude) == geo.cell_centre(geo.cell_of(*HOME))
    assert (stored.latitude, stored.longitude) != HOME and stored.address == ""


def test_no_number_of_searches_finds_a_home_closer_than_its_cell(place: Any, offer_of: Any) -> None:
    offer_of("connection", title="Zither", latitude=HOME[0], longitude=HOME[1])
    same_cell = (HOME[0] - 0.001, HOME[1] + 0.001)
    assert geo.cell_of(*same_cell) == geo.cell_of(*HOME), "the twin home is in the same cell"
    seen = []
    for home in (HOME, same_cell):
        Offer.objects.filter(place=place).delete()
        offer_of("connection", title="Zither", latitude=home[0], longitude=home[1])
        answers = []
        for step in range(25):
            turn = 2 * math.pi * step / 25
            found = find(
                place, "zither", at(HOME[0] + 0.02 * math.cos(turn), HOME[1] + 0.03 * math.sin(turn))
            )
            answers.append([(r.distance_m, r.near, r.why) for r in found.results])
        seen.append(answers)
    assert seen[0] == seen[1], "two homes in one cell answer alike, whoever asks from wherever"
    assert all(distance is None for answers in seen[0] for distance, _, _ in answers)


def test_a_protected_person_is_in_no_list_and_no_count(place: Any, offer_of: Any, make_person: Any) -> None:
    person = make_person()
    offer_of("connection", title="Zither", giver=person)
    shown = [r.offer.title for r in find(place, "zither").results]
    before = counts(place)["offers"]
    person.protected = True
    person.save()
    assert shown == ["Zither"] and before == 1
    assert find(place, "zither").results == [] and not browse(place).exists() and counts(place)["offers"] == 0


@pytest.fixture
def rivals(place: Any, draft: Any) -> Any:
    """Two like lunches; the second is changed by each test before it is listed."""

    def listed(**changes: Any) -> list[str]:
        honest = {
            "facets": {"food": 2},
            "summary": "A hot lunch for anybody.",
            "description": "Soup and bread.",
        }
        fillers = [draft("service", title=f"Lunch {n}", shown_from=f"Club {n}", **honest) for n in range(3)]
        second = draft("service", title="Lunch gamed", shown_from="Club Z", **(honest | changes))
        list_offers(place=place, drafts=[*fillers, second])
        return [result.offer.title for result in find(place, "hot lunch").results]

    return listed


# “Lunch gamed” comes after “Lunch 0” to “Lunch 2” by its title when all else is equal, and must stay there.
def _place_of(titles: list[str]) -> int:
    return titles.index("Lunch gamed")


def test_saying_a_word_again_and_again_does_not_raise_an_offer(rivals: Any) -> None:
    assert _place_of(rivals(description="Soup and bread. " + "lunch hot lunch " * 100)) == 3


def test_padding_with_other_words_does_not_raise_an_offer(rivals: Any) -> None:
    assert _place_of(rivals(description="Soup and bread. " + "debt grief dance work pram lonely " * 30)) == 3


def test_stating_more_places_does_not_raise_an_offer(rivals: Any) -> None:
    assert _place_of(rivals(capacity=CapacityDraft("place", 900_000))) == 3


def test_listing_the_same_thing_twice_shows_it_once(place: Any, draft: Any) -> None:
    list_offers(place=place, drafts=[draft("service", title="Lunch", facets={"food": 2}) for _ in range(5)])
    assert [result.offer.title for result in find(place, "lunch").results] == ["Lunch"]
