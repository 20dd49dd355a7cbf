"""Who asked and who has a place, by ward, as it may be shown: made of one confirmed round, and read again.

figures_of(run) -> dict | None  what `WardFigures.table` keeps, “Is it fair?” too; None where it must not be told
newest(place) -> Reach | None   the wards by their codes, and the whole place
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from helpfulacts.coordination.fairness.counted import Before, Counted, counted
from helpfulacts.coordination.fairness.counting import NOT_SAID, count, how_many_differ
from helpfulacts.coordination.fairness.tables import tables_of
from helpfulacts.coordination.figures import public_counts
from helpfulacts.coordination.models import Allocation, Run
from helpfulacts.coordination.selectors import runs
from helpfulacts.engine.evidence.intervals import wilson
from helpfulacts.engine.small import SMALL, nearest, some

from .models import WardFigures

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

SOME = some(1)
NOT_KNOWN = ""
"""The code of those whose ward is not known: they are a row like any ward."""


@dataclass(frozen=True)
class Reached:
    """asked, placed: people, to the nearest five; None where it is hidden. share, low, high: with a place, and Wilson's 95 % interval."""

    code: str
    name: str
    asked: int | None
    placed: int | None

    @property
    def waiting(self) -> int | None:
        """Who asked and has no place."""
        return None if self.asked is None or self.placed is None else self.asked - self.placed

    @property
    def share(self) -> float | None:
        return self.placed / self.asked if self.asked and self.placed is not None else None

    @property
    def low(self) -> float | None:
        return None if self.share is None else wilson(self.placed or 0, self.asked or 0)[0]

    @property
    def high(self) -> float | None:
        return None if self.share is None else wilson(self.placed or 0, self.asked or 0)[1]


@dataclass(frozen=True)
class Reach:
    """One round in figures: its number and days, the whole place, each ward by its code; `waits`: why people wait, in words."""

    number: int
    confirmed_on: dt.date
    counted_on: dt.date
    everybody: Reached
    waits: dict[str, str]
    wards: dict[str, Reached]


def figures_of(run: Run) -> dict[str, Any] | None:
    """What may be shown of a confirmed round, in plain JSON: {"everybody", "waits", "wards", "fair"}, all of one count.

    None where fewer than ten people are counted another way than in the round told last: what changed would be told of them
    alone. Wards are told as the page “Is it fair?” tells them, to the nearest five, and hidden where it hides them: two ways
    of hiding one round would give away what either hides. So are the totals, told only where the register tells them: an
    exact one would tell by how much the rows beside it are off.
    """
    before = _before(run.place)
    if before and before.tables and how_many_differ(run, before.run) < SMALL:
        return None
    said = public_counts(run)
    told = said["placed"] != SOME and not 0 < run.refused + run.gaps < SMALL
    counts = count(run)
    shown = tables_of(counts) or {}
    tables = shown if told else None
    if not tables:
        names = Allocation.objects.filter(place=run.place_id, run=run).values_list("ward__code", "ward__name")
        known = sorted(
            {(code or NOT_KNOWN, name or "Not known") for code, name in names}, key=lambda one: one[1]
        )
        wards: list[list[Any]] = [[code, name, None, None] for code, name in known]
    else:
        wards = [
            [NOT_KNOWN if row.code == NOT_SAID else row.code, row.label, row.asked, row.placed]
            for row in tables["ward"].rows
        ]
    return {
        "everybody": [
            nearest(run.people) if run.people >= SMALL else None,
            nearest(run.placed) if told else None,
        ],
        "waits": {"refused": _roughly(said["refused"]), "gap": _roughly(said["gaps"])} if told else {},
        "wards": wards,
        "fair": counted(counts, shown, before).kept(),
    }


def _roughly(words: str) -> str:
    """“487” as “485”; “some” and “no” as they are."""
    return f"{nearest(int(words.replace(',', ''))):,}" if words[0].isdigit() else words


def _before(place: Place) -> Before | None:
    """The round that was told last; None where it was told before “Is it fair?” was counted with it."""
    row = WardFigures.objects.filter(place=place).first()
    if row is None or "fair" not in row.table:
        return None
    run = Run.objects.select_related("rule_set", "place", "draw").get(place=place, number=row.run_number)
    return Before(run, Counted.of_kept(row.table["fair"]).tables)


def newest(place: Place) -> Reach | None:
    """The figures of the newest round that has any; None where none was made yet."""
    row = WardFigures.objects.filter(place=place).first()
    if row is None:
        return None
    table = row.table
    # Rows from before totals were told to the nearest five hold them exactly, and no row is ever changed.
    asked, placed = (None if number is None else nearest(number) for number in table["everybody"])
    waits = {what: _roughly(words) for what, words in table["waits"].items()}
    wards = {code: Reached(code, name, *counts) for code, name, *counts in table["wards"]}
    counted_on = row.made_at.astimezone(ZoneInfo(place.zone)).date()
    everybody = Reached("", place.name, asked, placed)
    return Reach(row.run_number, row.confirmed_on, counted_on, everybody, waits, wards)


def without_figures(place: Place) -> list[Run]:
    """Confirmed rounds of which no figures were made, the oldest first, after the newest that has them."""
    last = WardFigures.objects.filter(place=place).values_list("run_number", flat=True).first() or 0
    return [run for run in reversed(runs(place)) if run.state == "confirmed" and run.number > last]
