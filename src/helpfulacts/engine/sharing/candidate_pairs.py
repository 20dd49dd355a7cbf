"""The kernels of `candidates`: how far, which tests fail, which cells are in reach, and the rows of pairs kept.

Names in them are those of `candidates`: a the askers, o what is offered; at, the askers' points on the unit sphere, and to,
those of the offers in the order of the grid's seats, so that they are read one after another.
"""

from __future__ import annotations

import numpy as np

from .instance import MICRO
from .kernel import kernel

EARTH_M = 6_371_008.8  # mean radius, IUGG; its own, for the cache of kernels notices no change elsewhere
EVERY = 1 << 31
"""So many pairs of a claim are all of them."""


@kernel
def _reach(north, east, limit, south, west, grid_tall, grid_wide, rows, columns):
    """(first row, last row, first column, last column) of the cells within `limit` metres."""
    if np.isnan(north) or np.isnan(east):
        return 0, rows - 1, 0, columns - 1
    angle = (limit + 1.0) / EARTH_M
    tall = np.degrees(angle) + 1e-9
    wide = 400.0
    across = np.cos(np.radians(north))
    if angle < 1.0 and np.sin(angle) < across:
        wide = np.degrees(np.arcsin(np.sin(angle) / across)) + 1e-9
    low = max(0, int(np.floor((north - tall - south) / grid_tall)))
    high = min(rows - 1, int(np.floor((north + tall - south) / grid_tall)))
    first, last = 0, columns - 1
    if columns > 1:
        first = max(0, int(np.floor((east - wide - west) / grid_wide)))
        last = min(last, int(np.floor((east + wide - west) / grid_wide)))
    if low > high or first > last:
        return 0, -1, 0, 0  # no cell, so that only what is no way off is looked at
    return low, high, first, last


@kernel
def _room(kept, more):
    """The array with room for `more` in all, its beginning kept."""
    larger = np.empty(more, kept.dtype)
    larger[: kept.size] = kept
    return larger


@kernel
def _by_offer(offer, grade, metres, asked):
    """Bring the pairs of one claim into rising order of offers, in place."""
    n = offer.size
    if n > 64:
        ranked = np.argsort(offer)
        offer[:], grade[:], metres[:], asked[:] = offer[ranked], grade[ranked], metres[ranked], asked[ranked]
        return
    for one in range(1, n):
        j, g, m, q = offer[one], grade[one], metres[one], asked[one]
        seat = one
        while seat > 0 and offer[seat - 1] > j:
            offer[seat], grade[seat] = offer[seat - 1], grade[seat - 1]
            metres[seat], asked[seat] = metres[seat - 1], asked[seat - 1]
            seat -= 1
        offer[seat], grade[seat], metres[seat], asked[seat] = j, g, m, q


@kernel
def collect(a, o, grid, at, to, english, most, per_km, near):
    """Rows of pairs, a claim at a time: cells in reach, each facet asked for, an offer under its first such facet.

    What is looked at in the inner loop is taken out of `a` and `o` first: to hand them on would count their references.
    """
    facets, importance, times, languages = a.facets, a.importance, a.times, a.languages
    limit_m, home, age_low, age_high = a.limit_m, a.ward, a.age_low, a.age_high
    step_free, is_group, answers, veto_from, veto = a.step_free, a.group, a.answer, a.veto_from, a.veto
    o_grade, comes, o_times, o_languages, steps = o.grade, o.comes, o.times, o.languages, o.steps
    youngest, oldest, limited, rule, wards = o.min_age, o.max_age, o.limited, o.rule, o.wards
    restricted, for_group, must_ask = o.restricted, o.group, o.asks
    start, order, far_from, far, mask = grid.start, grid.order, grid.far_from, grid.far, grid.mask
    rows, columns, nearing = grid.rows, grid.columns, near.shape[0] > 0
    has_wards = wards.shape[1] > 0
    claims = facets.size
    indptr = np.zeros(claims + 1, np.int64)
    size = max(16, 4 * claims)
    offer, grade = np.empty(size, np.int32), np.empty(size, np.int8)
    metres, asked = np.empty(size, np.int32), np.empty(size, np.uint8)
    worth = np.empty(most + 1 if most < EVERY else 1, np.int64)
    ranked = np.empty(worth.size, np.int64)
    for i in range(claims):
        begin = indptr[i]
        n = 0
        wanted, limit = facets[i], limit_m[i]
        x, y, z = at[i, 0], at[i, 1], at[i, 2]
        placed = not np.isnan(x)
        low, high, first, last = 0, rows - 1, 0, columns - 1
        if not nearing:
            low, high, first, last = _reach(
                a.latitude[i],
                a.longitude[i],
                limit,
                grid.south,
                grid.west,
                grid.tall,
                grid.wide,
                rows,
                columns,
            )
        # Beyond this chord, squared, no rounding can bring a pair within the limit.
        angle = min(np.pi, (limit + 1.0) / EARTH_M)
        beyond = (2.0 * np.sin(angle / 2.0)) ** 2
        for facet in range(grid.facets):
            if (wanted >> np.uint32(facet)) & np.uint32(1) == 0:
                continue
            earlier = wanted & np.uint32((1 << facet) - 1)
            for row in range(low, high + 2):
                if row <= high:
                    base = (facet * rows + row) * columns
                    here, end = start[base + first], start[base + last + 1]
                else:
                    here, end = far_from[facet], far_from[facet + 1]
                for seat in range(here, end):
                    failed, asks = 0, 0
                    away, chord = -1.0, 8.0
                    if row > high:
                        j = far[seat]
                        if comes[j]:
                            away = 0.0
                    else:
                        j = order[seat]
                        if placed:
                            dx, dy, dz = x - to[seat, 0], y - to[seat, 1], z - to[seat, 2]
                            chord = dx * dx + dy * dy + dz * dz
                            if chord > beyond:
                                if not nearing:
                                    continue
                                failed = 1
                    if mask[j] & earlier:
                        continue  # looked at under that facet
                    if for_group[j] >= 0 and (for_group[j] == 1) != is_group[i]:
                        continue
                    if times[i] != 0 and o_times[j] != 0 and (times[i] & o_times[j]) == 0:
                        failed |= 2
                    if languages[i] == 0:
                        if o_languages[j] != 0 and (o_languages[j] & english) == 0:
                            asks |= 16
                    elif o_languages[j] != 0 and (languages[i] & o_languages[j]) == 0:
                        failed |= 4
                    outside = age_low[i] >= 0 and (age_high[i] < youngest[j] or age_low[i] > oldest[j])
                    answer = answers[i, rule[j]]
                    if outside or answer < 0:
                        failed |= 8
                    if answer == 0:
                        asks |= 2
                    if (
                        limited[j]
                        and not outside
                        and not (age_low[i] >= youngest[j] and age_high[i] <= oldest[j])
                    ):
                        asks |= 1
                    if step_free[i] and not comes[j]:
                        if steps[j] == -1:
                            failed |= 16
                        elif steps[j] == 0:
                            asks |= 4
                    if home[i] < 0:
                        if restricted[j]:
                            asks |= 8
                    elif has_wards and not wards[j, home[i]]:
                        failed |= 32
                    if must_ask[j]:
                        asks |= 32
                    if chord <= beyond and (nearing or not failed):
                        away = np.rint(2.0 * EARTH_M * np.arcsin(min(1.0, np.sqrt(chord) / 2.0)))
                        if away > limit:
                            failed |= 1
                    if failed and (not nearing or failed & (failed - 1)):
                        continue
                    at_veto, end_veto = veto_from[i], veto_from[i + 1]
                    while at_veto < end_veto and veto[at_veto] < j:
                        at_veto += 1
                    if at_veto < end_veto and veto[at_veto] == j:
                        continue
                    if failed:
                        for test in range(near.shape[1]):
                            near[i, test] += (failed >> test) & 1
                        continue
                    best = np.int8(0)
                    common = wanted & mask[j]
                    one = facet
                    while common >> np.uint32(one):
                        if (common >> np.uint32(one)) & np.uint32(1):
                            best = max(best, o_grade[j, one])
                        one += 1
                        if one == grid.facets:
                            break
                    gain = max(0, importance[i] * best * MICRO - int(max(away, 0.0)) * per_km // 1000)
                    if begin + n + 1 > size:
                        size *= 2
                        offer, grade = _room(offer, size), _room(grade, size)
                        metres, asked = _room(metres, size), _room(asked, size)
                    at_row = begin + n
                    if most < EVERY:
                        # Best first: `ranked` holds where each kept pair lies, so that only two small rows are moved.
                        rank = n
                        if n == most:
                            last_row = ranked[n - 1]
                            if gain < worth[n - 1] or (gain == worth[n - 1] and j > offer[last_row]):
                                continue
                            at_row, rank = last_row, n - 1
                        while rank > 0 and (
                            worth[rank - 1] < gain
                            or (worth[rank - 1] == gain and offer[ranked[rank - 1]] > j)
                        ):
                            worth[rank], ranked[rank] = worth[rank - 1], ranked[rank - 1]
                            rank -= 1
                        worth[rank], ranked[rank] = gain, at_row
                    if at_row == begin + n:
                        n += 1
                    offer[at_row], grade[at_row] = j, best
                    metres[at_row], asked[at_row] = int(away), asks
        _by_offer(
            offer[begin : begin + n],
            grade[begin : begin + n],
            metres[begin : begin + n],
            asked[begin : begin + n],
        )
        indptr[i + 1] = begin + n
    kept = indptr[claims]
    return indptr, offer[:kept].copy(), grade[:kept].copy(), metres[:kept].copy(), asked[:kept].copy()
