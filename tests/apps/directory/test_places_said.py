"""“Lunch club near TT1 1AA”: a place in a sentence is read as a place, used for distances, and kept nowhere."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from helpfulacts.core.models import RegisterEntry
from helpfulacts.directory.actions.look_for_help import look_for_help
from helpfulacts.directory.finding import find
from helpfulacts.directory.models import Gap
from helpfulacts.places.models import Area, Postcode
from helpfulacts.places.said import where_said
from helpfulacts.places.selectors import locate

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "code", "rest"),
    [
        ("lunch club near TT1 1AA", "TT1 1AA", "lunch club"),
        ("TT11AA lunch club", "TT1 1AA", "lunch club"),
        ("a lunch within 2 miles of tt1 1", "TT1 1", "a lunch within 2 miles"),
        ("a choir close to tt3 1 on Saturday", "TT3 1", "a choir on Saturday"),
        ("a choir in north", "North", "a choir"),
        ("a walk near Old  Mill on Tuesday", "Old Mill", "a walk on Tuesday"),
        ("sewing around Bridge", "Bridge", "sewing"),
        # nothing that this place knows, or not said as a place
        ("near ZZ9 9ZZ", None, "near ZZ9 9ZZ"),
        ("near TT1 9ZZ", None, "near TT1 9ZZ"),
        ("I take vitamin B12 in the morning", None, "I take vitamin B12 in the morning"),
        ("a walk up north", None, "a walk up north"),
        ("near me", None, "near me"),
    ],
)
def test_places_are_read_and_nothing_else_is(place: Any, words: str, code: str | None, rest: str) -> None:
    north = Area.objects.get(place=place, name="North")
    Postcode.objects.create(
        place=place, code="TT1 1AA", kind="postcode", latitude=52.5, longitude=-2.1, ward=north
    )
    for number, name in enumerate(("Old Mill and Bridge East", "Bridge West")):
        Area.objects.create(
            place=place, level="ward", version=north.version, code=f"W{number}", name=name,
            latitude=52.0 + number, longitude=-2.0,
        )  # fmt: skip
    where, left = where_said(place, words)
    assert (where.code if where else None, left) == (code, rest)
    if code == "Bridge":
        assert where and where.ward is None and where.latitude == 52.5, "two wards: their middle, and no ward"


def test_the_place_said_orders_narrows_and_is_never_kept(
    place: Any, two_lunches: Any, caplog: pytest.LogCaptureFixture
) -> None:

    def titles(words: str, where: Any = None, **more: Any) -> list[str]:
        return [result.offer.title for result in find(place, words, where, **more).results]

    assert titles("lunch near TT1 1") == ["Lunch two", "Lunch one"]
    assert titles("lunch near TT1 1", locate(place, "TT3 1")) == ["Lunch two", "Lunch one"]
    assert titles("lunch near TT1 1", locate(place, "TT3 1"), without=["near"]) == ["Lunch one", "Lunch two"]
    assert titles("lunch within 1 km of TT3 1") == ["Lunch one"]
    assert find(place, "lunch near WV1 1AA").in_vain == (
        "Testham does not know the postcode WV1 1AA, so we looked all over Testham.",
    )
    assert find(place, "lunch near TT1 1", without=["near"]).in_vain == ()
    assert titles("near TT3 1") == ["Lunch one", "Lunch two"], "only a place: what is nearest to it"
    caplog.set_level(logging.DEBUG)
    found = look_for_help(place=place, words="childcare near TT1 1")
    assert found.gap and found.near and found.near.code == "TT1 1"
    gap = Gap.objects.get(place=place)
    kept = f"{vars(gap)} {[vars(entry) for entry in RegisterEntry.objects.filter(place=place)]} {caplog.text}"
    assert "TT1" not in kept.replace("VALUES", "") and gap.ward.name == "North"
