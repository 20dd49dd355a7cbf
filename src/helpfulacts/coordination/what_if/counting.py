"""Who gains and who loses a place: counts over the draws, by group. Exact, so nothing of it leaves this package: what
is shown is made by `showing.py`.

U persons: everybody who asks now or would ask in a scenario. Column 0 is now; the scenarios follow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from helpfulacts.directory.facets import AGES, FACTS
from helpfulacts.places.models import Area

from ..figures import BANDS, band
from ..reading import Asker
from .drawing import PLACED, Drawn

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

Counts = dict[str, NDArray[np.int64]]
"""int64[D] by name: asked, placed, refused, gaps, gain, lose, leave (has a place now, and would ask no more),
out (asks now, and would ask no more)."""


@dataclass(frozen=True)
class Row:
    """One group of people: `columns` hold the counts now and in each scenario. who: bool[U], which people."""

    code: str
    label: str
    columns: list[Counts]
    who: NDArray[np.bool_] | None = None


@dataclass(frozen=True)
class Table:
    """Groups of one sort. They share everybody out, or, where `rest` is there, that is everybody else and is not shown."""

    code: str
    title: str
    rows: list[Row]
    rest: Row | None = None

    @property
    def parts(self) -> dict[tuple[str, str], Row]:
        """Every row, `rest` too, by (table, group)."""
        return {(self.code, row.code): row for row in self.rows} | (
            {(self.code, ""): self.rest} if self.rest else {}
        )


@dataclass(frozen=True)
class Everybody:
    """askers: U persons, by id. state: int8[D, U] for each column, 0 where somebody does not ask."""

    askers: Sequence[Asker]
    state: list[NDArray[np.int8]]

    def counts(self, who: NDArray[np.bool_]) -> list[Counts]:
        now = self.state[0][:, who]
        found = []
        for column in self.state:
            then = column[:, who]
            here = {name: (then == code) for name, code in (("placed", 1), ("refused", 2), ("gaps", 3))}
            had, has, asks = now == PLACED, then == PLACED, then > 0
            masks = here | {
                "asked": asks, "gain": has & ~had, "lose": had & asks & ~has, "leave": had & ~asks,
                "out": (now > 0) & ~asks,
            }  # fmt: skip
            found.append({name: mask.sum(axis=1).astype(np.int64) for name, mask in masks.items()})
        return found

    def row(self, code: str, label: str, who: Any) -> Row:
        mask = np.asarray(who, bool)
        return Row(code, label, self.counts(mask), mask)


def everybody(columns: Sequence[Drawn]) -> Everybody:
    by_id = {asker.person: asker for drawn in columns for asker in drawn.askers}
    askers = [by_id[person] for person in sorted(by_id, key=str)]
    row_of = {asker.person: row for row, asker in enumerate(askers)}
    state = []
    for drawn in columns:
        whole = np.zeros((drawn.status.shape[0], len(askers)), np.int8)
        whole[:, [row_of[asker.person] for asker in drawn.askers]] = drawn.status
        state.append(whole)
    return Everybody(askers, state)


def tables(place: Place, people: Everybody, columns: Sequence[Drawn]) -> list[Table]:
    """By group of the rules in force, by decile, by ward, by age, and by what people told us of themselves."""
    rules, askers = columns[0].rules, people.askers
    wards = dict(Area.objects.filter(place=place, level="ward").values_list("id", "name"))
    found = [
        _shared_out(people, "class", "By group of the rules in force",
                    {str(n): group.name for n, group in enumerate(rules.classes, 1)},
                    [str(rules.class_of(a.facts, a.decile)[0]) for a in askers]),
        _shared_out(people, "decile", "By how hard up the area is",
                    {str(n): label for n, label in (*list(BANDS.items())[1:], (0, BANDS[0]))},
                    [str(band(a.decile)) for a in askers]),
        _shared_out(people, "ward", "By ward",
                    {**{name: name for name in sorted(wards.values())}, "": "Not known"},
                    [wards.get(a.ward, "") if a.ward else "" for a in askers]),
        _shared_out(people, "age", "By age", {**{age: age for age in AGES}, "": "Not told"},
                    [a.age_band if a.age_band in AGES else "" for a in askers]),
    ]  # fmt: skip
    for code, words in FACTS.items():
        told = np.array([bool(asker.facts.get(code)) for asker in askers], bool)
        if told.any():
            found.append(
                Table(f"fact:{code}", words, [people.row(code, words, told)], people.row("", "", ~told))
            )
    return found


def _shared_out(
    people: Everybody, code: str, title: str, labels: Mapping[str, str], of: Sequence[str]
) -> Table:
    keys = np.array(of, dtype=object)
    rows = [people.row(key, label, keys == key) for key, label in labels.items() if (keys == key).any()]
    return Table(code, title, rows)
