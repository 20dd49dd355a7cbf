"""A round in figures: bars, the ward map, reasons for refusals, and gaps.

Every picture is made from the rows of the table that stands beside it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from helpfulacts.coordination.fitting import facet_codes
from helpfulacts.coordination.reasons import Reasons
from helpfulacts.core.words import percent
from helpfulacts.directory.facets import FACET_WORDS
from helpfulacts.engine.evidence.intervals import wilson
from helpfulacts.engine.small import SMALL

from ..charts import Part, ShareBar, StackedBar
from ..tiles import Tile, level_of

STEPS = (0.5, 0.6, 0.7)
MOST_GAPS = 8
BY_RULE = "Places went to groups before theirs"
BY_TICKET = "Same group, the draw came out lower"
BY_BOTH = "Some to groups before theirs, some by the draw"
BY_RIGHT = "Places went to people with a right to one"
BY_LOTTERY = "The draw gave others luckier tickets"
BY_KEPT_TURN = "Some by turns that the rules keep for a group"
BY_LIMIT = "A limit in the rules made them wait"
BY_PERSON = "A person changed it, and said why"
BY_LOSS = "The place went before the round was confirmed"


ALL_FULL, OR_A_LIMIT = "all full", "full, or a limit"
"""What is said of those refused: the second where a limit of the rules holds some of them."""


def class_bars(rows: Iterable[Any], refused: str = ALL_FULL) -> list[StackedBar]:
    return [
        StackedBar(
            f"Group {row.code}: {row.placed:,} of {row.asked:,} offered a place",
            (
                Part("has a place", row.placed, "glass"),
                Part(refused, row.refused, "wait"),
                Part("nothing suits", row.gaps, "brick"),
            ),
        )
        for row in rows
        if row.asked
    ]


def decile_bars(rows: Iterable[Any]) -> list[ShareBar]:
    return [
        ShareBar("?" if row.code == "0" else row.label, row.share, row.low, row.high)
        for row in rows
        if row.asked
    ]


@dataclass(frozen=True)
class WardFigures:
    """rows: by ward; nobody: wards where nobody asked; tiles: both as a map. stands_out: the ward furthest below, if its interval leaves the place's share out."""

    rows: list[Any]
    nobody: list[str]
    tiles: list[Tile]
    stands_out: Any | None
    share: float


def ward_figures(run: Any, rows: list[Any], areas: Iterable[Any]) -> WardFigures:
    """Every area has its tile, also where nobody asked."""
    share = run.placed / run.people if run.people else 0.0
    below = [row for row in rows if not row.hidden and row.code and row.high is not None and row.high < share]
    stands_out = min(below, key=lambda row: (row.share, row.label), default=None)
    tiles = []
    for row in rows:
        if not row.code:
            continue
        if row.hidden:
            tiles.append(Tile(row.label, "–", "too few to show"))
            continue
        level = level_of(row.share, STEPS)
        tiles.append(
            Tile(
                row.label,
                percent(row.share),
                f"{row.placed} of {row.asked}",
                level,
                here=row is stands_out,
                look="" if level else "few",
            )
        )
    asked = {row.label for row in rows}
    nobody = [area.name for area in areas if area.name not in asked]
    tiles += [Tile(name, "–", "nobody asked") for name in nobody]
    return WardFigures(rows, nobody, tiles, stands_out, share)


def counted(why: str, run: Any) -> list[tuple[str, int]]:
    """(words, people) of the refusals of a round by what decided them, most first; they add up to `run.refused`."""
    reasons = Reasons(run)
    tally: Counter[str] = Counter(_deciding(reasons.of(row)) for row in answers(run, why))
    return sorted(tally.items(), key=lambda item: (-item[1], item[0]))


def _deciding(reason: Any) -> str:
    if reason.code == "changed":
        return BY_PERSON
    if reason.code == "gone":
        return BY_LOSS
    if reason.code == "waits":
        return BY_LIMIT
    if reason.by_kept_turn != "no":
        return BY_KEPT_TURN
    if reason.by_lottery:
        return BY_RIGHT if reason.by_ticket == "no" else BY_LOTTERY
    if reason.by_ticket == "no":
        return BY_RULE
    return BY_TICKET if reason.by_rule == "no" else BY_BOTH


def answers(run: Any, status: str = "") -> Any:
    """The answers of a round in its own order, as a queryset; `status` keeps placed, refused or gap."""
    rows = run.allocations.filter(place=run.place_id).order_by("index")
    return rows.filter(status=status) if status else rows


@dataclass(frozen=True)
class Letter:
    """One answer of a round as a row of a list: no name, no words; `case` is its number in the round."""

    allocation: Any
    case: int
    group: int
    why: str


def letters(run: Any, rows: Sequence[Any]) -> list[Letter]:
    """Rows of one page of answers. A gap or a place has no deciding reason: its title says it."""
    reasons = Reasons(run)
    found = []
    for row in rows:
        reason = reasons.of(row)
        why = _deciding(reason) if row.status == "refused" else reason.title
        found.append(Letter(row, row.index + 1, reason.group, why))
    return found


@dataclass(frozen=True)
class GapRow:
    what: str
    where: str
    people: int


def gaps_of(run: Any) -> tuple[list[GapRow], int]:
    """(rows, people in rows left out): what nobody has, where, for how many. Each person counts once, by their first wish."""
    inputs = Reasons(run).inputs
    tally: Counter[str] = Counter()
    wards: dict[str, Counter[str]] = defaultdict(Counter)
    for row in answers(run, "gap").select_related("ward"):
        claims = inputs.claims_of[row.index]
        codes = facet_codes(int(inputs.claim_facets[claims[0]])) if claims else []
        what = ", ".join(FACET_WORDS[code] for code in codes) or "Not said"
        tally[what] += 1
        wards[what][row.ward.name if row.ward else "somewhere not known"] += 1
    rows = [GapRow(what, _where(wards[what]), people) for what, people in tally.items()]
    rows.sort(key=lambda row: (-row.people, row.what))
    return rows[:MOST_GAPS], sum(row.people for row in rows[MOST_GAPS:])


def _where(wards: Counter[str]) -> str:
    most = sorted(wards.items(), key=lambda item: (-item[1], item[0]))
    words = [f"{name} {times}" if times >= SMALL else name for name, times in most[:2]]
    rest = len(most) - len(words)
    return "; ".join(words) + (
        f"; and {rest} more wards" if rest > 1 else "; and 1 more ward" if rest else ""
    )


def offers_shared(run: Any) -> int:
    """How many shared offers the round had."""
    return len(Reasons(run).inputs.offer_ids)


def share_of(part: int, whole: int) -> tuple[float, float, float]:
    """(share, low, high) with Wilson's 95 % interval."""
    low, high = wilson(part, whole)
    return (part / whole if whole else 0.0, low, high)
