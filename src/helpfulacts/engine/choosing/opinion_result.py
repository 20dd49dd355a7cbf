"""What an opinion map says: of all people, of each group, of each statement; and the same as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .representative import Representative

METHOD = "opinion map 1"
DECIMALS = 6
"""Figures are given with so many decimals, so that the last bits of a machine show nowhere."""


@dataclass(frozen=True)
class Standing:
    """How one statement stands. `by_group`: (agree, pass, disagree) of each group shown; empty where none are.

    `consensus`: from 0 to 1, the product over groups (or of all as one) of the share that agrees, smoothed. `divisiveness`: 0
    where nobody is on the other side, 1 where half agree and half disagree.
    """

    agree: int
    passed: int
    disagree: int
    by_group: tuple[tuple[int, int, int], ...]
    consensus: float
    divisiveness: float


@dataclass(frozen=True)
class Group:
    """People who answer alike: the centre of where they stand, the statements that stand for them, and a sentence of those.

    `agrees` and `disagrees` are the columns that the sentence may quote.
    """

    people: int
    centre: tuple[float, float]
    representative: tuple[Representative, ...]
    agrees: tuple[int, ...]
    disagrees: tuple[int, ...]
    sentence: str


@dataclass(frozen=True)
class OpinionMap:
    """A map of `people`, from the `means` of statements along two `axes`. `positions[i]` and `group_of[i]` are those of row i of the votes; −1 is in no group.

    `groups` is None where none are shown, and `why_none` says why in one sentence. `stability` and `clearness` are those of
    `opinion_groups.Grouping`, None where nothing was grouped. Lists of statements hold at most five columns, the clearest first: what most people agree or
    disagree with, beyond chance; what most of each group agree with (`shared`, empty without groups); what divides people.
    """

    seed: str
    people: int
    means: tuple[float, ...]
    axes: tuple[tuple[float, ...], ...]
    positions: tuple[tuple[float, float], ...]
    group_of: tuple[int, ...]
    groups: tuple[Group, ...] | None
    why_none: str
    stability: float | None
    clearness: float | None
    statements: tuple[Standing, ...]
    agreed_by_most: tuple[int, ...]
    disagreed_by_most: tuple[int, ...]
    shared: tuple[int, ...]
    divisive: tuple[int, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What a reader may be told of groups: each in words, or why there are none."""
        return (self.why_none,) if self.groups is None else tuple(group.sentence for group in self.groups)

    def to_json(self) -> dict[str, Any]:
        """Plain values in a fixed order. Statements and people are named by their columns and rows, from 0."""
        groups = None
        if self.groups is not None:
            groups = [
                {
                    "people": group.people,
                    "centre": list(group.centre),
                    "agrees": list(group.agrees),
                    "disagrees": list(group.disagrees),
                    "sentence": group.sentence,
                    "representative": [_as_row(one) for one in group.representative],
                }
                for group in self.groups
            ]
        return {
            "method": METHOD,
            "seed": self.seed,
            "people": self.people,
            "groups": groups,
            "why_none": self.why_none,
            "stability": self.stability,
            "clearness": self.clearness,
            "sentences": list(self.sentences),
            "agreed_by_most": list(self.agreed_by_most),
            "disagreed_by_most": list(self.disagreed_by_most),
            "shared": list(self.shared),
            "divisive": list(self.divisive),
            "statements": [
                {
                    "agree": one.agree,
                    "pass": one.passed,
                    "disagree": one.disagree,
                    "by_group": [list(counts) for counts in one.by_group],
                    "consensus": one.consensus,
                    "divisiveness": one.divisiveness,
                }
                for one in self.statements
            ],
            "means": list(self.means),
            "axes": [list(axis) for axis in self.axes],
            "positions": [list(position) for position in self.positions],
            "group_of": list(self.group_of),
        }


def _as_row(one: Representative) -> dict[str, Any]:
    row: dict[str, Any] = {"statement": one.statement, "agrees": one.agrees, "count": one.count, "of": one.of}
    for name in ("share", "share_z", "times", "times_z"):
        row[name] = round(getattr(one, name), DECIMALS)
    return {**row, "first": one.first, "sure": one.sure}
