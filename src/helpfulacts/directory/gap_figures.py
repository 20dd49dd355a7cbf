"""What nobody has yet, as numbers that may be told: one release a month that is over, by ward, by time and by source.

    gap_months(rows, last) -> list[GapMonth]      each month by itself, newest first

A number under ten is only ever “some”. A total must not give a hidden number away either: what is left of a total once
the numbers shown are taken off is nothing, or ten and more over at least two that are hidden. Where even the names of
those would say too much (each has one at least), they are not named. So every hidden number could be any of eleven.

Months do not overlap and no sum over several is told, so nothing comes out by taking one release from another. Wards,
times and sources are told side by side and never crossed: two sums of one total add nothing to what each one hides.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpfulacts.engine.small import SMALL

from .facets import FACET_CODES

WHENS = {
    "any": "At any time",
    "day": "In the daytime, Monday to Friday",
    "evening": "In the evening",
    "weekend": "At the weekend",
    "several": "At more than one of these times",
}
WHENS_ALONE = {**WHENS, "several": "At more than one time of the week"}
"""The same where the other times do not stand beside it."""
SAID_WHENS = ("any", "evening", "weekend")
"""What somebody who writes a gap down may say of its time, as keys of WHENS."""
MOST_MONTHS = 12


@dataclass(frozen=True)
class Split:
    """A total over names. shown: (name, times) from ten, the most first. some_in: names without a number."""

    shown: tuple[tuple[str, int], ...] = ()
    some_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class GapFigure:
    """One facet in one month. `times` None = some (under ten), and then nothing is split. A ward not known is ""."""

    facet: str
    times: int | None
    wards: Split = Split()
    whens: Split = Split()
    sources: Split = Split()


@dataclass(frozen=True)
class GapRow:
    """One gap as it is counted. month: its first day. when: a key of WHENS."""

    month: dt.date
    facets: tuple[str, ...]
    ward: str
    when: str
    source: str


@dataclass(frozen=True)
class GapMonth:
    first: dt.date
    figures: tuple[GapFigure, ...]

    def times(self, facet: str) -> int | None:
        """How often it was asked for: 0 where nobody did, None = some."""
        return next((figure.times for figure in self.figures if figure.facet == facet), 0)


def when_of(slots: Iterable[str]) -> str:
    """The time of a wish in one word that says little of anybody: slots such as “mon_eve”."""
    parts = {
        "weekend" if day in ("sat", "sun") else "evening" if part == "eve" else "day"
        for day, _, part in (slot.partition("_") for slot in slots)
    }
    return "any" if not parts else parts.pop() if len(parts) == 1 else "several"


def both_whens(one: str, other: str) -> str:
    """The time of one gap that was told twice: “any” gives way to a time, and two times are “several”."""
    said = {one, other} - {"any"}
    return "any" if not said else said.pop() if len(said) == 1 else "several"


def gap_months(rows: Iterable[GapRow]) -> list[GapMonth]:
    by_month: dict[dt.date, list[GapRow]] = defaultdict(list)
    for row in rows:
        by_month[row.month].append(row)
    return [GapMonth(month, gap_figures(by_month[month])) for month in sorted(by_month, reverse=True)]


def gap_figures(rows: Iterable[GapRow]) -> tuple[GapFigure, ...]:
    """Of one month. Largest first; those under ten last, in the order of the list of facets."""
    by_facet: dict[str, list[GapRow]] = defaultdict(list)
    for row in rows:
        for code in set(row.facets):
            by_facet[code].append(row)
    figures = [_figure(facet, found) for facet, found in by_facet.items()]
    order = FACET_CODES.index
    return tuple(sorted(figures, key=lambda figure: (-(figure.times or 0), order(figure.facet))))


def _figure(facet: str, rows: list[GapRow]) -> GapFigure:
    if len(rows) < SMALL:
        return GapFigure(facet, None)
    return GapFigure(
        facet,
        len(rows),
        wards=split(Counter(row.ward for row in rows)),
        whens=split(Counter(row.when for row in rows)),
        sources=split(Counter(row.source for row in rows)),
    )


def split(counts: Mapping[str, int]) -> Split:
    """A total of ten and more over names, as it may be told. `counts` holds no zeros."""
    shown = sorted(
        ((name, times) for name, times in counts.items() if times >= SMALL), key=lambda row: (-row[1], row[0])
    )
    while shown and not _safe(counts, dict(shown)):
        shown.pop()  # the smallest joins those that are hidden
    hidden = sorted(name for name in counts if name not in dict(shown))
    # Each name has one at least: named only where that leaves eleven numbers for each.
    named = hidden if sum(counts[name] for name in hidden) - len(hidden) >= SMALL else []
    return Split(tuple(shown), tuple(named))


def _safe(counts: Mapping[str, int], shown: Mapping[str, int]) -> bool:
    """Can no hidden number be worked out from the total?"""
    hidden = [times for name, times in counts.items() if name not in shown]
    left = sum(hidden)
    if not hidden:
        return True
    # Where all that are hidden are under ten, so much that each must be nine gives them away.
    full = left == (SMALL - 1) * len(hidden) and max(hidden) < SMALL
    return len(hidden) >= 2 and left >= SMALL and not full
