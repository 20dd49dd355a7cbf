"""What is counted of people after a round, once, and how it is kept: plain JSON that holds only what may be shown.

one = counted(run, before)            -> Counted
Counted.of_kept(one.kept()) == one
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from helpfulacts.core.errors import Refused

from ..models import Run
from .burden import Burden, SphereTime, burden_of
from .counting import Counts, Group, count
from .rerun import NotRead, Tried, tried
from .tables import FairRow, FairTable, with_yes


@dataclass(frozen=True)
class Before:
    """The round that was counted last before this one, and the tables of it that were told."""

    run: Run
    tables: tuple[FairTable, ...]


@dataclass(frozen=True)
class Counted:
    """tables: by deciles, ward, age and what people said of themselves; empty where so few asked that nothing may be shown.

    answered: the tables of round `answered_round`, the one before, with how many said yes to their place since. tried,
    not_read: None where the round could no longer be worked out again.
    """

    tables: tuple[FairTable, ...]
    waits_known: bool
    answered: tuple[FairTable, ...]
    answered_round: int | None
    burden: Burden
    tried: tuple[Tried, ...] | None
    not_read: tuple[NotRead, ...] | None

    def kept(self) -> dict[str, Any]:
        """For a JSON column."""
        return asdict(self)

    @classmethod
    def of_kept(cls, kept: Mapping[str, Any]) -> Counted:
        burden = kept["burden"]
        spheres = tuple(SphereTime(**one) for one in burden["spheres"])
        return cls(
            _tables(kept["tables"]),
            kept["waits_known"],
            _tables(kept["answered"]),
            kept["answered_round"],
            Burden(**{**burden, "spheres": spheres}),
            None if kept["tried"] is None else tuple(Tried(**one) for one in kept["tried"]),
            None if kept["not_read"] is None else tuple(NotRead(**one) for one in kept["not_read"]),
        )


def counted(counts: Counts, tables: Mapping[str, FairTable], before: Before | None) -> Counted:
    """`tables` are those of `counts` as they may be shown. Some seconds of work in a large place."""
    run = counts.run
    answered = with_yes(count(before.run), before.tables) if before and before.tables else ()
    try:
        rows, unread = tried(run)
    except Refused:
        rows, unread = None, None  # type: ignore[assignment]
    return Counted(
        tuple(tables.values()),
        counts.waits_known,
        answered,
        before.run.number if before and answered else None,
        burden_of(run.place),
        None if rows is None else tuple(rows),
        None if unread is None else tuple(unread),
    )


def _tables(kept: Sequence[Mapping[str, Any]]) -> tuple[FairTable, ...]:
    return tuple(
        FairTable(
            Group(**{**one["group"], "rows": tuple((code, label) for code, label in one["group"]["rows"])}),
            tuple(_row(row) for row in one["rows"]),
            _row(one["all"]),
        )
        for one in kept
    )


def _row(kept: Mapping[str, Any]) -> FairRow:
    return FairRow(**{**kept, "hides": tuple(kept["hides"])})
