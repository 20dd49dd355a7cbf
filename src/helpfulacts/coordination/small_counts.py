"""Counts of people small enough to point at somebody: which to hide, and what else, so that no sum gives them away.

    parts_to_hide([(20, 3, 0), (30, 0, 15)]) -> ({0, 1}, set())   # rows whose parts are hidden; rows hidden altogether
    spoken({"placed": 20, "refused": 3})     -> {"placed": "some", "refused": "some"}

A count of 1 to 9 is small; none is no secret. Totals are taken to be known. After M. Hundepool and others, "Statistical
Disclosure Control", 2012, chapter 4 (secondary suppression), by the simplest rule that is safe: two rows are hidden at
least, and in each column they add up to nothing, to ten at least, or to all there is. Every hidden cell of a table whose
rows and columns add up to more than nothing can then be more than one number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpfulacts.engine.small import SMALL, some


def _small(count: int) -> bool:
    return 0 < count < SMALL


def _hide_more(column: Sequence[int], hidden: set[int]) -> set[int]:
    """`hidden` with the smallest others that are not none, until it is two rows and adds up to nothing or to ten."""
    hidden = set(hidden)
    rest = sorted(
        ((count, row) for row, count in enumerate(column) if count and row not in hidden), reverse=True
    )
    while hidden and rest and (len(hidden) == 1 or _small(sum(column[row] for row in hidden))):
        hidden.add(rest.pop()[1])
    return hidden


def parts_to_hide(rows: Sequence[Sequence[int]]) -> tuple[set[int], set[int]]:
    """(rows whose parts are hidden, those of them whose sum is hidden too), for rows of counts in the same columns."""
    sums = [sum(row) for row in rows]
    whole = _hide_more(sums, {n for n, count in enumerate(sums) if _small(count)})
    parts = whole | {n for n, row in enumerate(rows) if any(map(_small, row))}
    before = None
    while before != parts:
        before = parts
        for column in zip(*rows, strict=True):
            parts = _hide_more(column, parts)
        if len(parts) == 1:  # nobody else is in its columns
            parts = _hide_more(sums, parts)
    return parts, whole


def spoken(counts: Mapping[str, int]) -> dict[str, str]:
    """Counts that add up to a known total, each as it may be said: where one is small, another is “some” as well."""
    values = list(counts.values())
    hidden = _hide_more(values, {n for n, count in enumerate(values) if _small(count)})
    return {name: some(1) if n in hidden else some(count) for n, (name, count) in enumerate(counts.items())}
