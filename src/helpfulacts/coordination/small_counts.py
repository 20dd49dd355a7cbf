"""Counts of people that add up to a known total, each as it may be said. Tables are hidden by `engine/evidence/disclosure.py`.

    spoken({"placed": 20, "refused": 3})     -> {"placed": "some", "refused": "some"}

A count of 1 to 9 is small; none is no secret. Of one line of counts the simplest rule is enough: two are hidden at least,
and they add up to ten at least, or to all there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpfulacts.engine.small import SMALL, some


def _small(count: int) -> bool:
    return 0 < count < SMALL


def _hide_more(column: Sequence[int], hidden: set[int]) -> set[int]:
    """`hidden` with the smallest others that are not none, until it is two of them and adds up to nothing or to ten."""
    hidden = set(hidden)
    rest = sorted(
        ((count, row) for row, count in enumerate(column) if count and row not in hidden), reverse=True
    )
    while hidden and rest and (len(hidden) == 1 or _small(sum(column[row] for row in hidden))):
        hidden.add(rest.pop()[1])
    return hidden


def spoken(counts: Mapping[str, int]) -> dict[str, str]:
    """Counts that add up to a known total, each as it may be said: where one is small, another is “some” as well."""
    values = list(counts.values())
    hidden = _hide_more(values, {n for n, count in enumerate(values) if _small(count)})
    return {name: some(1) if n in hidden else some(count) for n, (name, count) in enumerate(counts.items())}
