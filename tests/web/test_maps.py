"""Maps: real outlines where they are loaded, a sketch where they are not, and every number in words beside."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from office_samples import build
from public_samples import post, three_offers

from helpfulacts.places.actions.load_areas import load_areas
from helpfulacts.places.models import Area
from helpfulacts.places.selectors import areas
from helpfulacts.web import outlines
from helpfulacts.web.outlines import NAME_SIZE, SHOWN_SIZE, text_width, touch
from helpfulacts.web.tiles import Tile
from helpfulacts.web.where_maps import key_words, steps_for, where_map

HALF_NORTH, HALF_EAST = 0.0045, 0.0074  # half a kilometre in degrees, at Testham


def square(latitude: float, longitude: float = -2.1) -> list[list[float]]:
    """The five corners of a square kilometre around a point, as GeoJSON has them."""
    east, north = HALF_EAST, HALF_NORTH
    return [
        [longitude - east, latitude - north],
        [longitude + east, latitude - north],
        [longitude + east, latitude + north],
        [longitude - east, latitude + north],
        [longitude - east, latitude - north],
    ]


def feature(code: str, name: str, *rings: list[list[float]]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name},
        "geometry": {"type": "Polygon", "coordinates": list(rings)},
    }


@pytest.fixture
def outlined(place: Any) -> Any:
    """Testham with its three wards as squares, loaded as anybody would load them."""
    features = [
        feature(f"T{number}", name, square(52.52 - 2 * HALF_NORTH * number))
        for number, name in enumerate(("North", "Middle", "South"))
    ]
    load_areas(place=place, features=features, level="ward", version="2013")
    return place


def drawn(areas: Any, tiles: list[Tile]) -> str:
    return Template('{% load chart_parts %}{% tile_map areas tiles "of wards" %}').render(
        Context({"areas": areas, "tiles": tiles})
    )


def shown_in(page: str) -> list[str]:
    """The numbers that stand on the map of a page."""
    return re.findall(r'class="shown">([^<]*)<', page)


def boxes_of(labels: list[Any]) -> list[tuple[float, float, float, float]]:
    """The box that each drawn text fills, from its letters and its place: names and numbers apart."""
    boxes = []
    for label in labels:
        for text, y, size in (
            (label.name, label.name_y, NAME_SIZE),
            (label.shown, label.shown_y, SHOWN_SIZE),
        ):
            half = text_width(text, size) / 2
            if text:
                boxes.append((label.x - half, y - 0.73 * size, label.x + half, y))
    return boxes


def test_outlines_are_drawn_where_they_are_loaded(client: Client, outlined: Any) -> None:
    three_offers(outlined)
    page = client.get("/testham/find").content.decode()
    assert page.split('class="map"')[1].split("</svg>")[0].count('<path d="M') == 3
    assert 'aria-label="Map of wards' in page and "These are the real outlines" in page
    assert "A sketch, not a true map" not in page


def test_without_outlines_the_sketch_says_that_it_is_one(client: Client, place: Any) -> None:
    three_offers(place)
    page = client.get("/testham/find").content.decode()
    assert 'aria-label="Sketch map of wards' in page and "A sketch, not a true map" in page
    assert page.count('height="42" rx="5"') == 3


def test_one_outline_of_three_is_not_enough_for_a_map(place: Any) -> None:
    load_areas(place=place, features=[feature("T0", "North", square(52.52))], level="ward", version="2013")
    assert not outlines.outlined(areas(place))
    assert outlines.outlined(
        [Area(name=name, outline=[square(52.5)] if name else None) for name in ("a", "b", "")]
    )
    assert not outlines.outlined([])


def test_a_square_kilometre_is_drawn_square(outlined: Any) -> None:
    drawing = outlines.draw(areas(outlined), [])
    points = [
        [tuple(map(float, point.split())) for point in shape["path"].strip("MZ").split("L")]
        for shape in drawing["shapes"]
    ]
    for corners in points:
        wide, tall = (max(c[axis] for c in corners) - min(c[axis] for c in corners) for axis in (0, 1))
        assert wide == pytest.approx(tall, rel=0.02)
    # North is on top, and neighbours share their border: no gap, no overlap.
    middle, north, south = points
    assert max(y for _, y in north) == min(y for _, y in middle)
    assert max(y for _, y in middle) == min(y for _, y in south)
    assert drawing["height"] <= outlines.TALLEST


@pytest.mark.parametrize("real", [True, False])
def test_the_map_and_the_words_beside_it_say_the_same_numbers(
    client: Client, place: Any, request: Any, real: bool
) -> None:
    if real:
        request.getfixturevalue("outlined")
    three_offers(place)
    page = client.get("/testham/find").content.decode()
    assert sorted(shown_in(page)) == ["0", "0", "1"]
    words = dict(re.findall(r"<li>(North|Middle|South): (\w+)", page))
    assert words == {"North": "1", "Middle": "none", "South": "none"}
    assert "<title>North: 1</title>" in page
    assert "Not in one ward: 2" in page


def test_the_browse_page_shows_the_list_before_the_map_and_follows_the_kind(
    client: Client, place: Any
) -> None:
    three_offers(place)
    page = client.get("/testham/find").content.decode()
    assert page.index("Tea and a chat") < page.index('class="map"')
    ideas = client.get("/testham/find?kind=idea").content.decode()
    assert set(shown_in(ideas)) == {"0"} and "Not in one ward: 1" in ideas


def test_a_place_with_no_offers_draws_no_map(client: Client, outlined: Any) -> None:
    assert 'class="map"' not in client.get("/testham/find").content.decode()


@pytest.mark.parametrize("real", [True, False])
def test_with_a_postcode_the_map_says_where_you_are(
    client: Client, place: Any, request: Any, real: bool
) -> None:
    if real:
        request.getfixturevalue("outlined")
    three_offers(place)
    page = post(client, "find", words="I would like some company", postcode="TT1 1").content.decode()
    assert re.search(r'class="tile l1 here"><title>North: 1<', page)
    assert "You are in North." in page and "<li>North: 1 (you are here)" in page
    without = post(client, "find", words="I would like some company").content.decode()
    assert " here" not in without.split('class="map"')[1].split("</svg>")[0]
    assert "You are in" not in without


def test_your_own_ward_is_drawn_last_so_that_its_edge_is_whole(outlined: Any) -> None:
    tiles = [Tile(area.name, "1", "1", 1, here=area.name == "Middle") for area in areas(outlined)]
    assert outlines.draw(areas(outlined), tiles)["shapes"][-1]["tile"].area == "Middle"


def comb(number: int) -> Area:
    """Wards that are hard to label: narrow teeth side by side, of different widths, and a broad one."""
    west = -2.2 + 0.012 * number
    wide = 0.002 + 0.002 * (number % 5)
    ring = [[west, 52.4], [west + wide, 52.4], [west + wide, 52.5], [west, 52.5], [west, 52.4]]
    return Area(
        name=f"Ward {chr(65 + number)} and its long name",
        latitude=52.45,
        longitude=west + wide / 2,
        outline=[ring],
    )


def test_no_label_touches_another_or_leaves_its_ward() -> None:
    wards = [comb(number) for number in range(24)]
    tiles = [Tile(ward.name, "100%", "200 of 200", 3) for ward in wards]
    drawing = outlines.draw(wards, tiles)
    labels = [row["label"] for row in drawing["labels"]]
    boxes = boxes_of(labels)
    assert not any(touch(*pair) for pair in itertools.combinations(boxes, 2))
    assert all(box[0] >= 0 and box[2] <= 328 and box[1] >= 0 and box[3] <= drawing["height"] for box in boxes)
    assert len(labels) < len(wards)  # the narrow ones go without, and are in the list


def test_overlapping_outlines_still_get_labels_apart() -> None:
    wards = [
        Area(name=name, latitude=52.5, longitude=-2.1, outline=[square(52.5)])
        for name in ("Here", "There", "Nowhere")
    ]
    labels = [
        row["label"] for row in outlines.draw(wards, [Tile(ward.name, "5", "5") for ward in wards])["labels"]
    ]
    assert labels and not any(touch(*pair) for pair in itertools.combinations(boxes_of(labels), 2))


def test_a_hole_in_a_ward_holds_no_label_of_it() -> None:
    ring = square(52.5)
    hole = [[-2.1 + (x + 2.1) * 0.6, 52.5 + (y - 52.5) * 0.6] for x, y in ring]
    ward = Area(name="Ring", latitude=52.5, longitude=-2.1, outline=[ring, hole])
    drawing = outlines.draw([ward], [Tile("Ring", "5", "5")])
    [row] = drawing["labels"]
    assert drawing["shapes"][0]["path"].count("Z") == 2
    left, top, right, bottom = row["label"].box
    inner = (328 * 0.21, drawing["height"] * 0.21, 328 * 0.79, drawing["height"] * 0.79)
    assert not touch((left, top, right, bottom), inner)


@pytest.mark.slow
def test_a_borough_of_24_real_wards_is_small_and_legible(place: Any, shared: Any) -> None:
    file = shared / "data" / "geo" / "wards_by_lad_E08000027.geojson"
    load_areas(place=place, features=json.loads(file.read_text())["features"], level="ward", version="2014")
    wards = areas(place)
    assert len(wards) == 24
    tiles = [Tile(ward.name, "12", "12", 2, here=ward.name == "Wordsley") for ward in wards]
    assert len(drawn(wards, tiles).encode()) < 40_000
    labels = [row["label"] for row in outlines.draw(wards, tiles)["labels"]]
    assert not any(touch(*pair) for pair in itertools.combinations(boxes_of(labels), 2))
    assert len(labels) >= 20 and sum(bool(label.name) for label in labels) >= 14


@pytest.mark.parametrize("real", [True, False])
def test_no_number_under_ten_about_people_is_drawn_on_the_map_of_a_round(
    place: Any, request: Any, real: bool
) -> None:
    if real:
        request.getfixturevalue("outlined")
    world = build(place)  # six people asked, in one ward
    page = world.browser().get(world.url("rounds/1")).content.decode()
    picture = page.split('class="map"')[1].split("</svg>")[0]
    assert shown_in(picture) and set(shown_in(picture)) == {"–"}
    assert not re.search(r"\d", "".join(re.findall(r"<title>([^<]*)</title>", picture)))


def test_a_ward_without_a_number_is_left_blank(outlined: Any) -> None:
    picture = drawn(areas(outlined), [Tile("North", "12", "12", 3)])
    assert picture.count("<path") == 3 and shown_in(picture) == ["12"]
    assert "<title>South: not known</title>" in picture


@pytest.mark.parametrize("most", [0, 1, 7, 14, 29, 74, 140, 1400, 90_000])
def test_the_key_leaves_no_number_out(most: int) -> None:
    low, middle, high = steps_for(most)
    assert 1 == low < middle < high
    assert [words for _, words in key_words((low, middle, high))][-1] == f"{high} or more"
    assert key_words((1, 3, 5)) == [("l1", "1 or 2"), ("l2", "3 or 4"), ("l3", "5 or more")]


def test_offers_of_a_ward_that_is_no_more_are_counted_as_in_no_ward(place: Any) -> None:
    told = where_map(place, ["North", "North", "Abolished", None])
    assert told["everywhere"] == 2
    assert {tile.area: tile.words for tile in told["tiles"]} == {
        "North": "2",
        "Middle": "none",
        "South": "none",
    }


def test_the_stylesheet_names_no_left_or_right_so_that_pages_can_run_either_way() -> None:
    """A skip link put away at `left: -999px` makes a right-to-left page scroll sideways by that much."""
    style = Path(outlines.__file__).parent / "static" / "web" / "style.css"
    assert not re.findall(r"(?<![a-z])(?:[a-z]+-)?(?:left|right)\s*:", style.read_text(encoding="utf-8"))
