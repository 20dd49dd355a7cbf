"""Points, polygons, cells and distances."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from squares import square

from helpfulacts.core.errors import Refused
from helpfulacts.places import geo
from helpfulacts.places.polygons import BadShape, Lookup, centre, grid_step, inside, outline, shape_of


def polygon(*rings: list[list[float]]) -> list[np.ndarray]:
    return shape_of({"type": "Polygon", "coordinates": list(rings)})


def test_a_hole_is_outside_and_an_island_in_it_is_inside() -> None:
    shape = shape_of(
        {
            "type": "MultiPolygon",
            "coordinates": [[square(0, 0, 10), square(2, 2, 6)], [square(4, 4, 2)], [square(20, 0, 1)]],
        }
    )
    x, y = np.array([1, 3, 5, 20.5, 15]), np.array([1, 3, 5, 0.5, 5])
    assert inside(shape, x, y).tolist() == [True, False, True, True, False]


def test_every_point_of_a_shared_border_is_in_exactly_one_area() -> None:
    left, right = polygon(square(0, 0, 1)), polygon(square(1, 0, 1))
    y = np.linspace(0.05, 0.95, 19)
    x = np.ones_like(y)
    assert (inside(left, x, y).astype(int) + inside(right, x, y)).tolist() == [1] * 19


def test_the_lookup_agrees_with_asking_every_polygon_in_turn() -> None:
    dice = random.Random(7)
    shapes = []
    for _ in range(60):
        x, y, turns = (
            dice.uniform(-3, 3),
            dice.uniform(50, 55),
            sorted(dice.uniform(0, 6.28) for _ in range(9)),
        )
        far = [dice.uniform(0.1, 0.6) for _ in turns]
        ring = [[x + r * math.cos(t), y + r * math.sin(t)] for t, r in zip(turns, far, strict=True)]
        shapes.append(polygon([*ring, ring[0]]))
    xs = np.array([dice.uniform(-4, 4) for _ in range(2000)])
    ys = np.array([dice.uniform(49, 56) for _ in range(2000)])
    one_by_one = np.stack([inside(shape, xs, ys) for shape in shapes])
    expected = np.where(one_by_one.any(axis=0), one_by_one.argmax(axis=0), -1)
    lookup = Lookup(shapes)
    assert lookup.which(xs, ys).tolist() == expected.tolist()
    assert [lookup.at(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)] == expected.tolist()


def test_the_centre_of_a_square_is_its_middle_whichever_way_it_is_wound() -> None:
    assert centre(polygon(square(-2, 52, 1))) == (52.5, -1.5)
    assert centre(polygon(square(-2, 52, 1)[::-1])) == (52.5, -1.5)


def test_a_hole_moves_the_centre_away_whichever_way_it_is_wound() -> None:
    for hole in (square(5, 2, 4), square(5, 2, 4)[::-1]):
        latitude, longitude = centre(polygon(square(0, 0, 10), hole))
        assert longitude == pytest.approx((100 * 5 - 16 * 7) / 84, abs=1e-5)
        assert latitude == pytest.approx((100 * 5 - 16 * 4) / 84, abs=1e-5)


def test_the_centre_of_a_crescent_lies_in_it() -> None:
    crescent = [[0, 0], [10, 0], [10, 1], [1, 1], [1, 9], [10, 9], [10, 10], [0, 10], [0, 0]]
    shape = polygon(crescent)
    latitude, longitude = centre(shape)
    assert inside(shape, np.array([longitude]), np.array([latitude]))[0]


@pytest.mark.parametrize(
    ("geometry", "says"),
    [
        (None, "no geometry"),
        ({"type": "LineString", "coordinates": [[0, 0], [1, 1]]}, "not a polygon"),
        ({"type": "Polygon", "coordinates": []}, "empty"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "fewer than three"),
        ({"type": "Polygon", "coordinates": [[["a", 0], [1, 1], [2, 0]]]}, "numbers"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [float("nan"), 1], [2, 0]]]}, "not a number"),
        (
            {"type": "Polygon", "coordinates": [[[390000, 280000], [390001, 280000], [390000, 280001]]]},
            "WGS 84",
        ),
        ({"type": "Polygon", "coordinates": [7]}, "numbers"),
        ({"type": "MultiPolygon", "coordinates": {"a": 1}}, "empty"),
    ],
)
def test_a_geometry_that_cannot_be_read_says_why(geometry: object, says: str) -> None:
    with pytest.raises(BadShape, match=says):
        shape_of(geometry)


def test_outlines_of_neighbours_still_share_their_border() -> None:
    wavy = [[1 + 0.003 * (n % 3), n / 50] for n in range(51)]
    left = polygon([[0, 0], *wavy, [0, 1], [0, 0]])
    right = polygon([*wavy, [2, 1], [2, 0], wavy[0]])
    step = grid_step([left, right])
    drawn = [{tuple(point) for point in outline(shape, step)[0]} for shape in (left, right)]
    border = {tuple(np.round(np.round(np.array(p) / step) * step, 6).tolist()) for p in wavy}
    assert border <= drawn[0] and border <= drawn[1]
    assert len(outline(left, 0.1)[0]) < len(left[0])


def test_distance_is_straight_and_in_metres() -> None:
    assert geo.distance_m(52.0, -2.0, 52.0, -2.0) == 0
    assert geo.distance_m(52.0, -2.0, 53.0, -2.0) == 111_195
    assert geo.distance_m(52.5123, -2.0811, 52.4797, -1.9027) == pytest.approx(12_610, abs=30)


def test_a_cell_is_about_a_kilometre_never_moves_and_gives_back_its_own_centre() -> None:
    dice = random.Random(3)
    for _ in range(500):
        latitude, longitude = dice.uniform(-89.9, 89.9), dice.uniform(-180, 180)
        cell = geo.cell_of(latitude, longitude)
        assert cell.isalnum() and geo.cell_of(latitude, longitude) == cell
        assert geo.cell_of(*geo.cell_centre(cell)) == cell
    for _ in range(300):
        latitude, longitude = dice.uniform(49, 61), dice.uniform(-8, 2)
        assert geo.distance_m(latitude, longitude, *geo.cell_centre(geo.cell_of(latitude, longitude))) <= 710


@pytest.mark.parametrize("point", [(91, 0), (0, 181), (float("nan"), 0), (True, 0), ("52", 0)])
def test_a_point_that_is_not_on_earth_has_no_cell(point: tuple[object, object]) -> None:
    with pytest.raises(Refused):
        geo.cell_of(*point)  # type: ignore[arg-type]
