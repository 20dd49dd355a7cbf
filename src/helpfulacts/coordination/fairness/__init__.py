"""Is it fair? What a place tells everybody about who is reached, who is not, and who carries the work.

    report_of(place, kept, newest) -> Fairness      as_json(fairness) -> a dict for files

Read in this order: `counting` (who asked, by group), `tables` (what of it may be shown), `rerun` (the rule tried with
another answer), `burden`; `counted` puts these together once after a round, and `accountability` keeps it. What the tables
say is worked out from what is kept: `reach`. `access` counts no person, and is as of now. No list is put in the order of who
does best: with many groups some stand out by chance, so one is watched outside 95 % and acted on outside 99.8 %.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from .access import AccessFigures, access_of
from .counted import Counted
from .reach import ROUNDS, NotReached, Slant, Then, not_reached, slant_of
from .tables import FairRow, FairTable

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

__all__ = ["ROUNDS", "Counted", "FairRow", "FairTable", "Fairness", "Kept", "as_json", "report_of"]


@dataclass(frozen=True)
class Kept:
    """What was counted after one confirmed round. Days are those of the place."""

    round_number: int
    confirmed_on: dt.date
    counted_on: dt.date
    counted: Counted


@dataclass(frozen=True)
class Fairness:
    """The report of a place. kept: of the round counted last; None while there is none. newer: the number of a later
    confirmed round that is not counted yet, or None. trend: oldest first. access: as of now, of no person.
    """

    kept: Kept | None
    newer: int | None
    slant: Slant | None
    trend: tuple[Then, ...]
    areas: NotReached | None
    access: AccessFigures | None

    @property
    def tables(self) -> tuple[FairTable, ...]:
        """Empty where nothing may be shown."""
        return self.kept.counted.tables if self.kept else ()

    def table(self, code: str) -> FairTable:
        """One of `tables`, where there are any."""
        return next(one for one in self.tables if one.group.code == code)

    def answered(self, code: str) -> FairTable | None:
        """The same group in the round before, with who said yes to their place."""
        rows = self.kept.counted.answered if self.kept else ()
        return next((one for one in rows if one.group.code == code), None)

    @property
    def signals(self) -> list[tuple[str, FairRow]]:
        """(title of the table, row) of every group outside what chance gives, in the order of the tables; those to act on first."""
        found = [(table.group.title, row) for table in self.tables for row in table.rows if row.says]
        return sorted(found, key=lambda one: not one[1].says.startswith("act"))


def report_of(place: Place, kept: Sequence[Kept], newest: int | None) -> Fairness:
    """kept: newest first. newest: the number of the newest confirmed round."""
    last = kept[0] if kept else None
    tables = {one.group.code: one for one in last.counted.tables} if last else {}
    return Fairness(
        last,
        newest if newest and (last is None or newest > last.round_number) else None,
        slant_of(tables["decile"]) if tables else None,
        tuple(_then(one) for one in reversed(kept[:ROUNDS])),
        not_reached(tables["ward"]) if tables else None,
        access_of(place),
    )


def _then(one: Kept) -> Then:
    decile = next((table for table in one.counted.tables if table.group.code == "decile"), None)
    return Then(one.round_number, one.confirmed_on, slant_of(decile) if decile else None)


def as_json(fairness: Fairness) -> dict[str, Any]:
    """Plain values only; None is hidden or not known."""
    return asdict(fairness)
