"""Two-column counts of people by group that may stand beside their totals: what to hide of each group.

    safe_groups([(20, 3), (30, 15), (0, 12)]) -> ["parts", "parts", ""]
    "" shown whole · "parts" only the sum is shown · "all" nothing is shown

An attacker knows every number that is shown, the total of each column, and that counts are whole and not negative. With
P and S the sums of the first column and of both over all hidden groups, and R what is left of S without the sums that
are shown, the least and the most that a hidden count can be are exactly

    sum shown:   max(0, P - (S - sum))  to  min(sum, P)          (and the second column is sum minus that)
    sum hidden:  0 to min(R, P), 0 to min(R, S - P), 0 to R      (two such groups at least; of one alone R is its sum)

which a test finds again by linear programming. Where the two ends are nearer than SMALL, the smallest group that is still
shown is hidden too, until none is: complementary suppression as in A. Hundepool and others, "Statistical Disclosure
Control", 2012, section 4.4, by the simplest order. A count of nothing is no secret.
"""

from __future__ import annotations

from collections.abc import Sequence

from helpfulacts.engine.small import SMALL

SHOWN, PARTS, ALL = "", "parts", "all"
Pair = tuple[int, int]
"""Of one group: how many are counted in the first column, and how many in the second."""


def _small(count: int) -> bool:
    return 0 < count < SMALL


def safe_groups(rows: Sequence[Pair]) -> list[str]:
    """What is hidden of each row. Where nothing else helps all is hidden: then only the totals are known."""
    hidden = [
        ALL if _small(row[0] + row[1]) else PARTS if _small(row[0]) or _small(row[1]) else SHOWN
        for row in rows
    ]
    while (weak := _open_to_attack(rows, hidden)) is not None:
        at = _next_to_hide(rows, hidden, sums_too=hidden[weak] == ALL)
        if at is None:
            return [ALL] * len(rows)
        # A sum that is hidden alone is what the others leave of the total: it needs another beside it.
        hidden[at] = ALL if hidden[weak] == ALL or hidden[at] == PARTS else PARTS
    return hidden


def _next_to_hide(rows: Sequence[Pair], hidden: Sequence[str], *, sums_too: bool) -> int | None:
    """The row with the smallest sum of which more can be hidden; a row shown whole comes before one of which only a sum is."""
    left = [
        (hidden[at] == PARTS and not sums_too, row[0] + row[1], at)
        for at, row in enumerate(rows)
        if hidden[at] != ALL and any(row)
    ]
    return min(left)[2] if left else None


def _open_to_attack(rows: Sequence[Pair], hidden: Sequence[str]) -> int | None:
    """The first hidden row of which some number could be told to within SMALL; None where there is none."""
    found = (at for at, ends in bounds(rows, hidden) if any(high - low < SMALL for low, high in ends))
    return next(found, None)


def bounds(
    rows: Sequence[Pair], hidden: Sequence[str]
) -> list[tuple[int, tuple[tuple[int, int], tuple[int, int], tuple[int, int]]]]:
    """(row, (least, most) of its first count, its second, and its sum) of each hidden row; a sum that is shown is free."""
    unknown = [at for at, what in enumerate(hidden) if what]
    first = sum(rows[at][0] for at in unknown)
    whole = sum(sum(rows[at]) for at in unknown)
    alone = [at for at in unknown if hidden[at] == ALL]
    left = sum(sum(rows[at]) for at in alone)
    found = []
    for at in unknown:
        size = sum(rows[at])
        if hidden[at] == ALL and len(alone) > 1:
            ends = ((0, min(left, first)), (0, min(left, whole - first)), (0, left))
        else:
            low, high = max(0, first - (whole - size)), min(size, first)
            total = (size, size) if hidden[at] == ALL else (0, SMALL)
            ends = ((low, high), (size - high, size - low), total)
        found.append((at, ends))
    return found
