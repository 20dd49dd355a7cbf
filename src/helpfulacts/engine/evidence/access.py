"""How many places somebody in each area can reach, shared with everybody else who can reach them.

Two-step floating catchment area (W. Luo and F. Wang, Environment and Planning B 30, 2003), enhanced with weights that
fall with distance (W. Luo and Y. Qi, Health & Place 15, 2009):

    R_j = S_j / Σ_i w(d_ij) P_i      places at j for each person who can reach it
    A_i = Σ_j w(d_ij) R_j            places that a person of area i can reach

Whatever can be reached by anybody is shared out whole: Σ_i P_i A_i = Σ_j S_j over those j.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_KM = 6371.0088
SLOW_FALL = ((1 / 3, 1.0), (2 / 3, 0.68), (1.0, 0.22))
"""(up to this part of the catchment, weight): the slower of Luo and Qi's two sets, in thirds of the way."""


@dataclass(frozen=True)
class Access:
    """score: places for each person of each area. out_of_reach: places that nobody can reach."""

    score: NDArray[np.float64]
    out_of_reach: float


def distances_km(
    latitude: ArrayLike, longitude: ArrayLike, to_latitude: ArrayLike, to_longitude: ArrayLike
) -> NDArray[np.float64]:
    """float64[areas, sites]: straight lines over the ground, in km (haversine; within 0.5 %)."""
    lat, lon = (
        np.radians(np.asarray(latitude, float))[:, None],
        np.radians(np.asarray(longitude, float))[:, None],
    )
    other_lat, other_lon = (
        np.radians(np.asarray(to_latitude, float)),
        np.radians(np.asarray(to_longitude, float)),
    )
    half = (
        np.sin((other_lat - lat) / 2) ** 2
        + np.cos(lat) * np.cos(other_lat) * np.sin((other_lon - lon) / 2) ** 2
    )
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def weights(
    distance: ArrayLike, catchment: float, fall: tuple[tuple[float, float], ...] = ((1.0, 1.0),)
) -> NDArray[np.float64]:
    """w(d): 1 within the catchment and 0 beyond, or falling by steps such as SLOW_FALL. Same unit for both lengths."""
    away = np.asarray(distance, float)
    weight = np.zeros_like(away)
    for part, value in reversed(fall):
        weight[away <= part * catchment] = value
    return weight


def two_step(people: ArrayLike, places: ArrayLike, weight: ArrayLike) -> Access:
    """people: float[areas]. places: float[sites]. weight: float[areas, sites], 0 where it is too far."""
    demand, supply, near = (np.asarray(one, float) for one in (people, places, weight))
    if (
        near.shape != (demand.size, supply.size)
        or (demand < 0).any()
        or (supply < 0).any()
        or (near < 0).any()
    ):
        raise ValueError("Give one weight for each area and site, and nothing below none.")
    reach = demand @ near
    ratio = np.divide(supply, reach, out=np.zeros_like(supply), where=reach > 0)
    return Access(near @ ratio, float(supply[reach == 0].sum()))
