"""What the tables say: how reach changes from the most to the least deprived, since when, and which wards are not reached.

Everything here is worked out from what a table shows, never from what it hides, so that no figure gives a hidden one away.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from helpfulacts.engine.evidence.inequality import concentration_index, erreygers, slope_index
from helpfulacts.engine.evidence.intervals import newcombe, normal_quantile
from helpfulacts.engine.evidence.small_areas import marshall

from .tables import FairRow, FairTable

ROUNDS = 6
"""As many rounds back as a trend goes."""


@dataclass(frozen=True)
class Slant:
    """Reach over deprivation. sii: share with a place at the least deprived end minus that at the most deprived; rii: their ratio.

    Each between (low, high) at 95 %. c, e: concentration index and Erreygers' index; below 0 = more with the most deprived.
    people: in the groups that it is made from; whoever's area is not known is left out. ends: the share of the least deprived
    group minus that of the most deprived, with Newcombe's interval: what the tables show of these two alone.
    """

    sii: float
    sii_between: tuple[float, float]
    rii: float | None
    rii_between: tuple[float, float] | None
    c: float
    e: float
    people: int
    ends: tuple[float, float, float]

    @property
    def leans(self) -> str:
        """ "most" or "least": which end gets a place more often, where that is more than chance; "" where it is not."""
        low, high = self.sii_between
        return "least" if low > 0 else "most" if high < 0 else ""


def slant_of(table: FairTable) -> Slant | None:
    """None where a group of known deprivation is hidden, or fewer than three have anybody."""
    rows = [row for row in table.rows if row.code != "0" and row.asked != 0]
    if len(rows) < 3 or any(row.share is None for row in rows):
        return None
    asked = [float(row.asked or 0) for row in rows]
    shares = [float(row.share or 0) for row in rows]
    errors = [((row.high or 0) - (row.low or 0)) / (2 * normal_quantile()) for row in rows]
    slope = slope_index(asked, shares, errors)
    assert slope.sii_between is not None
    return Slant(
        slope.sii, slope.sii_between, slope.rii, slope.rii_between,
        concentration_index(shares, asked), erreygers(shares, asked), int(sum(asked)), _ends(rows),
    )  # fmt: skip


def _ends(rows: list[FairRow]) -> tuple[float, float, float]:
    """(difference, low, high) of the last group and the first."""
    most, least = rows[0], rows[-1]
    between = newcombe(least.placed or 0, least.asked or 0, most.placed or 0, most.asked or 0)
    return (least.share or 0) - (most.share or 0), *between


@dataclass(frozen=True)
class Then:
    """One round of the trend. slant: None where too few asked to say."""

    number: int
    day: dt.date
    slant: Slant | None


@dataclass(frozen=True)
class NotReached:
    """Wards where more of those who asked have no place than chance would give, drawn towards the place's own share.

    differ: is there any evidence that the wards differ? wards: (row, smoothed share without a place, low, high at 80 %).
    compared: how many wards could be. hidden: how many had too few.
    """

    differ: bool
    wards: tuple[tuple[FairRow, float, float, float], ...]
    compared: int
    hidden: int


def not_reached(table: FairTable) -> NotReached:
    known = [row for row in table.rows if row.share is not None]
    hidden = sum(row.hidden for row in table.rows)
    if len(known) < 2:
        return NotReached(False, (), len(known), hidden)
    found = marshall([row.without or 0 for row in known], [row.asked or 0 for row in known])
    figures = zip(known, found.rate.tolist(), found.low.tolist(), found.high.tolist(), strict=True)
    above = [one for one in figures if found.differ and one[2] > found.mean]
    return NotReached(found.differ, tuple(sorted(above, key=lambda one: one[0].label)), len(known), hidden)
