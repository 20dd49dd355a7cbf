"""Loading areas, deciles and postcodes: what comes in, what is set aside, and that the same again changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from squares import feature, square

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.places import selectors
from helpfulacts.places.actions.create_place import create_place
from helpfulacts.places.actions.load_areas import load_areas
from helpfulacts.places.actions.load_deprivation import load_deprivation
from helpfulacts.places.actions.load_postcodes import load_postcodes

POSTCODES = [
    ("AB1 1AA", 52.51, -2.09),
    ("ab11ab", 52.51, -2.095),
    ("AB1 1AC", 52.51, -2.07),
    ("AB1 2AA", 52.515, -2.065),
    ("AB9 9ZZ", 53.9, -1.0),
]


def load_wards(place: Any, wards: list[dict[str, Any]]) -> Any:
    return load_areas(place=place, features=wards, level="ward", version="2013", source="a test")


def load_parts(place: Any) -> Any:
    parts = [
        feature("L1", "West one", square(-2.10, 52.50, 0.01)),
        feature("L2", "West two", square(-2.09, 52.51, 0.01)),
        feature("L3", "East one", square(-2.08, 52.50, 0.02)),
    ]
    return load_areas(place=place, features=parts, level="lsoa", version="2011")


def test_it_works(bare: Any, wards: list[dict[str, Any]]) -> None:
    assert load_wards(bare, wards).created == 2
    assert load_parts(bare).figures() | {} == {
        "created": 3,
        "updated": 0,
        "unchanged": 0,
        "set_aside": 0,
        "linked": 3,
        "wards_with_a_mean_decile": 0,
    }
    assert load_deprivation(place=bare, rows=[("L1", 2), ("L2", "5"), ("L3", 9)]).updated == 3
    loaded = load_postcodes(place=bare, rows=POSTCODES)
    assert (loaded.created, len(loaded.set_aside)) == (4, 1)
    assert "AB9 9ZZ lies outside every area of Squares" in loaded.set_aside[0].reason
    where = selectors.locate(bare, "ab1 1aa")
    assert (where.code, where.kind, where.ward.name, where.lsoa.name) == (
        "AB1 1AA",
        "postcode",
        "West",
        "West two",
    )
    assert where.decile == 5
    west, east = selectors.area_by_name(bare, "west"), selectors.area_by_name(bare, "W2")
    assert (west.decile, west.decile_is_mean, east.decile) == (4, True, 9)


def test_the_same_again_changes_nothing_and_writes_nothing_in_the_register(
    bare: Any, wards: list[dict[str, Any]]
) -> None:
    for _ in range(2):
        loads = [
            load_wards(bare, wards),
            load_parts(bare),
            load_deprivation(place=bare, rows=[("L1", 2), ("L3", 9)]),
            load_postcodes(place=bare, rows=POSTCODES),
        ]
        after = register.head(bare)[0]
    assert [(loaded.created, loaded.updated) for loaded in loads] == [(0, 0)] * 4
    assert [loaded.unchanged for loaded in loads] == [2, 3, 2, 4]
    assert after == 5  # the place, and one entry a load


def test_a_load_is_one_entry_of_counts_in_the_register(bare: Any, wards: list[dict[str, Any]]) -> None:
    load_wards(bare, wards)
    load_postcodes(place=bare, rows=POSTCODES)
    last = register.entries(bare, newest_first=True)[0]
    assert last.action == "load_postcodes"
    assert last.facts == {
        "created": 4,
        "updated": 0,
        "unchanged": 0,
        "set_aside": 1,
        "sectors": 2,
        "outcodes": 1,
    }


def test_sectors_are_means_of_postcodes_and_outcodes_means_of_sectors(bare: Any, wards: Any) -> None:
    load_wards(bare, wards)
    load_postcodes(place=bare, rows=POSTCODES)
    sector, outcode = selectors.locate(bare, "AB1 1"), selectors.locate(bare, "AB1")
    assert (sector.kind, sector.ward.name) == ("sector", "West")  # two of its three postcodes are there
    assert sector.longitude == pytest.approx((-2.09 - 2.095 - 2.07) / 3, abs=1e-6)
    assert (outcode.kind, outcode.ward) == ("outcode", None)
    assert outcode.longitude == pytest.approx((sector.longitude - 2.065) / 2, abs=1e-6)


def test_a_moved_postcode_moves_its_sector_too(bare: Any, wards: Any) -> None:
    load_wards(bare, wards)
    load_postcodes(place=bare, rows=POSTCODES)
    loaded = load_postcodes(place=bare, rows=[("AB1 2AA", 52.505, -2.065)])
    assert (loaded.updated, loaded.notes) == (1, {"sectors": 1, "outcodes": 1})
    assert selectors.locate(bare, "AB1 2").latitude == 52.505


def test_a_postcode_answers_from_its_sector_only_where_no_whole_ones_are_loaded(
    bare: Any, wards: Any
) -> None:
    load_wards(bare, wards)
    load_postcodes(place=bare, rows=[("AB1 1", 52.51, -2.09, "West"), ("AB1 2", 52.51, -2.07, "w2")])
    where = selectors.locate(bare, "AB1 2QQ")
    assert (where.code, where.kind, where.ward.name) == ("AB1 2", "sector", "East")
    assert selectors.locate(bare, "AB1").kind == "outcode"
    load_postcodes(place=bare, rows=[("AB1 2AA", 52.51, -2.07)])
    with pytest.raises(Refused, match="does not know the postcode AB1 2QQ"):
        selectors.locate(bare, "AB1 2QQ")


@pytest.mark.parametrize("typed", ["", "hello", "12345", "AB1 1A", "x" * 200])
def test_what_is_not_a_postcode_is_refused_with_one_sentence(bare: Any, typed: str) -> None:
    with pytest.raises(Refused, match="is not a postcode"):
        selectors.locate(bare, typed)


def test_the_newest_boundaries_count_and_the_older_stay(bare: Any, wards: list[dict[str, Any]]) -> None:
    load_wards(bare, wards)
    load_parts(bare)
    joined = [
        feature("W9", "Both", [[-2.1, 52.5], [-2.06, 52.5], [-2.06, 52.52], [-2.1, 52.52], [-2.1, 52.5]])
    ]
    loaded = load_areas(place=bare, features=joined, level="ward", version="2024")
    assert loaded.notes["linked"] == 3
    assert [area.name for area in selectors.areas(bare)] == ["Both"]
    assert {area.ward.name for area in selectors.areas(bare, "lsoa")} == {"Both"}


def test_areas_without_a_boundary_can_be_points(bare: Any) -> None:
    point = {"type": "Feature", "properties": {"code": "P1", "name": "Point"}}
    point["geometry"] = {"type": "Point", "coordinates": [-2.1, 52.5]}
    load_areas(place=bare, features=[point], level="ward", version="2013")
    [area] = selectors.areas(bare)
    assert (area.latitude, area.longitude, area.outline) == (52.5, -2.1, None)


def test_features_that_cannot_be_read_are_set_aside_and_the_others_come_in(bare: Any, wards: Any) -> None:
    broken = feature("W3", "Broken", [[0, 0], [1, 1]])
    nameless = feature("W4", "", square(0, 52))
    twice = feature("W1", "Again", square(0, 52))
    loaded = load_areas(place=bare, features=[*wards, broken, nameless, twice, 7], level="ward", version="1")
    assert (loaded.created, len(loaded.set_aside)) == (2, 4)
    assert [row.number for row in loaded.set_aside] == [3, 4, 5, 6]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"level": "street"}, "not a level"),
        ({"version": " "}, "which boundaries"),
        ({"features": []}, "no areas"),
        ({"code_property": "ZZ"}, "No area has the property “ZZ”"),
        ({"features": [{"type": "Feature", "properties": {}, "geometry": None}]}, "--code-property"),
    ],
)
def test_what_cannot_be_loaded_is_refused_with_one_sentence(
    bare: Any, wards: Any, fields: Any, says: str
) -> None:
    given: dict[str, Any] = {"features": wards, "level": "ward", "version": "1"} | fields
    with pytest.raises(Refused, match=says):
        load_areas(place=bare, **given)
    assert selectors.areas(bare) == []


def test_deciles_need_areas_and_sound_rows(bare: Any, wards: Any) -> None:
    with pytest.raises(Refused, match="no areas yet"):
        load_deprivation(place=bare, rows=[("W1", 1)])
    with pytest.raises(Refused, match="no areas yet"):
        load_postcodes(place=bare, rows=POSTCODES)
    load_wards(bare, wards)
    rows = [("W1", 1), ("W1", 2), ("W2", "eleven"), ("W2", 11), ("W2", 1.5), ("Z", 1)]
    assert len(load_deprivation(place=bare, rows=rows).set_aside) == 5
    with pytest.raises(Refused, match="not a decile"):
        load_deprivation(place=bare, rows=[("W1", "0")])


def test_one_place_never_sees_another_place_s_areas(bare: Any, wards: Any) -> None:
    other = create_place(slug="other", name="Other", person_to_talk_to="Olu")
    load_wards(bare, wards)
    load_postcodes(place=bare, rows=POSTCODES)
    assert selectors.areas(other) == []
    assert selectors.area_by_name(other, "West") is None
    with pytest.raises(Refused):
        selectors.locate(other, "AB1 1AA")


@pytest.mark.parametrize(
    "fields",
    [{"slug": "A b"}, {"slug": ""}, {"name": ""}, {"zone": "Mars"}, {"slug": "squares"}, {"name": "x" * 81}],
)
def test_a_place_that_cannot_be_made_is_refused(bare: Any, fields: dict[str, str]) -> None:
    with pytest.raises(Refused):
        create_place(**({"slug": "new", "name": "New", "person_to_talk_to": "Ann"} | fields))
    assert [place.slug for place in selectors.all_places()] == ["squares"]


def test_wards_given_as_neighbourhoods_are_refused_in_one_sentence_and_nothing_is_loaded(bare: Any) -> None:
    wards = [feature("E05001260", "Netherton", square(-2.10, 52.50))]
    with pytest.raises(Refused, match=r"holds wards, not neighbourhoods .LSOA.*--level ward"):
        load_areas(place=bare, features=wards, level="lsoa", version="2021")
    assert not selectors.areas(bare, "lsoa")
