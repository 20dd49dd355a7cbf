"""The tables of a report as they may be shown: what is small is hidden, and as much more as keeps it from being worked out.

First what the round froze (deciles and wards) is hidden together with the totals; then what people said of themselves, and at
the next count what they answered, with all that was left to be seen taken as known. So what few said never hides a ward.
Numbers are then told to the nearest five: the difference of two counts of one group leaves nine numbers. All else is
worked out from these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from helpfulacts.engine.evidence.disclosure import CannotBeShown, Tables, hide, passes
from helpfulacts.engine.evidence.intervals import funnel, poisson, wilson
from helpfulacts.engine.small import SMALL, nearest

from ..figures import public_counts
from .counting import Counts, Group

ALL = "all"


@dataclass(frozen=True)
class FairRow:
    """One group of people, to the nearest five; None is hidden. asked = placed + refused + gap, but for rounding.

    yes: of those with a place, how many said yes to it by the next count, with the interval of their share. again: of those
    without a place, how many had none the last time either. share: of those asked who have a place, with Wilson's 95 %
    interval. expected: places, if all had the share of everybody; times: places over that, between 95 % (`poisson`). says: "" or "watch low", "act high" …: how far outside chance the share lies (`Funnel.says`).
    hides: names of the counts that the attack may not know.
    """

    code: str
    label: str
    asked: int | None
    placed: int | None
    refused: int | None
    gap: int | None
    again: int | None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    says: str = ""
    yes: int | None = None
    yes_low: float | None = None
    yes_high: float | None = None
    hides: tuple[str, ...] = ()
    expected: float | None = None
    times: float | None = None
    times_low: float | None = None
    times_high: float | None = None

    @property
    def yes_share(self) -> float | None:
        return self.yes / self.placed if self.yes is not None and self.placed else None

    @property
    def hidden(self) -> bool:
        return self.share is None and self.asked != 0

    @property
    def is_act(self) -> bool:
        return self.says.startswith("act")

    @property
    def signal(self) -> str:
        """“Look into it” outside 99.8 %, “Watch” outside 95 %, or ""."""
        return ("Look into it" if self.is_act else "Watch") if self.says else ""

    @property
    def side(self) -> str:
        """Than everybody, where it says anything."""
        return "less" if self.says.endswith("low") else "more"

    @property
    def without(self) -> int | None:
        return None if self.asked is None or self.placed is None else self.asked - self.placed


@dataclass(frozen=True)
class FairTable:
    """One way of telling people apart, with `all` as the last line of it."""

    group: Group
    rows: tuple[FairRow, ...]
    all: FairRow

    @property
    def compared(self) -> bool:
        """Can two groups at least be held beside what an equal share would give?"""
        return sum(row.times is not None for row in self.rows) > 1

    @property
    def answered(self) -> bool:
        """Can two groups at least be compared by who said yes to their place?"""
        return sum(row.yes_share is not None for row in self.rows) > 1


def tables_of(counts: Counts) -> dict[str, FairTable] | None:
    """{group: its table}; None where so few asked that nothing may be shown."""
    frozen = tuple(group for group in counts.groups if not group.told)
    try:
        known = _said_elsewhere(counts)
        first = _linked(counts, frozen)
        hidden = hide(first, known)
        if len(frozen) < len(counts.groups):
            everything = _linked(counts, counts.groups)
            seen = {key for key in first.keys if key not in hidden}
            hidden = hide(everything, seen | known, hidden)
            assert passes(everything, hidden)
    except CannotBeShown:
        return None
    total = _row(counts, hidden, "", ALL, "Everybody", None)
    if total.share is None:
        return None
    return {
        group.code: FairTable(
            group,
            tuple(_row(counts, hidden, group.code, code, label, total.share) for code, label in group.rows),
            total,
        )
        for group in counts.groups
    }


def with_yes(counts: Counts, told: Sequence[FairTable]) -> tuple[FairTable, ...]:
    """`told`, the tables of a round as they were told, with how many said yes to their place since; empty where nothing of
    that may be shown. What was told then is known, and what was hidden stays hidden, also where people went since."""
    rows = {(one.group.code, row.code): row for one in told for row in one.rows} | {(ALL,): told[0].all}
    everything = _linked(replace(counts, waits_known=False), counts.groups, live=True)
    before = [key for key in everything.keys if key[-1] not in ("yes", "not_yes")]
    seen = {key for key in before if key[:-1] in rows and key[-1] not in rows[key[:-1]].hides}
    try:
        hidden = hide(everything, seen, set(before) - seen)
    except CannotBeShown:
        return ()

    def more(row: FairRow, *prefix: str) -> FairRow:
        yes = everything.values.get((*prefix, "yes"))
        if not row.placed or yes is None or (*prefix, "yes") in hidden or 0 < yes < SMALL:
            return row
        yes = min(nearest(yes), row.placed)
        low, high = wilson(yes, row.placed)
        return replace(row, yes=yes, yes_low=low, yes_high=high)

    return tuple(
        replace(
            one, rows=tuple(more(row, one.group.code, row.code) for row in one.rows), all=more(one.all, ALL)
        )
        for one in told
    )


def told(count: int) -> int | None:
    """A number by itself, to the nearest five; None from one to nine."""
    return None if 0 < count < SMALL else nearest(count)


def _said_elsewhere(counts: Counts) -> set[Any]:
    """Totals of the round that the public register tells."""
    said = public_counts(counts.run)
    names = {"people": "asked", "placed": "placed", "refused": "refused", "gaps": "gap"}
    return {(ALL, names[name]) for name, words in said.items() if words != "some"}


def _cells(counter: Counter[str], waits_known: bool, group: str = "", live: bool = False) -> dict[str, int]:
    """live: also what people answered, which goes on changing. Of a ward only who asked and who has a place: more would
    nearly always be too few."""
    without = counter["refused"] + counter["gap"]
    cells = {"asked": counter["placed"] + without, "without": without, "placed": counter["placed"]}
    if group == "ward":
        return cells
    cells |= {"refused": counter["refused"], "gap": counter["gap"]}
    cells |= {"again": counter["again"], "first": counter["first"]} if waits_known else {}
    return cells | ({"yes": counter["yes"], "not_yes": counter["not_yes"]} if live else {})


def _linked(counts: Counts, groups: tuple[Group, ...], live: bool = False) -> Tables:
    """Every count of `groups`, and what adds up to what: within each row, and down each column to the same totals."""
    total: Counter[str] = sum((counts.of[groups[0].code][code] for code, _ in groups[0].rows), Counter())
    of_all = _cells(total, counts.waits_known, live=live)
    values: dict[Any, int] = {(ALL, name): value for name, value in of_all.items()}
    sums = _across((ALL,), of_all)
    for group in groups:
        for code, _ in group.rows:
            cells = _cells(counts.of[group.code][code], counts.waits_known, group.code, live)
            values |= {(group.code, code, name): value for name, value in cells.items()}
            sums += _across((group.code, code), cells)
        sums += [((ALL, name), [(group.code, code, name) for code, _ in group.rows]) for name in cells]
    return Tables(values, sums)


def _across(row: tuple[str, ...], cells: Mapping[str, int]) -> list[tuple[Any, list[Any]]]:
    """Which counts of a row add up to which."""
    adds_up = (
        ("asked", ("placed", "without")),
        ("without", ("refused", "gap")),
        ("without", ("again", "first")),
        ("placed", ("yes", "not_yes")),
    )
    return [
        ((*row, total), [(*row, part) for part in parts])
        for total, parts in adds_up
        if set(parts) <= set(cells)
    ]


def _row(
    counts: Counts, hidden: frozenset[Any], group: str, code: str, label: str, baseline: float | None
) -> FairRow:
    if group:
        counter, prefix = counts.of[group][code], (group, code)
    else:
        first = counts.groups[0]
        counter, prefix = sum((counts.of[first.code][one] for one, _ in first.rows), Counter()), (ALL,)  # type: ignore[assignment]
    cells = _cells(counter, counts.waits_known, group)
    shown = {
        name: None if (*prefix, name) in hidden or 0 < cells.get(name, 1) < SMALL else nearest(cells[name])
        for name in ("asked", "placed", "refused", "gap", "again")
    }
    hides = tuple(name for name in cells if (*prefix, name) in hidden)
    row = FairRow(code, label, **shown, hides=hides)  # type: ignore[arg-type]
    asked, placed = row.asked, row.placed
    if not asked or placed is None:
        return row
    low, high = wilson(placed, asked)
    row = replace(row, share=placed / asked, low=low, high=high)
    if not baseline:
        return row
    expected = asked * baseline
    fewest, most = (end / expected for end in poisson(placed))
    return replace(
        row, says=funnel(baseline, asked).says(placed / asked),
        expected=expected, times=placed / expected, times_low=fewest, times_high=most,
    )  # fmt: skip
